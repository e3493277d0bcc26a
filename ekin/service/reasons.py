"""The flagged entries of one person with their reasons, and what became of the objections to them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select

from ekin.domain.nip import parse_nip
from ekin.domain.period import Period
from ekin.errors import NoDataError, UnknownPersonError
from ekin.evaluation.records import moments
from ekin.quality.judge import calibration, version
from ekin.service.records import periods
from ekin.service.verdicts import COLUMNS, completed, of_present_version
from ekin.storage import schema
from ekin.storage.store import Store
from ekin.vocabulary import SENT, Flag

_OBJECTION = ("objection", "outcome", "answer")


@dataclass(frozen=True)
class Reasons:
    """What the judge said of one person's sent entries of a period.

    Attributes
    ----------
    person
        Row of the employee: nip, name, position, unit, ...
    sent
        Ids of the sent entries of the period.
    flagged
        Entries flagged unsure or generic, or objected to: entry_id, day, start, description, status, flag, missing, question,
        objection, outcome, answer ("" where there is none), raised_at, decided_at, and `again` (the entry was sent again after
        the objection, which no longer holds for it).
    model, threshold
        Version of the model, and the probability of "generic" from which it calls a line so.
    """

    person: dict[str, object]
    period: Period
    sent: tuple[str, ...]
    flagged: pd.DataFrame
    model: str
    threshold: float


def reasons(store: Store, nip: str, period: Period) -> Reasons:
    """Gather a person's flagged entries; verdicts that are not stored are given for this call only.

    Raises
    ------
    CellError
        If the text is no NIP.
    UnknownPersonError, NoDataError
        If nobody has this NIP, or the person sent nothing in the period.
    """
    nip = parse_nip(nip)[0].text
    people = store.frame(select(schema.employee).where(schema.employee.c.nip == nip))
    if people.empty:
        raise UnknownPersonError(nip)
    person, entry = people.iloc[0].to_dict(), schema.entry.c
    own = (entry.nip == nip) & entry.status.in_(SENT) & entry.day.between(period.start, period.end)
    columns = (entry.id.label("entry_id"), entry.day, entry.start, entry.description, entry.status, entry.submitted_at)
    query = select(*columns, *COLUMNS).outerjoin(schema.assessment, of_present_version()).where(own)
    found = store.frame(query.order_by(entry.day, entry.start, entry.id))
    if found.empty:
        raise NoDataError(period.label, [key.key for key in periods(store)])
    judged = completed(found.assign(position=person["position"]))
    with_objections = judged.merge(_last_objections(store, nip), on="entry_id", how="left")
    with_objections = with_objections.fillna(dict.fromkeys(_OBJECTION, ""))
    shown = with_objections[with_objections["flag"].ne(Flag.SPECIFIC) | with_objections["outcome"].ne("")]
    again = moments(shown["raised_at"]) < moments(shown["submitted_at"])
    flagged = shown.assign(again=again).drop(columns=["position", "submitted_at"]).reset_index(drop=True)
    return Reasons(person, period, tuple(found["entry_id"]), flagged, version(), calibration().threshold)


def _last_objections(store: Store, nip: str) -> pd.DataFrame:
    said = schema.objection.c
    columns = (said.entry_id, said.text.label("objection"), said.outcome, said.answer, said.raised_at, said.decided_at)
    query = select(*columns).join(schema.entry, schema.entry.c.id == said.entry_id).where(schema.entry.c.nip == nip)
    return store.frame(query.order_by(said.raised_at, said.id)).drop_duplicates("entry_id", keep="last")
