from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.domain.entry import Entry, check_entry, fold_spaces, span_minutes
from ekin.settings import Settings
from ekin.vocabulary import Reason

TODAY = date(2026, 2, 1)
GOOD = {
    "nip": "198609262015051001",
    "day": date(2026, 1, 30),
    "start": time(8),
    "end": time(9, 30),
    "description": "Mengajar pecahan",
}
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def _check(today=TODAY, settings=None, **changes):
    return check_entry(GOOD | changes, today=today, settings=settings or Settings())


def test_a_good_entry_is_built():
    entry = _check(quantity=14, quantity_unit="orang")
    assert isinstance(entry, Entry)
    assert (entry.minutes, entry.quantity, entry.plan) == (90, 14, "")


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"description": ""}, "description", Reason.MISSING),
        ({"description": " \n\t "}, "description", Reason.MISSING),
        ({"description": None}, "description", Reason.MISSING),
        ({"nip": None}, "nip", Reason.MISSING),
        ({"day": date(2026, 2, 2)}, "day", Reason.FUTURE_DATE),
        ({"day": "kemarin"}, "day", Reason.NOT_A_DATE),
        ({"day": None}, "day", Reason.MISSING),
        ({"start": "pagi"}, "start", Reason.NOT_A_TIME),
        ({"end": time(8)}, "end", Reason.NO_DURATION),
        ({"end": time(7)}, "end", Reason.TOO_LONG_SPAN),
        ({"quantity": -1}, "quantity", Reason.NEGATIVE),
        ({"quantity": 1.5}, "quantity", Reason.NOT_AN_INTEGER),
        ({"quantity": "dua"}, "quantity", Reason.NOT_AN_INTEGER),
    ],
)
def test_each_rule_refuses_with_its_field_and_reason(changes, field, reason):
    problems = _check(**changes)
    assert [(problem.field, problem.reason) for problem in problems] == [(field, reason)]


def test_all_wrong_fields_are_told_at_once():
    problems = _check(description="", quantity=-1, day=date(2027, 1, 1))
    assert {problem.field: problem.reason for problem in problems} == {
        "description": Reason.MISSING, "quantity": Reason.NEGATIVE, "day": Reason.FUTURE_DATE
    }  # fmt: skip


def test_a_missing_field_is_told():
    problems = check_entry({key: value for key, value in GOOD.items() if key != "start"}, today=TODAY, settings=Settings())
    assert [(problem.field, problem.reason) for problem in problems] == [("start", Reason.MISSING)]


def test_night_duty_is_taken_up_to_the_length_of_the_settings():
    assert _check(start=time(21), end=time(7)).minutes == 600
    assert _check(start=time(19), end=time(7)).minutes == 720
    assert _check(start=time(18, 59), end=time(7))[0].reason is Reason.TOO_LONG_SPAN
    assert _check(start=time(23), end=time(1), settings=Settings(max_overnight_hours=0))[0].reason is Reason.TOO_LONG_SPAN


def test_today_itself_is_no_future_day():
    assert isinstance(_check(day=TODAY), Entry)


@given(TIMES, TIMES)
def test_a_span_and_its_complement_are_a_day(start, end):
    there, back = span_minutes(start, end), span_minutes(end, start)
    assert 0 <= there < 1440
    assert there + back == (0 if start == end else 1440)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_folding_keeps_every_word(text):
    assert fold_spaces(text).split() == text.split()


@given(st.text(st.characters(exclude_categories=[])))
def test_folding_makes_one_line_that_every_database_takes(text):
    folded = fold_spaces(text)
    folded.encode("utf-8")
    assert fold_spaces(folded) == folded
    assert not any(ord(char) < 32 for char in folded)


@given(st.text(alphabet="aB \n", min_size=1).filter(str.strip))
def test_identity_does_not_see_spaces_and_case_but_everything_else(text):
    entry, same = _check(description=text), _check(description=f"  {text.upper()}\n")
    assert entry.identity() == same.identity()
    assert entry.identity() != _check(description=text, end=time(10)).identity()
    assert entry.identity() != _check(description=text + "x").identity()


def test_identity_stays_the_same_between_versions():
    assert _check().identity() == "a7a4e8d7-6fa8-53c0-9c59-553a8ef47ee4"
