"""Dates and timestamps as they stand in cells (DOMAIN 2.1); parsers as in `cells`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from ekin.errors import CellError
from ekin.exchange.clocks import DAY_S, is_empty, read_clock
from ekin.vocabulary import Reason, Repair

YEARS: Final = range(1950, 2101)
"""Years that a date of a serving ASN can lie in; others are typing errors or stray numbers."""

_EPOCH: Final = datetime(1899, 12, 30)  # day 0 of Excel's serial numbers, counted over its 29 February 1900
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
    """What a whole column says about its dates.

    Attributes
    ----------
    real_dates_hold
        False when Excel seems to have swapped day and month of what it could read as a date, and left the rest as text.
    """

    slash: SlashOrder = SlashOrder.DMY
    real_dates_hold: bool = True


DEFAULT: Final = DateColumn()


def look_at_column(values: Iterable[object], date_order: str = "dmy") -> DateColumn:
    """Tell from all cells of a column how its dates are written; `date_order` is what the user says, "dmy" or "mdy"."""
    seen, real = set(), []
    for value in values:
        if isinstance(value, date):
            real.append(value)
        elif isinstance(value, str) and (match := _DMY.fullmatch(value.strip())):
            seen.add(_proof(int(match[1]), int(match[3])))
    swapped = "dmy" in seen and not seen & {"mdy", "either"} and real and all(day.day <= 12 for day in real)
    slash = SlashOrder(date_order)
    if {"dmy", "mdy"} <= seen:
        slash = SlashOrder.PROVEN
    elif seen & ({"dmy", "mdy"} - {date_order}):
        slash = SlashOrder.OTHER
    return DateColumn(slash, not swapped)


def parse_date(value: object, column: DateColumn = DEFAULT) -> tuple[date | None, Repair | None]:
    """Read a date: a real date, a text in one of the known forms, or an Excel serial number.

    Raises
    ------
    CellError
        NOT_A_DATE, or AMBIGUOUS_DATE and DATE_ORDER where day and month could be exchanged.

    >>> parse_date("Senin, 5 Januari 2026")[0]
    datetime.date(2026, 1, 5)
    """
    if is_empty(value):
        return None, None
    if isinstance(value, date):
        return _real_date(value, column), None
    serial = _serial(value)
    if serial is not None:
        return _from_serial(serial // 1, value).date(), Repair.DATE_FROM_SERIAL
    text = str(value).strip()
    day, _ = _split(text, value, column)
    return day, None if text == day.isoformat() else Repair.DATE_FROM_TEXT


def parse_timestamp(value: object, column: DateColumn = DEFAULT, *, zone: ZoneInfo) -> tuple[datetime | None, Repair | None]:
    """Read a moment as aware UTC; one without offset is local time of `zone`.

    A date without a time says too little to compute a lag or a sitting from; it gives None and is counted as a repair.

    Raises
    ------
    CellError
        NOT_A_DATE or NOT_A_TIME.
    """
    if is_empty(value):
        return None, None
    if isinstance(value, date):
        moment, repair = value, None
        _real_date(value, column)
    else:
        moment, repair = _moment(value, column)
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
    if is_empty(value):
        return None, None
    text = str(value).strip().lower().removesuffix(".0")
    month = int(text) if text.isdecimal() else _MONTHS.get(text, 0)
    if not 1 <= month <= 12:
        raise CellError(Reason.NOT_AN_OPTION, value)
    return month, None


def _moment(value: object, column: DateColumn) -> tuple[date, Repair | None]:
    """Read a text or number as a moment, or as a date where no time is given."""
    text = str(value).strip()
    if _ISO.match(text) and len(text) > 10:
        with suppress(ValueError):
            return datetime.fromisoformat(text), None
    serial = _serial(value)
    if serial is not None:
        moment = _from_serial(serial, value)
        return moment if serial % 1 else moment.date(), Repair.DATE_FROM_SERIAL
    day, rest = _split(text, value, column)
    return datetime.combine(day, read_clock(rest, value)) if rest else day, Repair.DATE_FROM_TEXT


def _serial(value: object) -> float | None:
    """Give the number that a cell holds, also as a text."""
    text = str(value).strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _from_serial(serial: float, value: object) -> datetime:
    if not 0 < serial < 100_000:
        raise CellError(Reason.NOT_A_DATE, value)
    moment = _EPOCH + timedelta(seconds=round(serial * DAY_S))
    _date(moment.year, moment.month, moment.day, value)
    return moment


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
    order = column.slash
    if order is SlashOrder.OTHER:
        raise CellError(Reason.DATE_ORDER, value)
    if order is SlashOrder.PROVEN:
        order = _proof(first, second)
        if order == "either":
            raise CellError(Reason.AMBIGUOUS_DATE, value)
    return (second, first) if order == "mdy" else (first, second)


def _proof(first: int, second: int) -> str:
    """Which order two numbers can only have been written in."""
    if first <= 12 and second <= 12:
        return "same" if first == second else "either"
    if first > 12 and second > 12:
        return "neither"
    return "dmy" if first > 12 else "mdy"


def _real_date(value: date, column: DateColumn) -> date:
    if not column.real_dates_hold and value.day != value.month:
        raise CellError(Reason.AMBIGUOUS_DATE, value)
    return _date(value.year, value.month, value.day, value)


def _date(year: int, month: int, day: int, value: object) -> date:
    with suppress(ValueError):
        if year in YEARS:
            return date(year, month, day)
    raise CellError(Reason.NOT_A_DATE, value)
