"""The rows above the header of BKN's two reports: agency, units, period, and when the data were drawn (DOMAIN 2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ekin.domain.period import Period, parse_period
from ekin.errors import EkinError
from ekin.exchange.dates import parse_month, parse_timestamp

_LINES = {
    "agency": re.compile(r"instansi\s*:?\s*(.+)", re.IGNORECASE),
    "parent_unit": re.compile(r"unor induk\s*:?\s*(.+)", re.IGNORECASE),
    "unit": re.compile(r"unor\s*:\s*(.+)", re.IGNORECASE),
}
_DRAWN = re.compile(r"data ditarik pada\s*:?\s*(.+)", re.IGNORECASE)
_YEAR = re.compile(r"tahun\s*:?\s*(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"bulanan\s*:?\s*(\w+)", re.IGNORECASE)
_QUARTER = re.compile(r"triwulan\s*:?\s*(IV|III|II|I|[1-4])\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\btahunan\b", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True)
class Metadata:
    """What a report says about itself; empty where it does not.

    Attributes
    ----------
    period
        The rated month, quarter or year.
    drawn_at
        When BKN drew the data, UTC.
    """

    agency: str = ""
    parent_unit: str = ""
    unit: str = ""
    year: int | None = None
    period: Period | None = None
    drawn_at: datetime | None = None


def read_metadata(rows: Iterable[list[object]], zone: ZoneInfo) -> Metadata:
    """Read the rows above a header; local time is that of `zone`."""
    found, text = Metadata(), ""
    for row in rows:
        line = " ".join(str(value).strip() for value in row if str(value).strip())
        text = f"{text}\n{line}"
        for name, pattern in _LINES.items():
            if match := pattern.fullmatch(line):
                found = replace(found, **{name: match[1].strip()})
                break
        if match := _DRAWN.fullmatch(line):
            found = replace(found, drawn_at=_moment(match[1], zone))
    year = _YEAR.search(text)
    return replace(found, year=int(year[1]), period=_period(text, year[1])) if year else found


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        return parse_timestamp(text, zone=zone)[0]
    except EkinError:
        return None


def _period(text: str, year: str) -> Period | None:
    try:
        if match := _MONTH.search(text):
            return parse_period(f"{year}-{parse_month(match[1])[0]:02d}")
        if match := _QUARTER.search(text):
            return parse_period(f"{year}-Q{_ROMAN.get(match[1].upper(), match[1])}")
        return parse_period(year) if _ANNUAL.search(text) else None
    except EkinError:
        return None
