"""95 % intervals: of shares (Wilson, with people as clusters), and of medians and ratios (percentile bootstrap)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_TAILS = (0.025, 0.975)
Z = 1.959963984540054  # normal quantile of the upper tail


def wilson(k: np.ndarray, n: np.ndarray, effect: np.ndarray | float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Interval of a share k / n with the effective sample size n / max(1, effect); NaN where n is 0.

    Written out because importing the same from statsmodels takes longer than all figures of a report; a test holds it to SciPy's.

    Parameters
    ----------
    k, n
        Numerators and denominators, shape (n_figures,).
    effect
        Design effect, such as `design_effect` gives.
    """
    total = np.where(n > 0, n, np.nan)
    share, size = k / total, total / np.maximum(1.0, effect)
    middle = share + Z**2 / (2 * size)
    half = Z * np.sqrt(share * (1 - share) / size + Z**2 / (4 * size**2))
    scale = 1 + Z**2 / size
    return np.clip((middle - half) / scale, 0.0, 1.0), np.clip((middle + half) / scale, 0.0, 1.0)


def design_effect(k: np.ndarray, n: np.ndarray, group: np.ndarray, n_groups: int) -> np.ndarray:
    """How much wider than simple the variance of each group's share is, because its observations come in people.

    With people i = 1..m of a group, p = sum k_i / sum n_i, the variance of that ratio is
    m / (m - 1) * sum (k_i - p n_i)^2 / (sum n_i)^2, and the design effect is that over p (1 - p) / sum n_i. It is 1 where fewer
    than two people have observations or p is 0 or 1.

    Source: E. L. Korn and B. I. Graubard, Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data, Survey Methodology 24 (1998), 193-201. Their further adjustment for degrees of freedom is not made.

    Parameters
    ----------
    k, n, group
        Sums of one person each and the person's group, 0..n_groups-1; shape (n_people,).
    """
    total_k, total_n, people = (np.bincount(group, weights, minlength=n_groups) for weights in (k, n, n > 0))
    share = np.divide(total_k, total_n, out=np.zeros(n_groups), where=total_n > 0)
    spread = np.bincount(group, (k - share[group] * n) ** 2, minlength=n_groups)
    simple = share * (1 - share) * total_n
    spread = spread * np.divide(people, people - 1, out=np.ones(n_groups), where=people > 1)
    return np.divide(spread, simple, out=np.ones(n_groups), where=(people > 1) & (simple > 1e-9))


def bootstrap_median(values: np.ndarray, cluster: np.ndarray, *, n_boot: int, seed: int) -> tuple[float, float]:
    """Percentile interval of a median; NaN with fewer than two observations.

    Draws are made on counts: how often each distinct value stands in a resample is all that its median needs. The same resampling as
    `scipy.stats.bootstrap(..., method="percentile")`, some hundred times as fast for whole numbers.

    Parameters
    ----------
    values
        Observations, shape (n,); days, so few distinct ones.
    cluster
        Whose each observation is; people are resampled whole, or observations when they are all of one person.
    """
    if len(values) < 2:
        return np.nan, np.nan
    distinct, place = np.unique(values, return_inverse=True)
    person, row = np.unique(cluster, return_inverse=True)
    table = np.zeros((len(person), len(distinct)))
    np.add.at(table, (row, place), 1.0)
    rng = np.random.default_rng(seed)
    if len(person) == 1:
        counts = rng.multinomial(len(values), table[0] / len(values), n_boot)
    else:
        counts = _draw(rng, len(person), n_boot) @ table
    low, high = np.quantile(_medians(distinct, np.cumsum(counts, axis=1)), _TAILS)
    return float(low), float(high)


def bootstrap_median_change(
    values: Sequence[np.ndarray], people: Sequence[np.ndarray], *, n_people: int, n_boot: int, seed: int
) -> tuple[float, float]:
    """Percentile interval of the difference of two medians of the same people, second less first; NaN with fewer than two people.

    Parameters
    ----------
    values, people
        Two arrays each: the observations of a period, and whose each is, 0..n_people-1; everyone has some in both.
    """
    if n_people < 2:
        return np.nan, np.nan
    draws, medians = _draw(np.random.default_rng(seed), n_people, n_boot), []
    for part, person in zip(values, people, strict=True):
        distinct, place = np.unique(part, return_inverse=True)
        table = np.zeros((n_people, len(distinct)))
        np.add.at(table, (person, place), 1.0)
        medians.append(_medians(distinct, np.cumsum(draws @ table, axis=1)))
    low, high = np.quantile(medians[1] - medians[0], _TAILS)
    return float(low), float(high)


def bootstrap_ratio(k: np.ndarray, n: np.ndarray, cluster: np.ndarray, *, n_boot: int, seed: int) -> tuple[float, float]:
    """Percentile interval of sum k / sum n, parameters as in `bootstrap_median`; NaN too with nothing in the denominator."""
    if len(k) < 2 or n.sum() <= 0:
        return np.nan, np.nan
    _person, row = np.unique(cluster, return_inverse=True)
    if row.max():
        k, n = np.bincount(row, k), np.bincount(row, n)
    draws = _draw(np.random.default_rng(seed), len(k), n_boot) @ np.column_stack([k, n])
    kept = draws[draws[:, 1] > 0]
    low, high = np.quantile(kept[:, 0] / kept[:, 1], _TAILS)
    return float(low), float(high)


def _draw(rng: np.random.Generator, size: int, n_boot: int) -> np.ndarray:
    """How often each of `size` units is drawn, shape (n_boot, size)."""
    picks = rng.integers(size, size=(n_boot, size)) + np.arange(n_boot)[:, None] * size
    return np.bincount(picks.ravel(), minlength=n_boot * size).reshape(n_boot, size).astype("float64")


def _medians(distinct: np.ndarray, cumulated: np.ndarray) -> np.ndarray:
    """Median of each row, given how many observations are at most each distinct value."""
    total = cumulated[:, -1:]
    middle = [distinct[(cumulated <= place).sum(axis=1)] for place in ((total - 1) // 2, total // 2)]
    return (middle[0] + middle[1]) / 2
