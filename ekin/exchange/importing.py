"""Read a file into rows that are known to be right, and refusals that name the cell and the reason.

Every row below a header ends exactly once: rows read = rows taken + rows refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from ekin.errors import FileRefusedError, UnknownLayoutError
from ekin.exchange.cells import parse_nip
from ekin.exchange.extract import Extract
from ekin.exchange.headers import Header, check_mapping, explain, find_header
from ekin.exchange.rows import TableReader
from ekin.exchange.sheet import Sheet, column_letters
from ekin.exchange.spreadsheets import read_sheets
from ekin.settings import Settings
from ekin.vocabulary import Layout
from ekin.words.errors import ERROR
from ekin.words.imports import FIELD, WARNING

PROGRESS_EVERY = 1000  # rows between two calls of on_progress

OnProgress = Callable[[int, int], None]


def read_table(
    path: str | Path,
    *,
    mapping: Mapping[str, str] | None = None,
    nip: str | None = None,
    date_order: Literal["dmy", "mdy"] = "dmy",
    settings: Settings,
    today: date,
    on_progress: OnProgress | None = None,
) -> Extract:
    """Read every known table of a file.

    Parameters
    ----------
    path
        An xlsx, xlsm, xls, ods, csv, tsv or parquet file.
    mapping
        Field to the name (or letters) of its column; wins over the known names. An empty column leaves the field out.
    nip
        Whose entries these are, when the file has no NIP column.
    date_order
        Order of day and month in dates such as 05/01/2026.
    today
        Local day; entries of later days are refused.
    on_progress
        Called with rows done and rows in all.

    Raises
    ------
    FileRefusedError
        If the file cannot be read, has no known header (UnknownLayoutError), has no rows, or nobody can say whose it is.
    MappingError
        If `mapping` names an unknown field or column.
    CellError
        If `nip` is no NIP.
    """
    path = Path(path)
    sheets = read_sheets(path, settings)
    fields = check_mapping(mapping, sheets)
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet, fields))]
    if not found:
        raise UnknownLayoutError(path, *explain(sheets))
    owner = parse_nip(nip)[0]
    _refuse_unclear(path, [header for _, header in found], owner)
    extract, seen = Extract(path, _digest(path), _warnings(sheets, found)), {}
    step = _steps(on_progress, sum(len(sheet.rows) - header.first_data for sheet, header in found))
    for sheet, header in found:
        reader = TableReader(sheet, header, owner, date_order, settings=settings, today=today, seen=seen)
        for number, row in zip(sheet.numbers[header.first_data :], sheet.rows[header.first_data :], strict=True):
            reader.read(number, row)
            next(step)
        reader.finish()
        extract.tables.append(reader.table)
    if not extract.read:
        raise FileRefusedError(path, ERROR["no_rows"])
    return extract


def _refuse_unclear(path: Path, headers: Sequence[Header], owner: str | None) -> None:
    """Refuse a file in which several columns could be the same field, or in which rows have no owner or two."""
    for header in headers:
        for name, places in header.doubles.items():
            columns = ", ".join(f"{header.names[at]} ({column_letters(at)})" for at in places)
            raise FileRefusedError(path, ERROR["double_column"].format(field=FIELD[name], columns=columns))
    ownerless = [header for header in headers if header.table.layout is Layout.PROGRESS and "nip" not in header.matches]
    if ownerless and not owner:
        raise FileRefusedError(path, ERROR["nip_needed"])
    if owner and len(ownerless) < len(headers):
        raise FileRefusedError(path, ERROR["two_owners"])


def _warnings(sheets: Sequence[Sheet], found: Sequence[tuple[Sheet, Header]]) -> list[str]:
    """Give the warnings of all sheets, and say which sheets were left out."""
    used = {sheet.name for sheet, _ in found}
    warnings = [warning for sheet in sheets for warning in sheet.warnings]
    skipped = [sheet for sheet in sheets if sheet.rows and sheet.name not in used]
    return warnings + [WARNING["no_header"].format(sheet=sheet.name, rows=len(sheet.rows)) for sheet in skipped]


def _steps(on_progress: OnProgress | None, total: int) -> Iterator[None]:
    """Tell the caller now and then how many rows are done, one more at each step."""
    for done in range(1, total + 1):
        if on_progress and (done % PROGRESS_EVERY == 0 or done == total):
            on_progress(done, total)
        yield


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
