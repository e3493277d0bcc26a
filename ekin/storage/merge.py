"""Merging rows into a table: what is new, what changed, what was there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import uuid5

from sqlalchemy import Connection, Table

from ekin.domain.entry import NAMESPACE
from ekin.storage.statements import rows_with_keys, upsert
from ekin.vocabulary import Reason

Row = Mapping[str, object]


@dataclass
class Taken:
    """What became of the rows of one table; each row is counted once.

    Attributes
    ----------
    new, changed, unchanged
        Rows written, rows that changed what was stored, rows already stored as they are.
    refused
        Row number and reason of each row that refers to something unknown.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[int, Reason]] = field(default_factory=list)

    def count(self, before: Row | None, after: Row) -> bool:
        """Count one row and say whether it has to be written."""
        if before is None:
            self.new += 1
        elif all(before.get(name) == value for name, value in after.items()):
            self.unchanged += 1
            return False
        else:
            self.changed += 1
        return True


def merge(connection: Connection, table: Table, rows: Sequence[Row]) -> Taken:
    """Write rows over what is stored; an empty value never replaces a filled one."""
    keys = [column.name for column in table.primary_key]
    taken, changed = Taken(), {}
    stored = rows_with_keys(connection, table, [_key(row, keys) for row in rows])
    for row in rows:
        key = _key(row, keys)
        before = stored.get(key)
        filled = {name: value for name, value in row.items() if value not in (None, "") and name in table.c}
        after = {**(before or complete(table, {})), **filled}
        if taken.count(before, after):
            changed[key] = stored[key] = after
    upsert(connection, table, list(changed.values()))
    return taken


def complete(table: Table, row: Row) -> dict[str, object]:
    """Fill every column of a table, texts with "" where they may not be null."""
    empty = {column.name: "" if column.server_default is not None else None for column in table.c}
    return empty | {name: value for name, value in row.items() if name in table.c and value is not None}


def stable_id(*parts: object) -> str:
    """Make an id that is the same for the same parts, so that an import can be repeated."""
    return str(uuid5(NAMESPACE, "|".join(str(part).casefold() for part in parts)))


def _key(row: Row, names: Sequence[str]) -> object:
    return row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
