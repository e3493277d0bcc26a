"""How far marks would repeat: ICC, Krippendorff's alpha, generalizability with its D-study, and orders that can be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import chi2, f

from ekin.errors import NotEnoughError
from ekin.statistics.agreement import alphas
from ekin.statistics.intervals import Z
from ekin.words.statistics import LACKS

SURE: Final = 0.9
"""Probability from which on an order is printed."""

_TAILS = (0.025, 0.975)
_MIN_PEOPLE = 5
_PAIRS = (  # half the squared difference of two marks estimates the sum of the components in which they differ
    (0, 1, 0, 0, 1),  # of the same person and reviewer
    (0, 0, 1, 1, 1),  # of the same person and day
    (0, 1, 1, 1, 1),  # of the same person only
    (1, 1, 0, 1, 1),  # of the same reviewer only
    (1, 1, 1, 1, 1),
)
_COMPONENTS = ("person", "day", "reviewer", "person_reviewer", "rest")


def icc(ratings: pd.DataFrame) -> pd.DataFrame:
    """Intraclass correlations of people rated by the same reviewers, with exact or Satterthwaite intervals.

    Source: P. E. Shrout and J. L. Fleiss, Intraclass correlations, Psychological Bulletin 86 (1979), 420-428.

    Parameters
    ----------
    ratings
        ratee, rater, mark; people with a mark missing are left out.

    Returns
    -------
    DataFrame
        kind ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k"; 2 is absolute agreement, 3 consistency), estimate, low, high, n (people),
        raters.

    Raises
    ------
    NotEnoughError
        With fewer than five people or two reviewers.
    """
    table = ratings.pivot_table(index="ratee", columns="rater", values="mark").dropna().to_numpy("float64")
    n, k = table.shape
    if n < _MIN_PEOPLE or k < 2:
        raise NotEnoughError(LACKS["icc"].format(people=_MIN_PEOPLE))
    mean, rows, columns = table.mean(), table.mean(axis=1), table.mean(axis=0)
    between, raters = k * np.sum((rows - mean) ** 2) / (n - 1), n * np.sum((columns - mean) ** 2) / (k - 1)
    error = np.sum((table - rows[:, None] - columns + mean) ** 2) / ((n - 1) * (k - 1))
    within = np.sum((table - rows[:, None]) ** 2) / (n * (k - 1))
    single = [
        _one_way(between / within, n - 1, n * (k - 1), k),
        _absolute(between, raters, error, n, k),
        _one_way(between / error, n - 1, (n - 1) * (k - 1), k),
    ]
    average = [[k * value / (1 + (k - 1) * value) for value in values] for values in single]
    kinds = ["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"]
    frame = pd.DataFrame(single + average, columns=["estimate", "low", "high"])
    return frame.assign(kind=kinds, n=n, raters=k)[["kind", "estimate", "low", "high", "n", "raters"]]


def _one_way(ratio: float, df: int, df_error: int, k: int) -> list[float]:
    bounds = [ratio, ratio / f.ppf(_TAILS[1], df, df_error), ratio * f.ppf(_TAILS[1], df_error, df)]
    return [(value - 1) / (value + k - 1) for value in bounds]


def _absolute(between: float, raters: float, error: float, n: int, k: int) -> list[float]:
    value = (between - error) / (between + (k - 1) * error + k * (raters - error) / n)
    ratio, rest = raters / error, n * (1 + (k - 1) * value) - k * value
    top = (k - 1) * (n - 1) * (k * value * ratio + rest) ** 2
    df = top / ((n - 1) * (k * value * ratio) ** 2 + rest**2)
    low, high, other = f.ppf(_TAILS[1], n - 1, df), f.ppf(_TAILS[1], df, n - 1), k * raters + (k * n - k - n) * error
    return [
        value,
        n * (between - low * error) / (low * other + n * between),
        n * (high * between - error) / (other + n * high * between),
    ]


def alpha(ratings: pd.DataFrame, *, n_boot: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Krippendorff's alpha of marks as an interval scale, marks may be missing; one row estimate, low, high, n (people).

    The interval resamples people. Parameters as in `icc`.

    Raises
    ------
    NotEnoughError
        With fewer than five people seen by two reviewers, or if all marks are the same.
    """
    marks, mark = np.unique(ratings["mark"].to_numpy("float64"), return_inverse=True)
    counts = pd.crosstab(ratings["ratee"].to_numpy(), mark).to_numpy()
    counts = counts[counts.sum(axis=1) > 1]
    if (n := len(counts)) < _MIN_PEOPLE:
        raise NotEnoughError(LACKS["icc"].format(people=_MIN_PEOPLE))
    draws = np.vstack([np.ones(n), np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), n_boot)])
    if len(marks) < 2:
        raise NotEnoughError(LACKS["marks"])
    values = alphas(counts, draws, marks)
    low, high = np.nanquantile(values[1:], _TAILS)
    return pd.DataFrame({"estimate": [values[0]], "low": low, "high": high, "n": n})


