"""Agreement of people who mark the same things: Cohen's kappa with its lower bound, and Krippendorff's alpha, for many tables at once."""

from __future__ import annotations

import numpy as np

from ekin.statistics.intervals import Z


def kappas(tables: np.ndarray) -> np.ndarray:
    """Return Cohen's kappa of each table of two annotators, shape (..., k, k); NaN where chance agreement is 1.

    Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960), 37-46.
    Written out for thousands of tables at once; a test holds it to scikit-learn and statsmodels.
    """
    n = tables.sum(axis=(-2, -1))
    observed = np.trace(tables, axis1=-2, axis2=-1) / n
    chance = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1) / n**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance < 1, (observed - chance) / (1 - chance), np.nan)


def kappa_lows(tables: np.ndarray) -> np.ndarray:
    """Return the lower end of the 95 % interval of Cohen's kappa of each table, shape (..., k, k).

    Source: J. L. Fleiss, J. Cohen and B. S. Everitt, Large sample standard errors of kappa and weighted kappa, Psychological
    Bulletin 72 (1969), 323-327. Written out for thousands of tables at once; a test holds it to statsmodels.
    """
    n = tables.sum(axis=(-2, -1))
    p, kappa = tables / n[..., None, None], kappas(tables)
    both = p.sum(axis=-1)[..., None, :] + p.sum(axis=-2)[..., :, None]  # row share of j and column share of i, at (i, j)
    chance = (p.sum(axis=-2) * p.sum(axis=-1)).sum(axis=-1)
    off, rest = 1 - np.eye(p.shape[-1]), (1 - kappa)[..., None, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = (p * (1 - off) * (1 - both * rest) ** 2 + p * off * (both * rest) ** 2).sum(axis=(-2, -1))
        variance = (variance - (kappa - chance * (1 - kappa)) ** 2) / (1 - chance) ** 2 / n
        return kappa - Z * np.sqrt(variance)


def alphas(counts: np.ndarray, draws: np.ndarray, values: np.ndarray | None = None) -> np.ndarray:
    """Return Krippendorff's alpha of each draw of items, shape (n_draws,); NaN where all marks of a draw are the same.

    Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011). Written out for thousands of draws at once; a test
    holds it to the `krippendorff` package.

    Parameters
    ----------
    counts
        How often each item was given each code, shape (n_items, n_codes); every item has two marks or more.
    draws
        How often each item is drawn, shape (n_draws, n_items).
    values
        Number that each code stands for, shape (n_codes,), on an interval scale; codes are nominal without.
    """
    apart = np.subtract.outer(values, values) ** 2 if values is not None else 1 - np.eye(counts.shape[1])
    n, totals = counts.sum(axis=1), draws @ counts
    within = draws @ (((counts @ apart) * counts).sum(axis=1) / (n - 1))
    size = draws @ n
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 - within / size / (((totals @ apart) * totals).sum(axis=1) / (size * (size - 1)))
