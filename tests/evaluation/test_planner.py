from __future__ import annotations

import pytest
from statsmodels.stats.power import TTestIndPower

from ekin.evaluation.planner import plan_agreement, plan_effect, smallest


def test_power_of_single_people_is_that_of_statsmodels():
    found = plan_effect([20, 64], effect=0.5, unit_size=1, icc=0.0, n_sim=2000)
    for row in found.itertuples():
        assert row.low - 0.01 <= TTestIndPower().power(0.5, row.n, 0.05) <= row.high + 0.01


def test_no_effect_is_found_in_one_of_twenty():
    found = plan_effect([4, 12], effect=0.0, n_sim=2000)
    assert found["power"].tolist() == pytest.approx([0.05, 0.05], abs=0.02)


def test_people_of_one_unit_add_little():
    alike, apart = (plan_effect([8], effect=0.5, unit_size=20, icc=icc, n_sim=500)["power"].iloc[0] for icc in (0.4, 0.0))
    assert alike < apart - 0.2


def test_more_lines_show_agreement_and_the_smallest_is_surely_enough():
    plan = plan_agreement([50, 100, 200, 400], kappa=0.8, least=0.7, n_sim=2000)
    assert plan["power"].is_monotonic_increasing
    assert smallest(plan) in (200, 400)
    assert smallest(plan, 1.01) is None


def test_agreement_that_is_not_there_is_shown_in_few_studies_but_more_than_nominal_with_few_lines():
    found = plan_agreement([100, 3000], kappa=0.7, least=0.7, n_sim=4000)["power"]
    assert found.iloc[0] < 0.07  # 0.025 nominal: the interval of kappa is symmetric, its distribution is not
    assert found.iloc[1] == pytest.approx(0.025, abs=0.012)
