"""NIP and NI PPPK: 18 digits, kept as text (DOMAIN 4.1-4.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ekin.errors import CellError
from ekin.vocabulary import EmploymentKind, Reason

LENGTH = 18
FIRST_PPPK_MARK = 21  # digits 13-14 of an NI PPPK; no month can be that large (DOMAIN 4.2)
_NOISE = re.compile(r"[\s.\-'’‘`\"\u200b\u200c\u200d\ufeff]")
_FLOAT = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+|\d{15,}[.,]0+")


@dataclass(frozen=True)
class Nip:
    """A NIP taken apart.

    Attributes
    ----------
    text
        18 digits.
    birth
        Date of birth, digits 1-8.
    appointed_year
        Year of TMT CPNS or of the first PPPK contract, digits 9-12.
    kind
        PNS or PPPK, told from digits 13-14.
    """

    text: str
    birth: date
    appointed_year: int
    kind: EmploymentKind


def parse_nip(value: object) -> tuple[Nip, bool]:
    """Read a NIP and say whether it had to be cleaned.

    Parameters
    ----------
    value
        Text, or whatever stood in the cell.

    Returns
    -------
    tuple
        The NIP, and True when spaces, dots, hyphens or quotes were removed.

    Raises
    ------
    CellError
        With the reason; a number is refused when its last digits cannot have survived (1.98E+17).
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise CellError(Reason.NIP_FLOAT, value)
    given = "" if value is None else str(value)
    if _FLOAT.fullmatch(given.strip()):
        raise CellError(Reason.NIP_FLOAT, value)
    digits = _NOISE.sub("", given)
    if not digits:
        raise CellError(Reason.MISSING, value)
    if not (digits.isascii() and digits.isdigit() and len(digits) == LENGTH):
        raise CellError(Reason.NIP_LENGTH, value)
    return _take_apart(digits, value), digits != given


def _take_apart(digits: str, value: object) -> Nip:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise CellError(Reason.NIP_DATE, value) from None
    mark = int(digits[12:14])
    if not (1 <= mark <= 12 or mark >= FIRST_PPPK_MARK):
        raise CellError(Reason.NIP_APPOINTMENT, value)
    if digits[14] not in "12":
        raise CellError(Reason.NIP_SEX, value)
    kind = EmploymentKind.PPPK if mark >= FIRST_PPPK_MARK else EmploymentKind.PNS
    return Nip(digits, birth, int(digits[8:12]), kind)


def print_nip(nip: str) -> str:
    """Write a NIP as on paper, such as '19860926 201505 1 001'.

    >>> print_nip("198609262015051001")
    '19860926 201505 1 001'
    """
    return f"{nip[:8]} {nip[8:14]} {nip[14:15]} {nip[15:]}"
