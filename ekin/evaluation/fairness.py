"""Whether the judge treats groups alike: flag and error rates with base rates, gaps, and what could have been seen at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import norm

from ekin.statistics.intervals import Z, design_effect, wilson

MIN_ROWS: Final = 30
"""Rows below which a group's rate is not compared."""

MIN_PEOPLE: Final = 5
"""People below which a group's rate is not compared, nor shown outside the office (DOMAIN 8)."""

ALARM: Final = 0.05
"""Chance that an audit without any gap alarms, over all its comparisons together (Holm)."""

_POWER = 0.8


MEASURES: Final = ("flag", "error", "wrongly_flagged", "missed")


def audit_fairness(rows: pd.DataFrame, by: Sequence[str], measures: Sequence[str] = MEASURES) -> pd.DataFrame:
    """Compare each group of each column with all others; people are clusters.

    Many questions at once pay for it: the alarm is held at 5 % over all comparisons of one call, so ask few to see small gaps.

    Parameters
    ----------
    rows
        One row per description: flag (bool), label (1 generic, 0 specific, NA where nobody labelled; the column may be missing),
        person (may be missing), and the columns named in `by`, such as job family, unit, work week, employment kind, register.
    by
        Columns to compare; rows without a value there are left out.
    measures
        Which of `MEASURES` to compare; all but "flag" need labels.

    Returns
    -------
    DataFrame
        column, group, measure ("flag", "error", "wrongly_flagged" of the specific, "missed" of the generic), estimate, low, high
        (Wilson), n (rows), people, base (share generic among the labelled, to read flag rates beside), gap (to all other groups),
        gap_low, gap_high (95 %, Newcombe), p (Holm), alarm, detectable (the gap that 80 % of such audits would find), enough.
        Where a group is too small everything about the gap is NaN and enough is False.
    """
    data = rows.assign(person=rows["person"] if "person" in rows else np.arange(len(rows)))
    label = rows["label"].astype("Float64") if "label" in rows else pd.Series(pd.NA, rows.index, "Float64")
    flag = rows["flag"].astype("Float64")
    asked = {
        "flag": flag,
        "error": (flag - label).abs(),
        "wrongly_flagged": flag.where(label.eq(0)),
        "missed": (1 - flag).where(label.eq(1)),
    }
    parts = []
    for column in by:
        for measure, outcome in ((name, asked[name]) for name in measures):
            kept = data.assign(outcome=outcome, label=label)[outcome.notna() & data[column].notna()]
            if len(kept):
                parts.append(_compare(kept, column).assign(column=column, measure=measure))
    return _alarm(pd.concat(parts, ignore_index=True))


def _compare(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rate of each group and its gap to all others; the second of two groups repeats the first, so it has no test of its own."""
    groups, code = np.unique(rows[column].astype("str"), return_inverse=True)
    outcome = rows["outcome"].to_numpy("float64")
    whole = _rate(outcome, code, rows["person"], len(groups))
    table = whole.assign(
        group=groups, base=rows["label"].astype("float64").groupby(code).mean().reindex(range(len(groups))).to_numpy()
    )
    for group in range(len(groups)):
        if len(groups) < 2:
            continue
        others, own = _rate(outcome, np.where(code == group, 1, 0), rows["person"], 2).to_dict("records")
        if min(others["n"], own["n"]) < MIN_ROWS or min(others["people"], own["people"]) < MIN_PEOPLE:
            continue
        gap, pooled = own["estimate"] - others["estimate"], outcome.mean()
        se = np.sqrt(pooled * (1 - pooled) * (own["effect"] / own["n"] + others["effect"] / others["n"]))
        down = np.hypot(own["estimate"] - own["low"], others["high"] - others["estimate"])
        up = np.hypot(own["high"] - own["estimate"], others["estimate"] - others["low"])
        raw = 2 * norm.sf(abs(gap) / se) if se > 0 else 1.0
        table.loc[group, ["gap", "gap_low", "gap_high", "raw", "se"]] = gap, gap - down, gap + up, raw, se
    table["tested"] = table.get("gap", pd.Series(np.nan, table.index)).notna() & ~((len(groups) == 2) & (table.index == 1))
    return table


def _rate(outcome: np.ndarray, code: np.ndarray, person: pd.Series, size: int) -> pd.DataFrame:
    people = pd.DataFrame({"k": outcome, "n": 1.0, "code": code, "who": person.to_numpy()}).groupby(["code", "who"]).sum()
    k, n, group = people["k"].to_numpy(), people["n"].to_numpy(), people.index.get_level_values("code").to_numpy()
    effect = np.maximum(1.0, design_effect(k, n, group, size)) if n.max() > 1 else np.ones(size)
    hits, total = np.bincount(group, k, size), np.bincount(group, n, size)
    low, high = wilson(hits, total, effect)
    counts = {"n": total.astype("int64"), "people": np.bincount(group, minlength=size)}
    return pd.DataFrame({"estimate": hits / total, "low": low, "high": high, "effect": effect} | counts)


def _alarm(table: pd.DataFrame) -> pd.DataFrame:
    """Holm's adjustment over all comparisons, and the smallest gap that would be found in four audits of five."""
    table = table.reindex(columns=[*table.columns, *{"gap", "gap_low", "gap_high", "raw", "se"}.difference(table.columns)])
    raw = table.loc[table["tested"], "raw"].sort_values()
    adjusted = (raw * np.arange(len(raw), 0, -1)).cummax().clip(upper=1.0)
    table["p"] = adjusted.reindex(table.index)
    twins = table.groupby(["column", "measure"], sort=False)["p"].transform("max")
    table["p"] = table["p"].fillna(twins.where(table["gap"].notna()))
    table["enough"], table["alarm"] = table["gap"].notna(), table["p"].lt(ALARM)
    critical = norm.isf(ALARM / 2 / max(len(raw), 1)) if len(raw) else Z
    table["detectable"] = (critical + norm.ppf(_POWER)) * table["se"]
    names = ["column", "group", "measure", "estimate", "low", "high", "n", "people", "base", "gap", "gap_low", "gap_high"]
    return table[[*names, "p", "alarm", "detectable", "enough"]]
