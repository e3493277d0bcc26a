"""The measures of the policy (DESIGN, Measures): codes and how each is counted. Names and meanings stand in `ekin.words.measures`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from ekin.evaluation import observations as see
from ekin.evaluation.records import View


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes
    ----------
    kind
        share: k of n. median: of days. count: the longest run of one person, and the median of these of a group.
    serves
        Aspects and principles of the policy it speaks of (`words.measures.GROUP`); the first is the group it is shown under.
    observe
        Gives the observations it is made from.
    needs
        Column of entries without which it has no figures.
    of
        What an observation is about.
    wilson
        False for a share of minutes, whose interval is a bootstrap over days or people.
    """

    name: str
    kind: Literal["share", "median", "count"]
    serves: tuple[str, ...]
    observe: Callable[[View], pd.DataFrame]
    needs: str = "id"
    of: Literal["entry", "day", "rhk"] = "entry"
    wilson: bool = True

    @property
    def group(self) -> str:
        """Aspect or principle it is shown under."""
        return self.serves[0]


MEASURES: Final = (
    Measure("fill_rate", "share", ("disiplin", "berkelanjutan"), see.filled_days, of="day"),
    Measure("lag_days", "median", ("disiplin",), see.lags),
    Measure("same_day", "share", ("disiplin",), see.sent_same_day),
    Measure("batch_share", "share", ("konsistensi",), see.sent_in_batches),
    Measure("longest_gap", "count", ("konsistensi", "berkelanjutan"), see.gap_days, of="day"),
    Measure("recorded_minutes", "share", ("produktivitas",), see.worked_minutes, wilson=False),
    Measure("aligned_share", "share", ("kesesuaian",), see.aligned, needs="aligned"),
    Measure("skp_coverage", "share", ("kesesuaian",), see.covered_rhk, of="rhk"),
    Measure("quantified_share", "share", ("terukur",), see.quantified),
    Measure("linked_share", "share", ("akuntabel", "kesesuaian"), see.linked),
    Measure("evidence_share", "share", ("akuntabel",), see.evidenced),
    Measure("specific_share", "share", ("objektif", "berkelanjutan"), see.specific, needs="label"),
    Measure("unsure_share", "share", ("objektif",), see.unsure, needs="flag"),
    Measure("reviewed_share", "share", ("transparan",), see.reviewed),
    Measure("review_days", "median", ("transparan",), see.review_waits),
    Measure("returned_with_note", "share", ("transparan",), see.noted_returns),
)
"""Every measure, in the order in which they are shown."""


def observe(measure: Measure, view: View) -> pd.DataFrame:
    """Observations of a measure (see `observations`); none when the entries lack a column that it needs."""
    if measure.needs in view.sent:
        return measure.observe(view)
    return view.sent.iloc[:0][["person", "part", "id"]].assign(k=0.0, n=0.0)


def find_measure(name: str) -> Measure:
    """Look a measure up by its code.

    Raises
    ------
    KeyError
        If there is none; the message lists those there are.
    """
    found = {measure.name: measure for measure in MEASURES}
    if name not in found:
        raise KeyError(f"{name!r}: {', '.join(found)}")
    return found[name]
