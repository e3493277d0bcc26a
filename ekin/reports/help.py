"""Who needs help, and with what: people whose whole interval lies below a setting. Never a ranking (DESIGN, what never bends)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ekin.settings import Settings
from ekin.vocabulary import Flag
from ekin.words import numbers
from ekin.words.appendix import STEP
from ekin.words.report import FACET

HEADLINES = ("fill_rate", "specific_share")
MAX_FACETS = 2


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


def most_missing(counts: pd.Series) -> str:
    """Name the facets that are lacking most often, with how often; `counts` has them most frequent first."""
    return ", ".join(f"{FACET[facet]} ({numbers.number(n)})" for facet, n in counts.head(MAX_FACETS).items())


def next_steps(helped: pd.DataFrame, unknown: pd.DataFrame, facets: Mapping[str, pd.Series], overall: pd.DataFrame) -> list[str]:
    """Say what a head of unit can do next, from the figures of page one.

    Parameters
    ----------
    helped, unknown
        As `need_help` and `too_few` give them.
    facets
        As `missing_facets` gives them; empty where verdicts must not be opened.
    overall
        Figures of all people together.
    """
    figures, steps = overall.set_index("measure"), []
    for measure, part in helped.groupby("measure"):
        lacking = _together([facets[key] for key in part["key"].unique() if key in facets]) if measure == "specific_share" else ""
        steps.append(STEP[measure].format(count=numbers.number(part["key"].nunique()), facets=lacking))
    reviewed = figures.loc["reviewed_share"]
    if reviewed["n"] > reviewed["k"]:
        left, n = numbers.number(reviewed["n"] - reviewed["k"]), numbers.number(reviewed["n"])
        steps.append(STEP["reviewed_share"].format(count=left, n=n))
    if len(unknown):
        steps.append(STEP["too_few"].format(count=numbers.number(unknown["key"].nunique())))
    return steps or [STEP["none"]]


def _together(counts: Sequence[pd.Series]) -> str:
    """Say what several people lack most often; nothing of nobody."""
    if not counts:
        return ""
    total = pd.concat(counts).groupby(level=0).sum().sort_values(ascending=False, kind="stable")
    return STEP["facets"].format(facets=most_missing(total))


def alphabetical(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort a frame of people by unit and name, without regard to capitals."""
    by = ["unit", "name", "key", "measure"]
    return rows.sort_values(by, key=lambda column: column.astype("str").str.casefold(), kind="stable")
