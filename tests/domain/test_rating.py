from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.domain.rating import DISTRIBUTION, PREDIKAT, check_distribution, parse_expectation, parse_predikat, predikat
from ekin.errors import CellError
from ekin.vocabulary import Achievement, Expectation, Predikat, Reason
from ekin.words.statistics import RULE

ABOVE, AS, BELOW = Expectation
EXPECTATIONS = {ABOVE: "DIATAS ESPEKTASI", AS: "SESUAI ESPEKTASI", BELOW: "DIBAWAH ESPEKTASI"}
PREDIKATS = {
    Predikat.SANGAT_BAIK: "SANGAT BAIK", Predikat.BAIK: "BAIK", Predikat.BUTUH_PERBAIKAN: "BUTUH PERBAIKAN", Predikat.KURANG: "KURANG",
    Predikat.SANGAT_KURANG: "SANGAT KURANG",
}  # fmt: skip
SPELLING = st.tuples(st.sampled_from([str.lower, str.upper, str.title]), st.sampled_from([" ", "  ", "-", "_", "/", ""]))


@pytest.mark.parametrize(("hasil", "perilaku"), list(product(Expectation, Expectation)))
def test_every_cell_of_the_matrix(hasil, perilaku):
    # rows: hasil above, as, below; columns: perilaku above, as, below (DOMAIN 1.4)
    rows = [[1, 2, 4], [2, 2, 4], [3, 3, 5]]
    assert predikat(hasil, perilaku) == rows[hasil - 1][perilaku - 1]
    assert len(PREDIKAT) == 9


@given(st.sampled_from(Expectation), SPELLING)
def test_an_expectation_is_read_in_any_spelling(expectation, spelling):
    change, space = spelling
    text = change(EXPECTATIONS[expectation]).replace(" ", space)
    assert parse_expectation(text) is expectation
    assert parse_expectation(text.replace("ESP", "EKSP").replace("esp", "eksp").replace("Esp", "Eksp")) is expectation
    assert parse_expectation(int(expectation)) is expectation


@given(st.sampled_from(Predikat), SPELLING)
def test_a_predikat_is_read_in_any_spelling(value, spelling):
    change, space = spelling
    assert parse_predikat(change(PREDIKATS[value]).replace(" ", space)) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Butuh Perbaikan/Cukup", Predikat.BUTUH_PERBAIKAN),
        ("Kurang/Misconduct", Predikat.KURANG),
        ("cukup", Predikat.BUTUH_PERBAIKAN),
    ],
)
def test_other_names_of_a_predikat(text, value):
    assert parse_predikat(text) is value


@pytest.mark.parametrize("text", ["di atas ekspektasi", "Di Bawah Ekspektasi", "sesuai"])
def test_words_apart_are_read(text):
    assert parse_expectation(text) in Expectation


@pytest.mark.parametrize("parse", [parse_expectation, parse_predikat])
@pytest.mark.parametrize("nothing", [None, "", "-", " - ", float("nan")])
def test_a_dash_is_no_rating(parse, nothing):
    assert parse(nothing) is None


@pytest.mark.parametrize("parse", [parse_expectation, parse_predikat])
@pytest.mark.parametrize("value", ["luar biasa", "4.0", "baik sekali", "0", 7])
def test_anything_else_is_refused(parse, value):
    with pytest.raises(CellError) as caught:
        parse(value)
    assert caught.value.reason is Reason.NOT_AN_OPTION


def test_every_rule_of_the_distribution_is_quoted():
    assert set(DISTRIBUTION) == set(Achievement)
    assert [rule for rules in DISTRIBUTION.values() for rule in rules] == list(RULE)


@pytest.mark.parametrize(
    ("achievement", "counts", "expected"),  # counts: sangat baik, baik, butuh perbaikan, kurang, sangat kurang
    [
        (Achievement.ISTIMEWA, (14, 6, 0, 0, 0), "met met"),
        (Achievement.ISTIMEWA, (15, 5, 0, 0, 0), "met broken"),
        (Achievement.ISTIMEWA, (8, 12, 0, 0, 0), "unclear met"),
        (Achievement.BAIK, (5, 14, 1, 0, 0), "met met met"),
        (Achievement.BAIK, (6, 14, 0, 0, 0), "met met broken"),
        (Achievement.BUTUH_PERBAIKAN, (2, 6, 12, 0, 0), "met met"),
        (Achievement.BUTUH_PERBAIKAN, (3, 6, 11, 0, 0), "broken broken"),
        (Achievement.KURANG, (2, 4, 2, 12, 0), "met met met"),
        (Achievement.SANGAT_KURANG, (1, 6, 1, 0, 12), "met broken broken"),
        (Achievement.BAIK, (9, 0, 0, 0, 0), "unclear unclear broken"),
        (Achievement.BAIK, (0, 0, 0, 0, 0), "unclear unclear unclear"),
    ],
)
def test_a_distribution_is_held_against_its_rules(achievement, counts, expected):
    given = [value for value, count in zip(Predikat, counts, strict=True) for _ in range(count)]
    assert [check.result for check in check_distribution(given, achievement)] == expected.split()
