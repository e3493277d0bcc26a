"""Look into the zip of an xlsx or ods file before it is read: is it whole, how large, which cells cannot be read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from xml.etree import ElementTree
from zipfile import ZipFile

from ekin.vocabulary import Reason
from ekin.words.errors import ERROR

MAX_CELLS: Final = 40_000_000
"""Largest rectangle of cells that is opened; one stray cell in the last row and column would ask for 17 billion."""

MAX_RATIO, RATIO_FROM_MB = 200, 50  # a workbook shrinks 5 to 50 times; only more than this much is worth asking
_MB = 1024 * 1024
_CHUNK = 4 * _MB
_BOMB_COLUMNS = 16_384
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"[^>]*(?<!/)>')
_REF = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_STORED = re.compile(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODS_ERROR = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d+")


class WorkbookRefused(Exception):  # noqa: N818 - carries the sentence; `spreadsheets` adds the file's name
    """The package is not opened; the text says why."""


@dataclass(frozen=True)
class Unreadable:
    """A cell that must not be taken for an empty one."""

    reason: Reason
    text: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass
class Package:
    """What was seen in the zip: unreadable cells by sheet and place (row from 1, column from 0)."""

    has_macros: bool = False
    unreadable: dict[str, dict[tuple[int, int], Unreadable]] = field(default_factory=dict)


@dataclass
class _Extent:
    rows: int = 0
    columns: int = 0
    row_of_last_column: int = 0


def column_letters(column: int) -> str:
    """Letters of a column counted from 0.

    >>> column_letters(27)
    'AB'
    """
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """Column counted from 0 of its letters.

    >>> column_number("AB")
    27
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def inspect(path: Path, *, max_mb: int, max_columns: int) -> Package:
    """Check a workbook's zip and list the cells that cannot be read.

    Parameters
    ----------
    path
        An xlsx, xlsm or ods file.
    max_mb
        Largest sum of unpacked members, in MB.
    max_columns
        Widest sheet.

    Raises
    ------
    WorkbookRefused
        With the sentence to show. Damaged zips raise what zipfile raises.
    """
    with ZipFile(path) as archive:
        _refuse_bombs(archive, max_mb)
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            sheets = _xlsx_sheets(archive)
            package = Package(any(name.endswith("vbaProject.bin") for name in names))
        elif "content.xml" in names and b"spreadsheet" in archive.read("mimetype")[:200]:
            sheets, package = {}, _scan_ods(archive, max_columns)
        else:
            raise WorkbookRefused(ERROR["kind"].format(suffix=path.suffix))
        for name in names:
            with archive.open(name) as stream:
                if name in sheets:
                    package.unreadable[sheets[name]] = _scan_xlsx(stream, sheets[name], max_columns)
                while stream.read(_CHUNK):  # to the end, so that the checksum is compared
                    pass
    return package


