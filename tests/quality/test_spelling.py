"""Slips of spelling are mended, words of the field are left alone, and compiled code mends the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.quality.judge import check, judge_model
from ekin.quality.normalize import fold
from ekin.quality.spelling import MIN_LETTERS, common, known, meant


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("kegitan", "kegiatan"),  # a letter too few
        ("laporann", "laporan"),  # one too many
        ("pelauanan", "pelayanan"),  # another
        ("mengaajr", "mengajar"),  # two exchanged
        ("pmbljrn", "pembelajaran"),  # no vowels
    ],
)
def test_a_slip_is_mended(written, word):
    assert meant(written) == word
    assert fold(f"{written.upper()} 12 x") == f"{word} 0 x"


@pytest.mark.parametrize(
    "word", ["dapodik", "renja", "catin", "linmas", "rakor", "bps", "dprd", "xqzvw", "Kegitan", "é", "", "kgb"]
)
def test_words_of_the_field_short_and_strange_ones_stay(word):
    assert meant(word) == word


def test_known_words_stay_and_common_ones_are_known():
    assert all(meant(word) == word for word in common())
    assert set(common()) <= known()


def test_a_slip_moves_no_verdict():
    lines = ["Melaksanakan pelayanan administrasi", "Mengajar Matematika kelas V materi pecahan"]
    slips = ["Melaksanakn pelayanan admnistrasi", "Mengjar Matemtika kelas V matrei pecahan"]
    assert np.array_equal(check(lines)["p_generic"], check(slips)["p_generic"])


@given(st.lists(st.text("abdegiklmnprstu", min_size=1, max_size=9), min_size=1, max_size=4), st.data())
def test_compiled_code_mends_the_same(strange, data):
    word = data.draw(st.sampled_from(common()))
    at, letter = data.draw(st.integers(0, len(word))), data.draw(st.sampled_from("aklx"))
    slips = [word[:at] + letter + word[at:], word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :]]
    lines = [" ".join([*slips, *strange])]
    stage = judge_model()[0]
    np.testing.assert_allclose(stage.heads_compiled(lines), stage.heads_plain(lines), atol=1e-9)


def test_short_words_have_too_many_neighbours():
    assert all(meant(word) == word for word in ("abcd", "rpat", "kels") if len(word) < MIN_LETTERS)
