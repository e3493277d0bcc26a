"""The report as a workbook: typed cells, frozen headers, filters; and the entries as csv."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter

from ekin.exchange.harmless import neutral, shorten
from ekin.reports import origin, pages, tables
from ekin.vocabulary import Level
from ekin.words import measures as words
from ekin.words.errors import STATUS
from ekin.words.report import COLUMN, FACET, FLAG, MASKED, NEUTRAL_CELLS, NOT_ENOUGH, SHEET, WHY, YES_NO

if TYPE_CHECKING:
    from ekin.reports.report import PerformanceReport

_MAX_TEXT = 32_000  # a cell holds 32,767 characters
_WIDTHS = {
    "description": 60,
    "name": 32,
    "measure": 34,
    "nip": 21,
    "key": 21,
    "plan": 40,
    "evidence_url": 34,
    "unit": 28,
    "note": 34,
    "question": 34,
}
_FIGURES = ("group", "measure", "value", "low", "high", "k", "n", "note")
_ENTRY = (
    "id", "nip", "name", "unit", "day", "start", "end", "minutes", "description", "plan", "quantity", "quantity_unit", "evidence_url",
    "status", "submitted_at", "flag", "missing", "question", "p_generic", "model", "aligned", "objected",
)  # fmt: skip
_FORMATS = {
    "percent": {"num_format": "0%"}, "number": {"num_format": "#,##0.##"}, "whole": {"num_format": "#,##0"}, "text": {"num_format": "@"},
    "day": {"num_format": "dd/mm/yyyy"}, "moment": {"num_format": "dd/mm/yyyy hh:mm"}, "time": {"num_format": "hh:mm"},
    "wrap": {"text_wrap": True, "valign": "top"}, "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
}  # fmt: skip


def workbook(report: PerformanceReport) -> bytes:
    """Write the sheets Ringkasan, Unit, Pegawai, Entri (not when shared) and Keterangan; the same report gives the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": report.made_at.replace(tzinfo=None), "title": origin.title(report), "author": "ekin"})
        book.set_size(2400, 1400)
        formats = {name: book.add_format(how) for name, how in _FORMATS.items()}
        _sheet(book, formats, "summary", _FIGURES, _figures(report, report.overall()))
        _sheet(
            book,
            formats,
            "unit",
            ("unit", *_FIGURES),
            _figures(report, report.frame(Level.UNIT).assign(unit=lambda frame: frame["name"])),
        )
        who = ("name",) if report.shared else ("key", "name", "unit")
        _sheet(book, formats, "person", (*who, *_FIGURES), _figures(report, report.people))
        if not report.shared:
            _sheet(book, formats, "entries", _ENTRY, _entries(report))
        _notes(book, formats, report)
    return out.getvalue()


def entries_csv(report: PerformanceReport) -> bytes:
    """Write the entries as csv for a spreadsheet (UTF-8 with mark, semicolons)."""
    frame = _entries(report).reindex(columns=_ENTRY)
    for name in frame.select_dtypes(exclude=["number", "datetime"]):
        frame[name] = frame[name].map(lambda value: "" if _none(value) else neutral(value))
    return frame.rename(columns=COLUMN).to_csv(index=False, sep=";", lineterminator="\r\n").encode("utf-8-sig")


def _sheet(book: xlsxwriter.Workbook, formats: dict[str, Any], name: str, columns: Sequence[str], frame: pd.DataFrame) -> None:
    columns = [column for column in columns if column in frame]
    sheet = book.add_worksheet(SHEET[name])
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, 13))
        sheet.write_string(0, place, COLUMN[column], formats["head"])
    for number, row in enumerate(frame[columns].itertuples(index=False), 1):
        share = "measure" in columns and frame["share"].iat[number - 1]
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            _cell(sheet, formats, (number, place), column, value, share=share)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _cell(sheet: Any, formats: dict[str, Any], place: tuple[int, int], column: str, value: Any, *, share: bool) -> None:
    if _none(value):
        return
    if isinstance(value, datetime):
        moment = pd.Timestamp(value).tz_localize(None).to_pydatetime()
        sheet.write_datetime(*place, moment, formats["day" if column == "day" else "moment"])
    elif isinstance(value, (date, time)):
        sheet.write_datetime(*place, value, formats["time" if isinstance(value, time) else "day"])
    elif isinstance(value, str):
        sheet.write_string(*place, shorten(neutral(value), _MAX_TEXT), formats["text"])
    else:
        kind = "percent" if (share and column in ("value", "low", "high")) or column == "p_generic" else "number"
        sheet.write_number(*place, float(value), formats["whole" if column in ("k", "n", "minutes", "quantity") else kind])


def _figures(report: PerformanceReport, frame: pd.DataFrame) -> pd.DataFrame:
    """Add what a reader needs beside the figures: names, group, and a note where there is nothing to say."""
    codes = frame["measure"]
    note = pd.Series("", index=frame.index).mask(~frame["enough"], NOT_ENOUGH)
    note = note.mask(frame["value"].isna(), codes.map(WHY).fillna(WHY["other"]))
    note = note.mask(frame["masked"], MASKED.format(minimum=report.settings.min_group))
    return frame.assign(
        share=codes.map(tables.KIND).eq("share"), group=codes.map(tables.GROUP), measure=codes.map(words.NAME), note=note
    )  # fmt: skip


def _entries(report: PerformanceReport) -> pd.DataFrame:
    frame = report.sent.merge(report.records.employees[["nip", "name", "unit"]], on="nip", how="left")
    frame["status"] = frame["status"].map(STATUS)
    if "flag" in frame:
        frame["flag"] = frame["flag"].map(FLAG)
        frame["missing"] = [
            ", ".join(FACET[facet] for facet in facets) if facets is not None else "" for facets in frame["missing"]
        ]
        frame["objected"] = frame["objected"].map(YES_NO)
    return frame


def _notes(book: xlsxwriter.Workbook, formats: dict[str, Any], report: PerformanceReport) -> None:
    sheet = book.add_worksheet(SHEET["notes"])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110, formats["wrap"])
    lines = [("", origin.notice(report)), *origin.provenance(report), ("", pages.advice(report.settings)), ("", NEUTRAL_CELLS)]
    lines += [
        (name if not place else "", text)
        for place, text in enumerate(origin.settings_lines(report.settings))
        for name in [COLUMN["settings"]]
    ]
    lines += origin.definitions()
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, neutral(name), formats["head"] if number == 0 else None)
        sheet.write_string(number, 1, neutral(text), formats["wrap"])


def _none(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value) or value == ""