def components(ratings: pd.DataFrame, *, n_boot: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Variance components of marks of people (p) by reviewers (r) on days of each person (d:p), marks may be missing.

    Half the mean squared difference of two marks estimates the sum of the components in which they differ; in a balanced design
    that is the analysis of variance. The interval resamples people, so it says nothing about other reviewers than these.

    Source: R. L. Brennan, Generalizability theory (2001), design (d:p) x r.

    Parameters
    ----------
    ratings
        ratee, rater, mark, and day where people were rated on several; one reviewer throughout (such as ekin) is allowed.

    Returns
    -------
    DataFrame
        component, estimate, low, high, share (of the total), n (people). What the design cannot tell apart stands under "rest".

    Raises
    ------
    NotEnoughError
        With fewer than five people, or if no reviewer rated two people or nobody has two marks.
    """
    draws = _draw_components(ratings, n_boot, seed)
    low, high = np.quantile(draws[1:], _TAILS, axis=0)
    frame = pd.DataFrame({"component": _COMPONENTS, "estimate": draws[0], "low": low, "high": high})
    kept = np.maximum(frame["estimate"], 0)
    return frame.assign(share=kept / kept.sum(), n=ratings["ratee"].nunique()).dropna(ignore_index=True)


def d_study(
    ratings: pd.DataFrame, *, days: Sequence[int], raters: Sequence[int], target: float = 0.8, n_boot: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """How reliable means over so many days and reviewers would be; parameters and errors as in `components`.

    Returns
    -------
    DataFrame
        days, raters, kind ("relative" for comparing people, "absolute" for the mark itself), estimate, low, high, n (people),
        enough: whether the whole interval is at or above the target.
    """
    person, day, rater, pair, rest = np.nan_to_num(np.maximum(_draw_components(ratings, n_boot, seed), 0)).T
    rows = []
    for n_days in days:
        for n_raters in raters:
            relative = day / n_days + pair / n_raters + rest / (n_days * n_raters)
            for kind, error in (("relative", relative), ("absolute", relative + rater / n_raters)):
                whole = person + error
                values = np.divide(person, whole, out=np.zeros_like(whole), where=whole > 0)
                rows.append((n_days, n_raters, kind, values[0], *np.quantile(values[1:], _TAILS)))
    frame = pd.DataFrame(rows, columns=["days", "raters", "kind", "estimate", "low", "high"])
    return frame.assign(n=ratings["ratee"].nunique(), enough=frame["low"].ge(target))


def _draw_components(ratings: pd.DataFrame, n_boot: int, seed: int) -> np.ndarray:
    """Components of the data in row 0, of resamples below, shape (n_boot + 1, 5); NaN where the design cannot tell."""
    frame = pd.DataFrame({"p": ratings["ratee"], "r": ratings["rater"], "d": ratings.get("day", default=0), "x": ratings["mark"]})
    people = frame["p"].nunique()
    rng = np.random.default_rng(seed)
    draws = np.vstack([np.ones(people), rng.multinomial(people, np.full(people, 1 / people), n_boot)])
    sums, counts = _pair_sums(frame, draws)
    have = np.flatnonzero(counts[:, 0] > 0)
    days, raters = counts[0, 0] > 0, counts[1, 0] > 0
    told = [0, 1, 2, 3, 4] if days and raters else [0, 2, 4] if raters else [0, 4]
    system = np.array(_PAIRS)[np.ix_(have, told)]
    if people < _MIN_PEOPLE or not (days or raters) or np.linalg.matrix_rank(system) < len(told):
        raise NotEnoughError(LACKS["components"].format(people=_MIN_PEOPLE))
    with np.errstate(divide="ignore", invalid="ignore"):
        means = sums[have] / counts[have]
    found = np.full((len(draws), len(_COMPONENTS)), np.nan)
    found[:, told] = np.linalg.lstsq(system, np.nan_to_num(means), rcond=None)[0].T
    return found


def _pair_sums(frame: pd.DataFrame, draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sum of half squared differences and number of ordered pairs of each kind in `_PAIRS`, shape (5, n_draws).

    A person drawn twice is never paired with itself, so that the resamples keep what is between people.
    """
    mark = frame["x"].to_numpy("float64")
    codes = {key: np.unique(frame[key], return_inverse=True)[1] for key in "prd"}
    people, raters = codes["p"].max() + 1, codes["r"].max() + 1

    def within(key: np.ndarray) -> np.ndarray:
        """Pairs within a group of marks of one person: sums and counts, shape (2, n_people)."""
        names, code = np.unique(codes["p"] * (key.max() + 1) + key, return_inverse=True)
        n, s, q = (np.bincount(code, weight) for weight in (np.ones_like(mark), mark, mark**2))
        return np.array([np.bincount(names // (key.max() + 1), part, people) for part in (n * q - s**2, n**2 - n)])

    def between(key: np.ndarray, size: int) -> np.ndarray:
        """Pairs of marks of different people within a group, shape (2, n_draws)."""
        n, s, q = (np.bincount(codes["p"] * size + key, w, people * size).reshape(people, size) for w in (mark**0, mark, mark**2))
        all_n, all_s, all_q = draws @ n, draws @ s, draws @ q
        own = np.array([(n * q - s**2).sum(axis=1), (n**2).sum(axis=1)]) @ (draws**2).T
        return np.array([(all_n * all_q - all_s**2).sum(axis=1), (all_n**2).sum(axis=1)]) - own

    same_day, same_rater, same_person = (within(key) for key in (codes["d"], codes["r"], np.zeros_like(codes["p"])))
    inside = [part @ draws.T for part in (same_rater, same_day, same_person - same_day - same_rater)]
    across, anywhere = between(codes["r"], raters), between(np.zeros_like(codes["r"]), 1)
    kinds = np.array([*inside, across, anywhere - across])
    return kinds[:, 0], np.round(kinds[:, 1])


def heterogeneity(effects: np.ndarray, variances: np.ndarray) -> tuple[float, float, float]:
    """Variance of true effects behind estimates with known variances, and its 95 % interval; all at least 0.

    Source: R. C. Paule and J. Mandel (1982) for the estimate; W. Viechtbauer, Statistics in Medicine 26 (2007), 37-52 for the
    interval (Q profile).
    """
    df = len(effects) - 1

    def excess(spread: float) -> float:
        weight = 1 / (variances + spread)
        return float(weight @ (effects - weight @ effects / weight.sum()) ** 2)

    widest = np.ptp(effects) ** 2 * len(effects) / chi2.ppf(_TAILS[0], df) + 1e-9
    targets = (df, chi2.ppf(_TAILS[1], df), chi2.ppf(_TAILS[0], df))
    return tuple(0.0 if excess(0.0) <= target else brentq(_off(excess, target), 0.0, widest) for target in targets)


def _off(excess: Callable[[float], float], target: float) -> Callable[[float], float]:
    return lambda spread: excess(spread) - target


def order(figures: pd.DataFrame, *, n_draws: int = 4000, seed: int = 0) -> pd.DataFrame:
    """Put figures into tiers, cutting only where all above are really above all below with a joint probability of 0.9.

    Estimates are first drawn together as far as their spread is chance (empirical Bayes), so that the best of many is not
    believed too far. A single tier means that there is not enough to say who is higher.

    Parameters
    ----------
    figures
        estimate, low, high (95 %, taken as normal) and whatever names them.

    Returns
    -------
    DataFrame
        The same rows, highest first, with tier (1 is highest) and probability of the whole order (NaN in a single tier).
    """
    sorted_ = figures.sort_values("estimate", ascending=False, kind="stable", ignore_index=True)
    value, variance = sorted_["estimate"].to_numpy(), np.square((sorted_["high"] - sorted_["low"]).to_numpy() / (2 * Z))
    if len(value) < 2:
        return sorted_.assign(tier=1, probability=np.nan)
    spread = heterogeneity(value, variance)[0]
    weight = 1 / (variance + spread)
    middle, kept = weight @ value / weight.sum(), spread * weight
    rng = np.random.default_rng(seed)
    common = rng.normal(0, weight.sum() ** -0.5, (n_draws, 1)) * (1 - kept)
    draws = middle + kept * (value - middle) + common + rng.normal(size=(n_draws, len(value))) * np.sqrt(kept * variance)
    above, below = np.minimum.accumulate(draws, axis=1)[:, :-1], np.maximum.accumulate(draws[:, ::-1], axis=1)[:, ::-1][:, 1:]
    holds = above > below
    cuts, together = [], np.ones(n_draws, dtype=bool)
    for cut in np.argsort(-holds.mean(axis=0), kind="stable"):
        if (together & holds[:, cut]).mean() >= SURE:
            together &= holds[:, cut]
            cuts.append(cut)
    tier = 1 + np.isin(np.arange(len(value)) - 1, cuts).cumsum()
    return sorted_.assign(tier=tier, probability=together.mean() if cuts else np.nan)
