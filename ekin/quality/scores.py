"""Figures of a judge on labelled lines, each with n and a 95 % bootstrap interval that keeps tied lines together."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from ekin.words import numbers

BINS: Final = 10
"""Equal bins of p in the calibration error and the reliability curve."""

FIGURES: Final = ("auc", "macro_f1", "recall_generic", "precision_generic", "ece", "unsure_share", "error_decided")

Figures = dict[str, list[float | None]]
"""Name of a figure: value, low, high; None where it does not exist."""


def figures(truth: np.ndarray, judged: pd.DataFrame, ties: np.ndarray, *, n_boot: int, seed: int = 0) -> Figures:
    """Measure verdicts against labels.

    Parameters
    ----------
    truth
        Labels, 1 for generic, shape (n,).
    judged
        Columns p (probability of generic), label (0 or 1) and flag (0, 1, or NaN for unsure), n rows.
    ties
        Lines with the same value are drawn together, shape (n,): authors, groups, or a number of each line.
    n_boot
        Bootstrap draws.
    """
    p, label, flag = judged[["p", "label", "flag"]].to_numpy(float).T
    decided, right = ~np.isnan(flag), label == truth
    counts = [np.ones(len(p)), right & (truth == 1), ~right & (truth == 0), ~right & (truth == 1), right & (truth == 0)]
    counts += [decided, decided & (flag != truth), *((p - truth) * (bins(p) == place) for place in range(BINS))]
    codes, units = pd.factorize(ties)
    sums = np.column_stack([np.bincount(codes, column, len(units)) for column in counts])
    draws = np.random.default_rng(seed).multinomial(len(units), np.full(len(units), 1 / len(units)), n_boot)
    weights = np.vstack([np.ones(len(units)), draws])
    with np.errstate(invalid="ignore", divide="ignore"):
        table = _from_sums(weights @ sums)
        table["auc"] = _aucs(truth, p, weights[:, codes])
        table["ece"][1:] -= table["ece"][1:].mean() - table["ece"][0]  # resampling adds error of its own to an absolute value
        return {name: spread(np.maximum(table[name], 0)) for name in FIGURES}


def mean(values: np.ndarray, *, n_boot: int, seed: int = 0) -> list[float | None]:
    """Return the mean of one value a drawn unit, with its interval."""
    rows = np.random.default_rng(seed).integers(len(values), size=(n_boot, len(values)))
    return spread(np.r_[values.mean(), values[rows].mean(axis=1)])


def spread(values: np.ndarray) -> list[float | None]:
    """Return value and 95 % interval: the first of `values` and the quantiles of the draws after it."""
    known = values[1:][~np.isnan(values[1:])]
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (np.nan, np.nan)
    return [None if np.isnan(number) else round(float(number), 4) for number in (values[0], low, high)]


def shown(figure: list[float | None]) -> str:
    """Write a figure with its interval, such as '0,93 (0,91–0,95)'; a dash when there is none."""
    value, low, high = (np.nan if number is None else number for number in figure)
    between = numbers.interval(low, high, share=False, digits=2)
    return numbers.number(value, 2) + (f" ({between})" if between != numbers.NONE else "")


def bins(p: np.ndarray) -> np.ndarray:
    """Return the calibration bin of each probability."""
    return np.minimum((p * BINS).astype(int), BINS - 1)


def _from_sums(sums: np.ndarray) -> dict[str, np.ndarray]:
    n, tp, fp, fn, tn, decided, wrong = sums.T[:7]
    return {
        "macro_f1": tp / (2 * tp + fp + fn) + tn / (2 * tn + fp + fn),
        "recall_generic": tp / (tp + fn),
        "precision_generic": tp / (tp + fp),
        "ece": np.abs(sums[:, 7:]).sum(axis=1) / n,
        "unsure_share": 1 - decided / n,
        "error_decided": wrong / decided,
    }


def _aucs(truth: np.ndarray, p: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the AUC under each row of weights, shape (draws,); lines of equal p count half."""
    place = np.unique(p, return_inverse=True)[1]
    found = []
    for row in weights:
        generic, specific = (np.bincount(place, row * (truth == label)) for label in (1, 0))
        found.append(generic @ (np.cumsum(specific) - specific / 2) / (generic.sum() * specific.sum()))
    return np.array(found)
