"""From a figure to its entries outside the page: a csv of every figure with a key, and a csv of the rows behind them.

A figure's key is its group and measure, such as `u0/fill_rate`. In the csv of rows the measure has a column: 1 for a row in the
numerator, 0 for one only in the denominator, empty for one that is no part of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from ekin.evaluation.measures import MEASURES
from ekin.exchange.harmless import neutral
from ekin.reports import behind, workbook
from ekin.vocabulary import Level
from ekin.words.report import ALL_KEY, COLUMN, TRACE_LEVEL

if TYPE_CHECKING:
    from ekin.reports.report import PerformanceReport

_HEAD_ROWS = 1
_FIGURES = ("trace", "level", "unit", "key", "name", "code", "measure", "value", "low", "high", "k", "n", "note")


def unit_ids(report: PerformanceReport) -> dict[str, str]:
    """Short name of every unit within the page, alphabetical."""
    return {unit: f"u{place}" for place, unit in enumerate(sorted(set(report.records.employees["unit"]), key=str.casefold))}


def figures(report: PerformanceReport, *, people: bool = True) -> pd.DataFrame:
    """Give every figure once: trace (its key), level, unit, key, name, code, measure, value, low, high, k, n, note.

    Parameters
    ----------
    people
        Whether figures of each person are among them.
    """
    ids = unit_ids(report)
    units = report.frame(Level.UNIT).assign(unit=lambda frame: frame["key"])
    groups = [(report.overall().assign(unit=""), lambda _key: ALL_KEY), (units, ids.get)]
    groups += [(report.people, report.anchors.get)] if people else []
    frame = pd.concat([_keyed(part, group) for part, group in groups], ignore_index=True)
    worded = workbook.figures(report, frame.assign(code=frame["measure"])).assign(level=frame["level"].map(TRACE_LEVEL))
    return worded[[name for name in _FIGURES if not (report.shared and name == "key")]]


def rows_of(frame: pd.DataFrame) -> dict[str, int]:
    """Line of the csv in which each figure stands, by its key; the head is line 1."""
    return {key: place for place, key in enumerate(frame["trace"], 1 + _HEAD_ROWS)}


def figures_csv(frame: pd.DataFrame) -> bytes:
    """Write the figures as csv."""
    return as_csv(frame.rename(columns=COLUMN))


def rows_csv(report: PerformanceReport) -> bytes:
    """Write the entries and the empty working days behind the figures, with a column for each measure.

    Raises
    ------
    SharedReportError
        If the report is made to be shared.
    """
    rows = report.rows_behind()
    codes = {item.name: rows["codes"].str[place].replace(behind.OUT, "") for place, item in enumerate(MEASURES)}
    entries = workbook.entries(report, rows).reindex(columns=workbook.ENTRY)
    return as_csv(entries.rename(columns=COLUMN).assign(**codes))


def _keyed(frame: pd.DataFrame, group: Callable[[str], str]) -> pd.DataFrame:
    return frame.assign(trace=frame["key"].map(group) + "/" + frame["measure"])


def as_csv(frame: pd.DataFrame) -> bytes:
    """Write for a spreadsheet in Indonesian: UTF-8 with mark, semicolons, decimal comma."""
    for name in frame.select_dtypes(exclude=["number", "datetime"]):
        frame[name] = frame[name].map(lambda value: "" if pd.isna(value) else neutral(value))
    return frame.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n").encode("utf-8-sig")
