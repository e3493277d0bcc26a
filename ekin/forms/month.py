"""The month: what still has to be written first, then a calendar with one button a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import ipywidgets as w

from ekin import service
from ekin.domain.period import Period, parse_period
from ekin.forms import controls, markup
from ekin.words import numbers
from ekin.words.day import DAY_MARK, DAY_STATE, MONTH, WEEKDAYS

MAX_TODO = 6
"""Buttons of the to-do list; the rest is counted."""

STYLE = """<style>
.ekin-form .ekin-calendar .jupyter-button{white-space:pre-line;line-height:1.3;padding:2px;color:#1d2327;border:1px solid #6b7280}
.ekin-form .ekin-weekday{text-align:center;font-weight:600}
.ekin-form .ekin-key{display:inline-block;min-width:1.7em;text-align:center;border:1px solid #6b7280;color:#1d2327;margin-right:.4em}
.ekin-form .ekin-legend{display:flex;flex-wrap:wrap;gap:.3em 1.2em;list-style:none;padding:0;margin:.6em 0}
.ekin-form .ekin-is-filled{background:#cfe8d2}.ekin-form .ekin-is-draft{background:#ffeab0}.ekin-form .ekin-is-returned{background:#f7c9bf}
.ekin-form .ekin-is-empty{background:#fff;border-style:dashed!important}.ekin-form .ekin-is-holiday{background:#e6d9f2}
.ekin-form .ekin-is-leave{background:#d5e5f6}.ekin-form .ekin-is-off,.ekin-form .ekin-is-future{background:#ececec}
.ekin-form .ekin-is-today{outline:3px solid #1d4f91;outline-offset:-3px;font-weight:700}
.ekin-form .ekin-todo .jupyter-button,.ekin-form .ekin-activities .jupyter-button{text-align:left;height:auto;min-height:2.4em;
 white-space:normal;line-height:1.35;padding:.4em .8em}
.ekin-form .ekin-month .ekin-big{margin:0 .6em}
</style>"""


class MonthForm(w.VBox):
    """Show the days of a month and open one with a click.

    Parameters
    ----------
    on_day
        Called with the day that was chosen.

    Attributes
    ----------
    period
        The month on screen.
    days
        Button of each day of that month.
    """

    def __init__(self, session: service.Session, on_day: Callable[[date], object]) -> None:
        self.session, self._on_day, self.days = session, on_day, {}
        self.status, self.title = controls.view("month-status"), controls.view("month-title")
        back = controls.button("month-previous", MONTH["previous"], lambda: self._go(-1), self.status, stays=True)
        forth = controls.button("month-next", MONTH["next"], lambda: self._go(1), self.status, stays=True)
        back.layout.min_width = forth.layout.min_width = "0"
        self.todo, self.more = w.VBox(layout={"width": "auto"}), controls.view("month-more")
        self.todo.add_class("ekin-todo")
        self.grid = w.GridBox(layout={"width": "auto", "grid_template_columns": "repeat(7, minmax(0, 1fr))", "grid_gap": "3px"})
        self.grid.add_class("ekin-calendar")
        self._heads = [controls.view("weekday", f'<div class="ekin-weekday">{name}</div>') for name in WEEKDAYS]
        self._pool = [self._button(at) for at in range(31)]
        self._tasks = [self._task(at) for at in range(MAX_TODO)]
        self.todo.children = self._tasks
        self.legend = controls.view("month-legend")
        head = controls.row(back, self.title, forth)
        title = controls.view("todo-title", markup.heading(MONTH["todo"]))
        style = w.HTML(STYLE, layout={"display": "none"})
        super().__init__([style, self.status, title, self.todo, self.more, head, self.grid, self.legend])
        self.add_class("ekin-month")
        self.period = _month_of(session.today())
        self.refresh()

    def refresh(self) -> None:
        """Read the days again."""
        with controls.told(self.status):
            self.status.value = ""
            self._calendar()
            self._todo()

    def _button(self, at: int) -> w.Button:
        made = controls.button("day", "", lambda: self._on_day(self._dates[at]), self.status)
        made.layout = {"width": "auto", "height": "3.4em", "min_width": "0"}
        return made

    def _task(self, at: int) -> w.Button:
        return controls.button("task", "", lambda: self._on_day(self._todo_days[at]), self.status)

    def _go(self, step: int) -> None:
        start = self.period.start
        self.period = _month_of(start + timedelta(days=32) if step > 0 else start - timedelta(days=1))
        self.refresh()

    def _calendar(self) -> None:
        frame, today = service.month(self.session, self.period), self.session.today()
        self._dates = frame["day"].tolist()
        self.days = dict(zip(self._dates, self._pool, strict=False))
        for row in frame.itertuples():
            self._dress(self.days[row.day], row, today)
        self._pool[0].layout.grid_column = str(self.period.start.weekday() + 1)
        self.grid.children = [*self._heads, *self.days.values()]
        self.title.value = markup.big(self.period.label)
        names = [(day, name) for day, name in zip(frame["day"], frame["name"], strict=True) if name]
        self.legend.value = _LEGEND + "".join(markup.note(f"{numbers.day(day)}: {name}") for day, name in names)

    def _dress(self, made: w.Button, row: tuple, today: date) -> None:
        state = str(row.state)
        made.description = f"{row.day.day}\n{DAY_MARK[state]}"
        counts = [MONTH[name].format(n=n) for name, n in (("entries", row.entries), ("drafts", row.drafts)) if n]
        told = [DAY_STATE[state], *([row.name] if row.name else []), *counts]
        made.tooltip = f"{numbers.day(row.day)}: {', '.join(told)}"
        made.disabled = state == "future"
        kept = [name for name in made._dom_classes if not name.startswith("ekin-is-")]
        made._dom_classes = (*kept, f"ekin-is-{state}", *(("ekin-is-today",) if row.day == today else ()))

    def _todo(self) -> None:
        frame = service.todo(self.session)
        first = frame["kind"].eq("returned") * 2 + frame["day"].eq(self.session.today())  # then today, then the oldest
        frame = frame.loc[first.sort_values(ascending=False, kind="stable").index]
        shown = frame.head(MAX_TODO)
        self._todo_days = shown["day"].tolist()
        controls.reveal(True, *self._tasks[: len(shown)])
        controls.reveal(False, *self._tasks[len(shown) :])
        for made, row in zip(self._tasks, shown.itertuples(), strict=False):
            text = MONTH[f"task_{row.kind}"].format(day=numbers.day(row.day), note=row.note)
            made.description, made.tooltip = f"{DAY_MARK[row.kind]} {text}", text
        rest = len(frame) - len(shown)
        done = markup.note(MONTH["nothing_left"]) if frame.empty else ""
        self.more.value = markup.note(MONTH["more"].format(n=numbers.number(rest))) if rest else done


_LEGEND = "".join(
    f'<li><span class="ekin-key ekin-is-{code}" aria-hidden="true">{DAY_MARK[code]}</span>{DAY_STATE[code]}</li>'
    for code in DAY_STATE
)
_LEGEND = f'<ul class="ekin-legend">{_LEGEND}</ul>'


def _month_of(day: date) -> Period:
    return parse_period(f"{day:%Y-%m}")
