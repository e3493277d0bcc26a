"""A table that shows twenty rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as w
import pandas as pd

from ekin.forms import controls, markup
from ekin.words import numbers
from ekin.words.forms import PAGE

ROWS_A_PAGE = 20

Render = Callable[[pd.DataFrame], list[Sequence[object]]]


class PagedTable(w.VBox):
    """Rows of a frame, twenty at a time; only the rows in view are put into words."""

    def __init__(self, handle: str) -> None:
        self.rows, self.heads, self.render, self.short, self.page = pd.DataFrame(), (), list, (), 0
        self.grid, self.place = controls.view(f"{handle}-rows"), controls.view(f"{handle}-page")
        self.place.layout.width = "auto"
        self.back = controls.button(
            f"{handle}-previous", PAGE["previous"], lambda: self._go(self.page - 1), self.place, stays=True
        )
        self.forth = controls.button(f"{handle}-next", PAGE["next"], lambda: self._go(self.page + 1), self.place, stays=True)
        self.bar = controls.row(self.back, self.forth, self.place)
        super().__init__([self.grid, self.bar], layout={"width": "auto"})
        self.add_class("ekin-paged")
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.rows, self.grid.value, self.bar.layout.display = pd.DataFrame(), "", "none"

    def show(self, rows: pd.DataFrame, heads: Sequence[str], render: Render, *, short: Sequence[int] = ()) -> None:
        """Show a frame from its first page; `render` turns some of its rows into cells."""
        self.rows, self.heads, self.render, self.short = rows, heads, render, short
        self._go(0)

    def _go(self, page: int) -> None:
        pages = max(1, -(-len(self.rows) // ROWS_A_PAGE))
        self.page = min(max(page, 0), pages - 1)
        first = self.page * ROWS_A_PAGE
        part = self.rows.iloc[first : first + ROWS_A_PAGE]
        self.grid.value = (
            markup.table(self.heads, self.render(part), short=self.short) if len(part) else markup.note(PAGE["nothing"])
        )
        self.bar.layout.display = "flex" if pages > 1 else "none"
        self.place.value = place(first, len(part), len(self.rows), ROWS_A_PAGE)


def turned(at: int, step: int, count: int, size: int) -> int:
    """Row that a page begins with, `step` rows on from another's, within the pages there are."""
    return min(max(at + step, 0), max(count - 1, 0) // size * size)


def place(first: int, shown: int, count: int, size: int) -> str:
    """Say which rows of how many are shown, and on which page of how many."""
    counted = {"page": first // size + 1, "pages": -(-count // size), "first": first + 1, "last": first + shown, "count": count}
    return markup.note(PAGE["place"].format(**{name: numbers.number(n) for name, n in counted.items()}))
