"""Every unit of a period: a report each, and an index page that links them and says what they show together."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.records import Records
from ekin.reports import export, names, origin, pages, paper, trace
from ekin.reports.help import HEADLINES
from ekin.reports.report import Format, PerformanceReport
from ekin.vocabulary import Level
from ekin.words import measures, numbers
from ekin.words import report as say
from ekin.words.office import OFFICE, SLUG_OF_ALL, SLUG_OF_NO_UNIT


class Unit(NamedTuple):
    """What the index says of one unit: its report's file, people, and those who need help or have too few data."""

    name: str
    file: str
    people: int
    helped: pd.DataFrame
    unknown: pd.DataFrame


class _Task(NamedTuple):
    records: Records
    period: Period
    options: dict[str, Any]
    slug: str
    folder: Path
    formats: tuple[Format, ...]


def write_units(
    report: PerformanceReport,
    folder: str | Path,
    formats: Sequence[Format] = ("html",),
    *,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Path]:
    """Write a report for every unit of a report on all people, and the index page; data are read and judged once, by that report.

    Parameters
    ----------
    jobs
        Processes that write at the same time.
    on_progress
        Called with units done and units in all.

    Returns
    -------
    list of Path
        The index page, its csv, and the page of each unit, alphabetical. A shared report has none of units that it masks.
    """
    folder, tasks, done = Path(folder), list(_tasks(report, Path(folder), formats)), []
    on_progress(0, len(tasks))
    with _mapper(jobs) as run:
        for unit in run(_write_unit, tasks):
            done.append(unit)
            on_progress(len(done), len(tasks))
    return [*_write_index(report, folder, done), *(folder / unit.file for unit in done)]


def _tasks(report: PerformanceReport, folder: Path, formats: Sequence[Format]) -> Iterator[_Task]:
    slugs = _slugs(sorted(set(report.records.employees["unit"]) - report.hidden(Level.UNIT), key=str.casefold))
    known = {"settings": report.settings, "shared": report.shared, "made_at": report.made_at, "as_of": report.as_of}
    for unit, slug in slugs.items():
        scope = (Level.UNIT, unit)
        options = known | {"scope": scope, "provenance": report.provenance}
        yield _Task(report.records.within(*scope), report.period, options, slug, folder, tuple(formats))


def _slugs(units: Sequence[str]) -> dict[str, str]:
    """Give each unit a name for files that no other has, also where only signs or the ends of long names differ."""
    found: dict[str, str] = {}
    for unit in units:
        slug, count = names.slug(unit) or SLUG_OF_NO_UNIT, 1
        while (name := slug if count == 1 else f"{slug}-{count}") in found.values():
            count += 1
        found[unit] = name
    return found


def _write_unit(task: _Task) -> Unit:
    report = PerformanceReport(task.records, task.period, **task.options)
    report.slug = task.slug
    path = report.write(task.folder, task.formats)[0]
    return Unit(task.options["scope"][1], path.name, report.people["key"].nunique(), report.help, report.unknown)


@contextmanager
def _mapper(jobs: int) -> Iterator[Callable[..., Iterator[Unit]]]:
    if jobs < 2:
        yield map
        return
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:  # forked threads of the judge would hang
        yield pool.map


def _write_index(report: PerformanceReport, folder: Path, units: Sequence[Unit]) -> list[Path]:
    statistics, report.slug = export.statistics_beside(report, folder), SLUG_OF_ALL
    page, csv = (folder / name for name in (export.file_name(report, "html"), export.file_name(report, "csv", "angka")))
    figures = trace.figures(report, people=False)
    folder.mkdir(parents=True, exist_ok=True)
    paper.put(csv, trace.figures_csv(figures))
    paper.put(
        page,
        export.page("office.html.j2", _view(report, units, figures, csv.name) | {"statistics": statistics}, paged=False).encode(),
    )
    return [page, csv]


def _view(report: PerformanceReport, units: Sequence[Unit], figures: pd.DataFrame, csv: str) -> dict[str, Any]:
    helped, unknown = (pd.concat([_apart(unit, getattr(unit, name), report) for unit in units]) for name in ("helped", "unknown"))
    one = pages.summary(report, helped, unknown, dict.fromkeys(range(sum(unit.people for unit in units)), ""))
    return export.frame_of_page(report, one) | {
        "heading": OFFICE["title"],
        "words": OFFICE,
        "units": _rows(report, units),
        "heads": [measures.NAME[measure] for measure in HEADLINES],
        "hidden": _hidden(report),
        "provenance": origin.provenance(report),
        "settings_lines": origin.settings_lines(report.settings),
        "csv_rows": trace.rows_of(figures),
        "figures_file": csv,
    }


def _apart(unit: Unit, rows: pd.DataFrame, report: PerformanceReport) -> pd.DataFrame:
    """Tell people of different units apart where their labels are the same."""
    return rows.assign(key=unit.file + rows["key"]) if report.shared else rows


def _rows(report: PerformanceReport, units: Sequence[Unit]) -> list[dict[str, Any]]:
    ids, frame = trace.unit_ids(report), dict(iter(report.frame(Level.UNIT).groupby("key")))
    return [
        {
            "id": ids[unit.name],
            "name": unit.name or OFFICE["no_unit"],
            "file": unit.file,
            "people": numbers.number(unit.people),
            "lines": list(pages.headlines(report, frame[unit.name]).values()),
            "helped": numbers.number(unit.helped["key"].nunique()),
            "unknown": numbers.number(unit.unknown["key"].nunique()),
        }
        for unit in units
    ]


def _hidden(report: PerformanceReport) -> str:
    masked = say.MASKED.format(minimum=report.settings.min_group)
    units = "; ".join(sorted(report.hidden(Level.UNIT)))
    return OFFICE["hidden"].format(units=units, masked=masked) if units else ""
