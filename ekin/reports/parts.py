"""Parts of a period that a trend is drawn over: months, or weeks within one month."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.performance import Records
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


def headline_records(records: Records, part: Period) -> Records:
    """Keep what fill rate and specific share of a part need; the other measures of a trend would take most of its time."""
    inside = pd.to_datetime(records.entries["day"]).between(pd.Timestamp(part.start), pd.Timestamp(part.end))
    return replace(records, entries=records.entries[inside], reviews=records.reviews.iloc[:0], plans=records.plans.iloc[:0])
