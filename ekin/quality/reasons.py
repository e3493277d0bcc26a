"""Why a line was flagged: missing facets, words that carry nothing, and the one question worth asking."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ekin.quality.lexicon import ACTION_FIRST, EMPTY_PHRASES, OWN_PLACE, PLACEHOLDER, TOPICS
from ekin.quality.normalize import MAX_CHARS, fold
from ekin.vocabulary import Facet
from ekin.words.quality import QUESTION, QUESTION_EMPTY

FACETS = (Facet.ACTION, Facet.OBJECT, Facet.DETAIL)
"""Order of the facet heads of the model."""

MISSING_FROM = 0.5
"""A facet is called missing when that is likelier than not: advice that is wrong is worse than none."""

_ASKED_FIRST = (Facet.OBJECT, Facet.DETAIL, Facet.ACTION)
_EMPTY = re.compile("|".join(rf"\b(?:{phrase})(?!\w)" for phrase in EMPTY_PHRASES) + f"|{PLACEHOLDER}|{OWN_PLACE}", re.IGNORECASE)


def missing_facets(text: str, p_missing: Sequence[float], *, label: int, settled: bool) -> list[str]:
    """Return the codes of the facets that a line lacks, in the order action, object, detail.

    A generic line lacks at least one (CODEBOOK): the detail, where no head is sure, because nineteen of twenty generic
    lines lack it. A settled specific one lacks none.

    Parameters
    ----------
    text
        The line as typed; one that opens with a verb lacks no action, whatever the head says.
    p_missing
        Probability that each facet is missing, shape (3,); it counts as missing from `MISSING_FROM`.
    label
        1 for generic.
    settled
        False when the line lies in the unsure band.
    """
    if label == 0 and settled:
        return []
    missing = [facet.value for facet, p in zip(FACETS, p_missing, strict=True) if p >= MISSING_FROM]
    if Facet.ACTION in missing and ACTION_FIRST.match(text):
        missing.remove(Facet.ACTION.value)
    if label == 1 and not missing:
        missing = [Facet.DETAIL.value]
    return missing


def empty_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans (start, end) of a text that carry nothing: manner, orders, the whole job, bare placeholders.

    Spans count characters of the text as it was typed, do not overlap and come in order.

    Examples
    --------
    >>> empty_spans("Input nilai dengan baik")
    [(12, 23)]
    """
    return [match.span() for match in _EMPTY.finditer(text[:MAX_CHARS])]


def question_for(text: str, missing: Sequence[str]) -> str:
    """Return the question that brings out the most useful missing fact; "" when nothing is missing.

    The object is asked for first, then the detail, then the action. A question comes from a closed list
    (`ekin.words.quality.QUESTION`), so it states no fact.
    """
    if not missing:
        return ""
    folded = fold(text)
    if not folded:
        return QUESTION_EMPTY
    asked = QUESTION[next(facet for facet in _ASKED_FIRST if facet.value in missing)]
    topic = next((name for name, pattern in TOPICS.items() if name in asked and pattern.search(folded)), "")
    return asked[topic]
