"""Blind annotation by one to five people: a task is a folder that they share; labels lie there, or in the database.

The folder holds tugas.json (name, lead, annotators), butir.csv (items, and how each came in) and rencana.csv (who labels which, in which order).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import pandas as pd

from ekin.domain.entry import fold_spaces
from ekin.errors import BlindError, FileRefusedError, NotInTaskError, SettingError
from ekin.quality.overlap import overlap_plan
from ekin.service.clock import Clock, utc_now
from ekin.storage.annotations import FACETS, UNDO, DatabaseLabels, FolderLabels, Labels, own, visible
from ekin.storage.store import Store
from ekin.vocabulary import Batch, Round
from ekin.words.errors import ERROR
from ekin.words.research import BENCH

MAX_ANNOTATORS: Final = 5
AGAIN: Final = 20
"""Own items that come a second time, for agreement with oneself."""

FILES: Final = {"task": "tugas.json", "items": "butir.csv", "plan": "rencana.csv"}
_NAME: Final = re.compile(r"[a-z0-9_-]{1,40}")


@dataclass(frozen=True)
class Bench:
    """One person at one task; every function below takes it first.

    Attributes
    ----------
    items
        Texts by item.
    batches
        How each item came into the task (`Batch`).
    plan
        annotator, item, in the order in which each labels.
    """

    task: str
    lead: str
    annotator: str
    folder: Path
    items: pd.Series = field(repr=False)
    batches: pd.Series = field(repr=False)
    plan: pd.DataFrame = field(repr=False)
    kept: Labels = field(repr=False)
    clock: Clock = field(repr=False)

    @cached_property
    def mine(self) -> list[str]:
        """Own items, in order."""
        return self.plan.loc[self.plan["annotator"].eq(self.annotator), "item"].tolist()

    @property
    def leads(self) -> bool:
        """Whether this person settles disagreements."""
        return self.annotator == self.lead


def make_task(
    folder: str | Path, items: pd.DataFrame, annotators: Sequence[str], *, lead: str, overlap: int = 2, seed: int = 2026
) -> Path:
    """Write a new task into an empty folder.

    Parameters
    ----------
    items
        Columns item (unique) and text, and batch (`Batch`) where lines were drawn; nothing else is shown to annotators or kept.
    annotators, lead
        Small letters, digits, - and _; on PostgreSQL their logins. The lead may annotate too, and then is as blind as the others.
    overlap
        Annotators of each item.

    Raises
    ------
    SettingError
        If names, items or overlap cannot be used.
    FileRefusedError
        If there is a task in the folder already.
    """
    folder, names = Path(folder), [*annotators, lead]
    if not (1 <= len(set(annotators)) == len(annotators) <= MAX_ANNOTATORS and all(map(_NAME.fullmatch, names))):
        raise SettingError("annotators", ", ".join(names), BENCH["names"].format(most=MAX_ANNOTATORS))
    if not 1 <= overlap <= len(annotators) or items["item"].duplicated().any():
        raise SettingError("overlap", overlap, BENCH["overlap"].format(most=len(annotators)))
    if (folder / FILES["task"]).exists():
        raise FileRefusedError(folder, BENCH["exists"])
    folder.mkdir(parents=True, exist_ok=True)
    items = (items if "batch" in items else items.assign(batch=Batch.GIVEN))[["item", "text", "batch"]].astype("str")
    items.to_csv(folder / FILES["items"], index=False)
    overlap_plan(items["item"].tolist(), annotators, overlap, seed).to_csv(folder / FILES["plan"], index=False)
    task = {"name": folder.resolve().name, "lead": lead, "annotators": list(annotators), "seed": seed}
    (folder / FILES["task"]).write_text(json.dumps(task, indent=1) + "\n", encoding="utf-8")
    return folder


def open_bench(folder: str | Path, annotator: str, store: Store | None = None, *, clock: Clock = utc_now) -> Bench:
    """Sit down at a task.

    Parameters
    ----------
    store
        Keep labels in this database instead of the folder.

    Raises
    ------
    FileRefusedError, NotInTaskError
        If the folder holds no task, or the person is neither an annotator nor the lead.
    """
    folder = Path(folder)
    try:
        task = json.loads((folder / FILES["task"]).read_text(encoding="utf-8"))
        items, plan = (pd.read_csv(folder / FILES[name], dtype="str", keep_default_na=False) for name in ("items", "plan"))
    except (OSError, ValueError):
        raise FileRefusedError(folder, BENCH["no_task"] + " " + ERROR["not_found"]) from None
    if annotator not in {task["lead"], *task["annotators"]}:
        raise NotInTaskError(annotator, task["name"])
    kept = DatabaseLabels(store, task["name"]) if store else FolderLabels(folder)
    items = items.set_index("item").reindex(columns=["text", "batch"], fill_value=str(Batch.GIVEN))
    return Bench(task["name"], task["lead"], annotator, folder, items["text"], items["batch"], plan, kept, clock)


def labels(bench: Bench) -> pd.DataFrame:
    """Labels this person may see: own ones, colleagues' where the own one is stored for good, and of others' items the lead all."""
    free = set(bench.items.index).difference(bench.mine) if bench.leads else ()
    return visible(bench.kept, bench.annotator, bench.clock(), free)


def place(bench: Bench, round_: Round = Round.FIRST, batch: Batch | None = None) -> tuple[pd.DataFrame, int]:
    """Say where this person is in a round, of one batch or of all; only own labels are read.

    Returns
    -------
    tuple
        Items that wait, in order (item, text), and how many are done. In the second round they are `AGAIN` of those labelled
        before, without that label.
    """
    mine = own(bench.kept, bench.annotator)
    done = set(mine.loc[mine["round"].eq(round_), "item"])
    wanted = bench.mine
    if round_ == Round.AGAIN:
        first = mine.loc[mine["round"].eq(Round.FIRST) & mine["at"].le(bench.clock() - UNDO), "item"].sort_values()
        wanted = sorted(first, key=lambda item: _hash(bench.annotator, item))[:AGAIN]
    inside = set(bench.items.index if batch is None else bench.batches.index[bench.batches.eq(batch)])
    items = [item for item in wanted if item in inside - done]
    return pd.DataFrame({"item": items, "text": bench.items.reindex(items).to_numpy()}, dtype="str"), len(done & inside)


def to_do(bench: Bench, round_: Round = Round.FIRST) -> pd.DataFrame:
    """Items that wait, in order: item, text (`place`)."""
    return place(bench, round_)[0]


def label(
    bench: Bench,
    item: str,
    missing: Iterable[str] = (),
    *,
    borderline: bool = False,
    note: str = "",
    seconds: float | None = None,
    round_: Round = Round.FIRST,
) -> None:
    """Store a label: specific (0) when no facet is missing, else generic (1), as the codebook says.

    Raises
    ------
    NotInTaskError, AlreadyLabelledError
        If the item is not this person's, or labelled already.
    """
    allowed = bench.mine if round_ != Round.SETTLED else list(bench.items.index) if bench.leads else []
    if item not in allowed:
        raise NotInTaskError(bench.annotator, bench.task)
    missing = set(missing)
    row = {"annotator": bench.annotator, "item": item, "round": int(round_), "label": int(bool(missing))}
    row |= {"facets": {name: int(name not in missing) for name in FACETS}, "borderline": borderline}
    bench.kept.add(row | {"note": fold_spaces(note), "seconds": seconds, "at": bench.clock()})


def undo(bench: Bench, round_: Round = Round.FIRST) -> str | None:
    """Take back one's newest label if it is not older than two minutes; return its item, or None."""
    mine = own(bench.kept, bench.annotator)
    fresh = mine[mine["round"].eq(round_) & mine["at"].gt(bench.clock() - UNDO)]
    if fresh.empty:
        return None
    bench.kept.remove(bench.annotator, item := str(fresh["item"].iloc[-1]), round_)
    return item


def colleague_labels(bench: Bench, item: str) -> pd.DataFrame:
    """Look at what the others said of one item.

    Raises
    ------
    BlindError
        If one's own label is not there yet, or can still be undone.
    """
    seen = labels(bench)
    final = seen["item"].eq(item) & seen["annotator"].eq(bench.annotator) & seen["at"].le(bench.clock() - UNDO)
    if item in bench.mine and not final.any():
        raise BlindError(item)
    return seen[seen["item"].eq(item) & seen["annotator"].ne(bench.annotator)].reset_index(drop=True)


def _hash(*parts: str) -> int:
    """Return a number that follows from texts, the same on every machine."""
    return int(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12], 16)
