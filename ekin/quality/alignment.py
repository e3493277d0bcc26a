"""Alignment: how well an entry fits an action plan, and which plan fits best.

A first simple version: cosine of character TF-IDF. On entries written in people's own words such a cosine finds the
right plan first in 0.54 of cases and among the first three in 0.82, and tells "belongs to none" apart with AUC 0.70
(DESIGN, issue 4). It sees shared words, not shared meaning; treat its answers as an order to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import pandas as pd

from ekin.quality.fast import word_buckets
from ekin.quality.judge import judge_model
from ekin.quality.normalize import NUMBER, as_text, fold

NONE_PLAN: Final = -1
"""Stands for "tidak selaras" in the column `plan`."""

SLOPE: Final = 9.7
SHIFT: Final = -1.7
"""P(aligned) = sigmoid(SLOPE * cosine + SHIFT): even at a cosine of 0.18.

From some 2,000 hand-written entries of the sample workplaces: the best own plan against the best plan of a stranger's
position, classes balanced; AUC 0.76, the right plan first in 0.59. Refit with `fit_none`.
"""


def align(text: object, plans: Sequence[object]) -> pd.DataFrame:
    """Order action plans by how well one description fits them.

    Parameters
    ----------
    text
        One description.
    plans
        Texts of the person's action plans.

    Returns
    -------
    DataFrame
        Columns plan (position in plans) and score (probability in [0, 1] that the description belongs to the plan), best
        first; the last row is always plan -1, whose score is the probability that it belongs to none.
    """
    plans = list(plans)
    scores = aligned_probability([text] * len(plans), plans)
    order = np.argsort(-scores, kind="stable")
    none = 1 - scores.max() if plans else 1.0
    return pd.DataFrame({"plan": [*order.tolist(), NONE_PLAN], "score": [*scores[order], none]})


def aligned_probability(texts: Iterable[object], plans: Iterable[object]) -> np.ndarray:
    """Return the probability that each description belongs to the plan beside it, shape (n,).

    A description or plan without words belongs to nothing: 0.

    Raises
    ------
    ValueError
        If there are not as many plans as texts.
    """
    cosine = _cosine(list(texts), list(plans))
    return np.where(cosine > 0, 1 / (1 + np.exp(-(SLOPE * cosine + SHIFT))), 0.0)


def fit_none(texts: Sequence[object], plans: Sequence[object], aligned: Sequence[bool]) -> tuple[float, float]:
    """Fit slope and shift of the probability on pairs that people judged."""
    from sklearn.linear_model import LogisticRegression  # slow to import, and only a refit needs it

    model = LogisticRegression(C=100.0).fit(_cosine(list(texts), list(plans)).reshape(-1, 1), np.asarray(aligned, dtype=int))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _cosine(texts: list[object], plans: list[object]) -> np.ndarray:
    if len(texts) != len(plans):
        raise ValueError(f"as many plans as texts are needed, got {len(plans)} and {len(texts)}")
    if not texts:
        return np.empty(0)
    texts, plans = list(map(as_text, texts)), list(map(as_text, plans))
    known = {text: _grams(fold(text)) for text in {*texts, *plans}}
    return np.array([_dot(known[text], known[plan]) for text, plan in zip(texts, plans, strict=True)])


def _grams(folded: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the buckets of a line's n-grams and their sublinear TF-IDF weights, of length one together."""
    found = [word_buckets(word)[1:] for word in folded.split() if word != NUMBER]
    buckets, counts = np.unique(np.concatenate([np.empty(0, np.int64), *found]), return_counts=True)
    weights = (1 + np.log(counts)) * judge_model()[0].idf[buckets]
    return buckets, weights / np.sqrt(np.sum(weights**2)) if len(weights) else weights


def _dot(left: tuple[np.ndarray, np.ndarray], right: tuple[np.ndarray, np.ndarray]) -> float:
    _, at, beside = np.intersect1d(left[0], right[0], assume_unique=True, return_indices=True)
    return float(left[1][at] @ right[1][beside])
