"""Signals worth a look in what is stored: of writers, and of superiors."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.errors import NoDataError
from ekin.evaluation.records import Records, make_view
from ekin.evaluation.review_signals import rating_signals, reviewer_signals
from ekin.evaluation.signal_rules import RULES
from ekin.evaluation.signals import period_entries, writer_signals
from ekin.quality.duplicates import repeats, same_facts
from ekin.service.records import periods
from ekin.settings import Settings
from ekin.statistics.intervals import wilson
from ekin.storage.store import Store
from ekin.vocabulary import Signal
from ekin.words import numbers
from ekin.words.signals import INNOCENT, NAME, RATE, SEEN

COLUMNS = ("nip", "name", "unit", "period", "signal", "label", "strength", "n", "threshold", "p", "entries", "advice")


def signals(store: Store, period: Period, unit: str | None = None) -> pd.DataFrame:
    """Show what is worth a look in a period; `shown` gives the columns.

    Parameters
    ----------
    unit
        Show the people of this unit only; they are still compared with everyone.

    Raises
    ------
    NoDataError
        If no entry lies in the period, or nobody belongs to the unit.
    """
    entries = store.entries(period)
    if entries.empty:
        raise NoDataError(period.label, [found.key for found in periods(store)])
    records = Records(store.employees(), entries, store.leave(), store.reviews(), store.plans())
    return shown(measure_signals(records, store.ratings(period), period, store.settings), records.employees, period, unit)


def measure_signals(records: Records, ratings: pd.DataFrame, period: Period, settings: Settings) -> pd.DataFrame:
    """Measure every signal of everybody, shown or not.

    Parameters
    ----------
    ratings
        Of the period, as `storage.store.Store.ratings` gives them.

    Returns
    -------
    DataFrame
        nip, signal, strength (0 to 1), n, threshold, shown (bool), entries (ids, or for ratings the NIPs rated; empty unless shown),
        p (of the permutation test of ratings, else NaN).
    """
    view = make_view(records, period, settings)
    entries = period_entries(view)
    texts = repeats(entries["description"].tolist()).set_index(entries.index)
    texts = texts.join(same_facts(entries.join(texts)))
    parts = [writer_signals(view, texts), reviewer_signals(view), rating_signals(ratings)]
    found = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return found if "p" in found else found.assign(p=np.nan)


def shown(measured: pd.DataFrame, employees: pd.DataFrame, period: Period, unit: str | None = None) -> pd.DataFrame:
    """Keep what is worth a look, strongest first within each signal, and say it in words.

    Returns
    -------
    DataFrame
        nip, name, unit, period, signal (`vocabulary.Signal`), label, strength, n, threshold, p, entries, advice: what was seen, an
        honest explanation, and the false alarms in simulation.

    Raises
    ------
    NoDataError
        If nobody belongs to the unit.
    """
    people = employees[["nip", "name", "unit"]]
    if unit is not None and not people["unit"].eq(unit).any():
        raise NoDataError(unit, sorted(people["unit"].dropna().unique())[:12])
    found = measured[measured["shown"]].merge(people if unit is None else people[people["unit"].eq(unit)], on="nip")
    rank = found["signal"].map({str(signal): place for place, signal in enumerate(Signal)})
    order = np.lexsort((found["nip"], -found["strength"], rank))
    found = found.iloc[order].reset_index(drop=True)
    advice = [advise(row.signal, row.strength, row.n, row.p) for row in found.itertuples()]
    return found.assign(period=period.key, label=found["signal"].map(NAME), advice=advice)[list(COLUMNS)]


def advise(signal: str, strength: float, n: int, p: float = np.nan) -> str:
    """Say in words what was seen, what else explains it, and how often it is a false alarm."""
    return f"{seen(signal, strength, n, p)} {reading(signal)}"


def seen(signal: str, strength: float, n: int, p: float = np.nan) -> str:
    """Say in words what was seen."""
    chance = "< 0,001" if p < 0.001 else numbers.number(p, 3)
    return SEEN[signal].format(share=numbers.percent(strength), n=numbers.number(n), p=chance)


def reading(signal: str) -> str:
    """Say what else explains a signal, and how often it is a false alarm."""
    rule = RULES[Signal(signal)]
    low, high = (float(bound[0]) for bound in wilson(np.array([rule.alarms]), np.array([rule.honest])))
    rates = {
        "rate": numbers.percent(rule.alarms / rule.honest, 1),
        "n": numbers.number(rule.honest),
        "low": numbers.percent(low, 1),
        "high": numbers.percent(high, 1),
    }
    return f"{INNOCENT[signal]} {RATE.format(**rates)}"
