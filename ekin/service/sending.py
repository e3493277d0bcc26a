"""The last look at drafts, and sending them: all or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Select, delete, insert, select, tuple_, update

from ekin.domain.entry import Entry, Problem
from ekin.domain.workflow import next_status
from ekin.errors import NotReadyError, NotYoursError, StaleEntryError
from ekin.quality import judge
from ekin.scoring import plan_texts, verdicts
from ekin.service.drafts import Activity, activities, overlaps, parsed
from ekin.service.login import Session
from ekin.storage import schema
from ekin.storage.events import SAID, append, event, old_values
from ekin.storage.statements import insert_new, may_insert, rows_with_keys
from ekin.storage.store import as_frame
from ekin.vocabulary import Action, Flag, Reason, Status


@dataclass(frozen=True)
class Check:
    """One draft as it would be sent.

    Attributes
    ----------
    entry
        The entry that it makes; None while something is wrong with it.
    problems
        What is wrong, field by field; these block.
    verdict
        Row of `ekin.check` on the description: p_generic, flag, label, missing, empty_words, question, model.
    overlaps
        Ids of activities of the same day whose times overlap.
    blocked
        Whether it cannot be sent: because of a problem, or of its flag where `Settings.send_block_generic` is set.
    """

    activity: Activity
    entry: Entry | None
    problems: tuple[Problem, ...]
    verdict: Mapping[str, object]
    overlaps: tuple[str, ...]
    blocked: bool


@dataclass(frozen=True)
class Sent:
    """Receipt of one sending.

    Attributes
    ----------
    digest
        Digest of its last event; `ekin verify` finds any later change behind it.
    entries
        The entries as stored, with `seq` and `digest` of the event of each.
    """

    at: datetime
    digest: str
    entries: pd.DataFrame


def ready(session: Session, ids: Iterable[str] | None = None) -> list[Check]:
    """Look at drafts before they are sent: those with problems first, then by flag.

    Parameters
    ----------
    ids
        Drafts to look at; all of the person's when not given.

    Raises
    ------
    NotYoursError
        If an id is no draft of this person.
    """
    draft = schema.draft.c
    with session.store.reading() as connection:
        days = dict(connection.execute(select(draft.id, draft.day).where(draft.nip == session.nip)).all())
    wanted = set(days) if ids is None else set(ids)
    if wanted - set(days):
        raise NotYoursError(min(wanted - set(days)))
    checks = [check for day in sorted({days[key] for key in wanted}) for check in _check_day(session, day, wanted)]
    order = [Flag.GENERIC, Flag.UNSURE, Flag.SPECIFIC]
    return sorted(checks, key=lambda check: (not check.problems, order.index(check.verdict["flag"])))


def submit(session: Session, ids: Iterable[str] | Mapping[str, int]) -> Sent:
    """Send drafts in one transaction: each becomes an entry with its event, or nothing happens.

    Parameters
    ----------
    ids
        Ids of drafts; a mapping gives the version that was looked at too.

    Raises
    ------
    NotReadyError
        If one of them is blocked, or another tab has just sent the same; it holds their checks.
    StaleEntryError, TransitionError
        If another tab changed or sent one since.
    """
    checks = ready(session, ids)
    if blocked := [check for check in checks if check.blocked]:
        raise NotReadyError(blocked)
    seen = dict(ids) if isinstance(ids, Mapping) else {}
    rows, now = _rows(session, checks), session.now()
    judged = _verdicts(session, rows)
    with session.store.transaction() as connection:
        if doubled := _sent_meanwhile(connection, session, checks):
            raise NotReadyError(doubled)
        for check in sorted(checks, key=lambda check: check.activity.id):
            _take_draft(connection, session, check.activity, seen.get(check.activity.id))
        versions = _write(connection, session, rows, now)
        for row in judged:
            row["entry_version"] = versions[row["entry_id"]]
        insert_new(connection, schema.assessment, judged)
        query = _stored(list(rows))
        stored = connection.execute(query).all()  # before a superior can change what the receipt shows
    entries = as_frame(query, stored)
    return Sent(entries["submitted_at"].iloc[-1], entries["digest"].iloc[-1], entries)


def _check_day(session: Session, day: object, wanted: set[str]) -> list[Check]:
    of_day = activities(session, day)
    drafts = [one for one in of_day if one.editing and one.day == day and one.id in wanted]
    pairs, sent = overlaps(of_day), _identities(session, of_day)
    judged = judge.check([one.fields["description"] for one in drafts], position=session.employee.position).to_dict("records")
    checks = []
    for one, verdict in zip(drafts, judged, strict=True):
        found = parsed(one, session)
        entry = found if isinstance(found, Entry) else None
        problems = () if entry else tuple(found)
        if entry and sent.get(entry.identity(), one.id) != one.id:
            problems = _already_sent(entry)
        beside = tuple(right if left == one.id else left for left, right in pairs if one.id in (left, right))
        stricter = session.store.settings.send_block_generic and verdict["flag"] == Flag.GENERIC
        checks.append(Check(one, entry, problems, verdict, beside, bool(problems or stricter)))
    return checks


def _identities(session: Session, of_day: Iterable[Activity]) -> dict[str, str]:
    """Give what was sent already, and by an earlier draft of the day, by what makes an entry the same."""
    found = {}
    for one in sorted(of_day, key=lambda one: one.editing):
        if isinstance(entry := parsed(one, session), Entry):
            found.setdefault(entry.identity(), one.id)
    return found


def _already_sent(entry: Entry) -> tuple[Problem, ...]:
    return (Problem("description", Reason.ALREADY_SENT, entry.description),)


def _sent_meanwhile(connection: Connection, session: Session, checks: Iterable[Check]) -> list[Check]:
    """Find what another tab has sent since these were looked at; a second sending of one person waits for the first."""
    draft, entry, checks = schema.draft.c, schema.entry.c, list(checks)
    connection.execute(select(draft.id).where(draft.nip == session.nip).order_by(draft.id).with_for_update())
    when = {(check.entry.day, check.entry.start) for check in checks}
    mine = (entry.nip == session.nip) & (entry.status != Status.RETURNED) & tuple_(entry.day, entry.start).in_(when)
    rows = connection.execute(select(schema.entry).where(mine)).mappings()
    sent = {Entry.model_construct(**{name: row[name] for name in SAID}).identity(): row["id"] for row in rows}
    doubled = [check for check in checks if sent.get(check.entry.identity(), check.activity.id) != check.activity.id]
    return [replace(check, problems=_already_sent(check.entry), blocked=True) for check in doubled]


def _verdicts(session: Session, rows: Mapping[str, dict[str, object]]) -> list[dict[str, object]]:
    """Judge what is sent before the store is locked; where verdicts are not the writer's to give, reports judge later."""
    with session.store.reading() as connection:
        if not rows or not may_insert(connection, schema.assessment):
            return []
    known = {"version": 0, "position": session.employee.position}
    batch = pd.DataFrame([fields | {"id": key} | known for key, fields in rows.items()])
    return verdicts(batch, plan_texts(session.store, session.nip)).to_dict("records")


