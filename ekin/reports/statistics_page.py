"""The statistical appendix: one page for the auditor beside the report, refusals first; a notebook shows it question by question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from ekin.evaluation.answer import Answer
from ekin.reports import export, masking, paper, trace
from ekin.reports.report import PerformanceReport
from ekin.reports.statistics_sections import SECTIONS
from ekin.service import appraisal, evidence
from ekin.service.signals import measure_signals, shown
from ekin.storage.store import Store
from ekin.vocabulary import Achievement, Level
from ekin.words.signals import BEHIND, FRAME
from ekin.words.statistics import NOTE, REFUSED


@dataclass(frozen=True)
class Shown:
    """One question of the appendix, as a notebook shows it."""

    section: Mapping[str, Any]
    css: Markup

    def _repr_html_(self) -> str:
        return export.render("statistics_part.html.j2", {"sections": [self.section], "css": self.css})


class Statistics:
    """How far the figures of a report can be trusted.

    Parameters
    ----------
    answers
        By name of `ekin.words.statistics.QUESTION`.
    report
        The report it stands beside: period, scope, and whether it is to be shared.
    start
        First day after the socialisation, where one is asked about.
    """

    def __init__(self, answers: Mapping[str, Answer], report: PerformanceReport, start: date | None = None) -> None:
        self.answers, self.report, self.start = answers, report, start

    def __getitem__(self, name: str) -> Shown:
        """Give one question with its figure and tables, for a notebook.

        Raises
        ------
        KeyError
            If there is no such question.
        """
        return Shown(SECTIONS[name](self), Markup().join(map(export.css, ("parts.css", "page.css", "statistics.css"))))

    def to_html(self, *, paged: bool = False) -> str:
        """Write the page, for a screen or for A4; it asks nothing of any other place."""
        view = export.frame_of_page(self.report, {}) | {"heading": NOTE["title"]}
        view |= {"title": f"{NOTE['title']}, {self.report.period.label}, {self.report.scope_label}"}
        view |= {"intro": [NOTE["intro"], *([NOTE["small_hidden"]] if self.report.shared else [])], "sections": self._sections}
        return export.page("statistics.html.j2", view | {"statistics_css": export.css("statistics.css")}, paged=paged)

    @cached_property
    def _sections(self) -> list[Mapping[str, Any]]:
        """Sections in the order of the page; a page and its PDF say the same."""
        return [make(self) for make in SECTIONS.values()]

    @contextmanager
    def writing(self, out_dir: str | Path, formats: Sequence[str] = ("html", "pdf")) -> Iterator[list[Path]]:
        """Write lampiran-statistik into a folder: html and the csv of the signals before the block, the PDF while it runs.

        Yields
        ------
        list of Path
            Of html, pdf and csv, as far as asked for.
        """
        folder, html = Path(out_dir), "html" in formats
        folder.mkdir(parents=True, exist_ok=True)
        paths = {
            kind: folder / export.file_name(self.report, kind, export.STATISTICS) for kind in ("html", "pdf") if kind in formats
        }
        paths |= {"csv": folder / self.signals_name} if html and not self.report.shared else {}
        with paper.Printer() if "pdf" in paths else nullcontext() as printer:
            if printer:
                printer.send(self.to_html(paged=True))
            if "html" in paths:
                paper.put(paths["html"], self.to_html().encode())
            if "csv" in paths:
                paper.put(paths["csv"], trace.as_csv(self._signals_behind()))
            yield list(paths.values())
            if printer:
                paper.put(paths["pdf"], printer.pdf())

    def write(self, out_dir: str | Path, formats: Sequence[str] = ("html", "pdf")) -> list[Path]:
        """Write as `writing` does, and give the paths when all is there."""
        with self.writing(out_dir, formats) as paths:
            return paths

    @property
    def signals_name(self) -> str:
        """Name of the csv of the entries behind the signals."""
        return export.file_name(self.report, "csv", "sinyal")

    def _signals_behind(self) -> pd.DataFrame:
        """One row for each entry (or, for ratings, person rated) behind each signal."""
        found = self.answers["signals"]["signals"]
        return found.drop(columns=["signal", "advice"]).explode("entries").rename(columns=FRAME | {"entries": BEHIND})

    def raters(self, name: str) -> dict[str, str]:
        """Label of each reviewer of an answer; numbers in a shared report."""
        found = self.answers[name].frames.get("raw", pd.DataFrame({"rater": []}))["rater"]
        if self.report.shared:
            return {rater: NOTE["rater"].format(number=place) for place, rater in enumerate(sorted(found), 1)}
        return {rater: self.report.labels.get(rater, rater) for rater in found}

    def shown_order(self) -> pd.DataFrame:
        """Units of the reliability answer in their order, without those that a shared report hides."""
        order = self.answers["reliability"]["order"]
        return order[~order["unit"].isin(self.report.hidden(Level.UNIT))]

    @property
    def few(self) -> bool:
        """Whether a shared report is about so few people that even counts over all of them would speak of somebody."""
        return self.report.shared and len(self.report.records.employees) < self.report.settings.min_group

    def shown_gaps(self) -> pd.DataFrame:
        """Rows of the fairness audit, without the groups that a shared report hides."""
        gaps = self.answers["fairness"]["gaps"]
        if not self.report.shared:
            return gaps
        flags = gaps[gaps["measure"].eq("flag")]
        hidden = {
            (column, group)
            for column, part in flags.groupby("column")
            for group in masking.small_groups(part.set_index("group")["people"], self.report.settings.min_group)
        }
        return gaps[[pair not in hidden for pair in zip(gaps["column"], gaps["group"], strict=True)]]


def make_statistics(
    store: Store,
    report: PerformanceReport,
    *,
    labels: pd.DataFrame | None = None,
    achievement: Achievement | Mapping[str, Achievement] | None = None,
    socialised: tuple[date, Collection[str]] | None = None,
) -> Statistics:
    """Ask every question of the appendix for the people and the period of a report.

    Parameters
    ----------
    labels
        entry_id, label given by people; those of annotators in the store when not given.
    achievement
        Capaian organisasi, of all or by unit (`service.appraisal.predikat_distribution`).
    socialised
        First day after a socialisation, and the units that had it.
    """
    records, period, settings = report.records, report.period, report.settings
    people = set(records.employees["nip"])
    worked = Answer(refused=REFUSED["no_socialisation"])
    if socialised:
        worked = evidence.socialisation_effect(records, period, *socialised, settings)
    answers = {
        "reviewers": appraisal.reviewer_effects(store, period, people),
        "calibration": appraisal.calibration(store),
        "reliability": evidence.reliability(records, period, settings),
        "signals": Answer(
            {"signals": shown(measure_signals(records, store.ratings(period), period, settings), records.employees, period)}
        ),
        "fairness": evidence.fairness(records, period, evidence.entry_labels(store) if labels is None else labels),
        "predikat": appraisal.predikat_distribution(store, period, achievement, people),
        "socialisation": worked,
    }
    return Statistics(answers, report, socialised[0] if socialised else None)
