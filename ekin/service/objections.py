"""What the writer sees of decisions, and objections to a flag."""

from __future__ import annotations

from typing import Literal
from uuid import uuid4

import pandas as pd
from sqlalchemy import insert, select, update

from ekin.domain.entry import fold_spaces
from ekin.errors import NoteMissingError, NotYoursError, StaleEntryError
from ekin.service.login import Session
from ekin.service.verdicts import COLUMNS, completed, of_present_version
from ekin.storage import schema
from ekin.storage.people import in_reach, staff
from ekin.vocabulary import Outcome, Status


def decisions(session: Session) -> pd.DataFrame:
    """List what was decided on the person's own entries, newest first, then what waits for its first decision.

    Returns
    -------
    DataFrame
        entry_id, version, day, start, description, status, decision ("submitted" before the first one), note, decided_at,
        superior_nip, superior_name, flag, missing, question, objection_id, objection, outcome, answer ("" where there is none).
    """
    entry, review, above = schema.entry, schema.review, schema.employee.alias()
    columns = (
        *(entry.c.id.label("entry_id"), entry.c.version, entry.c.day, entry.c.start, entry.c.description, entry.c.status),
        *(review.c.decision, review.c.note, review.c.decided_at, review.c.superior_nip, above.c.name.label("superior_name")),
    )
    query = select(*columns, *COLUMNS).outerjoin(review, review.c.entry_id == entry.c.id)
    query = query.outerjoin(above, above.c.nip == review.c.superior_nip).outerjoin(schema.assessment, of_present_version())
    shown = (entry.c.nip == session.nip) & (review.c.id.is_not(None) | (entry.c.status == Status.SUBMITTED))
    newest = (review.c.id.is_(None), review.c.decided_at.desc(), entry.c.submitted_at.desc(), review.c.id, entry.c.id)
    found = session.store.frame(query.where(shown).order_by(*newest))
    found["decision"] = found["decision"].fillna(Status.SUBMITTED.value)
    said = schema.objection.c
    columns = (said.entry_id, said.id.label("objection_id"), said.text.label("objection"), said.outcome, said.answer)
    query = select(*columns).join(entry, entry.c.id == said.entry_id).where(entry.c.nip == session.nip)
    last = session.store.frame(query.order_by(said.raised_at, said.id)).drop_duplicates("entry_id", keep="last")
    return (
        completed(found.assign(position=session.employee.position))
        .merge(last, on="entry_id", how="left")
        .fillna(dict.fromkeys(("note", "superior_nip", "superior_name", "objection_id", "objection", "outcome", "answer"), ""))
    )


def object_to(session: Session, entry_id: str, text: str) -> None:
    """Object to the flag of one's own entry.

    Raises
    ------
    NotYoursError, NoteMissingError
        If it is not one's own, or the objection says nothing.
    """
    if not fold_spaces(text):
        raise NoteMissingError
    row = {"id": str(uuid4()), "entry_id": entry_id, "text": fold_spaces(text), "outcome": Outcome.OPEN.value}
    with session.store.transaction() as connection:
        if connection.scalar(select(schema.entry.c.nip).where(schema.entry.c.id == entry_id)) != session.nip:
            raise NotYoursError(entry_id)
        connection.execute(insert(schema.objection), row | {"raised_at": session.now(), "nip": session.nip})


def objections(session: Session) -> pd.DataFrame:
    """List objections of the person and of the staff, oldest first, with day, description, name and flag of the entry."""
    entry, said, person = schema.entry, schema.objection, schema.employee
    columns = (*said.c, entry.c.day, entry.c.description, person.c.name, person.c.position)
    query = select(*columns, *COLUMNS).join(entry, entry.c.id == said.c.entry_id)
    query = query.join(person, person.c.nip == entry.c.nip).outerjoin(schema.assessment, of_present_version())
    mine = (entry.c.nip == session.nip) | entry.c.nip.in_(staff(session.nip))
    return completed(session.store.frame(query.where(mine).order_by(said.c.raised_at, said.c.id)))


def answer(session: Session, objection_id: str, outcome: Literal["accepted", "rejected"], text: str = "") -> None:
    """Decide on an objection of the staff; an accepted one reverses the flag in every report.

    Raises
    ------
    NotYoursError, StaleEntryError
        If it is not of the staff, or was answered already.
    """
    said = schema.objection
    values = {"outcome": Outcome(outcome).value, "answer": fold_spaces(text), "decided_at": session.now()}
    with session.store.transaction() as connection:
        key = connection.scalar(select(said.c.entry_id).where(said.c.id == objection_id)) or ""
        in_reach(connection, session.nip, [key])
        still = (said.c.id == objection_id) & (said.c.outcome == Outcome.OPEN)
        if connection.execute(update(said).where(still).values(**values, decided_by=session.nip)).rowcount != 1:
            raise StaleEntryError(key, 0)
