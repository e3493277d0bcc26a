"""The evaluation report: numbers once, then a frame, figures, a notebook view, and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd
from matplotlib.figure import Figure

from ekin.domain.period import Period
from ekin.errors import SharedReportError
from ekin.evaluation import performance
from ekin.evaluation.measures import MEASURES, find_measure
from ekin.evaluation.records import Records, group_keys, make_view
from ekin.reports import behind, masking, plots
from ekin.reports.help import HEADLINES, need_help, too_few
from ekin.reports.names import PERSON_SLUG, slug
from ekin.settings import Settings
from ekin.vocabulary import REPORT_FORMATS, SENT, Grain, Level
from ekin.words import numbers
from ekin.words.report import ALL, ONE_PERSON, PLOT

Format = Literal["html", "pdf", "xlsx"]


class PerformanceReport:
    """Measures of a period with the intervals and the entries behind them.

    Parameters
    ----------
    records
        Employees, entries, leave, reviews and plans; entries may be judged (flag, missing, model, ...) or not.
    settings
        Thresholds and calendar; what differs from the defaults is printed on the last page.
    scope
        (level, key) of the people to report on, such as (Level.UNIT, "SDN 2"); all people when None.
    shared
        True for a report that leaves the office: no names, no NIP, no text, groups under `settings.min_group` masked.
    made_at
        Moment printed as the time of making; nothing else in the report depends on the clock.
    provenance
        Where the data come from. Known keys: files (name -> SHA-256), model, threshold; others are printed as they are.

    as_of
        Last day on which an entry is expected; when None the last day that all the data speak of, not only those of the scope.

    Raises
    ------
    NoDataError
        If nobody belongs to the scope.

    Attributes
    ----------
    slug
        Name of the scope in the names of files; never a person's name or NIP.
    """

    def __init__(
        self,
        records: Records,
        period: Period,
        *,
        settings: Settings,
        scope: tuple[Level, str] | None = None,
        shared: bool = False,
        made_at: datetime,
        provenance: Mapping[str, object] | None = None,
        as_of: date | None = None,
    ) -> None:
        self.records = records.within(*scope) if scope else records
        self.as_of = as_of or make_view(records, period, settings).last
        self.period, self.settings, self.shared, self.scope = period, settings, shared, scope
        self.slug = "" if scope is None else PERSON_SLUG if scope[0] is Level.PERSON else slug(scope[1])
        self.made_at, self.provenance = made_at, dict(provenance or {})
        self._measured: dict[tuple[object, ...], pd.DataFrame] = {}

    @property
    def scope_label(self) -> str:
        """Name of the people reported on; in a shared report one person has none."""
        if self.scope is None:
            return ALL
        level, key = self.scope
        if level is Level.PERSON:
            return ONE_PERSON if self.shared else f"{self.records.employees['name'].iloc[0]}, NIP {key}"
        return key

    def frame(self, level: Level = Level.PERSON) -> pd.DataFrame:
        """Every measure of every group of a level, long; columns of `evaluation.performance.measure`, and masked.

        In a shared report people have labels for names and keys, and masked groups have no figures.
        """
        return self._frame(level)

    def overall(self) -> pd.DataFrame:
        """Every measure over all people of the report together; columns as in `frame`."""
        return self._frame(None)

    def summary(self) -> pd.DataFrame:
        """Figures of page one: measure, value, low, high, k, n, enough.

        The two headline shares; then `help` and `too_few`: k people of n whose whole interval lies below a limit, and of whom
        there are too few data.
        """
        rows = (
            self.overall().set_index("measure").loc[list(HEADLINES), ["value", "low", "high", "k", "n", "enough"]].reset_index()
        )
        people = self.people["key"].nunique()
        for name, part in (("help", self.help), ("too_few", self.unknown)):
            rows.loc[len(rows)] = {"measure": name, "k": part["key"].nunique(), "n": people, "enough": people > 0}
        return rows

    def trend(self, level: Level | None = None) -> pd.DataFrame:
        """Give the two headline shares by month, or by week within one month; of all people together when no level is given.

        Columns as in `frame`; the first and the last part may be shorter than the others.
        """
        return self._frame(level, self._grain)

    def plot(self, kind: Literal["calendar", "shares", "trend"]) -> Figure:
        """Draw a figure; it is returned, never shown.

        Raises
        ------
        SharedReportError
            For the calendar of a shared report: days of absence tell who somebody is.
        KeyError
            If the kind is none of the three.
        """
        if kind == "trend":
            return plots.trend(self.trend(), self.part_labels)
        if kind == "shares":
            units = self.frame(Level.UNIT)
            return plots.shares(units if units["key"].nunique() > 1 else self.frame(Level.PERSON))
        if kind != "calendar":
            raise KeyError(kind)
        self._refuse_when_shared()
        return plots.calendar(self.grid, self.labels)

    def entries(self, measure: str, key: str, level: Level = Level.PERSON) -> pd.DataFrame:
        """Rows a figure was made from, with `counted` for those in its numerator.

        Raises
        ------
        SharedReportError
            If the report is made to be shared.
        """
        self._refuse_when_shared()
        how = {"settings": self.settings, "as_of": self.as_of}
        return performance.entries_behind(self.records, self.period, level, key, measure, **how)

    def rows_behind(self) -> pd.DataFrame:
        """Sent entries and empty working days with what each counts in (see `behind.rows_behind`)."""
        self._refuse_when_shared()
        return self._rows.copy()

    def to_html(self) -> str:
        """Write the report as one HTML page that needs nothing else."""
        from ekin.reports import export  # templates are only needed to write

        return export.html(self)

    def write(
        self,
        out_dir: str | Path,
        formats: Sequence[Format] = REPORT_FORMATS,
        on_progress: Callable[[Path], None] | None = None,
    ) -> list[Path]:
        """Write the report into a folder, one file for each format, and give their paths.

        Raises
        ------
        ValueError
            If a format is not known; nothing is written then.
        """
        from ekin.reports import export

        return export.write(self, Path(out_dir), formats, on_progress or (lambda _path: None))

    def _repr_html_(self) -> str:
        from ekin.reports import export

        return export.page_one(self)

    @cached_property
    def parts(self) -> list[Period]:
        """Parts of the trend: months, or weeks from Monday when the period lies within one month."""
        return list(self.period.split(self._grain))

    @property
    def part_labels(self) -> list[str]:
        """Short name of each part."""
        if self._grain is Grain.MONTH:
            return [numbers.month(part.start) for part in self.parts]
        return [PLOT["week"].format(first=part.start.day, last=part.end.day) for part in self.parts]

    @cached_property
    def grid(self) -> pd.DataFrame:
        """State of every day of every person."""
        return performance.day_grid(self.records, self.period, self.settings, as_of=self.as_of)

    @cached_property
    def _rows(self) -> pd.DataFrame:
        return behind.rows_behind(self.sent, self.grid, make_view(self.records, self.period, self.settings, as_of=self.as_of))

    @cached_property
    def sent(self) -> pd.DataFrame:
        """Entries of the period's days that their writers have sent, by person and day."""
        entries, employees = self.records.entries, self.records.employees
        asked = entries["day"].between(pd.Timestamp(self.period.start), pd.Timestamp(self.period.end))
        sent = entries[asked & entries["status"].isin(SENT) & entries["nip"].isin(employees["nip"])]
        return sent.sort_values(["nip", "day", "start", "id"], kind="stable", ignore_index=True)

    @cached_property
    def people(self) -> pd.DataFrame:
        """Frame of people with their unit; in a shared report without units."""
        units = dict(zip(self.records.employees["nip"], self.records.employees["unit"], strict=True))
        return self.frame(Level.PERSON).assign(unit=lambda frame: "" if self.shared else frame["key"].map(units))

    @cached_property
    def help(self) -> pd.DataFrame:
        """Figures of people who need help, alphabetical; nobody when no entry at all is known: then the data are missing."""
        return need_help(self.people if len(self.sent) else self.people.iloc[:0], self.settings)

    @cached_property
    def unknown(self) -> pd.DataFrame:
        """Figures of people of whom there are too few data, alphabetical."""
        return too_few(self.people, self.help)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """Short name of every person within the page; it holds no NIP."""
        return {key: f"p{place}" for place, key in enumerate(sorted(self.people["key"].unique()))}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Label of each NIP: the name, or a pseudonym in a shared report."""
        employees = self.records.employees
        if self.shared:
            return masking.pseudonyms(employees, self.records.entries, self.settings.seed)
        ordered = employees.sort_values(["name", "nip"], key=lambda column: column.astype("str").str.casefold())
        return dict(zip(ordered["nip"], ordered["name"], strict=True))

    def hidden(self, level: Level) -> set[str]:
        """Name the groups whose figures a shared report masks."""
        sizes = group_keys(self.records.employees, level)["key"].value_counts()
        return masking.small_groups(sizes, self.settings.min_group) if self.shared else set()

    @property
    def _grain(self) -> Grain:
        first, last = self.period.start, self.period.end
        return Grain.WEEK if (first.year, first.month) == (last.year, last.month) else Grain.MONTH

    def _refuse_when_shared(self) -> None:
        if self.shared:
            raise SharedReportError

    def _frame(self, level: Level | None, grain: Grain | None = None) -> pd.DataFrame:
        """Every measure of the period, or the headlines of its parts; over all people together when the level is None."""
        if (level, grain) not in self._measured:
            whole = replace(self.records, employees=self.records.employees.assign(agency=self.scope_label))
            measures = [find_measure(name) for name in HEADLINES] if grain else MEASURES
            how = {"grain": grain, "settings": self.settings, "as_of": self.as_of, "measures": measures}
            frame = performance.measure(self.records if level else whole, self.period, level=level or Level.AGENCY, **how)
            self._measured[level, grain] = self._mask(frame, level)
        return self._measured[level, grain].copy()

    def _mask(self, frame: pd.DataFrame, level: Level | None) -> pd.DataFrame:
        employees = self.records.employees
        if not self.shared:
            return frame.assign(masked=False)
        if level is None:
            return masking.mask(frame, {self.scope_label} if len(employees) < self.settings.min_group else set())
        if level is not Level.PERSON:
            return masking.mask(frame, self.hidden(level))
        shown = frame[frame["key"].isin(employees.loc[~employees["unit"].isin(self.hidden(Level.UNIT)), "nip"])]
        labels = shown["key"].map(self.labels)
        return shown.assign(key=labels, name=labels, masked=False).sort_values("key", kind="stable", ignore_index=True)
