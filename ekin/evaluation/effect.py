"""The effect of a workshop: shares right before and after, of the same people, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import stdtrit  # scipy.stats has the same, and takes seconds to import

MIN_PEOPLE: Final = 6
"""With fewer people the interval says more about the method than about them."""


@dataclass(frozen=True)
class Effect:
    """Mean shares in [0, 1] with 95 % intervals, each (value, low, high), of `n` people who took both tests.

    `verdict` is "better", "worse", "unclear", or "few".
    """

    n: int
    pre: tuple[float, float, float]
    post: tuple[float, float, float]
    difference: tuple[float, float, float]
    verdict: str


def effect(pre: np.ndarray, post: np.ndarray) -> Effect:
    """Compare two tests of the same people.

    Parameters
    ----------
    pre, post
        Share right of each person, shape (n_people,), in the same order.

    Notes
    -----
    Paired t intervals over people, clipped to what a share can be. Without a comparison group they measure change, not its cause.
    """
    pre, post = np.asarray(pre, float), np.asarray(post, float)
    change, n = _interval(post - pre, -1.0), len(pre)
    verdict = "few" if n < MIN_PEOPLE else "better" if change[1] > 0 else "worse" if change[2] < 0 else "unclear"
    return Effect(n, _interval(pre, 0.0), _interval(post, 0.0), change, verdict)


def _interval(values: np.ndarray, lowest: float) -> tuple[float, float, float]:
    """Mean and its 95 % interval; one without width where all people are alike is given as none."""
    if len(values) < 2 or np.ptp(values) == 0:
        return float(values.mean()) if len(values) else np.nan, np.nan, np.nan
    half = stdtrit(len(values) - 1, 0.975) * values.std(ddof=1) / np.sqrt(len(values))
    low, high = np.clip([values.mean() - half, values.mean() + half], lowest, 1.0)
    return float(values.mean()), float(low), float(high)
