from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.domain.period import Period, parse_period
from ekin.errors import DateSpanError, PeriodError
from ekin.vocabulary import Grain

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
PERIODS = st.tuples(DAYS, st.integers(0, 800)).map(lambda given: Period(given[0], given[0] + timedelta(days=given[1])))


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2026-01", (2026, 1, 1), (2026, 1, 31), "Januari 2026"),
        ("2026-2", (2026, 2, 1), (2026, 2, 28), "Februari 2026"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "Februari 2024"),
        ("2026-Q1", (2026, 1, 1), (2026, 3, 31), "Triwulan I 2026"),
        (" 2026q4 ", (2026, 10, 1), (2026, 12, 31), "Triwulan IV 2026"),
        ("2026-TW2", (2026, 4, 1), (2026, 6, 30), "Triwulan II 2026"),
        ("2026", (2026, 1, 1), (2026, 12, 31), "Tahun 2026"),
        ("2026-01-05", (2026, 1, 5), (2026, 1, 5), "Senin, 5 Januari 2026"),
        ("2026-01-05_2026-01-09", (2026, 1, 5), (2026, 1, 9), "5 Jan 2026 – 9 Jan 2026"),
    ],
)
def test_texts_that_are_read(text, start, end, label):
    period = parse_period(text)
    assert period == Period(date(*start), date(*end))
    assert period.label == label


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "2026-Q5", "26-01", "Januari 2026", "2026-02-30", "2026-01-09_2026-01-05",
                                  "2026-01-05_", "2026-01-05_2026-01-06_2026-01-07", "0000", None])  # fmt: skip
def test_other_texts_are_refused(text):
    with pytest.raises(PeriodError) as caught:
        parse_period(text)
    assert caught.value.given == str(text)


@given(PERIODS)
def test_the_key_is_read_back_as_the_same_period(period):
    assert parse_period(period.key) == period


@given(PERIODS, st.sampled_from(Grain))
def test_parts_cover_every_day_once_in_order_and_none_crosses_its_grain(period, grain):
    parts = list(period.split(grain))
    assert [day for part in parts for day in part.days()] == list(period.days())
    assert all(len({_name(part.start, grain), _name(part.end, grain)}) == 1 for part in parts)
    assert len({_name(part.start, grain) for part in parts}) == len(parts)


@given(PERIODS, DAYS)
def test_a_day_is_in_a_period_when_it_is_one_of_its_days(period, day):
    assert (day in period) is (day in set(period.days()))


def test_a_reversed_span_is_refused():
    with pytest.raises(DateSpanError):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_parts_at_both_ends_may_be_partial():
    parts = Period(date(2026, 1, 30), date(2026, 3, 2)).split(Grain.MONTH)
    assert [part.key for part in parts] == ["2026-01-30_2026-01-31", "2026-02", "2026-03-01_2026-03-02"]


def _name(day, grain):
    return {
        Grain.DAY: day,
        Grain.WEEK: day.isocalendar()[:2],
        Grain.MONTH: (day.year, day.month),
        Grain.QUARTER: (day.year, (day.month - 1) // 3),
        Grain.YEAR: day.year,
    }[grain]
