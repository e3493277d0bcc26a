"""Form to make reports - of a unit, of every unit, of one person, of periods side by side - and to open what is behind a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pandas as pd

from ekin.domain.period import Period, parse_period
from ekin.evaluation.performance import MEASURES
from ekin.forms import controls, markup
from ekin.forms.paging import PagedTable
from ekin.reports import behind
from ekin.reports.card import ReasonCard
from ekin.reports.changes import PeriodComparison
from ekin.reports.making import make_card, make_comparison, make_report
from ekin.reports.office import write_units
from ekin.reports.paper import counted
from ekin.reports.report import PerformanceReport
from ekin.reports.statistics_page import make_statistics
from ekin.service import periods
from ekin.settings import output_folder
from ekin.storage.store import Store
from ekin.vocabulary import PAGE_FORMATS, REPORT_FORMATS, Level
from ekin.words import measures as say
from ekin.words import numbers
from ekin.words.forms import LEVEL, REPORT, REPORT_KIND
from ekin.words.report import LABEL, YES_NO


class ReportForm(controls.Form):
    """Choose what to report on, read it, open the entries behind a figure, write the files.

    Parameters
    ----------
    store
        Where the entries are.

    Attributes
    ----------
    report
        What is on screen: a report, a card of reasons or a comparison; None before `Tampilkan` is pressed.
    """

    def __init__(self, store: Store) -> None:
        self.store, self.report = store, None
        self.status, self.page = controls.view("report-status"), controls.view("report-page")
        self.kind = controls.choice("report-kind", REPORT["kind"], [(REPORT_KIND[code], code) for code in REPORT_KIND])
        self.period = controls.choice("report-period", REPORT["period"], [])
        self.until = controls.choice("report-until", REPORT["until"], [])
        self.unit = controls.choice("report-unit", REPORT["unit"], [(REPORT["all_units"], "")])
        self.nip = controls.text("report-nip", REPORT["nip"], continuous_update=False)  # complete before a press, see `secret`
        self.shared = controls.tick("report-shared", REPORT["shared"])
        self.progress, self.files = controls.ProgressLine("report-progress"), controls.view("report-files")
        self.show = controls.button("report-show", REPORT["show"], self._show, self.status, main=True)
        self.write = controls.button("report-write", REPORT["write"], self._write, self.status)
        self._drill_down()
        title = controls.view("report-title", markup.heading(REPORT["title"]))
        choices = [title, self.kind, self.period, self.until, self.unit, self.nip, self.shared]
        choices.append(controls.row(self.show, self.write))
        super().__init__("report", [*choices, self.progress, self.status, self.files, self.page, *self._drill])
        for control in (self.kind, self.period, self.until, self.unit, self.nip, self.shared):
            control.observe(self._forget, names="value")
        self.kind.observe(self._choose, names="value")
        self._choose()
        controls.reveal(False, *self._drill)
        with controls.told(self.status):
            self._fill()

    def _drill_down(self) -> None:
        title = controls.view("drill-title", markup.heading(REPORT["drill"]))
        self.level = controls.choice("drill-level", REPORT["level"], [(LEVEL[code], code) for code in LEVEL])
        self.key = controls.choice("drill-key", REPORT["key"], [])
        named = [(say.NAME[measure.name], measure.name) for measure in MEASURES]
        self.measure = controls.choice("drill-measure", REPORT["measure"], named, "specific_share")
        self.figure, self.table = controls.view("drill-figure"), PagedTable("drill")
        self.open_button = controls.button("drill-open", REPORT["open"], self._open, self.figure)
        self.level.observe(self._fill_keys, names="value")
        self._drill = [title, self.level, self.key, self.measure, controls.row(self.open_button), self.figure, self.table]

    def _fill(self) -> None:
        months = periods(self.store)
        if not months:
            self.status.value = markup.error(REPORT["no_entries"])
            self.show.disabled = self.write.disabled = True
            return
        controls.refill(self.period, [(period.label, period.key) for period in _with_longer(months)])
        controls.refill(self.until, [(period.label, period.key) for period in reversed(months)])
        people = self.store.employees()
        units, parents = sorted(set(people["unit"]) - {""}), sorted(set(people["parent_unit"]) - set(people["unit"]) - {""})
        above = [(REPORT["parent"].format(name=name), name) for name in parents]
        controls.refill(self.unit, [(REPORT["all_units"], ""), *above, *((name, name) for name in units)])

    def _choose(self, _change: object = None) -> None:
        """Show the choices that this kind of report needs."""
        wanted = _NEEDS[self.kind.value]
        for name in ("until", "unit", "nip", "shared"):
            controls.reveal(name in wanted, getattr(self, name))

    def _forget(self, _change: object) -> None:
        if self.report is not None:
            self.report, self.page.value, self.files.value = None, "", ""
            self.status.value = markup.note(REPORT["changed"])
            controls.reveal(False, *self._drill)

    def _show(self) -> None:
        self.report, self.status.value, self.files.value, self.page.value = None, "", "", ""
        controls.reveal(False, *self._drill)
        with self.progress.running(REPORT["making"]) as step:
            made = self._made(step)
            self.page.value = made._repr_html_()
        self.report = made
        if isinstance(made, PerformanceReport):
            self._fill_keys()
            controls.reveal(not made.shared, *self._drill)

    def _made(self, step: controls.ProgressLine) -> PerformanceReport | ReasonCard | PeriodComparison:
        if self.kind.value == "person":
            return make_card(self.store, self.period.value, self.nip.value)
        unit = self.unit.value or None if self.kind.value != "all" else None
        how = {"unit": unit, "shared": self.shared.value, "on_progress": step}
        if self.kind.value == "compare":
            return make_comparison(self.store, self._months(), **how)
        return make_report(self.store, self.period.value, **how)

    def _months(self) -> list[Period]:
        """Months with entries from the first period chosen to the last."""
        first, last = parse_period(self.period.value), parse_period(self.until.value)
        return [month for month in periods(self.store) if first.start <= month.start and month.end <= last.end]

    def _write(self) -> None:
        if self.report is None:
            self.status.value = markup.error(REPORT["first_show"])
            return
        self.status.value, folder = "", output_folder(self.store.settings) / REPORT["folder"]
        with self.progress.running(REPORT["writing"]) as step, self._beside(folder) as beside:
            if self.kind.value == "all":
                index, *others = write_units(self.report, folder, on_progress=step)
                said = REPORT["units_written"].format(count=numbers.number(len(others) - 1), folder=folder, index=index.name)
                self.files.value = markup.note(said)
                return
            paths = self._write_one(folder, step) + beside
        links = "".join(f"<li>{markup.download(path)}</li>" for path in paths)
        self.files.value = f"{markup.note(REPORT['written'].format(folder=folder))}<ul>{links}</ul>"

    def _beside(self, folder: Path) -> AbstractContextManager[list[Path]]:
        """Write the appendix first, for the report links it; its PDF is printed meanwhile."""
        if not isinstance(self.report, PerformanceReport):
            return nullcontext([])
        return make_statistics(self.store, self.report).writing(folder, PAGE_FORMATS)

    def _write_one(self, folder: Path, step: controls.ProgressLine) -> list[Path]:
        formats = REPORT_FORMATS if isinstance(self.report, PerformanceReport) else PAGE_FORMATS
        step(0, len(formats))
        return self.report.write(folder, formats, counted(step, len(formats)))

    def _fill_keys(self, _change: object = None) -> None:
        if not isinstance(self.report, PerformanceReport):
            return
        with controls.told(self.figure):
            names = self.report.frame(Level(self.level.value))[["key", "name"]].drop_duplicates("key")
            shown = [f"{name} ({key})" if name != key else name for key, name in names.itertuples(index=False)]
            controls.refill(self.key, sorted(zip(shown, names["key"], strict=True), key=lambda pair: pair[0].casefold()))
            self.figure.value = ""
            self.table.clear()

    def _open(self) -> None:
        if not isinstance(self.report, PerformanceReport):
            self.figure.value = markup.error(REPORT["first_show"])
            return
        level, key, measure = Level(self.level.value), self.key.value, self.measure.value
        rows = self.report.entries(measure, key, level)
        self.figure.value = markup.big(_figure(self.report, level, key, measure))
        if rows.empty:
            self.table.clear()
            self.figure.value += markup.note(REPORT["no_rows"])
            return
        render, heads = (self._entries, _ENTRY_HEADS) if "description" in rows else (self._days, _DAY_HEADS)
        self.table.show(rows, heads, render, short=(0, 1, 5, 7) if "description" in rows else (0, 2))

    def _entries(self, rows: pd.DataFrame) -> list[Sequence[object]]:
        names, questions = self.report.labels, rows["question"].fillna("") if "question" in rows else [""] * len(rows)
        return [
            (
                *(text["day"], text["time"], names.get(nip, nip), text["description"], text["quantity"], text["status"]),
                "; ".join(part for part in (text["flag"], question) if part),
                YES_NO[bool(counted)],
            )
            for text, nip, question, counted in zip(behind.texts(rows), rows["nip"], questions, rows["counted"], strict=True)
        ]

    def _days(self, rows: pd.DataFrame) -> list[Sequence[object]]:
        names = self.report.labels
        days = rows[["day", "nip", "counted"]].itertuples(index=False)
        return [(numbers.day(day), names.get(nip, nip), YES_NO[bool(counted)]) for day, nip, counted in days]


_NEEDS = {"report": ("unit", "shared"), "all": ("shared",), "person": ("nip",), "compare": ("until", "unit", "shared")}
"""Choices beside the period that each kind of report needs."""
_ENTRY_HEADS = (
    *(LABEL["day"], LABEL["time"], REPORT["person"], LABEL["description"], LABEL["quantity"], LABEL["status"], LABEL["flag"]),
    REPORT["counted"],
)
_DAY_HEADS = (LABEL["day"], REPORT["person"], REPORT["counted"])


def _figure(report: PerformanceReport, level: Level, key: str, measure: str) -> str:
    """Write one figure with its n and interval."""
    frame = report.frame(level)
    row = frame[frame["key"].eq(key) & frame["measure"].eq(measure)].iloc[0]
    share = next(item.kind for item in MEASURES if item.name == measure) == "share"
    value = numbers.percent(row["value"]) if share else f"{numbers.number(row['value'], 1)} {say.UNIT.get(measure, '')}"
    counts = {"k": numbers.number(row["k"]), "n": numbers.number(row["n"]), "noun": say.NOUN[measure]}
    spread = numbers.interval(row["low"], row["high"])
    basis = REPORT["share_basis" if share else "other_basis"].format(interval=spread, **counts)
    return REPORT["figure"].format(measure=say.NAME[measure], value=value.strip(), basis=basis)


def _with_longer(months: list[Period]) -> Iterator[Period]:
    """Months, then the quarters and years they lie in, each once; the newest first."""
    yield from reversed(months)
    for write in (lambda day: f"{day.year}-Q{(day.month + 2) // 3}", lambda day: str(day.year)):
        yield from reversed([parse_period(key) for key in dict.fromkeys(write(month.start) for month in months)])
