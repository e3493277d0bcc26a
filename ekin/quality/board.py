"""All that the honesty board shows, as plain numbers that fit into a small JSON file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from ekin.quality import ladder
from ekin.quality.cues import cue_aucs
from ekin.quality.judge import check, encoder, judge_model
from ekin.quality.ladder import SHIPPED, SPLITS
from ekin.quality.normalize import fold
from ekin.quality.probes import disturbed, stand, unchanged
from ekin.quality.rungs import LIBRARIES, TRAINED
from ekin.quality.scores import bins, figures
from ekin.statistics.intervals import wilson
from ekin.vocabulary import Flag

GROUPS: Final = {"author": ("author", "register"), "family": ("family",), "style": ("style",)}
"""Tables of groups, each under the split that holds out what it compares."""
MIN_GROUP: Final = 30
"""Smaller groups are left out: their interval would say nothing."""
N_WORST: Final = 50
N_DISTURBED: Final = 500
"""Held-out lines whose disturbed copies are judged."""
CURVED: Final = (SHIPPED, "fast", "tfidf")
SEED: Final = 2026

Board = dict[str, Any]


def measure(
    corpus: pd.DataFrame,
    card: dict[str, Any],
    store: Path,
    *,
    real: pd.DataFrame | None = None,
    deep: bool = True,
    n_boot: int = 300,
    on_progress: Callable[[str], None] = lambda step: None,
) -> Board:
    """Measure every rung on every split, on the probes and on real lines.

    Parameters
    ----------
    corpus
        Lines as `ladder.read_corpus` gives them.
    card
        Card of the shipped model, trained on this corpus.
    store
        Folder of the held-out rungs, so that only the first run is slow.
    real
        Lines really written: text, label, borderline, kind; the judge is asked as shipped, the others are trained on the
        whole corpus.
    deep
        Whether the deep stage may be trained for what is not stored, see `ladder.held_out`.
    """
    labels, band, whole = corpus["label"].to_numpy(), card.get("deep_band"), {"n_boot": n_boot}
    board: Board = {"model": card["version"], "data": card["data"], "cues": cue_aucs(corpus), **whole}
    board |= {"places": {}, "groups": [], "probes": {}}
    missing: set[str] = set()
    for by in SPLITS:
        where = ladder.folds(corpus, by)
        say = {"deep": deep, "on_progress": lambda rung, by=by: on_progress(f"{by}: {rung}")}
        rungs = ladder.held_out(corpus, where, store / f"{by}.parquet", **say)
        missing |= set(TRAINED) - set(rungs)
        judged = ladder.judge_out(rungs, labels, where, band)
        board["places"] |= places(by, corpus, judged, corpus["author"].to_numpy(), "author", n_boot)
        board["groups"] += by_group(corpus, judged[SHIPPED], GROUPS[by], n_boot=n_boot)
        if by == "author":
            known = rungs
            board |= _curves(labels, judged) | {"worst": _worst(corpus, judged[SHIPPED])}
            probes = {name: stand(corpus, frame, n_boot=n_boot) for name, frame in judged.items()}
    copies = _copies(corpus)
    rungs = ladder.held_out(copies, copies["fold"], store / "disturbed.parquet", deep=deep and "deep" in known)
    tested = (copies["fold"] == 0).to_numpy()
    for name, judged in ladder.judge_new(known, labels, {key: rungs[key][tested] for key in rungs}, band).items():
        probes[name] |= unchanged(copies[tested].reset_index(drop=True), judged, n_boot=n_boot)
    for probe in probes[SHIPPED]:
        board["probes"][probe] = probes[SHIPPED][probe] | {
            "rungs": {name: found[probe]["value"] for name, found in probes.items() if probe in found}
        }
        del board["probes"][probe]["value"]
    board["missing"] = sorted(missing | set(known) - set(rungs))
    if real is not None:
        on_progress("real")
        board["places"] |= _real(corpus, known, real, band, n_boot)
    return board


def by_group(corpus: pd.DataFrame, judged: pd.DataFrame, columns: tuple[str, ...], *, n_boot: int) -> list[dict[str, Any]]:
    """Return macro-F1, AUC and unsure share for each value of some columns, smallest groups left out."""
    rows, ties = [], ladder.ties(corpus)
    for column in columns:
        for name, places in corpus.groupby(column).indices.items():
            truth = corpus["label"].to_numpy()[places]
            if len(places) >= MIN_GROUP and 0 < truth.sum() < len(places):
                found = figures(truth, judged.iloc[places], ties[places], n_boot=n_boot)
                shown = {key: found[key] for key in ("macro_f1", "auc", "unsure_share")}
                rows.append({"by": column, "group": str(name), "n": len(places), **shown})
    return rows


def places(
    name: str, lines: pd.DataFrame, judged: dict[str, pd.DataFrame], ties: np.ndarray, drawn: str, n_boot: int
) -> dict[str, dict[str, Any]]:
    """Return the figures of every rung on some lines, and on those that neither annotator found borderline."""
    truth, found = lines["label"].to_numpy(), {}
    for place, keep in ((name, np.full(len(lines), True)), (f"{name}_clear", lines["borderline"].to_numpy() == 0)):
        if keep.any():
            rungs = {rung: figures(truth[keep], frame[keep], ties[keep], n_boot=n_boot) for rung, frame in judged.items()}
            found[place] = {"n": int(keep.sum()), "n_generic": int(truth[keep].sum()), "drawn": drawn, "rungs": rungs}
    return found


def _real(
    corpus: pd.DataFrame, known: dict[str, np.ndarray], real: pd.DataFrame, band: list[float] | None, n_boot: int
) -> dict[str, dict[str, Any]]:
    real = real.reset_index(drop=True)
    rungs = ladder.ruled(real["text"]) | {"fast": judge_model()[0].heads(real["text"].tolist())}
    rungs |= {name: make(corpus, real["text"]) for name, make in LIBRARIES.items() if name in known}
    if "deep" in known:
        rungs["deep"] = encoder().heads([fold(text) for text in real["text"]])
    judged = ladder.judge_new(known, corpus["label"].to_numpy(), rungs, band)
    verdict = check(real["text"].tolist())
    flag = verdict["flag"].astype("str").map({Flag.SPECIFIC.value: 0.0, Flag.GENERIC.value: 1.0, Flag.UNSURE.value: np.nan})
    judged[SHIPPED] = pd.DataFrame({"p": verdict["p_generic"], "label": verdict["label"].astype(float), "flag": flag})
    found = places("real", real, judged, np.arange(len(real)), "line", n_boot)
    for kind, rows in real.groupby("kind").indices.items():
        part = {name: frame.iloc[rows].reset_index(drop=True) for name, frame in judged.items()}
        found |= places(f"real:{kind}", real.iloc[rows], part, np.arange(len(rows)), "line", n_boot)
    return found


def _copies(corpus: pd.DataFrame) -> pd.DataFrame:
    """Lines of the first fold of authors with disturbed copies (fold 0), and the lines of the other folds to train on."""
    where = ladder.folds(corpus, "author")
    tested = corpus[where == 0]
    tested = tested.sample(min(N_DISTURBED, len(tested)), random_state=SEED).sort_index()
    parts = [disturbed(tested, SEED).assign(fold=0), corpus[where != 0].assign(fold=-1, kind="", source=-1)]
    return pd.concat(parts, ignore_index=True)


def _curves(labels: np.ndarray, judged: dict[str, pd.DataFrame]) -> dict[str, Any]:
    shares, curves = np.linspace(0, 0.5, 11), {}
    for name in (rung for rung in CURVED if rung in judged):
        p = judged[name]["p"].to_numpy()
        order = np.argsort(np.abs(p - 0.5), kind="stable")
        wrong = ((p >= 0.5) != labels)[order]
        curves[name] = [round(float(wrong[int(share * len(p)) :].mean()), 4) for share in shares]
    p, rows = judged[SHIPPED]["p"].to_numpy(), []
    for at in np.unique(bins(p)):
        inside = bins(p) == at
        low, high = wilson(labels[inside].sum(), inside.sum())
        rows.append([int(inside.sum()), *(round(float(x), 4) for x in (p[inside].mean(), labels[inside].mean(), low, high))])
    return {"abstention": {"unsure": shares.round(3).tolist(), "error": curves}, "reliability": rows}


def _worst(corpus: pd.DataFrame, judged: pd.DataFrame) -> list[dict[str, Any]]:
    miss = np.abs(judged["p"].to_numpy() - corpus["label"].to_numpy())
    order = np.argsort(-miss, kind="stable")[:N_WORST]
    lines = corpus.iloc[order].assign(p=judged["p"].to_numpy()[order].round(3))
    return lines[["id", "text", "label", "p", "family"]].to_dict("records")
