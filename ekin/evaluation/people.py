"""People of the simulated offices: names, NIP, superiors, leave, SKP and habits, all invented from a stock and a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.domain.workdays import workdays
from ekin.evaluation.identities import between, employment_of, invent_name, invent_nip, pick
from ekin.vocabulary import LeaveKind

_NAMESPACE = UUID("0e6a7d52-35c4-5d55-9f0b-6c656d626179")
_SHARE_WITH_SHORT_LEAVE = 0.3


@dataclass(frozen=True)
class Stock:
    """The hand-written input of the simulator, text columns only; data/samples/README.md describes each table.

    Attributes
    ----------
    offices, positions, skp, lines, slots
        The offices, who works in them, what their SKP says, what they write, what fills the slots of a line.
    names, titles, planted, leave, phrases
        Names by origin, titles by position, who plays which role, leave, and notes, links and prefixes.
    """

    offices: pd.DataFrame
    positions: pd.DataFrame
    skp: pd.DataFrame
    lines: pd.DataFrame
    slots: pd.DataFrame
    names: pd.DataFrame
    titles: pd.DataFrame
    planted: pd.DataFrame
    leave: pd.DataFrame
    phrases: pd.DataFrame


@dataclass(frozen=True)
class Habits:
    """How a person keeps the log; shares in [0, 1].

    Attributes
    ----------
    care
        Share of specific descriptions.
    fill
        Share of working days filled.
    busy
        Chance of each of up to three further entries a day.
    same_day
        Share of days sent on the day itself.
    evidence, quantity, right_plan
        Shares of entries with evidence, with Realisasi, and under the plan they belong to.
    stretch
        Factor on the time an activity needs.
    """

    care: float
    fill: float
    busy: float
    same_day: float
    evidence: float
    quantity: float
    right_plan: float
    stretch: float


@dataclass(frozen=True)
class Person:
    """One invented person.

    Attributes
    ----------
    index
        Number among all people, from 0; the person's own random numbers depend on it.
    folder, number
        Office, and which holder of the position this is, from 1.
    row
        The person's row of the employees frame.
    opens, closes
        Working hours in minutes after midnight.
    counts
        Whether the job counts outputs.
    roles
        Planted roles with their value.
    leave
        Spans of leave with their kind.
    """

    index: int
    folder: str
    number: int
    row: Mapping[str, object]
    opens: int
    closes: int
    counts: bool
    roles: Mapping[str, str]
    leave: Sequence[tuple[Period, LeaveKind]]
    habits: Habits = field(repr=False)

    @property
    def nip(self) -> str:
        """The person's NIP."""
        return str(self.row["nip"])

    def days(self, period: Period) -> list[date]:
        """Days on which entries are expected."""
        return workdays(period, int(self.row["work_week"]), leave=[span for span, _ in self.leave])


def make_people(stock: Stock, *, seed: int, period: Period) -> list[Person]:
    """Invent everyone, superiors before their staff.

    Raises
    ------
    KeyError
        If a position names a superior that its office does not have.
    """
    people: list[Person] = []
    heads: dict[str, str] = {}
    taken: set[str] = set()
    for office in stock.offices.to_dict("records"):
        held: dict[str, list[str]] = {}
        for post in _of(stock.positions, office["folder"]).to_dict("records"):
            bosses = held[post["superior_position"]] if post["superior_position"] != "-" else [heads.get(office["above"], "")]
            for number in range(1, int(post["people"]) + 1):
                rng = np.random.default_rng([seed, len(people)])
                boss = bosses[number % len(bosses)]
                people.append(_person(rng, stock, office, post, number, boss, len(people), period, taken))
                held.setdefault(post["position"], []).append(people[-1].nip)
                heads.setdefault(office["folder"], people[-1].nip)
    return people


