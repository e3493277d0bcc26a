"""Writers of the report: one HTML page, a PDF from the same page, a workbook."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ekin.evaluation.measures import MEASURES
from ekin.exchange.harmless import clean
from ekin.reports import behind, origin, pages, paper, workbook
from ekin.vocabulary import REPORT_FORMATS
from ekin.words import measures as words
from ekin.words import numbers
from ekin.words import report as say

if TYPE_CHECKING:
    from ekin.reports.report import Format, PerformanceReport

MAX_SHEETS = 12
"""Above this many people the PDF gives tables of them instead of a sheet each: 64 sheets take 78 pages and 11 s."""
MAX_INLINE_ROWS = 20_000
"""From this many rows behind the figures on, the page links to a csv beside it instead of holding them."""


def html(report: PerformanceReport, content: dict[str, Any] | None = None) -> str:
    """Write the page; it asks nothing of any other place, which its Content-Security-Policy holds.

    Parameters
    ----------
    content
        What `_content` gives, when it is at hand.
    """
    return _page(report, content or _content(report), paged=False)


def page_one(report: PerformanceReport) -> str:
    """Write page one for a notebook."""
    return render("notebook.html.j2", _frame_of_page(report))


def write(report: PerformanceReport, folder: Path, formats: Sequence[Format], on_progress: Callable[[Path], None]) -> list[Path]:
    """Write the formats asked for, and give their paths in that order; each file appears whole or not at all."""
    if unknown := set(formats) - set(REPORT_FORMATS):
        raise ValueError(f"formats: {sorted(unknown)}")
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        printer = stack.enter_context(paper.Printer()) if "pdf" in formats else None  # it loads while the content is gathered
        content = _content(report) if {"html", "pdf"} & set(formats) else {}
        if printer:
            printer.send(_page(report, content, paged=True))
        makers: dict[str, Callable[[], bytes]] = {
            "html": lambda: html(report, content).encode(),
            "xlsx": lambda: workbook.workbook(report),
            "pdf": lambda: printer.pdf(),
        }
        todo = {file_name(report, kind): makers[kind] for kind in formats}
        if "html" in formats and _outside(report):
            todo[_outside(report)] = lambda: workbook.entries_csv(report)
        for name in sorted(todo, key=lambda name: name.endswith(".pdf")):  # printed meanwhile, so it is fetched last
            part = folder / f".{name}.part"
            part.write_bytes(todo[name]())
            on_progress(part.replace(folder / name))
        return [folder / name for name in todo]


def file_name(report: PerformanceReport, kind: str) -> str:
    """Name a file by period and scope, such as 'laporan_2026-01_sdn-2.html'; a name or NIP never stands in it."""
    level, key = report.scope or ("", "")
    scope = "pegawai" if level == "person" else re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")[:40]
    parts = ["laporan", report.period.key, scope, "dibagikan" if report.shared else ""]
    return "_".join(part for part in parts if part) + f".{kind}"


def render(template: str, view: dict[str, Any]) -> str:
    """Fill one of our templates."""
    return _environment().get_template(template).render(view)


@cache
def text(name: str) -> str:
    """Read a file of the templates folder as it is."""
    return (files("ekin.reports") / "templates" / name).read_text(encoding="utf-8")


def _page(report: PerformanceReport, content: dict[str, Any], *, paged: bool) -> str:
    """Write the page for a screen, or for A4 with running heads; the lists of entries are left out on paper."""
    outside, page_css = "" if paged else _outside(report), text("page.css")
    if paged:
        page_css = page_css.replace("@media print", "@media all") + text("paged.css")
    inline = not (paged or report.shared or outside)
    script = text("drill.js") if inline else ""
    note = "shared" if report.shared else "pdf" if paged else "outside" if outside else "intro"
    view = {
        "paged": paged,
        "opens": None if paged or report.shared else outside,
        "outside": outside,
        "matrix": paged and len(content["persons"]) > MAX_SHEETS,
        "script": Markup(script),  # noqa: S704 - our own file
        "policy": "" if paged else _policy(script),
        "page_css": Markup(page_css),  # noqa: S704 - our own file
        "entries_note": say.ENTRIES[note].format(limit=numbers.number(MAX_INLINE_ROWS)),
        "entry_units": _entry_units(report) if inline else [],
    }
    return render("report.html.j2", content | view)


def _content(report: PerformanceReport) -> dict[str, Any]:
    """Gather what the page and the PDF both say."""
    people = pages.persons(report)
    return _frame_of_page(report) | {
        "figures": pages.figures(report),
        "units": pages.units(report, people),
        "persons": people,
        "part_labels": report.part_labels,
        "provenance": origin.provenance(report),
        "settings_lines": origin.settings_lines(report.settings),
        "definitions": origin.definitions(),
    }


def _frame_of_page(report: PerformanceReport) -> dict[str, Any]:
    return {
        "say": say,
        "shared": report.shared,
        "notice": origin.notice(report),
        "title": origin.title(report),
        "period": report.period.label,
        "scope": report.scope_label,
        "made_at": origin.moment(report.made_at),
        "one": pages.summary(report),
        "min_n": report.settings.min_n,
        "codes": {measure.name: place for place, measure in enumerate(MEASURES)},
        "names": [words.NAME[measure.name] for measure in MEASURES],
        "parts_css": Markup(text("parts.css")),  # noqa: S704 - our own file
    }


def _entry_units(report: PerformanceReport) -> list[dict[str, Any]]:
    """Tables of the rows behind the figures, by unit and person."""
    rows = report.rows_behind()
    units = dict(zip(report.records.employees["nip"], report.records.employees["unit"], strict=True))
    by_person = dict(iter(rows.groupby("nip")))
    found: dict[str, list[dict[str, Any]]] = {unit: [] for unit in sorted(set(units.values()), key=str.casefold)}
    for nip, name in report.labels.items():
        part = by_person.get(nip, rows.iloc[:0])
        found[units[nip]].append(
            {"id": report.anchors[nip], "name": name, "count": part["id"].ne("").sum(), "rows": behind.texts(part)}
        )
    return [{"id": f"u{place}", "name": unit, "people": part} for place, (unit, part) in enumerate(found.items())]


def _outside(report: PerformanceReport) -> str:
    """Name of the csv beside the page, where the entries are too many for it."""
    return "" if report.shared or len(report.sent) <= MAX_INLINE_ROWS else file_name(report, "csv").replace("laporan", "entri", 1)


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    """Templates that escape every text and drop from it what HTML cannot hold."""
    found = Environment(
        loader=PackageLoader("ekin.reports", "templates"),
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else clean(value),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["number"] = numbers.number
    return found
