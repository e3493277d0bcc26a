from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ekin.errors import SettingError
from ekin.quality.fast import COMPILED_ROWS
from ekin.quality.judge import check, judge_model

COLUMNS = ["p_generic", "flag", "label", "missing", "empty_words", "question", "model"]
GOOD = "Melaksanakan pembelajaran Matematika kelas V materi pecahan dan melakukan penilaian formatif"
BAD = "Melaksanakan tugas kedinasan"


def _consistent(texts: list[object], frame: pd.DataFrame) -> None:
    assert list(frame.columns) == COLUMNS
    assert list(frame.index) == list(range(len(texts)))
    assert frame["p_generic"].dtype == np.float32
    assert frame["p_generic"].between(0, 1).all()
    for text, row in zip(texts, frame.itertuples(), strict=True):
        assert row.flag in ("specific", "unsure", "generic")
        assert row.label in (0, 1)
        assert not (row.flag == "specific" and (row.label or row.missing or row.question))
        assert not (row.flag == "generic" and not row.label)
        assert row.missing or row.label == 0
        assert bool(row.question) == bool(row.missing)
        if isinstance(text, str):
            ends = [end for span in row.empty_words for end in span]
            assert all(0 <= end <= len(text) for end in ends)
            assert all(left <= right for left, right in pairwise(ends))


def test_contract_on_ordinary_lines():
    texts = [GOOD, BAD, "Rapat", "Verval RDKK pupuk", GOOD, "Apel pagi dengan tertib"]
    frame = check(texts)
    _consistent(texts, frame)
    assert frame.loc[0].drop("missing").equals(frame.loc[4].drop("missing"))
    assert frame["missing"][0] is not frame["missing"][4]
    assert frame["model"].unique().tolist() == [judge_model()[1]["version"]]
    assert frame["flag"].dtype == frame["question"].dtype == frame["model"].dtype == "str"


def test_the_two_lines_of_the_policy():
    frame = check([GOOD, BAD])
    assert frame["p_generic"][0] < frame["p_generic"][1]
    assert frame["flag"][0] != "generic"
    assert frame["flag"][1] == "generic"
    assert BAD[slice(*frame["empty_words"][1][0])] == "tugas kedinasan"


@pytest.mark.parametrize(
    "value",
    [
        *["", "   ", "-", "idem", "...", "12-05-2026", "https://contoh.go.id/a", "\x00\x07", "\u200b", "\ud800", "<p></p>"],
        *[None, float("nan"), pd.NA, pd.NaT, 12, 3.5, "sama seperti kemarin", "ok"],
    ],
)
def test_junk_is_generic_with_certainty(value):
    frame = check([value])
    _consistent([value], frame)
    assert frame["flag"][0] == "generic"
    assert frame["p_generic"][0] > 0.9
    assert frame["question"][0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(st.characters(), max_size=200), st.none(), st.floats(), st.binary(max_size=20)), max_size=5))
def test_any_value_gives_a_row(values):
    _consistent(values, check(values))


@pytest.mark.parametrize(
    "text", ["x" * 10_000_000, "<b" * 5_000_000, "dengan baik " * 800_000, "&amp;" * 2_000_000, " " * 10_000_000]
)
def test_ten_megabytes_take_no_longer_than_a_line(text):
    begin = time.perf_counter()
    _consistent([text], check([text]))
    assert time.perf_counter() - begin < 5


def test_alone_in_a_batch_and_in_any_order_the_same():
    texts = [GOOD, BAD, "Printer error", "keyboard farmasi error", "Rekap absensi Agustus", "Ngajar barudak di kelas"] * 2
    batch = check(texts)
    alone = pd.concat([check([text]) for text in texts], ignore_index=True)
    pd.testing.assert_frame_equal(batch, alone)
    pd.testing.assert_frame_equal(check(texts[::-1]), batch[::-1].reset_index(drop=True))


def test_takes_series_generators_single_strings_and_nothing():
    series = pd.Series([GOOD, None], index=[7, 9], dtype="str")
    assert list(check(series).index) == [0, 1]
    assert len(check(text for text in [GOOD, BAD])) == 2
    assert len(check(GOOD)) == 1
    assert list(check([]).columns) == COLUMNS
    assert check([])["p_generic"].dtype == np.float32


