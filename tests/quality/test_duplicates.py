import numpy as np
import pandas as pd
import pytest

from ekin.quality.duplicates import near_pairs, repeats, same_facts

LESSON = "Mengajar Matematika kelas V materi pecahan senilai untuk 24 siswa"


@pytest.mark.parametrize(
    ("other", "text", "skeleton", "facts"),
    [
        ("mengajar  matematika kelas v, materi pecahan senilai untuk 24 siswa.", True, True, False),  # names are capitals
        ("Mengajar Matematika kelas V materi pecahan senilai untuk 25 siswa", False, True, False),
        ("Mengajar Matematika kelas V materi bangun datar untuk 24 siswa", False, False, False),
        ("Membimbing 24 murid kelas V Matematika materi pecahan senilai", False, False, True),
    ],
)
def test_what_is_equal(other, text, skeleton, facts):
    found = repeats([LESSON, other])
    equal = {name: found[name].nunique() == 1 for name in ("text", "skeleton", "facts")}
    assert equal == {"text": text, "skeleton": skeleton, "facts": facts}


def test_capitals_everywhere_are_no_names():
    assert (
        repeats(["Menyusun Laporan Untuk Kepala Dan Pegawai 3", "menyusun laporan untuk kepala dan pegawai 3"])["facts"].nunique()
        == 1
    )


def test_any_value_has_a_row():
    found = repeats(["", None, float("nan"), 12, "\ud800x", "a" * 30_000, "  "])
    assert found["words"].tolist() == [0, 0, 0, 1, 1, 1, 0]


def entries_of(*told):
    frame = pd.DataFrame(told, columns=["person", "day", "description"])
    frame["day"] = pd.to_datetime("2026-01-05") + pd.to_timedelta(frame["day"], unit="D")
    return frame.join(repeats(frame["description"].tolist()))


def test_retold_is_only_the_later_of_the_same_writer():
    changed = LESSON.replace("untuk", "bagi")
    found = same_facts(entries_of((1, 0, LESSON), (1, 1, changed), (2, 1, changed), (1, 2, LESSON)))
    assert found["retold"].tolist() == [False, True, False, True]
    assert (found["near"] == found["retold"]).all()


def test_other_words_altogether_are_retold_but_not_near():
    other = "Hari ini 24 orang anak V bisa bekerja dengan baik dalam Matematika, pecahan senilai, karena semua sudah tahu itu"
    found = same_facts(entries_of((1, 0, LESSON), (1, 1, other)))
    assert found["retold"].tolist() == [False, True]
    assert not found["near"].any()


def test_the_next_lesson_repeats_nothing():
    assert not same_facts(entries_of((1, 0, LESSON), (1, 1, LESSON.replace("pecahan senilai", "bangun datar")))).any(axis=None)


def test_pairs_stay_in_their_block_and_likeness_is_symmetric():
    pairs = near_pairs(["abc def", "abc deg", "abc def"], np.array([0, 0, 1]))
    assert pairs[["left", "right"]].to_numpy().tolist() == [[0, 1], [1, 0]]
    assert pairs["cosine"].nunique() == 1
    assert near_pairs(["a"], np.array([0])).empty
