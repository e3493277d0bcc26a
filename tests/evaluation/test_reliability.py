from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ekin.errors import NotEnoughError
from ekin.evaluation.reliability import SURE, alpha, components, d_study, heterogeneity, icc, order
from ekin.statistics.intervals import Z

TABLE = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Shrout and Fleiss 1979, table 4, to the digits of pingouin 0.7.0
PINGOUIN = [0.16574184, 0.28976378, 0.71484071, 0.44279732, 0.62005055, 0.90931554]


def long(table):
    rows = [(f"p{i}", f"r{j}", mark) for i, row in enumerate(table) for j, mark in enumerate(row) if mark == mark]
    return pd.DataFrame(rows, columns=["ratee", "rater", "mark"])


def planted(seed, people=60, days=6, raters=4, variances=(1.0, 0.5, 0.2, 0.3, 0.8)):
    rng, shape = np.random.default_rng(seed), (people, days, raters)
    sizes = [(people, 1, 1), (people, days, 1), (1, 1, raters), (people, 1, raters), shape]
    marks = sum(rng.normal(0, variance**0.5, size) for variance, size in zip(variances, sizes, strict=True))
    at = np.indices(shape).reshape(3, -1)
    return pd.DataFrame({"ratee": at[0], "day": at[1], "rater": at[2], "mark": marks.ravel()})


def test_icc_is_that_of_shrout_and_fleiss_and_pingouin():
    found = icc(long(TABLE))
    assert found["estimate"].to_numpy() == pytest.approx(PINGOUIN, abs=1e-6)
    assert found["low"].round(2).tolist() == [-0.13, 0.02, 0.34, -0.88, 0.07, 0.68]  # intervals of pingouin, printed so
    assert found["high"].round(2).tolist() == [0.72, 0.76, 0.95, 0.91, 0.93, 0.99]


def test_alpha_is_that_of_the_krippendorff_package():
    krippendorff = pytest.importorskip("krippendorff")
    rng = np.random.default_rng(4)
    marks = rng.integers(1, 4, (40, 3)) + rng.integers(0, 3, (40, 1)).astype("float64")
    marks[rng.random(marks.shape) < 0.2] = np.nan
    found = alpha(long(marks)).iloc[0]
    assert found["estimate"] == pytest.approx(
        krippendorff.alpha(reliability_data=marks.T, level_of_measurement="interval"), abs=1e-6
    )
    assert found["low"] < found["estimate"] < found["high"]


def test_a_balanced_d_study_is_the_analysis_of_variance():
    found = d_study(long(TABLE), days=[1], raters=[1, 4])["estimate"]
    assert found.to_numpy() == pytest.approx([PINGOUIN[2], PINGOUIN[1], PINGOUIN[5], PINGOUIN[4]], abs=1e-6)


def test_planted_components_are_found_with_marks_missing():
    frames = [planted(seed).sample(frac=0.7, random_state=seed) for seed in range(30)]
    found = np.mean([components(frame, n_boot=20)["estimate"] for frame in frames], axis=0)
    assert found == pytest.approx([1.0, 0.5, 0.2, 0.3, 0.8], abs=0.08)


def test_how_many_days_are_enough_for_one_judge():
    one = planted(1, variances=(1.0, 0.5, 0.0, 0.0, 0.8)).query("rater == 0")
    found = d_study(one, days=[1, 5, 20], raters=[1]).query("kind == 'relative'")
    assert found["estimate"].is_monotonic_increasing
    assert found["enough"].tolist() == [False, False, True]
    assert components(one)["component"].tolist() == ["person", "rest"]


def test_alpha_of_one_single_mark_is_refused():
    with pytest.raises(NotEnoughError, match="semua nilai sama"):
        alpha(long(np.ones((6, 2))))


@pytest.mark.parametrize("frame", [long(TABLE[:3]), long(TABLE).assign(rater=long(TABLE)["ratee"])])
def test_too_little_is_refused(frame):
    with pytest.raises(NotEnoughError, match="Tidak cukup bukti"):
        components(frame)


def test_heterogeneity_is_that_of_statsmodels():
    meta = pytest.importorskip("statsmodels.stats.meta_analysis")
    effects, variances = np.array([0.1, 0.9, 0.4, 1.6, -0.3, 0.8]), np.array([0.05, 0.1, 0.08, 0.2, 0.06, 0.1])
    found, low, high = heterogeneity(effects, variances)
    assert found == pytest.approx(meta.combine_effects(effects, variances, method_re="iterated").tau2, abs=1e-5)
    assert 0 < low < found < high
    assert heterogeneity(np.zeros(5), np.ones(5)) == (0.0, 0.0, 0.0)


def test_an_order_that_is_printed_is_true_nine_times_of_ten():
    rng, printed = np.random.default_rng(0), []
    for spread in np.repeat([0.0, 0.5, 1.5, 4.0], 100):
        truth = rng.normal(0, spread, 6)
        value = truth + rng.normal(size=6)
        ranked = order(pd.DataFrame({"truth": truth, "estimate": value, "low": value - Z, "high": value + Z}), n_draws=1000)
        tiers = ranked.groupby("tier")["truth"].agg(["min", "max"])
        if len(tiers) > 1:
            assert ranked["probability"].iloc[0] >= SURE
            printed.append((tiers["min"].to_numpy()[:-1] > tiers["max"].to_numpy()[1:]).all())
    assert len(printed) > 60
    assert np.mean(printed) >= 0.85  # 0.9 but for chance in some hundred orders


def test_overlapping_people_are_not_ranked():
    alike = pd.DataFrame({"estimate": [0.5, 0.52, 0.55], "low": [0.4, 0.42, 0.45], "high": [0.6, 0.62, 0.65]})
    assert order(alike)["tier"].tolist() == [1, 1, 1]
