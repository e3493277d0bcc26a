"""Choose the action plan that an entry belongs to; "tidak selaras" is an answer like any other."""

from __future__ import annotations

import ipywidgets as w
import pandas as pd
import traitlets

from ekin.forms import controls, markup
from ekin.quality.alignment import NONE_PLAN, align
from ekin.words import numbers
from ekin.words.day import ENTRY, NO_PLAN


class PlanChoice(w.VBox):
    """The person's plans, those that fit the description best first; nothing is chosen for anyone.

    Attributes
    ----------
    value
        Text of the plan; `NO_PLAN` for "tidak selaras", empty while nothing is chosen.
    """

    value = traitlets.Unicode()

    def __init__(self) -> None:
        self._plans, self._ordering = pd.DataFrame(), False
        self.list, self.note = controls.choice("entry-plan", ENTRY["plan"], []), controls.view("entry-plan-note")
        super().__init__([self.list, self.note], layout={"width": "auto"})
        self.list.observe(self._chosen, names="value")
        align("siap", ["siap"])  # loads the matcher now, so that the first save holds up no key

    def fill(self, plans: pd.DataFrame, description: str, chosen: str) -> None:
        """Offer other plans (columns plan and rhk), with one chosen."""
        self._plans, self.value = plans, chosen
        self.order(description)

    def order(self, description: str) -> None:
        """Put the plans that fit the description best first; the choice stays."""
        texts = self._plans["plan"].tolist()
        named = dict(enumerate(texts)) | {NONE_PLAN: NO_PLAN}
        found = align(description, texts)
        options = [
            (f"{numbers.percent(score)} · {named[at]}" if description.strip() else named[at], named[at])
            for at, score in zip(found["plan"], found["score"], strict=True)
        ]
        other = [(self.value, self.value)] if self.value not in {"", *named.values()} else []
        self._ordering = True
        controls.refill(self.list, [(ENTRY["choose_plan"], ""), *options, *other], self.value)
        self._ordering = False
        self._tell()

    def _chosen(self, change: dict[str, str]) -> None:
        if not self._ordering:
            self.value = change["new"] or ""
            self._tell()

    def _tell(self) -> None:
        found = self._plans.loc[self._plans["plan"].eq(self.value), "rhk"]
        said = ENTRY["rhk"].format(rhk=found.iloc[0]) if len(found) else ENTRY["plan_order"]
        self.note.value = markup.note(ENTRY["none_chosen"] if self.value == NO_PLAN else said)
