"""Find the header of a table in a sheet, and which column holds which field."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product, zip_longest
from typing import Final

from ekin.errors import MappingError
from ekin.exchange.cells import fold_name
from ekin.exchange.layouts import FIELD_NAMES, LAYOUTS, PROGRESS, Field, TableLayout
from ekin.exchange.sheet import Sheet, column_number
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
    names
        Names of all columns.
    matches, doubles
        The column of each field that was found; fields for which several columns would do equally well, with those.
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
    for position, height, names in _candidates(sheet):
        for table in LAYOUTS.values():
            matches, doubles = match_columns(names, table, mapping)
            score = 2 * len(matches | doubles) - height
            if score > best_score and not _missing(table, matches | doubles):
                best = Header(table, names, matches, doubles, sheet.numbers[position], position + height)
                best_score = score
    return best


def match_columns(
    names: list[str], table: TableLayout, mapping: Mapping[str, str]
) -> tuple[dict[str, Match], dict[str, list[int]]]:
    """Give each field of a table its column: the user's mapping first, then the exact name, then a listed synonym.

    Returns
    -------
    tuple
        Matches by field, in the order of the columns, and the columns of fields that have several equally good ones.
    """
    mapped = {field: _places_of(column, names) for field, column in mapping.items()}
    taken = {at for places in mapped.values() for at in places}
    free = {at: fold_name(name) for at, name in enumerate(names) if at not in taken}
    matches, doubles = [], {}
    for field in table.fields:
        how, places = ("mapped", mapped[field.name]) if field.name in mapped else _known(field, free)
        if len(places) > 1:
            doubles[field.name] = places
        elif places:
            matches.append(Match(field.name, names[places[0]], how, places[0]))
    return {match.field: match for match in sorted(matches, key=lambda match: match.at)}, doubles


def check_mapping(mapping: Mapping[str, str] | None, sheets: Iterable[Sheet]) -> dict[str, str]:
    """Turn the user's names of fields into codes and see that each column exists in some sheet.

    Raises
    ------
    MappingError
        If a field or a column is unknown.
    """
    codes = {fold_name(FIELD[name]): name for name in FIELD_NAMES} | {name: name for name in FIELD_NAMES}
    candidates = [names for sheet in sheets for _, _, names in _candidates(sheet)]
    found = {}
    for given, column in (mapping or {}).items():
        field = codes.get(given) or codes.get(fold_name(given))
        if field is None:
            raise MappingError(given, FIELD_NAMES)
        if column and not any(_places_of(column, names) for names in candidates):
            raise MappingError(column, [name for name in _nearest(candidates)[0] if name])
        found[field] = column
    return found


def explain(sheets: Iterable[Sheet]) -> tuple[list[str], str]:
    """Give the names in the row that looks most like a header, and say what it lacks of the known table it is nearest to."""
    names, table = _nearest([names for sheet in sheets for _, height, names in _candidates(sheet) if height == 1])
    matches, doubles = match_columns(names, table, {})
    found, missing = [name for name in names if name], _missing(table, matches | doubles)
    hints = []
    if len(missing) < len(table.required):
        hints.append(HINT["missing"].format(layout=LAYOUT[table.layout], fields=", ".join(missing)))
    if pairs := "; ".join(_similar(found, table)):
        hints.append(HINT["similar"].format(pairs=pairs))
    return found, " ".join(hints)


def name_of(value: object) -> str:
    """Name of a column as one line of text."""
    return " ".join(str(value).split())


def _candidates(sheet: Sheet) -> Iterator[tuple[int, int, list[str]]]:
    """Position, height and names of each row that may be a header; two rows are joined where a title spans columns."""
    rows = [[name_of(value) for value in row] for row in sheet.rows[:HEADER_ROWS]]
    for position, row in enumerate(rows):
        yield position, 1, row
        if position + 1 < len(rows):
            yield position, 2, list(_joined(row, rows[position + 1]))


def _joined(upper: list[str], lower: list[str]) -> Iterator[str]:
    group = ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        group = above or group
        yield f"{group} {below}" if below else above


def _known(field: Field, names: dict[int, str]) -> tuple[str, list[int]]:
    """Give how a field is known among folded names, and the columns that are called so."""
    ways = {at: field.match(name) for at, name in names.items()}
    how = next((how for how in ("exact", "synonym") if how in ways.values()), "")
    return how, [at for at, way in ways.items() if way == how]


def _places_of(column: str, names: list[str]) -> list[int]:
    """Columns of a name; the letters of a column count when no column has that name."""
    found = [at for at, name in enumerate(names) if name and fold_name(name) == fold_name(column)]
    if not found and _LETTERS.fullmatch(column) and column_number(column.upper()) < len(names):
        return [column_number(column.upper())]
    return found


def _missing(table: TableLayout, found: Iterable[str]) -> list[str]:
    """Names of the required columns that are not there."""
    return [field.header for field in table.required if field.name not in found]


def _nearest(candidates: list[list[str]]) -> tuple[list[str], TableLayout]:
    """Names in the row that looks most like a header, and the table that knows the most of them."""

    def likeness(pair: tuple[list[str], TableLayout]) -> tuple[int, float, int]:
        names, table = pair
        matches, doubles = match_columns(names, table, {})
        lacking = len(_missing(table, matches | doubles)) / len(table.required)
        return len(matches | doubles), -lacking, sum(bool(name) and not name[0].isdigit() for name in names)

    return max(product(candidates, LAYOUTS.values()), key=likeness, default=([], PROGRESS))


def _similar(names: list[str], table: TableLayout) -> Iterator[str]:
    wanted = {fold_name(name): field.header for field in table.fields for name in (field.header, *field.aliases)}
    for name in names:
        close = difflib.get_close_matches(fold_name(name), wanted, n=1, cutoff=SIMILAR)
        if close and close[0] != fold_name(name):
            yield HINT["pair"].format(found=name, wanted=wanted[close[0]])
