from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from ekin.quality.comparison import compare_models, errors_by, lacks


def test_mcnemar_counts_lines_that_only_one_has_right():
    truth = np.array([1] * 50 + [0] * 50)
    first, second = truth.copy(), truth.copy()
    first[:4], second[10:25] = 0, 0
    found = compare_models(truth, first, second)
    assert (found["n"], found["only_first"], found["only_second"]) == (100, 15, 4)
    assert found["p"] == pytest.approx(binomtest(4, 19).pvalue)
    assert found["difference"] == pytest.approx(0.11)
    assert 0 < found["low"] < 0.11 < found["high"]
    assert found["differs"]
    assert not compare_models(truth, first, first)["differs"]


def test_equal_models_differ_in_about_one_run_of_twenty():
    rng, found = np.random.default_rng(3), []
    for seed in range(150):
        truth = rng.integers(2, size=300)
        called = [np.where(rng.random(300) < 0.85, truth, 1 - truth) for _ in range(2)]
        found.append(compare_models(truth, *called, n_boot=200, seed=seed)["differs"])
    assert np.mean(found) <= 0.1


def test_errors_are_counted_by_group():
    lines = pd.DataFrame(
        {"label": [1, 1, 0, 0], "action": 1, "object": [0, 1, 1, 1], "detail": [0, 0, 1, 1], "family": list("aabb")}
    )
    lines["lacks"] = lacks(lines, {"action": "aksi", "object": "objek", "detail": "rincian"})
    assert lines["lacks"].tolist() == ["objek, rincian", "rincian", "", ""]
    found = errors_by(lines, [0, 1, 1, 1], ["family", "lacks"]).set_index(["by", "group"])
    assert found.loc[("family", "b"), ["n", "wrong", "false_flags", "missed"]].tolist() == [2, 2, 2, 0]
    assert found.loc[("family", "a"), ["n", "wrong", "false_flags", "missed"]].tolist() == [2, 1, 0, 1]
    assert found.loc[("lacks", ""), "share"] == 1
    assert found.eval("0 <= low <= share <= high <= 1").all()
