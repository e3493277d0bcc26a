"""What a file gave: its tables, with every row below a header either taken or refused. Nothing is stored yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ekin.exchange.bkn import Metadata
from ekin.vocabulary import Layout, Reason, Repair
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


@dataclass
class Table:
    """What one sheet gave.

    Attributes
    ----------
    sheet
        Empty for csv and parquet.
    matches
        (field, column, how) of every column used; how is "exact", "synonym" or "mapped".
    rows
        (row number, typed fields) of every row taken; fields are named as in the store. Rows of daily progress also carry
        their checked `Entry` as "entry".
    refusals
        Every refused cell; a row may have several.
    repairs
        How many cells were mended, by kind.
    read
        Rows below the header that hold anything.
    """

    layout: Layout
    sheet: str
    header_row: int
    matches: list[tuple[str, str, str]]
    unused: list[str]
    metadata: Metadata
    rows: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    repairs: Counter[Repair] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    read: int = 0

    @property
    def taken(self) -> int:
        """Rows taken."""
        return len(self.rows)

    @property
    def refused(self) -> int:
        """Rows refused, each counted once however many of its cells are bad."""
        return len({refusal.row for refusal in self.refusals})


@dataclass
class Extract:
    """What one file gave; `digest` is its SHA-256, to tell a repeated import."""

    path: Path
    digest: str
    warnings: list[str]
    tables: list[Table] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Rows read in all tables."""
        return sum(table.read for table in self.tables)

    @property
    def taken(self) -> int:
        """Rows taken in all tables."""
        return sum(table.taken for table in self.tables)

    @property
    def refused(self) -> int:
        """Rows refused in all tables."""
        return sum(table.refused for table in self.tables)


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
