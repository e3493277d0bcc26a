"""Statements that hold for many rows, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, func, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

_BATCH = 500  # rows a statement; SQLite allows 32,766 bound values

Row = Mapping[str, object]


def may_insert(connection: Connection, table: Table) -> bool:
    """Tell whether this login writes into a table itself; with walls the database writes some for it."""
    if connection.dialect.name == "sqlite":
        return True
    return bool(connection.scalar(select(func.has_table_privilege(table.name, "INSERT"))))


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows whose key is not there yet; leave the others as they are."""
    for part in parts(rows):
        connection.execute(insert_into(connection, table).on_conflict_do_nothing(), part)


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, or replace the given columns of rows whose key is there."""
    keys = [column.name for column in table.primary_key]
    for part in parts(rows):
        statement = insert_into(connection, table)
        changed = {name: statement.excluded[name] for name in part[0] if name not in keys}
        act = (
            statement.on_conflict_do_update(index_elements=keys, set_=changed) if changed else statement.on_conflict_do_nothing()
        )
        connection.execute(act, part)


def rows_with_keys(connection: Connection, table: Table, keys: Iterable[object], *, lock: bool = False) -> dict[object, Row]:
    """Rows already stored under these keys, locked in the order of the keys when asked; a compound key is a tuple."""
    columns = list(table.primary_key)
    wanted = columns[0] if len(columns) == 1 else tuple_(*columns)
    query = select(table).where(wanted.in_(bindparam("keys", expanding=True))).order_by(*columns)
    query = query.with_for_update() if lock else query
    found = {}
    for part in parts(sorted(keys) if lock else list(keys)):
        for row in connection.execute(query, {"keys": part}).mappings():
            key = tuple(row[column.name] for column in columns)
            found[key[0] if len(key) == 1 else key] = dict(row)
    return found


def insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Begin an INSERT that may say ON CONFLICT."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def parts(rows: Sequence) -> Iterator[Sequence]:
    """Cut rows into what one statement takes."""
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
