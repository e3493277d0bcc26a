"""Names of a register are read through one slip of the keyboard, and other names by their sound."""

from __future__ import annotations

import pytest

from ekin.domain.identifiers import People
from ekin.domain.letters import one_slip
from ekin.domain.name_words import NameWords
from ekin.exchange.names import NAMES, name_words
from ekin.quality.rarity import load_zipf

PEOPLE = People([("198203142004032003", "Yulfia Koto, S.Pd."), ("197612022000021012", "Baso Paturusi, M.M.")], name_words())


def hidden(text):
    for span in reversed(PEOPLE.find(text)):
        text = f"{text[: span.start]}[]{text[span.end :]}"
    return text


@pytest.mark.parametrize("written", ["yufia", "yulffia", "yulgia", "yluifa", "ylufia"])
def test_one_slip_is_one_letter_added_dropped_changed_or_exchanged(written):
    assert one_slip(written, "yulfia") == (written != "yluifa")


@pytest.mark.parametrize("name", ["Yulfia Koto", "Yufia Koto", "YULFIA KTO", "paturusi baso", "Baso Patursui", "yulfiakoto"])
def test_a_name_with_a_slip_is_the_person(name):
    assert [span.kind.name for span in PEOPLE.find(f"Koordinasi dengan {name} tentang rekap absensi")] == ["PERSON"]


def test_a_slip_has_the_pseudonym_of_the_name():
    assert {PEOPLE.key(name) for name in ("Yulfia Koto", "Yufia Koto", "Koto, Yulfia")[:2]} == {"198203142004032003"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rapat bareng Wagiyem soal pasar", "Rapat bareng [] soal pasar"),
        ("antar sutiyem kontrol ke puskesmas", "antar [] kontrol ke puskesmas"),
        ("Cuti Bunga Lestari mulai Senin", "Cuti [] mulai Senin"),
        ("Menjenguk Pak Tarno di RSUD dr. Soetomo", "Menjenguk Pak [] di RSUD dr. Soetomo"),
        ("Upacara Hari Kartini di SDN Dewi Sartika, pidato Bung Karno", None),
        ("Apel di kantor Jl. Sudirman dengan KUD Tani Mulyo", None),
        ("Kerja bakti, menanam mawar dan melati bersama warga", None),
        ("Menyusun Rencana Kerja Dengan Dinas Kesehatan Kota", None),
    ],
)
def test_people_go_and_places_stay(text, left):
    assert hidden(text) == (text if left is None else left)


def test_names_left_out_of_the_list_still_sound_like_names():
    names = {word.rstrip("*"): word.endswith("*") for word in NAMES.read_text(encoding="utf-8").split()}
    away = [word for word, also in sorted(names.items()) if not also and len(word) > 3][::5]
    language = set(load_zipf()) - set(names)
    words = sorted(word for word in language if len(word) > 3)[::5]
    fewer = NameWords({word: also for word, also in names.items() if word not in set(away)}, (), language - set(words))
    heard, wrong = (sum(fewer.sounds(word) > 0 for word in group) / len(group) for group in (away, words))
    assert heard > 0.8
    assert wrong < 0.2


def test_the_list_of_names_is_sorted_and_has_each_word_once():
    words = NAMES.read_text(encoding="utf-8").split()
    bare = [word.rstrip("*") for word in words]
    assert words == sorted(words)
    assert len(set(bare)) == len(bare)
    assert all(word.islower() and word.isalpha() for word in bare)
