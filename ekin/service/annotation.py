"""Blind annotation by one to five people: a task is a folder that they share; labels lie there, or in the database.

The folder holds tugas.json (name, lead, annotators), butir.csv (items) and rencana.csv (who labels which, in which order).
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from ekin.domain.entry import fold_spaces
from ekin.errors import BlindError, FileRefusedError, NotInTaskError, SettingError
from ekin.quality.agreement import agreement
from ekin.quality.agreement import disagreements as differing
from ekin.quality.sampling import overlap_plan
from ekin.service.clock import Clock, utc_now
from ekin.settings import shipped
from ekin.storage.annotations import FACETS, UNDO, DatabaseLabels, FolderLabels, Labels, visible
from ekin.storage.store import Store
from ekin.vocabulary import Round
from ekin.words.errors import ERROR
from ekin.words.research import BENCH

MAX_ANNOTATORS: Final = 5
AGAIN: Final = 20
"""Own items that come a second time, for agreement with oneself."""

_FILES: Final = {"task": "tugas.json", "items": "butir.csv", "plan": "rencana.csv"}
_NAME: Final = re.compile(r"[a-z0-9_-]{1,40}")
_kept: list[tempfile.TemporaryDirectory] = []  # closed, and so deleted, when Python ends


@dataclass(frozen=True)
class Bench:
    """One person at one task; every function below takes it first.

    Attributes
    ----------
    items
        Texts by item.
    plan
        annotator, item, in the order in which each labels.
    """

    task: str
    lead: str
    annotator: str
    items: pd.Series = field(repr=False)
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
        Columns item (unique) and text; nothing else is shown to annotators or kept.
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
    if (folder / _FILES["task"]).exists():
        raise FileRefusedError(folder, BENCH["exists"])
    folder.mkdir(parents=True, exist_ok=True)
    items = items[["item", "text"]].astype("str")
    items.to_csv(folder / _FILES["items"], index=False)
    overlap_plan(items["item"].tolist(), annotators, overlap, seed).to_csv(folder / _FILES["plan"], index=False)
    task = {"name": folder.resolve().name, "lead": lead, "annotators": list(annotators), "seed": seed}
    (folder / _FILES["task"]).write_text(json.dumps(task, indent=1) + "\n", encoding="utf-8")
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
        task = json.loads((folder / _FILES["task"]).read_text(encoding="utf-8"))
        items, plan = (pd.read_csv(folder / _FILES[name], dtype="str", keep_default_na=False) for name in ("items", "plan"))
    except (OSError, ValueError):
        raise FileRefusedError(folder, BENCH["no_task"] + " " + ERROR["not_found"]) from None
    if annotator not in {task["lead"], *task["annotators"]}:
        raise NotInTaskError(annotator, task["name"])
    kept = DatabaseLabels(store, task["name"]) if store else FolderLabels(folder)
    return Bench(task["name"], task["lead"], annotator, items.set_index("item")["text"], plan, kept, clock)


def labels(bench: Bench) -> pd.DataFrame:
    """Labels this person may see: own ones, colleagues' where the own one is stored for good, and of others' items the lead all."""
    free = set(bench.items.index).difference(bench.mine) if bench.leads else ()
    return visible(bench.kept, bench.annotator, bench.clock(), free)


def to_do(bench: Bench, round_: Round = Round.FIRST) -> pd.DataFrame:
    """Items that wait, in order: item, text. In the second round `AGAIN` of those labelled before, without that label."""
    own = labels(bench).query("annotator == @bench.annotator")
    done = set(own.loc[own["round"].eq(round_), "item"])
    wanted = bench.mine
    if round_ == Round.AGAIN:
        first = own.loc[own["round"].eq(Round.FIRST) & own["at"].le(bench.clock() - UNDO), "item"].sort_values()
        wanted = sorted(first, key=lambda item: hash_of(bench.annotator, item))[:AGAIN]
    items = [item for item in wanted if item not in done]
    return pd.DataFrame({"item": items, "text": bench.items.reindex(items).to_numpy()}, dtype="str")


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
    own = labels(bench).query("annotator == @bench.annotator and round == @round_")
    fresh = own[own["at"] > bench.clock() - UNDO]
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
    own = seen["item"].eq(item) & seen["annotator"].eq(bench.annotator) & seen["at"].le(bench.clock() - UNDO)
    if item in bench.mine and not own.any():
        raise BlindError(item)
    return seen[seen["item"].eq(item) & seen["annotator"].ne(bench.annotator)].reset_index(drop=True)


def disagreements(bench: Bench) -> pd.DataFrame:
    """List disputed items as far as this person may see them: item, text, a column for each annotator, settled (NaN: not yet)."""
    seen = labels(bench)
    found = differing(seen[seen["round"].eq(Round.FIRST)])
    settled = seen[seen["round"].eq(Round.SETTLED)].set_index("item")["label"]
    found.insert(1, "text", found["item"].map(bench.items))
    return found.assign(settled=found["item"].map(settled))


def settle(bench: Bench, item: str, missing: Iterable[str], note: str) -> None:
    """Settle a disputed item, as the lead, with the ruling that decided; a second time replaces the first.

    Raises
    ------
    NotInTaskError
        If this person is not the lead, or does not see the item as disputed.
    """
    shown = disagreements(bench)
    if not bench.leads or item not in set(shown["item"]):
        raise NotInTaskError(bench.annotator, bench.task)
    if shown.set_index("item")["settled"].notna()[item]:
        bench.kept.remove(bench.annotator, item, Round.SETTLED)
    label(bench, item, missing, note=note, round_=Round.SETTLED)


def agreement_of(bench: Bench, of: Sequence[str] = ("label", *FACETS)) -> pd.DataFrame:
    """Measure agreement on what this person may see (`quality.agreement`)."""
    seen = labels(bench)
    return agreement(seen[seen["round"].eq(Round.FIRST)], of)


def self_agreement(bench: Bench) -> pd.DataFrame:
    """Measure this person's first labels against their second ones."""
    own = labels(bench).query("annotator == @bench.annotator and round != @Round.SETTLED")
    twice = own[own["item"].isin(own.loc[own["round"].eq(Round.AGAIN), "item"])]
    return agreement(twice.assign(annotator=twice["round"].map({1: BENCH["first"], 2: BENCH["again"]})))


