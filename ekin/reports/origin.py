"""Last page: where the figures come from and what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from importlib import metadata
from typing import TYPE_CHECKING

from babel.dates import format_datetime

from ekin.evaluation.performance import MEASURES
from ekin.exchange.harmless import clean
from ekin.settings import Settings
from ekin.words import measures as words
from ekin.words import numbers
from ekin.words import report as say

if TYPE_CHECKING:
    from ekin.reports.report import PerformanceReport

_PRIVATE = ("database_url",)  # may hold a password


def provenance(report: PerformanceReport) -> list[tuple[str, str]]:
    """Name and text of each line about the origin of the figures."""
    given = dict(report.provenance)
    lines = {
        "period": f"{report.period.label} ({numbers.day(report.period.start)} – {numbers.day(report.period.end)})",
        "scope": clean(report.scope_label),
        "as_of": numbers.day(min(report.as_of, report.period.end)),
        "made_at": moment(report.made_at),
        "ekin": metadata.version("ekin"),
        "model": _models(report, given.pop("model", "")),
        "files": _files(given.pop("files", {}), names=not report.shared),
        "people": _people(report),
        "entries": numbers.number(len(report.sent)),
        "work_weeks": _work_weeks(report),
        "calendar": _calendar(report),
        "interval": say.INTERVALS.format(draws=numbers.number(report.settings.n_boot)),
    }
    if not report.shared:
        lines |= {name: clean(value) for name, value in given.items() if name not in _PRIVATE}
    return [(say.PROVENANCE.get(name, clean(name)), text) for name, text in lines.items()]


def settings_lines(settings: Settings) -> list[str]:
    """Name the settings that differ from the defaults."""
    default = Settings()
    changed = [
        say.SETTING_LINE.format(
            name=item.name, value=_setting(getattr(settings, item.name)), default=_setting(getattr(default, item.name))
        )
        for item in fields(Settings)
        if item.name not in _PRIVATE and getattr(settings, item.name) != getattr(default, item.name)
    ]
    return changed or [say.SAME_SETTINGS]


def definitions() -> list[tuple[str, str]]:
    """Name and meaning of each measure."""
    return [(words.NAME[measure.name], words.MEANING[measure.name]) for measure in MEASURES]


def notice(report: PerformanceReport) -> str:
    """Say on every page who may see the report."""
    return say.SHARED if report.shared else say.CONFIDENTIAL


def title(report: PerformanceReport) -> str:
    """Title of the files."""
    return f"{say.TITLE}, {report.period.label}, {clean(report.scope_label)}"


def moment(made_at: datetime) -> str:
    """Write a moment with its time zone."""
    zone = f" {made_at.tzname()}" if made_at.tzinfo else ""
    return format_datetime(made_at, "d MMMM y, HH.mm", locale=numbers.LOCALE, tzinfo=made_at.tzinfo) + zone


def _models(report: PerformanceReport, given: object) -> str:
    used = sorted({str(model) for model in report.sent["model"].dropna()} - {""}) if "model" in report.sent else []
    return clean(", ".join(used) or given or say.NOT_USED)


def _files(given: object, *, names: bool) -> str:
    pairs = list(given.items()) if isinstance(given, Mapping) else [("", item) for item in given or ()]
    shown = [f"{clean(name)}  {clean(digest)}".strip() if names else clean(digest) for name, digest in pairs]
    return "\n".join(shown) or say.NOT_GIVEN


def _people(report: PerformanceReport) -> str:
    count, minimum = len(report.records.employees), report.settings.min_group
    return say.MASKED.format(minimum=minimum) if report.shared and count < minimum else numbers.number(count)


def _work_weeks(report: PerformanceReport) -> str:
    counts = report.records.employees["work_week"].value_counts().sort_index()
    if report.shared and counts.lt(report.settings.min_group).any():
        return say.MASKED.format(minimum=report.settings.min_group)
    return "; ".join(say.WORK_WEEK.format(count=numbers.number(count), days=days) for days, count in counts.items())


def _calendar(report: PerformanceReport) -> str:
    years = range(report.period.start.year, report.period.end.year + 1)
    extra: Iterator[str] = (numbers.short_day(day) for day in report.settings.extra_holidays)
    return say.CALENDAR.format(
        years=", ".join(map(str, years)), version=metadata.version("holidays"), extra=", ".join(extra) or say.NONE_EXTRA
    )


def _setting(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or say.NONE_EXTRA
    return say.NONE_EXTRA if value is None else str(value)
