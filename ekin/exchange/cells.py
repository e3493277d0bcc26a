"""What stands in one cell, read into one value.

Every parser takes the cell and gives the value with the repair that was needed, or None; an empty cell gives None (""
for a text). What cannot be read raises CellError. Dates and times are in `dates`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from ekin.domain import nip as nips
from ekin.domain import rating
from ekin.domain.entry import fold_spaces
from ekin.errors import CellError
from ekin.exchange.clocks import EMPTY
from ekin.vocabulary import TIME_ZONES, EmploymentKind, Expectation, LeaveKind, Predikat, Reason, Repair, RhkKind, Status

LARGEST_INTEGER: Final = 2**31 - 1  # of the database's integer columns
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_PLAIN = re.compile(r"-?\d{1,12}")
_WHOLE = re.compile(r"(-?\d{1,12})[.,]0{1,2}")
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
_NOT_WORD = re.compile(r"[\W_]+")

Parsed = tuple[object, Repair | None]
Parser = Callable[[object], Parsed]


_POSITION_KINDS: Final = {"1": "struktural", "2": "fungsional", "3": "rangkap", "4": "pelaksana"}


def fold_name(value: object) -> str:
    """Name of a column or choice without case, punctuation and doubled spaces.

    >>> fold_name(" Jam_Mulai* ")
    'jam mulai'
    """
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", "" if value is None else str(value))).strip().casefold()


def parse_nip(value: object) -> tuple[str | None, Repair | None]:
    """Read a NIP as text of 18 digits.

    Raises
    ------
    CellError
        With one of the NIP reasons; a number from a sheet is always refused, its last digits are lost.
    """
    if value is None or (isinstance(value, str) and value.strip() in EMPTY):
        return None, None
    given = value[1:] if isinstance(value, str) and value.startswith('="') else value  # Excel's way to keep text in a csv
    found, cleaned = nips.parse_nip(given)
    return found.text, Repair.NIP_CLEANED if cleaned else None


def parse_text(value: object) -> tuple[str, Repair | None]:
    """Read a text as one line; a number becomes text without '.0', control characters become spaces."""
    if value is None:
        return "", None
    if not isinstance(value, str):
        return _text_of(value), Repair.TEXT_FROM_NUMBER
    if value.isprintable() and "  " not in value and value == value.strip():
        return value, None
    text = fold_spaces(_CONTROL.sub(" ", value))
    return text, None if text == value else Repair.SPACES_FOLDED


def parse_optional_text(value: object) -> tuple[str, Repair | None]:
    """Read a text in which '-' says that there is none."""
    text, repair = parse_text(value)
    return ("", None) if text in EMPTY else (text, repair)


def parse_code(value: object) -> tuple[str, Repair | None]:
    """Read a word that some files write with capitals, such as 'Kuantitatif'."""
    return parse_optional_text(value)[0].lower(), None


def parse_position_kind(value: object) -> tuple[str, Repair | None]:
    """Read a jenis jabatan; SIASN's codes become the words people use (DOMAIN 4.6)."""
    text, _ = parse_code(value)
    return _POSITION_KINDS.get(text, text), None


def parse_integer(value: object) -> tuple[int | None, Repair | None]:
    """Read a whole number; in a text the dot separates thousands, as in Indonesia.

    Raises
    ------
    CellError
        NOT_AN_INTEGER, also for truth values and numbers that the database cannot hold.

    >>> parse_integer("1.250")
    (1250, <Repair.NUMBER_FROM_TEXT: 'number_from_text'>)
    """
    if value is None or (isinstance(value, str) and value.strip() in EMPTY):
        return None, None
    number, repair = _integer_of_text(value.strip()) if isinstance(value, str) else (_integer_of_number(value), None)
    if number is None or abs(number) > LARGEST_INTEGER:
        raise CellError(Reason.NOT_AN_INTEGER, value)
    return number, repair


def parse_seconds(value: object) -> tuple[float | None, Repair | None]:
    """Read a duration in seconds, zero or more.

    Raises
    ------
    CellError
        NOT_A_NUMBER or NEGATIVE.
    """
    text = str(value).strip() if value is not None else ""
    if text in EMPTY:
        return None, None
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = float("nan")
    if isinstance(value, bool) or seconds in (float("inf"), float("-inf")) or seconds != seconds:
        raise CellError(Reason.NOT_A_NUMBER, value)
    if seconds < 0:
        raise CellError(Reason.NEGATIVE, value)
    return seconds, None


