"""Ratings people gave: hasil and perilaku kerja, the 3x3 matrix, and the spellings found (DOMAIN 1.4, 3.3)."""

from __future__ import annotations

import re
from typing import Final

from ekin.errors import CellError
from ekin.vocabulary import Expectation, Predikat, Reason

_ABOVE, _AS, _BELOW = Expectation.ABOVE, Expectation.AS_EXPECTED, Expectation.BELOW

PREDIKAT: Final[dict[tuple[Expectation, Expectation], Predikat]] = {
    (_ABOVE, _ABOVE): Predikat.SANGAT_BAIK,
    (_ABOVE, _AS): Predikat.BAIK,
    (_ABOVE, _BELOW): Predikat.KURANG,
    (_AS, _ABOVE): Predikat.BAIK,
    (_AS, _AS): Predikat.BAIK,
    (_AS, _BELOW): Predikat.KURANG,
    (_BELOW, _ABOVE): Predikat.BUTUH_PERBAIKAN,
    (_BELOW, _AS): Predikat.BUTUH_PERBAIKAN,
    (_BELOW, _BELOW): Predikat.SANGAT_KURANG,
}
"""(hasil kerja, perilaku kerja) -> predikat; perilaku below gives Kurang/Misconduct (DOMAIN 1.4)."""

_EXPECTATION: Final = {"diatas": _ABOVE, "sesuai": _AS, "dibawah": _BELOW}
_PREDIKAT: Final = {
    "sangatbaik": Predikat.SANGAT_BAIK,
    "baik": Predikat.BAIK,
    "butuhperbaikan": Predikat.BUTUH_PERBAIKAN,
    "butuhperbaikancukup": Predikat.BUTUH_PERBAIKAN,
    "cukup": Predikat.BUTUH_PERBAIKAN,
    "kurang": Predikat.KURANG,
    "kurangmisconduct": Predikat.KURANG,
    "misconduct": Predikat.KURANG,
    "sangatkurang": Predikat.SANGAT_KURANG,
}


def predikat(hasil: Expectation, perilaku: Expectation) -> Predikat:
    """Look up the predikat of a rating; ekin never rates, people do."""
    return PREDIKAT[hasil, perilaku]


def parse_expectation(value: object) -> Expectation | None:
    """Read 'DIATAS ESPEKTASI', 'di atas ekspektasi', 1, ...; None for '-' or nothing.

    Raises
    ------
    CellError
        If the text is no known rating.
    """
    text = _fold(value)
    if text in {"", "none", "nan"}:
        return None
    if text in {"1", "2", "3"}:
        return Expectation(int(text))
    for start, found in _EXPECTATION.items():
        if re.fullmatch(start + r"(ek?spektasi)?", text):
            return found
    raise CellError(Reason.NOT_AN_OPTION, value)


def parse_predikat(value: object) -> Predikat | None:
    """Read a predikat in any known spelling; None for '-' or nothing.

    Raises
    ------
    CellError
        If the text is no known predikat.
    """
    text = _fold(value)
    if text in {"", "none", "nan"}:
        return None
    if text in _PREDIKAT:
        return _PREDIKAT[text]
    raise CellError(Reason.NOT_AN_OPTION, value)


def _fold(value: object) -> str:
    return "" if value is None else re.sub(r"[^a-z0-9]", "", str(value).lower())
