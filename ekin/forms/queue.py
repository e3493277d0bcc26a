"""Entries that wait: ten at a time, each a tick beside a button that opens it."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w
import pandas as pd

from ekin.forms import controls, paging
from ekin.words import numbers
from ekin.words.forms import FLAG_SIGN, PAGE
from ekin.words.quality import FLAG
from ekin.words.review import REVIEW

ROWS_A_PAGE = 10


class QueueList(w.VBox):
    """The waiting entries; `on_open` is called with the id of one that was pressed, `place` shows what goes wrong.

    `ticked` holds the ids with a tick, on whatever page they are.
    """

    def __init__(self, on_open: Callable[[str], object], place: w.HTML) -> None:
        self._on_open, self.frame, self.ticked, self._at = on_open, pd.DataFrame(), set(), 0
        self._chosen, self._filling = None, False
        self._rows = [self._row(at, place) for at in range(ROWS_A_PAGE)]
        self.back = controls.button("queue-previous", PAGE["previous"], lambda: self._turn(-ROWS_A_PAGE), place, stays=True)
        self.forth = controls.button("queue-next", PAGE["next"], lambda: self._turn(ROWS_A_PAGE), place, stays=True)
        self.place = controls.view("queue-place")
        self._bar = controls.row(self.back, self.forth, self.place)
        super().__init__([*(row for row, _, _ in self._rows), self._bar], layout={"width": "auto"})
        self.add_class("ekin-queue")

    def show(self, frame: pd.DataFrame, chosen: str | None = None) -> None:
        """Show a queue of the service, on the page of the chosen entry where it is among them."""
        self.frame, self._chosen, ids = frame, chosen, list(frame["entry_id"])
        self.ticked &= set(ids)
        at = ids.index(chosen) if chosen in ids else min(self._at, max(len(ids) - 1, 0))
        self._at = at - at % ROWS_A_PAGE
        self._fill()

    def tick(self, ids: set[str]) -> None:
        """Put a tick at these entries, and take all others away."""
        self.ticked = set(ids)
        self._fill()

    def _row(self, at: int, place: w.HTML) -> tuple[w.HBox, w.Checkbox, w.Button]:
        tick = w.Checkbox(indent=False, layout={"width": "5rem", "flex": "0 0 auto"})
        tick.observe(lambda change: self._ticked(at, change["new"]), names="value")
        made = controls.button("queue-open", "", lambda: self._on_open(self.frame["entry_id"].iloc[self._at + at]), place)
        made.layout = {"width": "auto", "height": "auto", "flex": "1 1 0", "min_width": "0"}
        return w.HBox([tick, made], layout={"width": "auto", "align_items": "center"}), tick, made

    def _ticked(self, at: int, on: bool) -> None:
        if not self._filling:
            (self.ticked.add if on else self.ticked.discard)(self.frame["entry_id"].iloc[self._at + at])

    def _turn(self, step: int) -> None:
        self._at = paging.turned(self._at, step, len(self.frame), ROWS_A_PAGE)
        self._fill()

    def _fill(self) -> None:
        part, self._filling = self.frame.iloc[self._at : self._at + ROWS_A_PAGE], True
        for at, (row, tick, made) in enumerate(self._rows):
            row.layout.display = "flex" if at < len(part) else "none"
            if at < len(part):
                entry, n = part.iloc[at], self._at + at + 1
                tick.description, tick.value = REVIEW["pick"].format(n=n), entry["entry_id"] in self.ticked
                made.description = _words(entry, n)
                (made.add_class if entry["entry_id"] == self._chosen else made.remove_class)("ekin-here")
        self._filling = False
        controls.reveal(len(self.frame) > ROWS_A_PAGE, self._bar)
        self.place.value = paging.place(self._at, len(part), len(self.frame), ROWS_A_PAGE)


def _words(entry: pd.Series, n: int) -> str:
    flag = f"{FLAG_SIGN[entry['flag']]} {FLAG[entry['flag']]}"
    opened = REVIEW["opened" if entry["opened"] else "unopened"]
    words = {"name": entry["name"], "day": numbers.short_day(entry["day"]), "description": entry["description"]}
    words |= {name: f"{entry[name]:%H.%M}" for name in ("start", "end")}
    return REVIEW["row"].format(n=n, flag=flag, opened=opened, **words)
