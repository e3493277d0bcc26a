from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ekin.statistics.intervals import bootstrap_median, bootstrap_ratio, design_effect, wilson


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_plain_wilson_is_that_of_scipy(kn):
    k, n = kn
    low, high = wilson(np.array([k]), np.array([n]))
    known = stats.binomtest(k, n).proportion_ci(method="wilson")
    assert (low[0], high[0]) == pytest.approx((known.low, known.high), abs=1e-9)


def test_wilson_of_nothing_is_nan_and_a_wide_effect_widens():
    low, high = wilson(np.array([0.0, 30, 30]), np.array([0.0, 60, 60]), np.array([1.0, 0.5, 4]))
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    known = [stats.binomtest(k, n).proportion_ci(method="wilson") for k, n in ((30, 60), (15 // 2 * 2, 28))]
    assert (low[1], high[1]) == pytest.approx((known[0].low, known[0].high))  # an effect below 1 does not narrow
    assert low[2] == pytest.approx(_wilson_low(0.5, 60 / 4))


def _wilson_low(p, n):
    z = stats.norm.ppf(0.975)
    return (p + z * z / (2 * n) - z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)


def test_design_effect_by_hand():
    # p = 10 / 20; (10 - 5)^2 + (0 - 5)^2 = 50; 2 / 1 * 50 / 20^2 = 0.25; simple 0.25 / 20 = 0.0125; 0.25 / 0.0125 = 20
    assert design_effect(np.array([10.0, 0]), np.array([10.0, 10]), np.array([0, 0]), 1) == pytest.approx([20])


@pytest.mark.parametrize(("k", "n"), [([3.0], [9.0]), ([5.0, 5], [5.0, 5]), ([0.0, 0], [5.0, 5]), ([3.0, 0], [9.0, 0]), ([], [])])
def test_design_effect_is_one_where_people_cannot_differ(k, n):
    assert design_effect(np.array(k), np.array(n), np.zeros(len(k), dtype=int), 1).tolist() == [1.0]


def test_design_effect_is_the_cluster_variance_of_statsmodels():
    rng = np.random.default_rng(5)
    sizes = rng.integers(3, 30, 15)
    person = np.repeat(np.arange(15), sizes)
    hit = (rng.random(len(person)) < rng.beta(2, 2, 15)[person]).astype(float)
    robust = (
        sm.OLS(hit, np.ones_like(hit)).fit(cov_type="cluster", cov_kwds={"groups": person, "use_correction": False}).bse[0] ** 2
    )
    p, total = hit.mean(), len(hit)
    expected = 15 / 14 * robust / (p * (1 - p) / total)
    found = design_effect(np.bincount(person, hit), sizes.astype(float), np.zeros(15, dtype=int), 1)
    assert found[0] == pytest.approx(expected)
    assert found[0] > 1.5


@pytest.mark.parametrize("people", [10, 30])
def test_coverage_of_a_group_is_nearer_95_percent_when_people_differ(people):
    rng, runs, mean = np.random.default_rng(11), 1500, 0.6
    rate = rng.beta(mean * 3, (1 - mean) * 3, (runs, people))
    n = rng.integers(10, 40, (runs, people)).astype(float)
    k = rng.binomial(n.astype(int), rate).astype(float)
    group = np.repeat(np.arange(runs), people)
    effect = design_effect(k.ravel(), n.ravel(), group, runs)
    covered = {}
    for name, width in (("plain", 1.0), ("clusters", effect)):
        low, high = wilson(k.sum(axis=1), n.sum(axis=1), width)
        covered[name] = np.mean((low <= mean) & (mean <= high))
    assert covered["plain"] < 0.7
    assert 0.9 < covered["clusters"] < 0.97


def test_median_of_two_observations_by_hand():
    # resamples of (0, 10): medians 0, 5, 10 with chances 1/4, 1/2, 1/4
    assert bootstrap_median(np.array([0, 10]), np.array([1, 1]), n_boot=400, seed=1) == (0, 10)


def test_people_are_resampled_whole_by_hand():
    # three zeros of one person and a ten of another: the median is 10 in a quarter of the draws of people;
    # of single entries only when at least three of four draws are the ten (1.3 %), or 5 when two are (21 %)
    values, person = np.array([0, 0, 0, 10]), np.array([0, 0, 0, 1])
    assert bootstrap_median(values, person, n_boot=2000, seed=1) == (0, 10)
    assert bootstrap_median(values, np.zeros(4), n_boot=2000, seed=1)[1] in (5, 10)


@pytest.mark.parametrize("values", [[], [3]])
def test_fewer_than_two_observations_have_no_interval(values):
    given_ = np.array(values, dtype=float)
    assert np.isnan(bootstrap_median(given_, np.zeros(len(given_)), n_boot=10, seed=1)).all()
    assert np.isnan(bootstrap_ratio(given_, given_, np.zeros(len(given_)), n_boot=10, seed=1)).all()


@pytest.mark.parametrize("size", [14, 41])
def test_median_interval_is_that_of_scipy(size):
    values = np.random.default_rng(size).integers(0, 40, size)
    found = bootstrap_median(values, np.zeros(size), n_boot=20_000, seed=3)
    known = stats.bootstrap((values,), np.median, n_resamples=20_000, method="percentile", rng=4).confidence_interval
    assert found == pytest.approx((known.low, known.high), abs=0.51)


def test_median_interval_of_clusters_is_that_of_resampled_people():
    rng = np.random.default_rng(8)
    people = [rng.poisson(rate, size) for rate, size in zip((1, 2, 4, 9, 3, 6), (5, 9, 2, 12, 7, 4), strict=True)]
    person = np.repeat(np.arange(6), [len(each) for each in people])
    found = bootstrap_median(np.concatenate(people), person, n_boot=8000, seed=2)
    medians = [np.median(np.concatenate([people[i] for i in rng.integers(6, size=6)])) for _ in range(8000)]
    assert found == pytest.approx(tuple(np.quantile(medians, [0.025, 0.975])), abs=0.51)


def test_ratio_interval_is_that_of_scipy():
    rng = np.random.default_rng(9)
    n = rng.integers(300, 500, 25).astype(float)
    k = n * rng.uniform(0.3, 1.4, 25)
    found = bootstrap_ratio(k, n, np.zeros(25), n_boot=20_000, seed=3)
    known = stats.bootstrap(
        (k, n), lambda a, b, axis: a.sum(axis) / b.sum(axis), paired=True, n_resamples=20_000, method="percentile", rng=4
    ).confidence_interval
    assert found == pytest.approx((known.low, known.high), abs=0.01)
    whole = bootstrap_ratio(np.repeat(k, 2) / 2, np.repeat(n, 2) / 2, np.repeat(np.arange(25), 2), n_boot=20_000, seed=3)
    assert whole == pytest.approx(found)  # halves of one person stay together


def test_draws_are_repeatable_and_need_a_denominator():
    k, n, cluster = np.array([3.0, 5, 1]), np.array([4.0, 9, 2]), np.arange(3)
    assert bootstrap_ratio(k, n, cluster, n_boot=99, seed=1) == bootstrap_ratio(k, n, cluster, n_boot=99, seed=1)
    assert np.isnan(bootstrap_ratio(k, np.zeros(3), cluster, n_boot=99, seed=1)).all()
