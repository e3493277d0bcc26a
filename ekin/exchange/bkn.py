"""What is special about BKN's two reports (DOMAIN 2.4): the rows above their header, the period they rate, mutations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ekin.domain.period import Period, parse_period
from ekin.errors import EkinError
from ekin.exchange.dates import parse_month
from ekin.vocabulary import Layout, Reason

PERIOD_ENDS: Final = {Layout.SKP_REPORT: "period_end", Layout.RATING_REPORT: "skp_period_end"}
"""The two reports, and their field that tells which of a person's periods is the newest."""

_AGENCY = re.compile(r"instansi\s*:?\s*(.+)", re.IGNORECASE)
_YEAR = re.compile(r"tahun\s*:?\s*(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"bulanan\s*:?\s*(\w+)", re.IGNORECASE)
_QUARTER = re.compile(r"triwulan\s*:?\s*(IV|III|II|I|[1-4])\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\btahunan\b", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}

Values = dict[str, object]


@dataclass(frozen=True)
class Metadata:
    """What a report says above its header: the agency, and the year, month or quarter rated; empty where it does not."""

    agency: str = ""
    year: int | None = None
    period: Period | None = None


def read_metadata(rows: Iterable[list[object]]) -> Metadata:
    """Read the rows above a header."""
    lines = [" ".join(str(value).strip() for value in row if str(value).strip()) for row in rows]
    agency = next((match[1].strip() for line in lines if (match := _AGENCY.fullmatch(line))), "")
    text = "\n".join(lines)
    year = _YEAR.search(text)
    return Metadata(agency, int(year[1]), _period(text, year[1])) if year else Metadata(agency)


def rated_period(values: Values, metadata: Metadata) -> Period | None:
    """Give the period that a row of the rating report is about: its own month, else what stands above the header."""
    ends = values.get("skp_period_end")
    year = values.get("year") or metadata.year or (ends.year if ends else None)
    if values.get("month") and year:
        return parse_period(f"{year}-{values['month']:02d}")
    return metadata.period


def superseded(layout: Layout, rows: Sequence[tuple[int, Values]], metadata: Metadata) -> dict[int, Reason]:
    """Say which rows give way to a newer period of the same person (a mutation), or contradict an equal one: number, reason."""
    ends, newest = PERIOD_ENDS[layout], {}
    for _, values in rows:
        kept = newest.setdefault(_subject(layout, values, metadata), values)
        if (values[ends] or date.min) > (kept[ends] or date.min):
            newest[_subject(layout, values, metadata)] = values
    found = {}
    for number, values in rows:
        kept = newest[_subject(layout, values, metadata)]
        if values is not kept:
            found[number] = Reason.CONFLICTING_ROW if values[ends] == kept[ends] else Reason.OLDER_PERIOD
    return found


def _subject(layout: Layout, values: Values, metadata: Metadata) -> tuple:
    """Give what only one row of a report may be about: a person, and in the rating report the rated period too."""
    if layout is Layout.SKP_REPORT:
        return (values["nip"],)
    if rated_period(values, metadata):
        return values["nip"], values["period_start"], values["period_end"]
    return values["nip"], values.get("year"), values.get("period_id")


def _period(text: str, year: str) -> Period | None:
    try:
        if match := _MONTH.search(text):
            return parse_period(f"{year}-{parse_month(match[1])[0]:02d}")
        if match := _QUARTER.search(text):
            return parse_period(f"{year}-Q{_ROMAN.get(match[1].upper(), match[1])}")
        return parse_period(year) if _ANNUAL.search(text) else None
    except EkinError:
        return None
