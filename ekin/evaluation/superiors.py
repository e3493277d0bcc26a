"""What the superiors of the simulated offices decide and rate, with the faults planted in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import numpy as np

from ekin.domain.period import Period, period_of
from ekin.domain.rating import predikat
from ekin.evaluation.diaries import Draft
from ekin.evaluation.identities import between, pick
from ekin.evaluation.people import Person, Stock
from ekin.vocabulary import Expectation, Grain, Status

_REVIEWED_UNTIL = timedelta(days=8)  # the files were "drawn" this long after the period
_RESUBMITTED, _UNRATED = 0.6, 0.03


def review(
    boss: Person, people: Sequence[Person], drafts: Sequence[Draft], stock: Stock, period: Period, seed: int
) -> Iterator[dict]:
    """Decide on the entries of one superior's own staff, sitting by sitting; moments are local."""
    rng = np.random.default_rng([seed, boss.index, 4])
    staff = {person.nip for person in people if person.row["superior_nip"] == boss.nip}
    sent = [entry for entry in drafts if entry["nip"] in staff and entry["submitted_at"]]
    waiting = sorted(sent, key=lambda entry: entry["submitted_at"])
    notes = {use: part["text"].tolist() for use, part in stock.phrases.groupby("use")}
    share = 0.98 if "weekly_reviewer" in boss.roles else between(rng, 0.75, 0.97)
    for day in _sittings(boss, rng, period) if staff else []:
        now = datetime.combine(day, time(13)) + timedelta(seconds=int(between(rng, 0, 5400)))
        ready, waiting = [e for e in waiting if e["submitted_at"] < now], [e for e in waiting if e["submitted_at"] >= now]
        for entry in ready:
            if rng.random() >= share and entry["status"] is Status.SUBMITTED:
                continue
            seconds, decision, note = _decide(boss, entry, rng, notes)
            now += timedelta(seconds=seconds + int(rng.integers(1, 4)))
            entry["status"] = decision
            row = {"entry_id": entry["id"], "superior_nip": boss.nip, "decision": decision, "note": note}
            yield row | {"seconds_open": float(seconds), "decided_at": now}
            if decision is Status.RETURNED and rng.random() < _RESUBMITTED:
                waiting.append(entry)


def _sittings(boss: Person, rng: np.random.Generator, period: Period) -> list[date]:
    days = boss.days(Period(period.start, period.end + _REVIEWED_UNTIL))
    if "weekly_reviewer" in boss.roles:
        return [day for day in days if day == max(boss.days(period_of(day, Grain.WEEK)))]
    return days[:: int(rng.integers(2, 6))]


def _decide(boss: Person, entry: Draft, rng: np.random.Generator, notes: Mapping[str, list[str]]) -> tuple[int, Status, str]:
    """Seconds the entry was open, decision and note; an entry sent again after a return is approved."""
    again, generic = entry["status"] is Status.RETURNED, bool(entry["label"])
    if "rubber_stamp" in boss.roles:
        return int(rng.integers(1, 5)), Status.APPROVED, ""
    careful = "weekly_reviewer" in boss.roles
    chance = (0.2 if careful else 0.06) if generic else 0.02
    decision = Status.RETURNED if not again and rng.random() < chance else Status.APPROVED
    seconds = int(between(rng, 15, 90) if careful else 5 + 70 * rng.random() ** 2)
    if "same_note" in boss.roles:
        return seconds, decision, notes["same"][0]
    wanted = decision is Status.RETURNED or rng.random() < 0.08
    return seconds, decision, pick(rng, notes[decision]) if wanted else ""


def rate(people: Sequence[Person], diaries: Mapping[str, Sequence[Draft]], period: Period, seed: int) -> list[dict]:
    """Rate everyone every month; moments are local. A superior with stuck ratings gives all the same."""
    stuck = {person.nip for person in people if "stuck_ratings" in person.roles}
    rows = []
    for person in people:
        rng = np.random.default_rng([seed, person.index, 5])
        merit = between(rng, 0, 1)
        for month in period.split(Grain.MONTH):
            boss, filled = str(person.row["superior_nip"]), len({e["day"] for e in diaries[person.nip] if e["day"] in month})
            morning = datetime.combine(month.end + timedelta(days=int(rng.integers(1, 8))), time(9))
            rated = morning + timedelta(seconds=int(rng.integers(6 * 3600)))
            hasil, perilaku = _rate(rng, merit, filled) if boss not in stuck else (Expectation.ABOVE, Expectation.AS_EXPECTED)
            if not boss or rng.random() < _UNRATED:
                hasil, perilaku, rated = None, None, None
            verdict = predikat(hasil, perilaku) if hasil else None
            row = {"nip": person.nip, "period_start": month.start, "period_end": month.end, "hasil": hasil, "perilaku": perilaku}
            rows.append(row | {"predikat": verdict, "assessor_nip": boss, "rated_at": rated})
    return rows


def _rate(rng: np.random.Generator, merit: float, filled: int) -> tuple[Expectation, Expectation]:
    """Rate as an ordinary superior does: mostly as expected, above for the best, below for an empty log."""
    seen = 0.8 * merit + 0.2 * float(rng.random())
    hasil = Expectation.ABOVE if seen > 0.72 else Expectation.AS_EXPECTED
    hasil = Expectation.BELOW if filled < 4 or seen < 0.08 else hasil
    perilaku = Expectation.ABOVE if rng.random() < 0.15 + 0.3 * merit else Expectation.AS_EXPECTED
    return hasil, perilaku
