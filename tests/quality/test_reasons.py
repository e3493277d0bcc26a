from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.quality.lexicon import TOPICS
from ekin.quality.reasons import FACETS, empty_spans, missing_facets, question_for
from ekin.vocabulary import Facet, Flag
from ekin.words.quality import FACET, FACET_MEANING, FLAG, FLAG_MEANING, QUESTION


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


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(0, 1), st.booleans())
def test_missing_agrees_with_the_label(p, label, settled):
    missing = missing_facets("Printer error", p, label=label, settled=settled)
    assert missing or label == 0
    assert not (missing and label == 0 and settled)
    assert set(missing) <= set(FACETS)


def test_a_line_that_opens_with_a_verb_has_its_action():
    assert missing_facets("Mengajar di kelas", [0.9] * 3, label=1, settled=True) == ["object", "detail"]
    assert missing_facets("Mengajar", [0.9, 0, 0], label=1, settled=True) == ["detail"]
    assert missing_facets("Modul ajar", [0.9, 0, 0.9], label=1, settled=True) == ["action", "detail"]


def test_question_follows_the_topic_and_the_most_useful_facet():
    assert question_for("Mengajar di kelas", ["detail"]) == "Kelas berapa dan materi apa?"
    assert question_for("Rapat", ["object", "detail"]) == QUESTION[Facet.OBJECT]["meeting"]
    assert question_for("Verval RDKK", []) == ""
    assert question_for("", ["action"]) != ""


def test_every_code_has_words():
    assert set(FLAG) == set(FLAG_MEANING) == set(Flag)
    assert set(FACET) == set(FACET_MEANING) == set(QUESTION) == set(Facet)
    for asked in QUESTION.values():
        assert "" in asked
        assert set(asked) - {""} <= set(TOPICS)
        assert all(question.endswith("?") and len(question) <= 80 for question in asked.values())
        assert not any(character.isdigit() for question in asked.values() for character in question)
