"""A refused cell, as the receipt shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ekin.vocabulary import Reason
from ekin.words.errors import REASON

SHOWN: Final = 80
"""Longest value shown in a refusal, in characters."""


@dataclass(frozen=True)
class Refusal:
    """One bad cell of a refused row.

    Attributes
    ----------
    row, cell
        Row number, and the cell as people find it.
    field
        Field of the cell; empty when the row as a whole is refused.
    value
        What stood there, on one line and shortened; for a repeated row the first cell of the earlier one.
    """

    row: int
    cell: str
    field: str
    value: str
    reason: Reason

    @property
    def hint(self) -> str:
        """What is wrong and what to do, in Indonesian."""
        return REASON[self.reason]


def show(value: object) -> str:
    r"""Write a cell's value on one line: control characters visible, at most 80 characters.

    >>> show("a\tb")
    'a\\tb'
    """
    if value is None:
        return ""
    text = f"{value:.15G}" if isinstance(value, float) and abs(value) >= 1e15 else str(value)
    text = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text[: SHOWN + 1])
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
