"""The arithmetic of the many-facet Rasch model: the conditional likelihood, locations of people, expected marks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ekin.statistics.intervals import Z

_PRIOR_SD = 3.0  # logits; a reviewer who gives one single mark stays finite
_STEP = 1e-4  # of the differences that give the Hessian
_WIDEST = 12.0  # logits


class Model:
    """Marks in numbers and the parameters that explain them; severity, difficulty and centrality sum to zero.

    Parameters
    ----------
    ratings
        rater, ratee, item, mark.
    central
        Whether reviewers differ in centrality; with two categories they cannot.
    """

    def __init__(self, ratings: pd.DataFrame, *, central: bool = True) -> None:
        self.raters, self.rater = np.unique(ratings["rater"], return_inverse=True)
        self.ratees, self.ratee = np.unique(ratings["ratee"], return_inverse=True)
        self.items, self.item = np.unique(ratings["item"], return_inverse=True)
        marks = ratings["mark"].to_numpy().astype("int64")
        self.lowest, self.top = int(marks.min()), int(np.ptp(marks))
        self.mark, self.central = marks - self.lowest, central and self.top > 1
        r, i = len(self.raters), len(self.items)
        self.severity_at, self.difficulty_at = slice(0, r), slice(r, r + i)
        self.centrality_at, self._threshold_at = slice(r + i, 2 * r + i), slice(2 * r + i, 2 * r + i + self.top - 1)
        self._basis = self._sums_to_zero([r, i, r if self.central else 0], self.top - 1)
        self.size = self._basis.shape[1]
        self._full = np.zeros(len(self._basis))

    def _sums_to_zero(self, sizes: list[int], free: int) -> np.ndarray:
        """From free parameters to all: the last of each facet is minus the sum of the others."""
        at = [self.severity_at, self.difficulty_at, self.centrality_at]
        basis = np.zeros((self._threshold_at.stop, sum(max(size - 1, 0) for size in sizes) + free))
        column = 0
        for size, where in zip(sizes, at, strict=True):
            if size > 1:
                basis[where, column : column + size - 1] = np.vstack([np.eye(size - 1), -np.ones(size - 1)])
                column += size - 1
        basis[self._threshold_at, column:] = np.eye(free)
        return basis

    @property
    def severity(self) -> np.ndarray:
        """Logits, shape (n_raters,); above zero is stricter."""
        return self._full[self.severity_at]

    @property
    def difficulty(self) -> np.ndarray:
        """Logits, shape (n_items,)."""
        return self._full[self.difficulty_at]

    @property
    def centrality(self) -> np.ndarray:
        """Logits by which half the distance of two thresholds is wider, shape (n_raters,)."""
        return self._full[self.centrality_at]

    def separable(self, linked: np.ndarray) -> bool:
        """Whether severity cannot be told from the difficulty of items, since reviewers rated different ones."""
        facets = np.hstack([np.eye(len(self.raters))[self.rater[linked]], np.eye(len(self.items))[self.item[linked]]])
        ratee, counts = self.ratee[linked], np.bincount(self.ratee[linked])
        sums = np.zeros((len(counts), facets.shape[1]))
        np.add.at(sums, ratee, facets)
        return np.linalg.matrix_rank(facets - (sums / np.maximum(counts, 1)[:, None])[ratee]) < facets.shape[1] - 2

    def weights(self, rows: np.ndarray) -> np.ndarray:
        """Logarithms of the weight of each category without the person, shape (n_rows, top + 1)."""
        k = np.arange(self.top + 1)
        thresholds = np.concatenate([[0.0], self._full[self._threshold_at], [0.0]])[: self.top + 1]
        move = (self.severity[self.rater[rows]] + self.difficulty[self.item[rows]])[:, None] * k
        return -move - self.centrality[self.rater[rows]][:, None] * (k - self.top / 2) ** 2 - thresholds

    def loss(self, free: np.ndarray, linked: np.ndarray) -> tuple[float, np.ndarray]:
        """Minus the penalised conditional log likelihood, and its gradient."""
        self._full = self._basis @ free
        rows = np.flatnonzero(linked)
        order = rows[np.argsort(self.ratee[rows], kind="stable")]
        counts = np.unique(self.ratee[order], return_counts=True)[1]
        size, k = np.repeat(counts, counts), np.arange(self.top + 1)
        total, gradient = 0.0, np.zeros_like(self._full)
        for n in np.unique(counts):
            block = order[size == n]
            likelihood, chances = _conditional(self.weights(block).reshape(-1, n, self.top + 1), self.mark[block].reshape(-1, n))
            total += likelihood
            surplus = (k == self.mark[block][:, None]) - chances.reshape(len(block), -1)
            np.add.at(gradient[self.severity_at], self.rater[block], -surplus @ k)
            np.add.at(gradient[self.difficulty_at], self.item[block], -surplus @ k)
            np.add.at(gradient[self.centrality_at], self.rater[block], -surplus @ (k - self.top / 2) ** 2)
            gradient[self._threshold_at] -= surplus[:, 1 : self.top].sum(axis=0)
        pull = self._full / _PRIOR_SD**2
        return pull @ self._full / 2 - total, self._basis.T @ (pull - gradient)

    def settle(self, free: np.ndarray, linked: np.ndarray) -> None:
        """Keep the estimates and their covariance, from differences of the gradient."""
        at = self.loss(free, linked)[1]
        hessian = np.array([self.loss(free + step, linked)[1] - at for step in _STEP * np.eye(self.size)]) / _STEP
        self._covariance = self._basis @ np.linalg.inv((hessian + hessian.T) / 2) @ self._basis.T
        self._full = self._basis @ free
        self.widen(np.zeros(len(self.raters)))

    def widen(self, variance: np.ndarray) -> None:
        """Add to the variance of each reviewer's severity what the likelihood does not know of, shape (n_raters,)."""
        self.covariance = self._covariance.copy()
        at = np.arange(len(self.raters))
        self.covariance[at, at] += variance
        self.se = np.sqrt(np.diag(self.covariance))

    def locate(self, rows: np.ndarray, who: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Warm's weighted likelihood estimate and the information of each of `who` (0..n-1) from these rows, shape (n,)."""
        weights, mark = self.weights(rows), self.mark[rows]
        low, high = np.full(who.max() + 1, -_WIDEST), np.full(who.max() + 1, _WIDEST)
        for _halving in range(40):
            middle = (low + high) / 2
            expected, variance, skew = score(weights, middle[who])
            info = np.bincount(who, variance)
            up = np.bincount(who, mark - expected) + np.bincount(who, skew) / (2 * info) > 0
            low, high = np.where(up, middle, low), np.where(up, high, middle)
        return middle, info


def score(weights: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, variance and third central moment of the mark of people at these places, shape (n_rows,) each."""
    k = np.arange(weights.shape[1])
    logits = weights + place[:, None] * k
    chance = np.exp(logits - logits.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    mean = chance @ k
    off = k - mean[:, None]
    return mean, (chance * off**2).sum(axis=1), (chance * off**3).sum(axis=1)


def people_of(ratings: pd.DataFrame, model: Model, spread: np.ndarray) -> pd.DataFrame:
    """Raw and adjusted mean marks of all ratees; `spread` is the variance of each reviewer's halo, logits squared."""
    rows = np.arange(len(ratings))
    place, info = model.locate(rows, model.ratee)
    variance = score(model.weights(rows), place[model.ratee])[1]
    share = np.zeros((len(model.ratees), len(model.raters)))
    np.add.at(share, (model.ratee, model.rater), variance / info[model.ratee])
    at = model.severity_at
    unsure = np.sqrt(1 / info + np.einsum("nr,rs,ns->n", share, model.covariance[at, at], share) + share**2 @ spread)
    marks, bounds = ratings.groupby("ratee")["mark"], [place, place - Z * unsure, place + Z * unsure]
    fair = [model.lowest + _fair(model, bound) for bound in bounds]
    table = {"ratee": model.ratees, "raw": marks.mean().to_numpy(), "estimate": fair[0], "low": fair[1], "high": fair[2]}
    return pd.DataFrame(table | {"n": marks.size().to_numpy()})


def _fair(model: Model, place: np.ndarray) -> np.ndarray:
    """Mean mark of an average reviewer over the items for people at these places."""
    rows = [int(np.flatnonzero(model.item == item)[0]) for item in range(len(model.items))]
    plain = model.weights(np.array(rows))
    k, rater = np.arange(model.top + 1), model.rater[rows]
    plain += model.severity[rater][:, None] * k + model.centrality[rater][:, None] * (k - model.top / 2) ** 2
    return np.mean([score(np.tile(weights, (len(place), 1)), place)[0] for weights in plain], axis=0)


def _conditional(weights: np.ndarray, marks: np.ndarray) -> tuple[float, np.ndarray]:
    """Log likelihood of marks given each person's total, and the chance of each category given it.

    Sums are built forward and backward over the ratings, as in a hidden Markov chain whose state is the sum so far.

    Parameters
    ----------
    weights, marks
        Shape (n_people, n_ratings, top + 1) and (n_people, n_ratings).
    """
    n, length, width = weights.shape
    total, span = marks.sum(axis=1), length * (width - 1) + width
    highest = weights.max(axis=2, keepdims=True)
    part = np.exp(weights - highest)
    forward, logs = np.zeros((length + 1, n, span)), np.zeros(n)
    forward[0, :, 0] = 1.0
    for j in range(length):
        for k in range(width):
            forward[j + 1, :, k:] += part[:, j, k, None] * forward[j, :, : span - k]
        scale = forward[j + 1].sum(axis=1, keepdims=True)
        forward[j + 1] /= scale
        logs += np.log(scale[:, 0])
    chances, backward = np.zeros_like(weights), np.zeros((n, span))
    backward[np.arange(n), total] = 1.0
    for j in range(length - 1, -1, -1):
        before = np.zeros_like(backward)
        for k in range(width):
            chances[:, j, k] = part[:, j, k] * np.einsum("ns,ns->n", forward[j, :, : span - k], backward[:, k:])
            before[:, : span - k] += part[:, j, k, None] * backward[:, k:]
        backward = before / before.max(axis=1, keepdims=True)
    observed = np.take_along_axis(weights - highest, marks[:, :, None], axis=2).sum()
    reached = forward[length, np.arange(n), total]
    return float(observed - np.sum(np.log(reached) + logs)), chances / chances.sum(axis=2, keepdims=True)
