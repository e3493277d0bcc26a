"""Drafts and entries of one person: listing, writing, saving, throwing away and bringing back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from uuid import uuid4

from sqlalchemy import Connection, Select, delete, select, update

from ekin.domain.entry import Entry, Problem, check_entry, span_minutes
from ekin.domain.workflow import next_status
from ekin.errors import CellError, NotYoursError, StaleEntryError
from ekin.exchange.clocks import parse_time
from ekin.exchange.layouts import PROGRESS
from ekin.service.login import Session
from ekin.service.verdicts import COLUMNS, of_present_version
from ekin.storage import schema
from ekin.storage.statements import insert_new, rows_with_keys
from ekin.vocabulary import Action, Status

FIELDS = ("start", "end", "description", "plan", "quantity", "quantity_unit", "evidence_url")
"""Fields of the form beside the day; a draft keeps them as typed."""


@dataclass(frozen=True)
class Activity:
    """One draft or entry of a day.

    Attributes
    ----------
    version
        Of the draft while there is one, else of the entry; give it back to `save_draft`.
    fields
        Texts of `day` (YYYY-MM-DD) and `FIELDS`.
    editing
        Whether a draft is open: always for a new entry, and for a returned one while it is rewritten.
    flag, missing, question
        Stored verdict on what was sent; empty for a draft.
    note
        Note of the last return.
    hint
        Old description to show behind the empty field of a copy.
    """

    id: str
    day: date
    status: Status
    version: int
    fields: Mapping[str, str]
    editing: bool = True
    flag: str = ""
    missing: tuple[str, ...] = ()
    question: str = ""
    note: str = ""
    hint: str = ""


def activities(session: Session, day: date) -> list[Activity]:
    """Give the drafts and entries of a day, by start time."""
    entry, draft = schema.entry.c, schema.draft.c
    with session.store.reading() as connection:
        entries = connection.execute(_judged().where(entry.nip == session.nip, entry.day == day)).mappings().all()
        on_day = (draft.day == day) | draft.id.in_([row["id"] for row in entries])
        drafts = connection.execute(select(schema.draft).where(draft.nip == session.nip, on_day)).mappings().all()
        others = {row["id"] for row in drafts} - {row["id"] for row in entries}
        entries += connection.execute(_judged().where(entry.nip == session.nip, entry.id.in_(others))).mappings().all()
        notes = last_notes(connection, [row["id"] for row in entries])
    found = {row["id"]: _of_entry(row, notes) for row in entries}
    for row in drafts:
        found[row["id"]] = _of_draft(row, found.get(row["id"]))
    return sorted(found.values(), key=lambda one: (one.fields["start"], one.id))


def overlaps(of: Iterable[Activity]) -> list[tuple[str, str]]:
    """Find pairs of activities whose times overlap; times that cannot be read overlap nothing."""
    spans = [(one.id, span) for one in of if (span := _span(one))]
    return [(left, right) for (left, (a, b)), (right, (c, d)) in combinations(spans, 2) if max(a, c) < min(b, d)]


def new_draft(session: Session, day: date, *, like: str | None = None) -> Activity:
    """Begin an entry; `like` copies plan, times and unit of another one and leaves the facts blank.

    Raises
    ------
    NotYoursError
        If `like` is not an activity of this person.
    """
    fields, hint = dict.fromkeys(FIELDS, ""), ""
    with session.store.transaction() as connection:
        if like:
            old = _fields_of(connection, session, like)
            fields |= {name: old[name] for name in ("plan", "start", "end", "quantity_unit")}
            hint = old["description"]
        return replace(_put(connection, session, str(uuid4()), day, fields), hint=hint)


def edit(session: Session, entry_id: str) -> Activity:
    """Open a returned entry as a draft under its own id; an open draft is given as it is.

    Raises
    ------
    NotYoursError, TransitionError
        If the entry is someone else's, or is not returned.
    """
    with session.store.transaction() as connection:
        row = rows_with_keys(connection, schema.entry, [entry_id], lock=True).get(entry_id)
        if row is None or row["nip"] != session.nip:
            raise NotYoursError(entry_id)
        next_status(Action.SUBMIT, Status(row["status"]))
        _put(connection, session, entry_id, row["day"], _texts(row))
    return next(one for one in activities(session, row["day"]) if one.id == entry_id)


def save_draft(session: Session, draft_id: str, fields: Mapping[str, str], version: int) -> int:
    """Save what was typed and give the draft's new version.

    Parameters
    ----------
    fields
        Texts of `FIELDS`; with a readable `day` (YYYY-MM-DD) the draft moves to that day.
    version
        The version this was typed over.

    Raises
    ------
    StaleEntryError
        If another tab saved, sent or threw away the draft since; nothing was written.
    """
    draft = schema.draft
    values = {"fields": {name: fields.get(name) or "" for name in FIELDS}, "version": version + 1, "saved_at": session.now()}
    values |= {"day": day} if (day := _day(fields.get("day"))) else {}
    mine = (draft.c.id == draft_id) & (draft.c.nip == session.nip) & (draft.c.version == version)
    with session.store.transaction(synced=False) as connection:
        if connection.execute(update(draft).where(mine).values(**values)).rowcount != 1:
            raise StaleEntryError(draft_id, version)
    return version + 1


def discard(session: Session, draft_id: str) -> Activity:
    """Throw a draft away and give it, so that `restore` can undo that; a returned entry stays returned."""
    draft = schema.draft
    mine = (draft.c.id == draft_id) & (draft.c.nip == session.nip)
    with session.store.transaction() as connection:
        row = connection.execute(select(draft).where(mine).with_for_update()).mappings().first()
        if row is None:
            raise NotYoursError(draft_id)
        connection.execute(delete(draft).where(mine))
    return _of_draft(row, None)


def restore(session: Session, thrown: Activity) -> Activity:
    """Bring back a draft that `discard` gave."""
    fields = {name: thrown.fields[name] for name in FIELDS}
    with session.store.transaction() as connection:
        return _put(connection, session, thrown.id, thrown.day, fields, version=thrown.version + 1)


def parsed(one: Activity, session: Session) -> Entry | list[Problem]:
    """Read a draft by the rules of an import and of an entry: the entry, or everything that is wrong with it."""
    values, problems = {"nip": session.nip, "day": one.day}, []
    for name in FIELDS:
        try:
            values[name] = PROGRESS.field(name).parse(one.fields[name])[0]
        except CellError as error:
            problems.append(Problem(name, error.reason, one.fields[name]))
    checked = check_entry(values, today=session.today(), settings=session.store.settings)
    if isinstance(checked, Entry):
        return problems or checked
    bad = {problem.field for problem in problems}
    return problems + [problem for problem in checked if problem.field not in bad]


def _put(connection: Connection, session: Session, key: str, day: date, fields: Mapping[str, str], version: int = 1) -> Activity:
    row = {"id": key, "nip": session.nip, "day": day, "fields": fields, "version": version, "saved_at": session.now()}
    insert_new(connection, schema.draft, [row])
    return _of_draft(row, None)


def _judged() -> Select:
    return select(schema.entry, *COLUMNS).outerjoin(schema.assessment, of_present_version())


def _of_entry(row: Mapping[str, object], notes: Mapping[str, str]) -> Activity:
    verdict = {"flag": row["flag"] or "", "missing": tuple(row["missing"] or ()), "question": row["question"] or ""}
    place = {"id": row["id"], "day": row["day"], "status": Status(row["status"]), "version": row["version"]}
    return Activity(**place, **verdict, fields=_texts(row), editing=False, note=notes.get(row["id"], ""))


def _of_draft(row: Mapping[str, object], entry: Activity | None) -> Activity:
    fields = {"day": row["day"].isoformat(), **row["fields"]}
    open_ = {"day": row["day"], "version": row["version"], "fields": fields}
    return replace(entry, **open_, editing=True) if entry else Activity(id=row["id"], status=Status.DRAFT, **open_)


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    clocks = {name: f"{row[name]:%H:%M}" for name in ("start", "end")}
    quantity = "" if row["quantity"] is None else str(row["quantity"])
    return {"day": row["day"].isoformat()} | {name: row[name] for name in FIELDS} | clocks | {"quantity": quantity}


def _fields_of(connection: Connection, session: Session, key: str) -> Mapping[str, str]:
    """Give the texts of one activity, the draft's before the entry's."""
    for table in (schema.draft, schema.entry):
        row = rows_with_keys(connection, table, [key]).get(key)
        if row and row["nip"] == session.nip:
            return row["fields"] if table is schema.draft else _texts(row)
    raise NotYoursError(key)


def last_notes(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Give the note of each entry's last return."""
    review = schema.review.c
    query = select(review.entry_id, review.note).where(review.entry_id.in_(ids), review.decision == Status.RETURNED)
    return dict(connection.execute(query.order_by(review.decided_at)).all())


def _span(one: Activity) -> tuple[int, int] | None:
    try:
        start, end = (parse_time(one.fields[name])[0] for name in ("start", "end"))
    except CellError:
        return None
    first = start.hour * 60 + start.minute if start and end else None
    return None if first is None else (first, first + span_minutes(start, end))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
