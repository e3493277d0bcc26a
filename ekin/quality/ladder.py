"""Honest figures: every author judged by models that never saw a line of theirs, beside simple rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from ekin.quality.classifier import DescriptionClassifier
from ekin.quality.normalize import fold
from ekin.quality.rarity import rarity_features
from ekin.quality.reasons import MISSING_FROM, empty_spans

FACET_COLUMNS: Final = ["action", "object", "detail"]
_JUDGED: Final = ["p", "label", "flag"]
_FACET_FIGURES: Final = {"auc": "auc", "recall": "recall_generic", "precision": "precision_generic"}
SHIPPED: Final = "ekin"
BINS: Final = 10
MIN_GROUP: Final = 8
"""Smaller groups are left out of the card: their interval would say nothing."""

CUES: Final[dict[str, Callable[[str], float]]] = {
    "n_words": lambda text: len(text.split()),
    "n_chars": len,
    "mean_word_length": lambda text: len(text) / max(len(text.split()), 1),
    "n_digits": lambda text: sum(map(str.isdigit, text)),
    "n_commas": lambda text: text.count(","),
    "n_slashes": lambda text: text.count("/"),
    "n_brackets": lambda text: text.count("(") + text.count("["),
    "n_dots": lambda text: text.count("."),
    "share_capitals": lambda text: sum(map(str.isupper, text)) / max(len(text), 1),
    "n_title_words": lambda text: sum(map(str.istitle, text.split())),
    "n_acronyms": lambda text: len(re.findall(r"\b[A-Z]{2,}\b", text)),
    "starts_with_me": lambda text: text.lower().startswith("me"),
}
"""Surface cues whose AUC the card shows: a corpus should keep them near 0.5. The model reads none of them directly."""


def held_out(corpus: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Judge every author by models trained on the others.

    Parameters
    ----------
    corpus
        Columns text, label, author, action, object, detail.

    Returns
    -------
    dict of DataFrame
        For each rung of the ladder, rows as in corpus: p (generic), label (0 or 1), flag (1, 0, or NaN for unsure), and
        for the shipped model the probability that each facet is missing: action, object, detail.
    """
    rungs = {name: pd.DataFrame(np.nan, corpus.index, _JUDGED) for name in _RUNGS}
    rungs[SHIPPED] = pd.DataFrame(np.nan, corpus.index, [*_JUDGED, *FACET_COLUMNS])
    for author in sorted(corpus["author"].unique()):
        test = corpus["author"] == author
        train, texts = corpus[~test], corpus.loc[test, "text"]
        for name, make in _RUNGS.items():
            p = make().fit(train["text"], train["label"]).predict_proba(texts)[:, 1]
            rungs[name].loc[test] = np.column_stack([p, p >= 0.5, p >= 0.5])
        rungs[SHIPPED].loc[test] = _shipped(train, texts)
    return rungs


def figures(truth: np.ndarray, judged: pd.DataFrame, *, n_boot: int, seed: int = 0) -> dict[str, dict[str, float]]:
    """Return each figure with its 95 % bootstrap interval over lines: {name: {value, low, high, n}}."""
    rng, data = np.random.default_rng(seed), judged[_JUDGED].to_numpy()
    draws = [_figures(truth[rows], data[rows]) for rows in rng.integers(len(truth), size=(n_boot, len(truth)))]
    return {name: _interval(value, [draw[name] for draw in draws], len(truth)) for name, value in _figures(truth, data).items()}


def by_group(corpus: pd.DataFrame, judged: pd.DataFrame, *, n_boot: int) -> list[dict[str, object]]:
    """Return macro-F1 and AUC for each family, style, register and author with n and intervals, smallest groups left out."""
    rows = []
    for column in ("author", "style", "register", "family"):
        for name, part in corpus.groupby(column):
            if len(part) >= MIN_GROUP and part["label"].nunique() == 2:
                found = figures(part["label"].to_numpy(), judged.loc[part.index], n_boot=n_boot)
                rows.append({"by": column, "group": name, **{key: found[key] for key in ("macro_f1", "auc")}})
    return rows