def plans_of(people: Sequence[Person], stock: Stock, year: int) -> pd.DataFrame:
    """SKP of everyone, one row per action plan, with RHK and indicator; plan_number counts a person's plans from 1."""
    rows = []
    for person in people:
        own = _of(stock.skp, person.folder)
        for number, plan in enumerate(own[own["position"] == person.row["position"]].to_dict("records"), start=1):
            ids = {name: str(uuid5(_NAMESPACE, f"{person.nip}|{year}|{plan[key]}")) for name, key in _KEYS.items()}
            texts = {name: plan[name] for name in ("rhk_kind", "rhk", "aspect", "indicator", "target", "plan", "plan_target")}
            above = plan["superior_rhk"].removeprefix("-")
            whole = {"superior_rhk": above, "period": str(year), "plan_no": plan["plan_no"], "plan_number": number}
            rows.append({"nip": person.nip, "year": year, **ids, **texts, **whole})
    return pd.DataFrame(rows)


def week_of(day: date) -> Period:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


_KEYS: Final = {"rhk_id": "rhk_no", "plan_id": "plan_no"}


def _of(frame: pd.DataFrame, folder: str) -> pd.DataFrame:
    return frame[frame["folder"] == folder]


def _person(
    rng: np.random.Generator,
    stock: Stock,
    office: dict,
    post: dict,
    number: int,
    boss: str,
    index: int,
    period: Period,
    taken: set[str],
) -> Person:
    key = (office["folder"], post["position"], str(number))
    roles = {row["role"]: row["value"] for row in _rows(stock.planted, key)}
    title = next(iter(stock.titles[stock.titles["position"] == post["position"]].to_dict("records")), {})
    sex = title.get("sex") or pick(rng, "12")
    kind, rank = employment_of(rng, post, number)
    row = {
        "nip": invent_nip(rng, kind, rank, post["rank_lo"], sex),
        "name": invent_name(rng, stock.names, title, sex, taken),
        **{"position": post["position"], "position_kind": post["kind"], "rank": rank},
        **{name: office[name] for name in ("unit", "parent_unit", "agency")},
        **{"superior_nip": boss, "work_week": int(office["work_week"]), "time_zone": "WIB", "kind": str(kind)},
    }
    hours = [int(text[:2]) * 60 + int(text[3:]) for text in (office["opens"], office["closes"])]
    leave = [(_span(item), LeaveKind(item["kind"])) for item in _rows(stock.leave, key)] or list(_short_leave(rng, row, period))
    return Person(index, office["folder"], number, row, *hours, post["counts_things"] == "1", roles, leave, _habits(rng, roles))


def _rows(frame: pd.DataFrame, key: tuple[str, str, str]) -> list[dict]:
    columns = zip(("folder", "position", "number"), key, strict=True)
    return frame[np.logical_and.reduce([frame[name] == value for name, value in columns])].to_dict("records")


def _span(item: dict) -> Period:
    return Period(date.fromisoformat(item["start"]), date.fromisoformat(item["end"]))


def _short_leave(rng: np.random.Generator, row: dict, period: Period) -> Iterator[tuple[Period, LeaveKind]]:
    if rng.random() < _SHARE_WITH_SHORT_LEAVE:
        start = pick(rng, workdays(period, row["work_week"]))
        end = min(start + timedelta(days=int(rng.integers(3))), period.end)
        yield Period(start, end), pick(rng, (LeaveKind.SICK, LeaveKind.ANNUAL, LeaveKind.IMPORTANT))


def _habits(rng: np.random.Generator, roles: Mapping[str, str]) -> Habits:
    ranges = _RANGES | ({"fill": (0.04, 0.09)} if "almost_empty" in roles else {})
    return Habits(**{name: between(rng, *ranges[name]) for name in ranges})


_RANGES: Final = {
    "care": (0.3, 0.9),
    "fill": (0.78, 1.0),
    "busy": (0.35, 0.7),
    "same_day": (0.45, 0.97),
    "evidence": (0.15, 0.9),
    "quantity": (0.65, 1.0),
    "right_plan": (0.75, 0.97),
    "stretch": (1.0, 1.6),
}
