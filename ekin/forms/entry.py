"""One entry while it is written: the nine fields of BKN's form, advice at every key, saved on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import time
from html import escape

import ipywidgets as w

from ekin import service
from ekin.domain.entry import Problem
from ekin.errors import NotYoursError, SessionEndedError, StaleEntryError
from ekin.forms import controls, markup
from ekin.forms.plans import PlanChoice
from ekin.quality.examples import example
from ekin.quality.judge import check
from ekin.service.drafts import FIELDS
from ekin.vocabulary import Status
from ekin.words import numbers
from ekin.words.day import ENTRY, FIELD, PROBLEM
from ekin.words.errors import REASON
from ekin.words.forms import CHECK

SAVE_S = 1.0
"""Seconds from a key to its save: with the save itself, less than the 2 s that may be lost."""


class EntryForm(w.VBox):
    """Write one draft; nothing has to be pressed to keep it.

    Parameters
    ----------
    on_close
        Called when the person is done with it.
    on_delete
        Called with the activity that was thrown away, which can be restored.

    Attributes
    ----------
    activity
        The draft in the form; None when nothing is open.
    """

    def __init__(self, session: service.Session, on_close: Callable, on_delete: Callable[[service.Activity], object]) -> None:
        self.session, self._on_close, self._on_delete = session, on_close, on_delete
        self.activity, self._other, self._version, self._kept, self._timer = None, "", 0, {}, None
        self._filling = False
        self._fields()
        self._views()
        clocks = controls.row(self.start, self.end)
        helped = [self.feedback, controls.row(self.show_example), self.example]
        texts = [self.day, clocks, self.description, *helped, self.plan]
        rest = [self.quantity, self.quantity_unit, self.evidence_url, self.source, self.problems, self.saved, self.choices]
        super().__init__([*texts, *rest, controls.row(self.done, self.delete), self.status])
        self.add_class("ekin-entry")
        for control in self._written.values():
            control.observe(self._changed, names="value")
        self.description.observe(self._typed, names="value")
        check("")  # loads the model now, so that the first key is as quick as the others

    def _fields(self) -> None:
        self.day = controls.text("entry-day", ENTRY["day"], disabled=True)
        self.start = controls.clock("entry-start", ENTRY["start"])
        self.end = controls.clock("entry-end", ENTRY["end"])
        self.description = controls.area("entry-description", ENTRY["description"], rows=3)
        self.plan = PlanChoice()
        self.quantity = controls.text("entry-quantity", ENTRY["quantity"], placeholder=ENTRY["quantity_hint"])
        self.quantity_unit = controls.text("entry-unit", ENTRY["quantity_unit"], placeholder=ENTRY["unit_hint"])
        self.evidence_url = controls.text("entry-evidence", ENTRY["evidence_url"], placeholder=ENTRY["evidence_hint"])
        self.source = controls.text("entry-source", ENTRY["source"], value="ekinerja", disabled=True)
        self._written = {name: getattr(self, name) for name in FIELDS}

    def _views(self) -> None:
        self.status, self.saved = controls.view("entry-status"), controls.view("entry-saved")
        self.feedback, self.problems = controls.view("entry-feedback"), controls.view("entry-problems")
        self.example = controls.view("entry-example")
        self.show_example = controls.button("entry-show-example", ENTRY["example"], self._example, self.example, stays=True)
        self.done = self._button("done", self._done, main=True)
        self.delete = self._button("delete", self._delete)
        said = controls.view("entry-other", markup.error(ENTRY["stale"]))
        self.keep, self.take = self._button("keep", self._keep_both, main=True), self._button("take", self._take_other)
        self.choices = controls.row(said, self.keep, self.take)

    def _button(self, name: str, do: Callable[[], object], *, main: bool = False) -> w.Button:
        act = controls.while_open(lambda: self.activity, do)
        return controls.button(f"entry-{name}", ENTRY[name], act, self.status, main=main, after_keys=True)

    def write(self, activity: service.Activity) -> None:
        """Put a draft into the form."""
        self.flush()
        self.activity, self._version, self._other, self._filling = activity, activity.version, "", True
        fields = activity.fields
        self.day.value = numbers.day(activity.day)
        self.start.value, self.end.value = _time(fields["start"]), _time(fields["end"])
        for name in ("description", "quantity", "quantity_unit", "evidence_url"):
            getattr(self, name).value = fields[name]
        hint = ENTRY["copied_hint" if activity.hint else "description_hint"]
        self.description.placeholder = hint.format(text=activity.hint)
        plans = self.session.store.plans(self.session.nip)
        of_year = plans[plans["year"].eq(activity.day.year)].drop_duplicates("plan").reset_index(drop=True)
        self.plan.fill(of_year, self.description.value, fields["plan"])
        self._filling, self._kept = False, self.fields()
        self.status.value = self.example.value = ""
        self.saved.value = markup.note(ENTRY["autosave"])
        controls.reveal(False, self.choices)
        self._typed()
        self._advise()

    def fields(self) -> dict[str, str]:
        """Return what is written, as text, by the names of `Entry`."""
        written = {name: control.value for name, control in self._written.items()}
        return {name: f"{value:%H:%M}" if isinstance(value, time) else value or "" for name, value in written.items()}

    def flush(self) -> None:
        """Save at once what waits for its save."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.activity is not None and self.fields() != self._kept:
            self._save()

    def _changed(self, _change: object) -> None:
        if not (self._filling or self.activity is None or self._soon()):
            self.flush()

    def _soon(self) -> bool:
        """Let a save happen `SAVE_S` from the first key; False where nothing runs later, outside a kernel."""
        if self._timer is None:
            self._timer = controls.later(SAVE_S, self.flush)
        return self._timer is not None

    def _save(self) -> None:
        fields = self.fields()
        with controls.told(self.saved):
            try:
                self._version = service.save_draft(self.session, self.activity.id, fields, self._version)
            except StaleEntryError:
                self._part()
                return
            known, self._kept = self._kept, fields
            at = numbers.clock(self.session.now(), self.session.employee.time_zone)
            self.saved.value = markup.note(ENTRY["saved"].format(time=at))
            if known.get("description") != fields["description"]:
                self.plan.order(fields["description"])
            self._advise()
            return
        self._soon()  # the save failed, as told: try again

    def _part(self) -> None:
        """Go on in a draft of its own where another tab has saved this one; the person may choose the other later."""
        made, self._other = service.new_draft(self.session, self.activity.day), self.activity.id
        self.activity, self._version, self._kept = made, made.version, {}
        controls.reveal(True, self.choices)
        self._save()

    def _typed(self, _change: object = None) -> None:
        with controls.told(self.feedback):
            text = self.description.value
            found = check(text, position=self.session.employee.position).iloc[0]
            self.feedback.value = markup.verdict(text, found) if text.strip() else markup.note(CHECK["waiting"])

    def _advise(self) -> None:
        """Say what still keeps the draft from being sent, and what overlaps."""
        (found,) = service.ready(self.session, [self.activity.id])
        state = ENTRY["lacks"] + ":" if found.problems else ENTRY["sendable"]
        overlap = markup.warning(ENTRY["overlaps"]) if found.overlaps else ""
        self.problems.value = overlap + markup.note(state) + (problem_list(found.problems) if found.problems else "")

    def _example(self) -> None:
        person = self.session.employee
        line = example(person.position, person.unit, self.plan.value or self.description.value)
        said = markup.note(ENTRY["example_title"]) + markup.big(line) + markup.note(ENTRY["example_note"])
        self.example.value = f'<div class="ekin-box">{said}</div>'

    def _keep_both(self) -> None:
        controls.reveal(False, self.choices)
        self.status.value = markup.note(ENTRY["kept_both"])

    def _take_other(self) -> None:
        open_ = {item.id: item for item in service.activities(self.session, self.activity.day) if item.editing}
        if self._other not in open_:
            controls.reveal(False, self.choices)
            self.status.value = markup.note(ENTRY["other_gone"])
            return
        service.discard(self.session, self.activity.id)
        self.activity = None
        self.write(open_[self._other])

    def finish(self) -> bool:
        """Leave the draft: save it, or throw it away when nothing was written; False when it could not be saved."""
        if self.activity is None:
            return True
        self.flush()
        if self.fields() != self._kept:
            return False
        if self.activity.status == Status.DRAFT and not any(self._kept.values()):
            with suppress(NotYoursError, SessionEndedError):  # gone in another tab; or left behind, empty
                service.discard(self.session, self.activity.id)
        self.activity = None
        return True

    def _done(self) -> None:
        if self.finish():
            self._on_close()

    def _delete(self) -> None:
        self.flush()  # so that undoing brings back all of it
        gone, self.activity = service.discard(self.session, self.activity.id), None
        self._on_delete(gone)


def problem_list(problems: Iterable[Problem]) -> str:
    """Name each field that keeps an entry from being sent, and why."""
    said = ((FIELD.get(item.field, item.field), PROBLEM.get(item.reason, REASON[item.reason])) for item in problems)
    return f"<ul>{''.join(f'<li><b>{escape(field)}</b>: {escape(why)}</li>' for field, why in said)}</ul>"


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
