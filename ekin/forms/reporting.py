"""Form to make the evaluation report and to open the entries behind its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from ekin.domain.period import Period, parse_period
from ekin.evaluation.performance import MEASURES
from ekin.forms import controls, markup
from ekin.forms.paging import PagedTable
from ekin.reports import behind
from ekin.reports.making import make_report
from ekin.reports.report import PerformanceReport
from ekin.reports.statistics_page import make_statistics
from ekin.service import periods
from ekin.settings import output_folder
from ekin.storage.store import Store
from ekin.vocabulary import REPORT_FORMATS, Level
from ekin.words import measures as say
from ekin.words import numbers
from ekin.words.forms import LEVEL, REPORT
from ekin.words.report import LABEL, YES_NO


class ReportForm(controls.Form):
    """Choose a period and a unit, read the report, open the entries behind a figure, write the files.

    Parameters
    ----------
    store
        Where the entries are.

    Attributes
    ----------
    report
        The report on screen; None before `Tampilkan` is pressed.
    """

    def __init__(self, store: Store) -> None:
        self.store, self.report = store, None
        self.status, self.page = controls.view("report-status"), controls.view("report-page")
        self.period = controls.choice("report-period", REPORT["period"], [])
        self.unit = controls.choice("report-unit", REPORT["unit"], [(REPORT["all_units"], "")])
        self.shared = controls.tick("report-shared", REPORT["shared"])
        self.progress, self.files = controls.ProgressLine("report-progress"), controls.view("report-files")
        self.show = controls.button("report-show", REPORT["show"], self._show, self.status, main=True)
        self.write = controls.button("report-write", REPORT["write"], self._write, self.status)
        self._drill_down()
        title = controls.view("report-title", markup.heading(REPORT["title"]))
        choices = [title, self.period, self.unit, self.shared, controls.row(self.show, self.write)]
        super().__init__("report", [*choices, self.progress, self.status, self.files, self.page, *self._drill])
        for control in (self.period, self.unit, self.shared):
            control.observe(self._forget, names="value")
        self._reveal(False)
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
        people = self.store.employees()
        units, parents = sorted(set(people["unit"]) - {""}), sorted(set(people["parent_unit"]) - set(people["unit"]) - {""})
        above = [(REPORT["parent"].format(name=name), name) for name in parents]
        controls.refill(self.unit, [(REPORT["all_units"], ""), *above, *((name, name) for name in units)])

    def _reveal(self, shown: bool) -> None:
        for part in self._drill:
            part.layout.display = None if shown else "none"

    def _forget(self, _change: object) -> None:
        if self.report is not None:
            self.report, self.page.value, self.files.value = None, "", ""
            self.status.value = markup.note(REPORT["changed"])
            self._reveal(False)

    def _show(self) -> None:
        self.report, self.status.value, self.files.value, self.page.value = None, "", "", ""
        self._reveal(False)
        with self.progress.running(REPORT["making"]) as step:
            made = make_report(
                self.store, self.period.value, unit=self.unit.value or None, shared=self.shared.value, on_progress=step
            )
            self.page.value = made._repr_html_()
        self.report = made
        self._fill_keys()
        self._reveal(not self.shared.value)

    def _write(self) -> None:
        if self.report is None:
            self.status.value = markup.error(REPORT["first_show"])
            return
        self.status.value, done = "", []
        with self.progress.running(REPORT["writing"]) as step:
            step(0, len(REPORT_FORMATS))
            folder = output_folder(self.store.settings) / REPORT["folder"]
            paths = self.report.write(
                folder, REPORT_FORMATS, lambda path: (done.append(path), step(len(done), len(REPORT_FORMATS)))
            )
        paths += make_statistics(self.store, self.report).write(folder, REPORT_FORMATS)
        links = "".join(f"<li>{markup.download(path)}</li>" for path in paths)
        self.files.value = f"{markup.note(REPORT['written'].format(folder=folder))}<ul>{links}</ul>"

    def _fill_keys(self, _change: object = None) -> None:
        if self.report is None:
            return
        with controls.told(self.figure):
            names = self.report.frame(Level(self.level.value))[["key", "name"]].drop_duplicates("key")
            shown = [f"{name} ({key})" if name != key else name for key, name in names.itertuples(index=False)]
            controls.refill(self.key, sorted(zip(shown, names["key"], strict=True), key=lambda pair: pair[0].casefold()))
            self.figure.value = ""
            self.table.clear()

    def _open(self) -> None:
        if self.report is None:
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
