"""The rows behind the figures: one for every sent entry and every empty working day, with what each counts in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ekin.evaluation.drilldown import counted_rows
from ekin.evaluation.measures import MEASURES
from ekin.evaluation.records import View
from ekin.exchange.harmless import clean
from ekin.vocabulary import Flag
from ekin.words import numbers
from ekin.words.errors import STATUS
from ekin.words.report import FACET, FLAG, FLAG_MISSING, LEANING, NO_ENTRY, OBJECTED

OUT, IN, COUNTED = ".", "0", "1"
"""Codes of a row in one measure: not part of it, part of its n, and part of its k too."""


def rows_behind(entries: pd.DataFrame, grid: pd.DataFrame, view: View) -> pd.DataFrame:
    """Give every row a text of codes, one for each of MEASURES in their order.

    Parameters
    ----------
    entries
        Sent entries of the period.
    grid
        Days of every person, as `evaluation.performance.day_grid` gives.

    Returns
    -------
    DataFrame
        The entries and, with an empty id, the empty working days; columns as in entries and `codes`.
    """
    empty = grid.loc[grid["state"].isin(("empty", "draft")), ["nip", "day"]].assign(id="")
    rows = pd.concat([entries, empty], ignore_index=True) if len(empty) else entries.copy()
    rows = rows.sort_values(["nip", "day"], kind="stable").reset_index(drop=True)
    codes = pd.Series("", index=rows.index)
    for measure in MEASURES:
        codes = codes + _codes(rows, counted_rows(view, measure))
    return rows.assign(codes=codes)


def texts(rows: pd.DataFrame) -> list[dict[str, str]]:
    """Put rows into the words of the table of entries; templates escape them."""
    return [_text(row) for row in rows.to_dict("records")]


def _codes(rows: pd.DataFrame, behind: pd.DataFrame) -> pd.Series:
    """Codes of one measure; a measure of days marks the first row of each day."""
    by = ["id"] if "id" in behind else ["nip", "day"]
    found = rows[by].merge(behind.drop_duplicates(by, keep="last")[[*by, "counted"]], how="left")["counted"]
    if "day" in by:
        found = found.where(~rows.duplicated(by))
    return found.map({True: COUNTED, False: IN}).astype("object").fillna(OUT)


def _text(row: dict[str, Any]) -> dict[str, str]:
    shown = {"day": numbers.short_day(row["day"]), "codes": row.get("codes", ""), "model": "", "flag": ""}
    if not row["id"]:
        return shown | {"description": NO_ENTRY, "time": "", "quantity": "", "status": ""}
    if isinstance(row.get("flag"), str):
        shown |= {"flag": _flag(row), "model": clean(row["model"])}
    return shown | {
        "time": "–".join(f"{at:%H.%M}" for at in (row["start"], row["end"]) if not pd.isna(at)),
        "description": clean(row["description"]),
        "quantity": ""
        if pd.isna(row["quantity"])
        else f"{numbers.number(row['quantity'])} {clean(row['quantity_unit'])}".strip(),
        "status": STATUS[row["status"]],
    }


def _flag(row: dict[str, Any]) -> str:
    """Write a verdict with what the description lacks."""
    text = FLAG[row["flag"]]
    if row["flag"] == Flag.UNSURE and not pd.isna(row["label"]):
        text += LEANING[int(row["label"])]
    if row["missing"] is not None and len(row["missing"]):
        text += "; " + FLAG_MISSING.format(facets=", ".join(FACET[facet] for facet in row["missing"]))
    return f"{text}; {OBJECTED}" if row["objected"] is True else text
