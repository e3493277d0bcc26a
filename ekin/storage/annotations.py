"""Labels of annotators, in a shared folder or in the database; whoever reads gets what is not blind for them."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

import pandas as pd
from sqlalchemy import ColumnElement, delete, select, true

from ekin.errors import AlreadyLabelledError
from ekin.storage import schema
from ekin.storage.statements import insert_new
from ekin.storage.store import Store
from ekin.vocabulary import Facet, Round

UNDO: Final = timedelta(seconds=120)
"""A label can be taken back for so long, and opens nothing before: it cannot be changed after a look at a colleague's (walls.sql)."""

FACETS: Final = [str(facet) for facet in Facet]
COLUMNS: Final = ["annotator", "item", "round", "label", *FACETS, "borderline", "note", "seconds", "at"]

Row = dict[str, object]


class Labels(Protocol):
    """Where the labels of one task are kept."""

    def add(self, row: Row) -> None:
        """Keep a label with the keys of the table `annotation`; AlreadyLabelledError where there is one."""

    def remove(self, annotator: str, item: str, round_: Round) -> None:
        """Take a label back."""

    def rows(self, annotator: str | None = None) -> Iterable[Row]:
        """All rows that the place itself lets through, or one person's; what people read comes from `visible` and `own`."""


def visible(labels: Labels, reader: str, now: datetime, free: Collection[str] = ()) -> pd.DataFrame:
    """Labels that someone may see: own ones, those on items labelled oneself longer than `UNDO` ago, and on `free` items.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, in the order of their moments; a settled label opens with one's own first.
    """
    rows = list(labels.rows())
    opened = {(row["item"], row["round"]) for row in rows if row["annotator"] == reader and (row["at"] or now) <= now - UNDO}

    def seen(row: Row) -> bool:
        round_ = Round.FIRST if row["round"] == Round.SETTLED else row["round"]
        return row["annotator"] == reader or row["item"] in free or (row["item"], round_) in opened

    return _frame(row for row in rows if seen(row))


def own(labels: Labels, annotator: str) -> pd.DataFrame:
    """Labels of one person, as in `visible`; nobody else's are read."""
    return _frame(labels.rows(annotator))


def _frame(rows: Iterable[Row]) -> pd.DataFrame:
    flat = [row | {name: int(row["facets"].get(name, 0)) for name in FACETS} for row in rows]
    kinds = {"label": "int64", "round": "int64", "seconds": "float64", "at": "datetime64[us, UTC]", "borderline": "bool"}
    kinds |= dict.fromkeys(FACETS, "int64") | dict.fromkeys(("annotator", "item", "note"), "str")
    return pd.DataFrame(flat, columns=COLUMNS).astype(kinds).sort_values(["at", "item"], kind="stable", ignore_index=True)


@dataclass(frozen=True)
class FolderLabels:
    """One file of JSON lines for each annotator; a label is on the disk before it is acknowledged. A folder has no walls."""

    folder: Path

    def add(self, row: Row) -> None:
        """Append a label."""
        if (row["item"], row["round"]) in self._of(self._path(str(row["annotator"]))):
            raise AlreadyLabelledError(str(row["item"]))
        self._write(row | {"at": row["at"].astimezone(UTC).isoformat()})

    def remove(self, annotator: str, item: str, round_: Round) -> None:
        """Append that a label was taken back."""
        self._write({"annotator": annotator, "item": item, "round": int(round_), "undone": True})

    def rows(self, annotator: str | None = None) -> Iterable[Row]:
        """Rows of all files, or of one person's."""
        paths = [self._path(annotator)] if annotator else sorted(self.folder.glob("label-*.jsonl"))
        return [row for path in paths for row in self._of(path).values()]

    def _path(self, annotator: str) -> Path:
        return self.folder / f"label-{annotator}.jsonl"

    def _write(self, row: Row) -> None:
        path = self._path(str(row["annotator"]))
        torn = path.is_file() and not path.read_bytes().endswith(b"\n")  # the machine died in the middle of a line
        with path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _of(self, path: Path) -> dict[tuple[object, object], Row]:
        found: dict[tuple[object, object], Row] = {}
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            try:
                row = json.loads(line)
            except ValueError:
                continue  # torn
            found.pop((row["item"], row["round"]), None)
            if not row.get("undone"):
                found[row["item"], row["round"]] = row | {"at": datetime.fromisoformat(row["at"])}
        return found


@dataclass(frozen=True)
class DatabaseLabels:
    """Rows of `annotation`; on PostgreSQL with walls the database itself hides what is blind."""

    store: Store
    task: str

    def add(self, row: Row) -> None:
        """Insert a label."""
        table = schema.annotation
        same = self._key(*(row[name] for name in ("annotator", "item", "round")))
        with self.store.transaction() as connection:
            if connection.scalar(select(table.c.item).where(same)):
                raise AlreadyLabelledError(str(row["item"]))
            insert_new(connection, table, [row | {"task": self.task}])

    def remove(self, annotator: str, item: str, round_: Round) -> None:
        """Delete a label."""
        with self.store.transaction() as connection:
            connection.execute(delete(schema.annotation).where(self._key(annotator, item, int(round_))))

    def rows(self, annotator: str | None = None) -> Iterable[Row]:
        """Rows of the task, or of one person."""
        of = schema.annotation.c
        whose = of.annotator == annotator if annotator else true()
        with self.store.reading() as connection:
            found = connection.execute(select(schema.annotation).where(of.task == self.task, whose))
            return [dict(row) for row in found.mappings()]

    def _key(self, annotator: object, item: object, round_: object) -> ColumnElement[bool]:
        of = schema.annotation.c
        return (of.task == self.task) & (of.annotator == annotator) & (of.item == item) & (of.round == round_)
