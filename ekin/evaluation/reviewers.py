"""Severity, centrality and halo of reviewers: a many-facet Rasch model on marks of people seen by several reviewers.

log P(k) / P(k - 1) = person - severity - item - threshold k - centrality (2k - 1 - m), marks 0..m; thresholds are common, and
centrality is Andrich's dispersion: how much wider than the common ones the reviewer's middle categories are.

Source: J. M. Linacre, Many-facet Rasch measurement (1994); D. Andrich, An extension of the Rasch model for ratings providing both
location and dispersion parameters, Psychometrika 47 (1982).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ekin.errors import NotEnoughError, NotLinkedError
from ekin.evaluation.rasch import Model, people_of, score
from ekin.evaluation.reliability import heterogeneity
from ekin.statistics.intervals import Z
from ekin.words.statistics import LACKS

ENOUGH_RATINGS: Final = 30
"""Linked ratings from which on a reviewer's severity was recovered with r >= 0.95 (tests/bench_statistics.py)."""

_MIN_BLOCKS = 5  # people seen by others too, below which halo is not estimated


@dataclass(frozen=True)
class ReviewerFit:
    """What the model says beside what the raw marks say; every frame has estimate, low, high (95 %) and n.

    Attributes
    ----------
    reviewers
        rater, measure ("severity", "centrality", "halo"), in logits. Severity and centrality have mean 0: above is stricter, or
        keeps more to the middle. Halo is the standard deviation of a general impression that moves all items of a person
        together, 0 if none, NaN with fewer than five people seen by others too. raw: mean mark, standard deviation of the marks,
        mean standard deviation of the marks within one person. n: ratings of people whom others rated too; for halo, those people.
    items
        item, estimate: difficulty in logits with mean 0; raw: mean mark.
    people
        ratee, raw: mean mark; estimate: the mean mark an average reviewer would give, on the scale of the marks.
    """

    reviewers: pd.DataFrame
    items: pd.DataFrame
    people: pd.DataFrame


def linked_groups(ratings: pd.DataFrame) -> list[list[str]]:
    """List groups of reviewers whom a chain of people rated by several of them joins, so that they can be compared; largest first."""
    raters, rater = np.unique(ratings["rater"], return_inverse=True)
    ratees, ratee = np.unique(ratings["ratee"], return_inverse=True)
    ones, size = np.ones(len(ratings)), len(raters) + len(ratees)
    graph = coo_array((ones, (rater, ratee + len(raters))), shape=(size, size))
    part = connected_components(graph, directed=False)[1][: len(raters)]
    return sorted((raters[part == number].tolist() for number in np.unique(part)), key=lambda group: (-len(group), group))


