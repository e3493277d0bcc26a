"""Texts of separated columns (csv, tsv): encoding, separator, and rows whose quotes do not close."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from ekin.errors import FileRefusedError
from ekin.exchange.sheet import Sheet
from ekin.words.errors import ERROR
from ekin.words.imports import WARNING

MAX_LINES_A_ROW: Final = 500
"""A row that goes on longer has a quote that never closes."""

_SEPARATORS: Final = (";", ",", "\t", "|")
_SAMPLE_ROWS: Final = 50
_SAMPLE_BYTES: Final = 200_000
_REPLACED = "\ufffd"
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decode(path: Path, data: bytes | None = None) -> tuple[str, list[str]]:
    """Decode a file, or a part of it, with warnings when letters are damaged or its encoding had to be guessed.

    Raises
    ------
    FileRefusedError
        If it is no text.
    """
    data = path.read_bytes() if data is None else data
    sample = data[:_SAMPLE_BYTES]
    marked = next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), None)
    if encoding := marked or _utf16_without_mark(data[:2000]):
        return _replacing(data, encoding)
    if sample.count(0) > len(sample) // 20:
        raise FileRefusedError(path, ERROR["encoding"])
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        encoding = _guess(data)
    if not encoding:
        raise FileRefusedError(path, ERROR["encoding"])
    text, damaged = _replacing(data, encoding)
    return text, damaged if encoding == "utf-8" else [WARNING["encoding"].format(encoding=encoding), *damaged]


def read(text: str, warnings: list[str] | None = None) -> Sheet:
    """Read every row that holds anything; one with an unclosed quote is kept as broken and the next line starts anew."""
    lines = list(io.StringIO(text, newline=""))
    rows, numbers, broken = [], [], set()
    for number, cells in records(lines, *separator_of(lines)):
        if cells is None:
            broken.add(number)
            cells = [lines[number - 1].rstrip("\r\n")]
        if holds_anything(cells):
            rows.append(cells)
            numbers.append(number)
    return Sheet("", rows, numbers, ragged=True, broken=frozenset(broken), warnings=warnings or [])


def holds_anything(cells: list[str]) -> bool:
    """Whether a row is not blank."""
    return any(cell and not cell.isspace() for cell in cells)


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
    """Give lines to the csv reader, which moves `start` on to where its present row began."""
    for at in range(start[0], len(lines)):
        if at - start[0] > MAX_LINES_A_ROW:
            raise csv.Error
        yield lines[at]


def separator_of(lines: list[str]) -> tuple[str, int]:
    """Give the separator and how many lines to skip: the one that cuts most rows into the same number of cells."""
    if lines and (match := _SEPARATOR_LINE.fullmatch(lines[0])):
        return match[1], 1
    return max(_SEPARATORS, key=lambda separator: _cells_alike(lines[: _SAMPLE_ROWS * 4], separator)), 0


def _cells_alike(lines: list[str], separator: str) -> int:
    """Count the cells of the rows that have the commonest width above one."""
    widths = Counter(len(cells or ()) for _, cells in islice(records(lines, separator), _SAMPLE_ROWS))
    return max((width * count for width, count in widths.items() if width > 1), default=0)


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of Latin letters has a zero in nearly every second byte."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) < 0.4 * len(sample) / 2 or min(even, odd) > 0.1 * len(sample) / 2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(data: bytes) -> str | None:
    """Not UTF-8: a damaged UTF-8 if most of its marks are whole, else Windows' code page, else what the letters suggest."""
    lenient = data.decode("utf-8", errors="replace")
    damaged = lenient.count(_REPLACED)
    if damaged < sum(not character.isascii() for character in lenient) - damaged:
        return "utf-8"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE_BYTES]).best()
        return best and best.encoding
    return "cp1252"


def _replacing(data: bytes, encoding: str) -> tuple[str, list[str]]:
    text = data.decode(encoding, errors="replace")
    damaged = text.count(_REPLACED)
    return text, [WARNING["damaged_letters"].format(count=damaged)] if damaged else []
