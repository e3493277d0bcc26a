"""Any table with a column of descriptions, in and out: the file side of `ekin check FILE`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pandas as pd

from ekin.errors import FileRefusedError
from ekin.exchange.cells import fold_name
from ekin.exchange.harmless import neutral
from ekin.exchange.headers import find_header, name_of
from ekin.exchange.layouts import PROGRESS
from ekin.exchange.sheet import Sheet
from ekin.exchange.spreadsheets import read_sheets
from ekin.settings import Settings
from ekin.words.errors import ERROR

_DESCRIPTION: Final = PROGRESS.field("description")
_OTHER_NAMES: Final = ("text", "teks", "keterangan", "nama kegiatan")


def read_frame(path: str | Path, settings: Settings, *, column: str | None = None) -> tuple[pd.DataFrame, str]:
    """Read the first table of a file, every column as it is, and give it with the name of its column of descriptions.

    Parameters
    ----------
    path
        csv, tsv, xlsx, xls, ods, parquet, or jsonl (one object a line).
    column
        Name of the column; found by the names in DOMAIN 2.1 when not given.

    Raises
    ------
    FileRefusedError
        If the file cannot be read or has no such column.
    """
    frame = read_any(path, settings)
    return frame, find_column(Path(path), [str(name) for name in frame.columns], column)


def find_column(path: Path, names: list[str], column: str | None) -> str:
    """Find the column of descriptions among the names of a table, as `read_frame` does."""
    wanted = [name for name in names if (is_description(name) if column is None else name == column)]
    if not wanted:
        words = {"column": column or _DESCRIPTION.header, "found": ", ".join(names)}
        raise FileRefusedError(path, ERROR["no_column"].format(**words))
    return wanted[0]


def read_any(path: str | Path, settings: Settings) -> pd.DataFrame:
    """Read the first table of a file, every column as it is, whatever its columns are.

    Raises
    ------
    FileRefusedError
        If the file cannot be read.
    """
    path = Path(path)
    return _json_lines(path) if path.suffix.lower() == ".jsonl" else _first_table(read_sheets(path, settings), path)


def is_description(name: str) -> bool:
    """Whether a column of this name holds descriptions (DOMAIN 2.1)."""
    return bool(_DESCRIPTION.match(fold_name(name))) or fold_name(name) in _OTHER_NAMES


def write_frame(frame: pd.DataFrame, path: str | Path) -> Path:
    """Write a table as csv, xlsx or parquet, told by the name; lists are JSON text but in parquet.

    Texts that a spreadsheet would run as a formula get a leading apostrophe in csv, and stay texts in xlsx.

    Raises
    ------
    FileRefusedError
        If the kind of file cannot be written.
    """
    path = Path(path)
    flat = frame.map(lambda cell: json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | tuple) else cell)
    match path.suffix.lower():
        case ".parquet":
            frame.to_parquet(path, index=False)
        case ".csv":
            safe = flat.map(lambda cell: neutral(cell) if isinstance(cell, str) else cell)
            safe.to_csv(path, index=False, encoding="utf-8-sig")
        case ".xlsx":
            options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
            with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs=options) as book:
                flat.to_excel(book, index=False, freeze_panes=(1, 0), autofilter=True)
        case suffix:
            raise FileRefusedError(path, ERROR["kind"].format(suffix=suffix or "-"))
    return path


def _json_lines(path: Path) -> pd.DataFrame:
    try:
        return pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()])
    except FileNotFoundError:
        raise FileRefusedError(path, ERROR["not_found"]) from None
    except (OSError, UnicodeDecodeError):
        raise FileRefusedError(path, ERROR["encoding"]) from None
    except ValueError:
        raise FileRefusedError(path, ERROR["broken_json"]) from None


def _first_table(sheets: list[Sheet], path: Path) -> pd.DataFrame:
    """Take the first sheet with a known header, else the first sheet with its first row as the header."""
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise FileRefusedError(path, ERROR["empty"])
    for sheet in filled:
        if header := find_header(sheet, {}):
            return as_frame(header.names, sheet.rows[header.first_data :])
    return as_frame([name_of(cell) for cell in filled[0].rows[0]], filled[0].rows[1:])


def as_frame(names: list[str], rows: list[list[object]]) -> pd.DataFrame:
    """Make a table of ragged rows: names made unique, empty cells missing, columns without a name numbered."""
    width = max([len(names), *map(len, rows)])
    heads = [(names[at] if at < len(names) else "") or f"kolom {at + 1}" for at in range(width)]
    unique = [head if head not in heads[:at] else f"{head} ({at + 1})" for at, head in enumerate(heads)]
    cells = [[None if cell == "" else cell for cell in row] + [None] * (width - len(row)) for row in rows]
    return pd.DataFrame(cells, columns=unique)
