"""One entry of 'Tambah Progress Harian' and its rules (DOMAIN 2.1), the same on every path.

Form, import, edit and API build an `Entry`; what it refuses comes back as problems with codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from ekin.settings import Settings
from ekin.vocabulary import Reason

NAMESPACE = UUID("5f5b5b5e-0f6b-5c55-9a52-657572616967")
_MINUTES_A_DAY = 24 * 60
_SPACES = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]+")  # what no database and no screen can hold counts as space


class Entry(BaseModel):
    """One activity of one day.

    Attributes
    ----------
    nip
        Whose entry, 18 digits.
    day, start, end
        Tanggal Kegiatan, Jam Mulai, Jam Selesai; local to the person. An end before the start crosses midnight.
    description
        Kegiatan Harian, one line.
    plan
        Text of the Rencana Aksi chosen; empty when none was.
    quantity, quantity_unit
        Realisasi (a whole number) and Satuan; None and empty when the job counts nothing.
    evidence_url
        Bukti Dukung; empty when there is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    nip: str
    day: date
    start: time
    end: time
    description: str
    plan: str = ""
    quantity: int | None = None
    quantity_unit: str = ""
    evidence_url: str = ""

    @field_validator("description", "plan", "quantity_unit", "evidence_url", mode="after")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return fold_spaces(value)

    @field_validator("description")
    @classmethod
    def _has_description(cls, value: str) -> str:
        return value or _refuse(Reason.MISSING)

    @field_validator("day")
    @classmethod
    def _not_in_the_future(cls, value: date, info: ValidationInfo) -> date:
        today = (info.context or {}).get("today")
        return _refuse(Reason.FUTURE_DATE) if today and value > today else value

    @field_validator("quantity")
    @classmethod
    def _not_negative(cls, value: int | None) -> int | None:
        return _refuse(Reason.NEGATIVE) if value is not None and value < 0 else value

    @model_validator(mode="after")
    def _lasts(self, info: ValidationInfo) -> Entry:
        if self.start == self.end:
            _refuse(Reason.NO_DURATION)
        settings = (info.context or {}).get("settings")
        if settings and self.end < self.start and self.minutes > settings.max_overnight_hours * 60:
            _refuse(Reason.TOO_LONG_SPAN)
        return self

    @property
    def minutes(self) -> int:
        """Length in minutes; past midnight when the end lies before the start."""
        return span_minutes(self.start, self.end)

    def identity(self) -> str:
        """Stable id: the same person, day, times and text give the same entry, so an import can be repeated."""
        return str(uuid5(NAMESPACE, f"{self.nip}|{self.day}|{self.start}|{self.end}|{self.description.casefold()}"))


@dataclass(frozen=True)
class Problem:
    """One refused field of one entry."""

    field: str
    reason: Reason
    value: object


def check_entry(fields: dict[str, object], *, today: date, settings: Settings) -> Entry | list[Problem]:
    """Build an entry, or say everything that is wrong with it.

    Parameters
    ----------
    fields
        Values by the names of `Entry`, already read into Python types.
    today
        The person's local day.
    """
    try:
        return Entry.model_validate(fields, context={"today": today, "settings": settings})
    except ValidationError as error:
        return [_problem(item) for item in error.errors(include_url=False)]


def fold_spaces(text: str) -> str:
    """Make one line of a text: line breaks, control characters and runs of spaces become one space."""
    return _SPACES.sub(" ", text).strip()


def span_minutes(start: time, end: time) -> int:
    """Minutes from start to end, over midnight if need be.

    >>> span_minutes(time(21, 0), time(7, 0))
    600
    """
    length = (end.hour - start.hour) * 60 + end.minute - start.minute
    return length if length >= 0 else length + _MINUTES_A_DAY


_KIND_OF_FIELD = {
    "day": Reason.NOT_A_DATE,
    "start": Reason.NOT_A_TIME,
    "end": Reason.NOT_A_TIME,
    "quantity": Reason.NOT_AN_INTEGER,
}


def _problem(item: dict) -> Problem:
    field = str(item["loc"][0]) if item["loc"] else "end"
    empty = item["type"] == "missing" or item.get("input") is None
    if item["type"] in set(Reason):
        reason = Reason(item["type"])
    else:
        reason = Reason.MISSING if empty else _KIND_OF_FIELD.get(field, Reason.MISSING)
    value = None if field == "end" and not item["loc"] else item.get("input")
    return Problem(field, reason, value)


def _refuse(reason: Reason) -> str:
    raise PydanticCustomError(reason.value, reason.value)
