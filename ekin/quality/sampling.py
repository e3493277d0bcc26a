"""Which lines to label next, and when to stop: active sampling, always beside a random sample of equal size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from ekin.quality.scores import figures
from ekin.statistics.agreement import kappas
from ekin.statistics.intervals import wilson

Strategy = Literal["active", "random"]
STRATEGIES: Final[tuple[Strategy, ...]] = ("random", "active")
RANDOM_SHARE: Final = 0.5
"""Share of a batch drawn at random: only these lines stand for the pool, so only they estimate anything of it."""

STABLE: Final = 0.99
ROUNDS: Final = 3
"""Stop when the mean kappa of successive models' verdicts on the pool has been `STABLE` over `ROUNDS` rounds.

Source: M. Bloodgood and K. Vijay-Shanker, A method for stopping active learning based on stabilizing predictions and the need
for user-adjustable stopping, CoNLL 2009, 39-47. It needs no labels, and says nothing of how good the model is.
"""

MIN_STEP: Final = 5
MAX_STEP: Final = 20
"""Labels a round, active and random each: under the one nothing is said of what they change; above the other all would change more."""

FOLDS: Final = 5


def next_batch(texts: Sequence[str], labels: Sequence[float], n: int, *, seed: int = 2026) -> pd.DataFrame:
    """Choose unlabelled lines to label next: the share `RANDOM_SHARE` at random, the others where the model is least sure.

    Parameters
    ----------
    labels
        0, 1, or NaN where there is none yet, shape (n,); at least one of each.

    Returns
    -------
    DataFrame
        at (place in texts), why ("random" or "active"), p (probability of generic).
    """
    labels = np.asarray(labels, float)
    known = np.isfinite(labels)
    p = _judge(_features(texts), np.flatnonzero(known), labels)
    free = np.random.default_rng(seed).permutation(np.flatnonzero(~known))
    drawn, rest = np.split(free, [round(min(n, len(free)) * RANDOM_SHARE)])
    unsure = _least_sure(rest, p)[: n - len(drawn)]
    found = pd.DataFrame({"at": np.r_[drawn, unsure], "why": ["random"] * len(drawn) + ["active"] * len(unsure)})
    return found.assign(p=p[found["at"]])


def learning_curve(
    pool: pd.DataFrame, test: pd.DataFrame, sizes: Sequence[int], *, n_boot: int = 200, seed: int = 2026
) -> pd.DataFrame:
    """Say how good the quick model (TF-IDF, logistic regression) gets with more labels, chosen actively and at random.

    Parameters
    ----------
    pool, test
        Columns text and label; whole authors in one of them, or the figures flatter.
    sizes
        Labels after each round, rising; the first ones are the same random lines for both.

    Returns
    -------
    DataFrame
        strategy, n, macro_f1, low, high (on the lines of `test`), kept (kappa of the verdicts on the pool with those of the round
        before), stop (whether the rule above says so), in the order of the rounds.
    """
    features, labels = _features([*pool["text"], *test["text"]]), pool["label"].to_numpy(float)
    order, rows = np.random.default_rng(seed).permutation(len(pool)), []
    for strategy in STRATEGIES:
        chosen, p, before, kept = order[:0], np.full(len(order), 0.5), None, []  # before the first model all is equally unsure
        for n in sizes:
            rest = order[~np.isin(order, chosen)]
            rest = rest if strategy == "random" else _least_sure(rest, p)
            chosen = np.r_[chosen, rest[: n - len(chosen)]]
            p = _judge(features, chosen, labels)
            kept.append(np.nan if before is None else _same(before, p[: len(pool)] >= 0.5))
            before, stop = p[: len(pool)] >= 0.5, len(kept) > ROUNDS and np.mean(kept[-ROUNDS:]) >= STABLE
            rows.append((strategy, n, *_macro_f1(test["label"].to_numpy(), p[len(pool) :], n_boot), kept[-1], bool(stop)))
    return pd.DataFrame(rows, columns=["strategy", "n", "macro_f1", "low", "high", "kept", "stop"])


def last_changes(texts: Sequence[str], labels: Sequence[int], why: Sequence[str], *, seed: int = 2026) -> pd.DataFrame:
    """Say how far the last labels of each strategy still change the quick model's verdicts on the random lines.

    Both strategies start from the same labels and add their own last ones, equally many, in `ROUNDS` rounds. No line is judged by a
    model that learned from it: the lines are cut into `FOLDS` folds, and each fold is judged by models of the others.

    Parameters
    ----------
    texts, labels, why
        Labelled lines in the order in which they were labelled, their labels (0, 1), and how each came in ("random", "active" or
        anything else), shape (n,).

    Returns
    -------
    DataFrame
        strategy, labels (how many there are), step (labels a round), n (random lines), changed (mean share of them whose verdict a
        round changed), low, high (95 %, Wilson, as if the rounds were one), stop (the rule of `STABLE`). Where a round would have
        fewer than `MIN_STEP` labels, or the start lacks a kind, changed is NaN and stop is False.
    """
    labels, why = np.asarray(labels, float), np.asarray(why, object)
    given = {strategy: np.flatnonzero(why == strategy) for strategy in STRATEGIES}
    step = min(min(map(len, given.values())) // (ROUNDS + 1), MAX_STEP)
    late = {strategy: at[len(at) - ROUNDS * step :] for strategy, at in given.items()}
    start = np.setdiff1d(np.arange(len(why)), np.concatenate([*late.values()]))
    folds = np.random.default_rng(seed).permutation(len(why)) % FOLDS
    enough = step >= MIN_STEP and all(len(set(labels[start[folds[start] != fold]])) == 2 for fold in range(FOLDS))
    features, rows = _features(texts) if enough else None, []
    for strategy in STRATEGIES:
        known = [np.r_[start, late[strategy][: step * done]] for done in range(ROUNDS + 1)] if enough else []
        verdicts = [_held_out(features, some, labels, folds)[given["random"]] for some in known]
        rows.append((strategy, len(given[strategy]), step, len(given["random"]), *_change(verdicts)))
    return pd.DataFrame(rows, columns=["strategy", "labels", "step", "n", "changed", "low", "high", "stop"])


def _held_out(features: object, known: np.ndarray, labels: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Return the verdict on every row by a model that learned from the known rows of the other folds."""
    found = np.zeros(len(folds), bool)
    for fold in range(FOLDS):
        inside = folds == fold
        found[inside] = _judge(features, known[~inside[known]], labels)[inside] >= 0.5
    return found


