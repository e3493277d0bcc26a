from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.domain.nip import Nip, parse_nip, print_nip
from ekin.errors import CellError
from ekin.vocabulary import EmploymentKind, Reason

PNS, PPPK = "198609262015051001", "199312282025212001"  # from DOMAIN 4.1 and 4.2
MARKS = st.sampled_from([*range(1, 13), 21, 22, 99])
NIPS = st.builds(
    lambda birth, year, mark, sex, number: f"{birth:%Y%m%d}{year}{mark:02d}{sex}{number:03d}",
    st.dates(date(1940, 1, 1), date(2008, 12, 31)), st.integers(1960, 2026), MARKS, st.sampled_from("12"), st.integers(0, 999),
)  # fmt: skip


def test_a_nip_is_taken_apart():
    assert parse_nip(PNS) == (Nip(PNS, date(1986, 9, 26), 2015, EmploymentKind.PNS), False)
    assert parse_nip(PPPK) == (Nip(PPPK, date(1993, 12, 28), 2025, EmploymentKind.PPPK), False)


@given(NIPS)
def test_the_printed_form_is_read_back(nip):
    parsed, cleaned = parse_nip(print_nip(nip))
    assert (parsed.text, cleaned) == (nip, True)
    assert parse_nip(nip) == (parsed, False)


@given(
    NIPS,
    st.lists(
        st.tuples(st.integers(0, 18), st.sampled_from([" ", ".", "-", "'", "’", "\u00a0", "\ufeff", '"', "\t"])), max_size=5
    ),
)
def test_noise_is_removed_and_said(nip, noise):
    dirty = nip
    for place, mark in noise:
        dirty = dirty[:place] + mark + dirty[place:]
    assert parse_nip(dirty)[0].text == nip
    assert parse_nip(dirty)[1] is bool(noise)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.98609262015051e17, Reason.NIP_FLOAT),
        (198609262015051001, Reason.NIP_FLOAT),
        ("1.98E+17", Reason.NIP_FLOAT),
        ("1,98609262015051E+17", Reason.NIP_FLOAT),
        ("198609262015051000.0", Reason.NIP_FLOAT),
        (None, Reason.MISSING),
        ("", Reason.MISSING),
        (" '-", Reason.MISSING),
        ("19860926201505100", Reason.NIP_LENGTH),
        (PNS + "1", Reason.NIP_LENGTH),
        ("19860926201505100x", Reason.NIP_LENGTH),
        ("１９８６０９２６２０１５０５１００１", Reason.NIP_LENGTH),
        ("198613262015051001", Reason.NIP_DATE),
        ("198602302015051001", Reason.NIP_DATE),
        ("198609262015131001", Reason.NIP_APPOINTMENT),
        ("198609262015001001", Reason.NIP_APPOINTMENT),
        ("198609262015201001", Reason.NIP_APPOINTMENT),
        ("198609262015053001", Reason.NIP_SEX),
        (True, Reason.NIP_LENGTH),
    ],
)
def test_what_is_no_nip_is_refused_with_its_reason(value, reason):
    with pytest.raises(CellError) as caught:
        parse_nip(value)
    assert caught.value.reason is reason
    assert caught.value.value is value


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.dates()))
def test_anything_gives_a_nip_of_18_digits_or_a_cell_error(value):
    try:
        text = parse_nip(value)[0].text
    except CellError:
        return
    assert re.fullmatch(r"[0-9]{18}", text)
