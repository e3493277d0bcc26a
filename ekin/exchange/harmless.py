"""Text of one cell, safe in every file that ekin writes: HTML, workbook, csv."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def clean(value: object) -> str:
    """Drop what neither HTML nor a workbook can hold: control characters and halves of surrogate pairs."""
    return _CONTROLS.sub("", "" if value is None else str(value))


def neutral(value: object) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula, also after a later export to csv.

    Leading spaces and full-width signs are looked through, because some programs do the same.

    >>> neutral("=1+1")
    "'=1+1"
    """
    text = clean(value)
    start = unicodedata.normalize("NFKC", text[:8])
    return f"'{text}" if start.startswith(_FORMULA_STARTS) or start.lstrip().startswith(_FORMULA_STARTS) else text


def shorten(text: str, length: int) -> str:
    """Cut a long text and mark the cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
