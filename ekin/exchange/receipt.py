"""The receipt of an import: what was recognised, what became of every row, and why a row was refused."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ekin.exchange.harmless import neutral
from ekin.exchange.importing import Extract, Table
from ekin.exchange.refusals import Refusal
from ekin.vocabulary import Reason
from ekin.words import numbers
from ekin.words.errors import REPAIR
from ekin.words.imports import FIELD, HOW, LAYOUT, RECEIPT

_COLUMNS = ("sheet", "row", "cell", "field", "value", "reason", "hint")


@dataclass(frozen=True)
class Receipt:
    """What one import did. Rows read = new + changed + unchanged + refused.

    Attributes
    ----------
    extract
        What was read; refusals by the store (an unknown reference) are already added to it.
    new, changed, unchanged
        Rows that were added, that changed stored data, that were stored already.
    """

    extract: Extract
    new: int
    changed: int
    unchanged: int

    @property
    def read(self) -> int:
        """Rows read."""
        return self.extract.read

    @property
    def taken(self) -> int:
        """Rows taken: new, changed and unchanged."""
        return self.new + self.changed + self.unchanged

    @property
    def refused(self) -> int:
        """Rows refused."""
        return self.extract.refused

    def matches(self) -> pd.DataFrame:
        """One row per column used: sheet, layout, field, column, how."""
        rows = [
            (table.sheet, LAYOUT[table.layout], FIELD[field], column, HOW[how])
            for table in self.extract.tables
            for field, column, how in table.matches
        ]
        return pd.DataFrame(rows, columns=["sheet", "layout", "field", "column", "how"])

    def refusals(self) -> pd.DataFrame:
        """One row per refused cell: sheet, row, cell, field, value, reason, hint."""
        return pd.DataFrame(self._refusal_rows(), columns=list(_COLUMNS))

    def write_refusals(self, path: str | Path) -> Path:
        """Write the refused cells as a csv that Excel opens in Indonesian (`;`, UTF-8 with a mark)."""
        heads = [RECEIPT[name] for name in _COLUMNS]
        with Path(path).open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";", lineterminator="\n")
            writer.writerow(heads)
            writer.writerows([neutral(cell) for cell in row] for row in self._refusal_rows())
        return Path(path)

    def lines(self) -> list[str]:
        """Sentences of the receipt, without the list of refusals."""
        counts = {
            name: numbers.number(getattr(self, name)) for name in ("read", "taken", "new", "changed", "unchanged", "refused")
        }
        shown = [RECEIPT["title"].format(name=self.extract.path.name), RECEIPT["equation"].format(**counts)]
        for table in self.extract.tables:
            shown.append(
                RECEIPT["table"].format(layout=LAYOUT[table.layout], sheet=table.sheet or "-", header_row=table.header_row)
            )
            repairs = [f"{numbers.number(count)} {REPAIR[repair]}" for repair, count in sorted(table.repairs.items())]
            shown += _listed("repairs", repairs) + _listed("unused", table.unused) + _listed("warnings", table.warnings)
        return shown + _listed("warnings", self.extract.warnings)

    def __str__(self) -> str:
        """Sentences of the receipt, one a line."""
        return "\n".join(self.lines())

    def _refusal_rows(self) -> list[tuple[object, ...]]:
        return [
            (table.sheet, item.row, item.cell, FIELD.get(item.field, "-"), item.value, str(item.reason), item.hint)
            for table in self.extract.tables
            for item in table.refusals
        ]


def refuse_rows(table: Table, refused: Sequence[tuple[int, Reason]]) -> None:
    """Move rows that only the store could refuse from the taken ones to the refusals."""
    numbers_refused = {row for row, _ in refused}
    table.rows = [item for item in table.rows if item[0] not in numbers_refused]
    table.refusals += [Refusal(row, "", "", "", reason) for row, reason in refused]


def _listed(title: str, items: Sequence[str]) -> list[str]:
    return [f"{RECEIPT[title]}: {'; '.join(items)}"] if items else []
