"""What stands behind a figure: its entries or days, outputs by unit, and RHK without an approved entry."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation import observations
from ekin.evaluation.measures import find_measure, observe
from ekin.evaluation.records import OUTSIDE, Records, View, group_keys, make_view
from ekin.settings import Settings
from ekin.vocabulary import Level, Status


def entries_behind(
    records: Records,
    period: Period,
    level: Level,
    key: str,
    measure: str,
    *,
    settings: Settings | None = None,
    as_of: date | None = None,
) -> pd.DataFrame:
    """Open a figure: the rows of its denominator, with those of its numerator marked.

    Parameters
    ----------
    key
        NIP, or name of the unit, parent unit or agency.
    measure
        Code of the measure.
    settings, as_of
        Those the figure was computed with; the defaults when None.

    Returns
    -------
    DataFrame
        Columns of entries and counted (bool); a decision to return an entry gives a row of its own. For fill_rate and longest_gap
        the working days instead: nip, day, counted. Medians and recorded_minutes count every row; for skp_coverage the
        linked entries are given, approved ones counted.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    return rows_of(make_view(records, period, grain=None, settings=settings or Settings(), as_of=as_of), level, key, measure)


def rows_of(view: View, level: Level, key: str, measure: str) -> pd.DataFrame:
    """Open a figure of a view made before, for those who open many; parameters and result as in `entries_behind`."""
    item = find_measure(measure)
    asked = np.flatnonzero(group_keys(view.employees, level)["key"].eq(key))
    if item.of == "day":
        rows = item.observe(view)
        rows = rows[rows["person"].isin(asked)].assign(nip=lambda days: view.employees["nip"].to_numpy()[days["person"]])
        return rows.assign(counted=rows["k"].gt(0))[["nip", "day", "counted"]].reset_index(drop=True)
    sent = view.sent[view.sent["person"].isin(asked) & view.sent["part"].ne(OUTSIDE)]
    if item.of == "rhk":
        counted = _under_rhk(view)
    elif item.name == "recorded_minutes":
        counted = sent[["id"]].assign(counted=True)
    else:
        rows = observe(item, view)
        counted = pd.DataFrame({"id": rows["id"], "counted": rows["k"].gt(0) if item.kind == "share" else True})
    found = sent[[name for name in sent if name in view.records.entries]].merge(counted, on="id")
    return found.sort_values(["nip", "day", "start"], kind="stable", ignore_index=True)


def outputs(records: Records, period: Period, level: Level) -> pd.DataFrame:
    """Total what was produced, by unit of quantity; never a measure in which more is better.

    Returns
    -------
    DataFrame
        key, quantity_unit (lower case), total, n (entries with that unit).
    """
    view = make_view(records, period, grain=None, settings=Settings(), as_of=period.end)
    sent = view.sent[view.sent["part"].ne(OUTSIDE) & view.sent["quantity"].notna()]
    made = pd.DataFrame({
        "key": group_keys(view.employees, level)["key"].to_numpy()[sent["person"]],
        "quantity_unit": sent["quantity_unit"].fillna("").astype("str").str.split().str.join(" ").str.lower(),
        "total": sent["quantity"].astype("int64"),
    })  # fmt: skip
    made = made[made["quantity_unit"].ne("")]
    return made.groupby(["key", "quantity_unit"])["total"].agg(total="sum", n="size").reset_index()


def uncovered_rhk(records: Records, period: Period, level: Level) -> pd.DataFrame:
    """List the RHK under which no entry of the period was approved.

    Returns
    -------
    DataFrame
        key (of the level), nip, rhk_id, rhk.
    """
    view = make_view(records, period, grain=None, settings=Settings(), as_of=period.end)
    rhk = observations.covered_rhk(view)
    rhk = rhk[rhk["k"].eq(0)]
    rhk = rhk.assign(
        key=group_keys(view.employees, level)["key"].to_numpy()[rhk["person"]],
        nip=view.employees["nip"].to_numpy()[rhk["person"]],
    )
    return rhk.sort_values(["key", "nip", "rhk_id"], ignore_index=True)[["key", "nip", "rhk_id", "rhk"]]


def _under_rhk(view: View) -> pd.DataFrame:
    linked = observations.planned_entries(view)
    return pd.DataFrame({"id": linked["id"], "counted": linked["status"].eq(Status.APPROVED)})
