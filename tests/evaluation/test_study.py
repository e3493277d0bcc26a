from __future__ import annotations

import pandas as pd
import pytest

from ekin.errors import NotEnoughError
from ekin.evaluation.planted import START
from ekin.evaluation.planted import draw_panel as draw
from ekin.evaluation.study import effect_of
from ekin.words.statistics import VERDICT


@pytest.mark.parametrize("units", [10, 30])
def test_a_planted_effect_is_covered(units):
    found = pd.concat([effect_of(draw(seed, units), START) for seed in range(60)])
    did, series = (found[found["method"].eq(method)] for method in ("did", "series"))
    for rows in (did, series):
        assert 0.87 <= (rows["low"].le(0.2) & rows["high"].ge(0.2)).mean() <= 1.0  # 60 runs; the bench has 1,000
        assert rows["estimate"].mean() == pytest.approx(0.2, abs=0.05)
    assert set(did["verdict"]) <= set(VERDICT)


def test_the_estimate_is_that_of_two_way_least_squares_and_welch():
    formula, weights = pytest.importorskip("statsmodels.formula.api"), pytest.importorskip("statsmodels.stats.weightstats")
    panel = draw(5)
    found = effect_of(panel, START).iloc[0]
    cells = panel.groupby(["unit", "period", "treated"], as_index=False)["outcome"].mean()
    fit = formula.ols(
        "outcome ~ C(unit) + C(period) + on", cells.assign(on=1.0 * (cells["treated"] & cells["period"].ge(START)))
    ).fit()
    assert found["estimate"] == pytest.approx(fit.params["on"], abs=1e-9)
    changes = cells.assign(after=cells["period"].ge(START)).groupby(["treated", "unit", "after"])["outcome"].mean().unstack()
    moves = changes[True] - changes[False]
    welch = weights.CompareMeans.from_data(moves[True].to_numpy(), moves[False].to_numpy()).tconfint_diff(usevar="unequal")
    assert (found["low"], found["high"]) == pytest.approx(welch, abs=1e-9)


def test_people_of_both_arms_in_a_unit_are_compared_within_it():
    found = effect_of(draw(1, effect=0.6, mixed=True), START).iloc[0]
    assert found[["n", "treated", "control", "verdict"]].tolist() == [20, 20, 20, "effect"]
    assert found["low"] < 0.6 < found["high"]
    assert found["estimate_sd"] == pytest.approx(found["estimate"], rel=0.2)


def test_arms_that_drifted_apart_before_are_told():
    found = effect_of(draw(2, effect=0.0, drift=0.1), START)
    assert found.loc[found["method"].eq("did"), "verdict"].item() == "placebo_fails"


def test_no_effect_is_not_enough():
    assert effect_of(draw(3, effect=0.0), START)["verdict"].iloc[0] == "not_enough"


@pytest.mark.parametrize(("panel", "start"), [(draw(0, units=8), START), (draw(0), 0), (draw(0), 99)])
def test_too_few_units_or_periods_are_refused(panel, start):
    with pytest.raises(NotEnoughError, match="diperlukan"):
        effect_of(panel, start)
