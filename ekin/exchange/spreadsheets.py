"""Open a file as sheets of rows: xlsx, xlsm, xls, ods, csv, tsv and parquet.

Nothing is unpacked before its size is known, and no cell is read as empty that is not: formulas without a stored result,
Excel errors and cells covered by a merge come as `Unreadable`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from ekin.errors import FileRefusedError
from ekin.exchange import delimited, workbooks
from ekin.exchange.workbooks import Unreadable, column_letters
from ekin.settings import Settings
from ekin.vocabulary import Reason
from ekin.words.errors import ERROR
from ekin.words.imports import PLACE, WARNING

_MB = 1024 * 1024
_EXACT_FLOAT = 2**53  # whole numbers above this exist in parquet exactly, but not as Excel's numbers
_OLE, _ZIP, _PARQUET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PK\x03\x04", b"PK\x05\x06"), b"PAR1"
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".xls")  # some systems name a tab-separated text .xls
_HTML = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<body", b"<style", b"<div")


@dataclass
class Sheet:
    """One sheet, without its blank rows.

    Attributes
    ----------
    name
        Name of the sheet; empty for csv and parquet.
    rows
        Cells of each row that holds anything, from column A on.
    numbers
        Number of each row, from 1; in a csv the line where it begins.
    hidden
        Whether the sheet is hidden in the workbook.
    ragged
        Whether rows may differ in length, as in a csv.
    broken
        Numbers of the rows of a csv whose quotes do not close.
    warnings
        Sentences on what the reader should know about the sheet or its file.
    """

    name: str
    rows: list[list[object]]
    numbers: list[int]
    hidden: bool = False
    ragged: bool = False
    broken: frozenset[int] = frozenset()
    warnings: list[str] = field(default_factory=list)

    def cell(self, row: int, column: int) -> str:
        """Name a cell as people find it: 'Lembar!C14', or line and column of a csv; `column` counts from 0."""
        place = PLACE["cell"] if self.name else PLACE["line"]
        return place.format(sheet=self.name, row=row, column=column_letters(column))


def read_sheets(path: str | Path, settings: Settings) -> list[Sheet]:
    """Read every sheet of a file, hidden ones too.

    Raises
    ------
    FileRefusedError
        If the file is missing, empty, damaged, locked, disguised, too large when unpacked, or of another kind.
    """
    path = Path(path)
    start = _first_bytes(path, settings)
    suffix = path.suffix.lower()
    with _refusing(path):
        if start.startswith(_PARQUET):
            return _read_parquet(path, settings)
        if start.startswith(_ZIP):
            return _read_zip(path, settings)
        if start.startswith(_OLE):
            return _read_ole(path, settings)
        if start.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").lower().startswith(_HTML):
            raise FileRefusedError(path, ERROR["html_as_xls"])
        if suffix in (".xlsx", ".xlsm", ".ods", ".parquet"):
            raise FileRefusedError(path, ERROR["broken_zip"])
        if suffix not in _TEXT_SUFFIXES:
            raise FileRefusedError(path, ERROR["kind"].format(suffix=suffix or path.name))
        return [_read_delimited(path, settings)]


def _first_bytes(path: Path, settings: Settings) -> bytes:
    if not path.exists():
        raise FileRefusedError(path, ERROR["not_found"])
    if path.is_dir():
        raise FileRefusedError(path, ERROR["is_folder"])
    try:
        size = path.stat().st_size
        if size > settings.max_file_mb * _MB:
            raise FileRefusedError(path, ERROR["too_big"].format(size=size // _MB, limit=settings.max_file_mb))
        with path.open("rb") as stream:
            start = stream.read(1024)
    except OSError as error:
        raise FileRefusedError(path, ERROR["unreadable"]) from error
    if not start:
        raise FileRefusedError(path, ERROR["empty"])
    return start


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what readers of damaged files raise into one refusal; a panic of the Rust reader is no Exception."""
    try:
        yield
    except FileRefusedError:
        raise
    except workbooks.WorkbookRefused as error:
        raise FileRefusedError(path, str(error)) from error
    except PasswordError as error:
        raise FileRefusedError(path, ERROR["password"]) from error
    except MemoryError as error:
        raise FileRefusedError(path, ERROR["too_big"].format(size="?", limit="?")) from error
    except Exception as error:
        raise FileRefusedError(path, ERROR["broken_zip"]) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefusedError(path, ERROR["broken_zip"]) from error


def _read_zip(path: Path, settings: Settings) -> list[Sheet]:
    package = workbooks.inspect(path, max_mb=settings.max_file_mb, max_columns=settings.max_columns)
    sheets = _read_workbook(path, package.unreadable)
    if package.has_macros and sheets:
        sheets[0].warnings.append(WARNING["macros"])
    return sheets


