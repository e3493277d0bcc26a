"""Periods compared: the same measures side by side, and how much of a difference is more than chance.

A difference is that of the same people in both periods. Shares: Taylor linearisation of the difference of two ratios with people as
clusters, t with people - 1 degrees of freedom (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, chapter 6; the pairing enters
because each person's two residuals are subtracted before they are squared). Medians: percentile bootstrap of people, both periods drawn together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.special import stdtrit  # scipy.stats has the same, and takes seconds to import

from ekin.domain.period import Period
from ekin.errors import ComparisonError
from ekin.evaluation.effect import MIN_PEOPLE
from ekin.evaluation.measures import MEASURES, Measure, observe
from ekin.evaluation.performance import measure
from ekin.evaluation.records import OUTSIDE, Records, View, group_keys, make_view
from ekin.settings import Settings
from ekin.statistics.intervals import bootstrap_median_change
from ekin.vocabulary import Change, Level

CHANGE: Final = ("difference", "difference_low", "difference_high", "people", "change")


def compare(samples: Sequence[tuple[Records, Period]], *, level: Level, settings: Settings) -> pd.DataFrame:
    """Compare every later period with the first.

    Parameters
    ----------
    samples
        Records and period of each, oldest first; the figures of a period are those its own report gives.
    level
        Groups whose people are compared; one person alone is too few.

    Returns
    -------
    DataFrame
        Columns of `performance.measure`, one row for each group, measure and period, and the change since the first period:
        difference, difference_low, difference_high (95 %, in the unit of the measure; NaN where it cannot be said), people (who have
        observations in both), and change: `Change`, "" in the first period.

    Raises
    ------
    ComparisonError
        If there are fewer than two periods, or two overlap or are out of order.
    """
    _require_apart([period for _records, period in samples])
    views = [make_view(records, period, settings) for records, period in samples]
    frames = [measure(records, period, level=level, settings=settings) for records, period in samples]
    found = [frames[0].assign(**dict.fromkeys(CHANGE[:3], np.nan), people=0, change="")]
    for view, frame in zip(views[1:], frames[1:], strict=True):
        changes = pd.concat([_changes(item, views[0], view, level, settings) for item in MEASURES])
        joined = frame.merge(changes, on=["key", "measure"], how="left")
        found.append(joined.fillna({"people": 0, "change": Change.FEW.value}).astype({"people": "int64"}))
    order = {item.name: place for place, item in enumerate(MEASURES)}
    by = ["key", "measure", "period"]
    ordered = pd.concat(found).sort_values(
        by, key=lambda part: part.map(order) if part.name == "measure" else part, kind="stable"
    )
    return ordered.reset_index(drop=True)


def paired_share(k: np.ndarray, n: np.ndarray, group: np.ndarray, n_groups: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Difference of two shares of the same people, second less first, with its 95 % interval.

    Parameters
    ----------
    k, n
        Numerators and denominators of each person, shape (n_people, 2); every n is above 0.
    group
        Group of each person, 0..n_groups-1.

    Returns
    -------
    tuple of ndarray
        Difference, low and high, shape (n_groups,). Low and high are NaN with fewer than two people, or where no person differs
        from the others.
    """
    total_k, total_n = (
        np.column_stack([np.bincount(group, part[:, at], n_groups) for at in (0, 1)]).astype(float) for part in (k, n)
    )
    share = np.divide(total_k, total_n, out=np.full_like(total_n, np.nan), where=total_n > 0)
    residual = (k - share[group] * n) / total_n[group]
    people = np.bincount(group, minlength=n_groups)
    spread = np.bincount(group, (residual[:, 1] - residual[:, 0]) ** 2, n_groups)
    scale = np.divide(people, people - 1, out=np.full(n_groups, np.nan), where=people > 1)
    half = np.where(spread > 1e-18, stdtrit(np.maximum(people - 1, 1), 0.975) * np.sqrt(scale * spread), np.nan)
    difference = share[:, 1] - share[:, 0]
    return difference, difference - half, difference + half


def _changes(item: Measure, first: View, second: View, level: Level, settings: Settings) -> pd.DataFrame:
    """Change of one measure in every group: key, measure and the columns of `CHANGE`."""
    rows = [_rows(item, view) for view in (first, second)]
    both = sorted(set(rows[0]["nip"]) & set(rows[1]["nip"]))
    people = second.employees[["nip"]].assign(key=group_keys(second.employees, level)["key"]).set_index("nip")
    keys = people["key"].reindex(both)
    groups, names = pd.factorize(keys)
    if item.kind == "share":
        sums = [part.groupby("nip")[["k", "n"]].sum().reindex(both) for part in rows]
        k, n = (np.column_stack([part[name] for part in sums]).astype("float64") for name in ("k", "n"))
        figures = paired_share(k, n, groups, len(names))
    else:
        figures = _medians(item, rows, keys, names, settings)
    found = pd.DataFrame(dict(zip(CHANGE, figures, strict=False))).assign(
        key=list(names), measure=item.name, people=np.bincount(groups, minlength=len(names))
    )
    return found.assign(change=[_change(row) for row in found.itertuples()])


def _rows(item: Measure, view: View) -> pd.DataFrame:
    rows = observe(item, view)
    rows = rows[rows["part"].ne(OUTSIDE) & rows["n"].gt(0)]
    nip = view.employees["nip"].to_numpy()[rows["person"].to_numpy(dtype="int64")]
    if item.kind != "count":
        return pd.DataFrame({"nip": nip, "k": rows["k"].to_numpy("float64"), "n": rows["n"].to_numpy("float64")})
    return pd.DataFrame({"nip": nip, "k": rows["k"].to_numpy("float64")}).groupby("nip", as_index=False)["k"].sum().assign(n=1.0)


def _medians(
    item: Measure, rows: Sequence[pd.DataFrame], keys: pd.Series, names: pd.Index, settings: Settings
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Difference of medians of each group, with its interval."""
    found = []
    for name in names:
        members = keys.index[keys.eq(name)]
        parts = [part[part["nip"].isin(members)] for part in rows]
        values = [part["k"].to_numpy() for part in parts]
        people = [members.get_indexer(part["nip"]) for part in parts]
        bounds = bootstrap_median_change(values, people, n_people=len(members), n_boot=settings.n_boot, seed=settings.seed)
        found.append((float(np.median(values[1]) - np.median(values[0])), *bounds))
    return tuple(np.array(found, dtype="float64").reshape(-1, 3).T)


def _change(row: object) -> str:
    """Say what a difference shows; where all people changed alike, six of one direction are more than chance (sign test, p 0.03)."""
    if row.people < MIN_PEOPLE:
        return Change.FEW.value
    low, high = (row.difference if np.isnan(bound) else bound for bound in (row.difference_low, row.difference_high))
    return (Change.UP if low > 0 else Change.DOWN if high < 0 else Change.UNCLEAR).value


def _require_apart(periods: Sequence[Period]) -> None:
    apart = all(before.end < after.start for before, after in zip(periods, periods[1:], strict=False))
    if len(periods) < 2 or not apart:
        raise ComparisonError([period.key for period in periods])
