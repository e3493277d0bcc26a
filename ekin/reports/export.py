"""Writers of the report: one HTML page, a PDF from the same page, a workbook."""

from __future__ import annotations

import base64
import hashlib
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
from ekin.reports import behind, origin, pages, paper, trace, workbook
from ekin.vocabulary import REPORT_FORMATS
from ekin.words import appendix as add
from ekin.words import measures as words
from ekin.words import numbers
from ekin.words import report as say

if TYPE_CHECKING:
    from ekin.reports.report import Format, PerformanceReport

STATISTICS = "lampiran-statistik"
"""Name of the statistical appendix among the files."""
MAX_SHEETS = 12
"""Above this many people the PDF gives tables of them instead of a sheet each: 64 sheets take 78 pages and 11 s."""
MAX_INLINE_ROWS = 20_000
"""From this many rows behind the figures on, the page links to the csv beside it instead of holding them."""


def html(report: PerformanceReport) -> str:
    """Write the page alone; it asks nothing of any other place, which its Content-Security-Policy holds."""
    return _page(report, content(report), paged=False)


def page_one(report: PerformanceReport) -> str:
    """Write page one for a notebook."""
    return render("notebook.html.j2", frame_of_page(report, pages.summary_of(report)))


def write(report: PerformanceReport, folder: Path, formats: Sequence[Format], on_progress: Callable[[Path], None]) -> list[Path]:
    """Write the formats asked for, and give their paths in that order, then the csv files; each appears whole or not at all."""
    if unknown := set(formats) - set(REPORT_FORMATS):
        raise ValueError(f"formats: {sorted(unknown)}")
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        printer = stack.enter_context(paper.Printer()) if "pdf" in formats else None  # it loads while the content is gathered
        said = content(report, folder, traced="html" in formats) if {"html", "pdf"} & set(formats) else {}
        if printer:
            printer.send(_page(report, said, paged=True))
        makers: dict[str, Callable[[], bytes]] = {
            "html": lambda: _page(report, said, paged=False).encode(),
            "xlsx": lambda: workbook.workbook(report),
            "pdf": lambda: printer.pdf(),
        }
        todo = {file_name(report, kind): makers[kind] for kind in formats} | (_traces(report, said) if "html" in formats else {})
        for name in sorted(todo, key=lambda name: name.endswith(".pdf")):  # printed meanwhile, so it is fetched last
            paper.put(folder / name, todo[name]())
            on_progress(folder / name)
        return [folder / name for name in todo]


def file_name(report: PerformanceReport, kind: str, of: str = "laporan") -> str:
    """Name a file by period and scope, such as 'laporan_2026-01_sdn-2.html'; a name or NIP never stands in it.

    Parameters
    ----------
    of
        What the file holds, where it is not the report: 'angka' (figures), 'entri' (the rows behind them), `STATISTICS`.
    """
    parts = [of, report.period.key, report.slug, "dibagikan" if report.shared else ""]
    return "_".join(part for part in parts if part) + f".{kind}"


def render(template: str, view: dict[str, Any]) -> str:
    """Fill one of our templates."""
    return _environment().get_template(template).render(view)


@cache
def text(name: str) -> str:
    """Read a file of the templates folder as it is."""
    return (files("ekin.reports") / "templates" / name).read_text(encoding="utf-8")


def page(template: str, view: dict[str, Any], *, paged: bool, script: str = "") -> str:
    """Fill a template of a whole page for a screen, or for A4 with running heads."""
    common = {
        "say": say,
        "add": add,
        "paged": paged,
        "script": Markup(script),  # noqa: S704 - our own file
        "policy": "" if paged else _policy(script),
        "parts_css": css("parts.css"),
        "page_css": page_css(paged=paged),
    }
    return render(template, common | view)


def whole_pages(template: str, view: dict[str, Any], formats: Sequence[str]) -> dict[str, str]:
    """Fill a template for each format asked for, html and pdf, from one view."""
    return {kind: page(template, view, paged=kind == "pdf") for kind in formats}


def _page(report: PerformanceReport, said: dict[str, Any], *, paged: bool) -> str:
    """Write the page; the lists of entries are left out on paper."""
    outside = "" if paged else _outside(report)
    inline = not (paged or report.shared or outside)
    script = text("drill.js") if inline else ""
    note = "shared" if report.shared else "pdf" if paged else "outside" if outside else "intro"
    view = {
        "opens": None if paged or report.shared else outside,
        "outside": outside,
        "matrix": paged and len(said["persons"]) > MAX_SHEETS,
        "entries_note": say.ENTRIES[note].format(limit=numbers.number(MAX_INLINE_ROWS)),
        "entry_units": _entry_units(report) if inline else [],
    }
    return page("report.html.j2", said | view, paged=paged, script=script)


