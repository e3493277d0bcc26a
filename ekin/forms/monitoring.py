"""Form of the unit board: who has filled the day, what waits, who needs coaching, and the notes on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

import ipywidgets as w
import pandas as pd

from ekin.errors import EkinError
from ekin.forms import controls, markup
from ekin.forms.paging import PagedTable
from ekin.service import monitoring
from ekin.service.login import Session
from ekin.statistics.intervals import wilson
from ekin.vocabulary import TIME_ZONES
from ekin.words import numbers
from ekin.words.review import BOARD, REVIEW

_WIDE, _HIGH, _EDGE = 120, 18, 4
"""Size of the small plot and its margin, in pixels."""


class MonitoringForm(controls.Form):
    """Show the people below a superior on one day, and keep coaching notes with a date to come back to.

    `frame` holds the board of the service with the interval of each fill rate.
    """

    def __init__(self, session: Session) -> None:
        self.session, self.frame, self.notes = session, pd.DataFrame(), pd.DataFrame()
        self.status, self.due, self.counts = (controls.view(f"board-{name}") for name in ("status", "due", "counts"))
        self.day = controls.calendar("board-day", BOARD["day"], session.today())
        self.unit = controls.choice("board-unit", BOARD["unit"], [(REVIEW["all"], "")])
        self.only, self.table = controls.tick("board-only", BOARD["only"]), PagedTable("board")
        again = controls.button("board-reload", REVIEW["reload"], self.refresh, self.status)
        limit = BOARD["needs_meaning"].format(limit=numbers.percent(session.store.settings.help_fill))
        title = controls.view("board-title", markup.heading(BOARD["title"]) + markup.note(BOARD["intro"]))
        chosen = [self.day, self.unit, self.only, controls.row(again), self.status, self.counts]
        meaning = controls.view("board-meaning", markup.note(limit))
        super().__init__("board", [title, self.due, *chosen, self.table, meaning, *self._coach()])
        self.day.observe(lambda _change: self.refresh(), names="value")
        for control in (self.unit, self.only):
            control.observe(lambda _change: self._filter(), names="value")
        self.refresh()

    def _coach(self) -> list[w.Widget]:
        title = controls.view("coach-title", markup.heading(BOARD["coach_title"]))
        self.who = controls.choice("coach-who", BOARD["who"], [(BOARD["choose"], "")])
        self.note = controls.area("coach-note", BOARD["note"], placeholder=BOARD["note_hint"], rows=3)
        self.follow_up, self.history = controls.calendar("coach-day", BOARD["follow_up"]), controls.view("coach-history")
        self.said = controls.view("coach-status")
        self.save = controls.button("coach-save", BOARD["save"], lambda: self._save, self.said, after_keys=True)
        self.who.observe(lambda _change: self._tell(), names="value")
        return [title, self.who, self.history, self.note, self.follow_up, controls.row(self.save), self.said]

    def refresh(self) -> None:
        """Read the board again."""
        with controls.told(self.status):
            self.status.value, day = "", self.day.value or self.session.today()
            self._shown = day
            self.frame, self.notes = monitoring.board(self.session, day), monitoring.coachings(self.session)
            low, high = wilson((self.frame["fill_rate"].fillna(0) * self.frame["n"]).to_numpy(), self.frame["n"].to_numpy())
            enough = self.frame["n"].ge(self.session.store.settings.min_n)
            self.frame = self.frame.assign(low=low, high=high, needs=enough & (high < self.session.store.settings.help_fill))
            units = sorted(set(self.frame["unit"]))
            controls.refill(self.unit, [(REVIEW["all"], ""), *zip(units, units, strict=True)], self.unit.value)
            people = [(f"{row.name}, {row.unit}", row.nip) for row in self.frame.itertuples(index=False)]
            controls.refill(self.who, [(BOARD["choose"], ""), *people], self.who.value)
            self._show_due(day)
            self._filter()

    def _show_due(self, day: date) -> None:
        due = self.frame[self.frame["coaching_open"].notna()]
        due = due[due["coaching_open"].le(pd.Timestamp(day))].sort_values("coaching_open", kind="stable") if len(due) else due
        lines = [numbers.short_day(row.coaching_open) + f": {row.name}, {row.unit}" for row in due.itertuples(index=False)]
        self.due.value = markup.listed(BOARD["due_title"], lines) if lines else markup.note(BOARD["no_due"])

    def _filter(self) -> None:
        rows = self.frame[self.frame["unit"].eq(self.unit.value)] if self.unit.value else self.frame
        if self.only.value:
            rows = rows[~rows["filled_today"] | rows["returned"].gt(0) | rows["coaching_open"].notna() | rows["needs"]]
        counted = rows[["filled_today", "waiting", "returned"]].sum().map(numbers.number)
        said = BOARD["counts"].format(day=numbers.day(self._shown), n=numbers.number(len(rows)), **counted)
        self.counts.value = markup.big(said if len(self.frame) else BOARD["none"])
        heads = [BOARD[name] for name in ("name", "today", "rate")]
        self.table.show(rows, heads, self._cells, short=(1,))

    def _cells(self, rows: pd.DataFrame) -> list[tuple]:
        return [
            (markup.Html(f"<b>{escape(row.name)}</b><br>{escape(row.unit)}"), markup.lines(*_state(row)), self._rate(row))
            for row in rows.itertuples(index=False)
        ]

    def _rate(self, row: tuple) -> markup.Html:
        """Write the fill rate with its n and interval, and draw it."""
        settings = self.session.store.settings
        if not row.n:
            return markup.Html(BOARD["no_days"])
        counted = {"k": numbers.number(round(row.fill_rate * row.n)), "n": numbers.number(row.n)}
        if row.n < settings.min_n:
            return markup.Html(BOARD["too_few"].format(**counted))
        rate, spread = numbers.percent(row.fill_rate), numbers.interval(row.low, row.high)
        return markup.Html(_plot(row, settings.help_fill) + BOARD["basis"].format(rate=rate, interval=spread, **counted))

    def _tell(self) -> None:
        rows = self.notes[self.notes["nip"].eq(self.who.value)] if self.who.value else self.notes.iloc[:0]
        heads, zone = [BOARD[name] for name in ("at", "note", "follow_up")], TIME_ZONES[self.session.employee.time_zone]
        day = numbers.short_day
        cells = [
            (day(row.at.tz_convert(zone)), row.note, "" if pd.isna(row.follow_up) else day(row.follow_up))
            for row in rows.itertuples(index=False)
        ]
        self.history.value = markup.table(heads, cells, short=(0, 2)) if cells else ""

    def _save(self) -> None:
        if not (self.who.value and self.note.value.strip()):
            raise EkinError(BOARD["first_choose"])
        monitoring.coach(self.session, self.who.value, self.note.value.strip(), self.follow_up.value)
        self.note.value, self.follow_up.value, self.who.value = "", None, ""
        self.refresh()
        self.said.value = markup.big(BOARD["saved"])


def _state(row: tuple) -> Iterator[str]:
    """Say whether the day is filled, and what about a person waits or needs a look."""
    yield BOARD["filled" if row.filled_today else "empty"]
    yield BOARD["waiting"].format(n=numbers.number(row.waiting)) if row.waiting else ""
    yield BOARD["returned"].format(n=numbers.number(row.returned)) if row.returned else ""
    if row.needs:
        yield BOARD["needs"]
    if pd.notna(row.coaching_open):
        yield BOARD["follow"].format(day=numbers.short_day(row.coaching_open))


def _plot(row: tuple, limit: float) -> str:
    """Draw a share in [0, 1] as a point on its interval, with a line at the limit."""
    low, at, high, edge = (_EDGE + share * (_WIDE - 2 * _EDGE) for share in (row.low, row.fill_rate, row.high, limit))
    middle = _HIGH / 2
    return (
        f'<svg width="{_WIDE}" height="{_HIGH}" aria-hidden="true" style="display:block;color:inherit" stroke="currentColor">'
        f'<path d="M{_EDGE} {middle}H{_WIDE - _EDGE}" opacity=".25"/><path d="M{edge:.1f} 1V{_HIGH - 1}" stroke-dasharray="2 2"/>'
        f'<path d="M{low:.1f} {middle}H{high:.1f}" stroke-width="3"/><circle cx="{at:.1f}" cy="{middle}" r="3.5" fill="currentColor"/></svg>'
    )
