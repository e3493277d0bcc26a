"""Tables of the statistical appendix: caption, head and rows of text. Templates escape the text."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.answer import Answer
from ekin.reports.tables import tight
from ekin.service.signals import reading, seen
from ekin.vocabulary import Expectation, Predikat
from ekin.words import numbers
from ekin.words import statistics as say

MAX_DAYS: Final = 6
"""Days named in a cell; the csv names all."""

Table = tuple[str, list[str], list[list[str]]]
"""Caption, head and rows."""


def severities(reviewers: pd.DataFrame, labels: dict[str, str]) -> Table:
    """Set what the model says of each reviewer beside the raw figure, by measure and name."""
    rows = reviewers.assign(label=reviewers["rater"].map(labels)).sort_values(["measure", "label"])
    body = [
        [row.label, say.MEASURE[row.measure], span(row), numbers.number(row.raw, 2), count(row.n)] for row in rows.itertuples()
    ]
    return "", _head("rater", "measure", "estimate", "raw", "n"), body


def raw_marks(raw: pd.DataFrame, labels: dict[str, str], what: str = "people") -> Table:
    """Raw marks of each reviewer on people or vignettes, and with whom they can be compared."""
    rows = raw.assign(label=raw["rater"].map(labels)).sort_values("label")
    body = [
        [row.label, count(row.people), numbers.number(row.mean, 2), numbers.number(row.sd, 2), count(row.group), count(row.n)]
        for row in rows.itertuples()
    ]
    return say.COLUMN["raw"], _head("rater", what, "mean", "sd", "group", "n"), body


def people(found: pd.DataFrame, names: dict[str, str]) -> Table:
    """Set the adjusted beside the raw mean mark of each person."""
    rows = found.assign(label=found["ratee"].map(names)).sort_values("label")
    body = [[row.label, span(row), numbers.number(row.raw, 2), count(row.n)] for row in rows.itertuples()]
    return say.COLUMN["people"], _head("people", "estimate", "raw", "n"), body


def agreement(found: Answer) -> list[Table]:
    """Alpha, ICC and the D-study over numbers of reviewers, as far as they are there."""
    none = pd.DataFrame({"kind": []})
    body = [[say.AGREEMENT["alpha"], span(row), count(row.n)] for row in found.frames.get("alpha", none).itertuples()]
    for row in found.frames.get("icc", none).query("kind in ('2,1', '2,k')").itertuples():
        body.append([say.AGREEMENT[row.kind].format(raters=row.raters), span(row), count(row.n)])
    curve = [study(found["raters"], "raters")] if "raters" in found.frames else []
    return [*([("", _head("icc", "reliability", "n"), body)] if body else []), *curve]


def study(found: pd.DataFrame, by: str) -> Table:
    """Reliability against the number of days or reviewers."""
    return "", _head(by, "reliability", "n"), [[count(getattr(row, by)), span(row), count(row.n)] for row in found.itertuples()]


def tiers(order: pd.DataFrame) -> Table:
    """Units in their order."""
    return (
        "",
        _head("tier", "unit", "share", "n"),
        [[count(row.tier), row.unit, share(row), count(row.n)] for row in order.itertuples()],
    )


def gaps(rows: pd.DataFrame, measure: str) -> Table:
    """One measure of the fairness audit."""
    body = []
    for row in rows.itertuples():
        gap = (
            [between(row.gap, row.gap_low, row.gap_high), points(row.detectable), chance(row.p)]
            if row.enough
            else [numbers.NONE] * 3
        )
        body.append([group(row), share(row), count(row.n), count(row.people), base(row), *gap])
    return say.FAIRNESS[measure], _head("group", "rate", "n", "people", "base", "gap", "detectable", "p"), body


def checks(period: Period, unit: str, rows: pd.DataFrame) -> Table:
    """Each rule quoted beside what was found."""
    body = []
    for rule, found, n, result in rows[["rule", "count", "n", "result"]].itertuples(index=False):
        part = f" ({tight(numbers.percent(found / n))})" if n else ""
        body.append([say.RULE[rule], f"{count(found)} / {count(n)}{part}", say.RESULT[result]])
    return f"{period.label}{f', {unit}' if unit else ''}", _head("rule", "found", "result"), body


def matrix(period: Period, rows: pd.DataFrame) -> Table:
    """People by hasil (down, best first) and perilaku (across, best last)."""
    levels = list(Expectation)
    grid = rows.pivot(index="hasil", columns="perilaku", values="n").reindex(index=levels, columns=levels).fillna(0)
    body = [[say.EXPECTATION[hasil], *(count(n) for n in grid.loc[hasil, ::-1])] for hasil in levels]
    return (
        say.NOTE["matrix"].format(period=period.label),
        [say.COLUMN["hasil"], *(say.EXPECTATION[one] for one in levels[::-1])],
        body,
    )


def counts(period: Period, rows: pd.DataFrame) -> Table:
    """People of each unit by predikat."""
    grid = rows.pivot(index="unit", columns="predikat", values="n").reindex(columns=list(Predikat)).fillna(0).sort_index()
    body = [[str(unit), *(count(n) for n in grid.loc[unit]), count(grid.loc[unit].sum())] for unit in grid.index]
    head = [say.COLUMN["unit"], *(say.PREDIKAT[one] for one in Predikat), say.COLUMN["n"]]
    return say.NOTE["counts"].format(period=period.label), head, body


def effects(found: pd.DataFrame) -> Table:
    """Difference-in-differences, series and placebo dates, in points."""
    body = [
        [say.METHOD[row.method], numbers.short_day(row.date), between(row.estimate, row.low, row.high)]
        + [f"{count(row.treated)} + {count(row.control)}"]
        for row in found.itertuples()
    ]
    return "", _head("method", "date", "change", "units"), body


def count(number: float) -> str:
    """Write a whole number."""
    return numbers.number(number)


def points(part: float) -> str:
    """Write a share as percentage points."""
    return numbers.number(100 * part, 1)


def between(value: float, low: float, high: float) -> str:
    """Write a difference of shares with its interval, in points."""
    return f"{points(value)} ({points(low)} … {points(high)})"


def span(row: Any) -> str:
    """Write an estimate with its interval."""
    return f"{numbers.number(row.estimate, 2)} ({numbers.number(row.low, 2)} … {numbers.number(row.high, 2)})"


def share(row: Any) -> str:
    """Write a share with its interval."""
    return tight(f"{numbers.percent(row.estimate)} ({numbers.interval(row.low, row.high)})")


def base(row: Any) -> str:
    """Write the share generic; among lines that are all of one label it says nothing."""
    return tight(numbers.percent(row.base)) if row.measure in ("flag", "error") else numbers.NONE


def chance(p: float) -> str:
    """Write a p value."""
    return say.NOTE["tiny"] if p < 0.001 else numbers.number(p, 3)


def group(row: Any) -> str:
    """Name a group of the fairness audit with what it is a group of."""
    return f"{say.GROUP_BY[row.column]}: {say.GROUP_NAME.get(row.group, row.group)}"


def signals(found: pd.DataFrame, who: dict[str, str], days: pd.Series) -> Table:
    """List one signal: how it is to be read, then who, what was seen, and the days behind it.

    Parameters
    ----------
    found
        Rows of `service.signals.shown`, of one signal.
    who
        Label of each person, or a link to the person's entries.
    days
        Day of each entry by its id; what is no entry is left out.
    """
    body = [
        [who[row.nip], seen(row.signal, row.strength, row.n, row.p), _dates(days.reindex(row.entries).dropna())]
        for row in found.itertuples()
    ]
    return f"{found['label'].iloc[0]}. {reading(found['signal'].iloc[0])}", _head("who", "seen", "behind"), body


def _dates(days: pd.Series) -> str:
    said = [numbers.short_day(day) for day in sorted(set(days))]
    return ", ".join(said[:MAX_DAYS]) + (f" +{len(said) - MAX_DAYS}" if len(said) > MAX_DAYS else "") or numbers.NONE


def _head(*names: str) -> list[str]:
    return [say.COLUMN[name] for name in names]
