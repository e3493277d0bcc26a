from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from office_records import employee_frame, leave_frame

from ekin.domain.period import Period
from ekin.domain.workdays import workdays
from ekin.evaluation.calendar import expected_days, leave_days
from ekin.settings import Settings

PEOPLE = employee_frame(("A", "U", 5, "WIB"), ("B", "U", 6, "WIB"))
DAYS = st.dates(date(2025, 11, 1), date(2026, 4, 30))
PERIODS = st.tuples(DAYS, st.integers(0, 90)).map(lambda given: Period(given[0], given[0] + timedelta(days=given[1])))


@given(PERIODS, st.lists(st.tuples(st.sampled_from("ABX"), PERIODS), max_size=4), st.sets(DAYS, max_size=3))
def test_expected_days_of_all_are_the_workdays_of_each(period, spans, extra):
    leave = leave_frame(*((nip, span.start, span.end, "sakit") for nip, span in spans))
    found = expected_days(PEOPLE, leave, period, Settings(extra_holidays=tuple(extra)))
    for person, row in PEOPLE.iterrows():
        own = [span for nip, span in spans if nip == row["nip"]]
        expected = workdays(period, row["work_week"], leave=own, extra_holidays=extra)
        assert [day.date() for day in found.loc[found["person"].eq(person), "day"]] == expected


def test_overlapping_leave_gives_each_day_once():
    leave = leave_frame(("A", "2026-01-05", "2026-01-07", "sakit"), ("A", "2026-01-07", "2026-02-20", "tahunan"))
    days = leave_days(PEOPLE, leave, Period(date(2026, 1, 6), date(2026, 1, 9)))
    assert days["day"].tolist() == [pd.Timestamp(2026, 1, day) for day in (6, 7, 8, 9)]
    assert days["person"].tolist() == [0] * 4


def test_no_people_have_no_days():
    assert expected_days(employee_frame(), leave_frame(), Period(date(2026, 1, 1), date(2026, 1, 9)), Settings()).empty
