"""Figures of discipline, consistency, productivity, task fit and the five principles, each with its n and interval (DESIGN, Measures)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.drilldown import entries_behind, outputs, rows_of, uncovered_rhk
from ekin.evaluation.figures import FIGURES, Cells, figures
from ekin.evaluation.grid import day_grid
from ekin.evaluation.measures import MEASURES, Measure, observe
from ekin.evaluation.records import Records, group_keys, make_view
from ekin.settings import Settings
from ekin.vocabulary import Grain, Level

__all__ = ["MEASURES", "Measure", "Records", "day_grid", "entries_behind", "measure", "outputs", "rows_of", "uncovered_rhk"]

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
    level
        Who the figures are about.
    grain
        Length of the parts; None gives one figure for the whole period.
    as_of
        Last day on which an entry can be expected. When None: the last day that the data speak of (of an activity, a send or
        a decision).
    measures
        Those to compute; all by default.

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
    view = make_view(records, period, grain=grain, settings=settings, as_of=as_of)
    groups = group_keys(view.employees, level)
    names = groups.drop_duplicates("key").sort_values("key", ignore_index=True)
    cells = Cells(pd.Index(names["key"]).get_indexer(groups["key"]), len(names), len(view.parts), level is Level.PERSON)
    base = _cells_frame(names, view.parts).assign(level=level.value)
    found = [base.assign(measure=item.name, **figures(item, observe(item, view), cells, settings)) for item in measures]
    return pd.concat(found, ignore_index=True).sort_values(["key", "period"], kind="stable", ignore_index=True)[list(COLUMNS)]


def _cells_frame(names: pd.DataFrame, parts: Sequence[Period]) -> pd.DataFrame:
    """Key, name, period and period_key of every cell, in the order of `Cells`."""
    base = names.loc[names.index.repeat(len(parts))].reset_index(drop=True)
    base["period"] = pd.Series([part.start for part in parts] * len(names), dtype="datetime64[us]")
    base["period_key"] = pd.Series([part.key for part in parts] * len(names), dtype="str")
    return base
