"""The calendar heat map: what became of each day of each person."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.calendar import all_days
from ekin.evaluation.records import Records, make_view
from ekin.settings import Settings
from ekin.vocabulary import Status

DayState = Literal["filled", "draft", "empty", "off", "holiday", "leave", "extra"]


def day_grid(records: Records, period: Period, settings: Settings, *, as_of: date | None = None) -> pd.DataFrame:
    """Say for every person and day what was found.

    Working days are filled (at least one entry was sent), draft (written, not sent) or empty. Other days are off (weekend),
    holiday or leave, or extra when an entry was sent all the same. Working days after `as_of` without an entry are left out: nothing
    is expected of them yet.

    Parameters
    ----------
    as_of
        As in `performance.measure`.

    Returns
    -------
    DataFrame
        nip, day, state (`DayState`), n_entries (sent entries of that day).

    Raises
    ------
    NoCalendarError
        If the national list of holidays does not cover a year of the period.
    """
    view = make_view(records, period, grain=None, settings=settings, as_of=as_of)
    grid = all_days(view.employees, records.leave, period, settings)
    grid = _count(grid, view.sent[view.sent["part"].eq(0)], "n_entries")
    grid = _count(grid, _drafts(records, view.employees), "n_drafts")
    work, sent = grid["kind"].eq("work"), grid["n_entries"].gt(0)
    states = [work & sent, sent, work & grid["n_drafts"].gt(0), work]
    grid["state"] = np.select(states, ["filled", "extra", "draft", "empty"], default=grid["kind"].to_numpy(dtype="object"))
    grid = grid[grid["state"].ne("empty") | grid["day"].le(pd.Timestamp(view.last))]
    nip = view.employees["nip"].to_numpy()[grid["person"]]
    return grid.assign(nip=nip, state=grid["state"].astype("str")).reset_index(drop=True)[["nip", "day", "state", "n_entries"]]


def _count(grid: pd.DataFrame, entries: pd.DataFrame, name: str) -> pd.DataFrame:
    counts = entries.groupby(["person", "day"]).size().rename(name).reset_index()
    found = grid.merge(counts, on=["person", "day"], how="left")
    return found.assign(**{name: found[name].fillna(0).astype("int64")})


def _drafts(records: Records, employees: pd.DataFrame) -> pd.DataFrame:
    drafts = records.entries[records.entries["status"].eq(Status.DRAFT)]
    person = pd.Index(employees["nip"]).get_indexer(drafts["nip"])
    return pd.DataFrame({"person": person, "day": pd.to_datetime(drafts["day"]).astype("datetime64[us]")})