def parse_expectation(value: object) -> tuple[Expectation | None, Repair | None]:
    """Read a rating of hasil or perilaku kerja (DOMAIN 3.3).

    Raises
    ------
    CellError
        NOT_AN_OPTION.
    """
    return rating.parse_expectation(_whole(value)), None


def parse_predikat(value: object) -> tuple[Predikat | None, Repair | None]:
    """Read a predikat kinerja; None for '-'.

    Raises
    ------
    CellError
        NOT_AN_OPTION.
    """
    return rating.parse_predikat(value), None


def one_of(choices: Mapping[str, object]) -> Parser:
    """Make a parser of a closed choice, by the folded spellings that are known."""

    def parse(value: object) -> Parsed:
        text = fold_name(_whole(value))
        if not text:
            return None, None
        if text not in choices:
            raise CellError(Reason.NOT_AN_OPTION, value)
        return choices[text], None

    return parse


def _spellings(table: Mapping[object, str]) -> dict[str, object]:
    """Every spelling of `table` (split at '|') to its code."""
    return {spelling: code for code, spellings in table.items() for spelling in spellings.split("|")}


parse_acting = one_of(_spellings({False: "0|tidak|false|no|bukan", True: "1|2|3|ya|true|yes|plt|plh|pjb"}))
parse_kind = one_of(
    _spellings(
        {
            EmploymentKind.PNS: "pns|cpns",
            EmploymentKind.PPPK: "pppk|p3k",
            EmploymentKind.PPPK_PW: "pppk pw|pppk paruh waktu|p3k paruh waktu|pppk pw dw|pw dw|pw|dw|paruh waktu",
        }
    )
)
parse_leave_kind = one_of(
    _spellings(
        {
            LeaveKind.ANNUAL: "tahunan|cuti tahunan",
            LeaveKind.LONG: "besar|cuti besar",
            LeaveKind.SICK: "sakit|cuti sakit",
            LeaveKind.MATERNITY: "melahirkan|cuti melahirkan",
            LeaveKind.IMPORTANT: "alasan penting|cuti alasan penting|cuti karena alasan penting",
            LeaveKind.JOINT: "bersama|cuti bersama",
            LeaveKind.UNPAID: "cltn|cuti di luar tanggungan negara|cuti diluar tanggungan negara",
            LeaveKind.OTHER: "lain|lainnya|lain lain|izin",
        }
    )
)
parse_rhk_kind = one_of(_spellings({RhkKind.MAIN: "utama", RhkKind.ADDITIONAL: "tambahan"}))
parse_work_week = one_of(_spellings({5: "5|5 hari|5 hari kerja", 6: "6|6 hari|6 hari kerja"}))
parse_time_zone = one_of({fold_name(text): short for short, name in TIME_ZONES.items() for text in (short, name)})
parse_status = one_of(  # also the status codes of a local daily log (DOMAIN 2.6)
    _spellings(
        {
            Status.DRAFT: "draft|draf|konsep",
            Status.SUBMITTED: "submitted|terkirim|dikirim|diajukan|menunggu|belum diperiksa|0",
            Status.APPROVED: "approved|disetujui|persetujuan|diterima|1",
            Status.RETURNED: "returned|dikembalikan|ditolak|revisi|diproses revisi|2|3",
        }
    )
)
parse_decision = one_of(
    _spellings(
        {
            "approved": "approved|approve|disetujui|setuju|diterima",
            "returned": "returned|return|dikembalikan|ditolak|revisi",
        }
    )
)


def _integer_of_number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if abs(value) <= LARGEST_INTEGER and value == int(value) else None


def _integer_of_text(text: str) -> tuple[int | None, Repair | None]:
    if _PLAIN.fullmatch(text):
        return int(text), None
    if match := _WHOLE.fullmatch(text):
        return int(match[1]), Repair.NUMBER_FROM_TEXT
    if _THOUSANDS.fullmatch(text):
        return int(text.replace(".", "")), Repair.NUMBER_FROM_TEXT
    return None, None


def _whole(value: object) -> object:
    """Whole numbers without the '.0' that sheets give them."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text_of(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(_whole(value))
