"""Marks of detail: what the codebook counts as RINCIAN even when every word of it is common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from ekin.quality.lexicon import NAMED_PLACES, OFFICE_WORDS, PERIOD_DOCUMENTS, PERIODS, SCHOOL_SUBJECTS, TOPIC_WORDS
from ekin.quality.normalize import NUMBER

MARKS: Final = ("topic", "named_place", "school_subject", "document_period")
"""Columns of `mark_counts`."""

MAX_COUNT: Final = 2
"""More of one mark adds nothing: length is no evidence (CODEBOOK ruling 11)."""

PERIOD_REACH: Final = 4
"""Words between a document and the period it covers."""


def mark_counts(folded: Sequence[str]) -> np.ndarray:
    """Count marks of detail in folded lines, shape (n, 4), columns `MARKS`, each 0 to `MAX_COUNT`.

    Word rarity misses a detail said in common words ("Matematika kelas V materi pecahan"); these four catch the kinds
    that the codebook names. A quantity is not among them: it gave nothing on unseen authors.
    """
    counts = [_line(text.split()) for text in folded]
    return np.minimum(np.array(counts, dtype=np.float64).reshape(-1, len(MARKS)), MAX_COUNT)


def _line(words: list[str]) -> tuple[int, ...]:
    topic = place = subject = period = 0
    for at, (word, after) in enumerate(zip(words, [*words, ""][1:], strict=True)):
        named = after != "" and after not in OFFICE_WORDS
        topic += word in TOPIC_WORDS and named and (len(after) > 1 or after == NUMBER)
        place += word in NAMED_PLACES and named
        subject += word in SCHOOL_SUBJECTS
        period += word in PERIODS and not PERIOD_DOCUMENTS.isdisjoint(words[max(0, at - PERIOD_REACH) : at])
    return topic, place, subject, period
