"""Why a line was flagged: missing facets, words that carry nothing, and the one question worth asking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Final

import numpy as np
import pyarrow.compute as pc

from ekin.quality.lexicon import ACTION_FIRST, EMPTY_PHRASES, JOBS, OWN_PLACE, PLACEHOLDER, TOPICS
from ekin.quality.normalize import MAX_CHARS, as_arrow, pick
from ekin.vocabulary import Facet
from ekin.words.quality import QUESTION, QUESTION_EMPTY

FACETS = (Facet.ACTION, Facet.OBJECT, Facet.DETAIL)
"""Order of the facet heads of the model."""

LACKS: Final = [[facet.value for bit, facet in enumerate(FACETS) if code >> bit & 1] for code in range(8)]
"""The facets that each code of `missing_codes` names."""

MISSING_FROM = 0.5
"""A facet is called missing when that is likelier than not: advice that is wrong is worse than none."""

QUESTIONS: Final = ["", QUESTION_EMPTY, *(QUESTION[facet].get(topic, "") for facet in FACETS for topic in ("", *TOPICS))]
"""Every question there is; `questions` gives rows of it."""

MANY: Final = 200
"""From so many texts on, Arrow's regular expressions pay for being compiled."""

_ACTION, _OBJECT, _DETAIL = (1 << bit for bit in range(3))
_ASKED_LAST: Final = (0, 2, 1)
_EMPTY = re.compile(rf"\b(?:{'|'.join(EMPTY_PHRASES)})(?!\w)|{PLACEHOLDER}|{OWN_PLACE}", re.IGNORECASE)
_MAYBE_EMPTY: Final = re.sub(r"\(\?![^)]*\)", "", _EMPTY.pattern).replace("(?=", "(?:")
"""Matches at least the ASCII lines that `_EMPTY` matches, and without looking ahead, so that Arrow can do it."""


def missing_codes(texts: Sequence[str], p_missing: np.ndarray, label: np.ndarray, settled: np.ndarray) -> np.ndarray:
    """Return which facets lines lack, shape (n,): rows of `LACKS`.

    A generic line lacks at least one (CODEBOOK): the detail, where no head is sure, because nineteen of twenty generic
    lines lack it. A settled specific one lacks none.

    Parameters
    ----------
    texts
        The lines as typed; one that opens with a verb lacks no action, whatever the head says.
    p_missing
        Probability that each facet is missing, shape (n, 3); it counts as missing from `MISSING_FROM`.
    label
        1 for generic, shape (n,).
    settled
        False where the line lies in the unsure band, shape (n,).
    """
    codes = (p_missing >= MISSING_FROM) @ np.array([_ACTION, _OBJECT, _DETAIL])
    codes[(label == 0) & settled] = 0
    no_action = np.flatnonzero(codes & _ACTION)
    opens = [bool(ACTION_FIRST.match(text)) for text in pick(texts, no_action)]
    codes[no_action[opens]] -= _ACTION
    codes[(label == 1) & (codes == 0)] = _DETAIL
    return codes


def empty_words(texts: Sequence[str]) -> np.ndarray:
    """Return the `empty_spans` of every text, shape (n,), each a list of its own."""
    spans, rows = np.fromiter(([] for _ in range(len(texts))), object, len(texts)), np.arange(len(texts))
    if len(texts) >= MANY:
        column = as_arrow(texts)
        maybe = pc.or_(pc.match_substring_regex(column, _MAYBE_EMPTY, ignore_case=True), pc.invert(pc.string_is_ascii(column)))
        rows = np.flatnonzero(maybe.to_numpy(zero_copy_only=False))
    for row, text in zip(rows.tolist(), pick(texts, rows), strict=True):
        spans[row] = empty_spans(text)
    return spans


def empty_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans (start, end) of a text that carry nothing: manner, orders, the whole job, bare placeholders.

    Spans count characters of the text as it was typed, do not overlap and come in order.

    Examples
    --------
    >>> empty_spans("Input nilai dengan baik")
    [(12, 23)]
    """
    return [match.span(match.lastindex or 0) for match in _EMPTY.finditer(text[:MAX_CHARS])]


def topic_bits(folded: str, job: int = 0) -> int:
    """Return one bit for each of `TOPICS` that a folded line touches, those of the job where it touches none.

    The bit after them stands for no words at all.
    """
    if not folded:
        return 1 << len(TOPICS)
    parts = [folded] if "stand" in folded else folded.split()  # "stand by" is the one topic of two words
    return reduce(or_, map(_topics_of, parts)) or job


@lru_cache
def job_bits(position: str) -> int:
    """Return the bits of the topics that a position is mostly about, as in `topic_bits`."""
    return sum(1 << bit for bit, name in enumerate(TOPICS) if name in JOBS and JOBS[name].search(position))


@lru_cache(2**16)
def _topics_of(words: str) -> int:
    return sum(1 << bit for bit, pattern in enumerate(TOPICS.values()) if pattern.search(words))


def questions(codes: np.ndarray, topics: np.ndarray) -> np.ndarray:
    """Return the question that brings out the most useful missing fact of each line, as rows of `QUESTIONS`.

    The object is asked for first, then the detail, then the action, and by topic where one is seen. A question comes
    from a closed list (`ekin.words.quality.QUESTION`), so it states no fact; row 0 is "", when nothing is missing.

    Parameters
    ----------
    codes, topics
        From `missing_codes` and `topic_bits`, shape (n,).
    """
    found = np.zeros(len(codes), dtype=np.int16)
    for facet in _ASKED_LAST:
        lacks = (codes >> facet & 1) > 0
        known = topics[lacks] & sum(1 << bit for bit, name in enumerate(TOPICS) if name in QUESTION[FACETS[facet]])
        first = np.frexp((known & -known).astype(float))[1]  # 0 for no topic, else 1 + the place of the lowest bit
        found[lacks] = 2 + facet * (len(TOPICS) + 1) + first
    found[(codes > 0) & (topics == 1 << len(TOPICS))] = 1
    return found