def labelled(bench: Bench) -> pd.DataFrame:
    """Give each item its final label: the common one, or the settled one; items still disputed are left out.

    Returns
    -------
    DataFrame
        item, text, label, the facets, borderline (someone ticked it, or it was settled), n (annotators).
    """
    seen = labels(bench)
    first, settled = seen[seen["round"].eq(Round.FIRST)], seen[seen["round"].eq(Round.SETTLED)].set_index("item")
    found = first.groupby("item").agg(
        **{name: (name, "first") for name in ("label", *FACETS)},
        borderline=("borderline", "max"), n=("annotator", "nunique"), kinds=("label", "nunique"),
    )  # fmt: skip
    found.update(settled[["label", *FACETS]])
    ruled = found.index.isin(settled.index)
    found["borderline"] = (found["borderline"].astype(bool) | ruled).astype(int)
    found = found[found["kinds"].eq(1) | ruled].drop(columns="kinds")
    found.insert(0, "text", bench.items.reindex(found.index))
    return found.astype(dict.fromkeys(("label", *FACETS), "int64")).reset_index()


def practice_bench(annotator: str = "saya", *, n: int = 120, clock: Clock = utc_now) -> Bench:
    """Sit down at a practice task of lines from the corpus, in a folder that is gone when Python ends.

    Colleagues `ani` and `budi` are the corpus's two blind labels, given a day ago. A third of the lines are disputed ones, many
    more than in the corpus, so agreement here says nothing of the corpus.
    """
    _kept.append(tempfile.TemporaryDirectory(prefix="ekin-anotasi-", ignore_cleanup_errors=True))
    corpus = shipped("samples") / "corpus"
    lines, *both = (pd.read_csv(corpus / f"{name}.csv") for name in ("lines", "first_labels", "second_labels"))
    disputed = both[0]["label"].ne(both[1]["label"]).to_numpy()
    rng, picks = np.random.default_rng(2026), {}
    for kind, count in ((True, n // 3), (False, n - n // 3)):
        picks[kind] = rng.choice(np.flatnonzero(disputed == kind), count, replace=False)
    chosen = lines.iloc[np.concatenate(list(picks.values()))]
    folder = make_task(_kept[-1].name, chosen.rename(columns={"id": "item"}), ["ani", "budi", "saya"], lead="saya")
    for name, given in zip(("ani", "budi"), both, strict=True):
        bench, given = open_bench(folder, name, clock=lambda: clock() - timedelta(days=1)), given.set_index("id")
        for item in bench.mine:
            row = given.loc[item]
            label(bench, item, [facet for facet in FACETS if not row[facet]], borderline=bool(row["borderline"]))
    return open_bench(folder, annotator, clock=clock)


def hash_of(*parts: str) -> int:
    """Return a number that follows from texts, the same on every machine."""
    import hashlib

    return int(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12], 16)