def _read_ole(path: Path, settings: Settings) -> list[Sheet]:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise FileRefusedError(path, ERROR["password"])
    sheets = _read_workbook(path, {})
    for sheet in sheets:
        _refuse_wide(path, sheet, settings)
    if sheets:
        sheets[0].warnings.append(WARNING["xls"])
    return sheets


def _read_workbook(path: Path, unreadable: dict[str, dict[tuple[int, int], Unreadable]]) -> list[Sheet]:
    with path.open("rb") as stream:
        book: CalamineWorkbook = load_workbook(stream)
        sheets = []
        for meta in book.sheets_metadata:
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = _read_sheet(book.get_sheet_by_name(meta.name), unreadable.get(meta.name, {}))
            sheet.hidden = meta.visible is not SheetVisibleEnum.Visible
            if sheet.hidden and sheet.rows:
                sheet.warnings.append(WARNING["hidden"].format(sheet=sheet.name))
            sheets.append(sheet)
    return sheets


def _read_sheet(source: CalamineSheet, unreadable: dict[tuple[int, int], Unreadable]) -> Sheet:
    if source.start is None:
        rows = iter(())
    else:
        pad = [""] * source.start[1]  # rows come from row 1 on, but columns only from the first that is used
        rows = (pad + row for row in source.iter_rows())
    bad: dict[int, dict[int, Unreadable]] = {}
    for (row, column), cell in unreadable.items():
        bad.setdefault(row, {})[column] = cell
    covered = _covered(source)
    kept, numbers = [], []
    for number, row in enumerate(rows, 1):
        for column, cell in bad.pop(number, {}).items():
            row.extend([""] * (column + 1 - len(row)))
            row[column] = cell
        if any(value != "" for value in row):
            for column in covered.get(number, ()):
                if column < len(row):
                    row[column] = Unreadable(Reason.MERGED_CELL)
            kept.append(row)
            numbers.append(number)
    _keep_late(bad, kept, numbers)
    return Sheet(source.name, kept, numbers)


def _keep_late(bad: dict[int, dict[int, Unreadable]], rows: list[list[object]], numbers: list[int]) -> None:
    """Rows below the last value that hold only unreadable cells are rows too."""
    for number in sorted(bad):
        row: list[object] = [""] * (max(bad[number]) + 1)
        for column, cell in bad[number].items():
            row[column] = cell
        rows.append(row)
        numbers.append(number)


def _covered(source: CalamineSheet) -> dict[int, list[int]]:
    """Columns (from 0) of each row (from 1) that a merge spanning rows covers, its first cell excepted."""
    found: dict[int, list[int]] = {}
    last_row, last_column = source.end or (-1, -1)
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        if bottom == top:
            continue  # titles and headings; in a data row the cell beside is simply empty
        for row in range(top, min(bottom, last_row) + 1):
            first = left + 1 if row == top else left
            found.setdefault(row + 1, []).extend(range(first, min(right, last_column) + 1))
    return found


def _read_delimited(path: Path, settings: Settings) -> Sheet:
    text, warnings = delimited.decode(path.read_bytes())
    if text is None:
        raise FileRefusedError(path, ERROR["encoding"])
    table = delimited.read(text)
    sheet = Sheet("", table.rows, table.numbers, ragged=True, broken=table.broken, warnings=warnings)
    if not sheet.rows:
        raise FileRefusedError(path, ERROR["empty"])
    _refuse_wide(path, sheet, settings)
    return sheet


def _read_parquet(path: Path, settings: Settings) -> list[Sheet]:
    with pq.ParquetFile(path) as file:
        size = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
        if size > settings.max_file_mb * _MB:
            raise FileRefusedError(path, ERROR["zip_bomb"].format(size=size // _MB, limit=settings.max_file_mb))
        table = file.read()
    columns = [_values(table.column(i)) for i in range(table.num_columns)]
    rows: list[list[object]] = [list(table.column_names), *(list(row) for row in zip(*columns, strict=True))]
    numbers = [number for number, row in enumerate(rows, 1) if any(value != "" for value in row)]
    sheet = Sheet("", [rows[number - 1] for number in numbers], numbers)
    _refuse_wide(path, sheet, settings)
    return [sheet]


def _values(column: pa.ChunkedArray) -> list[object]:
    return [_plain(value) for value in column.to_pylist()]


def _plain(value: object) -> object:
    if value is None or value != value:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _EXACT_FLOAT:
        return str(value)
    if isinstance(value, (dict, list)):
        return json.dumps(value, default=str, ensure_ascii=False)
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def _refuse_wide(path: Path, sheet: Sheet, settings: Settings) -> None:
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        if len(row) > settings.max_columns and number not in sheet.broken:
            words = {"row": number, "columns": len(row), "limit": settings.max_columns}
            raise FileRefusedError(path, ERROR["too_wide"].format(**words))
