from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest

from ekin.quality.agreement import ALL, agreement, disagreements


def labels_of(grid):
    """One row per annotator and item of a matrix (annotators, items); NaN is no label."""
    frame = pd.DataFrame(grid).rename_axis("annotator").reset_index().melt("annotator", var_name="item", value_name="label")
    return frame.dropna().astype({"annotator": "str", "item": "str"})


def drawn(n, right, rng, raters=2):
    """Labels of annotators who are each right with this chance, on items of which half are 1."""
    truth = rng.integers(2, size=n)
    return np.where(rng.random((raters, n)) < right, truth, 1 - truth)


def test_alpha_with_gaps_is_that_of_the_package():
    grid = drawn(200, 0.85, np.random.default_rng(2), raters=4).astype(float)
    grid[np.random.default_rng(3).random(grid.shape) < 0.3] = np.nan
    found = agreement(labels_of(grid), n_boot=50).query("who == @ALL and measure == 'alpha'").iloc[0]
    assert found["value"] == pytest.approx(krippendorff.alpha(grid, level_of_measurement="nominal"), abs=1e-4)
    assert found["low"] < found["value"] < found["high"]
    assert found["n"] == (np.isfinite(grid).sum(axis=0) > 1).sum()


@pytest.mark.parametrize(
    ("first", "second", "alpha"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbccceddd", 0.692)],
)
def test_published_examples(first, second, alpha):
    """K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), examples A and B."""
    grid = np.array([[*map(ord, first)], [*map(ord, second)]], float)
    found = agreement(labels_of(grid), n_boot=10).set_index("measure")
    assert found.loc["alpha", "value"] == pytest.approx(alpha, abs=5e-4)


def test_intervals_hold_the_planted_value_95_times_in_100():
    rng, right, inside = np.random.default_rng(5), 0.9, []
    expected = 2 * right**2 + 2 * (1 - right) ** 2 - 1  # kappa of such annotators: percent agreement p, chance one half
    for seed in range(60):
        found = agreement(labels_of(drawn(150, right, rng)), n_boot=100, seed=seed).set_index("measure")
        inside.append([found.loc[name, "low"] <= expected <= found.loc[name, "high"] for name in ("kappa", "alpha")])
    assert (np.mean(inside, axis=0) > 0.86).all()  # 0.95 less 3 standard errors


def test_one_code_for_all_has_no_kappa_and_few_items_are_not_enough():
    found = agreement(labels_of(np.ones((2, 10))), n_boot=20).set_index(["who", "measure"])
    assert found.loc[(ALL, "percent"), "value"] == 1
    assert found["value"].isna().sum() == 2
    assert not found["enough"].any()


def test_disagreements_are_those_items():
    found = disagreements(labels_of(np.array([[0, 1, 1], [0, 0, np.nan]])))
    assert found.to_dict("records") == [{"item": "1", "0": 1.0, "1": 0.0}]
