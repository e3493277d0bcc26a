from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.domain.rating import PREDIKAT, parse_expectation, parse_predikat, predikat
from ekin.errors import CellError
from ekin.vocabulary import Expectation, Predikat, Reason

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
