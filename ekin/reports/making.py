"""From the store to what is written: what the notebook, the form and the command line all call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

import pandas as pd

from ekin.domain.period import Period, parse_period
from ekin.errors import NoDataError
from ekin.quality.judge import calibration, version
from ekin.reports.card import ReasonCard
from ekin.reports.changes import PeriodComparison
from ekin.reports.names import slug
from ekin.reports.report import PerformanceReport
from ekin.service import Clock, OnProgress, load_records, sources, utc_now
from ekin.service.reasons import reasons
from ekin.storage.store import Store
from ekin.vocabulary import Level
from ekin.words.report import ALL


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
    period = _period(period)
    records = load_records(store, period, on_progress=on_progress)
    scope = _scope(records.employees, unit) if unit else None
    how = {"settings": store.settings, "scope": scope, "shared": shared, "made_at": clock().astimezone(UTC)}
    return PerformanceReport(records, period, **how, provenance=_origin(store))


def make_card(store: Store, period: str | Period, nip: str, *, clock: Clock = utc_now) -> ReasonCard:
    """Make the card of reasons of one person.

    Raises
    ------
    PeriodError, CellError, UnknownPersonError, NoDataError
        If the text is no period or no NIP, nobody has this NIP, or the person sent nothing in the period.
    """
    return ReasonCard(reasons(store, nip, _period(period)), made_at=clock().astimezone(UTC))


def make_comparison(
    store: Store,
    periods: Sequence[str | Period],
    *,
    unit: str | None = None,
    shared: bool = False,
    clock: Clock = utc_now,
    on_progress: OnProgress | None = None,
) -> PeriodComparison:
    """Compare periods, oldest first; each later one with the first. Parameters and errors as in `make_report`.

    Raises
    ------
    ComparisonError
        If there are fewer than two periods, or they overlap or are out of order.
    """
    samples = [(load_records(store, period, on_progress=on_progress), period) for period in map(_period, periods)]
    scope = _scope(samples[-1][0].employees, unit) if unit and samples else None
    if scope:
        samples = [(records.within(*scope), period) for records, period in samples]
    named = {"scope": scope[1], "slug": slug(scope[1])} if scope else {"scope": ALL}
    how = {"settings": store.settings, "shared": shared, "made_at": clock().astimezone(UTC), "provenance": _origin(store)}
    return PeriodComparison(samples, **named, **how)


def _period(given: str | Period) -> Period:
    return given if isinstance(given, Period) else parse_period(given)


def _origin(store: Store) -> dict[str, object]:
    files = sources(store).set_index("file")["digest"].to_dict()
    return {"files": files, "model": version(), "threshold": calibration().threshold}


def _scope(people: pd.DataFrame, unit: str) -> tuple[Level, str]:
    for level in (Level.UNIT, Level.PARENT_UNIT):
        for name in people[level.value].unique():
            if name.casefold() == unit.strip().casefold():
                return level, name
    raise NoDataError(unit, sorted({*people["unit"], *people["parent_unit"]} - {""}))