def test_effort_is_one_of_two():
    sure = ["Melaksanakan tugas kedinasan", "Scaling gigi 3 pasien poli gigi"]  # the deep stage is not asked
    pd.testing.assert_frame_equal(check(sure, effort="fast"), check(sure, effort="auto"))
    with pytest.raises(SettingError):
        check([GOOD], effort="deep")


@pytest.mark.parametrize(
    ("lacking", "complete"),
    [
        ("Rapat", "Rapat persiapan imunisasi polio desa Karangjati"),
        ("Mengajar di kelas", "Mengajar IPA kelas 6 materi tata surya"),
        ("Membuat laporan", "Membuat laporan realisasi BOK triwulan I"),
        ("Melayani masyarakat", "Melayani legalisir akta kelahiran"),
        ("Memeriksa pasien", "Memeriksa luka diabetes pasien di bangsal Melati"),
        ("Membersihkan", "Membersihkan selokan belakang laboratorium kimia"),
        ("Input data", "Input data mutasi siswa pindahan ke Dapodik"),
        ("Mengantar pimpinan", "Mengantar bupati ke pelantikan kades Sidomulyo"),
        ("Sosialisasi", "Sosialisasi tentang bahaya narkoba ke siswa SMPN 2"),
        ("Menghadiri undangan", "Menghadiri musrenbang kecamatan Wonosari"),
        ("Perbaikan komputer", "Perbaikan komputer kasir RSUD yang mati karena power supply"),
        ("Mengetik surat", "Mengetik surat undangan sosialisasi pupuk bersubsidi untuk poktan"),
        ("Patroli", "Patroli pembalakan liar petak 14 hutan lindung"),
    ],
)
def test_adding_what_is_missing_lowers_the_score(lacking, complete):
    p = check([lacking, complete])["p_generic"]
    assert p[1] < p[0]


@pytest.mark.parametrize(
    "padding", ["dengan penuh tanggung jawab", "sesuai arahan pimpinan", "pukul 08.00 s.d. 10.00 WIB", "hari Senin"]
)
def test_padding_does_not_make_a_generic_line_specific(padding):
    assert check([f"Melaksanakan tugas di kantor {padding}"])["flag"][0] == "generic"


def test_spelling_does_not_change_the_score():
    frame = check(
        ["Membuat laporan malaria bulan Mei", "MEMBUAT LAP. MALARIA BLN MEI", "<p>Membuat\u200b laporan malaria bulan Mei</p>"]
    )
    assert frame["p_generic"].nunique() == 1


def test_first_check_imports_nothing_heavy():
    code = "import sys; from ekin.quality.judge import check; check(['Rapat']); print([m for m in ('matplotlib', 'ipywidgets', 'numba', 'scipy', 'sklearn', 'skops', 'wordfreq') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert shown.strip() == "[]"


def test_many_lines_get_what_each_gets_alone():
    lines = [
        GOOD,
        BAD,
        "Printer error",
        "data",
        "idem",
        "",
        None,
        7,
        "\ud800 tugas harian",
        "Ngajar di kelas é",
        "<b>Rapat</b> &amp; piket",
    ]
    values = [
        f"{line} {chr(97 + turn % 26)}{turn}" if isinstance(line, str) and turn else line for turn in range(500) for line in lines
    ]
    batch = check(values)
    assert len(values) > COMPILED_ROWS
    rows = [*range(33), *range(len(values) - 11, len(values))]
    pd.testing.assert_frame_equal(batch.iloc[rows].reset_index(drop=True), check([values[row] for row in rows]))
    column = pd.Series([value if isinstance(value, str) else None for value in values], dtype=object)
    surrogates = column.str.contains("tugas harian", na=False)
    clean = column.where(~surrogates, "Rapat").astype("str")
    pd.testing.assert_frame_equal(check(clean), check(clean.tolist()))
    assert batch["missing"][0] is not batch["missing"][11]
