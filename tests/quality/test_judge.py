from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ekin
from ekin.errors import SettingError

COLUMNS = ["p_generic", "flag", "label", "missing", "empty_words", "question", "model"]
SPECIFIC = "Menjahit luka robek betis pasien kecelakaan, 7 jahitan"
GENERIC = "Melaksanakan tugas kedinasan sesuai arahan pimpinan"
STRANGE = ["", " ", None, float("nan"), pd.NA, 7, "\ud800", "\x00\x07", "\u200b", "<b>x</b>", "👩‍⚕️", "क", "a" * 1_000_000]


def test_the_contract():
    judged = ekin.check([SPECIFIC, GENERIC, "idem"])
    assert judged.columns.tolist() == COLUMNS
    assert judged.index.tolist() == [0, 1, 2]
    assert judged["p_generic"].dtype == np.float32
    assert judged["label"].tolist() == [0, 1, 1]
    assert judged.loc[1, "question"].endswith("?")
    assert judged["model"].nunique() == 1


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: repr(text)[:12])
def test_any_value_gives_a_row(text):
    judged = ekin.check([text])
    assert len(judged) == 1
    assert 0 <= judged.loc[0, "p_generic"] <= 1


def test_nothing_gives_no_row_and_the_same_columns():
    assert ekin.check([]).columns.tolist() == COLUMNS


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), min_size=1, max_size=8))
def test_order_batches_and_reasons(texts):
    together = ekin.check(texts)
    for text, row in zip(texts, together.itertuples(), strict=True):
        alone = ekin.check([text]).loc[0]
        assert alone["p_generic"] == row.p_generic
        assert alone["flag"] == row.flag
        assert all(0 <= start < end <= len(text) for start, end in row.empty_words)
        assert set(row.missing) <= {"action", "object", "detail"}
        if row.flag == "generic":
            assert row.missing
        if row.flag == "specific":
            assert not row.missing
            assert row.question == ""


def test_empty_words_lie_where_they_stand():
    (spans,) = ekin.check([GENERIC])["empty_words"]
    assert "sesuai arahan" in " ".join(GENERIC[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("bare", "full"),
    [
        ("Mengajar di kelas", "Mengajar IPA kelas VI materi rangkaian listrik paralel"),
        ("Membuat laporan", "Membuat laporan realisasi dana BOK triwulan II"),
        ("Rapat", "Rapat penyusunan jadwal imunisasi campak desa Kenari"),
        ("Memperbaiki komputer", "Memperbaiki komputer loket 2 yang mati karena power supply terbakar"),
        ("Melayani masyarakat", "Melayani perekaman KTP-el 9 pemula SMA Tanjung Pinus"),
    ],
)
def test_adding_the_missing_fact_lowers_the_score(bare, full):
    before, after = ekin.check([bare, full])["p_generic"]
    assert after < before


def test_an_unknown_effort_is_refused():
    with pytest.raises(SettingError):
        ekin.check(["x"], effort="most")


def test_align_ranks_the_plans_and_knows_none():
    plans = ["Melaksanakan imunisasi rutin bayi dan balita", "Menyusun laporan keuangan BOK", "Membina kader posyandu"]
    ranked = ekin.align("Imunisasi BCG 12 bayi di posyandu", plans)
    assert ranked.columns.tolist() == ["plan", "score"]
    assert sorted(ranked["plan"]) == [-1, 0, 1, 2]
    assert ranked.loc[ranked["plan"] >= 0, "plan"].iloc[0] == 0
    assert ranked["score"].between(0, 1).all()
