from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ekin.errors import NotEnoughError, NotLinkedError
from ekin.evaluation.planted import draw_ratings
from ekin.evaluation.reviewers import ENOUGH_RATINGS, fit_reviewers, linked_groups, linking_options
from ekin.words.statistics import LINKING, REVIEWER

# MFRM(...).calibrate(model="global") of RaschPy 1.4.0 on these draws: 6 reviewers, 120 people, 3 items, marks 0..4
RASCHPY = {5: [-0.5838, -1.0537, -0.2142, 0.5377, 1.1302, 0.1837], 6: [0.6598, 1.3903, -3.1424, -0.5461, 0.6177, 1.0207]}


def of(fit, measure):
    return fit.reviewers[fit.reviewers["measure"].eq(measure)].reset_index(drop=True)


@pytest.mark.parametrize("seed", RASCHPY)
def test_severity_agrees_with_raschpy(seed):
    ratings, _ = draw_ratings(seed, raters=6, staff=0, vignettes=120)
    found = of(fit_reviewers(ratings, central=False), "severity")["estimate"]
    assert np.abs(found - RASCHPY[seed]).max() < 0.1


def test_planted_severity_is_recovered_and_covered():
    fits = [(of(fit_reviewers(ratings), "severity"), truth) for ratings, truth in map(draw_ratings, range(8))]
    assert np.mean([np.corrcoef(found["estimate"], truth)[0, 1] for found, truth in fits]) >= 0.94
    covered = np.mean([found["low"].le(truth) & found["high"].ge(truth) for found, truth in fits])
    assert 0.88 <= covered <= 1.0  # 80 intervals; the bench has 2,000
    assert all(found["n"].eq(ENOUGH_RATINGS).all() for found, _ in fits)


def test_halo_and_centrality_are_told_apart():
    halo, central = [2.0, *[0.0] * 7], [0.0, 0.6, *[0.0] * 6]
    ratings, _ = draw_ratings(3, raters=8, vignettes=30, staff=0, halo=halo, centrality=central)
    fit = fit_reviewers(ratings)
    assert of(fit, "halo")["low"].gt(0).tolist() == [True, *[False] * 7]
    assert of(fit, "centrality")["low"].gt(0).tolist() == [False, True, *[False] * 6]
    assert set(fit.reviewers["measure"]) == set(REVIEWER)


def test_adjusted_stands_beside_raw_and_takes_severity_out():
    ratings, severity = draw_ratings(1, vignettes=20)
    people = fit_reviewers(ratings).people.set_index("ratee")
    strict, mild = np.argmax(severity), np.argmin(severity)
    moved = people["estimate"] - people["raw"]
    staff = [moved[moved.index.str.startswith(f"s{rater}_")].mean() for rater in (strict, mild)]
    assert staff[0] > 0.3
    assert staff[1] < -0.3
    assert (people["low"] < people["estimate"]).all()
    assert (people["estimate"] < people["high"]).all()
    assert people["high"].max() <= 5
    assert people["low"].min() >= 1


def test_a_reviewer_with_one_mark_for_all_stays_finite():
    ratings, _ = draw_ratings(2, raters=4, staff=3)
    fit = fit_reviewers(ratings.assign(mark=ratings["mark"].where(ratings["rater"].ne("r00"), 5)))
    first = of(fit, "severity").iloc[0]
    assert -9 < first["low"] < first["estimate"] < -1


def test_one_superior_a_person_is_refused_with_a_way_out():
    ratings, _ = draw_ratings(0, raters=4, vignettes=0)
    with pytest.raises(NotLinkedError, match="10 contoh kasus") as refused:
        fit_reviewers(ratings)
    assert refused.value.groups == linked_groups(ratings) == [["r00"], ["r01"], ["r02"], ["r03"]]
    options = linking_options(ratings)
    assert options["option"].tolist() == list(LINKING)
    assert options["ratings_each"].ge(ENOUGH_RATINGS).all()


def test_one_person_seen_twice_links_two_of_three():
    ratings, _ = draw_ratings(0, raters=3, vignettes=0)
    again = ratings[ratings["ratee"].eq("s0_0")].assign(rater="r01")
    assert linked_groups(pd.concat([ratings, again])) == [["r00", "r01"], ["r02"]]


def test_reviewers_of_different_items_are_refused():
    ratings, _ = draw_ratings(0, raters=2, staff=0)
    own = ratings["rater"].eq("r00") == ratings["item"].eq("i0")
    with pytest.raises(NotLinkedError):
        fit_reviewers(ratings[own])


def test_one_single_mark_is_refused():
    ratings, _ = draw_ratings(0, raters=2, staff=0)
    with pytest.raises(NotEnoughError, match="semua nilai sama"):
        fit_reviewers(ratings.assign(mark=3))
