from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ekin.quality.alignment import align, aligned_probability, fit_none

PLANS = ["Melaksanakan percepatan penurunan stunting", "Menyusun laporan keuangan", "Melayani administrasi kependudukan"]


def test_best_plan_first_and_none_last():
    frame = align("rembug stunting desa Kenari", PLANS)
    assert list(frame.columns) == ["plan", "score"]
    assert sorted(frame["plan"]) == [-1, 0, 1, 2]
    assert frame["plan"].iloc[0] == 0
    assert frame["plan"].iloc[-1] == -1
    assert frame["score"][:-1].is_monotonic_decreasing
    assert frame["score"].iloc[-1] == pytest.approx(1 - frame["score"].iloc[0])


def test_a_stranger_belongs_to_none():
    assert align("Scaling gigi", PLANS)["score"].iloc[-1] > align(PLANS[1], PLANS)["score"].iloc[-1]


@pytest.mark.parametrize("text", ["", None, "-"])
def test_no_words_or_no_plans_belong_to_none(text):
    assert align(text, PLANS)["score"].tolist() == [0, 0, 0, 1]
    assert align("Rapat stunting", []).to_numpy().tolist() == [[-1, 1]]


def test_rows_agree_with_align():
    rows = aligned_probability(["rembug stunting"] * 3, PLANS)
    frame = align("rembug stunting", PLANS).set_index("plan")["score"]
    np.testing.assert_array_equal(rows, frame.loc[[0, 1, 2]])
    with pytest.raises(ValueError, match="as many plans"):
        aligned_probability(["a"], [])
    assert aligned_probability([], []).shape == (0,)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(), max_size=80), st.lists(st.text(st.characters(), max_size=80), max_size=4))
def test_never_raises_and_stays_in_range(text, plans):
    frame = align(text, plans)
    assert len(frame) == len(plans) + 1
    assert frame["score"].between(0, 1).all()


def test_fit_none_learns_that_near_means_aligned():
    slope, shift = fit_none(PLANS + PLANS, PLANS + PLANS[1:] + PLANS[:1], [True] * 3 + [False] * 3)
    assert slope > 0 > shift
