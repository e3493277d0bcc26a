"""Read a file into rows that are known to be right, and refusals that name the cell and the reason.

Every row below a header ends exactly once: rows read = rows taken + rows refused.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from ekin.errors import FileRefusedError, UnknownLayoutError
from ekin.exchange.cells import parse_nip
from ekin.exchange.headers import Header, check_mapping, explain, find_header
from ekin.exchange.metadata import Metadata
from ekin.exchange.rows import Refusal, TableReader
from ekin.exchange.spreadsheets import Sheet, read_sheets
from ekin.exchange.workbooks import column_letters
from ekin.settings import Settings
from ekin.vocabulary import Layout, Repair
from ekin.words.errors import ERROR
from ekin.words.imports import FIELD, WARNING

PROGRESS_EVERY = 1000  # rows between two calls of on_progress

OnProgress = Callable[[int, int], None]


@dataclass
class Table:
    """What one sheet gave.

    Attributes
    ----------
    layout, sheet, header_row
        Which table it is and where its header stands; `sheet` is empty for csv and parquet.
    matches
        (field, column, how) of every column used; how is "exact", "synonym" or "mapped".
    unused
        Columns that were not used.
    rows
        (row number, typed fields) of every row taken; fields are named as in the store. Rows of daily progress also carry
        their checked `Entry` as "entry".
    refusals
        Every refused cell; a row may have several.
    repairs
        How many cells were mended, by kind.
    read
        Rows below the header that hold anything.
    metadata
        What the rows above the header say.
    """

    layout: Layout
    sheet: str
    header_row: int
    matches: list[tuple[str, str, str]]
    unused: list[str]
    rows: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    repairs: Counter[Repair] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    read: int = 0
    metadata: Metadata = Metadata()

    @property
    def taken(self) -> int:
        """Rows taken."""
        return len(self.rows)

    @property
    def refused(self) -> int:
        """Rows refused, each counted once however many of its cells are bad."""
        return len({refusal.row for refusal in self.refusals})


@dataclass
class Extract:
    """What one file gave; nothing is stored yet.

    Attributes
    ----------
    digest
        SHA-256 of the file, to tell a repeated import.
    """

    path: Path
    digest: str
    tables: list[Table] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Rows read in all tables."""
        return sum(table.read for table in self.tables)

    @property
    def taken(self) -> int:
        """Rows taken in all tables."""
        return sum(table.taken for table in self.tables)

    @property
    def refused(self) -> int:
        """Rows refused in all tables."""
        return sum(table.refused for table in self.tables)


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
    for _, header in found:
        _refuse_doubles(path, header)
    _refuse_owner(path, [header for _, header in found], owner)
    extract = Extract(path, _digest(path), warnings=_warnings(sheets, [sheet.name for sheet, _ in found]))
    total = sum(len(sheet.rows) - header.first_data for sheet, header in found)
    if not total:
        raise FileRefusedError(path, ERROR["no_rows"])
    seen: dict[tuple, tuple[str, dict[str, object]]] = {}
    step = _Steps(on_progress, total)
    for sheet, header in found:
        reader = TableReader(sheet, header, owner, date_order, settings=settings, today=today, seen=seen)
        extract.tables.append(_read(sheet, header, reader, step))
    return extract


def _read(sheet: Sheet, header: Header, reader: TableReader, step: _Steps) -> Table:
    matches = [(match.field, match.column, match.how) for match in header.matches.values()]
    table = Table(header.table.layout, sheet.name, header.number, matches, _unused(sheet, header))
    table.metadata = reader.metadata
    for number, row in zip(sheet.numbers[header.first_data :], sheet.rows[header.first_data :], strict=True):
        reader.read(number, row)
        table.read += 1
        step.one()
    reader.finish()
    table.rows, table.refusals, table.repairs, table.warnings = reader.rows, reader.refusals, reader.repairs, reader.warnings
    if not table.read:
        table.warnings.append(WARNING["no_rows"].format(sheet=sheet.name))
    return table


@dataclass
class _Steps:
    """Counts rows over all sheets and tells the caller now and then."""

    on_progress: OnProgress | None
    total: int
    done: int = 0

    def one(self) -> None:
        self.done += 1
        if self.on_progress and (self.done % PROGRESS_EVERY == 0 or self.done == self.total):
            self.on_progress(self.done, self.total)


def _refuse_doubles(path: Path, header: Header) -> None:
    for name, places in header.doubles.items():
        columns = ", ".join(f"{header.names[at]} ({column_letters(at)})" for at in places)
        raise FileRefusedError(path, ERROR["double_column"].format(field=FIELD[name], columns=columns))


def _refuse_owner(path: Path, headers: list[Header], owner: str | None) -> None:
    ownerless = [header for header in headers if header.table.layout is Layout.PROGRESS and "nip" not in header.matches]
    if ownerless and not owner:
        raise FileRefusedError(path, ERROR["nip_needed"])
    if owner and len(ownerless) < len(headers):
        raise FileRefusedError(path, ERROR["two_owners"])


def _warnings(sheets: list[Sheet], used: list[str]) -> list[str]:
    found = [warning for sheet in sheets for warning in sheet.warnings]
    skipped = [sheet for sheet in sheets if sheet.rows and sheet.name not in used]
    return found + [WARNING["no_header"].format(sheet=sheet.name, rows=len(sheet.rows)) for sheet in skipped]


def _unused(sheet: Sheet, header: Header) -> list[str]:
    """Names of the columns not used; a column with values but no name is given by its letters."""
    used = {match.at for match in header.matches.values()}
    named = [name for at, name in enumerate(header.names) if name and at not in used]
    rows = sheet.rows[header.first_data :]
    nameless = [at for at in range(max(map(len, rows), default=0)) if at >= len(header.names) or not header.names[at]]
    return named + [column_letters(at) for at in nameless if any(at < len(row) and row[at] != "" for row in rows)]


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
