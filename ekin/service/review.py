"""Review: a superior's queue, a look at one entry, and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal
from uuid import uuid4

import pandas as pd
from sqlalchemy import Connection, Select, insert, select, update

from ekin.domain.entry import fold_spaces, span_minutes
from ekin.domain.workflow import next_status
from ekin.errors import NoteMissingError, NotOpenedError, StaleEntryError
from ekin.quality.normalize import fold
from ekin.quality.notes import NoteCheck
from ekin.quality.notes import check_note as note_check
from ekin.service.login import Session
from ekin.service.objections import answer, decisions, object_to, objections
from ekin.service.verdicts import COLUMNS, completed, of_present_version
from ekin.storage import schema
from ekin.storage.events import append, event
from ekin.storage.people import in_reach, staff
from ekin.storage.statements import insert_new, may_insert, rows_with_keys
from ekin.vocabulary import SENT, Action, Status

__all__ = [
    "NoteCheck", "Opened", "answer", "approve_many", "closed", "decide", "decisions", "note_check", "object_to",
    "objections", "open_entry", "queue",
]  # fmt: skip

EARLIER_SHOWN, COMPARED, SIMILAR = 5, 200, 0.9


@dataclass(frozen=True)
class Opened:
    """One entry as its superior sees it.

    Attributes
    ----------
    entry
        Row of `queue`.
    earlier, similar
        The person's last entries before it, and those of the last `COMPARED` that say nearly the same (with `likeness`).
    events
        What happened to it: at, actor, from_status, to_status, note.
    """

    entry: pd.Series
    earlier: pd.DataFrame
    similar: pd.DataFrame
    events: pd.DataFrame


def queue(session: Session, *, reach: Literal["direct", "all"] = "direct", waiting: bool = True) -> pd.DataFrame:
    """List what staff sent, oldest day first.

    Parameters
    ----------
    reach
        "direct" for direct staff, "all" for everyone down the tree.
    waiting
        Only what waits for a decision.

    Returns
    -------
    DataFrame
        entry_id, version, nip, name, unit, day, start, end, minutes, description, plan, rhk, quantity, quantity_unit,
        evidence_url, status, flag, missing, question, opened, submitted_at.
    """
    entry = schema.entry.c
    query = _entries(session).where(entry.nip.in_(staff(session.nip, direct=reach == "direct")))
    query = query.where(entry.status == Status.SUBMITTED) if waiting else query.where(entry.status.in_(SENT))
    return _shown(session, query)


def open_entry(session: Session, entry_id: str, version: int) -> Opened:
    """Look at one entry of the staff, and note that this version was opened.

    Raises
    ------
    NotYoursError, StaleEntryError
        If it is not an entry of the staff, or is of another version by now.
    """
    table, made = schema.entry, schema.entry_event.c
    with session.store.transaction() as connection:
        in_reach(connection, session.nip, [entry_id])
        if connection.scalar(select(table.c.version).where(table.c.id == entry_id)) != version:
            raise StaleEntryError(entry_id, version)  # a version that is not there yet is not opened in advance
        row = {"entry_id": entry_id, "entry_version": version, "nip": session.nip, "at": session.now()}
        insert_new(connection, schema.opened, [row])
    found = _shown(session, _entries(session).where(table.c.id == entry_id, table.c.version == version))
    if found.empty:
        raise StaleEntryError(entry_id, version)
    shown = found.iloc[0]
    sent = table.c.status.in_(SENT) & (table.c.id != entry_id)  # drafts are their writer's alone
    before = sent & (table.c.nip == shown["nip"]) & (table.c.day <= shown["day"])
    columns = [table.c[name] for name in ("id", "day", "start", "end", "description", "quantity", "quantity_unit", "status")]
    earlier = session.store.frame(
        select(*columns).where(before).order_by(table.c.day.desc(), table.c.start.desc()).limit(COMPARED)
    )
    query = select(made.at, made.actor, made.from_status, made.to_status, made.note).where(made.entry_id == entry_id)
    events = session.store.frame(query.order_by(made.version))
    return Opened(shown, earlier.head(EARLIER_SHOWN), _similar(shown["description"], earlier), events)


def closed(session: Session, entry_id: str, version: int, seconds: float) -> None:
    """Note how long an opened version was looked at, in seconds."""
    opened = schema.opened
    mine = (opened.c.entry_id == entry_id) & (opened.c.entry_version == version) & (opened.c.nip == session.nip)
    with session.store.transaction() as connection:
        connection.execute(update(opened).where(mine).values(seconds=seconds))


def decide(session: Session, entry_id: str, version: int, decision: Action, note: str = "", seconds: float | None = None) -> None:
    """Approve or return one entry of the staff.

    Raises
    ------
    NoteMissingError, NotYoursError, StaleEntryError, TransitionError
        If a return says nothing, the entry is not of the staff, changed since `version`, or was decided already.
    """
    note = fold_spaces(note)
    if decision is Action.RETURN and not note:
        raise NoteMissingError
    _decide(session, {entry_id: version}, decision, note, {(entry_id, version): seconds})


def approve_many(session: Session, chosen: Iterable[tuple[str, int]]) -> None:
    """Approve entries together, all or none.

    Raises
    ------
    NotOpenedError
        If this superior never opened one of these versions; it names them.
    NotYoursError, StaleEntryError, TransitionError
        As in `decide`.
    """
    versions, opened = dict(chosen), schema.opened.c
    query = select(opened.entry_id, opened.entry_version, opened.seconds).where(opened.nip == session.nip)
    with session.store.reading() as connection:
        found = connection.execute(query.where(opened.entry_id.in_(versions))).all()
    seconds = {(key, version): spent for key, version, spent in found}
    if unseen := [key for key, version in versions.items() if (key, version) not in seconds]:
        raise NotOpenedError(unseen)
    _decide(session, versions, Action.APPROVE, "", seconds)


def _decide(
    session: Session, versions: Mapping[str, int], decision: Action, note: str, seconds: Mapping[tuple[str, int], float | None]
) -> None:
    now, made = session.now(), []
    with session.store.transaction() as connection:
        in_reach(connection, session.nip, versions)
        before = rows_with_keys(connection, schema.entry, versions, lock=True)
        for key, version in sorted(versions.items()):
            row = before[key]
            if row["version"] != version:
                raise StaleEntryError(key, version)
            status = next_status(decision, Status(row["status"]))
            spent = {"seconds_open": seconds.get((key, version)), "entry_version": version}
            said = {"id": str(uuid4()), "entry_id": key, "superior_nip": session.nip, "decision": status.value, "note": note}
            connection.execute(insert(schema.review), said | spent | {"decided_at": now})
            entry = schema.entry
            same = (entry.c.id == key) & (entry.c.version == version)
            connection.execute(update(entry).where(same).values(status=status, version=version + 1))  # locked above
            after = {**row, "status": status, "version": version + 1}
            made.append(event(after, at=now, actor=session.nip, before=row["status"], note=note))
        append(connection, made)
        _carry(connection, versions)


def _carry(connection: Connection, versions: Mapping[str, int]) -> None:
    """Keep the verdict with an entry whose text a decision did not change."""
    given = schema.assessment
    if not may_insert(connection, given):
        return  # the walls do it
    rows = [dict(row) for row in connection.execute(select(given).where(given.c.entry_id.in_(versions))).mappings()]
    kept = [row for row in rows if row["entry_version"] == versions[row["entry_id"]]]
    insert_new(connection, given, [row | {"entry_version": row["entry_version"] + 1} for row in kept])


def _entries(session: Session) -> Select:
    entry, person, plan, rhk, opened = schema.entry, schema.employee, schema.action_plan, schema.rhk, schema.opened
    seen = (opened.c.entry_id == entry.c.id) & (opened.c.entry_version == entry.c.version) & (opened.c.nip == session.nip)
    names = ("day", "start", "end", "description", "plan", "quantity", "quantity_unit", "evidence_url", "status", "submitted_at")
    columns = (
        *(entry.c.id.label("entry_id"), entry.c.version, entry.c.nip, person.c.name, person.c.unit, person.c.position),
        *(*(entry.c[name] for name in names), rhk.c.text.label("rhk"), opened.c.at.is_not(None).label("opened")),
    )
    joined = entry.join(person, person.c.nip == entry.c.nip).outerjoin(plan, plan.c.id == entry.c.plan_id)
    joined = joined.outerjoin(rhk, rhk.c.id == plan.c.rhk_id).outerjoin(opened, seen)
    joined = joined.outerjoin(schema.assessment, of_present_version())
    return select(*columns, *COLUMNS).select_from(joined).order_by(entry.c.day, person.c.name, entry.c.start, entry.c.id)


def _shown(session: Session, query: Select) -> pd.DataFrame:
    found = completed(session.store.frame(query)).fillna({"rhk": ""})
    found["quantity"] = found["quantity"].astype("Int64")
    return found.assign(minutes=[span_minutes(*times) for times in zip(found["start"], found["end"], strict=True)])


def _similar(text: str, earlier: pd.DataFrame) -> pd.DataFrame:
    matcher = SequenceMatcher(b=fold(text), autojunk=False)
    likeness = []
    for other in earlier["description"]:
        matcher.set_seq1(fold(other))
        likeness.append(matcher.ratio() if matcher.quick_ratio() >= SIMILAR else 0.0)
    found = earlier.assign(likeness=pd.Series(likeness, index=earlier.index, dtype="float64"))
    return found[found["likeness"].ge(SIMILAR)].reset_index(drop=True)
