"""Why a line was flagged: missing facets, words that carry nothing, and the one question worth asking."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ekin.quality.lexicon import EMPTY_PHRASES, OWN_PLACE, PLACEHOLDER, TOPICS
from ekin.quality.normalize import MAX_CHARS, fold
from ekin.vocabulary import Facet
from ekin.words.quality import QUESTION, QUESTION_EMPTY

FACETS = (Facet.ACTION, Facet.OBJECT, Facet.DETAIL)
"""Order of the facet heads of the model."""

_ASKED_FIRST = (Facet.OBJECT, Facet.DETAIL, Facet.ACTION)
_EMPTY = re.compile("|".join(rf"\b(?:{phrase})(?!\w)" for phrase in EMPTY_PHRASES) + f"|{PLACEHOLDER}|{OWN_PLACE}", re.IGNORECASE)


def missing_facets(p_missing: Sequence[float], cuts: Sequence[float], *, label: int, settled: bool) -> list[str]:
    """Return the codes of the facets that a line lacks, in the order action, object, detail.

    A generic line lacks at least one (CODEBOOK): the likeliest, where no head is sure. A settled specific one lacks none.

    Parameters
    ----------
    p_missing, cuts
        Probability that each facet is missing, and from where it counts as missing, both shape (3,).
    label
        1 for generic.
    settled
        False when the line lies in the unsure band.
    """
    if label == 0 and settled:
        return []
    missing = [facet.value for facet, p, cut in zip(FACETS, p_missing, cuts, strict=True) if p >= cut]
    if label == 1 and not missing:
        margins = [p - cut for p, cut in zip(p_missing, cuts, strict=True)]
        missing = [FACETS[margins.index(max(margins))].value]
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
