"""Who needs help, and with what: people whose whole interval lies below a setting. Never a ranking (DESIGN, what never bends)."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from ekin.settings import Settings
from ekin.vocabulary import SENT, Flag

HEADLINES = ("fill_rate", "specific_share")


def limits(settings: Settings) -> dict[str, float]:
    """Shares below which help is offered, by measure."""
    return {"fill_rate": settings.help_fill, "specific_share": settings.help_specific}


def need_help(people: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Choose the figures whose whole interval lies below its limit.

    Parameters
    ----------
    people
        Long frame of people, with the columns of `measure` and a column `unit`.

    Returns
    -------
    DataFrame
        The chosen rows with a column `limit`, alphabetical by unit and name.
    """
    limited = people.assign(limit=people["measure"].map(limits(settings)).astype("float64"))
    return _alphabetical(limited[limited["enough"] & limited["high"].lt(limited["limit"])])


def too_few(people: pd.DataFrame, helped: pd.DataFrame) -> pd.DataFrame:
    """Rows of people about whom nothing can be said yet and who are not offered help for something else.

    A measure that nobody has figures for (descriptions that were not judged) makes nobody unknown.
    """
    known = [measure for measure in HEADLINES if people.loc[people["measure"].eq(measure), "value"].notna().any()]
    rows = people["measure"].isin(known or HEADLINES[:1]) & ~people["enough"] & ~people["key"].isin(helped["key"])
    return _alphabetical(people[rows])


def missing_facets(entries: pd.DataFrame) -> dict[str, list[tuple[str, int]]]:
    """Count for each writer the facets that unclear descriptions lack, most frequent first."""
    if not {"flag", "missing"} <= set(entries.columns):
        return {}
    unclear = entries[entries["flag"].ne(Flag.SPECIFIC) & entries["status"].isin(SENT)]
    counts: dict[str, Counter[str]] = {}
    for nip, missing in zip(unclear["nip"], unclear["missing"], strict=True):
        counts.setdefault(nip, Counter()).update(list(missing) if missing is not None else [])
    return {nip: sorted(found.items(), key=lambda item: (-item[1], item[0])) for nip, found in counts.items()}


def _alphabetical(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(
        ["unit", "name", "key", "measure"], key=lambda column: column.astype("str").str.casefold(), kind="stable"
    )
