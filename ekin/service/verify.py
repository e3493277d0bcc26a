"""Verify the event log: whatever was edited, deleted, re-ordered or cut is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ekin.storage import schema
from ekin.storage.events import content_digest, digest
from ekin.storage.store import Store
from ekin.vocabulary import Break

ROWS_AT_ONCE = 5000


@dataclass(frozen=True)
class Broken:
    """One thing that is wrong: the event's number in the chain (0 when it has none), its entry ("" for none), and what."""

    seq: int
    entry_id: str
    what: Break


def verify(store: Store) -> list[Broken]:
    """Walk the whole chain and hold every entry against its last event; empty when all is well.

    Who can rewrite the whole chain and its head leaves no trace here; the digests on printed receipts still show it.
    """
    with store.reading() as connection:
        return [*_chain(connection), *_entries(connection)]


def head(store: Store) -> tuple[int, str]:
    """Give number and digest of the newest event; (0, "") while there is none."""
    with store.reading() as connection:
        return connection.execute(select(schema.chain_head.c.seq, schema.chain_head.c.digest)).one()


def _chain(connection: Connection) -> Iterator[Broken]:
    table, head = schema.entry_event, connection.execute(select(schema.chain_head)).mappings().one_or_none()
    seq, last = 0, ""
    for row in _rows(connection, select(table).order_by(table.c.seq)):
        if row["seq"] != seq + 1:
            yield Broken(seq + 1, "", Break.MISSING)
        elif row["previous"] != last:
            yield Broken(row["seq"], row["entry_id"], Break.ORDER)
        if digest(row) != row["digest"]:
            yield Broken(row["seq"], row["entry_id"], Break.EDITED)
        seq, last = row["seq"], row["digest"]
    if head is None or (head["seq"], head["digest"]) != (seq, last):
        yield Broken(seq, "", Break.TAIL)


def _entries(connection: Connection) -> Iterator[Broken]:
    entry, made = schema.entry, schema.entry_event
    same = (made.c.entry_id == entry.c.id) & (made.c.version == entry.c.version)
    query = select(entry, made.c.seq, made.c.to_status, made.c.content).outerjoin(made, same).order_by(entry.c.id)
    for row in _rows(connection, query):
        if row["seq"] is None:
            yield Broken(0, row["id"], Break.NO_EVENT)
        elif row["to_status"] != row["status"]:
            yield Broken(row["seq"], row["id"], Break.STATUS)
        elif row["content"] and row["content"] != content_digest(row):
            yield Broken(row["seq"], row["id"], Break.CONTENT)


def _rows(connection: Connection, query: object) -> Iterator[Mapping[str, object]]:
    for part in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query).mappings().partitions():
        yield from part
