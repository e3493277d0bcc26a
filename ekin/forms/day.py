"""A working day in one form: the month, one day, sending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import ipywidgets as w

from ekin import service
from ekin.forms import controls, markup
from ekin.forms.decisions import DecisionsForm
from ekin.forms.entry import EntryForm
from ekin.forms.login import PersonForm
from ekin.forms.month import MonthForm
from ekin.forms.sending import SendForm, span
from ekin.settings import Settings
from ekin.vocabulary import Status
from ekin.words import numbers
from ekin.words.day import DAY, DAY_MARK, FIELD
from ekin.words.errors import STATUS

DAYS_BACK = 14
"""How far back "Salin dari kemarin" looks for a day with activities."""

_EDITABLE = (Status.DRAFT, Status.RETURNED)


class ActivityList(w.VBox):
    """The activities of one day; one is open at a time."""

    def __init__(self, session: service.Session, on_back: Callable[[], object]) -> None:
        self.session, self.day, self._gone = session, session.today(), None
        self.status, self.title, self.overlap = (controls.view(f"day-{name}") for name in ("status", "title", "overlap"))
        self.list, self.read = w.VBox(layout={"width": "auto"}), controls.view("day-read")
        self.list.add_class("ekin-activities")
        back = controls.button("day-back", DAY["back"], lambda: on_back, self.status, after_keys=True)
        self.add = controls.button("day-add", DAY["add"], self._begin, self.status, main=True)
        self.model = controls.choice("day-model", DAY["copy_from"], [])
        self.copy = controls.button("day-copy", DAY["copy"], lambda: self._begin(self.model.value), self.status)
        self.undo = controls.button("day-undo", DAY["undo"], self._undo, self.status)
        self.entry = EntryForm(session, self.refresh, self._deleted)
        self.adding, self.copying = controls.row(self.add), controls.row(self.model, self.copy)
        parts = [controls.row(back, self.title), self.list, self.overlap, self.adding, self.copying]
        super().__init__([*parts, self.status, self.undo, self.read, self.entry])
        self.add_class("ekin-one-day")
        controls.reveal(False, self.entry, self.undo)

    def show(self, day: date) -> None:
        """Show a day."""
        self.day, self._gone = day, None
        self.title.value, self.status.value = markup.big(numbers.day(day)), ""
        self._fill_models()
        self.refresh()

    def refresh(self) -> None:
        """Read the activities again; nothing is open afterwards."""
        self.read.value = ""
        self._writing(False)
        controls.reveal(bool(self._gone), self.undo)
        self._list()
        self.add.focus()

    def _list(self) -> None:
        with controls.told(self.status):
            found = service.activities(self.session, self.day)
            controls.dispose(self.list)
            self.list.children = [self._row(item) for item in found] or [controls.view("day-none", markup.note(DAY["none"]))]
            named = {item.id: item.fields.get("description") or span(item) for item in found}
            pairs = [DAY["overlap"].format(one=named[one], other=named[other]) for one, other in service.overlaps(found)]
            self.overlap.value = "".join(map(markup.warning, pairs))

    def _row(self, item: service.Activity) -> w.Button:
        words = {"time": span(item), "text": item.fields.get("description") or DAY["untitled"], "status": STATUS[item.status]}
        mark = {Status.DRAFT: "draft", Status.RETURNED: "returned"}.get(item.status, "filled")
        label = f"{DAY_MARK[mark]} {DAY['open'].format(**words)}"
        made = controls.button("activity", label, lambda: self._open(item), self.status)
        made.tooltip = label
        return made

    def _open(self, item: service.Activity) -> None:
        self.status.value = self.read.value = ""
        if item.status not in _EDITABLE:
            self.read.value = _read(item)
            return
        self._write(service.edit(self.session, item.id) if item.status == Status.RETURNED else item)
        self.read.value = markup.warning(DAY["returned"].format(note=item.note)) if item.note else ""

    def _write(self, item: service.Activity) -> None:
        self.entry.write(item)
        self._writing(True)
        self.entry.description.focus()

    def _writing(self, now: bool) -> None:
        """Show the list of the day, or the one that is being written."""
        controls.reveal(now, self.entry)
        controls.reveal(not now, self.list, self.overlap, self.adding, self.undo)
        controls.reveal(not now and bool(self.model.options), self.copying)

    def _begin(self, like: str | None = None) -> None:
        self.read.value = ""
        self._write(service.new_draft(self.session, self.day, like=like))

    def _fill_models(self) -> None:
        """Offer the activities of the last day before this one that has any."""
        with controls.told(self.status):
            days = (self.day - timedelta(days=back) for back in range(1, DAYS_BACK + 1))
            found = next((found for day in days if (found := service.activities(self.session, day))), [])
            words = [f"{numbers.short_day(item.day)} {span(item)} {item.fields['description']}" for item in found]
            controls.refill(self.model, [(text, item.id) for text, item in zip(words, found, strict=True)])

    def _deleted(self, gone: service.Activity) -> None:
        self._gone = gone
        self.refresh()
        self.status.value = markup.note(DAY["deleted"])

    def _undo(self) -> None:
        service.restore(self.session, self._gone)
        self._gone = None
        self.refresh()
        self.status.value = markup.note(DAY["restored"])


class DayForm(PersonForm):
    """What a civil servant does in a day, in one form: log in, choose a day, write, look again, send.

    Parameters
    ----------
    settings
        Those of the folder when not given.
    session
        Somebody who is logged in already.
    """

    def __init__(self, settings: Settings | None = None, *, session: service.Session | None = None) -> None:
        super().__init__("home", settings, session=session)

    def _parts(self, session: service.Session) -> list[w.Widget]:
        self.month = MonthForm(session, self._to_day)
        self.activities, self.sending = ActivityList(session, self._to_month), SendForm(session, self._to_month)
        self.decisions = DecisionsForm(session)
        self.send_button = controls.button(
            "home-send", DAY["send"], lambda: self._to_send, self.status, main=True, after_keys=True
        )
        self.decide_button = controls.button("home-decided", DAY["decisions"], self._turn_decisions, self.status, stays=True)
        self.decided = w.VBox([self.decide_button, self.decisions], layout={"width": "auto"})
        controls.reveal(False, self.decisions)
        self._show(self.month, lambda: None)
        return [controls.row(self.send_button), self.month, self.activities, self.sending, self.decided]

    def _renewed(self) -> None:
        self.activities.entry.flush()

    def _close(self) -> bool:
        return self.activities.entry.finish()

    def _show(self, screen: w.Widget, fill: Callable[[], None]) -> None:
        """Turn to another screen, filled before it is seen; stay where something could not be saved."""
        if not self.activities.entry.finish():
            return
        fill()
        for part in (self.month, self.activities, self.sending):
            controls.reveal(part is screen, part)
        controls.reveal(screen is self.month, self.profile, self.decided)
        controls.reveal(screen is not self.sending, self.send_button)

    def _turn_decisions(self) -> None:
        closed = self.decisions.layout.display == "none"
        controls.reveal(closed, self.decisions)
        self.decide_button.description = DAY["decisions_close" if closed else "decisions"]

    def _to_month(self) -> None:
        self._show(self.month, lambda: (self.month.refresh(), self.decisions.refresh()))
        self.send_button.focus()

    def _to_day(self, day: date) -> None:
        self._show(self.activities, lambda: self.activities.show(day))
        self.activities.add.focus()  # whoever uses keys would stand on a control that is gone

    def _to_send(self) -> None:
        self._show(self.sending, self.sending.look)
        self.sending.begin()


def _read(item: service.Activity) -> str:
    """Write an activity that cannot be changed any more."""
    shown = [(label, item.fields[name] or "–") for name, label in FIELD.items() if name != "day"]
    return markup.note(DAY["sent"].format(status=STATUS[item.status])) + markup.pairs(shown)
