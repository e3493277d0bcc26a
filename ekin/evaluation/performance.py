"""Figures of discipline, consistency, productivity, task fit and the five principles, each with its n and interval (DESIGN, Measures)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.drilldown import entries_behind, outputs, uncovered_rhk
from ekin.evaluation.grid import day_grid
from ekin.evaluation.measures import MEASURES, Measure, observe
from ekin.evaluation.records import Records, group_keys, make_view
from ekin.settings import Settings
from ekin.statistics.intervals import bootstrap_median, bootstrap_ratio, design_effect, wilson
from ekin.vocabulary import Grain, Level

__all__ = ["MEASURES", "Measure", "Records", "day_grid", "entries_behind", "measure", "outputs", "uncovered_rhk"]

FIGURES = ("value", "low", "high", "k", "n", "enough")
COLUMNS = ("level", "key", "name", "period", "period_key", "measure", *FIGURES)


def measure(
    records: Records,
    period: Period,
    *,
    level: Level,
    grain: Grain | None = None,
    settings: Settings,
    as_of: date | None = None,
    measures: Sequence[Measure] = MEASURES,
) -> pd.DataFrame:
    """Compute measures for every group of a level and every part of a period.

    Drafts count nowhere; leave and days after `as_of` are not expected. People of a group are pooled; the interval of a share
    allows for their differences (`intervals.design_effect`), that of a median or of minutes resamples people. A figure of one
    person takes days or entries as independent.

    Parameters
    ----------
    grain
        Length of the parts; None gives one figure for the whole period.
    as_of
        Last day on which an entry can be expected. When None: the last day that the data speak of (of an activity, a send or
        a decision), or the end of the period when they say nothing.

    Returns
    -------
    DataFrame
        One row for each key, part and measure: level, key, name, period (first day), period_key, measure, value, low, high
        (95 %), k, n, enough (n is at least `settings.min_n`; for minutes, days are). Without observations n is 0 and value NaN. k is
        NaN for medians. longest_gap has the working days of a person as n and no interval; for a group it is the median over its n people.

    Raises
    ------
    NoCalendarError
        If the national list of holidays does not cover a year of the period.
    """
    view = make_view(records, period, settings, grain=grain, as_of=as_of)
    groups = group_keys(view.employees, level)
    names = groups.drop_duplicates("key").sort_values("key", ignore_index=True)
    parts = pd.DataFrame({"period": [part.start for part in view.parts], "period_key": [part.key for part in view.parts]})
    cells = names.merge(parts, how="cross").astype({"period": "datetime64[us]"}).assign(level=level.value)
    first_cell = pd.Index(names["key"]).get_indexer(groups["key"]) * len(parts)
    found = []
    for item in measures:
        rows = observe(item, view)
        rows = rows.assign(cell=first_cell[rows["person"].to_numpy(dtype="int64")] + rows["part"])
        figures = _figures(item, rows, settings, alone=level is Level.PERSON).reindex(cells.index)
        figures = figures.fillna({"n": 0.0} if item.kind != "share" else {"k": 0.0, "n": 0.0})
        size = rows["n"].gt(0).groupby(rows["cell"]).sum().reindex(cells.index, fill_value=0) if not item.wilson else figures["n"]
        found.append(cells.assign(measure=item.name, **figures, enough=size.ge(settings.min_n)))
    return pd.concat(found, ignore_index=True).sort_values(["key", "period"], kind="stable", ignore_index=True)[list(COLUMNS)]


def _figures(item: Measure, rows: pd.DataFrame, settings: Settings, *, alone: bool) -> pd.DataFrame:
    """Value, low, high, k and n of the cells that have observations; `alone` where each person is a group."""
    if item.kind == "median":
        return _medians(rows, settings)
    own = rows.groupby(["cell", "person"])[["k", "n"]].sum().astype("float64").reset_index()
    if item.kind == "count" and not alone:
        return _medians(own, settings)
    total = own.groupby("cell")[["k", "n"]].sum()
    if item.kind == "count":
        return total.assign(value=total["k"], low=np.nan, high=np.nan)
    if item.wilson:
        group = total.index.get_indexer(own["cell"])
        effect = design_effect(own["k"].to_numpy(), own["n"].to_numpy(), group, len(total))
        low, high = wilson(total["k"].to_numpy(), total["n"].to_numpy(), effect)
        total = total.assign(low=low, high=high)
    else:
        total = total.join(_bootstrapped(bootstrap_ratio, rows, ("k", "n", "person"), settings))
    return total.assign(value=(total["k"] / total["n"]).where(total["n"].gt(0)))


def _medians(rows: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    figures = rows.groupby("cell")["k"].agg(value="median", n="size").astype("float64").assign(k=np.nan)
    return figures.join(_bootstrapped(bootstrap_median, rows, ("k", "person"), settings))


def _bootstrapped(
    interval: Callable[..., tuple[float, float]], rows: pd.DataFrame, columns: Sequence[str], settings: Settings
) -> pd.DataFrame:
    """Low and high of each cell, from the columns that `interval` takes."""
    given = [rows[name].to_numpy(dtype="float64") for name in columns]
    bounds = {
        cell: interval(*(values[at] for values in given), n_boot=settings.n_boot, seed=settings.seed)
        for cell, at in rows.groupby("cell").indices.items()
    }
    return pd.DataFrame.from_dict(bounds, orient="index", columns=["low", "high"], dtype="float64")