def _rows(session: Session, checks: Iterable[Check]) -> dict[str, dict[str, object]]:
    """Build the columns of each entry, tied to the person's own action plan of that text and year."""
    plans = session.store.plans(session.nip)
    plans = plans.sort_values("plan_id", ascending=False)  # of two plans of one text the first, as an import links them
    known = {(row.year, row.plan.casefold()): row.plan_id for row in plans.itertuples()}
    rows = {}
    for check in sorted(checks, key=lambda check: check.activity.id):
        fields = check.entry.model_dump()
        rows[check.activity.id] = fields | {"plan_id": known.get((fields["day"].year, fields["plan"].casefold()))}
    return rows


def _take_draft(connection: Connection, session: Session, one: Activity, seen: int | None) -> None:
    draft, version = schema.draft, one.version if seen is None else seen
    mine = (draft.c.id == one.id) & (draft.c.nip == session.nip) & (draft.c.version == version)
    if one.version != version or connection.execute(delete(draft).where(mine)).rowcount != 1:
        raise StaleEntryError(one.id, version)


def _write(connection: Connection, session: Session, rows: Mapping[str, dict[str, object]], now: datetime) -> dict[str, int]:
    """Write entries and their events; give the version of each."""
    table, made, versions = schema.entry, [], {}
    before = rows_with_keys(connection, table, rows, lock=True)
    for key, fields in rows.items():
        old = before.get(key)
        status = next_status(Action.SUBMIT, Status(old["status"]) if old else Status.DRAFT)
        values = fields | {"status": status, "submitted_at": now, "version": old["version"] + 1 if old else 1}
        if old:  # locked above; only one's own is found
            same = (table.c.id == key) & (table.c.nip == session.nip)
            if connection.execute(update(table).where(same).values(**values)).rowcount != 1:
                raise StaleEntryError(key, old["version"])
        else:
            values |= {"id": key, "created_at": now}
            connection.execute(insert(table), values)
        note = old_values(old, {name: fields[name] for name in SAID}) if old else ""
        before_it, versions[key] = old["status"] if old else Status.DRAFT, values["version"]
        made.append(event({**(old or {}), **values}, at=now, actor=session.nip, before=before_it, note=note))
    append(connection, made)
    return versions


def _stored(ids: list[str]) -> Select:
    """Select entries with number and digest of the event that made each version."""
    entry, made = schema.entry, schema.entry_event.c
    same = (made.entry_id == entry.c.id) & (made.version == entry.c.version)
    query = select(entry, made.seq, made.digest).join(schema.entry_event, same)
    return query.where(entry.c.id.in_(ids)).order_by(made.seq)
