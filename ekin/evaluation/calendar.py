"""The days of people: on which an entry is expected, and what became of each (DOMAIN 5)."""

from __future__ import annotations

import pandas as pd

from ekin.domain.period import Period
from ekin.domain.workdays import workdays
from ekin.settings import Settings


def expected_days(employees: pd.DataFrame, leave: pd.DataFrame, period: Period, settings: Settings) -> pd.DataFrame:
    """List the days of a period on which each person is expected to write an entry.

    Parameters
    ----------
    employees
        Index 0..n-1, columns nip and work_week.
    leave
        Columns nip, start, end; both days included.

    Returns
    -------
    DataFrame
        person (position in employees), day, work_week.

    Raises
    ------
    NoCalendarError
        If the national list of holidays does not cover a year of the period.
    """
    days = pd.DataFrame(
        [(week, day) for week in set(employees["work_week"]) for day in workdays(period, week, extra_holidays=settings.extra_holidays)],
        columns=["work_week", "day"],
    ).astype({"work_week": "int64", "day": "datetime64[us]"})  # fmt: skip
    people = pd.DataFrame({"person": employees.index, "work_week": employees["work_week"].astype("int64")})
    expected = people.merge(days, on="work_week").merge(leave_days(employees, leave, period).assign(away=True), how="left")
    return expected.loc[expected["away"].isna(), ["person", "day", "work_week"]].sort_values(["person", "day"], ignore_index=True)


def leave_days(employees: pd.DataFrame, leave: pd.DataFrame, period: Period) -> pd.DataFrame:
    """List every calendar day of leave within a period, once: person, day."""
    first, last = pd.Timestamp(period.start), pd.Timestamp(period.end)
    spans = zip(leave["start"].clip(lower=first), leave["end"].clip(upper=last), strict=True)
    days = pd.DataFrame({"nip": leave["nip"], "day": [list(pd.date_range(start, end)) for start, end in spans]})
    days = days.explode("day").merge(pd.DataFrame({"nip": employees["nip"], "person": employees.index}), on="nip")
    return days[["person", "day"]].dropna().astype({"day": "datetime64[us]"}).drop_duplicates(ignore_index=True)
