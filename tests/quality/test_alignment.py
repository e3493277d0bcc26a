from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ekin.errors import ModelMismatchError
from ekin.quality.alignment import align, aligned_probability, letters, matcher
from ekin.quality.encoder import PIECES
from ekin.quality.judge import check, judge_model
from ekin.quality.matcher import MODEL, Matcher
from ekin.quality.normalize import fold
from ekin.quality.weights import FOLDER
from ekin.settings import shipped

PLANS = ["Melaksanakan percepatan penurunan stunting", "Menyusun laporan keuangan", "Melayani administrasi kependudukan"]


def test_best_plan_first_none_last_and_all_add_up_to_one():
    frame = align("rembug stunting desa Kenari", PLANS)
    assert list(frame.columns) == ["plan", "score"]
    assert sorted(frame["plan"]) == [-1, 0, 1, 2]
    assert frame["plan"].iloc[0] == 0
    assert frame["plan"].iloc[-1] == -1
    assert frame["score"][:-1].is_monotonic_decreasing
    assert frame["score"].sum() == pytest.approx(1)


def test_meaning_counts_where_letters_point_elsewhere():
    """Chosen among eight lines written for this test, five of them right; the honest figure is in the card."""
    for line, right in (("cetak KK warga pindah", 2), ("timbang balita di posyandu", 0)):
        assert np.argmax(letters([line] * 3, PLANS)) != right
        assert align(line, PLANS)["plan"].iloc[0] == right


def test_a_plan_copied_as_the_entry_is_aligned_and_generic():
    for plan in PLANS:
        assert align(plan, PLANS)["plan"].iloc[0] == PLANS.index(plan)
        assert aligned_probability([plan], [plan])[0] > 0.5
    assert list(check(["Terlaksananya pelayanan administrasi kependudukan"])["flag"]) == ["generic"]


def test_a_stranger_belongs_to_none():
    assert align("Scaling gigi", PLANS)["score"].iloc[-1] > align(PLANS[1], PLANS)["score"].iloc[-1]


@pytest.mark.parametrize("text", ["", None, "-"])
def test_no_words_or_no_plans_belong_to_none(text):
    assert align(text, PLANS)["score"].tolist() == [0, 0, 0, 1]
    assert align("Rapat stunting", []).to_numpy().tolist() == [[-1, 1]]


def test_rows_agree_with_align():
    """Both rest on the same odds against none."""
    rows = aligned_probability(["rembug stunting"] * 3, PLANS)
    frame = align("rembug stunting", PLANS).set_index("plan")["score"]
    np.testing.assert_allclose(rows, [frame[at] / (frame[at] + frame[-1]) for at in range(3)], rtol=1e-5)
    with pytest.raises(ValueError, match="as many plans"):
        aligned_probability(["a"], [])
    assert aligned_probability([], []).shape == (0,)


def test_alone_and_among_many_is_the_same():
    lines = pd.read_csv(shipped("samples") / "corpus" / "pair_lines.csv")["text"].sample(120, random_state=1).tolist()
    together = matcher().vectors([fold(line) for line in lines])
    for at in (0, 57, 119):
        np.testing.assert_allclose(matcher().vectors([fold(lines[at])])[0], together[at], atol=1e-5)


def test_a_matcher_that_was_changed_or_is_gone_is_refused(tmp_path):
    shutil.copyfile(FOLDER / PIECES, tmp_path / PIECES)
    card = judge_model()[1]["matcher"]
    for content in (None, b"something else"):
        if content:
            (tmp_path / MODEL).write_bytes(content)
        with pytest.raises(ModelMismatchError, match=MODEL):
            Matcher(tmp_path, card).vectors(["siap"])


def test_the_card_was_measured_on_these_pairs():
    card, corpus = judge_model()[1]["matcher"], shipped("samples") / "corpus"
    lines, plans = (pd.read_csv(corpus / name, keep_default_na=False) for name in ("pair_lines.csv", "pair_plans.csv"))
    assert card["data"]["n"] == len(lines)
    assert set(card["left_out"]) <= set(lines["author"])
    for author, of in card["left_out"].items():
        assert of["matcher"]["n"] == of["letters"]["n"] == lines["author"].eq(author).sum()
        assert all(low <= value <= high for name in ("top_1", "top_3", "none_auc") for value, low, high in [of["matcher"][name]])
        assert of["matcher"]["top_1"][1] > of["letters"]["top_1"][0]  # better than letters, interval and all
    places = plans.groupby("person")["plan"]
    assert (places.min() == 1).all()
    assert (places.max() == places.size()).all()
    assert (lines["plan"] <= lines["person"].map(places.max())).all()


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(), max_size=80), st.lists(st.text(st.characters(), max_size=80), max_size=4))
def test_never_raises_and_stays_in_range(text, plans):
    frame = align(text, plans)
    assert len(frame) == len(plans) + 1
    assert frame["score"].between(0, 1).all()
