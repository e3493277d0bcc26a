"""The classifier of descriptions as scikit-learn knows it: trains the fast stage, and predicts through it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Self

import numpy as np
import scipy.sparse as sp
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold, cross_val_predict
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_consistent_length, check_is_fitted

from ekin.quality import fast
from ekin.quality.calibration import balanced_threshold
from ekin.quality.fast import FastStage
from ekin.quality.normalize import as_text, fold

MAX_ITER: Final = 500
TOLERANCE: Final = 1e-5
FOLDS: Final = 5


class DescriptionClassifier(ClassifierMixin, BaseEstimator):
    """Logistic regression over the fast stage's features, with calibrated probabilities and one head for each facet.

    Parameters
    ----------
    C
        Inverse strength of the L2 penalty of every head.
    numbers_weight
        Weight of the standardised rarity and mark numbers beside words and pairs; 0 leaves them out.

    Attributes
    ----------
    classes_
        The two labels, the second one is the generic one, shape (2,).
    stage_
        What was learnt, see `FastStage`.
    threshold_
        Probability from which a line is called generic: the best macro-F1 out of fold.
    """

    def __init__(self, *, C: float = 0.3, numbers_weight: float = 2.0) -> None:  # noqa: N803 - scikit-learn's name
        self.C = C
        self.numbers_weight = numbers_weight

    def fit(self, X: Iterable[object], y: object, *, facets: object = None, groups: object = None) -> Self:  # noqa: N803
        """Fit every head and calibrate it on lines held out from it.

        Parameters
        ----------
        X
            Texts, shape (n,); anything that is not a text is read as `as_text` does.
        y
            Labels of two classes, shape (n,).
        facets
            1 where a facet is missing, shape (n, 3); without them no facet is ever missing.
        groups
            Authors; an author's lines are held out together. Without them, stratified folds.

        Raises
        ------
        ValueError
            If the lengths differ or y does not have exactly two classes.
        """
        folded = [fold(as_text(text)) for text in X]
        check_consistent_length(folded, y)
        check_classification_targets(y)
        self.classes_, codes = np.unique(np.asarray(y), return_inverse=True)
        if len(self.classes_) != 2:
            raise ValueError(f"y must have exactly two classes, got {len(self.classes_)}")
        targets = np.column_stack([codes, np.zeros((len(codes), 3), dtype=int) if facets is None else np.asarray(facets)])
        counts, numbers = hashed(folded), fast.line_numbers(folded)
        seen = np.bincount(counts.indices, minlength=counts.shape[1])
        used, idf = np.flatnonzero(seen), np.log((1 + len(folded)) / (1 + seen)) + 1
        mean, scale = numbers.mean(axis=0), numbers.std(axis=0)
        scale[scale == 0] = 1.0
        z = self.numbers_weight * np.clip((numbers - mean) / scale, -fast.MAX_SIGMA, fast.MAX_SIGMA)
        Z = sp.hstack([counts[:, used] @ sp.diags_array(idf[used]), z], format="csr")  # noqa: N806
        coefs, intercepts, out_of_fold = zip(*(self._fit_head(Z, target, groups) for target in targets.T), strict=True)
        self.threshold_ = balanced_threshold(codes, out_of_fold[0])
        coef, tables = np.column_stack(coefs), np.zeros((len(seen), len(coefs)))
        tables[used] = coef[: len(used)] * idf[used, None]
        state = dict(zip(("words", "pairs"), np.split(tables, 2), strict=True)) | {"idf": idf[: len(seen) // 2]}
        state |= {"mean": mean, "scale": scale, "numbers": self.numbers_weight * coef[len(used) :]}
        state |= {"intercept": np.array(intercepts), "threshold": self.threshold_}
        self.stage_ = FastStage.from_state(state)
        return self

    def predict_heads(self, X: Iterable[object]) -> np.ndarray:  # noqa: N803
        """Return probabilities of generic and of each facet missing, shape (n, 4), each in [0, 1]."""
        check_is_fitted(self)
        return expit(self.stage_.heads([as_text(text) for text in X]))

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

    def _fit_head(self, Z: sp.csr_array, target: np.ndarray, groups: object) -> tuple:  # noqa: N803
        """Return coefficients and intercept with the calibration folded in, and the probabilities out of fold."""
        if len(np.unique(target)) < 2 or np.bincount(target).min() < 2:
            share = (target.sum() + 1) / (len(target) + 2)
            return np.zeros(Z.shape[1]), np.log(share / (1 - share)), np.full(len(target), share)
        model = LogisticRegression(C=self.C, max_iter=MAX_ITER, tol=TOLERANCE)
        folds = _folds(target, groups)
        held_out = cross_val_predict(model, Z, target, groups=groups, cv=folds, method="decision_function")
        platt = LogisticRegression(C=1.0).fit(held_out.reshape(-1, 1), target)
        slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
        model.fit(Z, target)
        return slope * model.coef_[0], slope * model.intercept_[0] + shift, expit(slope * held_out + shift)


def hashed(folded: list[str]) -> sp.csr_array:
    """Return the weights of the buckets of folded lines, words and n-grams first, then pairs: shape (n, 2 * 2**BITS)."""
    rows, columns, values = [], [], []
    for row, words in enumerate(map(str.split, folded)):
        codes = np.array([fast.hash_bytes(word.encode()) for word in [fast.START, *words, fast.END]], dtype=np.uint64)
        found = [fast.word_buckets(word) for word in words]
        pairs = fast.bucket(codes[:-1] * np.uint64(3) ^ codes[1:]) + 2**fast.BITS
        grams = [np.r_[1, np.full(len(one) - 1, 1 / np.sqrt(len(one) - 1))] for one in found]
        columns.append(np.concatenate([*found, pairs]))
        values.append(np.concatenate([*grams, np.ones(len(pairs))]) / np.sqrt(max(len(words), 1)))
        rows.append(np.full(len(columns[-1]), row))
    where = np.concatenate(rows), np.concatenate(columns)
    return sp.csr_array((np.concatenate(values), where), shape=(len(folded), 2 * 2**fast.BITS))


def _folds(target: np.ndarray, groups: object) -> GroupKFold | StratifiedKFold:
    if groups is not None and len(np.unique(groups)) > 1:
        folds = GroupKFold(min(FOLDS, len(np.unique(groups))))
        if all(len(np.unique(target[train])) == 2 for train, _ in folds.split(target, groups=groups)):
            return folds
    return StratifiedKFold(min(FOLDS, np.bincount(target).min()), shuffle=True, random_state=0)
