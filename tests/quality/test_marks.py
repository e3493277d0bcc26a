from __future__ import annotations

import pytest

from ekin.quality.marks import MARKS, mark_counts
from ekin.quality.normalize import fold


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Rapat tentang stunting", {"topic"}),
        ("Rapat tentang kegiatan", set()),
        ("Observasi pasien bed 7", {"named_place"}),
        ("Mengajar di kelas", set()),
        ("Mengajar Matematika kelas V", {"named_place", "school_subject"}),
        ("Rekap daftar hadir bulan September", {"document_period"}),
        ("Bekerja bulan September", set()),
        ("", set()),
    ],
)
def test_marks_by_the_codebook(text, marks):
    counts = dict(zip(MARKS, mark_counts([fold(text)])[0], strict=True))
    assert {name for name, count in counts.items() if count} == marks


def test_repeating_a_mark_adds_nothing():
    assert mark_counts(["tentang gizi " * 40]).max() == 2
