"""Open a file as sheets of rows: xlsx, xlsm, xls, ods, csv, tsv and parquet.

Nothing is unpacked before its size is known, and no cell is read as empty that is not: formulas without a stored result,
Excel errors and cells covered by a merge come as `Unreadable`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
from python_calamine import CalamineSheet, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from ekin.errors import FileRefusedError
from ekin.exchange import delimited, workbooks
from ekin.exchange.sheet import Sheet, Unreadable
from ekin.exchange.workbooks import BadCells
from ekin.settings import Settings
from ekin.vocabulary import Reason
from ekin.words.errors import ERROR
from ekin.words.imports import WARNING

_MB = 1024 * 1024
_EXACT_FLOAT = 2**53  # whole numbers above this exist in parquet exactly, but not as Excel's numbers
_OLE, _ZIP, _PARQUET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PK\x03\x04", b"PK\x05\x06"), b"PAR1"
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".xls")  # some systems name a tab-separated text .xls
_HTML = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<body", b"<style", b"<div")


def read_sheets(path: str | Path, settings: Settings) -> list[Sheet]:
    """Read every sheet of a file, hidden ones too.

    Raises
    ------
    FileRefusedError
        If the file is missing, empty, damaged, locked, disguised, too large when unpacked, or of another kind.
    """
    path = Path(path)
    start = _first_bytes(path, settings)
    with _refusing(path):
        if start.startswith(_ZIP):
            return _read_zip(path, settings)
        if start.startswith(_PARQUET):
            sheets = [_read_parquet(path, settings)]
        elif start.startswith(_OLE):
            sheets = _read_ole(path)
        else:
            sheets = [_read_text(path, start)]
        _refuse_wide(path, sheets, settings)
        return sheets


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
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise FileRefusedError(path, ERROR["broken_zip"]) from error


def _read_text(path: Path, start: bytes) -> Sheet:
    suffix = path.suffix.lower()
    if start.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").lower().startswith(_HTML):
        raise FileRefusedError(path, ERROR["html_as_xls"])
    if suffix in (".xlsx", ".xlsm", ".ods", ".parquet"):
        raise FileRefusedError(path, ERROR["broken_zip"])
    if suffix not in _TEXT_SUFFIXES:
        raise FileRefusedError(path, ERROR["kind"].format(suffix=suffix or path.name))
    sheet = delimited.read(*delimited.decode(path))
    if not sheet.rows:
        raise FileRefusedError(path, ERROR["empty"])
    return sheet


def _refuse_wide(path: Path, sheets: list[Sheet], settings: Settings) -> None:
    for sheet in sheets:
        for number, row in zip(sheet.numbers, sheet.rows, strict=True):
            if len(row) > settings.max_columns:
                words = {"row": number, "columns": len(row), "limit": settings.max_columns}
                raise FileRefusedError(path, ERROR["too_wide"].format(**words))


def _read_zip(path: Path, settings: Settings) -> list[Sheet]:
    bad, has_macros = workbooks.inspect(path, max_mb=settings.max_file_mb, max_columns=settings.max_columns)
    return _read_workbook(path, bad, [WARNING["macros"]] if has_macros else [])


def _read_ole(path: Path) -> list[Sheet]:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise FileRefusedError(path, ERROR["password"])
    return _read_workbook(path, {}, [WARNING["xls"]])


def _read_workbook(path: Path, bad: dict[str, BadCells], warnings: list[str]) -> list[Sheet]:
    """Read every worksheet; warnings on the file are given with its first sheet."""
    sheets = []
    with path.open("rb") as stream:
        book = load_workbook(stream)
        for meta in book.sheets_metadata:
            if meta.typ is SheetTypeEnum.WorkSheet:
                sheet = _read_sheet(book.get_sheet_by_name(meta.name), bad.get(meta.name, {}))
                if sheet.rows and meta.visible is not SheetVisibleEnum.Visible:
                    sheet.warnings.append(WARNING["hidden"].format(sheet=sheet.name))
                sheets.append(sheet)
    for sheet in sheets[:1]:
        sheet.warnings += warnings
    return sheets


def _read_sheet(source: CalamineSheet, bad: BadCells) -> Sheet:
    sheet, covered = Sheet(source.name, [], []), _covered(source)
    for number, row in enumerate(_rows(source, max(bad, default=0)), 1):
        for column, cell in bad.get(number, {}).items():
            row.extend([""] * (column + 1 - len(row)))
            row[column] = cell
        if any(value != "" for value in row):
            for column in covered.get(number, ()):
                if column < len(row):
                    row[column] = Unreadable(Reason.MERGED_CELL)
            sheet.rows.append(row)
            sheet.numbers.append(number)
    return sheet


def _rows(source: CalamineSheet, height: int) -> Iterator[list[object]]:
    """Every row of a sheet from row 1 and column A on, and empty ones down to a height."""
    given = 0
    if source.start:
        pad = [""] * source.start[1]  # rows come from row 1 on, but columns only from the first that is used
        for row in source.iter_rows():
            given += 1
            yield pad + row
    for _ in range(given, height):
        yield []


def _covered(source: CalamineSheet) -> dict[int, list[int]]:
    """Columns (from 0) of each row (from 1) that a merge spanning rows covers, its first cell excepted."""
    found = defaultdict(list)
    last_row, last_column = source.end or (-1, -1)
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        if bottom == top:
            continue  # titles and headings; in a data row the cell beside is simply empty
        for row in range(top, min(bottom, last_row) + 1):
            first = left + 1 if row == top else left
            found[row + 1].extend(range(first, min(right, last_column) + 1))
    return found


def _read_parquet(path: Path, settings: Settings) -> Sheet:
    with pq.ParquetFile(path) as file:
        size = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
        if size > settings.max_file_mb * _MB:
            raise FileRefusedError(path, ERROR["zip_bomb"].format(size=size // _MB, limit=settings.max_file_mb))
        table = file.read()
    columns = [map(_plain, column.to_pylist()) for column in table.columns]
    rows = [list(table.column_names), *map(list, zip(*columns, strict=True))]
    numbers = [number for number, row in enumerate(rows, 1) if any(value != "" for value in row)]
    return Sheet("", [rows[number - 1] for number in numbers], numbers)


def _plain(value: object) -> object:
    """Write a value of a parquet as a sheet would hold it."""
    if value is None or value != value:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _EXACT_FLOAT:
        return str(value)
    if isinstance(value, (dict, list)):
        return json.dumps(value, default=str, ensure_ascii=False)
    return value.decode(errors="replace") if isinstance(value, bytes) else value
