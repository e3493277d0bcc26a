"""The calendar heat map: what became of each day of each person."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.domain.workdays import holidays_of
from ekin.evaluation.calendar import leave_days
from ekin.evaluation.records import Records, make_view
from ekin.settings import Settings
from ekin.vocabulary import Status


def day_grid(records: Records, period: Period, settings: Settings, *, as_of: date | None = None) -> pd.DataFrame:
    """Say for every person and day what was found.

    Working days are filled (at least one entry was sent), draft (written, not sent) or empty. Other days are holiday (also in the
    weekend), leave or off (weekend), or extra when an entry was sent all the same. Working days after `as_of` without an entry
    are left out: nothing is expected of them yet. Parameters and errors as in `performance.measure`.

    Returns
    -------
    DataFrame
        nip, day, state, n_entries (sent entries of that day).
    """
    view = make_view(records, period, settings, as_of=as_of)
    people = view.employees.assign(person=view.employees.index)[["person", "nip", "work_week"]]
    grid = people.merge(pd.DataFrame({"day": pd.date_range(period.start, period.end, unit="us")}), how="cross")
    drafts = records.entries[records.entries["status"].eq(Status.DRAFT)].astype({"day": "datetime64[us]"})
    grid = _count(grid, view.sent[view.sent["part"].eq(0)], "n_entries", "person")
    grid = _count(grid, drafts, "n_drafts", "nip")
    grid = _count(grid, leave_days(view.employees, records.leave, period), "n_leave", "person")
    free = set(settings.extra_holidays).union(*(holidays_of(year) for year in range(period.start.year, period.end.year + 1)))
    holiday, week = grid["day"].isin(pd.to_datetime(sorted(free))), grid["day"].dt.day_of_week.lt(grid["work_week"])
    work, sent = week & ~holiday & grid["n_leave"].eq(0), grid["n_entries"].gt(0)
    states = {
        "filled": work & sent,
        "extra": sent,
        "draft": work & grid["n_drafts"].gt(0),
        "empty": work,
        "holiday": holiday,
        "leave": week,
    }
    grid["state"] = np.select(list(states.values()), list(states), default="off")
    grid = grid[grid["state"].ne("empty") | grid["day"].le(pd.Timestamp(view.last))]
    return grid[["nip", "day", "state", "n_entries"]].astype({"state": "str"}).reset_index(drop=True)


def _count(grid: pd.DataFrame, rows: pd.DataFrame, name: str, who: str) -> pd.DataFrame:
    """Add how many of the rows each person and day have."""
    counts = rows.groupby([who, "day"]).size().rename(name)
    return grid.join(counts, on=[who, "day"]).fillna({name: 0}).astype({name: "int64"})
