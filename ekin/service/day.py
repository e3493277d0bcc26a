"""The days of the person who writes: what became of each, and what is still to be done."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection, select

from ekin.domain.day import day_state, free_day
from ekin.domain.period import Period, parse_period
from ekin.service.drafts import last_notes
from ekin.service.login import Session
from ekin.storage import schema
from ekin.vocabulary import DayState, Status
from ekin.words.errors import LEAVE


def month(session: Session, period: Period | str) -> pd.DataFrame:
    """Name the state of every day: day, state (`DayState`), name (of the holiday or leave), entries, drafts."""
    period, today = parse_period(period) if isinstance(period, str) else period, session.today()
    with session.store.reading() as connection:
        leave, sent, drafts = (read(connection, session.nip, period) for read in (_leave, _sent, _drafts))
    week, extra, rows = session.employee.work_week, session.store.settings.extra_holidays, []
    for day in period.days():
        free, name = free_day(day, week, leave=leave, extra=extra) or (None, "")
        statuses, count = sent.get(day, []), drafts.count(day)
        returned = statuses.count(Status.RETURNED)
        state = day_state(free, sent=len(statuses), returned=returned, drafts=count, future=day > today)
        rows.append((day, state, name, len(statuses), count))
    return pd.DataFrame(rows, columns=["day", "state", "name", "entries", "drafts"])


def todo(session: Session, period: Period | str | None = None) -> pd.DataFrame:
    """List what waits for the writer: returned entries of any day, then empty days up to today.

    Parameters
    ----------
    period
        Where to look for empty days; this month when not given.

    Returns
    -------
    DataFrame
        day, kind ("returned" or "empty"), entry_id ("" for a day), note.
    """
    entry = schema.entry.c
    query = select(entry.id, entry.day).where(entry.nip == session.nip, entry.status == Status.RETURNED)
    with session.store.reading() as connection:
        returned = connection.execute(query.order_by(entry.day, entry.start)).all()
        notes = last_notes(connection, [key for key, _ in returned])
    rows = [(day, "returned", key, notes.get(key, "")) for key, day in returned]
    days = month(session, period or f"{session.today():%Y-%m}")
    rows += [(day, "empty", "", "") for day in days.loc[days["state"] == DayState.EMPTY, "day"]]
    return pd.DataFrame(rows, columns=["day", "kind", "entry_id", "note"])


def _sent(connection: Connection, nip: str, period: Period) -> dict[date, list[str]]:
    entry, found = schema.entry.c, {}
    query = select(entry.day, entry.status).where(entry.nip == nip, entry.day.between(period.start, period.end))
    for day, status in connection.execute(query.where(entry.status != Status.DRAFT)):
        found.setdefault(day, []).append(status)
    return found


def _drafts(connection: Connection, nip: str, period: Period) -> list[date]:
    draft = schema.draft.c
    return list(connection.scalars(select(draft.day).where(draft.nip == nip, draft.day.between(period.start, period.end))))


def _leave(connection: Connection, nip: str, period: Period) -> dict[date, str]:
    leave = schema.leave.c
    query = select(leave.start, leave.end, leave.kind).where(leave.nip == nip, leave.start <= period.end)
    spans = connection.execute(query.where(leave.end >= period.start)).all()
    return {day: LEAVE[kind] for start, end, kind in spans for day in Period(start, end).days()}
