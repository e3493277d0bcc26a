"""Texts of separated columns (csv, tsv): encoding, separator, and rows whose quotes do not close."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from ekin.words.imports import WARNING

SEPARATORS: Final = (";", ",", "\t", "|")
SAMPLE_ROWS: Final = 50
MAX_LINES_A_ROW: Final = 500
"""A row that goes on longer has a quote that never closes."""

_SAMPLE_BYTES = 200_000
_REPLACED = "\ufffd"
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Delimited:
    """Rows of a text, without blank ones; a broken row holds its first line as one cell."""

    rows: list[list[object]]
    numbers: list[int]
    broken: frozenset[int]


def decode(data: bytes) -> tuple[str | None, list[str]]:
    """Decode a file, with warnings when its encoding had to be guessed; None when it is no text."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _replacing(data, encoding)
    if encoding := _utf16_without_mark(data):
        return _replacing(data, encoding)
    if data[:_SAMPLE_BYTES].count(0) > len(data[:_SAMPLE_BYTES]) // 20:
        return None, []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _guessed(data)


def read(text: str) -> Delimited:
    """Read every row; one with an unclosed quote is kept as broken and the next line starts anew."""
    lines = list(io.StringIO(text, newline=""))
    rows, numbers, broken = [], [], set()
    separator, first = separator_of(lines)
    for number, cells in records(lines, separator, first):
        if cells is None:
            broken.add(number)
            cells = [lines[number - 1].rstrip("\r\n")]
        if any(cell and not cell.isspace() for cell in cells):
            rows.append(cells)
            numbers.append(number)
    return Delimited(rows, numbers, frozenset(broken))


def records(lines: list[str], separator: str, first: int = 0) -> Iterator[tuple[int, list[str] | None]]:
    """Give the first line's number of each row (from 1) and its cells, None where the quotes do not close."""
    at = first
    while at < len(lines):
        start = [at]
        reader = csv.reader(_feed(lines, start), delimiter=separator, strict=True)
        base = at
        try:
            for cells in reader:
                yield at + 1, cells
                at = start[0] = base + reader.line_num
        except csv.Error:
            yield at + 1, None
            at += 1


def _feed(lines: list[str], start: list[int]) -> Iterator[str]:
    for at in range(start[0], len(lines)):
        if at - start[0] > MAX_LINES_A_ROW:
            raise csv.Error
        yield lines[at]


def separator_of(lines: list[str]) -> tuple[str, int]:
    """Give the separator and how many lines to skip: the one that cuts most rows into the same number of cells."""
    if lines and (match := _SEPARATOR_LINE.fullmatch(lines[0])):
        return match[1], 1
    sample = lines[: SAMPLE_ROWS * 4]
    best, best_score = SEPARATORS[0], 0
    for separator in SEPARATORS:
        widths = Counter()
        for count, (_, cells) in enumerate(records(sample, separator)):
            if count == SAMPLE_ROWS:
                break
            widths[len(cells or ())] += len(cells or ()) > 1
        score = max((width * count for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = separator, score
    return best, 0


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of Latin letters has a zero in nearly every second byte."""
    sample = data[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) < 0.4 * len(sample) / 2 or min(even, odd) > 0.1 * len(sample) / 2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guessed(data: bytes) -> tuple[str | None, list[str]]:
    """Not UTF-8: a damaged UTF-8 if most of its marks are whole, else Windows' code page, else what the letters suggest."""
    lenient = data.decode("utf-8", errors="replace")
    damaged = lenient.count(_REPLACED)
    if damaged < sum(not character.isascii() for character in lenient) - damaged:
        return lenient, [WARNING["damaged_letters"].format(count=damaged)]
    try:
        return data.decode("cp1252"), [WARNING["encoding"].format(encoding="cp1252")]
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None:
        return None, []
    text, warnings = _replacing(data, best.encoding)
    return text, [WARNING["encoding"].format(encoding=best.encoding), *warnings]


def _replacing(data: bytes, encoding: str) -> tuple[str, list[str]]:
    text = data.decode(encoding, errors="replace")
    damaged = text.count(_REPLACED)
    return text, [WARNING["damaged_letters"].format(count=damaged)] if damaged else []