def linking_options(ratings: pd.DataFrame) -> pd.DataFrame:
    """Say how reviewers could be linked: option ("vignettes", "second_reviewer", "movers"), people_each, ratings_each.

    Each option gives every reviewer `ENOUGH_RATINGS` linked ratings; the words stand in `ekin.words.statistics.LINKING`.
    """
    items = ratings["item"].nunique()
    each = -(-ENOUGH_RATINGS // items)
    people = {"vignettes": max(10, each), "second_reviewer": each, "movers": each}
    return pd.DataFrame([(name, n, n * items) for name, n in people.items()], columns=["option", "people_each", "ratings_each"])


def fit_reviewers(ratings: pd.DataFrame, *, central: bool = True) -> ReviewerFit:
    """Estimate severity, centrality and halo by conditional maximum likelihood; adjusted marks stand beside raw ones.

    Conditioning on each person's total leaves out what people deserve, so nothing is assumed about how they were given to
    reviewers and there is none of the bias of joint estimation; people seen by one reviewer say nothing about severity and only
    receive adjusted marks. A weak normal penalty (3 logits) keeps a reviewer with one single mark finite. Intervals are Wald's;
    those of severity and of people
    are widened by the halo found, yet a strong halo (1.5 logits) pulls severities together and left them too narrow (bench).

    Parameters
    ----------
    ratings
        rater, ratee, item, mark (whole numbers, at least two different); at most one row for each of the first three.
    central
        Whether to let reviewers differ in centrality; without, their severity is surer.

    Raises
    ------
    NotLinkedError
        If not all reviewers are linked, as with one superior for each person.
    NotEnoughError
        If all marks are the same.
    """
    if ratings["mark"].nunique() < 2:
        raise NotEnoughError(LACKS["marks"])
    groups, seen = linked_groups(ratings), ratings.groupby("ratee")["rater"].transform("nunique")
    if len(groups) > 1 or len(groups[0]) < 2:
        raise NotLinkedError(groups)
    model, linked = Model(ratings, central=central), seen.gt(1).to_numpy()
    if model.separable(linked):
        raise NotLinkedError([[rater] for rater in model.raters])
    best = minimize(lambda free: model.loss(free, linked), np.zeros(model.size), jac=True, method="BFGS", options={"gtol": 1e-4})
    model.settle(best.x, linked)
    halo = _halo(model, linked)
    spread = np.square(halo["estimate"].fillna(0).to_numpy())
    n_people = pd.Series(model.ratee[linked]).groupby(model.rater[linked]).nunique().to_numpy()
    model.widen(spread / n_people)
    return ReviewerFit(_reviewers(ratings, model, linked, halo), _items(ratings, model), people_of(ratings, model, spread))


def _reviewers(ratings: pd.DataFrame, model: Model, linked: np.ndarray, halo: pd.DataFrame) -> pd.DataFrame:
    marks = ratings.groupby("rater")["mark"]
    within = ratings.groupby(["rater", "ratee"])["mark"].std(ddof=0).groupby("rater").mean()
    n = np.bincount(model.rater[linked], minlength=len(model.raters))
    parts = {
        "severity": _table(model.severity, model.se[model.severity_at], n).assign(raw=marks.mean().to_numpy()),
        "centrality": _table(model.centrality, model.se[model.centrality_at], n).assign(raw=marks.std(ddof=0).to_numpy()),
        "halo": halo.assign(raw=within.to_numpy()),
    }
    frames = [
        part.assign(rater=model.raters, measure=name) for name, part in parts.items() if model.central or name != "centrality"
    ]
    return pd.concat(frames, ignore_index=True)[["rater", "measure", "estimate", "low", "high", "n", "raw"]]


def _items(ratings: pd.DataFrame, model: Model) -> pd.DataFrame:
    marks = ratings.groupby("item")["mark"]
    table = _table(model.difficulty, model.se[model.difficulty_at], marks.size().to_numpy())
    return table.assign(item=model.items, raw=marks.mean().to_numpy())[["item", "estimate", "low", "high", "n", "raw"]]


def _table(estimate: np.ndarray, se: np.ndarray, n: Sequence[int]) -> pd.DataFrame:
    return pd.DataFrame({"estimate": estimate, "low": estimate - Z * se, "high": estimate + Z * se, "n": n})


def _halo(model: Model, linked: np.ndarray) -> pd.DataFrame:
    """Spread of a reviewer's impressions of people about what all the others found, beyond what chance alone gives."""
    rows = pd.DataFrame({"rater": model.rater, "ratee": model.ratee, "row": np.arange(len(model.rater))})[linked]
    pairs = rows.merge(rows, on="ratee", suffixes=("", "_other"))
    pairs = pairs[pairs["rater"].ne(pairs["rater_other"])].drop_duplicates(["rater", "ratee", "row_other"])
    block = pairs.groupby(["rater", "ratee"], sort=True).ngroup().to_numpy()
    others, info = model.locate(pairs["row_other"].to_numpy(), block)
    own = rows.sort_values(["rater", "ratee"], kind="stable")
    number = own.groupby(["rater", "ratee"], sort=True).ngroup().to_numpy()
    expected, variance, _ = score(model.weights(own["row"].to_numpy()), others[number])
    surplus, known = (np.bincount(number, part) for part in (model.mark[own["row"]] - expected, variance))
    rater = own.groupby(["rater", "ratee"], sort=True)["row"].first().index.get_level_values("rater").to_numpy()
    found = []
    for number_of in range(len(model.raters)):
        mine = rater == number_of
        enough = mine.sum() >= _MIN_BLOCKS
        spread = heterogeneity(surplus[mine] / known[mine], 1 / known[mine] + 1 / info[mine]) if enough else (np.nan,) * 3
        found.append((*np.sqrt(spread), mine.sum()))
    return pd.DataFrame(found, columns=["estimate", "low", "high", "n"])
