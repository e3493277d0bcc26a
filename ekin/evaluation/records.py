"""What a figure is made from: the frames of the store, and a view of them cut into periods."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.errors import NoDataError
from ekin.evaluation.calendar import expected_days
from ekin.settings import Settings
from ekin.vocabulary import SENT, TIME_ZONES, Grain, Level

OUTSIDE = -1
"""Part of a row whose day lies outside the period, or after the day up to which entries are expected."""


@dataclass(frozen=True)
class Records:
    """Frames as `storage.store` gives them.

    Attributes
    ----------
    employees, leave, reviews, plans
        One row per employee, span of leave, decision of a superior, and action plan under its RHK.
    entries
        Daily entries; columns of their assessment (flag, label, aligned, ...) may be missing when nobody judged them.
    uncounted_positions
        Positions whose work has no quantity and unit; left out of the share with quantity. Not a rule of BKN.
    """

    employees: pd.DataFrame
    entries: pd.DataFrame
    leave: pd.DataFrame
    reviews: pd.DataFrame
    plans: pd.DataFrame
    uncounted_positions: Collection[str] = ()

    def within(self, level: Level, key: str) -> Records:
        """Keep the people of one group and what is theirs.

        Raises
        ------
        NoDataError
            If nobody belongs to it.
        """
        groups = group_keys(self.employees, level)["key"]
        employees = self.employees[groups.eq(key)]
        if employees.empty:
            raise NoDataError(key, sorted(groups.unique())[:12])
        entries, leave, plans = (frame[frame["nip"].isin(employees["nip"])] for frame in (self.entries, self.leave, self.plans))
        reviews = self.reviews[self.reviews["entry_id"].isin(entries["id"])]
        return replace(self, employees=employees, entries=entries, leave=leave, reviews=reviews, plans=plans)


@dataclass(frozen=True)
class View:
    """Records with people and periods as positions, ready to be counted.

    Attributes
    ----------
    employees
        Index 0..n-1: the `person` of the other frames.
    parts
        The periods that figures are given for, in order: the `part` of the other frames.
    last
        Last day on which an entry is expected.
    sent
        Every entry that its writer has sent, whatever its day: columns of entries, `person`, `part` (`OUTSIDE` when its day is
        not asked for) and `sent_day` (local day on which it was sent, NaT when unknown).
    days
        Expected working days: person, day, work_week, part, filled (bool).
    """

    records: Records
    settings: Settings
    employees: pd.DataFrame
    parts: tuple[Period, ...]
    last: date
    sent: pd.DataFrame
    days: pd.DataFrame


def make_view(
    records: Records, period: Period, settings: Settings, *, grain: Grain | None = None, as_of: date | None = None
) -> View:
    """Cut records into the parts of a period; parameters and errors as in `performance.measure`."""
    parts = tuple(period.split(grain)) if grain else (period,)
    employees = records.employees.reset_index(drop=True)
    sent = _sent_entries(records.entries, employees, settings)
    last = min(as_of or _last_day(sent, records.reviews, settings), period.end)
    sent["part"] = _part(sent["day"], parts, last)
    days = expected_days(employees, records.leave, Period(period.start, max(period.start, last)), settings)
    days = days.assign(part=_part(days["day"], parts, last)).query("part != @OUTSIDE")
    filled = sent.loc[sent["part"].ne(OUTSIDE), ["person", "day"]].drop_duplicates().assign(filled=True)
    days = days.merge(filled, on=["person", "day"], how="left")
    return View(records, settings, employees, parts, last, sent, days.assign(filled=days["filled"].eq(True)))


def local_day(given: pd.Series, zone: object, settings: Settings) -> pd.Series:
    """Local day of moments in UTC; NaT stays NaT.

    Parameters
    ----------
    zone
        WIB, WITA or WIT: one, or one for each moment. An unknown one is taken as the zone of the settings.
    """
    at = moments(given)
    names = pd.Series(zone, index=at.index).where(lambda name: name.isin(list(TIME_ZONES)), settings.time_zone)
    days = pd.Series(pd.NaT, index=at.index, dtype="datetime64[us]")
    for name in names.unique():
        chosen = names.eq(name)
        days[chosen] = at[chosen].dt.tz_convert(TIME_ZONES[name]).dt.tz_localize(None).dt.normalize()
    return days


def moments(values: pd.Series) -> pd.Series:
    """Moments in UTC, whatever kind of column holds them; NaT where there is none."""
    return pd.to_datetime(values, utc=True).astype("datetime64[us, UTC]")


def group_keys(employees: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Key and name of the group each person belongs to at a level; index as in employees."""
    key = employees["nip" if level is Level.PERSON else level.value].fillna("").astype("str")
    name = employees["name"].fillna("").astype("str") if level is Level.PERSON else key
    return pd.DataFrame({"key": key, "name": name})


def _sent_entries(entries: pd.DataFrame, employees: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    person = pd.Index(employees["nip"]).get_indexer(entries["nip"])
    sent = entries.assign(person=person)[entries["status"].isin(SENT).to_numpy(dtype=bool) & (person >= 0)].reset_index(drop=True)
    sent["day"], sent["submitted_at"] = pd.to_datetime(sent["day"]).astype("datetime64[us]"), moments(sent["submitted_at"])
    return sent.assign(sent_day=local_day(sent["submitted_at"], employees["time_zone"].to_numpy()[sent["person"]], settings))


def _last_day(sent: pd.DataFrame, reviews: pd.DataFrame, settings: Settings) -> date:
    decided = local_day(reviews["decided_at"], settings.time_zone, settings)
    newest = pd.concat([sent["day"], sent["sent_day"], decided]).max()
    return date.max if pd.isna(newest) else newest.date()


def _part(day: pd.Series, parts: tuple[Period, ...], last: date) -> np.ndarray:
    values = day.to_numpy(dtype="datetime64[D]")
    place = np.searchsorted(np.array([part.start for part in parts], dtype="datetime64[D]"), values, side="right") - 1
    return np.where(values <= np.datetime64(last, "D"), place, OUTSIDE)
