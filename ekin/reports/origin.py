"""Last page: where the figures come from and what they mean."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from importlib import metadata
from typing import TYPE_CHECKING

from babel.dates import format_datetime

from ekin.evaluation.digest import digest
from ekin.evaluation.measures import MEASURES
from ekin.settings import Settings
from ekin.words import measures as words
from ekin.words import numbers
from ekin.words import report as say

if TYPE_CHECKING:
    from ekin.reports.report import PerformanceReport

_PRIVATE = ("database_url", "hub_users")  # may hold a password; holds NIPs
_PACKAGES = ("numpy", "pandas", "scipy", "scikit-learn", "onnxruntime", "holidays", "matplotlib", "weasyprint")
"""Packages that decide a figure, a verdict or a page."""


def provenance(report: PerformanceReport) -> list[tuple[str, str]]:
    """Name and text of each line about the origin of the figures."""
    given = {name: value for name, value in report.provenance.items() if name not in _PRIVATE}
    period, employees = report.period, report.records.employees
    weeks = employees["work_week"].value_counts().sort_index()
    lines = {
        "period": f"{period.label} ({numbers.day(period.start)} – {numbers.day(period.end)})",
        "scope": report.scope_label,
        "as_of": numbers.day(min(report.as_of, period.end)),
        "made_at": moment(report.made_at),
        "ekin": version(),
        "packages": _packages(),
        "digest": say.DIGEST.format(digest=digest(report.records)),
        "seed": str(report.settings.seed),
        "model": _models(report, given.pop("model", "")),
        "files": _files(given.pop("files", {}), names=not report.shared),
        "people": _unless_few(report, [len(employees)], numbers.number(len(employees))),
        "entries": numbers.number(len(report.sent)),
        "work_weeks": _unless_few(
            report, weeks, "; ".join(say.WORK_WEEK.format(count=numbers.number(n), days=days) for days, n in weeks.items())
        ),
        "calendar": _calendar(report),
        "interval": say.INTERVALS.format(draws=numbers.number(report.settings.n_boot)),
    }
    lines |= {} if report.shared else {name: str(value) for name, value in given.items()}
    return [(say.PROVENANCE.get(name, name), text) for name, text in lines.items()]


def common(settings: Settings, given: Mapping[str, object], made_at: datetime, *, names: bool) -> list[tuple[str, str]]:
    """Name and text of the lines that pages about several periods share."""
    lines = {
        "made_at": moment(made_at),
        "ekin": version(),
        "packages": _packages(),
        "seed": str(settings.seed),
        "model": str(given["model"]),
        "threshold": str(given["threshold"]),
        "files": _files(given["files"], names=names),
    }
    return [(say.PROVENANCE[name], text) for name, text in lines.items()]


def version() -> str:
    """Version of ekin."""
    return metadata.version("ekin")


def settings_lines(settings: Settings) -> list[str]:
    """Write the settings in force, and the default of those that differ from it."""
    default, shown = asdict(Settings()), {name: value for name, value in asdict(settings).items() if name not in _PRIVATE}
    return [
        (say.SETTING_LINE if value == default[name] else say.CHANGED_SETTING).format(
            name=name, value=_set(value), default=_set(default[name])
        )
        for name, value in shown.items()
    ]


def definitions() -> list[tuple[str, str]]:
    """Name and code of each measure, and what it means and how it is read."""
    return [
        (f"{words.NAME[name]} ({name})", f"{words.MEANING[name]} {words.READING[name]}")
        for name in (item.name for item in MEASURES)
    ]


def notice(report: PerformanceReport) -> str:
    """Say on every page who may see the report."""
    return say.SHARED if report.shared else say.CONFIDENTIAL


def title(report: PerformanceReport) -> str:
    """Title of the files."""
    return f"{say.TITLE}, {report.period.label}, {report.scope_label}"


def moment(made_at: datetime) -> str:
    """Write a moment with its time zone."""
    zone = f" {made_at.tzname()}" if made_at.tzinfo else ""
    return format_datetime(made_at, "d MMMM y, HH.mm", locale=numbers.LOCALE, tzinfo=made_at.tzinfo) + zone


def _unless_few(report: PerformanceReport, counts: list[int], text: str) -> str:
    """Give a text about people, unless it tells a shared report's reader of a small group."""
    minimum = report.settings.min_group
    return say.MASKED.format(minimum=minimum) if report.shared and min(counts, default=minimum) < minimum else text


def _packages() -> str:
    named = [f"{name} {metadata.version(name)}" for name in _PACKAGES]
    return ", ".join([f"{say.PROVENANCE['python']} {platform.python_version()}", *named])


def _models(report: PerformanceReport, given: object) -> str:
    used = sorted({str(model) for model in report.sent["model"].dropna()} - {""}) if "model" in report.sent else []
    return ", ".join(used) or str(given) or say.NOT_USED


def _files(given: Mapping[str, str], *, names: bool) -> str:
    shown = [f"{name}  {digest}" if names else digest for name, digest in given.items()]
    return "\n".join(shown) or say.NOT_GIVEN


def _calendar(report: PerformanceReport) -> str:
    years = ", ".join(map(str, range(report.period.start.year, report.period.end.year + 1)))
    extra = ", ".join(numbers.short_day(day) for day in report.settings.extra_holidays) or say.NONE_EXTRA
    return say.CALENDAR.format(years=years, version=metadata.version("holidays"), extra=extra)


def _set(value: object) -> str:
    return (", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)) or say.NONE_EXTRA
