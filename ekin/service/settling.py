"""Where annotators differ, what the lead rules, how far people agree, and the labels that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from ekin.errors import NotInTaskError
from ekin.quality.agreement import agreement
from ekin.quality.agreement import disagreements as differing
from ekin.service.annotation import Bench, label, labels
from ekin.storage.annotations import FACETS
from ekin.vocabulary import Batch, Round
from ekin.words.research import BENCH

OF: Final = ("label", *FACETS)
"""What annotators are compared in."""


def disagreements(bench: Bench, batch: Batch | None = None) -> pd.DataFrame:
    """List disputed items, of one batch or of all, as far as this person may see them; those with two labels come first.

    Returns
    -------
    DataFrame
        item, text, a column for each annotator with the facets found missing, as "object detail" ("" is specific, NaN no label),
        settled (the same; NaN: not yet) and only_facets (the label is common, not what is missing).
    """
    seen = labels(bench)
    seen = seen.assign(missing=_missing(seen))[_inside(bench, seen, batch)]
    first = seen[seen["round"].eq(Round.FIRST)]
    found = differing(first, "missing")
    kinds = first.groupby("item")["label"].nunique()
    settled = seen[seen["round"].eq(Round.SETTLED)].set_index("item")["missing"]
    found.insert(1, "text", found["item"].map(bench.items))
    found = found.assign(settled=found["item"].map(settled), only_facets=found["item"].map(kinds).eq(1))
    return found.sort_values("only_facets", kind="stable", ignore_index=True)


def settle(bench: Bench, item: str, missing: Iterable[str], note: str) -> None:
    """Settle a disputed item, as the lead, with the ruling that decided; a second time replaces the first.

    Raises
    ------
    NotInTaskError
        If this person is not the lead, or does not see the item as disputed.
    """
    shown = disagreements(bench).set_index("item")
    if not bench.leads or item not in shown.index:
        raise NotInTaskError(bench.annotator, bench.task)
    if pd.notna(shown.loc[item, "settled"]):
        bench.kept.remove(bench.annotator, item, Round.SETTLED)
    label(bench, item, missing, note=note, round_=Round.SETTLED)


def agreement_of(bench: Bench, of: Sequence[str] = OF, batch: Batch | None = None) -> pd.DataFrame:
    """Measure agreement on what this person may see (`quality.agreement`); of a pool, only its random batch says anything."""
    seen = labels(bench)
    return agreement(seen[seen["round"].eq(Round.FIRST) & _inside(bench, seen, batch)], of)


def self_agreement(bench: Bench, of: Sequence[str] = OF) -> pd.DataFrame:
    """Measure this person's first labels against their second ones."""
    own = labels(bench).query("annotator == @bench.annotator and round != @Round.SETTLED")
    twice = own[own["item"].isin(own.loc[own["round"].eq(Round.AGAIN), "item"])]
    return agreement(twice.assign(annotator=twice["round"].map({1: BENCH["first"], 2: BENCH["again"]})), of)


def labelled(bench: Bench) -> pd.DataFrame:
    """Give each item its final label: the common one, or the settled one; items whose label is still disputed are left out.

    Returns
    -------
    DataFrame
        item, text, label, the facets (<NA>: still disputed), borderline (someone ticked it, or its label was settled), n
        (annotators).
    """
    seen = labels(bench)
    first, settled = seen[seen["round"].eq(Round.FIRST)], seen[seen["round"].eq(Round.SETTLED)].set_index("item")
    by_item = first.groupby("item")
    kinds, found = by_item[list(OF)].nunique(), by_item[list(OF)].first().astype("Int64")
    ruled, same = found.index.isin(settled.index), kinds["label"].eq(1)
    found = found.where(kinds.eq(1))
    found.update(settled[list(OF)])
    borderline = by_item["borderline"].max() | (ruled & ~same)
    found = found.assign(borderline=borderline.astype("int64"), n=by_item["annotator"].nunique())[ruled | same]
    found.insert(0, "text", bench.items.reindex(found.index))
    return found.astype({"label": "int64"}).reset_index()


def _missing(seen: pd.DataFrame) -> list[str]:
    return [" ".join(name for name, there in zip(FACETS, row, strict=True) if not there) for row in seen[FACETS].to_numpy()]


def _inside(bench: Bench, seen: pd.DataFrame, batch: Batch | None) -> pd.Series:
    return seen["item"].map(bench.batches).eq(batch) | (batch is None)
