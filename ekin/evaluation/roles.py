"""Roles of the people of a simulated crowd: how often each occurs, what they do, and which signals that plants.

The shares are choices that give every fault enough people to measure it with; how common the faults are in Indonesia is NOT FOUND
(DOMAIN 7.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ekin.vocabulary import Signal


@dataclass(frozen=True)
class Role:
    """One way of writing or of reviewing.

    Attributes
    ----------
    share
        Share of people who have it, 0 to 1.
    signals
        What a perfect method would show of them; empty for an honest role.
    care
        Range from which a writer's share of specific entries is drawn, 0 to 1.
    copied
        Range from which a writer's share of copied days is drawn, 0 to 1.
    """

    share: float
    signals: tuple[Signal, ...] = ()
    care: tuple[float, float] = (0.45, 0.8)
    copied: tuple[float, float] = (0.0, 0.0)


WRITERS: Final[dict[str, Role]] = {
    "ordinary": Role(0.31),
    "careful": Role(0.12, care=(0.8, 0.95)),
    "careless": Role(0.07, care=(0.1, 0.3)),
    "weekly": Role(0.05),
    "timetable": Role(0.08, care=(0.9, 1.0)),
    "shift": Role(0.06),
    "narrow": Role(0.05, care=(0.7, 0.9)),
    "counter": Role(0.03, care=(0.9, 1.0)),
    "copy_own": Role(0.03, (Signal.COPY_OWN,), copied=(0.5, 0.9)),
    "copy_colleague": Role(0.03, (Signal.COPY_COLLEAGUE,), copied=(0.5, 0.9)),
    "weekday_template": Role(0.03, (Signal.TEMPLATE,), copied=(0.8, 1.0)),
    "paraphrase": Role(0.03, (Signal.PARAPHRASE,), copied=(0.6, 0.9)),
    "polish": Role(0.02, (Signal.POLISH,), copied=(0.8, 1.0)),
    "month_end_batch": Role(0.03, (Signal.BATCH,)),
    "constant_times": Role(0.02, (Signal.CONSTANT_TIMES,)),
    "one_link": Role(0.02, (Signal.ONE_LINK,)),
    "holiday": Role(0.02, (Signal.HOLIDAY,)),
}
"""Writers. A `timetable` teacher keeps hours and classes and changes the lesson, a `counter` clerk changes only the number, `narrow` work is told in 40 lines, a `shift`
worker works on holidays by roster, a `weekly` writer sends a week at once: none of these is a fault."""

SUPERIORS: Final[dict[str, Role]] = {
    "diligent": Role(0.30),
    "weekly": Role(0.15),
    "severe": Role(0.08),
    "lenient": Role(0.08),
    "central": Role(0.08),
    "halo": Role(0.07),
    "rubber_stamp": Role(0.06, (Signal.SPEED, Signal.BURST)),
    "unopened": Role(0.04, (Signal.UNOPENED, Signal.BURST)),
    "same_note": Role(0.05, (Signal.SAME_NOTE,)),
    "stuck_ratings": Role(0.05, (Signal.STUCK_RATINGS,)),
    "copied_ratings": Role(0.04, (Signal.COPIED_RATINGS,)),
}
"""Superiors. A `weekly` one decides on a week of entries in one sitting and reads each: no fault."""

ROSTERED: Final = frozenset({"kesehatan", "lapangan"})
"""Families of work with shifts; `timetable` belongs to schools and `counter` to civil registration."""
_ONLY_IN: Final[dict[str, frozenset[str]]] = {
    "timetable": frozenset({"sekolah"}),
    "counter": frozenset({"kependudukan"}),
    "shift": ROSTERED,
}


def fits(role: str, family: str) -> bool:
    """Whether people of a family of work can have a role."""
    return family in _ONLY_IN.get(role, (family,))
