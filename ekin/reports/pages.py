"""What each page of the report says, as plain data for the templates; the templates escape every text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from ekin.evaluation import performance
from ekin.exchange.harmless import shorten
from ekin.reports import plots, tables, trace
from ekin.reports.help import HEADLINES, limits, missing_facets, most_missing, next_steps
from ekin.vocabulary import Level
from ekin.words import measures as words
from ekin.words import numbers
from ekin.words import report as say
from ekin.words.appendix import HELP_ALL, HELP_OF_UNIT, HELP_SHORT, TOO_FEW_SHORT

if TYPE_CHECKING:
    from ekin.reports.report import PerformanceReport

_MAX_ROWS_A_FIGURE = 40
MAX_CHARACTERS, MAX_FEW, MAX_NAME = 900, 300, 40
"""Characters about people who need help, about people of whom there are too few data, and of a name: what one printed page holds."""

Section = dict[str, Any]
"""What the templates say of one unit or one person."""


def summary_of(report: PerformanceReport) -> dict[str, Any]:
    """Page one of a report."""
    return summary(report, report.help, report.unknown, report.anchors)


def summary(report: PerformanceReport, helped: pd.DataFrame, unknown: pd.DataFrame, anchors: Mapping[Any, str]) -> dict[str, Any]:
    """Page one: how complete, how specific, who needs help, how sure, what next.

    Parameters
    ----------
    helped, unknown
        Figures of people who need help, and of those of whom there are too few data.
    anchors
        Short name within the page of everyone shown, by key.
    """
    facets = {} if report.shared else missing_facets(report.sent)
    lines = _lines(report, report.overall(), len(report.sent))
    named = _named(anchors, helped, lambda row: _reason(row, facets.get(row.key)))
    few = _named(anchors, unknown, lambda row: say.TOO_FEW_PART[row.measure].format(n=numbers.number(row.n)))
    return {
        "lines": lines,
        "cards": list(_headlines(lines).values()),
        "sure": list(_sure(report)),
        "people": len(anchors),
        "helped": helped["key"].nunique(),
        "unknown": unknown["key"].nunique(),
        "help": named,
        "too_few": few,
        "help_note": with_limits(say.NOT_A_RANKING, report),
        "short": _short(helped, named),
        "unknown_short": _unknown_short(few),
        "steps": next_steps(helped, unknown, facets, report.overall()),
        "advice": with_limits(say.ADVICE, report),
        "warning": "" if len(report.sent) else say.EMPTY_PERIOD if len(report.records.employees) else say.NO_PEOPLE,
    }


def headlines(report: PerformanceReport, rows: pd.DataFrame) -> dict[str, tables.Line]:
    """Lines of the two headline shares of one group, by measure."""
    return _headlines(_lines(report, rows, len(report.sent)))


def units(report: PerformanceReport, people: list[Section]) -> list[Section]:
    """Give one section for each unit, alphabetical; `people` are the sections of the people."""
    frame, trend, outputs = _by_key(report.frame(Level.UNIT)), _by_key(report.trend(Level.UNIT)), _outputs(report, Level.UNIT)
    unit_of = report.records.employees.set_index("nip")["unit"]
    counts, sizes, hidden = report.sent["nip"].map(unit_of).value_counts(), unit_of.value_counts(), report.hidden(Level.UNIT)
    ids = trace.unit_ids(report)
    return [
        {
            "id": ids[unit],
            "name": unit,
            "size": "" if unit in hidden else numbers.number(sizes[unit]),
            "hidden": say.MASKED.format(minimum=report.settings.min_group) if unit in hidden else "",
            "lines": _lines(report, frame[unit], counts.get(unit, 0)),
            "trend": _trend_rows(report, trend[unit]),
            "members": [] if report.shared else [person for person in people if person["unit"] == unit],
            "calendars": [] if report.shared else list(_calendars(report, unit, ids[unit])),
            "outputs": "" if unit in hidden else outputs.get(unit, ""),
        }
        for unit in sorted(frame, key=str.casefold)
    ]


def persons(report: PerformanceReport) -> list[Section]:
    """One section for each person: by unit and name, or by pseudonym in a shared report."""
    trend, outputs, uncovered = _by_key(report.trend(Level.PERSON)), {}, {}
    counts, positions = report.sent["nip"].map(report.labels).value_counts(), {}
    if not report.shared:
        counts, outputs, uncovered = report.sent["nip"].value_counts(), _outputs(report, Level.PERSON), _uncovered(report)
        positions = report.records.employees.set_index("nip")["position"]
    found = []
    for key, rows in _by_key(report.people).items():
        lines = _lines(report, rows, counts.get(key, 0))
        about = {"id": report.anchors[key], "key": key, "name": rows["name"].iloc[0], "unit": rows["unit"].iloc[0]}
        about |= {"position": positions.get(key, ""), "outputs": outputs.get(key, ""), "uncovered": uncovered.get(key, [])}
        found.append(about | {"lines": lines, "head": _headlines(lines), "trend": _trend_rows(report, trend[key])})
    return sorted(found, key=lambda person: (person["unit"].casefold(), person["name"].casefold(), person["key"]))


def figures(report: PerformanceReport) -> list[dict[str, str]]:
    """Figures about all people together: shares by unit, and the trend."""
    kinds = ("shares", "trend") if len(report.parts) > 1 else ("shares",)
    return [_drawn(report.plot(kind), kind, say.PLOT[kind]) for kind in kinds]


def with_limits(text: str, report: PerformanceReport) -> str:
    """Put the limits below which help is offered into a text."""
    shown = {measure: tables.tight(numbers.percent(share)) for measure, share in limits(report.settings).items()}
    return text.format(fill=shown["fill_rate"], specific=shown["specific_share"])


def _lines(report: PerformanceReport, rows: pd.DataFrame, sent: int) -> list[tuple[str, list[tables.Line]]]:
    return tables.lines(rows, report.settings.min_group, "" if sent else say.WHY["no_entries"])


def _headlines(lines: list[tuple[str, list[tables.Line]]]) -> dict[str, tables.Line]:
    found = {line.measure: line for _group, part in lines for line in part}
    return {measure: found[measure] for measure in HEADLINES}


def _sure(report: PerformanceReport) -> Iterator[str]:
    overall = report.overall()
    shown = list(overall[overall["measure"].isin(HEADLINES) & overall["enough"] & np.isfinite(overall["value"])].itertuples())
    if not shown or report.sent.empty:
        yield say.SURE["none"]
        return
    for row in shown:
        yield say.SURE[row.measure].format(n=numbers.number(row.n), interval=tables.interval(row))
    yield say.SURE["wide" if max(row.high - row.low for row in shown) >= say.WIDE_INTERVAL else "narrow"]


def _named(anchors: Mapping[Any, str], rows: pd.DataFrame, text: Callable[[Any], str]) -> list[tuple[str, list[Section]]]:
    """People of some figures by unit, each with a text for each figure."""
    units: dict[str, dict[str, Section]] = {}
    for row in rows.itertuples():
        about = {"id": anchors.get(row.key, ""), "name": row.name, "texts": []}
        units.setdefault(row.unit, {}).setdefault(row.key, about)["texts"].append(text(row))
    return [(unit, list(people.values())) for unit, people in units.items()]


def _short(helped: pd.DataFrame, named: list[tuple[str, list[Section]]]) -> str:
    """Who needs help where page one has no room for reasons: names, or numbers of people by unit; empty where it has."""
    if _length(named) <= MAX_CHARACTERS:
        return ""
    people = helped.drop_duplicates("key")
    names = "; ".join(shorten(name, MAX_NAME) for name in people["name"])
    counts = people["unit"].value_counts().sort_index()
    units = "; ".join(HELP_OF_UNIT.format(unit=shorten(unit, MAX_NAME), count=count) for unit, count in counts.items() if unit)
    who = next((text for text in (names, units) if text and len(text) <= MAX_CHARACTERS), "")
    text = HELP_SHORT.format(count=numbers.number(len(people)), section=HELP_ALL)
    return f"{text} {who}." if who else text


def _unknown_short(named: list[tuple[str, list[Section]]]) -> str:
    count = sum(len(people) for _unit, people in named)
    return TOO_FEW_SHORT.format(count=numbers.number(count), section=say.SECTION["too_few"]) if _length(named) > MAX_FEW else ""


def _length(named: list[tuple[str, list[Section]]]) -> int:
    """Characters that people and what is said of them take, every unit counted as a line."""
    return sum(len(unit) + sum(len(one["name"]) + sum(map(len, one["texts"])) for one in people) for unit, people in named)


def _reason(row: Any, facets: pd.Series | None) -> str:
    shown = {"k": numbers.number(row.k), "n": numbers.number(row.n), "value": tables.value(row), "interval": tables.interval(row)}
    text = say.HELP[row.measure].format(**shown)
    if row.measure == "specific_share" and facets is not None:
        text += " " + say.HELP["missing"].format(facets=most_missing(facets))
    return text


def _calendars(report: PerformanceReport, unit: str, salt: str) -> Iterator[dict[str, str]]:
    employees = report.records.employees
    members = set(employees.loc[employees["unit"].eq(unit), "nip"])
    names = [(nip, name) for nip, name in report.labels.items() if nip in members]
    for month, grid in report.grid.groupby(report.grid["day"].dt.to_period("M")):
        for start in range(0, len(names), _MAX_ROWS_A_FIGURE):
            figure = plots.calendar(grid, dict(names[start : start + _MAX_ROWS_A_FIGURE]))
            alt = say.PLOT["calendar"].format(unit=unit, month=numbers.month(month.start_time))
            yield _drawn(figure, f"{salt}-{month}-{start}", alt)


def _drawn(figure: Figure, salt: str, alt: str) -> dict[str, str]:
    return {"svg": Markup(plots.svg(figure, salt)), "alt": alt}  # noqa: S704 - matplotlib escapes


def _trend_rows(report: PerformanceReport, rows: pd.DataFrame) -> list[tuple[str, list[tables.Line]]]:
    """Name and cells of each headline with anything to show; none where the period has one part."""
    why = say.WHY["no_entries"] if "flag" in report.sent else ""
    by_measure = _by_key(rows if len(report.parts) > 1 else rows.iloc[:0], "measure")
    found = [
        (name, [tables.line(row, report.settings.min_group, why) for row in by_measure[name].itertuples()])
        for name in HEADLINES
        if name in by_measure
    ]
    return [(words.NAME[name], cells) for name, cells in found if any(cell.opens for cell in cells)]


def _outputs(report: PerformanceReport, level: Level) -> dict[str, str]:
    frame = performance.outputs(report.records, report.period, level)
    made = [f"{numbers.number(total)} {unit}" for total, unit in zip(frame["total"], frame["quantity_unit"], strict=True)]
    return frame.assign(made=made).groupby("key")["made"].agg("; ".join).to_dict()


def _uncovered(report: PerformanceReport) -> dict[str, list[str]]:
    frame = performance.uncovered_rhk(report.records, report.period, Level.PERSON)
    return {nip: [text or say.NO_RHK for text in part["rhk"]] for nip, part in frame.groupby("nip")}


def _by_key(frame: pd.DataFrame, column: str = "key") -> dict[str, pd.DataFrame]:
    return dict(iter(frame.groupby(column)))
