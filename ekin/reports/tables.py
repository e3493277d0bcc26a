"""Figures as lines of a table: text in Indonesian, and a small bar with the interval. Templates escape the text."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup

from ekin.evaluation.performance import MEASURES
from ekin.vocabulary import Level
from ekin.words import measures as words
from ekin.words import numbers
from ekin.words.report import LABEL, MASKED, NOT_ENOUGH, NOUN_OF_GAP, PLOT, WHY

KIND = {measure.name: measure.kind for measure in MEASURES}
GROUP = {measure.name: words.GROUP[measure.group] for measure in MEASURES}
_OF_DAYS = ("fill_rate", "longest_gap")
_BAR = Markup(
    '<svg class="bar" viewBox="0 0 104 12" role="img" aria-label="{label}"><path fill="#1f5f8b" d="M2 3h.7v2.7H51.7V3h.7v2.7H101.3V3h.7v6h-.7'
    "V6.3H52.4V9h-.7V6.3H2.7V9H2zM{low:.1f} 5H{high:.1f}v2H{low:.1f}zM{value:.1f} 2.4a3.6 3.6 0 0 1 0 7.2a3.6 3.6 0 0 1 0-7.2z"
    '"/></svg>'
)
"""One path for scale, interval and value: a report holds a thousand bars, and every element of a page costs the PDF time."""


class Line(NamedTuple):
    """One figure as it is read: what it was made from, its interval and n alone, and whether there are entries behind it."""

    measure: str
    name: str
    value: str = numbers.NONE
    basis: str = ""
    span: str = ""
    n: str = ""
    bar: Markup = Markup()
    opens: bool = False


def line(row: Any, minimum: int, why: str = "") -> Line:
    """Put one row of a long frame into words.

    Parameters
    ----------
    row
        Named tuple with the columns of `PerformanceReport.frame`.
    minimum
        Smallest group that is shown, for the words of a masked row.
    why
        Reason given when the figure could not be computed.
    """
    shown = Line(row.measure, words.NAME[row.measure])
    if row.masked:
        return shown._replace(basis=MASKED.format(minimum=minimum))
    if not np.isfinite(row.value):
        reason = WHY["no_workdays"] if row.measure in _OF_DAYS else why or WHY.get(row.measure, WHY["other"])
        return shown._replace(basis=reason)
    basis, n = _basis(row), numbers.number(row.n)
    if not row.enough:
        return shown._replace(basis=f"{basis} · {NOT_ENOUGH}", n=n, opens=True)
    span = interval(row) if np.isfinite(row.low) else ""
    bar = _bar(row) if KIND[row.measure] == "share" else Markup()
    return Line(*shown[:2], value(row), f"{basis} · {span}" if span else basis, span, n, bar, opens=True)


def lines(rows: pd.DataFrame, minimum: int, why: str = "") -> list[tuple[str, list[Line]]]:
    """Lines of one group, under the aspects and principles of the policy in their order."""
    by_measure = {row.measure: row for row in rows.itertuples()}
    found = [line(by_measure[name], minimum, why) for name in KIND if name in by_measure]
    return [(title, list(part)) for title, part in groupby(found, key=lambda line: GROUP[line.measure])]


def value(row: Any) -> str:
    """Write the figure itself."""
    if KIND[row.measure] == "share":
        return tight(numbers.percent(row.value))
    return f"{numbers.number(row.value, 0 if float(row.value).is_integer() else 1)} {words.UNIT[row.measure]}"


def interval(row: Any) -> str:
    """Write its interval, a dash when it has none."""
    share = KIND[row.measure] == "share"
    whole = share or all(not np.isfinite(bound) or float(bound).is_integer() for bound in (row.low, row.high))
    return tight(numbers.interval(row.low, row.high, share=share, digits=0 if whole else 1))


def tight(text: str) -> str:
    """Keep a number and its percent sign on one line."""
    return text.replace(" %", "\u00a0%")


def _bar(row: Any) -> Markup:
    low, high = (row.low, row.high) if np.isfinite(row.low) and np.isfinite(row.high) else (row.value, row.value)
    places = {name: 2 + 100 * min(max(at, 0.0), 1.0) for name, at in (("low", low), ("high", high), ("value", row.value))}
    return _BAR.format(label=PLOT["bar"].format(value=value(row), interval=interval(row)), **places)


def _basis(row: Any) -> str:
    noun = NOUN_OF_GAP[row.level == Level.PERSON] if row.measure == "longest_gap" else words.NOUN[row.measure]
    if KIND[row.measure] == "share":
        return f"{numbers.number(row.k)} {LABEL['of']} {numbers.number(row.n)} {noun}"
    return f"n = {numbers.number(row.n)} {noun}"
