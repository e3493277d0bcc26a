"""The receipt of an import: what was recognised, what became of every row, and why a row was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ekin.exchange.extract import Extract, Refusal, Table
from ekin.exchange.harmless import neutral
from ekin.vocabulary import Reason
from ekin.words.errors import REPAIR
from ekin.words.imports import FIELD, HOW, LAYOUT, RECEIPT
from ekin.words.numbers import number

_COLUMNS = ["sheet", "row", "cell", "field", "value", "reason", "hint"]


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
        rows = [
            (table.sheet, item.row, item.cell, FIELD.get(item.field, "-"), item.value, str(item.reason), item.hint)
            for table in self.extract.tables
            for item in table.refusals
        ]
        return pd.DataFrame(rows, columns=_COLUMNS)

    def write_refusals(self, path: str | Path) -> Path:
        """Write the refused cells as a csv that Excel opens in Indonesian (`;`, UTF-8 with a mark)."""
        cells = self.refusals().map(neutral).rename(columns=RECEIPT)
        cells.to_csv(path, sep=";", index=False, encoding="utf-8-sig", lineterminator="\n")
        return Path(path)

    def lines(self) -> list[str]:
        """Sentences of the receipt, without the list of refusals."""
        names = ("read", "taken", "new", "changed", "unchanged", "refused")
        counts = {name: number(getattr(self, name)) for name in names}
        shown = [RECEIPT["title"].format(name=self.extract.path.name), RECEIPT["equation"].format(**counts)]
        for table in self.extract.tables:
            place = {"sheet": table.sheet or "-", "header_row": table.header_row}
            shown.append(RECEIPT["table"].format(layout=LAYOUT[table.layout], **place))
            repairs = [f"{number(count)} {REPAIR[repair]}" for repair, count in sorted(table.repairs.items())]
            shown += _listed("repairs", repairs) + _listed("unused", table.unused) + _listed("warnings", table.warnings)
        return shown + _listed("warnings", self.extract.warnings)

    def __str__(self) -> str:
        """Sentences of the receipt, one a line."""
        return "\n".join(self.lines())


def refuse_rows(table: Table, refused: Sequence[tuple[int, Reason]]) -> None:
    """Move rows that only the store could refuse from the taken ones to the refusals."""
    gone = {row for row, _ in refused}
    table.rows = [item for item in table.rows if item[0] not in gone]
    table.refusals += [Refusal(row, "", "", "", reason) for row, reason in refused]


def _listed(title: str, items: Sequence[str]) -> list[str]:
    return [f"{RECEIPT[title]}: {'; '.join(items)}"] if items else []