def _change(verdicts: Sequence[np.ndarray]) -> tuple[float, float, float, bool]:
    """Return the mean share of verdicts that change from one model to the next, its interval, and whether the rule says stop."""
    if not verdicts:
        return np.nan, np.nan, np.nan, False
    pairs, n = list(pairwise(verdicts)), len(verdicts[0])
    changed = float(np.mean([before != now for before, now in pairs]))
    low, high = wilson(np.array([changed * n]), np.array([n]))
    return changed, float(low[0]), float(high[0]), bool(np.mean([_same(*pair) for pair in pairs]) >= STABLE)


def _features(texts: Sequence[str]) -> object:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2).fit_transform(texts)


def _judge(features: object, known: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the probability of generic of every row, from the labels of the known ones."""
    model = LogisticRegression(C=10, max_iter=1000).fit(features[known], labels[known])
    return expit(model.decision_function(features))


def _least_sure(rows: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Put rows in the order in which the model doubts them; equal doubts stay as they were."""
    return rows[np.argsort(np.abs(p[rows] - 0.5), kind="stable")]


def _same(before: np.ndarray, now: np.ndarray) -> float:
    found = float(kappas(np.bincount(2 * before + now, minlength=4).reshape(1, 2, 2))[0])
    return 1.0 if np.isnan(found) else found


def _macro_f1(truth: np.ndarray, p: np.ndarray, n_boot: int) -> list[float | None]:
    called = (p >= 0.5).astype(float)
    judged = pd.DataFrame({"p": p, "label": called, "flag": called})
    return figures(truth, judged, np.arange(len(truth)), n_boot=n_boot)["macro_f1"]
