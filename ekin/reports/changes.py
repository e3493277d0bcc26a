"""Periods side by side: each measure of all people and of each unit, the difference, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from ekin.domain.period import Period
from ekin.evaluation.comparison import compare
from ekin.evaluation.digest import digest
from ekin.evaluation.effect import MIN_PEOPLE
from ekin.evaluation.records import Records
from ekin.reports import export, origin, paper, plots, tables, trace
from ekin.reports.masking import small_groups
from ekin.settings import Settings
from ekin.vocabulary import PAGE_FORMATS, Change, Level
from ekin.words import measures as words
from ekin.words import numbers
from ekin.words import report as say
from ekin.words.changes import CHANGE, CHANGE_SIGN, CHANGES, CSV

_BY_CHANCE = 0.05
_UNSAID = ("", Change.FEW)


class PeriodComparison:
    """Measures of two or more periods, each later one compared with the first.

    Parameters
    ----------
    samples
        Records and period of each, oldest first.
    scope
        Name of the people compared.
    shared
        True where small groups are masked; names of people are in none.
    provenance
        As in `PerformanceReport`.
    """

    def __init__(
        self,
        samples: Sequence[tuple[Records, Period]],
        *,
        settings: Settings,
        scope: str,
        slug: str = "",
        shared: bool = False,
        made_at: datetime,
        provenance: dict[str, object],
    ) -> None:
        self.samples, self.settings, self.scope, self.slug, self.shared = list(samples), settings, scope, slug, shared
        self.made_at, self.provenance = made_at, provenance
        self.periods = [period for _records, period in samples]
        self._overall = self._compare(Level.AGENCY, whole=True)

    def overall(self) -> pd.DataFrame:
        """Give every measure of all people together; columns as in `evaluation.comparison.compare`, and masked."""
        return self._overall.copy()

    def frame(self) -> pd.DataFrame:
        """Give every measure of every unit; columns as in `overall`."""
        return self._units.copy()

    def plot(self) -> Figure:
        """Draw the differences of shares of all people; the figure is returned, never shown."""
        names = {name: words.NAME[name] for name, kind in tables.KIND.items() if kind == "share"}
        return plots.changes(self._overall[~self._overall["masked"]], names)

    def to_html(self) -> str:
        """Write the comparison as one HTML page that needs nothing else."""
        return export.page("changes.html.j2", self._view(""), paged=False)

    def write(
        self,
        out_dir: str | Path,
        formats: Sequence[str] = PAGE_FORMATS,
        on_progress: Callable[[Path], None] = lambda _path: None,
    ) -> list[Path]:
        """Write the page as html, pdf or both and the csv of every figure, and give the paths."""
        folder, stem = Path(out_dir), self._stem()
        csv = folder / f"angka_{stem}.csv"
        pages = export.whole_pages("changes.html.j2", self._view(csv.name), formats)
        paths = paper.write_pages(pages, folder, stem, on_progress)
        paper.put(csv, trace.as_csv(self._figures()))
        return [*paths, csv]

    def _repr_html_(self) -> str:
        return export.render("changes_short.html.j2", self._view(""))

    @cached_property
    def _units(self) -> pd.DataFrame:
        return self._compare(Level.UNIT)

    def _stem(self) -> str:
        parts = ("perbandingan", "_".join(period.key for period in self.periods), self.slug, "dibagikan" if self.shared else "")
        return "_".join(part for part in parts if part)

    def _compare(self, level: Level, *, whole: bool = False) -> pd.DataFrame:
        samples = [(_as_one(records, self.scope) if whole else records, period) for records, period in self.samples]
        frame = compare(samples, level=level, settings=self.settings)
        employees = samples[-1][0].employees
        hidden = small_groups(employees[level.value].value_counts(), self.settings.min_group) if self.shared else set()
        masked = frame["key"].isin(hidden)
        figures = ["value", "low", "high", "k", "n", "difference", "difference_low", "difference_high"]
        frame[figures] = frame[figures].astype("float64").where(~masked)
        return frame.assign(masked=masked, change=frame["change"].mask(masked, ""))

    def _figures(self) -> pd.DataFrame:
        """Every figure, in words, for the csv."""
        both = pd.concat([self._overall, self._units], ignore_index=True)
        named = both.assign(
            level=both["level"].map(say.TRACE_LEVEL), code=both["measure"], measure=both["measure"].map(words.NAME),
            trace=both["level"] + "/" + both["key"] + "/" + both["period_key"] + "/" + both["measure"], change=both["change"].map(CHANGE),
        )  # fmt: skip
        columns = ("trace", "level", "name", "code", "measure", "period_key", "value", "low", "high", "k", "n", *list(CSV)[1:])
        return named[list(columns)].rename(columns=say.COLUMN | CSV)

    def _view(self, csv: str) -> dict[str, Any]:
        several = self._units["key"].nunique() > 1
        units = {name: part for name, part in self._units.groupby("key") if several and not set(part["change"]) <= set(_UNSAID)}
        small = sorted(set(self._units["key"]) - set(units), key=str.casefold) if several else []
        said = self._overall["change"].tolist() + [change for part in units.values() for change in part["change"]]
        told = [change for change in said if change not in _UNSAID]
        counts = {
            "count": len(told),
            "expected": round(len(told) * _BY_CHANCE),
            "changed": sum(c != Change.UNCLEAR for c in told),
        }
        return {
            "say": say,
            "title": f"{CHANGES['title']}, {self.scope}",
            "heading": CHANGES["title"],
            "notice": say.SHARED if self.shared else say.CONFIDENTIAL,
            "words": CHANGES,
            "scope_name": self.scope,
            "facts": [
                (say.LABEL["period"], "; ".join(period.label for period in self.periods)),
                (CHANGES["scope"], self.scope),
                (say.LABEL["made_at"], origin.moment(self.made_at)),
            ],
            "heads": [period.label for period in self.periods],
            "later": [CHANGES["compared"].format(label=p.label, first=self.periods[0].label) for p in self.periods[1:]],
            "chance": CHANGES["chance"].format(**{name: numbers.number(count) for name, count in counts.items()}),
            "all": self._rows(self._overall),
            "units": [(name, self._rows(part)) for name, part in sorted(units.items(), key=lambda item: item[0].casefold())],
            "small": CHANGES["too_small"].format(minimum=MIN_PEOPLE, units="; ".join(small)) if small else "",
            "figure": {"svg": Markup(plots.svg(self.plot(), "changes")), "alt": CHANGES["plot"]},  # noqa: S704 - matplotlib escapes
            "figures_file": csv,
            "provenance": self._provenance(),
            "settings_lines": origin.settings_lines(self.settings),
            "parts_css": export.css("parts.css"),
            "csv_rows": {},
        }

    def _rows(self, frame: pd.DataFrame) -> list[tuple[str, list[tuple[tables.Line, dict[str, str]]]]]:
        """Name of each measure, and for each period its figure and its change."""
        minimum = self.settings.min_group
        return [
            (words.NAME[name], [(tables.line(row, minimum), _change(row)) for row in part.itertuples()])
            for name, part in frame.groupby("measure", sort=False)
        ]

    def _provenance(self) -> list[tuple[str, str]]:
        digests = [(CHANGES["digest"].format(label=period.label), digest(records)) for records, period in self.samples]
        return origin.common(self.settings, self.provenance, self.made_at, names=not self.shared) + digests


def _as_one(records: Records, name: str) -> Records:
    return Records(**{**vars(records), "employees": records.employees.assign(agency=name)})


def _change(row: Any) -> dict[str, str]:
    """Sign, word, difference with its interval, and the people it rests on."""
    shown = {"sign": CHANGE_SIGN[row.change], "word": CHANGE[row.change], "difference": "", "people": ""}
    if row.change in _UNSAID or not np.isfinite(row.difference):
        return shown
    share = tables.KIND[row.measure] == "share"
    scale, digits = (100, 1) if share else (1, 1)
    difference = _signed(row.difference * scale, digits)
    unit = CHANGES["points"].format(value=difference) if share else f"{difference} {words.UNIT[row.measure]}"
    spread = CHANGES["alike" if row.difference else "same"]
    if np.isfinite(row.difference_low):
        spread = f"{_signed(row.difference_low * scale, digits)} … {_signed(row.difference_high * scale, digits)}"
    return shown | {"difference": f"{unit} ({spread})", "people": CHANGES["people"].format(count=numbers.number(row.people))}


def _signed(value: float, digits: int) -> str:
    text = numbers.number(abs(value), digits)
    return text if not text.strip("0,") else f"{'+' if value > 0 else '−'}{text}"
