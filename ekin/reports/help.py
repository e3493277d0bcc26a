"""Who needs help, and with what: people whose whole interval lies below a setting. Never a ranking (DESIGN, what never bends)."""

from __future__ import annotations

import pandas as pd

from ekin.settings import Settings
from ekin.vocabulary import Flag

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
    return alphabetical(limited[limited["enough"] & limited["high"].lt(limited["limit"])])


def too_few(people: pd.DataFrame, helped: pd.DataFrame) -> pd.DataFrame:
    """Rows of people about whom nothing can be said yet and who are not offered help for something else.

    A measure that nobody has figures for (descriptions that were not judged) makes nobody unknown.
    """
    known = [measure for measure in HEADLINES if people.loc[people["measure"].eq(measure), "value"].notna().any()]
    rows = people["measure"].isin(known or HEADLINES[:1]) & ~people["enough"] & ~people["key"].isin(helped["key"])
    return alphabetical(people[rows])


def missing_facets(sent: pd.DataFrame) -> dict[str, pd.Series]:
    """Count for each writer the facets that unclear descriptions lack, most frequent first."""
    if not {"flag", "missing"} <= set(sent.columns):
        return {}
    unclear = sent[sent["flag"].ne(Flag.SPECIFIC)].explode("missing").dropna(subset="missing")
    counts = unclear.groupby(["nip", "missing"]).size().sort_index().sort_values(ascending=False, kind="stable")
    return {nip: found.droplevel("nip") for nip, found in counts.groupby("nip")}


def alphabetical(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort a frame of people by unit and name, without regard to capitals."""
    by = ["unit", "name", "key", "measure"]
    return rows.sort_values(by, key=lambda column: column.astype("str").str.casefold(), kind="stable")
