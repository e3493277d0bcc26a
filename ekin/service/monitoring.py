"""Monitoring: the board of a superior's staff, and coaching (pembinaan)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pandas as pd
from sqlalchemy import insert, select

from ekin.domain.entry import fold_spaces
from ekin.domain.period import Period
from ekin.errors import NoteMissingError, NotYoursError
from ekin.evaluation.calendar import expected_days
from ekin.service.login import Session
from ekin.storage import schema
from ekin.storage.people import staff
from ekin.vocabulary import SENT, Status

_SPAN = {"start": "datetime64[us]", "end": "datetime64[us]"}


def board(session: Session, day: date) -> pd.DataFrame:
    """Show everyone down the tree on one day.

    Returns
    -------
    DataFrame
        nip, name, position, unit, direct, filled_today, waiting and returned (entries, of any day), fill_rate (share of the
        expected days of the month up to `day` that have a sent entry; NaN when none was expected), n (those expected days),
        coaching_open (follow-up date of the last coaching, NaT when it names none).
    """
    store, person, entry = session.store, schema.employee.c, schema.entry.c
    below = staff(session.nip)
    columns = (person.nip, person.name, person.position, person.unit, person.work_week)
    direct = (person.superior_nip == session.nip).label("direct")
    people = store.frame(select(*columns, direct).where(person.nip.in_(below)).order_by(person.unit, person.name, person.nip))
    people["work_week"] = people["work_week"].fillna(store.settings.work_week).astype("int64")
    month = Period(day.replace(day=1), day)
    query = select(entry.nip, entry.day, entry.status).where(entry.nip.in_(below), entry.status.in_(SENT))
    waits = store.frame(query.where(entry.status.in_((Status.SUBMITTED, Status.RETURNED))))
    written = store.frame(query.where(entry.day.between(month.start, month.end))).drop_duplicates(["nip", "day"])
    leave = store.frame(select(schema.leave).where(schema.leave.c.nip.in_(below))).astype(_SPAN)
    filled = _filled(people, leave, written, month, session)
    last = coachings(session).drop_duplicates("nip", keep="last").set_index("nip")["follow_up"]
    for name, status in {"waiting": Status.SUBMITTED, "returned": Status.RETURNED}.items():
        counts = waits.loc[waits["status"].eq(status), "nip"].value_counts()
        people[name] = people["nip"].map(counts).fillna(0).astype("int64")
    return people.drop(columns="work_week").assign(
        filled_today=people["nip"].isin(written.loc[written["day"].eq(day), "nip"]),
        fill_rate=filled["mean"],
        n=filled["count"],
        coaching_open=pd.to_datetime(people["nip"].map(last)),
    )


def coach(session: Session, nip: str, note: str, follow_up: date | None = None) -> None:
    """Note a coaching of someone of the staff, and when it is to be followed up.

    Raises
    ------
    NoteMissingError, NotYoursError
        If the note says nothing, or the person is not of the staff.
    """
    if not fold_spaces(note):
        raise NoteMissingError
    row = {"id": str(uuid4()), "nip": nip, "superior_nip": session.nip, "note": fold_spaces(note), "follow_up": follow_up}
    with session.store.transaction() as connection:
        if nip not in set(connection.scalars(staff(session.nip))):
            raise NotYoursError(nip)
        connection.execute(insert(schema.coaching), row | {"at": session.now()})


def coachings(session: Session, nip: str | None = None) -> pd.DataFrame:
    """List coachings of the staff and of oneself, or of one person, oldest first."""
    given = schema.coaching.c
    query = select(schema.coaching).where((given.nip == session.nip) | given.nip.in_(staff(session.nip)))
    return session.store.frame((query.where(given.nip == nip) if nip else query).order_by(given.at, given.id))


def _filled(people: pd.DataFrame, leave: pd.DataFrame, written: pd.DataFrame, month: Period, session: Session) -> pd.DataFrame:
    """Share of expected days with an entry, and how many were expected; one row per person."""
    days = expected_days(people, leave, month, session.store.settings)
    done = pd.MultiIndex.from_frame(written.assign(day=pd.to_datetime(written["day"]).astype("datetime64[us]"))[["nip", "day"]])
    asked = pd.MultiIndex.from_arrays([people["nip"].to_numpy()[days["person"]], days["day"]])
    found = days.assign(filled=asked.isin(done)).groupby("person")["filled"].agg(["mean", "count"]).reindex(people.index)
    return found.astype("float64").fillna({"count": 0}).astype({"count": "int64"})
