"""Find the header of a table in a sheet, and which column holds which field."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ekin.errors import MappingError
from ekin.exchange.cells import fold_name
from ekin.exchange.fields import TableLayout
from ekin.exchange.layouts import FIELD_NAMES, LAYOUTS
from ekin.exchange.spreadsheets import Sheet
from ekin.exchange.workbooks import column_number
from ekin.words.imports import FIELD, HINT, LAYOUT

HEADER_ROWS: Final = 30
"""A header is looked for in this many rows from the top."""

SIMILAR: Final = 0.75  # likeness from which a name is suggested; it is never taken by itself
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True)
class Match:
    """A column found: the field, the column's name and place (from 0), and how: "exact", "synonym", "mapped"."""

    field: str
    column: str
    how: str
    at: int


@dataclass(frozen=True)
class Header:
    """A header found.

    Attributes
    ----------
    table
        The known table it belongs to.
    names
        Names of all columns.
    matches
        The column of each field that was found.
    doubles
        Fields for which several columns would do equally well, with those columns.
    number
        Row number of the header, its first row where it has two.
    first_data
        Position in `sheet.rows` of the first row below it.
    """

    table: TableLayout
    names: list[str]
    matches: dict[str, Match]
    doubles: dict[str, list[int]]
    number: int
    first_data: int


def find_header(sheet: Sheet, mapping: Mapping[str, str]) -> Header | None:
    """Find the row, or two rows, that hold all required columns of a known table; the most matches win."""
    best, best_score = None, 0
    for position, rows, names in _candidates(sheet):
        for table in LAYOUTS.values():
            matches, doubles = match_columns(names, table, mapping)
            if all(field.name in matches or field.name in doubles for field in table.required):
                score = 2 * (len(matches) + len(doubles)) - rows
                if score > best_score:
                    best_score = score
                    best = Header(table, names, matches, doubles, sheet.numbers[position], position + rows)
    return best


def match_columns(
    names: list[str], table: TableLayout, mapping: Mapping[str, str]
) -> tuple[dict[str, Match], dict[str, list[int]]]:
    """Give each field of a table its column: the user's mapping first, then the exact name, then a listed synonym.

    Returns
    -------
    tuple
        Matches by field, and the columns of fields that have several equally good ones.
    """
    places: dict[str, dict[str, list[int]]] = {}
    mapped = {field: _places_of(column, names) for field, column in mapping.items() if column}
    taken = {at for places_ in mapped.values() for at in places_}
    for at, name in enumerate(names):
        folded = fold_name(name)
        for field in table.fields:
            if folded and at not in taken and field.name not in mapping and (how := field.match(folded)):
                places.setdefault(field.name, {}).setdefault(how, []).append(at)
    known = {field.name for field in table.fields}
    places |= {field: {"mapped": found} for field, found in mapped.items() if field in known and found}
    matches, doubles = {}, {}
    for field, ways in places.items():
        how = next(how for how in ("mapped", "exact", "synonym") if how in ways)
        if len(ways[how]) > 1:
            doubles[field] = ways[how]
        else:
            matches[field] = Match(field, names[ways[how][0]], how, ways[how][0])
    return matches, doubles


def check_mapping(mapping: Mapping[str, str] | None, sheets: Iterable[Sheet]) -> dict[str, str]:
    """Turn the user's names of fields into codes and see that each column exists in some sheet.

    Raises
    ------
    MappingError
        If a field or a column is unknown.
    """
    labels = {fold_name(FIELD[name]): name for name in FIELD_NAMES}
    found = {}
    for given, column in (mapping or {}).items():
        field = given if given in FIELD_NAMES else labels.get(fold_name(given))
        if field is None:
            raise MappingError(given, FIELD_NAMES)
        found[field] = column
    candidates = [names for sheet in sheets for _, _, names in _candidates(sheet)]
    for column in found.values():
        if column and not any(_places_of(column, names) for names in candidates):
            raise MappingError(column, guess_header(candidates))
    return found


def guess_header(candidates: Iterable[list[str]]) -> list[str]:
    """Names in the row that looks most like a header."""
    return [name for name in max(candidates, key=_likeness, default=[]) if name]


def explain(sheets: Iterable[Sheet]) -> tuple[list[str], str]:
    """Say what stands where a header was looked for, and what comes close to a known table."""
    found = guess_header(names for sheet in sheets for _, rows, names in _candidates(sheet) if rows == 1)
    table = max(LAYOUTS.values(), key=lambda table: _share(found, table))
    matches, doubles = match_columns(found, table, {})
    missing = [field.header for field in table.required if field.name not in {*matches, *doubles}]
    hints = []
    if len(missing) < len(table.required):
        hints.append(HINT["missing"].format(layout=LAYOUT[table.layout], fields=", ".join(missing)))
    if pairs := list(_similar(found, table)):
        hints.append(HINT["similar"].format(pairs="; ".join(pairs)))
    return found, " ".join(hints)


def _candidates(sheet: Sheet) -> Iterator[tuple[int, int, list[str]]]:
    """Position, height and names of each row that may be a header; two rows are joined where a title spans columns."""
    rows = [[name_of(value) for value in row] for row in sheet.rows[:HEADER_ROWS]]
    for position, row in enumerate(rows):
        yield position, 1, row
        if position + 1 < len(rows):
            yield position, 2, list(_joined(row, rows[position + 1]))


def name_of(value: object) -> str:
    """Name of a column as one line of text."""
    return " ".join(str(value).split())


def _joined(upper: list[str], lower: list[str]) -> Iterator[str]:
    group = ""
    for at in range(max(len(upper), len(lower))):
        above, below = (row[at] if at < len(row) else "" for row in (upper, lower))
        group = above or group
        yield f"{group} {below}" if below else above


def _places_of(column: str, names: list[str]) -> list[int]:
    """Columns of a name; the letters of a column count when no column has that name."""
    found = [at for at, name in enumerate(names) if name and fold_name(name) == fold_name(column)]
    if not found and _LETTERS.fullmatch(column) and column_number(column.upper()) < len(names):
        return [column_number(column.upper())]
    return found


def _share(names: list[str], table: TableLayout) -> float:
    matches, doubles = match_columns(names, table, {})
    return sum(field.name in matches or field.name in doubles for field in table.required) / len(table.required)


def _likeness(names: list[str]) -> tuple[int, int]:
    matched = max(len(match_columns(names, table, {})[0]) for table in LAYOUTS.values())
    return matched, sum(bool(name) and not name[0].isdigit() for name in names)


def _similar(names: list[str], table: TableLayout) -> Iterator[str]:
    wanted = {fold_name(name): field.header for field in table.fields for name in (field.header, *field.aliases)}
    for name in names:
        close = difflib.get_close_matches(fold_name(name), wanted, n=1, cutoff=SIMILAR)
        if close and close[0] != fold_name(name):
            yield HINT["pair"].format(found=name, wanted=wanted[close[0]])
