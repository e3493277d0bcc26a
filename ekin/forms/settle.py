"""The table where annotators differ, how far they agree, and where the lead rules."""

from __future__ import annotations

from functools import partial
from html import escape

import pandas as pd

from ekin.errors import EkinError
from ekin.forms import controls, markup
from ekin.forms.annotate import batch_choice
from ekin.forms.paging import PagedTable
from ekin.quality.agreement import ALL, MIN_ITEMS
from ekin.service import settling
from ekin.service.annotation import Bench
from ekin.vocabulary import Facet
from ekin.words import numbers
from ekin.words.quality import FACET
from ekin.words.research import LABEL, LACKS, MEASURE, NOT_ENOUGH, SETTLE

_BESIDE = ("item", "text", "settled", "only_facets")


class SettleForm(controls.Form):
    """Agreement and disputed lines, as far as this person may see them; the lead settles them."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.counts, self.text, self.status = (controls.view(f"settle-{name}") for name in ("counts", "text", "status"))
        self.agreement, self.table = controls.view("settle-agreement"), PagedTable("settle")
        self.batch = batch_choice("settle-batch", bench)
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
        super().__init__(
            "settle", [title, self.batch, self.counts, self.agreement, controls.row(again), self.table, *ask, lead, self.status]
        )
        self.which.observe(self._chosen, names="value")
        self.batch.observe(lambda _change: self.refresh(), names="value")
        self.refresh()

    def refresh(self) -> None:
        """Read the labels again."""
        with controls.told(self.status):
            self.status.value, self.frame = "", settling.disagreements(self.bench, self.batch.value)
            facets = int(self.frame["only_facets"].sum())
            found = {"labels": len(self.frame) - facets, "facets": facets, "settled": self.frame["settled"].notna().sum()}
            counted = {name: numbers.number(n) for name, n in found.items()}
            self.counts.value = markup.big(SETTLE["count"].format(**counted) if len(self.frame) else SETTLE["none"])
            self.agreement.value = agreement_table(settling.agreement_of(self.bench, batch=self.batch.value))
            who = [name for name in self.frame if name not in _BESIDE]
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
        settling.settle(self.bench, self.which.value, missing, self.ruling.value)
        self.ruling.value = ""
        for tick in self.missing.values():
            tick.value = False
        self.refresh()
        self.status.value = markup.big(SETTLE["done"])


def agreement_table(found: pd.DataFrame) -> str:
    """Write agreement as a table: value and interval, or that there is not enough; of facets only all annotators together."""
    rows = []
    for row in found[found["of"].eq("label") | found["who"].eq(ALL)].itertuples():
        of = SETTLE["label"] if row.of == "label" else FACET[Facet(row.of)]
        between = f" ({numbers.interval(row.low, row.high, share=False, digits=2)})"
        value = numbers.number(row.value, 2) + between if row.enough else NOT_ENOUGH.format(n=f"< {MIN_ITEMS}")
        rows.append((of, SETTLE["all"] if row.who == ALL else row.who, MEASURE[row.measure], value, numbers.number(row.n)))
    return markup.table([SETTLE[name] for name in ("of", "who", "measure", "value", "n")], rows)


def _cells(who: list[str], rows: pd.DataFrame) -> list[tuple]:
    def word(missing: str | float) -> str:
        if missing != missing:
            return numbers.NONE
        return LACKS.format(facets=", ".join(FACET[Facet(name)] for name in missing.split())) if missing else LABEL[0]

    return [(row["item"], row["text"], *(word(row[name]) for name in who), word(row["settled"])) for _, row in rows.iterrows()]
