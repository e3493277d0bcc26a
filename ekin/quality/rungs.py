"""Rungs of the ladder below the judge and the judge's own stages: how each is trained, and what it says of lines."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from scipy.special import logit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from ekin.quality.classifier import DescriptionClassifier
from ekin.quality.normalize import fold
from ekin.quality.rarity import rarity_features
from ekin.quality.reasons import empty_spans
from ekin.quality.slips import noisy

FACETS: Final = ["action", "object", "detail"]
EPS: Final = 1e-6
SLIPS: Final = 0.5


def fit_judge(corpus: pd.DataFrame) -> DescriptionClassifier:
    """Fit label and facets of the fast stage on the lines of a corpus, calibrated on authors held out.

    Half of the lines are read a second time with two words misspelt, for the slips that no spelling list mends.
    """
    rng = random.Random(0)
    slips = corpus.sample(frac=SLIPS, random_state=0)
    slips = slips.assign(text=[noisy(noisy(text, rng, 1.0), rng, 1.0) for text in slips["text"]])
    corpus = pd.concat([corpus, slips], ignore_index=True)
    missing = 1 - corpus[FACETS].to_numpy()
    return DescriptionClassifier().fit(corpus["text"], corpus["label"], facets=missing, groups=corpus["author"])


def _each_fold(fit_and_judge: Callable[[pd.DataFrame, pd.Series], np.ndarray]) -> Callable[..., np.ndarray]:
    def judged(corpus: pd.DataFrame, where: pd.Series) -> np.ndarray:
        parts = {}
        for at in np.unique(where[where >= 0]):
            test = where == at
            parts[at] = test, fit_and_judge(corpus[~test], corpus.loc[test, "text"])
        found = np.full((len(corpus), next(iter(parts.values()))[1].shape[1]), np.nan)
        for test, matrix in parts.values():
            found[test] = matrix
        return found

    return judged


def _tfidf(train: pd.DataFrame, texts: pd.Series) -> np.ndarray:
    """Return the logits of TF-IDF over words (1-2) and characters within words (2-4) with logistic regression."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    model = make_pipeline(make_union(words, letters), LogisticRegression(max_iter=1000))
    return model.fit(train["text"], train["label"]).decision_function(texts)[:, None]


def _fasttext(train: pd.DataFrame, texts: pd.Series) -> np.ndarray:
    """Return the logits of fastText: supervised, pairs of words, pieces of 2-4 letters (0.02 AUC better than without)."""
    import fasttext as library

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.txt"
        lines = zip(train["label"], train["text"].map(_one_line), strict=True)
        path.write_text("".join(f"__label__{label} {text}\n" for label, text in lines), encoding="utf-8")
        options = {"wordNgrams": 2, "minn": 2, "maxn": 4, "epoch": 10, "lr": 0.5, "thread": 1, "seed": 1, "verbose": 0}
        model = library.train_supervised(str(path), **options)
    labels, shares = model.predict(texts.map(_one_line).tolist())  # k=2 gives wrong shares with NumPy 2
    p = [share[0] if label[0] == "__label__1" else 1 - share[0] for label, share in zip(labels, shares, strict=True)]
    return logit(np.clip(p, EPS, 1 - EPS))[:, None]


def _one_line(text: str) -> str:
    return " ".join(text.lower().split()) or "-"


def _fast(train: pd.DataFrame, texts: pd.Series) -> np.ndarray:
    return logit(np.clip(fit_judge(train).predict_heads(texts), EPS, 1 - EPS))


def _deep(corpus: pd.DataFrame, where: pd.Series) -> np.ndarray:
    from ekin.quality.teaching import held_out

    return held_out(corpus, where.to_numpy())


RULES: Final[dict[str, Callable[[pd.Series], np.ndarray]]] = {
    "length": lambda texts: np.log1p([[len(text.split()), len(text)] for text in texts]),
    "keywords": lambda texts: np.array([[float(bool(empty_spans(text)))] for text in texts]),
    "rarity": lambda texts: rarity_features([fold(text) for text in texts]),
}
"""Rungs that learn nothing from lines but the weights of a few numbers."""

LIBRARIES: Final[dict[str, Callable[[pd.DataFrame, pd.Series], np.ndarray]]] = {"tfidf": _tfidf, "fasttext": _fasttext}
"""Known methods: trained on some lines, the logits of others."""

_READ: Final = ("normalize.py", "spelling.py", "lexicon.py", "model/words.csv.gz")

TRAINED: Final[dict[str, tuple[Callable[[pd.DataFrame, pd.Series], np.ndarray], tuple[str, ...]]]] = {
    **{name: (_each_fold(make), ()) for name, make in LIBRARIES.items()},
    "fast": (_each_fold(_fast), (*_READ, "fast.py", "classifier.py", "rarity.py", "marks.py", "slips.py")),
    "deep": (_deep, (*_READ, "teaching.py", "slips.py", "transformer.py", "encoder.py")),
}
"""How the lines of every fold are judged by a rung trained on the others, and the files that make it what it is."""
