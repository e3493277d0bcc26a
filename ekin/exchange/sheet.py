"""One sheet of a file as rows of cells, and the names by which people find a cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name as column_letters

from ekin.vocabulary import Reason
from ekin.words.imports import PLACE


@dataclass(frozen=True)
class Unreadable:
    """A cell that must not be taken for an empty one."""

    reason: Reason
    text: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass
class Sheet:
    """One sheet, without its blank rows.

    Attributes
    ----------
    name
        Empty for csv and parquet.
    rows, numbers
        Cells of each row that holds anything, from column A on, and its number, from 1; in a csv the line where it begins.
    ragged
        Whether rows may differ in length, as in a csv.
    broken
        Numbers of the rows of a csv whose quotes do not close; such a row holds its first line as one cell.
    warnings
        Sentences on what the reader should know about the sheet or its file.
    """

    name: str
    rows: list[list[object]]
    numbers: list[int]
    ragged: bool = False
    broken: frozenset[int] = frozenset()
    warnings: list[str] = field(default_factory=list)

    def cell(self, row: int, column: int) -> str:
        """Name a cell: 'Lembar!C14', or line and column of a csv; `column` counts from 0."""
        place = PLACE["cell"] if self.name else PLACE["line"]
        return place.format(sheet=self.name, row=row, column=column_letters(column))


def column_number(letters: str) -> int:
    """Column counted from 0 of its letters.

    >>> column_number("AB")
    27
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
