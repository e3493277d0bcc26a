"""What was decided: the writer reads it and may object to a flag; the superior answers."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as w
import pandas as pd

from ekin.errors import EkinError
from ekin.forms import controls, dossier, markup
from ekin.forms.paging import PagedTable
from ekin.service import review
from ekin.service.login import Session
from ekin.vocabulary import Flag, Status
from ekin.words import numbers
from ekin.words.errors import STATUS
from ekin.words.review import DECISION_SIGN, DECISIONS, OBJECTION, OUTCOME, REVIEW

_STATES = (Status.SUBMITTED, Status.RETURNED, Status.APPROVED)


class DecisionsForm(controls.Form):
    """Show a writer what was decided on own entries, and what waits (`frame`), with reasons; take objections to a flag."""

    def __init__(self, session: Session) -> None:
        self.session, self.frame = session, pd.DataFrame()
        self.status, self.counts, self.why = (controls.view(f"decisions-{name}") for name in ("status", "counts", "why"))
        self.table = PagedTable("decisions")
        states = [(REVIEW["all"], ""), *((STATUS[code], str(code)) for code in _STATES)]
        self.shown = controls.choice("decisions-shown", DECISIONS["show"], states)
        self.which = controls.choice("decisions-which", DECISIONS["which"], [(DECISIONS["choose"], "")])
        self.text = controls.area("decisions-text", DECISIONS["text"], placeholder=DECISIONS["text_hint"], rows=3)
        self.send = controls.button("decisions-object", DECISIONS["object"], lambda: self._object, self.status, after_keys=True)
        again = controls.button("decisions-reload", REVIEW["reload"], self.refresh, self.status)
        title = controls.view("decisions-title", markup.heading(DECISIONS["title"]) + markup.note(DECISIONS["intro"]))
        object_title = controls.view("decisions-object-title", markup.heading(DECISIONS["object_title"]))
        read = [title, self.shown, self.counts, self.table, controls.row(again)]
        ask = [object_title, self.which, self.why, self.text, controls.row(self.send), self.status]
        super().__init__("decisions", [*read, *ask])
        self.shown.observe(lambda _change: self._filter(), names="value")
        self.which.observe(self._chosen, names="value")
        self.refresh()

    def refresh(self) -> None:
        """Read the decisions again."""
        with controls.told(self.status):
            self.status.value = ""
            self.frame = review.decisions(self.session)
            counted = {str(code): numbers.number(self.frame["decision"].eq(code).sum()) for code in _STATES}
            self.counts.value = markup.big(DECISIONS["counts"].format(**counted) if len(self.frame) else DECISIONS["none"])
            flagged = self.frame[self.frame["flag"].ne(Flag.SPECIFIC) & self.frame["outcome"].eq("")].drop_duplicates("entry_id")
            options = [(_one_line(row), row.entry_id) for row in flagged.itertuples(index=False)]
            controls.refill(self.which, [(DECISIONS["choose"], ""), *options], self.which.value)
            self._filter()

    def _filter(self) -> None:
        rows = self.frame[self.frame["decision"].eq(self.shown.value)] if self.shown.value else self.frame
        self.table.show(rows, [DECISIONS[name] for name in ("entry", "decision", "flag")], _cells)

    def _chosen(self, _change: object) -> None:
        row = self.frame[self.frame["entry_id"].eq(self.which.value)]
        self.why.value = dossier.advice(row.iloc[0]) if len(row) else ""

    def _object(self) -> None:
        if not (self.which.value and self.text.value.strip()):
            raise EkinError(DECISIONS["first_choose"])
        review.object_to(self.session, self.which.value, self.text.value.strip())
        self.text.value = ""
        self.refresh()
        self.status.value = markup.big(DECISIONS["objected"])


class ObjectionDesk(w.VBox):
    """Objections that wait for this superior, one at a time, with an answer."""

    def __init__(self, session: Session) -> None:
        self.session, self.frame = session, pd.DataFrame()
        self.status, self.page = controls.view("objection-status"), controls.view("objection-page")
        self.which = controls.choice("objection-which", OBJECTION["which"], [])
        self.answer = controls.area("objection-answer", OBJECTION["answer"], placeholder=OBJECTION["answer_hint"], rows=3)
        self.accept = controls.button(
            "objection-accept", OBJECTION["accept"], lambda: partial(self._decide, "accepted"), self.status, after_keys=True
        )
        self.reject = controls.button(
            "objection-reject", OBJECTION["reject"], lambda: partial(self._decide, "rejected"), self.status, after_keys=True
        )
        effect = controls.view("objection-effect", markup.note(OBJECTION["effect"]))
        self._parts = [self.which, self.page, self.answer, controls.row(self.accept, self.reject), effect]
        super().__init__([controls.view("objection-title", markup.heading(OBJECTION["title"])), *self._parts, self.status])
        self.layout.width = "auto"
        self.add_class("ekin-objections")
        self.which.observe(self._chosen, names="value")

    def refresh(self) -> None:
        """Read the objections again."""
        with controls.told(self.status):
            found = review.objections(self.session)
            self.frame = found[found["outcome"].eq("open")].reset_index(drop=True)
            controls.refill(self.which, [(_one_line(row), row.id) for row in self.frame.itertuples(index=False)])
            controls.reveal(len(self.frame) > 0, *self._parts)
            self.status.value = "" if len(self.frame) else markup.note(OBJECTION["none"])

    def _chosen(self, _change: object) -> None:
        row = self.frame[self.frame["id"].eq(self.which.value)]
        said = escape(OBJECTION["says"].format(text=row["text"].iloc[0])) if len(row) else ""
        self.page.value = dossier.advice(row.iloc[0]) + f'<p class="ekin-said">{said}</p>' if said else ""

    def _decide(self, outcome: str) -> None:
        review.answer(self.session, self.which.value, outcome, self.answer.value.strip())
        self.answer.value = ""
        self.refresh()
        self.status.value = markup.big(OBJECTION[f"{outcome}_said"]) + self.status.value


def _one_line(row: tuple) -> str:
    name = f"{row.name} · " if hasattr(row, "name") else ""
    return f"{name}{numbers.short_day(row.day)}: {row.description}"


def _cells(rows: pd.DataFrame) -> list[tuple]:
    return [
        (
            markup.lines(numbers.short_day(row.day), row.description),
            markup.lines(f"{DECISION_SIGN[row.decision]} {STATUS[Status(row.decision)]}", row.note),
            markup.lines(dossier.brief(row), OUTCOME[row.outcome], row.answer),
        )
        for row in rows.itertuples(index=False)
    ]
