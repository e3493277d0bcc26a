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
_HABITS: Final = {
    "care": (0.3, 0.9),  # share of specific descriptions
    "fill": (0.78, 1.0),  # share of working days filled
    "busy": (0.35, 0.7),  # chance of each of up to three further entries a day
    "same_day": (0.45, 0.97),  # share of days sent on the day itself
    "evidence": (0.15, 0.9),  # shares of entries with evidence, with Realisasi, and under the plan they belong to
    "quantity": (0.65, 1.0),
    "right_plan": (0.75, 0.97),
    "stretch": (1.0, 1.6),  # factor on the time an activity needs
}
"""How a person keeps the log: the range that each habit is drawn from."""
_ALMOST_EMPTY: Final = {"fill": (0.04, 0.09)}


@dataclass(frozen=True)
class Stock:
    """The hand-written input of the simulator, text columns only; data/samples/README.md describes each table."""

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
    habits: Mapping[str, float] = field(repr=False)

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
        for post in stock.positions[stock.positions["folder"] == office["folder"]].to_dict("records"):
            bosses = held[post["superior_position"]] if post["superior_position"] != "-" else [heads.get(office["above"], "")]
            for number in range(1, int(post["people"]) + 1):
                boss, rng = bosses[number % len(bosses)], np.random.default_rng([seed, len(people)])
                row = _row(rng, stock, office, post, number, boss, taken)
                people.append(_person(rng, stock, office, post, number, row, len(people), period))
                held.setdefault(post["position"], []).append(people[-1].nip)
                heads.setdefault(office["folder"], people[-1].nip)
    return people


def plans_of(people: Sequence[Person], stock: Stock, year: int) -> pd.DataFrame:
    """SKP of everyone, one row per action plan, with RHK and indicator; plan_number counts a person's plans from 1."""
    rows = []
    for person in people:
        own = stock.skp[(stock.skp["folder"] == person.folder) & (stock.skp["position"] == person.row["position"])]
        for number, plan in enumerate(own.to_dict("records"), start=1):
            keys = {"rhk_id": plan["rhk_no"], "plan_id": plan["plan_no"]}
            ids = {name: str(uuid5(_NAMESPACE, f"{person.nip}|{year}|{key}")) for name, key in keys.items()}
            texts = {name: plan[name] for name in ("rhk_kind", "rhk", "aspect", "indicator", "target", "plan", "plan_target")}
            whole = {"superior_rhk": plan["superior_rhk"].removeprefix("-"), "period": str(year)}
            rows.append(
                {"nip": person.nip, "year": year, **ids, **texts, **whole, "plan_no": plan["plan_no"], "plan_number": number}
            )
    return pd.DataFrame(rows)


def _row(
    rng: np.random.Generator, stock: Stock, office: dict, post: dict, number: int, boss: str, taken: set[str]
) -> dict[str, object]:
    """Row of the employees frame of a holder of a position."""
    title = next(iter(stock.titles[stock.titles["position"] == post["position"]].to_dict("records")), {})
    sex = title.get("sex") or pick(rng, "12")
    kind, rank = employment_of(rng, post, number)
    return {
        "nip": invent_nip(rng, kind, rank, post["rank_lo"], sex),
        "name": invent_name(rng, stock.names, title, sex, taken),
        **{"position": post["position"], "position_kind": post["kind"], "rank": rank},
        **{name: office[name] for name in ("unit", "parent_unit", "agency")},
        **{"superior_nip": boss, "work_week": int(office["work_week"]), "time_zone": "WIB", "kind": str(kind)},
    }


def _person(
    rng: np.random.Generator, stock: Stock, office: dict, post: dict, number: int, row: dict, index: int, period: Period
) -> Person:
    """Give a person roles, leave and habits."""
    key = {"folder": office["folder"], "position": post["position"], "number": str(number)}
    roles = {planted["role"]: planted["value"] for planted in _rows(stock.planted, key)}
    hours = [int(text[:2]) * 60 + int(text[3:]) for text in (office["opens"], office["closes"])]
    given = [(_span(item["start"], item["end"]), LeaveKind(item["kind"])) for item in _rows(stock.leave, key)]
    leave = given or list(_short_leave(rng, row, period))
    ranges = _HABITS | (_ALMOST_EMPTY if "almost_empty" in roles else {})
    habits = {name: between(rng, *span) for name, span in ranges.items()}
    return Person(index, office["folder"], number, row, *hours, post["counts_things"] == "1", roles, leave, habits)


def _rows(frame: pd.DataFrame, key: Mapping[str, str]) -> list[dict]:
    return frame[frame[list(key)].eq(pd.Series(key)).all(axis=1)].to_dict("records")


def _span(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def _short_leave(rng: np.random.Generator, row: dict, period: Period) -> Iterator[tuple[Period, LeaveKind]]:
    if rng.random() < _SHARE_WITH_SHORT_LEAVE:
        start = pick(rng, workdays(period, row["work_week"]))
        end = min(start + timedelta(days=int(rng.integers(3))), period.end)
        yield Period(start, end), pick(rng, (LeaveKind.SICK, LeaveKind.ANNUAL, LeaveKind.IMPORTANT))
