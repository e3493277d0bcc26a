"""More lines for a task of annotation, half at random and half where the labels so far teach least, and whether more are worth it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from ekin.errors import NotEnoughError, NotInTaskError
from ekin.quality.overlap import overlap_plan
from ekin.quality.sampling import STRATEGIES, last_changes, next_batch
from ekin.service.annotation import FILES, Bench
from ekin.service.settling import labelled
from ekin.storage.annotations import own
from ekin.vocabulary import Round
from ekin.words.research import BENCH


def draw_batch(bench: Bench, pool: pd.DataFrame, n: int, *, seed: int = 2026) -> pd.DataFrame:
    """Add lines to a task, as the lead: half drawn at random, half where the quick model doubts most (`quality.sampling`).

    The model learns from the final labels so far. Whoever sits at the task sees the new lines after sitting down anew.

    Parameters
    ----------
    pool
        Columns item (unique) and text; items that are in the task already are not drawn again.

    Returns
    -------
    DataFrame
        The new lines: item, text, batch.

    Raises
    ------
    NotInTaskError
        If this person is not the lead.
    NotEnoughError
        If the final labels are not yet of both kinds.
    """
    if not bench.leads:
        raise NotInTaskError(bench.annotator, bench.task)
    known, free = labelled(bench), pool[~pool["item"].astype("str").isin(bench.items.index)]
    if known["label"].nunique() < 2:
        raise NotEnoughError(BENCH["both_kinds"])
    texts, given = [*known["text"], *free["text"]], [*known["label"], *[np.nan] * len(free)]
    drawn = next_batch(texts, given, n, seed=seed)
    new = free[["item", "text"]].astype("str").iloc[drawn["at"] - len(known)].assign(batch=drawn["why"].to_numpy())
    task = json.loads((bench.folder / FILES["task"]).read_text(encoding="utf-8"))
    plan = overlap_plan(new["item"].tolist(), task["annotators"], int(bench.plan.groupby("item").size().max()), seed)
    old = pd.DataFrame({"item": bench.items.index, "text": bench.items, "batch": bench.batches})
    for name, both in (("items", [old, new]), ("plan", [bench.plan, plan])):
        _replace(bench.folder / FILES[name], pd.concat(both))
    return new.reset_index(drop=True)


def still_changing(bench: Bench) -> pd.DataFrame | None:
    """Say how far this person's last active and random labels still change the quick model (`quality.sampling.last_changes`).

    Only own labels are read, so nothing shows of colleagues'. None where the task has no lines of both kinds.
    """
    if not set(STRATEGIES) <= set(bench.batches[bench.mine]):
        return None
    mine = own(bench.kept, bench.annotator)
    mine = mine[mine["round"].eq(Round.FIRST) & mine["item"].isin(bench.items.index)]
    return last_changes(bench.items[mine["item"]].tolist(), mine["label"], bench.batches[mine["item"]])


def _replace(path: Path, frame: pd.DataFrame) -> None:
    """Write a table so that whoever reads meanwhile sees the old one or the new one."""
    new = path.with_suffix(".new")
    frame.to_csv(new, index=False)
    new.replace(path)
