"""Alignment: how well an entry fits an action plan, and which plan fits best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from ekin.quality.calibration import sigmoid
from ekin.quality.fast import word_buckets
from ekin.quality.judge import judge_model
from ekin.quality.matcher import Matcher
from ekin.quality.normalize import NUMBER, as_text, fold
from ekin.quality.weights import FOLDER

NONE_PLAN: Final = -1
"""Stands for "tidak selaras" in the column `plan`."""


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
        Columns plan (position in plans) and score (probability in [0, 1] that of all these plans and of none the
        description belongs to this one; they add up to 1), best plan first; the last row is always plan -1, whose score
        is the probability that it belongs to none.
    """
    plans = list(plans)
    weights = np.append(np.exp(_logits([text] * len(plans), plans)), 1.0)
    scores = weights / weights.sum()
    order = np.argsort(-scores[:-1], kind="stable")
    return pd.DataFrame({"plan": [*order.tolist(), NONE_PLAN], "score": scores[[*order, len(plans)]]})


def aligned_probability(texts: Iterable[object], plans: Iterable[object]) -> np.ndarray:
    """Return the probability that each description belongs to the plan beside it rather than to none, shape (n,).

    A description or plan without words belongs to nothing: 0.

    Raises
    ------
    ValueError
        If there are not as many plans as texts.
    """
    return sigmoid(_logits(list(texts), list(plans)))


def letters(texts: Sequence[object], plans: Sequence[object]) -> np.ndarray:
    """Return the cosine of each description and the plan beside it by the letters of their words (TF-IDF), shape (n,)."""
    return _letters(_folded(texts), _folded(plans))


@cache
def matcher() -> Matcher:
    """Return the matcher of the shipped model; its files are opened at first use."""
    return Matcher(FOLDER, judge_model()[1]["matcher"])


def _logits(texts: list[object], plans: list[object]) -> np.ndarray:
    """Return the log-odds that each description belongs to the plan beside it; minus infinity where one has no words."""
    if len(texts) != len(plans):
        raise ValueError(f"as many plans as texts are needed, got {len(plans)} and {len(texts)}")
    sides = _folded(texts), _folded(plans)
    said = np.array([at for at, pair in enumerate(zip(*sides, strict=True)) if all(pair)], dtype=int)
    logits = np.full(len(texts), -np.inf)
    if len(said):
        lines, of = ([side[at] for at in said] for side in sides)
        logits[said] = matcher().logits(lines, of, _letters(lines, of))
    return logits


def _folded(texts: Sequence[object]) -> list[str]:
    """Fold texts, each distinct one once: a description stands beside every plan of its writer."""
    texts = list(map(as_text, texts))
    known = {text: fold(text) for text in set(texts)}
    return [known[text] for text in texts]


def _letters(folded: Sequence[str], plans: Sequence[str]) -> np.ndarray:
    known = {text: _grams(text) for text in {*folded, *plans}}
    return np.array([_dot(known[text], known[plan]) for text, plan in zip(folded, plans, strict=True)])


def _grams(folded: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the buckets of a line's n-grams and their sublinear TF-IDF weights, of length one together."""
    found = [word_buckets(word)[1:] for word in folded.split() if word != NUMBER]
    buckets, counts = np.unique(np.concatenate([np.empty(0, np.int64), *found]), return_counts=True)
    weights = (1 + np.log(counts)) * judge_model()[0].idf[buckets]
    return buckets, weights / np.sqrt(np.sum(weights**2)) if len(weights) else weights


def _dot(left: tuple[np.ndarray, np.ndarray], right: tuple[np.ndarray, np.ndarray]) -> float:
    _, at, beside = np.intersect1d(left[0], right[0], assume_unique=True, return_indices=True)
    return float(left[1][at] @ right[1][beside])
