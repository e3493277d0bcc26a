"""The difference of two periods: worked by hand, its coverage, and what it says when there is too little."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from office_records import make_office

from ekin.domain.period import parse_period
from ekin.errors import ComparisonError
from ekin.evaluation.comparison import compare, paired_share
from ekin.evaluation.performance import measure
from ekin.settings import Settings
from ekin.vocabulary import Level

JANUARY, FEBRUARY = parse_period("2026-01"), parse_period("2026-02")
SETTINGS = Settings(n_boot=200)


@pytest.fixture(scope="module")
def samples():
    return [(make_office(period, people=24, seed=seed), period) for seed, period in enumerate((JANUARY, FEBRUARY))]


@pytest.fixture(scope="module")
def compared(samples):
    return compare(samples, level=Level.AGENCY, settings=SETTINGS)


def test_three_people_by_hand():
    k, n = np.array([[1, 3], [2, 2], [0, 1]]), np.array([[4, 4], [4, 4], [2, 2]])
    difference, low, high = paired_share(k, n, np.zeros(3, int), 1)
    before, after = 3 / 10, 6 / 10
    residual = (k[:, 1] - after * n[:, 1]) / 10 - (k[:, 0] - before * n[:, 0]) / 10
    half = 4.302652729911275 * np.sqrt(3 / 2 * (residual**2).sum())
    np.testing.assert_allclose([difference[0], low[0], high[0]], [0.3, 0.3 - half, 0.3 + half])


@pytest.mark.parametrize("people", [8, 30])
def test_the_interval_covers_the_truth_about_95_times_in_100(people):
    rng, groups = np.random.default_rng(3), 2000
    habit = rng.beta(4, 2, (groups * people, 1))
    chances = np.clip(habit + [[0.0, -0.1]], 0, 1)  # everyone loses ten points, or what there is
    n = rng.integers(15, 23, (groups * people, 2))
    k, group = rng.binomial(n, chances), np.repeat(np.arange(groups), people)
    truth = np.diff(np.clip(rng.beta(4, 2, (400_000, 1)) + [[0.0, -0.1]], 0, 1).mean(axis=0))[0]
    _difference, low, high = paired_share(k, n, group, groups)
    assert 0.93 <= np.mean((low <= truth) & (truth <= high)) <= 0.97


def test_the_figures_are_those_of_each_period(samples, compared):
    for records, period in samples:
        alone = measure(records, period, level=Level.AGENCY, settings=SETTINGS)
        part = (
            compared[compared["period_key"].eq(period.key)]
            .set_index("measure")
            .loc[alone["measure"], alone.columns.drop("measure")]
        )
        pd.testing.assert_frame_equal(part.reset_index(drop=True), alone.drop(columns="measure"))


def test_every_change_agrees_with_its_interval(compared):
    later = compared[compared["period_key"].eq("2026-02")].dropna(subset="difference_low")
    assert len(later) > 10
    assert (later["difference_low"] <= later["difference_high"]).all()
    says = np.where(later["difference_low"] > 0, "up", np.where(later["difference_high"] < 0, "down", "unclear"))
    assert later["change"].tolist() == says.tolist()
    assert compared.loc[compared["period_key"].eq("2026-01"), "change"].eq("").all()


def test_a_real_change_is_found_and_the_rest_is_not(samples):
    records = samples[0][0]
    later = records.entries.assign(day=records.entries["day"] + pd.Timedelta(days=28), id="x" + records.entries["id"])
    later["evidence_url"] = [f"https://contoh.go.id/{place}" for place in range(len(later))]
    moved = type(records)(**{**vars(records), "entries": later})
    found = compare([(records, JANUARY), (moved, FEBRUARY)], level=Level.AGENCY, settings=SETTINGS)
    change = found[found["period_key"].eq("2026-02")].set_index("measure")["change"]
    assert change["evidence_share"] == "up"
    assert change["quantified_share"] == "unclear"


def test_few_people_say_nothing(samples):
    few = [(records.within(Level.UNIT, "Unit 0"), period) for records, period in samples]
    few = [(type(r)(**{**vars(r), "employees": r.employees.head(5)}), period) for r, period in few]
    found = compare(few, level=Level.AGENCY, settings=SETTINGS)
    assert found.loc[found["period_key"].eq("2026-02"), "change"].eq("few").all()


def test_all_moving_alike_is_more_than_chance():
    k, n = np.tile([0, 5], (6, 1)), np.full((6, 2), 5)
    difference, low, high = paired_share(k, n, np.zeros(6, int), 1)
    assert (difference[0], np.isnan(low[0]), np.isnan(high[0])) == (1.0, True, True)


@pytest.mark.parametrize("keys", [["2026-01"], ["2026-02", "2026-01"], ["2026-01", "2026-Q1"]])
def test_periods_must_be_two_and_apart(samples, keys):
    with pytest.raises(ComparisonError, match="tidak dapat dibandingkan"):
        compare([(samples[0][0], parse_period(key)) for key in keys], level=Level.AGENCY, settings=SETTINGS)
