"""Look into the zip of an xlsx or ods file before it is read: is it whole, how large, which cells cannot be read."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from xml.etree import ElementTree
from zipfile import ZipFile

from ekin.exchange.sheet import Unreadable, column_letters, column_number
from ekin.vocabulary import Reason
from ekin.words.errors import ERROR

MAX_CELLS: Final = 40_000_000
"""Largest rectangle of cells that is opened; one stray cell in the last row and column would ask for 17 billion."""

MAX_RATIO, RATIO_FROM_MB = 200, 50  # a workbook shrinks 5 to 50 times; only more than this much is worth asking
_MB = 1024 * 1024
_CHUNK = 4 * _MB
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"[^>]*(?<!/)>')
_REF = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_STORED = re.compile(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODS_ERROR = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d+")

BadCells = dict[int, dict[int, Unreadable]]
"""Unreadable cells by row (from 1) and column (from 0)."""


class WorkbookRefused(Exception):  # noqa: N818 - carries the sentence; `spreadsheets` adds the file's name
    """The package is not opened; the text says why."""


def inspect(path: Path, *, max_mb: int, max_columns: int) -> tuple[dict[str, BadCells], bool]:
    """Check the zip of an xlsx, xlsm or ods file, and give its unreadable cells by sheet and whether it has macros.

    Raises
    ------
    WorkbookRefused
        If it would unpack to more than `max_mb`, is wider than `max_columns`, locked or no workbook. Damaged zips raise
        what zipfile raises.
    """
    with ZipFile(path) as archive:
        _refuse_bombs(archive, max_mb)
        names = set(archive.namelist())
        sheets, bad = {}, {}
        if "xl/workbook.xml" in names:
            sheets = _xlsx_sheets(archive)
        elif "content.xml" in names and b"spreadsheet" in archive.read("mimetype")[:200]:
            bad = _scan_ods(archive, max_columns)
        else:
            raise WorkbookRefused(ERROR["kind"].format(suffix=path.suffix))
        for name in names:
            with archive.open(name) as stream:
                if name in sheets:
                    bad[sheets[name]] = _scan_xlsx(stream, _Extent(sheets[name], max_columns))
                while stream.read(_CHUNK):  # to the end, so that the checksum is compared
                    pass
    return bad, any(name.endswith("vbaProject.bin") for name in names)


@dataclass
class _Extent:
    """Rectangle that the cells of a sheet span; it refuses to grow beyond what may be opened."""

    sheet: str
    max_columns: int
    rows: int = 0
    columns: int = 0

    def grow(self, columns: int, row: int, last_row: int) -> None:
        """Take in cells down to a row; the widest of theirs has so many columns."""
        if columns > self.max_columns:
            raise WorkbookRefused(ERROR["too_wide"].format(row=row, columns=columns, limit=self.max_columns))
        self.rows, self.columns = max(self.rows, last_row), max(self.columns, columns)
        if self.rows * self.columns > MAX_CELLS:
            cell = f"{column_letters(self.columns - 1)}{self.rows}"
            raise WorkbookRefused(ERROR["too_many_cells"].format(sheet=self.sheet, cell=cell))


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
        if _local(item.tag) == "sheet" and (target := targets.get(item.get(_RELATION))):
            found[posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")] = item.get("name", "")
    return found


def _xml(archive: ZipFile, name: str) -> ElementTree.Element:
    text = archive.read(name)
    if b"<!DOCTYPE" in text:
        raise WorkbookRefused(ERROR["broken_zip"])
    return ElementTree.fromstring(text)


def _scan_xlsx(stream: IO[bytes], extent: _Extent) -> BadCells:
    bad = defaultdict(dict)
    for piece in _pieces(stream):
        places = _PLACE.findall(piece)
        rows = {int(row) for row in {row for _, row in places}.union(_ROW.findall(piece))}
        widest = max({letters for letters, _ in places}, key=lambda letters: (len(letters), letters), default=b"")
        first = next((int(row) for letters, row in places if letters == widest), 0)
        extent.grow(column_number(widest.decode()) + 1, first, max(rows, default=0))
        if b't="e"' in piece or _FORMULA.search(piece):
            for row, column, cell in _bad_cells(piece):
                bad[row][column] = cell
    return bad


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut a sheet into parts that end between two cells."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        chunk = rest + chunk
        cut = chunk.rfind(b"<c ")
        if cut <= 0:
            cut = len(chunk) if len(chunk) > 16 * _CHUNK else 0
        rest = chunk[cut:]
        if cut:
            yield chunk[:cut]
    yield rest


def _bad_cells(piece: bytes) -> Iterator[tuple[int, int, Unreadable]]:
    for attributes, body in _CELL.findall(piece):
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
        yield int(place[2]), column_number(place[1].decode()), Unreadable(reason, value.decode(errors="replace"))


def _scan_ods(archive: ZipFile, max_columns: int) -> dict[str, BadCells]:
    """Walk content.xml, in which one row or cell may stand for many."""
    found: dict[str, BadCells] = defaultdict(dict)
    extent, row = _Extent("", max_columns), 1
    with archive.open("content.xml") as stream:
        for event, item in ElementTree.iterparse(stream, events=("start", "end")):
            tag = _local(item.tag)
            if event == "start" and tag == "table":
                extent, row = _Extent(_attribute(item, "name") or "", max_columns), 1
            elif event == "end" and tag == "table-row":
                last = row + int(_attribute(item, "number-rows-repeated") or 1) - 1
                used, bad = _ods_row(item)
                if used:
                    extent.grow(used, row, last)
                if bad:
                    found[extent.sheet].update(dict.fromkeys(range(row, last + 1), bad))
                row = last + 1
                item.clear()
    return found


def _ods_row(row: ElementTree.Element) -> tuple[int, dict[int, Unreadable]]:
    """Give how many columns of a row are used, and its unreadable cells."""
    column, used, bad = 0, 0, {}
    for cell in row:
        if _local(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        if found := _ods_bad(cell):
            bad[column] = found
        column += int(_attribute(cell, "number-columns-repeated") or 1)
        used = column if found or len(cell) else used
    return used, bad


def _ods_bad(cell: ElementTree.Element) -> Unreadable | None:
    if _attribute(cell, "formula") is None:
        return None
    if _attribute(cell, "value-type") is None:
        return Unreadable(Reason.FORMULA)
    text = "".join(cell.itertext()).strip()
    return Unreadable(Reason.EXCEL_ERROR, text) if _ODS_ERROR.fullmatch(text) else None


def _attribute(item: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in item.attrib.items() if _local(key) == name), None)


def _local(name: str) -> str:
    """Name of a tag or attribute without its namespace."""
    return name.rpartition("}")[2]
