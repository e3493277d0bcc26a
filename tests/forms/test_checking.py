"""The check form: a line while it is written, and a file with its filter, pages and export."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from ekin.forms.checking import CheckForm
from ekin.settings import Settings


@pytest.fixture
def form(tmp_path):
    return CheckForm(Settings(database_url=f"sqlite:///{tmp_path / 'ekin.db'}"))


@pytest.fixture
def february(form, samples):
    form.files.path.value = str(samples / "progres-harian-2026-02.csv")
    form.open_button.click()
    return form


def test_feedback_follows_the_writing(form):
    assert "Belum ada uraian" in form.feedback.value
    form.line.value = "Melaksanakan tugas sesuai arahan pimpinan"
    assert "!&nbsp;umum" in form.feedback.value
    assert "<mark>" in form.feedback.value
    assert "?</b>" in form.feedback.value
    form.line.value = "Menerbitkan 14 KTP-el pemilih pemula SMA 2 Lembayung di loket perekaman"
    assert "✓&nbsp;spesifik" in form.feedback.value
    assert "Belum tampak" not in form.feedback.value
    form.line.value = "  "
    assert "Belum ada uraian" in form.feedback.value


def test_pasted_lines_are_judged_each_on_its_own(form):
    form.line.value = (
        "Melaksanakan tugas <b>sesuai arahan</b>\n\n  \r\nMenerbitkan 14 KTP-el pemilih pemula SMA 2 Lembayung\nRapat"
    )
    assert "3 uraian: 1 spesifik, 0 ragu, 2 umum." in form.feedback.value
    first, second, third = form.lines.grid.value.split("<tr>")[2:]
    assert 'ekin-flag-generic">!&nbsp;umum' in first
    assert "<mark>sesuai arahan</mark>" in first
    assert "&lt;b&gt;" in first
    assert 'ekin-flag-specific">✓&nbsp;spesifik' in second
    assert "?" not in second
    assert "Pertemuan membahas apa?" in third
    form.line.value = "Rapat\n"
    assert form.lines.grid.value == ""
    assert "<li><b>" in form.feedback.value
    form.line.value = "rapat\n" * 45
    assert "Halaman 1 dari 3" in form.lines.place.value


def test_a_line_gets_the_same_verdict_alone_and_among_others(february):
    texts = february.frame["Kegiatan Harian"].drop_duplicates().head(15).tolist()
    february.line.value = "\n".join(texts)
    rows = february.lines.grid.value.split("<tr>")[2:]
    assert len(rows) == 15
    for text, row in zip(texts, rows, strict=True):
        february.line.value = text
        sign = re.search(r'<span class="ekin-flag.*?</span>', february.feedback.value)[0]
        assert sign in row


def test_the_position_changes_the_question_alone(form, tmp_path):
    form.line.value = vague = "Melaksanakan tugas sesuai arahan pimpinan"
    before = form.feedback.value
    assert "Mata pelajaran" not in before
    form.position.value = "Guru Kelas"
    assert "Mata pelajaran apa?" in form.feedback.value
    form.line.value = f"{vague}\n{vague}"
    assert form.lines.grid.value.count("Mata pelajaran apa?") == 2
    form.position.value = ""
    form.line.value = vague
    assert form.feedback.value == before
    given = CheckForm(form.settings, position="Guru Kelas")
    given.line.value = vague
    assert "Mata pelajaran apa?" in given.feedback.value


def test_what_is_written_is_escaped(form):
    form.line.value = "melaksanakan tugas <img src=x onerror=alert(1)> sesuai arahan"
    assert "<img" not in form.feedback.value
    assert "&lt;img" in form.feedback.value


def test_a_file_is_judged_counted_and_paged(february):
    assert february.column.value == "Kegiatan Harian"
    assert "2.642 uraian" in february.counts.value
    assert february.table.grid.value.count("<tr>") == 21
    assert "Halaman 1 dari 133" in february.table.place.value
    february.table.forth.click()
    assert "baris 21–40" in february.table.place.value
    february.table.back.click()
    february.table.back.click()
    assert "Halaman 1 dari 133" in february.table.place.value


def test_filters_meet_and_the_export_holds_what_they_show(february, tmp_path):
    february.flag.value = "generic"
    february.contains.value = "RAPAT"
    kept = february.frame[
        february.frame["flag"].eq("generic") & february.frame["Kegiatan Harian"].str.contains("rapat", case=False)
    ]
    assert 0 < len(kept) < 2642
    assert f"Saringan menampilkan {len(kept)}." in february.counts.value
    february.export.click()
    written = pd.read_excel(tmp_path / "progres-harian-2026-02-diperiksa.xlsx", dtype={"NIP": str}, engine="openpyxl")
    assert written["Kegiatan Harian"].tolist() == kept["Kegiatan Harian"].tolist()
    assert written["NIP"].str.len().eq(18).all()
    assert written["alasan"].str.contains("Belum tampak").all()
    february.contains.value = "tidak ada kata ini"
    assert "Tidak ada baris yang cocok" in february.table.grid.value


def test_an_unknown_column_is_asked_for(form, upload):
    upload(form.files, ("data.csv", b"a;b\n1;<b>rapat</b> koordinasi\n2;\n"))
    form.open_button.click()
    assert "Pilih kolomnya" in form.counts.value
    form.export.click()
    assert "Pilih kolomnya" in form.status.value
    form.column.value = "b"
    assert "2 uraian" in form.counts.value
    assert "&lt;b&gt;" in form.table.grid.value
    form.column.value = ""
    assert form.frame.empty


def test_a_second_file_replaces_the_first(february, upload):
    february.files.path.value = ""
    upload(february.files, ("lain.csv", b"Uraian Kegiatan\nMengikuti rapat\n"))
    february.open_button.click()
    assert "1 uraian" in february.counts.value
    upload(february.files, ("rusak.xlsx", b"PK"))
    february.open_button.click()
    assert "tidak dapat dibaca" in february.status.value
    assert february.frame.empty


def test_formulas_stay_text_in_the_export(form, upload, tmp_path):
    upload(form.files, ("data.csv", b"Uraian Kegiatan\n=1+1 rapat\n"))
    form.open_button.click()
    form.kind.value = "csv"
    form.export.click()
    assert "'=1+1 rapat" in (tmp_path / "data-diperiksa.csv").read_text(encoding="utf-8-sig")
