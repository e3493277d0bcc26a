"""The annotator's bench, one letter a key."""

from __future__ import annotations

import time
from functools import partial
from html import escape

import ipywidgets as w
import pandas as pd

from ekin.forms import controls, markup
from ekin.quality.sampling import MIN_STEP, ROUNDS
from ekin.service import annotation, drawing
from ekin.service.annotation import Bench
from ekin.vocabulary import Batch, Facet, Round
from ekin.words import numbers
from ekin.words.quality import FACET
from ekin.words.research import BATCH, BENCH, CODEBOOK, LABEL, LEARNING, SETTLE

MIN_SEEN_S = 0.3
"""A label given sooner after its line came on screen is a key held down or typed ahead, not a judgement."""

MAX_CHANGED = 0.05
"""Upper end of the share of changed verdicts under which it is said that more active labels no longer change the model."""

_MISSING = dict(zip("aor", Facet, strict=True))


class AnnotateForm(controls.Form):
    """Label the lines of a task; `bench` comes from `service.annotation.open_bench`.

    Keys arrive in a line of text, which only grows: clearing it while someone types would lose letters.
    """

    def __init__(self, bench: Bench) -> None:
        self.bench, self.item, self._tape, self._shown, self._filling = bench, "", "", 0.0, False
        views = (controls.view(f"annotate-{name}") for name in ("line", "place", "status", "learning"))
        self.line, self.place, self.status, self.learning = views
        self.typing = controls.text("annotate-keys", BENCH["keys"], placeholder=BENCH["keys_hint"])
        self.missing = {
            key: controls.tick(f"annotate-{key}", f"{SETTLE['missing'].format(facet=FACET[facet])} ({key})")
            for key, facet in _MISSING.items()
        }
        self.borderline = controls.tick("annotate-b", BENCH["borderline"])
        self.note = controls.text("annotate-note", BENCH["note"], placeholder=BENCH["note_hint"])
        rounds = [(BENCH["round_first"], Round.FIRST), (BENCH["round_again"], Round.AGAIN)]
        self.round = controls.choice("annotate-round", BENCH["round"], rounds)
        self.batch = batch_choice("annotate-batch", bench)
        self.specific, self.generic, self.undo = (
            controls.button(f"annotate-{name}", BENCH[name], partial(self._press, key), self.status)
            for name, key in (("specific", "s"), ("generic", "u"), ("undo", "z"))
        )
        title = markup.heading(BENCH["title"].format(task=bench.task)) + markup.note(BENCH["intro"]) + markup.note(BENCH["blind"])
        codebook = markup.folded(
            BENCH["codebook"], f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in CODEBOOK)}</ul>", opened=False
        )
        ticks = controls.row(*self.missing.values(), self.borderline)
        for tick in (*self.missing.values(), self.borderline):
            tick.layout.width = "15rem"
        buttons = controls.row(self.specific, self.generic, self.undo)
        parts = [
            controls.view("annotate-title", title + codebook),
            self.batch,
            self.round,
            self.place,
            self.line,
            self.learning,
            self.typing,
            ticks,
            buttons,
        ]
        super().__init__("annotate", [*parts, self.status, self.note])
        self.typing.observe(self._keyed, names="value")
        for asked in (self.batch, self.round):
            asked.observe(lambda _change: self.refresh(), names="value")
        self.refresh()

    def refresh(self) -> None:
        """Show the first line that waits."""
        with controls.told(self.status):
            waiting, done = annotation.place(self.bench, self.round.value, self.batch.value)
            shown = {"done": numbers.number(done), "n": numbers.number(done + len(waiting))}
            self.place.value = markup.note(BENCH["place"].format(**shown))
            self.item = str(waiting["item"].iloc[0]) if len(waiting) else ""
            text = f'<p class="ekin-big">{escape(waiting["text"].iloc[0])}</p>' if len(waiting) else markup.big(BENCH["done"])
            self.line.value = f'<div class="ekin-box">{text}</div>'
            finished = bool(done) and not self.item and self.round.value == Round.FIRST
            self.learning.value = learning(drawing.still_changing(self.bench), self.bench.lead) if finished else ""
            for tick in (*self.missing.values(), self.borderline):
                tick.value = False
            self._shown = time.monotonic()

    def _keyed(self, change: dict) -> None:
        before, self._tape = self._tape, change["new"]
        for key in self._tape.removeprefix(before).lower() if self._tape.startswith(before) else "":
            with controls.told(self.status):
                self._press(key)

    def _press(self, key: str) -> None:
        if key in self.missing or key == "b":
            tick = self.missing.get(key, self.borderline)
            tick.value = not tick.value
        elif key in ("s", "u") and self.item:
            self._store(generic=key == "u")
        elif key == "z":
            undone = annotation.undo(self.bench, self.round.value)
            self.refresh()
            self.status.value = markup.note(BENCH["undone" if undone else "nothing_to_undo"])
        elif key.strip() and self.item:
            self.status.value = markup.note(BENCH["unknown_key"].format(key=key))

    def _store(self, *, generic: bool) -> None:
        seconds = time.monotonic() - self._shown
        missing = [_MISSING[key].value for key, tick in self.missing.items() if tick.value]
        if seconds < MIN_SEEN_S:
            self.status.value = markup.note(BENCH["too_fast"])
        elif generic == (not missing):
            self.status.value = markup.error(BENCH["which_missing" if generic else "marked"])
        else:
            given = {"borderline": self.borderline.value, "note": self.note.value, "round_": self.round.value}
            annotation.label(self.bench, self.item, missing, seconds=round(seconds, 2), **given)
            self.note.value = ""
            self.refresh()
            said = {"label": LABEL[generic], "seconds": numbers.number(seconds, 1)}
            self.status.value = f'<p role="status">{escape(BENCH["stored"].format(**said))}</p>'


def learning(found: pd.DataFrame | None, lead: str) -> str:
    """Write whether more active labels still change the model, beside random ones; nothing for a task without drawn lines."""
    if found is None:
        return ""
    rows = found.set_index("strategy")
    if rows["changed"].isna().any():
        counts = {name: numbers.number(n) for name, n in rows["labels"].items()}
        return markup.note(LEARNING["too_little"].format(least=MIN_STEP * (ROUNDS + 1), lead=lead, **counts))
    shares = {
        row.Index: f"{numbers.percent(row.changed, 1)} ({numbers.interval(row.low, row.high)})" for row in rows.itertuples()
    }
    active = rows.loc["active"]
    verdict = "changing" if not active["stop"] else "settled" if active["high"] <= MAX_CHANGED else "unclear"
    figures = LEARNING["figures"].format(step=active["step"], n=numbers.number(active["n"]), **shares)
    said = LEARNING[verdict].format(figures=figures)
    return f'<p role="status">{escape(said)}</p>' + markup.note(LEARNING["decides"].format(lead=lead))


def batch_choice(handle: str, bench: Bench) -> w.Dropdown:
    """Ask which batch of a task is meant; not shown where there is only one."""
    found = [batch for batch in Batch if bench.batches.eq(batch).any()]
    made = controls.choice(handle, BENCH["batch"], [(BENCH["every_batch"], None), *((BATCH[batch], batch) for batch in found)])
    controls.reveal(len(found) > 1, made)
    return made
