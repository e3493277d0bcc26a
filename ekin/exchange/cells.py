"""What stands in one cell, read into one value; dates are in `dates`, clock times in `clocks`.

Every parser gives the value with the repair that was needed, or None; an empty cell gives None ("" for a text).
What cannot be read raises CellError with the reason.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from ekin.domain import nip as nips
from ekin.domain import rating
from ekin.domain.entry import fold_spaces
from ekin.errors import CellError
from ekin.exchange.clocks import is_empty
from ekin.vocabulary import TIME_ZONES, EmploymentKind, Expectation, LeaveKind, Predikat, Reason, Repair, RhkKind, Status

Parsed = tuple[object, Repair | None]
Parser = Callable[[object], Parsed]

LARGEST_INTEGER: Final = 2**31 - 1  # of the database's integer columns
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_NOT_WORD = re.compile(r"[\W_]+")
_PLAIN = re.compile(r"-?\d{1,12}")
_NO_DECIMALS = re.compile(r"[.,]0{1,2}$")
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
_POSITION_KINDS: Final = {"1": "struktural", "2": "fungsional", "3": "rangkap", "4": "pelaksana"}  # SIASN, DOMAIN 4.6


def fold_name(value: object) -> str:
    """Name of a column or choice without case, punctuation and doubled spaces.

    >>> fold_name(" Jam_Mulai* ")
    'jam mulai'
    """
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", "" if value is None else str(value))).strip().casefold()


def parse_nip(value: object) -> tuple[str | None, Repair | None]:
    """Read a NIP as text of 18 digits; a number from a sheet is always refused, its last digits are lost."""
    if is_empty(value):
        return None, None
    given = value[1:] if isinstance(value, str) and value.startswith('="') else value  # Excel's way to keep text in a csv
    found, cleaned = nips.parse_nip(given)
    return found.text, Repair.NIP_CLEANED if cleaned else None


def parse_text(value: object) -> tuple[str, Repair | None]:
    """Read a text as one line; a number becomes text without '.0', control characters become spaces."""
    if value is None:
        return "", None
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, date) else str(_whole(value)), Repair.TEXT_FROM_NUMBER
    if value.isprintable() and "  " not in value and value == value.strip():
        return value, None
    text = fold_spaces(_CONTROL.sub(" ", value))
    return text, None if text == value else Repair.SPACES_FOLDED


def parse_optional_text(value: object) -> tuple[str, Repair | None]:
    """Read a text in which '-' says that there is none."""
    text, repair = parse_text(value)
    return ("", None) if is_empty(text) else (text, repair)


def parse_code(value: object) -> tuple[str, None]:
    """Read a word that some files write with capitals, such as 'Kuantitatif'."""
    return parse_optional_text(value)[0].lower(), None


def parse_position_kind(value: object) -> tuple[str, None]:
    """Read a jenis jabatan; SIASN's codes become the words people use."""
    text, _ = parse_code(value)
    return _POSITION_KINDS.get(text, text), None


def parse_integer(value: object) -> tuple[int | None, Repair | None]:
    """Read a whole number that the database can hold; in a text the dot separates thousands, as in Indonesia.

    >>> parse_integer("1.250")
    (1250, <Repair.NUMBER_FROM_TEXT: 'number_from_text'>)
    """
    if is_empty(value):
        return None, None
    number, repair = _whole(value), None
    if isinstance(value, str):
        number, repair = _integer_of_text(value.strip())
    if type(number) is not int or abs(number) > LARGEST_INTEGER:  # True is no number
        raise CellError(Reason.NOT_AN_INTEGER, value)
    return number, repair


def parse_seconds(value: object) -> tuple[float | None, None]:
    """Read a duration in seconds, zero or more."""
    if is_empty(value):
        return None, None
    try:
        seconds = float(str(value).replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds):
        raise CellError(Reason.NOT_A_NUMBER, value)
    if seconds < 0:
        raise CellError(Reason.NEGATIVE, value)
    return seconds, None


def parse_expectation(value: object) -> tuple[Expectation | None, None]:
    """Read a rating of hasil or perilaku kerja (DOMAIN 3.3)."""
    return rating.parse_expectation(_whole(value)), None


def parse_predikat(value: object) -> tuple[Predikat | None, None]:
    """Read a predikat kinerja; None for '-'."""
    return rating.parse_predikat(value), None


def one_of(choices: Mapping[object, str]) -> Parser:
    """Make a parser of a closed choice from the spellings of each code, separated by '|'."""
    codes = {fold_name(spelling): code for code, spellings in choices.items() for spelling in spellings.split("|")}

    def parse(value: object) -> Parsed:
        text = fold_name(_whole(value))
        if text and text not in codes:
            raise CellError(Reason.NOT_AN_OPTION, value)
        return codes.get(text), None

    return parse


parse_acting = one_of({False: "0|tidak|false|no|bukan", True: "1|2|3|ya|true|yes|plt|plh|pjb"})
parse_kind = one_of(
    {
        EmploymentKind.PNS: "pns|cpns",
        EmploymentKind.PPPK: "pppk|p3k",
        EmploymentKind.PPPK_PW: "pppk pw|pppk paruh waktu|p3k paruh waktu|pppk pw dw|pw dw|pw|dw|paruh waktu",
    }
)
parse_leave_kind = one_of(
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
parse_rhk_kind = one_of({RhkKind.MAIN: "utama", RhkKind.ADDITIONAL: "tambahan"})
parse_work_week = one_of({5: "5|5 hari|5 hari kerja", 6: "6|6 hari|6 hari kerja"})
parse_time_zone = one_of({short: f"{short}|{name}" for short, name in TIME_ZONES.items()})
parse_status = one_of(  # also the status codes of a local daily log (DOMAIN 2.6)
    {
        Status.DRAFT: "draft|draf|konsep",
        Status.SUBMITTED: "submitted|terkirim|dikirim|diajukan|menunggu|belum diperiksa|0",
        Status.APPROVED: "approved|disetujui|persetujuan|diterima|1",
        Status.RETURNED: "returned|dikembalikan|ditolak|revisi|diproses revisi|2|3",
    }
)
parse_decision = one_of(
    {
        "approved": "approved|approve|disetujui|setuju|diterima",
        "returned": "returned|return|dikembalikan|ditolak|revisi",
    }
)


def _integer_of_text(text: str) -> tuple[int | None, Repair | None]:
    if _PLAIN.fullmatch(text):
        return int(text), None
    digits = text.replace(".", "") if _THOUSANDS.fullmatch(text) else _NO_DECIMALS.sub("", text)
    return (int(digits), Repair.NUMBER_FROM_TEXT) if _PLAIN.fullmatch(digits) else (None, None)


def _whole(value: object) -> object:
    """Whole numbers without the '.0' that sheets give them."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