def facet_figures(corpus: pd.DataFrame, judged: pd.DataFrame, *, n_boot: int) -> dict[str, dict[str, dict[str, float]]]:
    """Return AUC, recall and precision of "missing" for each facet, as the heads say it before the label has a word."""
    found = {}
    for facet in FACET_COLUMNS:
        called = (judged[facet] >= MISSING_FROM).astype(float)
        frame = pd.DataFrame({"p": judged[facet], "label": called, "flag": called})
        all_of_it = figures(1 - corpus[facet].to_numpy(), frame, n_boot=n_boot)
        found[facet] = {name: all_of_it[key] for name, key in _FACET_FIGURES.items()}
    return found


def fit_judge(corpus: pd.DataFrame) -> DescriptionClassifier:
    """Fit label and facets on the lines of a corpus, calibrated on authors held out."""
    missing = 1 - corpus[FACET_COLUMNS].to_numpy()
    return DescriptionClassifier().fit(corpus["text"], corpus["label"], facets=missing, groups=corpus["author"])


def cue_aucs(corpus: pd.DataFrame) -> dict[str, float]:
    """Return the AUC of every surface cue against the label; 0.5 means it gives nothing away."""
    return {name: _round(roc_auc_score(corpus["label"], corpus["text"].map(cue).astype(float))) for name, cue in CUES.items()}


class _KeywordRule:
    """Generic when a stock phrase occurs, or no word but office words; learns nothing."""

    def fit(self, _texts: pd.Series, _labels: pd.Series) -> _KeywordRule:
        return self

    def predict_proba(self, texts: pd.Series) -> np.ndarray:
        hit = np.array([bool(empty_spans(text)) for text in texts], dtype=float)
        return np.column_stack([1 - hit, hit])


def _length(texts: pd.Series) -> np.ndarray:
    return np.array([[len(text.split()), len(text)] for text in texts], dtype=float)


def _rarity(texts: pd.Series) -> np.ndarray:
    return rarity_features([fold(text) for text in texts])


def _numbers(function: Callable[[pd.Series], np.ndarray]) -> Pipeline:
    return make_pipeline(FunctionTransformer(function), StandardScaler(), LogisticRegression(max_iter=1000))


_RUNGS: Final[dict[str, Callable[[], object]]] = {
    "length": lambda: _numbers(_length),
    "keywords": _KeywordRule,
    "tfidf": lambda: make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(max_iter=1000)),
    "rarity": lambda: _numbers(_rarity),
}


def _shipped(train: pd.DataFrame, texts: pd.Series) -> np.ndarray:
    model = fit_judge(train)
    heads, (low, high) = model.predict_heads(texts), model.band_
    p = heads[:, 0]
    return np.column_stack([p, p >= model.threshold_, np.where(p < low, 0, np.where(p >= high, 1, np.nan)), heads[:, 1:]])


def _figures(truth: np.ndarray, data: np.ndarray) -> dict[str, float]:
    p, label, flag = data.T
    decided = ~np.isnan(flag)
    tp, fp = np.sum((label == 1) & (truth == 1)), np.sum((label == 1) & (truth == 0))
    fn, tn = np.sum((label == 0) & (truth == 1)), np.sum((label == 0) & (truth == 0))
    return {
        "auc": roc_auc_score(truth, p) if 0 < truth.sum() < len(truth) else np.nan,
        "macro_f1": (_share(2 * tp, 2 * tp + fp + fn) + _share(2 * tn, 2 * tn + fp + fn)) / 2,
        "recall_generic": _share(tp, tp + fn),
        "precision_generic": _share(tp, tp + fp),
        "ece": _ece(truth, p),
        "unsure_share": 1 - decided.mean(),
        "error_decided": _share(np.sum(flag[decided] != truth[decided]), decided.sum()),
    }


def _ece(truth: np.ndarray, p: np.ndarray) -> float:
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(bins, p - truth, BINS)).sum() / len(truth))


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0


def _interval(value: float, draws: list[float], n: int) -> dict[str, float]:
    known = [draw for draw in draws if not np.isnan(draw)]
    low, high = np.quantile(known, [0.025, 0.975]) if known else (np.nan, np.nan)
    return {"value": _round(value), "low": _round(low), "high": _round(high), "n": n}


def _round(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)
