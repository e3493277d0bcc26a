"""Did the socialisation work? Before and after, beside units that had none yet, each unit counted once."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import t

from ekin.errors import NotEnoughError
from ekin.words.statistics import LACKS

MIN_UNITS: Final = 5
"""Units in each arm below which nothing is said."""

_MIN_PERIODS = 3  # on each side of a placebo date, and of the start in an interrupted series
_PLACEBOS = 4  # dates at most


def effect_of(panel: pd.DataFrame, start: object) -> pd.DataFrame:
    """Estimate the effect by difference-in-differences and as an interrupted series, with placebo dates and a verdict.

    Every unit gives one figure (its change, or its step in the series) and arms are compared by Welch's t, so the intervals hold
    with few units, with units of unequal spread, and whatever correlation people and periods of a unit have.

    Source: M. Bertrand, E. Duflo and S. Mullainathan, Quarterly Journal of Economics 119 (2004), 249-275 (collapse to two
    periods); A. K. Wagner and others, Journal of Clinical Pharmacy and Therapeutics 27 (2002), 299-309 (segments).

    Parameters
    ----------
    panel
        unit, period (sortable: dates or numbers), outcome, treated (bool: this row's people were to have the socialisation, also
        before it), and person where rows are people. Units may be in one arm, or have people in both.
    start
        First period after the socialisation.

    Returns
    -------
    DataFrame
        method ("did", "series": step at the start, "placebo"), date, estimate, low, high in units of the outcome, estimate_sd,
        low_sd, high_sd in standard deviations of the rows before the start, n (units), treated, control (units in each arm),
        verdict: "effect", "not_enough" (the interval holds zero), "placebo_fails" (the arms moved apart before the start).

    Raises
    ------
    NotEnoughError
        With fewer than five units in an arm (or five that have both), or no period before or after the start.
    """
    before = panel[panel["period"] < start]
    if before.empty or len(before) == len(panel):
        raise NotEnoughError(LACKS["periods"])
    rows = [("did", start, *_contrast(_changes(panel, start)))]
    if _sides(panel, start) >= _MIN_PERIODS:
        rows.append(("series", start, *_contrast(_steps(panel, start))))
    dates = [date for date in np.unique(before["period"])[1:] if _sides(before, date) >= _MIN_PERIODS]
    chosen = [dates[at] for at in np.unique(np.linspace(0, len(dates) - 1, _PLACEBOS).round().astype("int64"))] if dates else []
    rows += [("placebo", date, *_contrast(_changes(before, date), level=0.05 / len(chosen))) for date in chosen]
    frame = pd.DataFrame(rows, columns=["method", "date", "estimate", "low", "high", "n", "treated", "control"])
    scale = before["outcome"].std()
    for name in ("estimate", "low", "high"):
        frame[f"{name}_sd"] = frame[name] / scale
    return frame.assign(verdict=_verdicts(frame))


def _verdicts(frame: pd.DataFrame) -> np.ndarray:
    apart = (frame["low"] > 0) | (frame["high"] < 0)
    fails = (apart & frame["method"].eq("placebo")).any()
    found = np.where(frame["method"].ne("placebo") & fails, "placebo_fails", "effect")
    return np.where(apart, found, "not_enough")


def _sides(panel: pd.DataFrame, date: object) -> int:
    periods = np.unique(panel["period"])
    return int(min((periods < date).sum(), (periods >= date).sum()))


def _changes(panel: pd.DataFrame, date: object) -> pd.Series:
    """Mean after less mean before, by unit and arm; a person first when people are told apart and seen on both sides."""
    keys = ["unit", "treated", *(["person"] if "person" in panel else [])]
    means = panel.assign(after=panel["period"] >= date).groupby([*keys, "after"])["outcome"].mean().unstack("after").dropna()
    if means.shape[1] < 2:
        raise NotEnoughError(LACKS["periods"])
    return (means[True] - means[False]).groupby(["unit", "treated"]).mean()


def _steps(panel: pd.DataFrame, date: object) -> pd.Series:
    """Step of each unit's and arm's own segmented line at the date: level and slope before, change of both after."""
    means = panel.groupby(["unit", "treated", "period"])["outcome"].mean().unstack("period").sort_index(axis=1).dropna()
    after = (means.columns >= date).astype("float64")
    clock = np.arange(len(after)) - np.flatnonzero(after)[0]
    design = np.column_stack([np.ones(len(after)), clock, after, clock * after])
    return pd.Series(np.linalg.lstsq(design, means.to_numpy().T, rcond=None)[0][2], means.index)


def _contrast(figures: pd.Series, *, level: float = 0.05) -> tuple[float, float, float, int, int, int]:
    """Treated less control: between units (Welch), or within them when units have both."""
    arms = figures.unstack("treated").reindex(columns=[False, True])
    both = arms.dropna()
    if len(both) >= MIN_UNITS:
        gaps = (both[True] - both[False]).to_numpy()
        n, middle, error, df = len(gaps), gaps.mean(), gaps.std(ddof=1) / np.sqrt(len(gaps)), len(gaps) - 1
        sizes = n, n, n
    else:
        control, treated = (arms.loc[arms.notna().sum(axis=1).eq(1), arm].dropna().to_numpy() for arm in (False, True))
        sizes = len(control) + len(treated), len(treated), len(control)
        if min(sizes[1:]) < MIN_UNITS:
            raise NotEnoughError(LACKS["units"].format(units=MIN_UNITS))
        parts = [arm.var(ddof=1) / len(arm) for arm in (treated, control)]
        middle, error = treated.mean() - control.mean(), np.sqrt(sum(parts))
        df = sum(parts) ** 2 / sum(part**2 / (size - 1) for part, size in zip(parts, sizes[1:], strict=True))
    half = t.ppf(1 - level / 2, df) * error
    return float(middle), float(middle - half), float(middle + half), *sizes
