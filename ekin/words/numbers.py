"""Dates and numbers as Indonesians read them (id_ID, by Babel)."""

from __future__ import annotations

import math
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

LOCALE = "id_ID"
NONE = "–"


def day(value: date) -> str:
    """Write a date with its weekday, such as 'Jumat, 2 Januari 2026'."""
    return format_date(value, "EEEE, d MMMM y", locale=LOCALE)


def short_day(value: date) -> str:
    """Write a date without weekday, such as '2 Jan 2026'."""
    return format_date(value, "d MMM y", locale=LOCALE)


def month(value: date) -> str:
    """Write month and year, such as 'Januari 2026'."""
    return format_date(value, "MMMM y", locale=LOCALE)


def number(value: float, digits: int = 0) -> str:
    """Write a number with Indonesian separators; a dash when there is none."""
    if value is None or not math.isfinite(value):
        return NONE
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, pattern, locale=LOCALE)


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
