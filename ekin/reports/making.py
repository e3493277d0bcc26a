"""From the store to a report: what the notebook and the command line both call."""

from __future__ import annotations

from datetime import UTC

import pandas as pd

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
    scope = _scope(records.employees, unit) if unit else None
    files = sources(store).set_index("file")["digest"].to_dict()
    origin = {"files": files, "model": version(), "threshold": calibration().threshold}
    how = {"settings": store.settings, "scope": scope, "shared": shared, "made_at": clock().astimezone(UTC)}
    return PerformanceReport(records, period, **how, provenance=origin)


def _scope(people: pd.DataFrame, unit: str) -> tuple[Level, str]:
    for level in (Level.UNIT, Level.PARENT_UNIT):
        for name in people[level.value].unique():
            if name.casefold() == unit.strip().casefold():
                return level, name
    raise NoDataError(unit, sorted({*people["unit"], *people["parent_unit"]} - {""}))
