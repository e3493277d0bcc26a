"""Dates and numbers as Indonesians read them (id_ID, by Babel)."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from ekin.vocabulary import TIME_ZONES

LOCALE = "id_ID"
NONE = "–"


def day(value: date) -> str:
    """Write a date with its weekday, such as 'Jumat, 2 Januari 2026'."""
    return format_date(value, "EEEE, d MMMM y", locale=LOCALE)


@lru_cache(4096)
def short_day(value: date) -> str:
    """Write a date without weekday, such as '2 Jan 2026'."""
    return format_date(value, "d MMM y", locale=LOCALE)


def month(value: date) -> str:
    """Write month and year, such as 'Januari 2026'."""
    return format_date(value, "MMMM y", locale=LOCALE)


def clock(at: datetime, zone: str) -> str:
    """Write the time of a moment where the person is (WIB, WITA or WIT), such as '08.31.05'."""
    return f"{at.astimezone(ZoneInfo(TIME_ZONES[zone])):%H.%M.%S}"


def local_day(at: datetime, zone: str) -> str:
    """Write the day of a moment where the person is, with its weekday."""
    return day(at.astimezone(ZoneInfo(TIME_ZONES[zone])).date())


@lru_cache(4096)  # a report writes the same ones over and over
def number(value: float, digits: int = 0) -> str:
    """Write a number with Indonesian separators; a dash when there is none."""
    if value is None or not math.isfinite(value):
        return NONE
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, pattern, locale=LOCALE)


@lru_cache(4096)
def percent(share: float, digits: int = 0) -> str:
    """Write a share in [0, 1] as a percentage, such as '83 %'; a dash when there is none."""
    if share is None or not math.isfinite(share):
        return NONE
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + " %"
    return format_percent(share, pattern, locale=LOCALE)


def interval(low: float, high: float, *, share: bool = True, digits: int = 0) -> str:
    """Write an interval, such as '74–89 %'; a dash when there is none."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return NONE
    if share:
        return f"{number(low * 100, digits)}–{number(high * 100, digits)} %"
    return f"{number(low, digits)}–{number(high, digits)}"
