"""The annotator's bench, one letter a key, and the table where disagreements are settled."""

from __future__ import annotations

import time
from functools import partial
from html import escape

from ekin.errors import EkinError
from ekin.forms import controls, markup
from ekin.forms.paging import PagedTable
from ekin.quality.agreement import ALL, MIN_ITEMS
from ekin.service import annotation
from ekin.service.annotation import Bench
from ekin.vocabulary import Facet, Round
from ekin.words import numbers
from ekin.words.quality import FACET
from ekin.words.research import BENCH, CODEBOOK, LABEL, MEASURE, NOT_ENOUGH, SETTLE

MIN_SEEN_S = 0.3
"""A label given sooner after its line came on screen is a key held down or typed ahead, not a judgement."""

_MISSING = dict(zip("aor", Facet, strict=True))


class AnnotateForm(controls.Form):
    """Label the lines of a task; `bench` comes from `service.annotation.open_bench`.

    Keys arrive in a line of text, which only grows: clearing it while someone types would lose letters.
    """

    def __init__(self, bench: Bench) -> None:
        self.bench, self.item, self._tape, self._shown, self._filling = bench, "", "", 0.0, False
        self.line, self.place, self.status = (controls.view(f"annotate-{name}") for name in ("line", "place", "status"))
        self.typing = controls.text("annotate-keys", BENCH["keys"], placeholder=BENCH["keys_hint"])
        self.missing = {
            key: controls.tick(f"annotate-{key}", f"{SETTLE['missing'].format(facet=FACET[facet])} ({key})")
            for key, facet in _MISSING.items()
        }
        self.borderline = controls.tick("annotate-b", BENCH["borderline"])
        self.note = controls.text("annotate-note", BENCH["note"], placeholder=BENCH["note_hint"])
        rounds = [(BENCH["round_first"], Round.FIRST), (BENCH["round_again"], Round.AGAIN)]
        self.round = controls.choice("annotate-round", BENCH["round"], rounds)
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
            self.round,
            self.place,
            self.line,
            self.typing,
            ticks,
            buttons,
        ]
        super().__init__("annotate", [*parts, self.status, self.note])
        self.typing.observe(self._keyed, names="value")
        self.round.observe(lambda _change: self.refresh(), names="value")
        self.refresh()

    def refresh(self) -> None:
        """Show the first line that waits."""
        with controls.told(self.status):
            waiting = annotation.to_do(self.bench, self.round.value)
            done = annotation.labels(self.bench).query("annotator == @self.bench.annotator and round == @self.round.value")
            shown = {"done": numbers.number(len(done)), "n": numbers.number(len(done) + len(waiting))}
            self.place.value = markup.note(BENCH["place"].format(**shown))
            self.item = str(waiting["item"].iloc[0]) if len(waiting) else ""
            text = f'<p class="ekin-big">{escape(waiting["text"].iloc[0])}</p>' if len(waiting) else markup.big(BENCH["done"])
            self.line.value = f'<div class="ekin-box">{text}</div>'
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


class SettleForm(controls.Form):
    """Agreement and disputed lines, as far as this person may see them; the lead settles them."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.counts, self.text, self.status = (controls.view(f"settle-{name}") for name in ("counts", "text", "status"))
        self.agreement, self.table = controls.view("settle-agreement"), PagedTable("settle")
        self.which = controls.choice("settle-which", SETTLE["which"], [])
        self.missing = {facet: controls.tick(f"settle-{facet}", SETTLE["missing"].format(facet=FACET[facet])) for facet in Facet}
        self.ruling = controls.text("settle-ruling", SETTLE["ruling"], placeholder=SETTLE["ruling_hint"])
        self.settle = controls.button(
            "settle-do", SETTLE["settle"], lambda: self._settle, self.status, main=True, after_keys=True
        )
        again = controls.button("settle-refresh", SETTLE["refresh"], self.refresh, self.status)
        title = controls.view("settle-title", markup.heading(SETTLE["title"]) + markup.note(SETTLE["intro"]))
        for tick in self.missing.values():
            tick.layout.width = "15rem"
        ask = [self.which, self.text, controls.row(*self.missing.values()), self.ruling, controls.row(self.settle)]
        controls.reveal(bench.leads, *ask)
        lead = controls.view("settle-lead", "" if bench.leads else markup.note(SETTLE["lead_only"].format(lead=bench.lead)))
        super().__init__("settle", [title, self.counts, self.agreement, controls.row(again), self.table, *ask, lead, self.status])
        self.which.observe(self._chosen, names="value")
        self.refresh()

    def refresh(self) -> None:
        """Read the labels again."""
        with controls.told(self.status):
            self.status.value, self.frame = "", annotation.disagreements(self.bench)
            counted = {"n": numbers.number(len(self.frame)), "settled": numbers.number(self.frame["settled"].notna().sum())}
            self.counts.value = markup.big(SETTLE["count"].format(**counted) if len(self.frame) else SETTLE["none"])
            self.agreement.value = agreement_table(annotation.agreement_of(self.bench, ["label"]))
            who = [name for name in self.frame if name not in ("item", "text", "settled")]
            self.table.show(
                self.frame, [SETTLE["item"], SETTLE["text"], *who, SETTLE["settled"]], partial(_cells, who), short=(0,)
            )
            options = [(f"{row.item}: {row.text}", row.item) for row in self.frame.itertuples() if row.settled != row.settled]
            controls.refill(self.which, options)

    def _chosen(self, _change: object) -> None:
        row = self.frame[self.frame["item"].eq(self.which.value)]
        self.text.value = f'<p class="ekin-big">{escape(row["text"].iloc[0])}</p>' if len(row) else ""

    def _settle(self) -> None:
        if not self.ruling.value.strip():
            raise EkinError(SETTLE["ruling_needed"])
        missing = [facet.value for facet, tick in self.missing.items() if tick.value]
        annotation.settle(self.bench, self.which.value, missing, self.ruling.value)
        self.ruling.value = ""
        for tick in self.missing.values():
            tick.value = False
        self.refresh()
        self.status.value = markup.big(SETTLE["done"])


def agreement_table(found: object) -> str:
    """Write agreement as a table: value and interval, or that there is not enough."""
    rows = []
    for row in found.itertuples():
        between = f" ({numbers.interval(row.low, row.high, share=False, digits=2)})"
        value = numbers.number(row.value, 2) + between if row.enough else NOT_ENOUGH.format(n=f"< {MIN_ITEMS}")
        rows.append((SETTLE["all"] if row.who == ALL else row.who, MEASURE[row.measure], value, numbers.number(row.n)))
    return markup.table([SETTLE[name] for name in ("who", "measure", "value", "n")], rows)


def _cells(who: list[str], rows: object) -> list[tuple]:
    def word(code: float) -> str:
        return numbers.NONE if code != code else LABEL[int(code)]

    return [(row["item"], row["text"], *(word(row[name]) for name in who), word(row["settled"])) for _, row in rows.iterrows()]
