from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.quality.normalize import MAX_CHARS, MAX_WORDS, as_text, fold


class _Broken:
    def __str__(self):
        raise RuntimeError("no text")


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NA, pd.NaT, _Broken()])
def test_missing_values_are_empty_text(value):
    assert as_text(value) == ""


def test_numbers_and_lists_become_their_text():
    assert (as_text(12), as_text([1, 2]), as_text(np.int64(3))) == ("12", "[1, 2]", "3")


@pytest.mark.parametrize(
    "written",
    [
        "MEMBUAT LAPORAN BULAN MEI",
        "membuat   lap. bln Mei!!!",
        "<p>Membuat</p><br>laporan&nbsp;bulan Mei",
        "Mem\u200bbuat lap\u00adoran bulan Mei",
        "Membuat laporan bulan Mei https://contoh.go.id/x?y=1",
        "\ud800 Membuat \x00 laporan\x07bulan Mei",
    ],
)
def test_spelling_markup_and_links_do_not_matter(written):
    assert fold(written) == "membuat laporan bulan mei"


def test_any_number_is_the_same():
    assert fold("bed 7") == fold("bed 1234567") == "bed 0"


@given(st.text(st.characters(), max_size=300))
def test_folding_never_fails_and_is_stable(text):
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert len(folded.split()) <= MAX_WORDS


def test_long_text_is_cut():
    assert len(fold("a b " * MAX_CHARS).split()) == MAX_WORDS
