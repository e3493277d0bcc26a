"""The report as a workbook: typed cells, frozen headers, filters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter

from ekin.exchange.harmless import clean, neutral, shorten
from ekin.reports import origin, pages, tables
from ekin.vocabulary import Level
from ekin.words import measures as words
from ekin.words.errors import STATUS
from ekin.words.report import ADVICE, COLUMN, FACET, FLAG, MASKED, NEUTRAL_CELLS, NOT_ENOUGH, SHEET, WHY, YES_NO

if TYPE_CHECKING:
    from ekin.reports.report import PerformanceReport

_MAX_TEXT = 32_000  # a cell holds 32,767 characters
_WIDTH = 13
_WIDTHS = {
    **{"description": 60, "plan": 40, "measure": 34, "evidence_url": 34, "note": 34, "question": 34},
    **{"name": 32, "unit": 28, "nip": 21, "key": 21},
}
_FIGURES = ("group", "measure", "value", "low", "high", "k", "n", "note")
ENTRY = (
    *("id", "nip", "name", "unit", "day", "start", "end", "minutes", "description", "plan", "quantity", "quantity_unit"),
    *("evidence_url", "status", "submitted_at", "flag", "missing", "question", "p_generic", "model", "aligned", "objected"),
)
_FORMATS = {
    "text": {"num_format": "@"},
    "number": {"num_format": "#,##0.##"},
    "whole": {"num_format": "#,##0"},
    "percent": {"num_format": "0%"},
    "day": {"num_format": "dd/mm/yyyy"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm"},
    "time": {"num_format": "hh:mm"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
}
_KINDS = {
    **dict.fromkeys(("k", "n", "minutes", "quantity"), "whole"),
    **dict.fromkeys(("value", "low", "high", "aligned"), "number"),
    **{"p_generic": "percent", "day": "day", "start": "time", "end": "time", "submitted_at": "moment"},
}
"""Formats of columns that hold no text; a share is shown in percent."""


def workbook(report: PerformanceReport) -> bytes:
    """Write the sheets Ringkasan, Unit, Pegawai, Entri (not when shared) and Keterangan; the same report gives the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        title = clean(origin.title(report))
        book.set_properties({"created": report.made_at.replace(tzinfo=None), "title": title, "author": "ekin"})
        book.set_size(2400, 1400)
        formats = {name: book.add_format(how) for name, how in _FORMATS.items()}
        _sheet(book, formats, "summary", _FIGURES, figures(report, report.overall()))
        units = report.frame(Level.UNIT).assign(unit=lambda frame: frame["name"])
        _sheet(book, formats, "unit", ("unit", *_FIGURES), figures(report, units))
        who = ("name",) if report.shared else ("key", "name", "unit")
        _sheet(book, formats, "person", (*who, *_FIGURES), figures(report, report.people))
        if not report.shared:
            _sheet(book, formats, "entries", ENTRY, entries(report, report.sent))
        _notes(book, formats, report)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, formats: dict[str, Any], name: str, columns: Sequence[str], frame: pd.DataFrame) -> None:
    sheet, columns = book.add_worksheet(SHEET[name]), [column for column in columns if column in frame]
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, _WIDTH))
        sheet.write_string(0, place, COLUMN[column], formats["head"])
        _cells(sheet, formats, place, frame.reset_index(drop=True)[column], frame["share"].tolist() if "share" in frame else [])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _cells(sheet: Any, formats: dict[str, Any], place: int, values: pd.Series, share: list[bool]) -> None:
    """Write a column; `share` says of each row whether its figures are shares."""
    kind = _KINDS.get(values.name, "text")
    if kind == "moment":
        values = values.dt.tz_localize(None)
    for row, value in values.dropna().items():
        if kind == "text":
            if value != "":
                sheet.write_string(row + 1, place, shorten(neutral(value), _MAX_TEXT), formats[kind])
        elif kind in ("day", "moment", "time"):
            sheet.write_datetime(row + 1, place, value, formats[kind])
        else:
            percent = kind == "number" and share and share[row]
            sheet.write_number(row + 1, place, float(value), formats["percent" if percent else kind])


def figures(report: PerformanceReport, frame: pd.DataFrame) -> pd.DataFrame:
    """Add what a reader needs beside the figures: names, group, and a note where there is nothing to say."""
    codes = frame["measure"]
    note = pd.Series("", index=frame.index).mask(~frame["enough"], NOT_ENOUGH)
    note = note.mask(frame["value"].isna(), codes.map(WHY).fillna(WHY["other"]))
    note = note.mask(frame["masked"], MASKED.format(minimum=report.settings.min_group))
    share, group = codes.map(tables.KIND).eq("share"), codes.map(tables.GROUP)
    return frame.assign(share=share, group=group, measure=codes.map(words.NAME), note=note)


def entries(report: PerformanceReport, rows: pd.DataFrame) -> pd.DataFrame:
    """Put rows of entries into words, with the name and the unit of their writer."""
    frame = rows.merge(report.records.employees[["nip", "name", "unit"]], on="nip", how="left")
    frame["status"] = frame["status"].map(STATUS)
    if "flag" in frame:
        missing = [", ".join(map(FACET.get, facets)) if isinstance(facets, list) else "" for facets in frame["missing"]]
        frame = frame.assign(flag=frame["flag"].map(FLAG), missing=missing, objected=frame["objected"].map(YES_NO))
    return frame


def _notes(book: xlsxwriter.Workbook, formats: dict[str, Any], report: PerformanceReport) -> None:
    sheet = book.add_worksheet(SHEET["notes"])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110, formats["wrap"])
    changed = "\n".join(origin.settings_lines(report.settings))
    lines = [
        ("", origin.notice(report)),
        *origin.provenance(report),
        ("", pages.with_limits(ADVICE, report)),
        ("", NEUTRAL_CELLS),
    ]
    lines += [(COLUMN["settings"], changed), *origin.definitions()]
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, neutral(name), formats["head"] if number == 0 else None)
        sheet.write_string(number, 1, neutral(text), formats["wrap"])
