"""Taking the rows of each known table into the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, extract, func, select, update

from ekin.domain.entry import Entry
from ekin.domain.nip import parse_nip
from ekin.storage import schema
from ekin.storage.events import SAID, append, event, old_values
from ekin.storage.merge import Row, Taken, complete, merge, stable_id
from ekin.storage.statements import insert_new, parts, rows_with_keys
from ekin.vocabulary import Layout, Reason, RhkKind, Status

NumberedRows = Sequence[tuple[int, Row]]

_NEW_ENTRY: Final = {
    **{"plan": "", "quantity": None, "quantity_unit": "", "evidence_url": "", "submitted_at": None, "version": 1},
    "status": Status.SUBMITTED,  # what stands in an export of E-Kinerja has been sent
}


def take(connection: Connection, layout: Layout, rows: NumberedRows, *, actor: str, now: datetime, agency: str = "") -> Taken:
    """Write the rows of one table inside the caller's transaction.

    Parameters
    ----------
    rows
        Row number in the file and typed fields, as `ekin.exchange.importing.read_table` gives them.
    actor
        Who imports; kept in the event log.
    now
        Moment of the import, UTC.
    agency
        Agency named in the file's metadata, for employees whose row names none.
    """
    taken = _TAKERS[layout](connection, rows, actor=actor, now=now, agency=agency)
    if layout in (Layout.PROGRESS, Layout.PLANS):
        link_plans(connection)
    return taken


def link_plans(connection: Connection) -> None:
    """Tie entries to the action plan of their own SKP year that has the text they name."""
    entry, plan, rhk, skp = schema.entry, schema.action_plan, schema.rhk, schema.skp
    match = (
        select(func.min(plan.c.id))
        .join(rhk, plan.c.rhk_id == rhk.c.id)
        .join(skp, rhk.c.skp_id == skp.c.id)
        .where(skp.c.nip == entry.c.nip, skp.c.year == extract("year", entry.c.day))
        .where(func.lower(plan.c.text) == func.lower(entry.c.plan))
        .scalar_subquery()
    )
    connection.execute(update(entry).where(entry.c.plan_id.is_(None), entry.c.plan != "").values(plan_id=match))


def _take_progress(connection: Connection, rows: NumberedRows, *, actor: str, now: datetime, **_: object) -> Taken:
    names = {row["entry"].nip: row.get("name") or "" for _, row in rows}
    add_unknown(connection, ({"nip": nip, "name": name} for nip, name in names.items()))
    filled = [_entry_row(row) for _, row in rows]
    _recognise(connection, filled)
    stored = rows_with_keys(connection, schema.entry, {values["id"] for values in filled}, lock=True)
    taken, seen, added, made = Taken(), set(), [], []
    for (number, _), values in zip(rows, filled, strict=True):
        before = stored.get(values["id"])
        if values["id"] in seen:
            taken.refused.append((number, Reason.DUPLICATE_ROW))
        elif before is None:
            taken.new += 1
            added.append(_NEW_ENTRY | values | {"created_at": now})
            made.append(event(added[-1], at=now, actor=actor, note="import"))
        elif taken.count(before, values):
            made.append(_change(connection, before, values, actor=actor, now=now))
        seen.add(values["id"])
    insert_new(connection, schema.entry, added)
    append(connection, made)
    return taken


def _change(connection: Connection, before: Row, values: Row, *, actor: str, now: datetime) -> dict[str, object]:
    """Write new field values of a stored entry as its next version, and give the event that keeps the old ones."""
    changed = {name: value for name, value in values.items() if before[name] != value}
    changed |= {"version": before["version"] + 1} | ({"plan_id": None} if "plan" in changed else {})
    connection.execute(update(schema.entry).where(schema.entry.c.id == before["id"]).values(**changed))
    return event({**before, **changed}, at=now, actor=actor, before=before["status"], note=old_values(before, values))


def _entry_row(row: Row) -> dict[str, object]:
    """Columns of an entry that the file fills: an empty cell never wipes out what is stored."""
    entry: Entry = row["entry"]
    values = {"id": entry.identity()} | {name: getattr(entry, name) for name in SAID}
    values |= {"status": row.get("status"), "submitted_at": row.get("submitted_at")}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _recognise(connection: Connection, filled: Sequence[dict[str, object]]) -> None:
    """Give rows the id of the one stored entry that says the same: what was written in ekin bears an id of its own."""
    known = rows_with_keys(connection, schema.entry, {values["id"] for values in filled})
    strange = [values for values in filled if values["id"] not in known]
    written = _ids(connection, strange, "end")
    taken = known.keys() | {values["id"] for values in strange}
    for values in strange:
        ids = written.get(_said(values, "end"), ())
        if len(ids) == 1 and ids[0] not in taken:
            values["id"] = ids[0]


def _ids(connection: Connection, rows: Sequence[Row], *more: str) -> dict[tuple, list[str]]:
    """Ids of stored entries of these people and days, by person, day, start, text and `more`."""
    entry, found = schema.entry.c, defaultdict(list)
    days, people = {row["day"] for row in rows}, sorted({row["nip"] for row in rows})
    columns = [entry[name] for name in ("id", "nip", "day", "start", "description", *more)]
    for part in parts(people):
        query = select(*columns).where(entry.nip.in_(part), entry.day.between(min(days), max(days)))
        for row in connection.execute(query).mappings():
            found[_said(row, *more)].append(row["id"])
    return found


def _said(row: Row, *more: str) -> tuple:
    return (row["nip"], row["day"], row["start"], row["description"].casefold(), *(row[name] for name in more))


def add_unknown(connection: Connection, people: Iterable[Row]) -> None:
    """Add people not yet known by what a file says of them; what the NIP tells is read from it."""
    known = {row["nip"]: complete(schema.employee, row | {"kind": _kind(row)}) for row in people if row.get("nip")}
    insert_new(connection, schema.employee, list(known.values()))


def _take_employees(connection: Connection, rows: NumberedRows, *, agency: str, **_: object) -> Taken:
    return merge(connection, schema.employee, [_person(row, agency) for _, row in rows])


def _take_skp_report(connection: Connection, rows: NumberedRows, *, agency: str, **_: object) -> Taken:
    people = [_person(row, agency) for _, row in rows]
    merge(connection, schema.employee, people)
    return merge(
        connection,
        schema.skp,
        [
            {
                "id": stable_id(row["nip"], row["period_end"].year),
                "nip": row["nip"],
                "year": row["period_end"].year,
                **{name: row[name] for name in ("approach", "status", "period_start", "period_end")},
            }
            for _, row in rows
        ],
    )


def _take_rating_report(connection: Connection, rows: NumberedRows, *, agency: str, **_: object) -> Taken:
    add_unknown(connection, (_superior(row, agency) for _, row in rows))
    merge(connection, schema.employee, [_person(row, agency) for _, row in rows])
    columns = ("nip", "period_start", "period_end", "hasil", "perilaku", "predikat", "rated_at")
    ratings = [{name: row.get(name) for name in columns} | {"assessor_nip": row.get("superior_nip")} for _, row in rows]
    return merge(connection, schema.rating, ratings)


def _take_plans(connection: Connection, rows: NumberedRows, **_: object) -> Taken:
    kept, refused = _known(connection, rows)
    above = [_skp_and_rhk(row) for row in kept]
    merge(connection, schema.skp, [skp for skp, _ in above])
    bare = merge(connection, schema.rhk, [rhk for row, (_, rhk) in zip(kept, above, strict=True) if not row.get("plan")])
    merge(connection, schema.rhk, [rhk for _, rhk in above])
    merge(connection, schema.indicator, _leaves(kept, above, "indicator", aspect="aspect", target="target"))
    plans = merge(connection, schema.action_plan, _leaves(kept, above, "plan", target="plan_target"))
    return Taken(plans.new + bare.new, plans.changed + bare.changed, plans.unchanged + bare.unchanged, refused)


def _skp_and_rhk(row: Row) -> tuple[Row, Row]:
    skp = {"id": stable_id(row["nip"], row["year"]), "nip": row["nip"], "year": row["year"], "approach": row.get("approach")}
    rhk = {"id": stable_id(skp["id"], row["rhk"]), "skp_id": skp["id"], "text": row["rhk"]}
    return skp, rhk | {"kind": str(row.get("rhk_kind") or RhkKind.MAIN), "superior_rhk": row.get("superior_rhk")}


def _leaves(rows: Sequence[Row], above: Sequence[tuple[Row, Row]], text: str, **columns: str) -> list[Row]:
    """Build the rows under an RHK that have a text: indicators or action plans."""
    return [
        {"id": stable_id(rhk["id"], row[text]), "rhk_id": rhk["id"], "text": row[text]}
        | {column: row.get(source) for column, source in columns.items()}
        for row, (_, rhk) in zip(rows, above, strict=True)
        if row.get(text)
    ]


def _take_leave(connection: Connection, rows: NumberedRows, **_: object) -> Taken:
    kept, refused = _known(connection, rows)
    taken = merge(connection, schema.leave, [{name: row[name] for name in ("nip", "start", "end", "kind")} for row in kept])
    taken.refused.extend(refused)
    return taken


def _take_reviews(connection: Connection, rows: NumberedRows, **_: object) -> Taken:
    ids, refused, reviews = _ids(connection, [row for _, row in rows]), [], []
    columns = ("superior_nip", "decision", "note", "seconds_open", "decided_at")
    for number, row in rows:
        if not (keys := ids.get(_said(row))):
            refused.append((number, Reason.UNKNOWN_REFERENCE))
            continue
        key = keys[-1]
        review = {"id": stable_id(key, row["superior_nip"], row["decided_at"].isoformat()), "entry_id": key}
        reviews.append(review | {name: row.get(name) for name in columns})
    written = merge(connection, schema.review, reviews)
    return Taken(written.new, written.changed, written.unchanged, refused)


_TAKERS: Final[dict[Layout, Callable[..., Taken]]] = {
    Layout.PROGRESS: _take_progress,
    Layout.EMPLOYEES: _take_employees,
    Layout.SKP_REPORT: _take_skp_report,
    Layout.RATING_REPORT: _take_rating_report,
    Layout.PLANS: _take_plans,
    Layout.LEAVE: _take_leave,
    Layout.REVIEWS: _take_reviews,
}


def _known(connection: Connection, rows: NumberedRows) -> tuple[list[Row], list[tuple[int, Reason]]]:
    people = rows_with_keys(connection, schema.employee, {row["nip"] for _, row in rows})
    kept = [row for _, row in rows if row["nip"] in people]
    return kept, [(number, Reason.NIP_UNKNOWN) for number, row in rows if row["nip"] not in people]


def _person(row: Row, agency: str) -> Row:
    return {column.name: row.get(column.name) for column in schema.employee.c} | {
        "agency": row.get("agency") or agency,
        "kind": _kind(row),
    }


def _superior(row: Row, agency: str) -> Row:
    names = {"nip": "superior_nip", "name": "superior_name", "position": "superior_position", "unit": "superior_unit"}
    found = {name: row.get(source) for name, source in names.items()}
    return found | {"name": found["name"] or "", "rank": row.get("superior_rank"), "agency": agency}


def _kind(row: Row) -> str:
    return str(row.get("kind") or parse_nip(row["nip"])[0].kind)