def content(report: PerformanceReport, folder: Path | None = None, *, traced: bool = False) -> dict[str, Any]:
    """Gather what the page and the PDF both say; what lies in the folder, and when `traced` the csv files, are linked."""
    people = pages.persons(report)
    said = frame_of_page(report, pages.summary_of(report)) | {
        "interval": say.INTERVALS.format(draws=numbers.number(report.settings.n_boot)),
        "statistics": statistics_beside(report, folder) if folder else "",
        "figures": pages.figures(report),
        "units": pages.units(report, people),
        "persons": people,
        "part_labels": report.part_labels,
        "provenance": origin.provenance(report),
        "settings_lines": origin.settings_lines(report.settings),
        "definitions": origin.definitions(),
    }
    if traced:
        frame = trace.figures(report)
        said |= {"figures_frame": frame, "csv_rows": trace.rows_of(frame), "figures_file": file_name(report, "csv", "angka")}
        said |= {"rows_file": "" if report.shared else file_name(report, "csv", "entri")}
    return said


def _traces(report: PerformanceReport, said: dict[str, Any]) -> dict[str, Callable[[], bytes]]:
    """Files that lead from a figure to its entries, by name."""
    made = {said["figures_file"]: lambda: trace.figures_csv(said["figures_frame"])}
    return made if report.shared else made | {said["rows_file"]: lambda: trace.rows_csv(report)}


def frame_of_page(report: PerformanceReport, one: dict[str, Any]) -> dict[str, Any]:
    """Give what every page about a report says: who may see it, its facts, and page one."""
    return {
        "say": say,
        "add": add,
        "shared": report.shared,
        "notice": origin.notice(report),
        "title": origin.title(report),
        "heading": say.TITLE,
        "period": report.period.label,
        "scope": report.scope_label,
        "facts": [
            (say.LABEL["period"], report.period.label),
            (say.LABEL["scope"], report.scope_label),
            (say.LABEL["made_at"], origin.moment(report.made_at)),
        ],
        "one": one,
        "min_n": report.settings.min_n,
        "codes": {measure.name: place for place, measure in enumerate(MEASURES)},
        "names": [words.NAME[measure.name] for measure in MEASURES],
        "parts_css": css("parts.css"),
        "csv_rows": {},
        "figures_file": "",
        "rows_file": "",
    }


def _entry_units(report: PerformanceReport) -> list[dict[str, Any]]:
    """Tables of the rows behind the figures, by unit and person."""
    rows = report.rows_behind()
    units = dict(zip(report.records.employees["nip"], report.records.employees["unit"], strict=True))
    by_person = dict(iter(rows.groupby("nip")))
    ids = trace.unit_ids(report)
    found: dict[str, list[dict[str, Any]]] = {unit: [] for unit in ids}
    for nip, name in report.labels.items():
        part = by_person.get(nip, rows.iloc[:0])
        found[units[nip]].append(
            {"id": report.anchors[nip], "name": name, "count": part["id"].ne("").sum(), "rows": behind.texts(part)}
        )
    return [{"id": ids[unit], "name": unit, "people": part} for unit, part in found.items()]


def _outside(report: PerformanceReport) -> str:
    """Name of the csv beside the page, where the entries are too many for it."""
    return "" if report.shared or len(report.sent) <= MAX_INLINE_ROWS else file_name(report, "csv", "entri")


def statistics_beside(report: PerformanceReport, folder: Path) -> str:
    """Name of the statistical appendix where it lies in the folder already, for a link to it; empty where it does not."""
    name = file_name(report, "html", STATISTICS)
    return name if (folder / name).is_file() else ""


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"


def page_css(*, paged: bool) -> Markup:
    """Give the style of a page for a screen, or for A4."""
    found = text("page.css")
    return Markup(found.replace("@media print", "@media all") + text("paged.css") if paged else found)  # noqa: S704 - our own file


def css(name: str) -> Markup:
    """Read one of our style sheets as it is."""
    return Markup(text(name))  # noqa: S704 - our own file


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
