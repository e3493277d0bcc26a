"""Parts of a period that a trend is drawn over: months, or weeks within one month."""

from __future__ import annotations

from datetime import timedelta

from ekin.domain.period import Period
from ekin.vocabulary import Grain
from ekin.words import numbers
from ekin.words.report import PLOT


def parts(period: Period) -> list[tuple[str, Period]]:
    """Label and days of each part: months, or weeks from Monday when the period lies within one month."""
    months = list(period.split(Grain.MONTH))
    if len(months) > 1:
        return [(numbers.month(month.start), month) for month in months]
    starts = [day for day in period.days() if day == period.start or day.weekday() == 0]
    ends = [day - timedelta(days=1) for day in starts[1:]] + [period.end]
    weeks = [Period(start, end) for start, end in zip(starts, ends, strict=True)]
    return [(PLOT["week"].format(first=week.start.day, last=week.end.day), week) for week in weeks]
