"""From observations to figures: value, interval, k and n of every cell, a group in a part of the period."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ekin.evaluation.intervals import bootstrap_median, bootstrap_ratio, design_effect, wilson
from ekin.evaluation.measures import Measure
from ekin.settings import Settings

FIGURES = ("value", "low", "high", "k", "n", "enough")


@dataclass(frozen=True)
class Cells:
    """Where figures go: cell = group x n_parts + part.

    Attributes
    ----------
    group
        Group of each person, 0..n_groups-1.
    alone
        Whether each person is a group.
    """

    group: np.ndarray
    n_groups: int
    n_parts: int
    alone: bool

    @property
    def count(self) -> int:
        """Number of cells."""
        return self.n_groups * self.n_parts

    def of(self, person: np.ndarray, part: np.ndarray) -> np.ndarray:
        """Cell of each observation."""
        return self.group[person] * self.n_parts + part

    def sums(self, cell: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Sum weights over the observations of each cell."""
        return np.bincount(cell, weights, minlength=self.count).astype("float64")


def figures(measure: Measure, rows: pd.DataFrame, cells: Cells, settings: Settings) -> dict[str, np.ndarray]:
    """Compute the columns `FIGURES` of one measure, one value for each cell.

    Parameters
    ----------
    rows
        Observations (see `observations`).
    """
    person, part = (rows[name].to_numpy(dtype="int64") for name in ("person", "part"))
    k, n = (rows[name].to_numpy(dtype="float64") for name in ("k", "n"))
    if measure.kind == "share":
        compute = _shares if measure.wilson else _ratios
        return compute(person, part, k, n, cells, settings)
    if measure.kind == "median":
        return _medians(person, cells.of(person, part), k, cells, settings)
    return _longest(person, part, k, n, cells, settings)


def _shares(
    person: np.ndarray, part: np.ndarray, k: np.ndarray, n: np.ndarray, cells: Cells, settings: Settings
) -> dict[str, np.ndarray]:
    someone, each_part, own_k, own_n = _by_person(person, part, k, n, cells)
    cell = cells.of(someone, each_part)
    hits, total = cells.sums(cell, own_k), cells.sums(cell, own_n)
    low, high = wilson(hits, total, design_effect(own_k, own_n, cell, cells.count))
    return _columns(_divide(hits, total), low, high, hits, total, total >= settings.min_n)


def _ratios(
    person: np.ndarray, part: np.ndarray, k: np.ndarray, n: np.ndarray, cells: Cells, settings: Settings
) -> dict[str, np.ndarray]:
    cell = cells.of(person, part)
    hits, total, days = cells.sums(cell, k), cells.sums(cell, n), cells.sums(cell, n > 0)
    low, high = _each(cell, cells, lambda at: bootstrap_ratio(k[at], n[at], person[at], **_draws(settings)))
    return _columns(_divide(hits, total), low, high, hits, total, days >= settings.min_n)


def _medians(person: np.ndarray, cell: np.ndarray, values: np.ndarray, cells: Cells, settings: Settings) -> dict[str, np.ndarray]:
    total = cells.sums(cell, np.ones(len(cell)))
    value = pd.Series(values).groupby(cell).median().reindex(range(cells.count)).to_numpy()
    low, high = _each(cell, cells, lambda at: bootstrap_median(values[at], person[at], **_draws(settings)))
    return _columns(value, low, high, np.full(cells.count, np.nan), total, total >= settings.min_n)


def _longest(
    person: np.ndarray, part: np.ndarray, k: np.ndarray, n: np.ndarray, cells: Cells, settings: Settings
) -> dict[str, np.ndarray]:
    someone, each_part, gap, days = _by_person(person, part, k, n, cells)
    cell = cells.of(someone, each_part)
    if not cells.alone:
        return _medians(someone, cell, gap, cells, settings)
    total, none = cells.sums(cell, days), np.full(cells.count, np.nan)
    value = np.where(total > 0, cells.sums(cell, gap), np.nan)
    return _columns(value, none, none, value, total, total >= settings.min_n)


def _by_person(person: np.ndarray, part: np.ndarray, k: np.ndarray, n: np.ndarray, cells: Cells) -> tuple[np.ndarray, ...]:
    """Add up each person and part that has observations: person, part, k, n."""
    own, place = np.unique(person * cells.n_parts + part, return_inverse=True)
    sums = (np.bincount(place, weights, minlength=len(own)).astype("float64") for weights in (k, n))
    return own // cells.n_parts, own % cells.n_parts, *sums


def _each(cell: np.ndarray, cells: Cells, interval: Callable[[np.ndarray], tuple[float, float]]) -> Iterator[np.ndarray]:
    """Intervals of all cells, low then high; `interval` takes the positions of the observations of one cell."""
    bounds = np.full((2, cells.count), np.nan)
    order = np.argsort(cell, kind="stable")
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    for at in np.split(order, starts[1:]) if len(order) else ():
        bounds[:, cell[at[0]]] = interval(at)
    return iter(bounds)


def _draws(settings: Settings) -> dict[str, int]:
    return {"n_boot": settings.n_boot, "seed": settings.seed}


def _divide(k: np.ndarray, n: np.ndarray) -> np.ndarray:
    return np.divide(k, n, out=np.full(len(n), np.nan), where=n > 0)


def _columns(*columns: np.ndarray) -> dict[str, np.ndarray]:
    return dict(zip(FIGURES, columns, strict=True))
