"""The event log: append-only, one chain over the whole store, each event holding the digest of the one before.

Digests are SHA-256 over a text that plpgsql builds too: each field as "<bytes in UTF-8>:<value>", joined by ",".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import islice

from sqlalchemy import Connection, insert, select, update

from ekin.storage import schema
from ekin.storage.statements import may_insert

SAID = ("nip", "day", "start", "end", "description", "plan", "quantity", "quantity_unit", "evidence_url")
"""Columns of an entry that its writer fills."""

CONTENT = (*SAID, "submitted_at")
"""Columns of an entry that an event vouches for."""

CHAINED = ("seq", "entry_id", "version", "at", "actor", "from_status", "to_status", "note", "content", "previous")
"""Columns of an event that its digest covers, in this order."""

_BATCH = 5000  # events chained at a time


def event(
    entry: Mapping[str, object], *, at: datetime, actor: str, before: str | None = None, note: str = ""
) -> dict[str, object]:
    """Describe what made the present version of an entry; `append` chains it.

    Parameters
    ----------
    entry
        The whole row as it now stands, with id, version and status.
    at
        Moment in UTC.
    before
        Status before; None for the first event.
    """
    made = {"entry_id": entry["id"], "version": entry["version"], "at": at, "actor": actor, "from_status": before}
    return made | {"to_status": str(entry["status"]), "note": note, "content": content_digest(entry)}


def old_values(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Keep in words what a change replaced; the note of its event."""
    return "; ".join(f"{name}: {before[name]}" for name, value in after.items() if before[name] != value)


def append(connection: Connection, events: Sequence[Mapping[str, object]]) -> None:
    """Chain events behind the newest one, in the order given; nothing where triggers write the log (`storage.access`).

    Take the locks on entries first: the head of the chain stays locked until the transaction ends.
    """
    if not events or not may_insert(connection, schema.entry_event):
        return
    head = schema.chain_head
    seq, last = connection.execute(select(head.c.seq, head.c.digest).with_for_update()).one()
    chained = chain(events, seq, last)
    while part := list(islice(chained, _BATCH)):
        connection.execute(insert(schema.entry_event), part)
        newest = part[-1]
    connection.execute(update(head).values(seq=newest["seq"], digest=newest["digest"]))


def chain(events: Iterable[Mapping[str, object]], seq: int, last: str) -> Iterator[dict[str, object]]:
    """Give each event its number, the digest of the one before, and its own."""
    for number, made in enumerate(events, seq + 1):
        linked = {**made, "seq": number, "previous": last}
        last = digest(linked)
        yield linked | {"digest": last}


def digest(made: Mapping[str, object]) -> str:
    """SHA-256 of an event."""
    return _digest(made[name] for name in CHAINED)


def content_digest(entry: Mapping[str, object]) -> str:
    """SHA-256 of what an entry says and when it was sent; not of its status and its link to a plan."""
    return _digest(entry[name] for name in CONTENT)


def _digest(values: Iterable[object]) -> str:
    parts = []
    for value in values:
        text = value if type(value) is str else _text(value)
        parts.append(f"{len(text if text.isascii() else text.encode())}:{text}")
    return hashlib.sha256(",".join(parts).encode()).hexdigest()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
