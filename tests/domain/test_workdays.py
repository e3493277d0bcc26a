from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.domain.period import Period, parse_period
from ekin.domain.workdays import expected_minutes, holidays_of, is_joint_leave, workdays
from ekin.errors import NoCalendarError
from ekin.settings import Settings
from ekin.vocabulary import Grain

# SKB 3 Menteri 2026 (DOMAIN 5.2)
NATIONAL = ("01-01", "01-16", "02-17", "03-19", "03-21", "03-22", "04-03", "04-05", "05-01", "05-14", "05-27", "05-31",
            "06-01", "06-16", "08-17", "08-25", "12-25")  # fmt: skip
JOINT_LEAVE = ("02-16", "03-18", "03-20", "03-23", "03-24", "05-15", "05-28", "12-24")
MONTHLY = {5: [20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21], 6: [25, 22, 20, 25, 21, 24, 27, 24, 26, 27, 25, 25]}
DAYS = st.dates(date(2016, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(("week", "year"), [(5, 240), (6, 291)])
def test_working_days_of_2026_by_month(week, year):
    months = [len(workdays(month, week)) for month in parse_period("2026").split(Grain.MONTH)]
    assert months == MONTHLY[week]
    assert len(workdays(parse_period("2026"), week)) == sum(months) == year


def test_holidays_of_2026_are_those_of_the_decree():
    found = holidays_of(2026)
    assert [f"{day:%m-%d}" for day, name in found.items() if not is_joint_leave(name)] == list(NATIONAL)
    assert [f"{day:%m-%d}" for day, name in found.items() if is_joint_leave(name)] == list(JOINT_LEAVE)


def test_a_year_without_a_list_is_refused():
    with pytest.raises(NoCalendarError) as caught:
        workdays(Period(date(1940, 1, 1), date(1940, 1, 2)), 5)
    assert caught.value.year == 1940


def test_a_period_over_new_year_takes_the_holidays_of_both_years():
    days = workdays(Period(date(2025, 12, 24), date(2026, 1, 5)), 5)
    assert days == [
        date(2025, 12, 24),
        date(2025, 12, 29),
        date(2025, 12, 30),
        date(2025, 12, 31),
        date(2026, 1, 2),
        date(2026, 1, 5),
    ]


def test_leave_and_local_holidays_are_taken_out():
    week = Period(date(2026, 1, 12), date(2026, 1, 18))
    assert [day.day for day in workdays(week, 6)] == [12, 13, 14, 15, 17]
    leave = [Period(date(2026, 1, 10), date(2026, 1, 12)), Period(date(2026, 1, 17), date(2026, 1, 30))]
    assert [day.day for day in workdays(week, 6, leave=iter(leave), extra_holidays=[date(2026, 1, 14)])] == [13, 15]


@given(DAYS, st.integers(0, 60), st.sampled_from([5, 6]), st.lists(st.tuples(DAYS, st.integers(0, 9)), max_size=3))
def test_no_leave_adds_a_day_and_no_weekend_or_holiday_is_left(start, length, week, spans):
    period = Period(start, min(start + timedelta(days=length), date(2027, 12, 31)))
    leave = [Period(first, first + timedelta(days=more)) for first, more in spans]
    found = workdays(period, week, leave=leave)
    assert set(found) <= set(workdays(period, week))
    for day in period.days():
        free = day.weekday() >= week or day in holidays_of(day.year) or any(day in span for span in leave)
        assert (day in found) is not free


def test_minutes_are_those_of_the_week_spread_over_its_days():
    five, six = ([date(2026, 1, 5) + timedelta(days=place) for place in range(length)] for length in (5, 6))
    assert expected_minutes(five, 5, Settings()) == 2250  # 37 h 30 min (Perpres 21/2023)
    assert expected_minutes(six, 6, Settings()) == 2250
    assert expected_minutes([], 5, Settings()) == 0


def test_minutes_of_ramadan_and_of_a_local_norm():
    days = [date(2026, 2, 25), date(2026, 2, 26), date(2026, 2, 27)]
    ramadan = Settings(ramadan=(date(2026, 2, 26), date(2026, 3, 20)))
    assert expected_minutes(days, 5, ramadan) == 450 + 2 * 390
    assert expected_minutes(days, 5, ramadan.with_(monthly_minutes=6500)) == pytest.approx(3 * 300)  # 6,500 / (5 x 52 / 12) = 300
