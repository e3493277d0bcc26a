"""Clock times as they stand in cells (DOMAIN 2.1)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from ekin.errors import CellError
from ekin.vocabulary import Reason, Repair

DAY_S: Final = 24 * 60 * 60
_EMPTY: Final = ("", "-", "–", "—")
_FRACTION = re.compile(r"[01](?:[.,](?:\d|\d{3,}))?")  # two decimals are a clock time: 0.30 is half past midnight
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(am|pm|wib|wita|wit)?", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})()()")


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing, or what people write for nothing."""
    return value is None or (isinstance(value, str) and value.strip() in _EMPTY)


def parse_time(value: object) -> tuple[time | None, Repair | None]:
    """Read a clock time to the minute: a real time, '07.30', '0730', or a fraction of a day (1 is midnight).

    Raises
    ------
    CellError
        NOT_A_TIME.

    >>> parse_time(0.3125)[0]
    datetime.time(7, 30)
    """
    if is_empty(value):
        return None, None
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None), None
    if isinstance(value, timedelta):
        return _from_fraction(value.total_seconds() / DAY_S, value), None
    if isinstance(value, date) and value.year <= 1900:  # a cell with 0 or 1 and a clock format
        return time(0), Repair.TIME_FROM_FRACTION
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_fraction(value, value), Repair.TIME_FROM_FRACTION
    text = str(value).strip()
    if _FRACTION.fullmatch(text):
        return _from_fraction(float(text.replace(",", ".")), value), Repair.TIME_FROM_FRACTION
    clock = read_clock(text, value).replace(second=0)
    return clock, None if text == f"{clock:%H:%M}" else Repair.TIME_FROM_TEXT


def read_clock(text: str, value: object) -> time:
    """Read a text such as '07.30' or '07:30:15'; `value` is what a refusal (NOT_A_TIME) shows."""
    match = _CLOCK.fullmatch(text) or _FOUR_DIGITS.fullmatch(text)
    if not match:
        raise CellError(Reason.NOT_A_TIME, value)
    hour, minute, second, mark = int(match[1]), int(match[2]), int(match[3] or 0), (match[4] or "").lower()
    if mark in ("am", "pm"):
        hour = hour % 12 + (12 if mark == "pm" else 0) if 1 <= hour <= 12 else 99
    if (hour, minute, second) == (24, 0, 0):
        hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        raise CellError(Reason.NOT_A_TIME, value) from None


def _from_fraction(fraction: float, value: object) -> time:
    if not 0 <= fraction <= 1:
        raise CellError(Reason.NOT_A_TIME, value)
    seconds = round(fraction * DAY_S)
    return time(seconds // 3600 % 24, seconds % 3600 // 60)
