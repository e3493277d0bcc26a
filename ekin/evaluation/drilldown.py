"""What stands behind a figure: its entries or days, outputs by unit, and RHK without an approved entry."""

from __future__ import annotations

from datetime import date

import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation import observations
from ekin.evaluation.measures import Measure, find_measure, observe
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
    return rows_of(make_view(records, period, settings or Settings(), as_of=as_of), level, key, measure)


def rows_of(view: View, level: Level, key: str, measure: str) -> pd.DataFrame:
    """Open a figure of a view made before; parameters and result as in `entries_behind`."""
    item = find_measure(measure)
    asked = view.employees.loc[group_keys(view.employees, level)["key"].eq(key), "nip"]
    rows = counted_rows(view, item)
    if item.of == "day":
        return rows[rows["nip"].isin(asked)].reset_index(drop=True)
    entries = view.sent.loc[view.sent["nip"].isin(asked), [*view.records.entries]]
    return entries.merge(rows, on="id").sort_values(["nip", "day", "start"], kind="stable", ignore_index=True)


def counted_rows(view: View, item: Measure) -> pd.DataFrame:
    """Rows of the denominator of a measure over all people: id and counted, or nip, day and counted for working days."""
    if item.of == "day":
        days = item.observe(view)
        return days.assign(nip=view.employees["nip"].to_numpy()[days["person"]], counted=days["k"].gt(0))[
            ["nip", "day", "counted"]
        ]
    if item.of == "rhk":
        linked = observations.planned_entries(view)
        return linked[["id"]].assign(counted=linked["status"].eq(Status.APPROVED))
    if item.name == "recorded_minutes":
        return view.sent.loc[view.sent["part"].ne(OUTSIDE), ["id"]].assign(counted=True)
    rows = observe(item, view)
    return rows[["id"]].assign(counted=rows["k"].gt(0) if item.kind == "share" else True)


def outputs(records: Records, period: Period, level: Level) -> pd.DataFrame:
    """Total what was produced, by unit of quantity; never a measure in which more is better.

    Returns
    -------
    DataFrame
        key, quantity_unit (lower case), total, n (entries with that unit).
    """
    view = make_view(records, period, Settings(), as_of=period.end)
    sent = view.sent[view.sent["part"].ne(OUTSIDE) & view.sent["quantity"].notna()]
    key = group_keys(view.employees, level)["key"].to_numpy()[sent["person"]]
    unit = sent["quantity_unit"].fillna("").astype("str").str.split().str.join(" ").str.lower()
    made = sent.assign(key=key, quantity_unit=unit, quantity=sent["quantity"].astype("int64"))[unit.ne("")]
    return made.groupby(["key", "quantity_unit"])["quantity"].agg(total="sum", n="size").reset_index()


def uncovered_rhk(records: Records, period: Period, level: Level) -> pd.DataFrame:
    """List the RHK under which no entry of the period was approved: key (of the level), nip, rhk_id, rhk."""
    view = make_view(records, period, Settings(), as_of=period.end)
    rhk = observations.covered_rhk(view).query("k == 0")
    people = view.employees[["nip"]].assign(key=group_keys(view.employees, level)["key"])
    found = rhk.join(people, on="person").sort_values(["key", "nip", "rhk_id"], ignore_index=True)
    return found[["key", "nip", "rhk_id", "rhk"]]
