"""The event log of entries: append-only, each event holding the digest of the one before (DESIGN, Data)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

_FIELDS = ("entry_id", "version", "actor", "from_status", "to_status", "note", "previous")


def entry_event(
    entry_id: str,
    version: int,
    *,
    at: datetime,
    actor: str,
    before: str | None,
    after: str,
    note: str = "",
    previous: str = "",
) -> dict[str, object]:
    """Build one event of an entry, ready for the table `entry_event`.

    Parameters
    ----------
    version
        Version of the entry that this event made, counted from 1.
    at
        Moment in UTC.
    before, after
        Status before (None for the first event) and after.
    previous
        Digest of the entry's event before; empty for the first.
    """
    event = {
        "entry_id": entry_id,
        "version": version,
        "at": at,
        "actor": actor,
        "from_status": before,
        "to_status": after,
        "note": note,
        "previous": previous,
    }
    return event | {"digest": digest(event)}


def digest(event: dict[str, object]) -> str:
    """SHA-256 over every field of an event but its own digest, with the moment in UTC."""
    fields = [None if event[name] is None else str(event[name]) for name in _FIELDS]
    moment = event["at"].astimezone(UTC).isoformat()
    return hashlib.sha256(json.dumps([moment, *fields]).encode()).hexdigest()
