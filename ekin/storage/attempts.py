"""Wrong passwords in a row, counted alike for every NIP: a lock tells nobody whether the person is known here."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, case, delete, func, literal, select

from ekin.settings import Settings
from ekin.storage import schema
from ekin.storage.statements import insert_into

_ATTEMPT = schema.login_attempt


def count(connection: Connection, nip: str, now: datetime, settings: Settings, *, walled: bool) -> tuple[int, datetime]:
    """Count an attempt before its password is looked at, and forget those that are `Settings.lock_minutes` old.

    Parameters
    ----------
    nip
        18 characters, of anybody or nobody.
    walled
        Whether the database counts by its own clock and numbers (`storage.access.init`).

    Returns
    -------
    tuple of int and datetime
        How far the attempts in a row go beyond `Settings.max_failures`: above 0 the NIP is locked, at 0 this failure locks it.
        The moment (UTC) until which they count; attempts while locked do not prolong it.
    """
    if walled:
        counted = func.walls.count_attempt(nip).table_valued("over", "until")
        return tuple(connection.execute(select(counted.c.over, counted.c.until)).one())
    most, span = settings.max_failures, timedelta(minutes=settings.lock_minutes)
    kept = _ATTEMPT.c
    connection.execute(delete(_ATTEMPT).where(kept.at <= now - span))
    at = case((kept.failures < most, literal(now, kept.at.type)), else_=kept.at)
    added = insert_into(connection, _ATTEMPT).values(nip=nip, failures=1, at=now)
    counted = added.on_conflict_do_update(index_elements=["nip"], set_={"failures": kept.failures + 1, "at": at})
    failures, last = connection.execute(counted.returning(kept.failures, kept.at)).one()
    return failures - most, last + span


def forget(connection: Connection, nip: str, *, walled: bool) -> None:
    """Forget the attempts of a person; with walls the person who is connected."""
    connection.execute(select(func.walls.login_ok()) if walled else delete(_ATTEMPT).where(_ATTEMPT.c.nip == nip))
