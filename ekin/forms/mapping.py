"""Let the user say which column holds which field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import ipywidgets as w

from ekin.exchange.extract import Extract
from ekin.exchange.headers import match_columns
from ekin.exchange.layouts import LAYOUTS
from ekin.exchange.sheet import column_letters
from ekin.forms import controls, markup
from ekin.vocabulary import Layout
from ekin.words.forms import IMPORT
from ekin.words.imports import FIELD, LAYOUT


class ColumnMapper(w.VBox):
    """Dropdowns from field to column for one file.

    Parameters
    ----------
    columns
        (shown, given) of the columns that can be chosen; given is a name or the letters of a column.
    layout
        The table, when it is known; else the likeliest is chosen and the user may change it.
    skip
        Fields that have a column already.

    Attributes
    ----------
    changed
        Called when another table or column is chosen.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, str]],
        layout: Layout | None = None,
        skip: Sequence[str] = (),
    ) -> None:
        self.columns, self.skip, self.fields, self.changed = list(columns), set(skip), {}, lambda _change: None
        kinds = [(LAYOUT[code], code) for code in LAYOUTS]
        self.kind = controls.choice("map-table", IMPORT["table"], kinds, layout or likeliest(given for _, given in columns))
        self.kind.observe(self._other_table, names="value")
        self.kind.disabled = bool(skip)
        title = IMPORT["map_rest" if skip else "map_title"].format(name=name)
        self.list = w.VBox(layout={"width": "auto"})
        super().__init__(
            [controls.view("map-title", markup.heading(title) + markup.note(IMPORT["map_intro"])), self.kind, self.list],
            layout={"width": "auto"},
        )
        self.add_class("ekin-map")
        self._fill()

    def chosen(self) -> dict[str, str]:
        """Give the columns chosen, by field."""
        return {field: control.value for field, control in self.fields.items() if control.value}

    def _other_table(self, change: object) -> None:
        self._fill()
        self.changed(change)

    def _fill(self) -> None:
        table = LAYOUTS[self.kind.value]
        known, _ = match_columns([given for _, given in self.columns], table, {})
        wanted = [field for field in table.fields if field.name not in self.skip and field.name not in known]
        options = [(IMPORT["none"], ""), *self.columns]
        self.fields = {
            field.name: controls.choice(f"map-{field.name}", f"{FIELD[field.name]}{' *' if field.required else ''}", options)
            for field in sorted(wanted, key=lambda field: not field.required)
        }
        for control in self.fields.values():
            control.observe(lambda change: self.changed(change), names="value")
        self.list.children = tuple(self.fields.values())


def for_extract(name: str, extract: Extract) -> ColumnMapper | None:
    """Offer the columns that were not used to the fields that have none; None when there is nothing to choose."""
    table = next((table for table in extract.tables if table.unused), None)
    if table is None:
        return None
    columns = [(column, column) for column in table.unused]
    made = ColumnMapper(name, columns, table.layout, [field for field, _, _ in table.matches])
    return made if made.fields else None


def lettered(names: Iterable[object]) -> tuple[list[tuple[str, str]], Layout]:
    """Columns by their letters, for a file in which a name stands twice, and the table they look like."""
    names = [str(name) for name in names]
    return [(f"{column_letters(at)}: {name}", column_letters(at)) for at, name in enumerate(names)], likeliest(names)


def likeliest(names: Iterable[str]) -> Layout:
    """Choose the table that knows the most of these names."""
    names = list(names)
    return max(LAYOUTS, key=lambda code: len(match_columns(names, LAYOUTS[code], {})[0]))
