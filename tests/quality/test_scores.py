from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

from ekin.quality.scores import FIGURES, figures, shown

RNG = np.random.default_rng(0)
TRUTH = RNG.integers(0, 2, 300)
P = np.round(np.clip(0.3 * TRUTH + 0.7 * RNG.random(300), 0, 1), 2)  # with ties
JUDGED = pd.DataFrame({"p": P, "label": (P >= 0.4) * 1.0, "flag": np.where(P < 0.3, 0.0, np.where(P >= 0.6, 1.0, np.nan))})
LINES = np.arange(300)


def test_figures_are_those_of_scikit_learn():
    found = {name: value for name, (value, _low, _high) in figures(TRUTH, JUDGED, LINES, n_boot=10).items()}
    assert found["auc"] == pytest.approx(roc_auc_score(TRUTH, P), abs=1e-4)
    assert found["macro_f1"] == pytest.approx(f1_score(TRUTH, JUDGED["label"], average="macro"), abs=1e-4)
    assert found["recall_generic"] == pytest.approx(recall_score(TRUTH, JUDGED["label"]), abs=1e-4)
    assert found["precision_generic"] == pytest.approx(precision_score(TRUTH, JUDGED["label"]), abs=1e-4)
    decided = JUDGED["flag"].notna()
    assert found["unsure_share"] == pytest.approx(1 - decided.mean(), abs=1e-4)
    assert found["error_decided"] == pytest.approx((JUDGED["flag"] != TRUTH)[decided].mean(), abs=1e-4)


def test_intervals_hold_their_value_and_tied_lines_count_once():
    once = figures(TRUTH, JUDGED, LINES, n_boot=400)
    for name in FIGURES:
        value, low, high = once[name]
        assert low <= value <= high
    copied = pd.concat([JUDGED] * 9)
    tied = figures(np.tile(TRUTH, 9), copied, np.tile(LINES, 9), n_boot=400)
    apart = figures(np.tile(TRUTH, 9), copied, np.arange(2700), n_boot=400)
    width = {name: found["macro_f1"][2] - found["macro_f1"][1] for name, found in (("1", once), ("9", tied), ("0", apart))}
    assert width["9"] == pytest.approx(width["1"], rel=0.05)
    assert width["0"] < width["1"] / 2


def test_a_figure_that_does_not_exist_is_a_dash():
    found = figures(np.ones(5, dtype=int), JUDGED.head(5), np.arange(5), n_boot=10)
    assert found["auc"] == [None, None, None]
    assert shown(found["auc"]) == "–"
    assert shown([0.934, 0.9, 0.95]) == "0,93 (0,90–0,95)"
