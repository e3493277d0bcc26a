"""Offices of a fictional regency with known truth: who copies, who fills in batches, who approves without reading.

Everything follows from a hand-written stock and a seed. Each person and superior has random numbers of their own, drawn by
plain arithmetic, so the same seed gives the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import numpy as np
import pandas as pd

from ekin.domain.entry import Entry
from ekin.domain.period import Period, period_of
from ekin.evaluation.diaries import DAY, FACETS, Diary, Draft, copy_colleagues, lines_of
from ekin.evaluation.identities import between
from ekin.evaluation.people import Person, Stock, make_people, plans_of
from ekin.evaluation.superiors import rate, review
from ekin.vocabulary import TIME_ZONES, Grain, Status

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
_ZONE = TIME_ZONES["WIB"]
_DRAFTS, _LATE_DRAFTS = 0.02, 0.1


@dataclass(frozen=True)
class Samples:
    """Frames as the store gives them (plans have the indicator too), and what is true of them.

    Attributes
    ----------
    skp_reports
        One row per SKP: nip, position, unit, period_start, period_end, acting (0 or 1), status.
    truth
        One row per planted role: nip, role, value, detail.
    truth_entries
        One row per entry: entry_id, label, facets, borderline, true_plan (number among the person's plans, 0 for none),
        copied_from (entry_id, or empty).
    """

    employees: pd.DataFrame
    plans: pd.DataFrame
    leave: pd.DataFrame
    entries: pd.DataFrame
    reviews: pd.DataFrame
    ratings: pd.DataFrame
    skp_reports: pd.DataFrame
    truth: pd.DataFrame
    truth_entries: pd.DataFrame


def simulate_offices(stock: Stock, *, seed: int = 2026, period: Period = QUARTER) -> Samples:
    """Invent the people of the stock's offices and what they and their superiors record over a period.

    Raises
    ------
    KeyError
        If the stock names a position or slot that it does not have.
    """
    people = make_people(stock, seed=seed, period=period)
    plans = plans_of(people, stock, period.start.year)
    diaries = _write(people, plans, stock, seed, period)
    drafts = list(_identified(diaries))
    reviews = [row for person in people for row in review(person, people, drafts, stock, period, seed)]
    leave = [{"nip": who.nip, "start": span.start, "end": span.end, "kind": kind} for who in people for span, kind in who.leave]
    ratings = _moments(_dated(pd.DataFrame(rate(people, diaries, period, seed)), "period_start", "period_end"), "rated_at")
    return Samples(
        employees=pd.DataFrame([person.row for person in people]),
        plans=plans,
        leave=_dated(pd.DataFrame(leave), "start", "end"),
        entries=_entries(drafts),
        reviews=_moments(pd.DataFrame(reviews), "decided_at").sort_values(["decided_at", "entry_id"], ignore_index=True),
        ratings=ratings.astype(dict.fromkeys(("hasil", "perilaku", "predikat"), "Int64")),
        skp_reports=_skp_reports(people, period.start.year),
        truth=_truth(people, stock),
        truth_entries=_truth_entries(drafts),
    )


def _write(people: Sequence[Person], plans: pd.DataFrame, stock: Stock, seed: int, period: Period) -> dict[str, list[Draft]]:
    """Everyone's entries, sent or left as drafts, by NIP."""
    lines, diaries = lines_of(stock), {}
    for person in people:
        own = plans[plans["nip"] == person.nip]
        diary = Diary(person, lines[person.folder, str(person.row["position"])], stock, own, seed=seed)
        diaries[person.nip] = diary.write(period)
    copy_colleagues(diaries, people, seed=seed)
    for person in people:
        _send(person, diaries[person.nip], np.random.default_rng([seed, person.index, 3]), period)
    return diaries


def _send(person: Person, entries: Sequence[Draft], rng: np.random.Generator, period: Period) -> None:
    """Give every entry its status and the moment it was sent, in local time."""
    sittings: dict[date, list[Draft]] = {}
    for day in dict.fromkeys(entry["day"] for entry in entries):
        sittings.setdefault(_sitting_day(person, day, rng), []).extend(e for e in entries if e["day"] == day)
    for day, sent in sittings.items():
        finished = max(_at(entry["day"], entry["to"]) for entry in sent)
        evening = datetime.combine(day, time(19)) if "batch_month_end" in person.roles else datetime.combine(day, time(13))
        now = max(finished + timedelta(minutes=3), evening if sent[0]["day"] != day or len(sent) > 8 else finished)
        now += timedelta(seconds=int(between(rng, 0, 90 * 60)))
        for entry in sent:
            late = (period.end - entry["day"]).days < 3
            draft = rng.random() < (_LATE_DRAFTS if late else _DRAFTS)
            entry["status"], entry["submitted_at"] = (Status.DRAFT, None) if draft else (Status.SUBMITTED, now)
            entry["created_at"] = now - timedelta(seconds=int(between(rng, 5, 40)))
            now += timedelta(seconds=int(between(rng, 45, 150)))


def _sitting_day(person: Person, day: date, rng: np.random.Generator) -> date:
    """Day on which the entries of a day are sent."""
    for role, grain in (("batch_month_end", Grain.MONTH), ("batch_weekly", Grain.WEEK)):
        if role in person.roles:
            return max([day, *person.days(period_of(day, grain))])
    if rng.random() < person.habits["same_day"]:
        return day
    wait = 1 if rng.random() < 0.7 else int(rng.integers(2, 7))
    return day + timedelta(days=wait)


def _identified(diaries: Mapping[str, Sequence[Draft]]) -> Iterator[Draft]:
    """Entries by person, day and time, with the id that an import gives them; a second one with the same id is left out."""
    seen = set()
    for entries in diaries.values():
        for entry in entries:
            start, end = (time(minutes % DAY // 60, minutes % 60) for minutes in (entry["from"], entry["to"]))
            times = {"day": entry["day"], "start": start, "end": end}
            entry.update(times, id=Entry(nip=entry["nip"], description=entry["description"], **times).identity())
            if entry["id"] not in seen:
                seen.add(entry["id"])
                yield entry


def _skp_reports(people: Sequence[Person], year: int) -> pd.DataFrame:
    """SKP of the year; an acting post and a post left by a move have rows of their own."""
    rows = []
    for person in people:
        own = {"nip": person.nip, "position": person.row["position"], "unit": person.row["unit"], "acting": 0}
        start, end = f"{year}-01-01", f"{year}-12-31"
        if "moved" in person.roles:
            unit, first, last = person.roles["moved"].split("|")
            rows.append(own | {"unit": unit, "period_start": first, "period_end": last})
            start = f"{date.fromisoformat(last) + timedelta(days=1)}"
        rows.append(own | {"period_start": start, "period_end": end})
        if "acting" in person.roles:
            post, first, last = person.roles["acting"].split("|")
            rows.append(own | {"position": post, "acting": 1, "period_start": first, "period_end": last})
    frame = pd.DataFrame(rows).assign(status=Status.APPROVED)
    empty = frame["nip"].isin([person.nip for person in people if "almost_empty" in person.roles])
    return _dated(frame.assign(status=frame["status"].mask(empty, Status.DRAFT)), "period_start", "period_end")


def _truth(people: Sequence[Person], stock: Stock) -> pd.DataFrame:
    nips = {(person.folder, str(person.row["position"]), str(person.number)): person.nip for person in people}
    keys = zip(stock.planted["folder"], stock.planted["position"], stock.planted["number"], strict=True)
    return stock.planted.assign(nip=[nips[key] for key in keys])[["nip", "role", "value", "detail"]]


_ENTRY: Final = (
    *("id", "nip", "day", "start", "end", "minutes", "description", "plan", "plan_id", "quantity", "quantity_unit"),
    *("evidence_url", "status", "version", "created_at", "submitted_at"),
)


def _entries(drafts: Sequence[Draft]) -> pd.DataFrame:
    frame = pd.DataFrame(drafts).assign(minutes=lambda entry: entry["to"] - entry["from"], version=1)[list(_ENTRY)]
    frame = frame.sort_values(["nip", "day", "start", "id"], ignore_index=True)
    return _moments(_dated(frame, "day"), "created_at", "submitted_at").astype({"quantity": "Int64"})


def _truth_entries(drafts: Sequence[Draft]) -> pd.DataFrame:
    found = pd.DataFrame(drafts, columns=["id", *FACETS, "true_plan"]).rename(columns={"id": "entry_id"})
    return found.assign(copied_from=[entry["source"]["id"] if entry["source"] else "" for entry in drafts])


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _dated(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(columns, "datetime64[us]"))


def _moments(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Local moments become UTC ones."""
    local = {name: pd.to_datetime(frame[name]).dt.as_unit("us").dt.tz_localize(_ZONE).dt.tz_convert("UTC") for name in columns}
    return frame.assign(**local)
