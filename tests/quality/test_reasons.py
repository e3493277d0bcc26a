from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.quality.judge import check
from ekin.quality.lexicon import TOPICS
from ekin.quality.normalize import fold
from ekin.quality.reasons import (
    FACETS,
    LACKS,
    MANY,
    QUESTIONS,
    empty_spans,
    empty_words,
    missing_codes,
    questions,
    topic_bits,
)
from ekin.vocabulary import Facet, Flag
from ekin.words.quality import FACET, FACET_MEANING, FLAG, FLAG_MEANING, QUESTION, QUESTION_EMPTY


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("Input nilai dengan baik dan benar", ["dengan baik dan benar"]),
        ("MENYUSUN SPJ GU SESUAI SOP YANG BERLAKU", ["SESUAI SOP YANG BERLAKU"]),
        ("Melaksanakan tugas kedinasan", ["tugas kedinasan"]),
        ("Patroli, situasi aman terkendali", ["situasi aman terkendali"]),
        ("Membuat laporan", ["laporan"]),
        ("Membuat laporan malaria Mei", []),
        ("Rapat di kantor", ["di kantor"]),
        ("Rapat di kantor Camat Sukamaju", []),
        ("Surat keterangan domisili", []),
        ("Mengikuti pelatihan Baik Sitorus", []),
        ("Verval RDKK pupuk", []),
        ("", []),
    ],
)
def test_words_that_carry_nothing(text, empty):
    assert [text[start:end] for start, end in empty_spans(text)] == empty


@given(st.text(st.sampled_from("dengan baik sesuai SOP tugas kantor, \u200b\ud800.<>"), max_size=200))
def test_spans_lie_inside_in_order_and_apart(text):
    spans = empty_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))


def _missing(text, p, *, label, settled):
    return LACKS[missing_codes([text], np.array([p]), np.array([label]), np.array([settled]))[0]]


def _question(text, missing):
    return QUESTIONS[questions(np.array([LACKS.index(missing)]), np.array([topic_bits(fold(text))]))[0]]


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(0, 1), st.booleans())
def test_missing_agrees_with_the_label(p, label, settled):
    missing = _missing("Printer error", p, label=label, settled=settled)
    assert missing or label == 0
    assert not (missing and label == 0 and settled)
    assert set(missing) <= set(FACETS)


def test_a_line_that_opens_with_a_verb_has_its_action():
    assert _missing("Mengajar di kelas", [0.9] * 3, label=1, settled=True) == ["object", "detail"]
    assert _missing("Mengajar", [0.9, 0, 0], label=1, settled=True) == ["detail"]
    assert _missing("Modul ajar", [0.9, 0, 0.9], label=1, settled=True) == ["action", "detail"]


def test_question_follows_the_topic_and_the_most_useful_facet():
    assert _question("Mengajar di kelas", ["detail"]) == "Kelas berapa dan materi apa?"
    assert _question("Rapat", ["object", "detail"]) == QUESTION[Facet.OBJECT]["meeting"]
    assert _question("Rapat", ["action"]) == QUESTION[Facet.ACTION][""]
    assert _question("Stand by di pos", ["detail"]) == QUESTION[Facet.DETAIL]["duty"]
    assert _question("Verval RDKK", []) == ""
    assert _question("", ["action"]) == QUESTION_EMPTY


@given(
    st.lists(
        st.sampled_from(
            [*["rapat", "zoom", "stand", "by", "standby", "ajar", "kbm", "murid", "printer", "layan"], "pasien", "0"]
        ),
        min_size=1,
    )
)
def test_topics_word_by_word_are_those_of_the_line(words):
    line = " ".join(words)
    assert topic_bits(line) == sum(1 << bit for bit, pattern in enumerate(TOPICS.values()) if pattern.search(line))


@given(st.text(st.characters(), max_size=80), st.sampled_from(range(1, 8)))
def test_a_question_states_no_fact(text, code):
    question = _question(text, LACKS[code])
    assert question == QUESTION_EMPTY or question in {asked for facet in LACKS[code] for asked in QUESTION[facet].values()}


PARTS = [
    "dengan",
    "DGN",
    "baik",
    "penuh tanggung jawab",
    "sesuai",
    "sop",
    "arahan pimpinan",
    "yg diberikan",
    "tugas",
    "kedinasan",
    "data",
]
PARTS += [
    "di",
    "kantor",
    "dikantor",
    "aman",
    ",",
    ".",
    ")",
    "\n",
    "  ",
    "dan",
    "lain-lain",
    "dll",
    "hari ini",
    "x",
    "ſop",
    "é",
    "\ud800",
    "_",
    "2",
]


@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join), min_size=1, max_size=4))
def test_no_span_is_lost_in_a_batch(texts):
    batch = empty_words([*texts, *["Rapat"] * MANY])
    assert batch[: len(texts)].tolist() == [empty_spans(text) for text in texts]


def test_spans_survive_case_and_double_spaces():
    text = "Apel  DENGAN   penuh  Tanggung JAWAB  sesuai   Arahan  pimpinan"
    assert [text[start:end] for start, end in empty_spans(text)] == [
        "DENGAN   penuh  Tanggung JAWAB",
        "sesuai   Arahan  pimpinan",
    ]


def test_every_code_has_words():
    assert set(FLAG) == set(FLAG_MEANING) == set(Flag)
    assert set(FACET) == set(FACET_MEANING) == set(QUESTION) == set(Facet)
    for asked in QUESTION.values():
        assert "" in asked
        assert set(asked) - {""} <= set(TOPICS)
        assert all(question.endswith("?") and len(question) <= 80 for question in asked.values())
        assert not any(character.isdigit() for question in asked.values() for character in question)


def test_a_job_decides_the_question_only_where_the_line_has_no_topic():
    """Jobs that count nothing are not asked how many, and no verdict depends on the job."""
    lines, positions = ["Melaksanakan tugas", "rapat"], ["Guru Kelas", "Bendahara", "Pengemudi", "Penjaga Sekolah", ""]
    asked = {position: check(lines, position=position) for position in positions}
    assert asked["Guru Kelas"]["question"][0] == QUESTION[Facet.OBJECT]["teaching"]
    assert asked["Pengemudi"]["question"][0] == QUESTION[Facet.OBJECT]["driving"]
    assert asked["Bendahara"]["question"][0] == QUESTION[Facet.OBJECT]["finance"]
    for judged in asked.values():
        assert judged["question"][1] == asked[""]["question"][1]
        assert judged.drop(columns="question").equals(asked[""].drop(columns="question"))
    together = check([lines[0]] * len(positions), position=positions)["question"]
    assert list(together) == [asked[position]["question"][0] for position in positions]
    with pytest.raises(ValueError, match="shape"):
        check(lines, position=positions)
    assert not any("berapa banyak" in text or "jumlah" in text for words in QUESTION.values() for text in words.values())
