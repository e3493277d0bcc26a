"""A period: a day, a month, a quarter (triwulan), a year, or any span of dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ekin.errors import DateSpanError, PeriodError
from ekin.vocabulary import Grain
from ekin.words import numbers

_MONTHS_A_QUARTER = 3


@dataclass(frozen=True, order=True)
class Period:
    """Days from `start` to `end`, both included.

    Raises
    ------
    DateSpanError
        If the end lies before the start.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a reversed span."""
        if self.end < self.start:
            raise DateSpanError(self.start, self.end)

    @property
    def key(self) -> str:
        """Short code such as '2026-01', '2026-Q1', '2026'; a span is '2026-01-05_2026-01-09'."""
        for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.DAY):
            if _around(self.start, grain) == (self.start, self.end):
                return _KEY[grain](self.start)
        return f"{self.start.isoformat()}_{self.end.isoformat()}"

    @property
    def label(self) -> str:
        """Name in Indonesian, such as 'Januari 2026' or 'Triwulan I 2026'."""
        for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.DAY):
            if _around(self.start, grain) == (self.start, self.end):
                return _LABEL[grain](self.start)
        return f"{numbers.short_day(self.start)} – {numbers.short_day(self.end)}"

    def split(self, grain: Grain) -> Iterator[Period]:
        """Cut into periods of a grain; the first and last may be partial."""
        start = self.start
        while start <= self.end:
            stop = min(_around(start, grain)[1], self.end)
            yield Period(start, stop)
            start = stop + timedelta(days=1)

    def days(self) -> Iterator[date]:
        """Every calendar day, in order."""
        for offset in range((self.end - self.start).days + 1):
            yield self.start + timedelta(days=offset)

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= day <= self.end


def parse_period(text: str) -> Period:
    """Read '2026-01', '2026-Q1', '2026', '2026-01-05' or '2026-01-05_2026-01-09'.

    Raises
    ------
    PeriodError
        If the text is none of these.

    >>> parse_period("2026-Q1").end
    datetime.date(2026, 3, 31)
    """
    given = str(text).strip().upper()
    try:
        if "_" in given:
            first, last = given.split("_")
            return Period(date.fromisoformat(first), date.fromisoformat(last))
        if match := re.fullmatch(r"(\d{4})-?(?:Q|TW)([1-4])", given):
            return period_of(date(int(match[1]), int(match[2]) * 3 - 2, 1), Grain.QUARTER)
        if match := re.fullmatch(r"(\d{4})-(\d{1,2})", given):
            return period_of(date(int(match[1]), int(match[2]), 1), Grain.MONTH)
        if re.fullmatch(r"\d{4}", given):
            return period_of(date(int(given), 1, 1), Grain.YEAR)
        return period_of(date.fromisoformat(given), Grain.DAY)
    except (ValueError, DateSpanError):
        raise PeriodError(str(text)) from None


def period_of(day: date, grain: Grain) -> Period:
    """Period of a grain in which a day lies."""
    return Period(*_around(day, grain))


def _around(day: date, grain: Grain) -> tuple[date, date]:
    """First and last day of the day's own week (from Monday), month, quarter or year."""
    if grain is Grain.DAY:
        return day, day
    if grain is Grain.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if grain is Grain.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    first = day.month if grain is Grain.MONTH else (day.month - 1) // _MONTHS_A_QUARTER * _MONTHS_A_QUARTER + 1
    last = first if grain is Grain.MONTH else first + _MONTHS_A_QUARTER - 1
    return date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1])


def _quarter(day: date) -> int:
    return (day.month - 1) // _MONTHS_A_QUARTER


_KEY = {
    Grain.YEAR: lambda day: f"{day.year}",
    Grain.QUARTER: lambda day: f"{day.year}-Q{_quarter(day) + 1}",
    Grain.MONTH: lambda day: f"{day:%Y-%m}",
    Grain.DAY: lambda day: day.isoformat(),
}
_LABEL = {
    Grain.YEAR: lambda day: f"Tahun {day.year}",
    Grain.QUARTER: lambda day: f"Triwulan {('I', 'II', 'III', 'IV')[_quarter(day)]} {day.year}",
    Grain.MONTH: numbers.month,
    Grain.DAY: numbers.day,
}
