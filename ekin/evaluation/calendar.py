"""The days of people: on which an entry is expected, and what became of each (DOMAIN 5)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.domain.workdays import holidays_of, workdays
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
    weeks = [
        pd.DataFrame(
            {"work_week": week, "day": pd.to_datetime(workdays(period, int(week), extra_holidays=settings.extra_holidays))}
        )
        for week in employees["work_week"].unique()
    ] or [pd.DataFrame({"work_week": pd.Series(dtype="int64"), "day": pd.Series(dtype="datetime64[us]")})]
    people = pd.DataFrame({"person": employees.index, "work_week": employees["work_week"]})
    days = people.merge(pd.concat(weeks).astype({"day": "datetime64[us]"}), on="work_week")
    away = leave_days(employees, leave, period)
    return _without(days, away)[["person", "day", "work_week"]].sort_values(["person", "day"], ignore_index=True)


def leave_days(employees: pd.DataFrame, leave: pd.DataFrame, period: Period) -> pd.DataFrame:
    """List every calendar day of leave within a period, once: person, day."""
    first, last = (np.datetime64(day, "D") for day in (period.start, period.end))
    start = np.maximum(pd.to_datetime(leave["start"]).to_numpy(dtype="datetime64[D]"), first)
    end = np.minimum(pd.to_datetime(leave["end"]).to_numpy(dtype="datetime64[D]"), last)
    length = np.clip((end - start).astype("int64") + 1, 0, None)
    person = pd.Index(employees["nip"]).get_indexer(leave["nip"])
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    days = pd.DataFrame({"person": np.repeat(person, length), "day": np.repeat(start, length) + offset.astype("timedelta64[D]")})
    return days[days["person"].ge(0)].astype({"day": "datetime64[us]"}).drop_duplicates(ignore_index=True)


def all_days(employees: pd.DataFrame, leave: pd.DataFrame, period: Period, settings: Settings) -> pd.DataFrame:
    """Name every day of a period for each person: person, day, kind ("work", "leave", "off" or "holiday").

    A holiday in the weekend is a holiday; leave on a holiday or in the weekend is not leave.
    """
    days = pd.DataFrame({"day": pd.date_range(period.start, period.end, unit="us")})
    grid = pd.DataFrame({"person": employees.index, "work_week": employees["work_week"]}).merge(days, how="cross")
    free = set(settings.extra_holidays).union(*(holidays_of(year) for year in range(period.start.year, period.end.year + 1)))
    grid["kind"] = np.where(grid["day"].dt.day_of_week.lt(grid["work_week"]), "work", "off")
    away = leave_days(employees, leave, period).assign(kind="leave")
    on_leave = grid[["person", "day"]].merge(away, how="left")["kind"].notna().to_numpy()
    grid.loc[on_leave & grid["kind"].eq("work"), "kind"] = "leave"
    grid.loc[grid["day"].isin(pd.to_datetime(sorted(free))), "kind"] = "holiday"
    return grid.drop(columns="work_week")


def _without(days: pd.DataFrame, away: pd.DataFrame) -> pd.DataFrame:
    found = days.merge(away, on=["person", "day"], how="left", indicator="where")
    return found[found["where"].eq("left_only")]
