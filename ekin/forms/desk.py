"""The desk of a superior: the queue, one entry beside its plan, the decision."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import ipywidgets as w
import pandas as pd

from ekin.errors import EkinError, StaleEntryError
from ekin.forms import controls, dossier, markup
from ekin.forms.queue import QueueList
from ekin.service import review
from ekin.service.login import Session
from ekin.vocabulary import Action, Flag
from ekin.words import numbers
from ekin.words.quality import FLAG
from ekin.words.review import REVIEW


class ReviewDesk(w.VBox):
    """The queue as filtered (`rows`) and the entry of it that is open (`entry`; None when none is)."""

    def __init__(self, session: Session) -> None:
        self.session, self.all, self.rows, self.entry = session, pd.DataFrame(), pd.DataFrame(), None
        self._notes, self._said, self._filling = {}, None, False
        names = ("status", "done", "warned", "counts", "page", "place", "checked")
        self.status, self.done, self.warned, self.counts, self.page, self.place, self.checked = (
            controls.view(f"desk-{name}") for name in names
        )
        reaches, anything = [(REVIEW["direct"], "direct"), (REVIEW["all_staff"], "all")], (REVIEW["all"], "")
        options = {"reach": reaches, "person": [anything], "day": [anything]}
        options["flag"] = [anything, *((FLAG[code], str(code)) for code in Flag)]
        made = (controls.choice(f"desk-{name}", REVIEW[name], options[name]) for name in options)
        self.reach, self.person, self.day, self.flag = made
        self.queue = QueueList(self.read, self.status)
        title = controls.view("desk-title", markup.heading(REVIEW["title"]) + markup.note(REVIEW["intro"]))
        narrow = {"width": "auto", "grid_template_columns": "repeat(2, minmax(0, 1fr))"}
        choices = w.GridBox([self.reach, self.person, self.day, self.flag], layout=narrow)
        waiting = [choices, self.counts, self.queue, self._many(), self.status]
        desk = controls.row(w.VBox(waiting, layout={"flex": "1 1 20rem", "width": "auto"}), self._one())
        desk.layout.align_items = "flex-start"
        desk.add_class("ekin-desk")
        super().__init__([title, desk], layout={"width": "auto"})
        self.reach.observe(lambda _change: self.refresh(), names="value")
        for control in (self.person, self.day, self.flag):
            control.observe(lambda _change: self._filter(), names="value")

    def _many(self) -> w.HBox:
        self.pick = controls.button("desk-pick", REVIEW["pick_opened"], self._pick_opened, self.status)
        self.many = controls.button("desk-many", REVIEW["approve_many"], self._approve_many, self.status)
        again = controls.button("desk-reload", REVIEW["reload"], self.refresh, self.status)
        return controls.row(self.pick, self.many, again)

    def _one(self) -> w.VBox:
        self.back = controls.button("desk-previous", REVIEW["previous"], lambda: self._step(-1), self.done, stays=True)
        self.forth = controls.button("desk-next", REVIEW["next"], lambda: self._step(1), self.done, stays=True)
        self.note, self._note_box = None, w.VBox(layout={"width": "auto"})
        self._new_note("")
        self.ask = controls.button("desk-ask", REVIEW["use_question"], self._ask, self.warned)
        self.approve = self._decision("approve", partial(self._decide, Action.APPROVE))
        self.give_back = self._decision("return", self._return)
        before = controls.view("desk-before", markup.note(REVIEW["before"]))
        turn, decide = controls.row(self.back, self.forth, self.place), controls.row(self.approve, self.give_back, self.ask)
        self._open_parts = [turn, self._note_box, self.checked, decide, self.warned, before]
        return w.VBox([self.done, turn, self.page, *self._open_parts[1:]], layout={"flex": "2 1 26rem", "width": "auto"})

    def refresh(self) -> None:
        """Read the queue again."""
        with controls.told(self.status):
            self.status.value = ""
            self._read()

    def _read(self, chosen: str | None = None) -> None:
        self.all = review.queue(self.session, reach=self.reach.value)
        people = self.all.drop_duplicates("nip").sort_values("name", key=lambda name: name.str.casefold())
        days = sorted(self.all["day"].unique())
        self._filling, anything = True, (REVIEW["all"], "")
        controls.refill(self.person, [anything, *zip(people["name"], people["nip"], strict=True)], self.person.value)
        controls.refill(self.day, [anything, *((numbers.day(day), str(day)) for day in days)], self.day.value)
        self._filling = False
        self._filter(chosen)

    def _filter(self, chosen: str | None = None) -> None:
        if self._filling:
            return
        rows = self.all
        for control, column in ((self.person, "nip"), (self.day, "day"), (self.flag, "flag")):
            if control.value:
                rows = rows[rows[column].astype("str").eq(control.value)]
        self.rows = rows.reset_index(drop=True)
        self._count()
        if chosen in set(self.rows["entry_id"]):
            self.read(chosen)
            return
        self.leave()
        self.page.value = markup.note(REVIEW["nothing_open"])
        controls.reveal(False, *self._open_parts)
        self.queue.show(self.rows)

    def _count(self) -> None:
        counted = {"shown": len(self.rows), "n": len(self.all), "opened": int(self.rows["opened"].sum())}
        self.counts.value = markup.big(REVIEW["count"].format(**counted) if len(self.all) else REVIEW["none"])

    def read(self, entry_id: str) -> None:
        """Open an entry of the queue; from now on it counts as opened."""
        self.leave()
        at = int(self.rows["entry_id"].eq(entry_id).to_numpy().argmax())
        row = self.rows.iloc[at]
        found = review.open_entry(self.session, entry_id, int(row["version"]))
        for frame in (self.all, self.rows):
            frame.loc[frame["entry_id"].eq(entry_id), "opened"] = True
        self.entry, self._since, self._said = row, time.monotonic(), None
        self.page.value = dossier.dossier(found, self.session.employee.time_zone)
        self._new_note(self._notes.pop(entry_id, ""))
        self.status.value = self.done.value = self.warned.value = ""
        self.place.value = markup.note(REVIEW["place"].format(at=at + 1, n=len(self.rows)))
        controls.reveal(True, *self._open_parts)
        self._noted()
        self._count()
        self.queue.show(self.rows, entry_id)
        self.forth.focus()  # not on a decision: a second Enter must decide nothing

    def leave(self) -> None:
        """Note how long the open entry was looked at."""
        if self.entry is not None:
            seconds = time.monotonic() - self._since
            review.closed(self.session, self.entry["entry_id"], int(self.entry["version"]), seconds)
            self._notes[self.entry["entry_id"]] = self.note.value  # half a note waits for its entry to be opened again
            self.entry = None

    def _step(self, step: int) -> None:
        ids = list(self.rows["entry_id"])
        self.read(ids[(ids.index(self.entry["entry_id"]) + step) % len(ids)])

    def _new_note(self, text: str) -> None:
        """Give each entry a note of its own, so that keys which arrive late never end up with another entry."""
        self.note = controls.area("desk-note", REVIEW["note"], placeholder=REVIEW["note_hint"], rows=3, value=text)
        self.note.observe(self._noted, names="value")
        controls.dispose(self._note_box)
        self._note_box.children = [self.note]

    def _decision(self, name: str, do: Callable[[], object]) -> w.Button:
        act = controls.while_open(lambda: self.entry, do)
        return controls.button(f"desk-{name}", REVIEW[name], act, self.warned, after_keys=True)

    def _noted(self, _change: object = None) -> None:
        note = self.note.value.strip()
        found = review.note_check(note)
        said = REVIEW["note_says"] if found.says_what else REVIEW["note_vague"].format(question=found.question)
        self.checked.value = markup.note(said if note else REVIEW["note_empty"])

    def _ask(self) -> None:
        """Put the checker's question into the note; a question states no fact."""
        asked = self.entry["question"]
        if asked:
            self.note.value = " ".join(part for part in (self.note.value.strip(), asked) if part)
        else:
            self.warned.value = markup.note(REVIEW["no_question"])

    def _return(self) -> None:
        note = self.note.value.strip()
        found = review.note_check(note)
        if note and not found.says_what and self._said != note:
            self._said, self.warned.value = note, markup.error(REVIEW["once_more"].format(question=found.question))
            return
        self._decide(Action.RETURN)

    def _decide(self, action: Action) -> None:
        row, ids = self.entry, list(self.rows["entry_id"])
        at, seconds = ids.index(row["entry_id"]), time.monotonic() - self._since
        try:
            review.decide(self.session, row["entry_id"], int(row["version"]), action, self.note.value.strip(), seconds)
        except StaleEntryError:
            self.entry = None
            self._read()
            raise
        self.entry = None
        self._read((ids[at + 1 :] + ids[:at] or [None])[0])
        said = REVIEW["approved" if action is Action.APPROVE else "returned"]
        done = said.format(name=row["name"], day=numbers.short_day(row["day"]), start=f"{row['start']:%H.%M}")
        self.done.value = markup.big(done if len(self.rows) else f"{done} {REVIEW['queue_done']}")

    def _pick_opened(self) -> None:
        self.queue.tick(set(self.rows.loc[self.rows["opened"], "entry_id"]))

    def _approve_many(self) -> None:
        picked = self.rows[self.rows["entry_id"].isin(self.queue.ticked)]
        ids = list(zip(picked["entry_id"], picked["version"].astype(int), strict=True))
        unread = picked[~picked["opened"].astype(bool)]
        if picked.empty:
            raise EkinError(REVIEW["none_picked"])
        if len(unread):
            raise EkinError(REVIEW["not_opened"].format(names=_named(unread)))
        if self._said != ids:
            self._said = ids
            self.status.value = markup.error(REVIEW["sure"].format(n=len(ids), names=_named(picked)))
            return
        review.approve_many(self.session, ids)
        self.entry = None
        self._read()
        self.status.value = markup.big(REVIEW["approved_many"].format(n=len(ids)))


def _named(rows: pd.DataFrame) -> str:
    return "; ".join(f"{row.name}, {numbers.short_day(row.day)} {row.start:%H.%M}" for row in rows.itertuples(index=False))
