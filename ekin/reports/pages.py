"""What each page of the report says, as plain data for the templates; the templates escape every text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from ekin.evaluation import performance
from ekin.exchange.harmless import clean
from ekin.reports import plots, tables
from ekin.reports.help import HEADLINES, limits, missing_facets
from ekin.settings import Settings
from ekin.vocabulary import Level
from ekin.words import measures as words
from ekin.words import numbers
from ekin.words import report as say

if TYPE_CHECKING:
    from ekin.reports.report import PerformanceReport

_MAX_ROWS_A_FIGURE = 40
_MAX_FACETS = 2


def summary(report: PerformanceReport) -> dict[str, Any]:
    """Page one: how complete, how specific, who needs help, how sure."""
    overall = {row.measure: row for row in report.overall().itertuples()}
    return {
        "cards": [_card(report, overall[measure]) for measure in HEADLINES],
        "help_card": _help_card(report),
        "sure": _sure(report, overall),
        "help": list(_help(report)),
        "too_few": list(_too_few(report)),
        "help_note": _with_limits(say.NOT_A_RANKING, report.settings),
        "advice": advice(report.settings),
        "lines": tables.lines(report.overall(), report.settings.min_group, _why(len(report.sent))),
        "warning": "" if len(report.sent) else say.EMPTY_PERIOD if len(report.records.employees) else say.NO_PEOPLE,
    }


def units(report: PerformanceReport) -> Iterator[dict[str, Any]]:
    """Give one section for each unit, alphabetical."""
    frame, trend = _by_key(report.frame(Level.UNIT)), _by_key(report.trend(Level.UNIT))
    people, outputs = _by_key(report.people, "unit"), _outputs(report, Level.UNIT)
    sent = report.sent["nip"].map(report.records.employees.set_index("nip")["unit"])
    counts, sizes = sent.value_counts(), report.records.employees["unit"].value_counts()
    for place, unit in enumerate(sorted(frame, key=str.casefold)):
        hidden = unit in report.hidden_units
        yield {
            "id": f"u{place}",
            "name": clean(unit),
            "people": "" if hidden else numbers.number(sizes[unit]),
            "hidden": say.MASKED.format(minimum=report.settings.min_group) if hidden else "",
            "lines": [] if hidden else tables.lines(frame[unit], report.settings.min_group, _why(counts.get(unit, 0))),
            "trend": _trend_rows(report, trend[unit]),
            "members": [] if report.shared else list(_members(report, people.get(unit, report.people.iloc[:0]))),
            "calendars": [] if report.shared else list(_calendars(report, unit, f"u{place}")),
            "outputs": "" if hidden else outputs.get(unit, ""),
        }


def persons(report: PerformanceReport) -> list[dict[str, Any]]:
    """One section for each person: by unit and name, or by pseudonym in a shared report."""
    trend, outputs = _by_key(report.trend(Level.PERSON)), {} if report.shared else _outputs(report, Level.PERSON)
    uncovered = _uncovered(report)
    about = report.records.employees.set_index("nip")
    counts = (report.sent["nip"].map(report.labels) if report.shared else report.sent["nip"]).value_counts()
    found = []
    for key, rows in _by_key(report.people).items():
        lines = tables.lines(rows, report.settings.min_group, _why(counts.get(key, 0)))
        person = {
            "id": report.anchors[key],
            "key": key,
            "name": clean(rows["name"].iloc[0]),
            "unit": clean(rows["unit"].iloc[0]),
            "lines": lines,
        }
        person["head"] = {line.measure: line for _group, part in lines for line in part if line.measure in HEADLINES}
        person["trend"] = _trend_rows(report, trend.get(key, rows.iloc[:0]))
        person["position"] = "" if report.shared else clean(about.at[key, "position"])
        person["outputs"], person["uncovered"] = outputs.get(key, ""), uncovered.get(key, [])
        found.append(person)
    return sorted(found, key=lambda person: (person["unit"].casefold(), person["name"].casefold(), person["key"]))


def figures(report: PerformanceReport) -> list[dict[str, Any]]:
    """Figures about all people together: shares by unit, and the trend."""
    drawn = []
    for kind in ("shares", "trend"):
        if kind == "trend" and len(report.parts) < 2:
            continue
        drawn.append({"svg": Markup(plots.svg(report.plot(kind), kind)), "alt": say.PLOT[kind]})  # noqa: S704 - matplotlib escapes
    return drawn


def advice(settings: Settings) -> str:
    """Say what the judgement of texts is for, and that its limits are settings."""
    return _with_limits(say.ADVICE, settings)


def _card(report: PerformanceReport, row: Any) -> dict[str, Any]:
    line = tables.line(row, report.settings.min_group, _why(len(report.sent)))
    return {
        "question": say.QUESTION[row.measure],
        "line": line,
        "text": say.ANSWER[row.measure] if line.bar else say.ANSWER["no_value"],
    }


def _help_card(report: PerformanceReport) -> dict[str, str]:
    count, unknown = report.help["key"].nunique(), report.unknown["key"].nunique()
    return {
        "value": numbers.number(count),
        "text": say.ANSWER["help"].format(people=numbers.number(report.people["key"].nunique())),
        "basis": say.ANSWER["help_some" if count else "help_none"],
        "too_few": say.ANSWER["too_few"].format(count=numbers.number(unknown)) if unknown else "",
    }


def _sure(report: PerformanceReport, overall: dict[str, Any]) -> list[str]:
    shown = [overall[measure] for measure in HEADLINES if overall[measure].enough and np.isfinite(overall[measure].value)]
    if not shown or report.sent.empty:
        return [say.SURE["none"]]
    texts = [say.SURE[row.measure].format(n=numbers.number(row.n), interval=tables.interval(row)) for row in shown]
    wide = max(row.high - row.low for row in shown) >= say.WIDE_INTERVAL
    return [*texts, say.SURE["wide" if wide else "narrow"]]


def _help(report: PerformanceReport) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    facets = {} if report.shared else missing_facets(report.sent)
    for unit, part in report.help.groupby("unit", sort=False):
        people = []
        for (key, name), rows in part.groupby(["key", "name"], sort=False):
            reasons = [_reason(row, facets.get(key, [])) for row in rows.itertuples()]
            people.append({"id": report.anchors[key], "name": clean(name), "reasons": reasons})
        yield clean(unit), people


def _reason(row: Any, facets: list[tuple[str, int]]) -> str:
    text = say.HELP[row.measure].format(
        k=numbers.number(row.k), n=numbers.number(row.n), value=tables.value(row),
        interval=tables.interval(row),
    )  # fmt: skip
    if row.measure == "specific_share" and facets:
        named = ", ".join(f"{say.FACET[facet]} ({numbers.number(count)})" for facet, count in facets[:_MAX_FACETS])
        text += " " + say.HELP["missing"].format(facets=named)
    return text


def _too_few(report: PerformanceReport) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for unit, part in report.unknown.groupby("unit", sort=False):
        people = []
        for (key, name), rows in part.groupby(["key", "name"], sort=False):
            counts = ", ".join(say.TOO_FEW_PART[row.measure].format(n=numbers.number(row.n)) for row in rows.itertuples())
            people.append({"id": report.anchors[key], "name": clean(name), "counts": counts})
        yield clean(unit), people


def _members(report: PerformanceReport, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    named = rows.sort_values(["name", "key"], key=lambda column: column.astype("str").str.casefold(), kind="stable")
    for (key, name), part in named.groupby(["key", "name"], sort=False):
        head = {row.measure: tables.line(row, report.settings.min_group, say.WHY["other"]) for row in part.itertuples()}
        yield {"id": report.anchors[key], "name": clean(name), "lines": [head[measure] for measure in HEADLINES]}


def _calendars(report: PerformanceReport, unit: str, salt: str) -> Iterator[dict[str, Any]]:
    members = set(report.records.employees.loc[report.records.employees["unit"].eq(unit), "nip"])
    names = [(nip, name) for nip, name in report.labels.items() if nip in members]
    for month, grid in report.grid.groupby(report.grid["day"].dt.to_period("M")):
        for start in range(0, len(names), _MAX_ROWS_A_FIGURE):
            figure = plots.calendar(grid, dict(names[start : start + _MAX_ROWS_A_FIGURE]))
            alt = say.PLOT["calendar"].format(unit=clean(unit), month=numbers.month(month.start_time))
            yield {"svg": Markup(plots.svg(figure, f"{salt}-{month}-{start}")), "alt": alt}  # noqa: S704 - matplotlib escapes


def _trend_rows(report: PerformanceReport, rows: pd.DataFrame) -> list[dict[str, Any]]:
    if len(report.parts) < 2:
        return []
    found, why = [], say.WHY["no_entries"] if "flag" in report.sent else ""
    for measure in HEADLINES:
        part = rows[rows["measure"].eq(measure)].sort_values("period")
        cells = [tables.line(row, report.settings.min_group, why) for row in part.itertuples()]
        if any(cell.opens for cell in cells):
            found.append({"name": words.NAME[measure], "cells": cells})
    return found


def _outputs(report: PerformanceReport, level: Level) -> dict[str, str]:
    frame = performance.outputs(report.records, report.period, level)
    texts: dict[str, list[str]] = {}
    for row in frame.sort_values(["key", "quantity_unit"]).itertuples():
        texts.setdefault(row.key, []).append(f"{numbers.number(row.total)} {clean(row.quantity_unit)}".strip())
    return {key: "; ".join(found) for key, found in texts.items()}


def _uncovered(report: PerformanceReport) -> dict[str, list[str]]:
    if report.shared:
        return {}
    frame = performance.uncovered_rhk(report.records, report.period, Level.PERSON)
    return {nip: [clean(text) or say.NO_RHK for text in part["rhk"]] for nip, part in frame.groupby("nip")}


def _with_limits(text: str, settings: Settings) -> str:
    limit = {measure: tables.tight(numbers.percent(share)) for measure, share in limits(settings).items()}
    return text.format(fill=limit["fill_rate"], specific=limit["specific_share"])


def _why(sent: int) -> str:
    return "" if sent else say.WHY["no_entries"]


def _by_key(frame: pd.DataFrame, column: str = "key") -> dict[str, pd.DataFrame]:
    return dict(iter(frame.groupby(column, sort=True)))