def _refuse_bombs(archive: ZipFile, max_mb: int) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise WorkbookRefused(ERROR["password"])
    size, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if size > max_mb * _MB or (size > RATIO_FROM_MB * _MB and size > MAX_RATIO * packed):
        raise WorkbookRefused(ERROR["zip_bomb"].format(size=size // _MB, limit=max_mb))


def _xlsx_sheets(archive: ZipFile) -> dict[str, str]:
    """Member of each sheet to the sheet's name."""
    targets = {item.get("Id"): item.get("Target") for item in _xml(archive, "xl/_rels/workbook.xml.rels")}
    found = {}
    for item in _xml(archive, "xl/workbook.xml").iter():
        if item.tag.rpartition("}")[2] == "sheet" and (target := targets.get(item.get(_RELATION))):
            found[posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")] = item.get("name", "")
    return found


def _xml(archive: ZipFile, name: str) -> ElementTree.Element:
    text = archive.read(name)
    if b"<!DOCTYPE" in text:
        raise WorkbookRefused(ERROR["broken_zip"])
    return ElementTree.fromstring(text)


def _scan_xlsx(stream: IO[bytes], sheet: str, max_columns: int) -> dict[tuple[int, int], Unreadable]:
    extent, found = _Extent(), {}
    for piece in _pieces(stream):
        places = _PLACE.findall(piece)
        for letters in {letters for letters, _ in places}:
            column = column_number(letters.decode()) + 1
            if column > extent.columns:
                extent.columns = column
                extent.row_of_last_column = next(int(row) for given, row in places if given == letters)
        rows = {row for _, row in places} | set(_ROW.findall(piece))
        extent.rows = max([extent.rows, *map(int, rows)])
        _refuse_extent(extent, sheet, max_columns)
        if b't="e"' in piece or _FORMULA.search(piece):
            found.update(_bad_cells(piece))
    return found


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut a sheet into parts that end between two cells."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        chunk = rest + chunk
        cut = chunk.rfind(b"<c ")
        cut = len(chunk) if cut <= 0 and len(chunk) > 16 * _CHUNK else max(cut, 0)
        rest = chunk[cut:]
        if cut:
            yield chunk[:cut]
    yield rest


def _bad_cells(piece: bytes) -> Iterator[tuple[tuple[int, int], Unreadable]]:
    for match in _CELL.finditer(piece):
        attributes, body = match[1], match[2] or b""
        is_error = b't="e"' in attributes
        if not is_error and not _FORMULA.search(body):
            continue
        stored = _STORED.search(body)
        value = stored[1].strip() if stored else b""
        if not is_error and (value or b't="str"' in attributes):  # t="str" without text: the result is an empty text
            continue
        place = _REF.search(attributes)
        if not place:
            raise WorkbookRefused(ERROR["broken_zip"])
        reason = Reason.EXCEL_ERROR if is_error else Reason.FORMULA
        yield (int(place[2]), column_number(place[1].decode())), Unreadable(reason, value.decode(errors="replace"))


def _refuse_extent(extent: _Extent, sheet: str, max_columns: int) -> None:
    if extent.columns > max_columns:
        words = {"row": extent.row_of_last_column, "columns": extent.columns, "limit": max_columns}
        raise WorkbookRefused(ERROR["too_wide"].format(**words))
    if extent.rows * extent.columns > MAX_CELLS:
        cell = f"{column_letters(extent.columns - 1)}{extent.rows}"
        raise WorkbookRefused(ERROR["too_many_cells"].format(sheet=sheet, cell=cell))


def _scan_ods(archive: ZipFile, max_columns: int) -> Package:
    """Walk content.xml, in which one row or cell may stand for many."""
    package, sheet, extent, row, column = Package(), "", _Extent(), 1, 0
    bad: dict[int, Unreadable] = {}
    with archive.open("content.xml") as stream:
        for event, item in ElementTree.iterparse(stream, events=("start", "end")):
            tag = item.tag.rpartition("}")[2]
            if event == "start" and tag == "table":
                sheet, extent, row = _attribute(item, "name") or "", _Extent(), 1
            elif event == "start" and tag == "table-row":
                column, bad, used = 0, {}, 0
            elif event == "end" and tag in ("table-cell", "covered-table-cell"):
                if found := _ods_bad(item):
                    bad[column] = found
                column += int(_attribute(item, "number-columns-repeated") or 1)
                used = column if found or len(item) else used
                item.clear()
            elif event == "end" and tag == "table-row":
                last = row + int(_attribute(item, "number-rows-repeated") or 1) - 1
                if used:
                    extent = _Extent(last, max(extent.columns, used), row)
                    _refuse_extent(extent, sheet, max_columns)
                    places = ((number, at) for number in range(row, last + 1) for at in bad)
                    package.unreadable.setdefault(sheet, {}).update({place: bad[place[1]] for place in places})
                row = last + 1
                item.clear()
    return package


def _ods_bad(item: ElementTree.Element) -> Unreadable | None:
    kind, formula = _attribute(item, "value-type"), _attribute(item, "formula")
    text = "".join(item.itertext()).strip()
    if formula is not None and kind is None:
        return Unreadable(Reason.FORMULA)
    if formula is not None and _ODS_ERROR.fullmatch(text):
        return Unreadable(Reason.EXCEL_ERROR, text)
    return None


def _attribute(item: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in item.attrib.items() if key.rpartition("}")[2] == name), None)
