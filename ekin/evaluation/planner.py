"""How many lines or people a study needs, found by simulating it: power with its own interval, never a single formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import t as student

from ekin.statistics.agreement import kappa_lows
from ekin.statistics.intervals import wilson

TARGET: Final = 0.8
"""Power that is usually asked for."""


def plan_agreement(
    sizes: Sequence[int], *, kappa: float, least: float, share_generic: float = 0.5, n_sim: int = 1000, seed: int = 2026
) -> pd.DataFrame:
    """Say how often two annotators of a true kappa show that it is above the least one acceptable.

    Parameters
    ----------
    sizes
        Numbers of lines that both label.
    kappa, least
        True kappa, and the one that the lower end of the 95 % interval (Fleiss, Cohen and Everitt 1969) must reach.
    share_generic
        Share of generic lines; far from one half, more lines are needed.

    Returns
    -------
    DataFrame
        n, power, low, high (Wilson interval of the simulation), n_sim.
    """
    p, q = share_generic, 1 - share_generic
    off = p * q * (1 - kappa)
    cells = [p - off, off, off, q - off]
    return _power(
        sizes, lambda n, times, rng: kappa_lows(rng.multinomial(n, cells, times).reshape(-1, 2, 2)) >= least, n_sim, seed
    )


def plan_effect(
    sizes: Sequence[int], *, effect: float, unit_size: int = 10, icc: float = 0.1, n_sim: int = 1000, seed: int = 2026
) -> pd.DataFrame:
    """Say how often a comparison of two groups of whole units finds an effect.

    Parameters
    ----------
    sizes
        Units in each group, at least 2; each with `unit_size` people.
    effect
        Difference of the means in standard deviations.
    icc
        Share of the variance that lies between units; people of one unit resemble each other, so more of them add little.

    Returns
    -------
    DataFrame
        n (units in each group), power, low, high, n_sim; found is p < 0.05 in a t test of unit means, whose size is exact.
    """
    spread = np.sqrt(icc + (1 - icc) / unit_size)

    def found(n: int, times: int, rng: np.random.Generator) -> np.ndarray:
        treated, control = rng.normal(effect, spread, (times, n)), rng.normal(0, spread, (times, n))
        error = np.sqrt((treated.var(axis=1, ddof=1) + control.var(axis=1, ddof=1)) / n)
        return np.abs(treated.mean(axis=1) - control.mean(axis=1)) > error * student.ppf(0.975, 2 * n - 2)

    return _power(sizes, found, n_sim, seed)


def smallest(plan: pd.DataFrame, target: float = TARGET) -> int | None:
    """Return the smallest size whose power is surely the target (the whole interval is above it), None when none is."""
    enough = plan.loc[plan["low"] >= target, "n"]
    return int(enough.min()) if len(enough) else None


_Simulate = Callable[[int, int, np.random.Generator], np.ndarray]


def _power(sizes: Sequence[int], simulate: _Simulate, n_sim: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    hits = np.array([simulate(n, n_sim, rng).sum() for n in sizes], dtype=float)
    low, high = wilson(hits, np.full(len(hits), float(n_sim)))
    return pd.DataFrame({"n": list(sizes), "power": hits / n_sim, "low": low, "high": high, "n_sim": n_sim})
