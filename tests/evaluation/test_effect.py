"""The effect of a workshop against SciPy, and against a planted truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ekin.evaluation.effect import MIN_PEOPLE, effect


def test_intervals_are_those_of_a_paired_t():
    rng = np.random.default_rng(3)
    pre, post = rng.uniform(0.2, 0.6, 25), rng.uniform(0.3, 0.8, 25)
    found, theirs = effect(pre, post), stats.ttest_rel(post, pre).confidence_interval()
    assert found.difference == pytest.approx(((post - pre).mean(), theirs.low, theirs.high))
    assert found.pre[1:] == pytest.approx(tuple(stats.ttest_1samp(pre, 0).confidence_interval()))


@pytest.mark.parametrize("gain", [0.0, 0.2])
def test_a_planted_gain_lies_within_nineteen_intervals_of_twenty(gain):
    rng, inside = np.random.default_rng(7), 0
    for _ in range(400):
        skill = rng.uniform(0.3, 0.6, 30)
        found = effect(rng.binomial(8, skill) / 8, rng.binomial(8, skill + gain) / 8)
        inside += found.difference[1] <= gain <= found.difference[2]
    assert 0.92 <= inside / 400 <= 0.98


def test_the_verdict_follows_the_interval():
    low, high = np.linspace(0.2, 0.4, 10), np.linspace(0.6, 0.9, 10)
    assert [effect(*pair).verdict for pair in ((low, high), (high, low), (low, low[::-1]))] == ["better", "worse", "unclear"]
    few = effect(low[: MIN_PEOPLE - 1], high[: MIN_PEOPLE - 1])
    assert (few.n, few.verdict) == (MIN_PEOPLE - 1, "few")


def test_nobody_and_people_all_alike_get_no_interval():
    assert effect(np.array([]), np.array([])).verdict == "few"
    alike = effect(np.full(9, 0.25), np.full(9, 0.5))
    assert np.isnan(alike.difference[1])
    assert alike.verdict == "unclear"
