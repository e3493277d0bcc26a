"""Working days: the national calendar, 5- and 6-day weeks, leave, and working minutes (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache

import holidays as calendars

from ekin.domain.period import Period
from ekin.errors import NoCalendarError
from ekin.settings import Settings

_MARK_JOINT_LEAVE = "Cuti Bersama"


@cache
def holidays_of(year: int) -> dict[date, str]:
    """National holidays and joint leave of a year, with their names.

    The default category of the `holidays` package leaves out cuti bersama; both are taken here. For 2026 the 25 dates
    equal SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (DOMAIN 5.2, 5.3).

    Raises
    ------
    NoCalendarError
        If no list is known for the year.
    """
    found = calendars.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    if not found:
        raise NoCalendarError(year)
    return dict(sorted(found.items()))


def is_joint_leave(name: str) -> bool:
    """Tell cuti bersama from a libur nasional by its name."""
    return _MARK_JOINT_LEAVE in name


def workdays(
    period: Period, work_week: int, *, leave: Iterable[Period] = (), extra_holidays: Collection[date] = ()
) -> list[date]:
    """List the days on which an entry is expected.

    Parameters
    ----------
    period
        The days to look at.
    work_week
        5 (Monday-Friday) or 6 (Monday-Saturday) days (Perpres 21/2023, DOMAIN 5.1).
    leave
        The person's spans of leave; on leave no entry is expected (DOMAIN 5.4).
    extra_holidays
        Local days off.

    Raises
    ------
    NoCalendarError
        If the national list does not cover a year of the period.
    """
    spans = list(leave)
    off = set(extra_holidays).union(*(holidays_of(year) for year in range(period.start.year, period.end.year + 1)))
    return [
        day for day in period.days() if day.weekday() < work_week and day not in off and not any(day in span for span in spans)
    ]


def expected_minutes(days: Iterable[date], work_week: int, settings: Settings) -> float:
    """Working minutes expected over some working days.

    A local monthly norm (`monthly_minutes`) is spread over the mean number of working days a month; without one the
    weekly minutes of Perpres 21/2023 are, and those of Ramadan where its dates are set (DOMAIN 5.1, 6).
    """
    if settings.monthly_minutes:
        days_a_month = work_week * 52 / 12
        return len(list(days)) * settings.monthly_minutes / days_a_month
    first, last = settings.ramadan or (date.max, date.min)
    weekly = (settings.ramadan_weekly_minutes if first <= day <= last else settings.weekly_minutes for day in days)
    return sum(weekly) / work_week
