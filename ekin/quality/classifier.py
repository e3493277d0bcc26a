"""The classifier of descriptions: generic (1) or specific (0), and which facet is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold, cross_val_predict
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_consistent_length, check_is_fitted

from ekin.quality.features import DescriptionVectorizer
from ekin.quality.lexicon import JUNK_WORDS
from ekin.quality.normalize import as_text, fold

P_JUNK: Final = 0.999
"""Probability that a text without words, or of nothing but junk words, is generic (CODEBOOK ruling 11)."""

MAX_ITER: Final = 2000


class DescriptionClassifier(ClassifierMixin, BaseEstimator):
    """Logistic regression over text, with calibrated probabilities and one extra head for each facet.

    Parameters
    ----------
    C
        Inverse strength of the L2 penalty of every head.
    numbers_weight
        Weight of the rarity and mark numbers beside TF-IDF, see `DescriptionVectorizer`.
    max_error
        Largest share of wrong verdicts allowed outside the unsure band, on the out-of-fold lines of the training data.
    max_unsure
        Largest share of lines in the unsure band; where both cannot be kept, this one is.

    Attributes
    ----------
    classes_
        The two labels, the second one is the generic one, shape (2,).
    coef_, intercept_, calibration_
        One row per head (label, then facets): shapes (k, n_features), (k,), (k, 2).
    threshold_
        Probability from which a line is called generic: the best macro-F1 out of fold.
    band_
        Ends of the unsure band, shape (2,).
    """

    def __init__(
        self,
        *,
        C: float = 1.0,  # noqa: N803 - scikit-learn's name
        numbers_weight: float = 1.0,
        max_error: float = 0.1,
        max_unsure: float = 0.35,
    ) -> None:
        self.C = C
        self.numbers_weight = numbers_weight
        self.max_error = max_error
        self.max_unsure = max_unsure

    def fit(self, X: Iterable[object], y: object, *, facets: object = None, groups: object = None) -> Self:  # noqa: N803
        """Fit every head and calibrate it on lines held out from it.

        Parameters
        ----------
        X
            Texts, shape (n,); anything that is not a text is read as `as_text` does.
        y
            Labels of two classes, shape (n,).
        facets
            1 where a facet is missing, shape (n, k - 1).
        groups
            Authors; an author's lines are held out together. Without them, five stratified folds.

        Raises
        ------
        ValueError
            If the lengths differ or y does not have exactly two classes.
        """
        texts = list(X)
        check_consistent_length(texts, y)
        check_classification_targets(y)
        self.classes_, codes = np.unique(np.asarray(y), return_inverse=True)
        if len(self.classes_) != 2:
            raise ValueError(f"y must have exactly two classes, got {len(self.classes_)}")
        targets = codes.reshape(-1, 1) if facets is None else np.column_stack([codes, np.asarray(facets)])
        self.vectorizer_ = DescriptionVectorizer(numbers_weight=self.numbers_weight).fit(texts)
        Z = self.vectorizer_.transform(texts)  # noqa: N806
        heads = [self._fit_head(Z, target, groups) for target in targets.T]
        self.coef_ = np.vstack([head[0] for head in heads]).astype(np.float32)
        self.intercept_ = np.array([head[1] for head in heads])
        self.calibration_ = np.array([head[2] for head in heads])
        held_out = heads[0][3]
        self.threshold_ = _best_threshold(codes, held_out)
        self.band_ = _unsure_band(codes, held_out, self.threshold_, self.max_error, self.max_unsure)
        return self

    def predict_heads(self, X: Iterable[object]) -> np.ndarray:  # noqa: N803
        """Return probabilities of generic and of each facet missing, shape (n, k), each in [0, 1]."""
        check_is_fitted(self)
        texts = list(X)
        if not texts:
            return np.empty((0, len(self.intercept_)))
        scores = self.vectorizer_.transform(texts) @ self.coef_.T.astype(np.float64) + self.intercept_
        p = _sigmoid(scores * self.calibration_[:, 0] + self.calibration_[:, 1])
        p[[_is_junk(text) for text in texts]] = P_JUNK
        return p

    def predict_proba(self, X: Iterable[object]) -> np.ndarray:  # noqa: N803
        """Return calibrated probabilities of the two classes, shape (n, 2)."""
        generic = self.predict_heads(X)[:, 0]
        return np.column_stack([1 - generic, generic])

    def predict(self, X: Iterable[object]) -> np.ndarray:  # noqa: N803
        """Return the label at the balanced threshold, shape (n,)."""
        p = self.predict_proba(X)[:, 1]
        return self.classes_[(p >= self.threshold_).astype(int)]

    def __sklearn_tags__(self) -> Tags:
        """Say that the input is text and the target binary."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array, tags.input_tags.one_d_array = True, False, True
        tags.classifier_tags.multi_class = False
        return tags

    def _fit_head(self, Z: object, target: np.ndarray, groups: object) -> tuple:  # noqa: N803
        if len(np.unique(target)) < 2 or np.bincount(target).min() < 2:
            share = (target.sum() + 1) / (len(target) + 2)
            return np.zeros(Z.shape[1]), np.log(share / (1 - share)), (1.0, 0.0), np.full(len(target), share)
        model = LogisticRegression(C=self.C, max_iter=MAX_ITER)
        folds = _folds(target, groups)
        held_out = cross_val_predict(model, Z, target, groups=groups, cv=folds, method="decision_function")
        platt = LogisticRegression(C=1.0, max_iter=MAX_ITER).fit(held_out.reshape(-1, 1), target)
        slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
        model.fit(Z, target)
        return model.coef_[0], model.intercept_[0], (slope, shift), _sigmoid(slope * held_out + shift)


def _folds(target: np.ndarray, groups: object) -> LeaveOneGroupOut | StratifiedKFold:
    if groups is not None and len(np.unique(groups)) > 1:
        parts = [target[np.asarray(groups) != group] for group in np.unique(groups)]
        if all(len(np.unique(part)) == 2 for part in parts):
            return LeaveOneGroupOut()
    return StratifiedKFold(min(5, np.bincount(target).min()), shuffle=True, random_state=0)


def _best_threshold(target: np.ndarray, p: np.ndarray) -> float:
    grid = np.arange(0.2, 0.805, 0.01)
    scores = np.array([f1_score(target, p >= cut, average="macro", zero_division=0) for cut in grid])
    near = scores >= scores.max() - 0.003  # a plateau: its middle moves less from sample to sample than its peak
    return float(np.median(grid[near]))


def _unsure_band(target: np.ndarray, p: np.ndarray, threshold: float, max_error: float, max_unsure: float) -> np.ndarray:
    """Widen the band step by step on the side with more errors, until both sides keep `max_error`."""
    low = high = threshold
    while np.mean((p >= low) & (p < high)) < max_unsure:
        below, above = p < low, p >= high
        wrong_below = target[below].mean() if below.any() else 0.0
        wrong_above = 1 - target[above].mean() if above.any() else 0.0
        if max(wrong_below, wrong_above) <= max_error:
            break
        low, high = (low - 0.01, high) if wrong_below >= wrong_above else (low, high + 0.01)
    return np.array([max(low, 0.0), min(high, 1.0)])


def _is_junk(text: object) -> bool:
    return all(len(word) < 2 or word in JUNK_WORDS for word in fold(as_text(text)).split())


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))
