"""Texts of a simulated crowd, composed column by column from slots: half a million a second."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ekin.evaluation.crowd_words import (
    COUNTER,
    GENERIC,
    JOINT,
    POLISH_AFTER,
    POLISH_BEFORE,
    ROUTINE,
    SLOTS,
    SPECIFIC,
    SYNONYMS,
)

FAMILIES: Final = tuple(SPECIFIC)
"""Families of work; a unit belongs to one."""

TEMPLATES: Final = (*(line for family in FAMILIES for line in SPECIFIC[family]), COUNTER, *JOINT, *ROUTINE, *GENERIC)
"""Every line that entries are composed from; `first_of` says where each kind begins."""

MAX_NUMBER: Final = 200
"""Largest number in a line."""

_NUMBERS = pa.array([str(number) for number in range(MAX_NUMBER + 1)])
_PART = re.compile(r"(\{\w+\})")
_STARTS: Final = dict(
    zip(
        (*FAMILIES, "counter", "joint", "routine", "generic"),
        np.cumsum([0, *(len(SPECIFIC[name]) for name in FAMILIES), 1, len(JOINT), len(ROUTINE)]).tolist(),
        strict=True,
    )
)


def first_of(kind: str) -> int:
    """Position in `TEMPLATES` of the first line of a family, or of counter, joint, routine or generic lines."""
    return _STARTS[kind]


def compose(template: np.ndarray, slots: np.ndarray, number: np.ndarray) -> pa.Array:
    """Compose one text for each row.

    Parameters
    ----------
    template
        Positions in `TEMPLATES`, shape (n,).
    slots
        Which value stands in the first, second, ... slot that is no number, taken modulo the values there are; shape (n, 4).
    number
        What stands for {n}, 0 to `MAX_NUMBER`; shape (n,).
    """
    order = np.argsort(template, kind="stable")
    bounds = np.searchsorted(template[order], np.arange(len(TEMPLATES) + 1))
    parts = [
        _fill(TEMPLATES[k], order[a:b], slots, number) for k, (a, b) in enumerate(zip(bounds, bounds[1:], strict=False)) if b > a
    ]
    back = np.empty(len(order), dtype="int64")
    back[order] = np.arange(len(order))
    return pa.chunked_array(parts or [pa.array([], pa.string())]).combine_chunks().take(pa.array(back))


def polish(texts: pa.Array, rng: np.random.Generator) -> pa.Array:
    """Set words that add no fact before and after each text."""
    before, after = (_take(words, rng.integers(len(words), size=len(texts))) for words in (POLISH_BEFORE, POLISH_AFTER))
    small = pc.binary_join_element_wise(
        pc.utf8_lower(pc.utf8_slice_codeunits(texts, 0, 1)), pc.utf8_slice_codeunits(texts, 1), ""
    )
    return pc.binary_join_element_wise(before, small, after, " ")


def paraphrase(text: str, share: float, rng: np.random.Generator) -> tuple[str, float]:
    """Put other words for about a share of the words of a text; give the text and the share of its words that changed."""
    words = text.split(" ")
    changed = [_other(word, rng) if rng.random() < share else word for word in words]
    return " ".join(changed), sum(a != b for a, b in zip(words, changed, strict=True)) / len(words)


def restyle(texts: pa.Array, style: np.ndarray) -> pa.Array:
    """Write each text as its writer does: 0 as it is, 1 all in small letters, 2 With Capitals."""
    lower, title = pa.array(style == 1), pa.array(style == 2)
    return pc.if_else(lower, pc.utf8_lower(texts), pc.if_else(title, pc.utf8_title(texts), texts))


def _fill(line: str, rows: np.ndarray, slots: np.ndarray, number: np.ndarray) -> pa.Array:
    parts, place = [], 0
    for part in _PART.split(line):
        if part == "{n}":
            parts.append(_NUMBERS.take(pa.array(number[rows])))
        elif part.startswith("{"):
            parts.append(_take(SLOTS[part[1:-1]], slots[rows, place]))
            place += 1
        elif part:
            parts.append(pa.scalar(part))
    return pc.binary_join_element_wise(*parts, "") if place or "{n}" in line else pa.array([line] * len(rows))


def _take(values: Sequence[str], places: np.ndarray) -> pa.Array:
    return pa.array(values).take(pa.array(places % len(values)))


def _other(word: str, rng: np.random.Generator) -> str:
    others = SYNONYMS.get(word.lower())
    return others[int(rng.integers(len(others)))] if others else word
