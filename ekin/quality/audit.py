"""Menu audit: items of an activity list or an SKP that can only give generic entries, and the questions that would split them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ekin.quality.judge import check
from ekin.quality.normalize import fold
from ekin.quality.reasons import FACETS, QUESTIONS, questions, topic_bits
from ekin.statistics.intervals import wilson
from ekin.vocabulary import Flag


def audit_menu(items: Iterable[str], entries: pd.DataFrame | None = None) -> pd.DataFrame:
    """Judge each item of a menu as if it were an entry, and look at the entries that were made from it.

    Parameters
    ----------
    items
        Texts of the menu; equal ones (but for case, spelling and spaces) count once.
    entries
        Columns nip, description and, where known, plan: an entry belongs to an item that is its description or its plan.

    Returns
    -------
    DataFrame
        item, flag, p_generic, missing, questions (up to one for each missing facet), n (entries), people, specific, low, high
        (share of the entries that are specific, with its 95 % interval), only_generic (flagged generic, and no entry made from it
        is specific); those that most people use first. A menu is judged here, not the people who have to use it.
    """
    menu = pd.DataFrame({"item": [str(item).strip() for item in items]}).assign(key=lambda frame: frame["item"].map(fold))
    menu = menu[menu["key"].ne("")].drop_duplicates("key", ignore_index=True)
    found = check(menu["item"].tolist())
    menu = menu.assign(flag=found["flag"], p_generic=found["p_generic"], missing=found["missing"])
    menu["questions"] = [_questions(*row) for row in zip(menu["key"], menu["missing"], strict=True)]
    menu = menu.join(_use(menu["key"], entries), on="key").fillna({"n": 0, "people": 0, "k": 0})
    menu = menu.astype({"n": "int64", "people": "int64"})
    menu["only_generic"] = menu["flag"].eq(Flag.GENERIC) & menu["k"].eq(0)
    menu = menu.join(_share(menu["k"], menu["n"])).drop(columns=["key", "k"])
    return menu.sort_values(["only_generic", "people", "n"], ascending=False, kind="stable", ignore_index=True)


def _questions(key: str, missing: list[str]) -> list[str]:
    bits = np.array([topic_bits(key)])
    codes = [1 << at for at, facet in enumerate(FACETS) if facet in missing]
    return list(dict.fromkeys(QUESTIONS[questions(np.array([code]), bits)[0]] for code in codes))


def _use(keys: pd.Series, entries: pd.DataFrame | None) -> pd.DataFrame:
    """Entries, people and specific entries of each item, on its key."""
    if entries is None or entries.empty:
        return pd.DataFrame(columns=["n", "people", "k"], index=pd.Index([], name="key"), dtype="float64")
    columns = [entries[name].fillna("").astype("str").map(fold) for name in ("plan", "description") if name in entries]
    key = columns[-1].where(columns[-1].isin(keys), columns[0])
    used = entries.assign(key=key)[key.isin(keys)]
    texts = used["description"].fillna("").astype("str")
    used = used.assign(k=check(texts.tolist())["flag"].eq(Flag.SPECIFIC).to_numpy())
    return used.groupby("key").agg(n=("k", "size"), people=("nip", "nunique"), k=("k", "sum"))


def _share(k: pd.Series, n: pd.Series) -> pd.DataFrame:
    low, high = wilson(k.to_numpy(float), n.to_numpy(float))
    return pd.DataFrame({"specific": k / n.where(n > 0), "low": low, "high": high}, index=k.index)
