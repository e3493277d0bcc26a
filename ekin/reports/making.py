"""From the store to a report: what the notebook and the command line both call."""

from __future__ import annotations

from datetime import UTC

from ekin.domain.period import Period, parse_period
from ekin.errors import NoDataError
from ekin.quality.judge import calibration, version
from ekin.reports.report import PerformanceReport
from ekin.service import Clock, OnProgress, load_records, sources, utc_now
from ekin.storage.store import Store
from ekin.vocabulary import Level


def make_report(
    store: Store,
    period: str | Period,
    *,
    unit: str | None = None,
    shared: bool = False,
    clock: Clock = utc_now,
    on_progress: OnProgress | None = None,
) -> PerformanceReport:
    """Make the evaluation report of a period; entries not yet judged are judged first.

    Parameters
    ----------
    period
        A period, or its text such as "2026-01" or "2026-Q1".
    unit
        Name of a unit or of a parent unit, as in the data; all people when not given.
    shared
        True for a report that leaves the office: no names, small groups masked.

    Raises
    ------
    PeriodError
        If the text is no period.
    NoDataError
        If there is nothing for the period or the unit; it names what there is.
    """
    period = period if isinstance(period, Period) else parse_period(period)
    records = load_records(store, period, on_progress=on_progress)
    files = sources(store)
    return PerformanceReport(
        records,
        period,
        settings=store.settings,
        scope=_scope(store, unit) if unit else None,
        shared=shared,
        made_at=clock().astimezone(UTC),
        provenance={
            "files": dict(zip(files["file"], files["digest"], strict=True)),
            "model": version(),
            "threshold": calibration().threshold,
        },
    )


def _scope(store: Store, unit: str) -> tuple[Level, str]:
    people = store.employees()
    for level, column in ((Level.UNIT, "unit"), (Level.PARENT_UNIT, "parent_unit")):
        for name in people[column].unique():
            if name.casefold() == unit.strip().casefold():
                return level, name
    raise NoDataError(unit, sorted({*people["unit"], *people["parent_unit"]} - {""}))
