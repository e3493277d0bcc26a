"""Dates and timestamps as they stand in cells (DOMAIN 2.1).

Every parser takes what stood in a cell and gives the value with the repair that was needed, or None; an empty cell
gives None. What cannot be read raises CellError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from ekin.errors import CellError
from ekin.exchange.clocks import DAY_S, EMPTY, read_clock
from ekin.vocabulary import Reason, Repair

YEARS: Final = range(1950, 2101)
"""Years that a date of a serving ASN can lie in; others are typing errors or stray numbers."""

_EPOCH: Final = date(1899, 12, 30)  # day 0 of Excel's serial numbers, counted over its 29 February 1900
_DMY = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2}|\d{4})(?:[T\s,]+(\d.*))?")
_ISO = re.compile(r"(\d{4})([/.\-])(\d{1,2})\2(\d{1,2})(?:[T\s,]+(\d.*))?")
_NAMED = re.compile(r"(?:[a-z'’]+,?\s+)?(\d{1,2})[\s\-./]+([a-z]+)[\s\-./,]+(\d{4})(?:[\s,]+(\d.*))?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MONTH_NAMES: Final = (
    "jan january januari|feb february februari peb pebruari|mar march maret mrt|apr april|mei may|jun june juni|"
    "jul july juli|agu agt ags agust agustus aug august|sep sept september|okt oktober oct october|"
    "nov november nop nopember|des desember dec december"
)
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}


class SlashOrder(StrEnum):
    """How dates such as 05/01/2026 are read in one column."""

    DMY = "dmy"
    MDY = "mdy"
    PROVEN = "proven"  # both orders occur: only dates that can be read one way
    OTHER = "other"  # the column proves the order that was not chosen: none


@dataclass(frozen=True)
class DateColumn:
    """What the whole column says about its dates.

    Attributes
    ----------
    slash
        Order of day and month in texts.
    real_dates_hold
        False when Excel seems to have swapped day and month of what it could read as a date, and left the rest as text.
    """

    slash: SlashOrder = SlashOrder.DMY
    real_dates_hold: bool = True


DEFAULT: Final = DateColumn()


def look_at_column(values: Iterable[object], date_order: str = "dmy") -> DateColumn:
    """Tell from all cells of a column in which order its dates are written.

    Parameters
    ----------
    values
        Every cell of the column.
    date_order
        "dmy" or "mdy", the order that the user says holds.
    """
    seen, real = set(), []
    for value in values:
        if isinstance(value, str):
            if match := _DMY.fullmatch(value.strip()):
                seen.add(_proof(int(match[1]), int(match[3])))
        elif isinstance(value, date):
            real.append(value)
    swapped = "dmy" in seen and not seen & {"mdy", "either"} and real and all(day.day <= 12 for day in real)
    if {"dmy", "mdy"} <= seen:
        return DateColumn(SlashOrder.PROVEN, not swapped)
    other = {"dmy": "mdy", "mdy": "dmy"}[date_order]
    return DateColumn(SlashOrder.OTHER if other in seen else SlashOrder(date_order), not swapped)


def parse_date(value: object, column: DateColumn = DEFAULT) -> tuple[date | None, Repair | None]:
    """Read a date: a real date, a text in one of the known forms, or an Excel serial number.

    Raises
    ------
    CellError
        NOT_A_DATE, or AMBIGUOUS_DATE and DATE_ORDER where day and month could be exchanged.

    >>> parse_date("Senin, 5 Januari 2026")[0]
    datetime.date(2026, 1, 5)
    """
    if value is None:
        return None, None
    if isinstance(value, date):
        return _real_date(value, column), None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_serial(value, value), Repair.DATE_FROM_SERIAL
    text = str(value).strip()
    if text in EMPTY:
        return None, None
    if _NUMBER.fullmatch(text):
        return _from_serial(float(text.replace(",", ".")), value), Repair.DATE_FROM_SERIAL
    day, _ = _split(text, value, column)
    return day, None if len(text) == 10 and text == day.isoformat() else Repair.DATE_FROM_TEXT


def parse_timestamp(value: object, column: DateColumn = DEFAULT, *, zone: ZoneInfo) -> tuple[datetime | None, Repair | None]:
    """Read a moment as aware UTC; one without offset is local time of `zone`.

    A date without a time says too little to compute a lag or a sitting from; it gives None and is counted as a repair.

    Raises
    ------
    CellError
        NOT_A_DATE or NOT_A_TIME.
    """
    if value is None or (isinstance(value, str) and value.strip() in EMPTY):
        return None, None
    moment, repair = value, None
    if isinstance(value, str):
        moment, repair = _moment_of_text(value.strip(), value, column)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        moment, repair = _moment_of_serial(value, value), Repair.DATE_FROM_SERIAL
    elif isinstance(value, date):
        _real_date(value, column)
    if not isinstance(moment, date):
        raise CellError(Reason.NOT_A_DATE, value)
    _date(moment.year, moment.month, moment.day, value)
    if not isinstance(moment, datetime):
        return None, Repair.TIMESTAMP_WITHOUT_TIME
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC), repair


def parse_month(value: object) -> tuple[int | None, Repair | None]:
    """Read a month as its number or name.

    Raises
    ------
    CellError
        NOT_AN_OPTION.

    >>> parse_month("Agustus")[0]
    8
    """
    text = "" if value is None else str(value).strip().lower().removesuffix(".0")
    if text in EMPTY:
        return None, None
    month = int(text) if text.isdecimal() else _MONTHS.get(text, 0)
    if not 1 <= month <= 12:
        raise CellError(Reason.NOT_AN_OPTION, value)
    return month, None


def _moment_of_text(text: str, value: object, column: DateColumn) -> tuple[date, Repair | None]:
    if _ISO.match(text) and len(text) > 10:
        with suppress(ValueError):
            return datetime.fromisoformat(text), None
    if _NUMBER.fullmatch(text):
        return _moment_of_serial(float(text.replace(",", ".")), value), Repair.DATE_FROM_SERIAL
    day, rest = _split(text, value, column)
    return datetime.combine(day, read_clock(rest, value)) if rest else day, Repair.DATE_FROM_TEXT


def _moment_of_serial(serial: float, value: object) -> date:
    day = _from_serial(serial, value)
    if not serial % 1:
        return day
    return datetime.combine(day, time(0)) + timedelta(seconds=round(serial % 1 * DAY_S))


def _split(text: str, value: object, column: DateColumn) -> tuple[date, str]:
    """Take the date off a text, and what clock time follows it."""
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[3]), int(match[4]), value), match[5] or ""
    if match := _DMY.fullmatch(text):
        if len(match[4]) == 2:
            raise CellError(Reason.AMBIGUOUS_DATE, value)
        day, month = _ordered(int(match[1]), int(match[3]), value, column)
        return _date(int(match[4]), month, day, value), match[5] or ""
    if (match := _NAMED.fullmatch(text)) and match[2].lower() in _MONTHS:
        return _date(int(match[3]), _MONTHS[match[2].lower()], int(match[1]), value), match[4] or ""
    raise CellError(Reason.NOT_A_DATE, value)


def _ordered(first: int, second: int, value: object, column: DateColumn) -> tuple[int, int]:
    """Day and month of the two numbers."""
    proof = _proof(first, second)
    if column.slash is SlashOrder.OTHER:
        raise CellError(Reason.DATE_ORDER, value)
    if column.slash is SlashOrder.PROVEN:
        if proof == "either":
            raise CellError(Reason.AMBIGUOUS_DATE, value)
        return (second, first) if proof == "mdy" else (first, second)
    return (second, first) if column.slash is SlashOrder.MDY else (first, second)


def _proof(first: int, second: int) -> str:
    if first <= 12 and second <= 12:
        return "same" if first == second else "either"
    if first > 12 and second > 12:
        return "neither"
    return "dmy" if first > 12 else "mdy"


def _real_date(value: date, column: DateColumn) -> date:
    day = value.date() if isinstance(value, datetime) else value
    if not column.real_dates_hold and day.day != day.month:
        raise CellError(Reason.AMBIGUOUS_DATE, value)
    return _date(day.year, day.month, day.day, value)


def _date(year: int, month: int, day: int, value: object) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise CellError(Reason.NOT_A_DATE, value) from None
    if found.year not in YEARS:
        raise CellError(Reason.NOT_A_DATE, value)
    return found


def _from_serial(serial: float, value: object) -> date:
    if not 0 < serial < 100_000:
        raise CellError(Reason.NOT_A_DATE, value)
    day = _EPOCH + timedelta(days=int(serial))
    return _date(day.year, day.month, day.day, value)
