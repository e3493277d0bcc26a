"""How well signals find what a simulated crowd has planted, and how often they show honest people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from ekin.evaluation.roles import SUPERIORS, WRITERS
from ekin.statistics.intervals import wilson
from ekin.vocabulary import Signal

OF_SUPERIORS: Final = frozenset(
    {Signal.SPEED, Signal.BURST, Signal.UNOPENED, Signal.SAME_NOTE, Signal.STUCK_RATINGS, Signal.COPIED_RATINGS}
)
"""Signals of superiors; the others are of writers."""

CHANGED: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 1.0)
"""Bounds of the share of words changed, for the curve of paraphrases."""


def score_signals(measured: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """Count found and missed, and honest people shown, for every signal.

    Parameters
    ----------
    measured
        nip, signal, shown, as `service.signals.measure_signals` gives them.
    truth
        nip, role, reviews_as, as `crowd.Crowd.truth`.

    Returns
    -------
    DataFrame
        signal; planted, found, recall, recall_low, recall_high; honest (people or superiors with no planted fault), alarms,
        false_alarm, false_alarm_low, false_alarm_high. Intervals are Wilson's, 95 %.
    """
    rows = []
    for signal in Signal:
        roles, column = (SUPERIORS, "reviews_as") if signal in OF_SUPERIORS else (WRITERS, "role")
        shown = truth["nip"].isin(measured.loc[measured["signal"].eq(str(signal)) & measured["shown"], "nip"])
        planted = truth[column].map(lambda role, roles=roles, signal=signal: role in roles and signal in roles[role].signals)
        honest = truth[column].map(lambda role, roles=roles: role in roles and not roles[role].signals)
        rows.append((str(signal), planted.sum(), (planted & shown).sum(), honest.sum(), (honest & shown).sum()))
    return with_shares(pd.DataFrame(rows, columns=["signal", "planted", "found", "honest", "alarms"]))


def with_shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Add shares and intervals to counts; counts of several crowds may be added up first."""
    return _share(_share(counts, "recall", "found", "planted"), "false_alarm", "alarms", "honest")


def paraphrase_curve(measured: pd.DataFrame, truth: pd.DataFrame, bounds: Sequence[float] = CHANGED) -> pd.DataFrame:
    """Share of paraphrasers that are found, by the share of words they changed.

    Found is who is shown as paraphrasing or, with few words changed, as copying.

    Returns
    -------
    DataFrame
        changed_from, changed_to, planted, found, recall, recall_low, recall_high.
    """
    own = measured["signal"].isin([str(Signal.PARAPHRASE), str(Signal.COPY_OWN)]) & measured["shown"]
    who = truth[truth["role"].eq("paraphrase")]
    found = who["nip"].isin(measured.loc[own, "nip"])
    part = pd.cut(who["changed"], list(bounds), right=False, labels=False)
    counts = found.groupby(part).agg(["size", "sum"]).reindex(range(len(bounds) - 1), fill_value=0)
    spans = pd.DataFrame(
        {"changed_from": bounds[:-1], "changed_to": bounds[1:], "planted": counts["size"], "found": counts["sum"]}
    )
    return _share(spans, "recall", "found", "planted").round({"changed_from": 2, "changed_to": 2})


def _share(counts: pd.DataFrame, name: str, k: str, n: str) -> pd.DataFrame:
    low, high = wilson(counts[k].to_numpy(dtype=float), counts[n].to_numpy(dtype=float))
    return counts.assign(**{name: counts[k] / counts[n].where(counts[n] > 0), f"{name}_low": low, f"{name}_high": high})
