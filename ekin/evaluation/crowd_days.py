"""The days of a simulated crowd: which are filled, and which repeat another day, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.domain.workdays import workdays

_HOLIDAY_ENTRY, _ANNUAL_LEAVE, _LONG_LEAVE, _SHIFT_CYCLE = 0.3, 0.5, 0.01, 4
_CORE_DAYS = 6
"""A polisher dresses up the entries of so many first days for ever."""


@dataclass(frozen=True)
class Days:
    """Filled days by person and day.

    Attributes
    ----------
    person, day
        Positions among the people and in `calendar`; shape (n_days,).
    source
        Position in these arrays of the day whose entries are repeated; its own for a fresh day.
    at
        Position in these arrays of each person's day, -1 when it is not filled; shape (n_people, n_calendar_days).
    """

    calendar: np.ndarray
    person: np.ndarray
    day: np.ndarray
    source: np.ndarray
    at: np.ndarray


def make_leave(n_people: int, period: Period, rng: np.random.Generator) -> pd.DataFrame:
    """Draw spans of leave: person, start, end, kind; a quarter's annual leave of two to five days, sometimes three months."""
    length = (period.end - period.start).days + 1
    quarters = max(1, round(length / 91))
    taken = rng.random((n_people, quarters)) < _ANNUAL_LEAVE
    person, _quarter = np.nonzero(taken)
    start, days = rng.integers(0, length, len(person)), rng.integers(2, 6, len(person))
    long = np.flatnonzero(rng.random(n_people) < _LONG_LEAVE)
    person = np.concatenate([person, long])
    start, days = np.concatenate([start, rng.integers(0, length, len(long))]), np.concatenate([days, np.full(len(long), 90)])
    first = np.datetime64(period.start, "us")
    starts = first + start.astype("timedelta64[D]")
    kind = np.where(days > 5, "melahirkan", "tahunan")
    return pd.DataFrame({"person": person, "start": starts, "end": starts + (days - 1).astype("timedelta64[D]"), "kind": kind})


def make_days(people: pd.DataFrame, leave: pd.DataFrame, period: Period, rng: np.random.Generator) -> Days:
    """Draw who fills which day, and which days repeat another.

    Parameters
    ----------
    people
        role, work_week, fill (share of expected days that are filled), copied (share of days that repeat), colleague (position
        of the person copied from, -1 for none).
    """
    calendar = np.array([period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)], "datetime64[D]")
    chance = people["fill"].to_numpy()[:, None] * _expected(people, calendar, period)
    chance[people["role"].eq("holiday").to_numpy()] += _HOLIDAY_ENTRY * (chance[people["role"].eq("holiday").to_numpy()] == 0)
    chance[_away(len(people), leave, calendar)] = 0.0
    person, day = np.nonzero(rng.random(chance.shape, dtype="float32") < chance)
    at = np.full(chance.shape, -1, dtype="int32")
    at[person, day] = np.arange(len(person))
    return Days(calendar, person, day, _sources(people, person, day, calendar, at, rng), at)


def _expected(people: pd.DataFrame, calendar: np.ndarray, period: Period) -> np.ndarray:
    """Mark working days with 1; a shift worker works three days of four, whatever the calendar says."""
    marks = np.zeros((len(people), len(calendar)), dtype="float32")
    for week in (5, 6):
        working = np.isin(calendar, np.array(workdays(period, week), "datetime64[D]"))
        marks[people["work_week"].eq(week).to_numpy()] = working
    shift = np.flatnonzero(people["role"].eq("shift"))
    marks[shift] = (np.arange(len(calendar)) + shift[:, None]) % _SHIFT_CYCLE < _SHIFT_CYCLE - 1
    return marks


def _away(n_people: int, leave: pd.DataFrame, calendar: np.ndarray) -> np.ndarray:
    steps = np.zeros((n_people, len(calendar) + 1), dtype="int16")
    start, end = ((leave[name].to_numpy("datetime64[D]") - calendar[0]).astype(int) for name in ("start", "end"))
    np.add.at(steps, (leave["person"], start), 1)
    np.add.at(steps, (leave["person"], np.minimum(end + 1, len(calendar))), -1)
    return steps.cumsum(axis=1)[:, :-1] > 0


def _sources(
    people: pd.DataFrame, person: np.ndarray, day: np.ndarray, calendar: np.ndarray, at: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    own, role = np.arange(len(person)), people["role"].to_numpy()[person]
    first = np.searchsorted(person, person)
    repeats = (rng.random(len(person)) < people["copied"].to_numpy()[person]) & (own > first)
    source = own.copy()
    last_fresh = np.maximum.accumulate(np.where(repeats, 0, own))
    chained = np.isin(role, ("copy_own", "paraphrase")) & repeats
    source[chained] = last_fresh[chained]
    weekday = calendar[day].astype("datetime64[D]").astype(int) % 7
    first_of_weekday = pd.Series(own).groupby([person, weekday]).transform("first").to_numpy()
    templated = (role == "weekday_template") & repeats
    source[templated] = first_of_weekday[templated]
    core = (role == "polish") & repeats & (own >= first + _CORE_DAYS)
    source[core] = (first + rng.integers(_CORE_DAYS, size=len(person)))[core]
    other = at[people["colleague"].to_numpy()[person], day]
    taken = (role == "copy_colleague") & repeats & (other >= 0)
    source[taken] = other[taken]
    return source


def month_ends(calendar: np.ndarray) -> np.ndarray:
    """Position in a calendar of the last day of the month of each of its days."""
    months = calendar.astype("datetime64[M]")
    return np.searchsorted(months, months, side="right") - 1


def whole_months(start: date, months: int) -> Period:
    """Period of so many whole months from the month of a day."""
    last = np.datetime64(start, "M") + np.timedelta64(months, "M")
    return Period(start.replace(day=1), (last.astype("datetime64[D]") - np.timedelta64(1, "D")).astype(object))
