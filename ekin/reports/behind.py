"""The rows behind the figures: one for every sent entry and every empty working day, with what each counts in."""

from __future__ import annotations

from datetime import date

import pandas as pd

from ekin.domain.period import Period
from ekin.evaluation.performance import MEASURES, Records, rows_of
from ekin.evaluation.records import make_view
from ekin.exchange.harmless import clean
from ekin.settings import Settings
from ekin.vocabulary import SENT, Flag, Level
from ekin.words import numbers
from ekin.words.errors import STATUS
from ekin.words.report import FACET, FLAG, FLAG_MISSING, LEANING, NO_ENTRY, OBJECTED

OUT, IN, COUNTED = ".", "0", "1"
"""Codes of a row in one measure: not part of it, part of its n, and part of its k too."""


def sent_entries(records: Records, period: Period) -> pd.DataFrame:
    """Entries of the period's days that their writers have sent, by person and day."""
    entries = records.entries
    chosen = entries["day"].between(pd.Timestamp(period.start), pd.Timestamp(period.end)) & entries["status"].isin(SENT)
    chosen &= entries["nip"].isin(records.employees["nip"])
    return entries[chosen].sort_values(["nip", "day", "start", "id"], kind="stable").reset_index(drop=True)


def rows_behind(
    entries: pd.DataFrame, grid: pd.DataFrame, whole: Records, period: Period, key: str, *, settings: Settings, as_of: date
) -> pd.DataFrame:
    """Give every row a text of codes, one for each of MEASURES in their order.

    Parameters
    ----------
    entries
        Sent entries, as `sent_entries` gives.
    grid
        Days of every person, as `evaluation.performance.day_grid` gives.
    whole, key
        Records in which all people belong to the one agency `key`.
    settings, as_of
        Those the figures were computed with.

    Returns
    -------
    DataFrame
        The entries and, with an empty id, the empty working days; columns as in entries and `codes`.
    """
    empty = grid.loc[grid["state"].isin(("empty", "draft")), ["nip", "day"]].assign(id="")
    rows = pd.concat([entries, empty], ignore_index=True) if len(empty) else entries.copy()
    rows = rows.sort_values(["nip", "day"], kind="stable").reset_index(drop=True)
    codes = pd.Series("", index=rows.index)
    view = make_view(whole, period, grain=None, settings=settings, as_of=as_of)
    for measure in MEASURES:
        codes = codes + _codes(rows, rows_of(view, Level.AGENCY, key, measure.name))
    return rows.assign(codes=codes)


def texts(rows: pd.DataFrame) -> list[dict[str, str]]:
    """Put rows into the words of the table of entries; templates escape them."""
    columns = [rows[name] if name in rows else pd.Series([None] * len(rows)) for name in _COLUMNS]
    return [_text(dict(zip(_COLUMNS, cells, strict=True))) for cells in zip(*columns, strict=True)]


_COLUMNS = (
    "id", "day", "start", "end", "description", "quantity", "quantity_unit", "status", "flag", "label", "missing", "model", "objected", "codes"
)  # fmt: skip


def _codes(rows: pd.DataFrame, behind: pd.DataFrame) -> pd.Series:
    """Codes of one measure; a measure of days marks the first row of each day."""
    if "id" in behind:
        counted = dict(zip(behind["id"], behind["counted"], strict=True))
        found = rows["id"].map(counted)
    else:
        days = pd.MultiIndex.from_frame(behind[["nip", "day"]])
        counted = pd.Series(behind["counted"].to_numpy(), index=days)
        found = pd.Series(counted.reindex(pd.MultiIndex.from_frame(rows[["nip", "day"]])).to_numpy(), index=rows.index)
        found = found.where(~rows.duplicated(["nip", "day"]))
    return found.map({True: COUNTED, False: IN}).astype("object").fillna(OUT)


def _text(row: dict[str, object]) -> dict[str, str]:
    shown = {"day": numbers.short_day(row["day"]), "codes": row["codes"], "model": "", "flag": "", "id": row["id"]}
    if not row["id"]:
        return shown | {"description": NO_ENTRY, "time": "", "quantity": "", "status": ""}
    if isinstance(row["flag"], str):
        shown |= {"flag": _flag(row), "model": clean(row["model"])}
    return shown | {
        "time": "–".join(f"{at:%H.%M}" for at in (row["start"], row["end"]) if not pd.isna(at)),
        "description": clean(row["description"]),
        "quantity": ""
        if pd.isna(row["quantity"])
        else f"{numbers.number(row['quantity'])} {clean(row['quantity_unit'])}".strip(),
        "status": STATUS[row["status"]],
    }


def _flag(row: dict[str, object]) -> str:
    missing = row["missing"]
    parts = [FLAG[row["flag"]]]
    if row["flag"] == Flag.UNSURE and not pd.isna(row["label"]):
        parts[0] += LEANING[int(row["label"])]
    if missing is not None and len(missing):
        parts.append(FLAG_MISSING.format(facets=", ".join(FACET[facet] for facet in missing)))
    if pd.notna(row["objected"]) and bool(row["objected"]):
        parts.append(OBJECTED)
    return "; ".join(parts)
