"""Agreement of annotators: percent, Cohen's kappa and Krippendorff's alpha, with bootstrap intervals over items."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from ekin.quality.scores import spread
from ekin.statistics.agreement import alphas, kappas

ALL: Final = "*"
"""Name of all annotators together."""

MIN_ITEMS: Final = 30
"""Fewer items than this are not enough for an interval that can be trusted."""


def agreement(labels: pd.DataFrame, of: Sequence[str] = ("label",), *, n_boot: int = 1000, seed: int = 2026) -> pd.DataFrame:
    """Measure how far annotators agree.

    Parameters
    ----------
    labels
        One row per annotator and item: annotator, item, and columns of codes that are nominal.
    of
        Columns to measure.
    n_boot, seed
        Draws of items.

    Returns
    -------
    DataFrame
        of, who ("ani × budi", or `ALL`), measure (percent, kappa, alpha), value, low, high, n (items with two labels or more),
        enough (n is at least `MIN_ITEMS`). Kappa is of pairs and alpha of all; NaN where everyone gave one and the same code.
    """
    rows, rng = [], np.random.default_rng(seed)
    for column in of:
        grid = labels.pivot(index="item", columns="annotator", values=column).sort_index()
        for first, second in combinations(grid.columns, 2):
            both = grid[[first, second]].dropna()
            if len(both):
                rows += _pair(column, f"{first} × {second}", both.to_numpy(), n_boot, rng)
        if grid.shape[1]:
            rows += _together(column, grid, n_boot, rng)
    found = pd.DataFrame(rows, columns=["of", "who", "measure", "value", "low", "high", "n"])
    return found.astype({"n": "int64"}).assign(enough=found["n"].ge(MIN_ITEMS))


def disagreements(labels: pd.DataFrame, of: str = "label") -> pd.DataFrame:
    """List items with more than one code in column `of`, one row each: item and, for every annotator, the code (NaN: none)."""
    grid = labels.pivot(index="item", columns="annotator", values=of)
    return grid[grid.nunique(axis=1) > 1].rename_axis(columns=None).reset_index()


def _pair(column: str, who: str, both: np.ndarray, n_boot: int, rng: np.random.Generator) -> list[tuple]:
    codes, place = np.unique(both, return_inverse=True)
    place, k = place.reshape(both.shape), len(codes)
    cells = np.bincount(place[:, 0] * k + place[:, 1], minlength=k * k)
    draws = np.vstack([cells, rng.multinomial(len(both), cells / len(both), n_boot)]).reshape(-1, k, k)
    same = np.trace(draws, axis1=1, axis2=2) / len(both)
    return [(column, who, name, *_shown(found), len(both)) for name, found in (("percent", same), ("kappa", kappas(draws)))]


def _together(column: str, grid: pd.DataFrame, n_boot: int, rng: np.random.Generator) -> list[tuple]:
    codes = np.unique(grid.stack())
    counts = np.stack([grid.eq(code).sum(axis=1) for code in codes], axis=1)
    counts = counts[counts.sum(axis=1) > 1]
    if not len(counts):
        return []
    picks = np.vstack([np.arange(len(counts)), rng.integers(len(counts), size=(n_boot, len(counts)))])
    draws = np.stack([np.bincount(rows, minlength=len(counts)) for rows in picks])
    pairs, total = (counts * (counts - 1)).sum(axis=1), counts.sum(axis=1) * (counts.sum(axis=1) - 1)
    same = draws @ pairs / (draws @ total)
    named = (("percent", same), ("alpha", alphas(counts, draws)))
    return [(column, ALL, name, *_shown(found), len(counts)) for name, found in named]


def _shown(found: np.ndarray) -> list[float]:
    return [np.nan if number is None else number for number in spread(found)]
