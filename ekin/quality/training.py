"""Train the judge from the labelled corpus and write its model folder: both stages, how they join, and the card."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy.special import expit
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from threadpoolctl import threadpool_limits

from ekin.quality import encoder, ladder
from ekin.quality.bare import stages
from ekin.quality.board import places
from ekin.quality.calibration import balanced_threshold, edges
from ekin.quality.cues import cue_aucs
from ekin.quality.ladder import SHIPPED, read_corpus
from ekin.quality.matcher import MODEL as MATCHER
from ekin.quality.normalize import words_of
from ekin.quality.rarity import TABLE
from ekin.quality.reasons import MISSING_FROM
from ekin.quality.rungs import FACETS, fit_judge
from ekin.quality.scores import FIGURES, Figures, figures, shown
from ekin.quality.spelling import WORDS, build_words
from ekin.quality.weights import CARD, FOLDER, WEIGHTS, digest, save_weights, version_of
from ekin.settings import Settings
from ekin.vocabulary import Facet
from ekin.words import numbers
from ekin.words.quality import CARD as CARD_TEXT
from ekin.words.quality import CARD_COLUMNS, CARD_DEEP, CARD_NO_WARNING, CARD_WARNING, FACET, RUNG

CARD_PAGE: Final = "MODEL_CARD.md"
LICENSE: Final = "ZIPF_LICENSE.txt"
N_BOOT: Final = 300
TOO_GOOD: Final = 0.95
"""A cross-validated AUC or macro-F1 above this on lines written for a purpose is a warning, not a success (DESIGN)."""
DEEP_SHARE: Final = 0.4
"""Share of the corpus whose fast probability lies where the deep stage is asked: about what it can read in time."""

_FACET_FIGURES: Final = {"auc": "auc", "recall_generic": "recall", "precision_generic": "precision"}


def train(
    corpus_path: str | Path,
    out_dir: str | Path,
    *,
    store: Path | None = None,
    deep: bool = True,
    n_boot: int = N_BOOT,
    on_progress: Callable[[str], None] = lambda step: None,
) -> dict[str, Any]:
    """Train on the whole corpus, measure on authors held out, write the model folder.

    The fast stage comes out byte for byte the same; the deep one does not, see `compare_cards`. Without the packages
    that train it, the shipped encoder and the way it is joined are kept.

    Parameters
    ----------
    corpus_path
        CSV with columns text, label, action, object, detail, borderline, family, style, register, author, group.
    out_dir
        Folder to write; made when missing.
    store
        Folder that keeps what rungs say of held-out lines, see `ladder.held_out`.
    deep
        False keeps the shipped encoder.
    n_boot
        Bootstrap draws of every interval.
    on_progress
        Called with the name of each step as it begins.

    Returns
    -------
    dict
        The card, as in model.json.

    Raises
    ------
    ValueError
        If the corpus has fewer than three authors: an honest figure needs one to test and two to calibrate.
    """
    corpus, out = read_corpus(corpus_path), Path(out_dir)
    if corpus["author"].nunique() < 3:
        raise ValueError(f"at least three authors are needed, got {corpus['author'].nunique()}")
    out.mkdir(parents=True, exist_ok=True)
    shipped = shipped_card()
    if out.resolve() == FOLDER.resolve():
        build_words(map(words_of, corpus["text"]), corpus["author"])
    else:
        for path in (TABLE, WORDS, FOLDER / LICENSE, *_encoder(FOLDER), FOLDER / MATCHER):
            shutil.copyfile(path, out / path.name)
    with threadpool_limits(1):  # sums in another order end in other last digits
        on_progress("fast")
        model = fit_judge(corpus)
        save_weights(model, out / WEIGHTS)
        on_progress("deep")
        taught = _teach(corpus, out, deep)
        measured = {"deep": taught} | _measure(corpus, store, deep, n_boot, on_progress)
        if taught == "kept" and "combination" not in measured:
            measured |= {name: shipped[name] for name in ("combination", "deep_band", "threshold") if name in shipped}
    files = {path.name: digest(path) for path in sorted([out / WEIGHTS, out / TABLE.name, out / WORDS.name, *_encoder(out)])}
    card = {"version": "", "files": files} | _about(corpus, Path(corpus_path)) | {"parameters": model.get_params()} | measured
    if "matcher" in shipped:  # taught apart, see `pairs`
        card["matcher"] = shipped["matcher"]
    card["version"] = version_of(card)
    (out / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / CARD_PAGE).write_text(_page(card), encoding="utf-8")
    return card


def compare_cards(shipped: dict[str, Any], rebuilt: dict[str, Any]) -> pd.DataFrame | None:
    """Say of each figure of a rebuilt judge whether it lies within the interval in the shipped card.

    Returns
    -------
    DataFrame or None
        Columns figure, value, low, high, within; None where the cards are of other lines, or of the same model.
    """
    if shipped["data"]["sha256"] != rebuilt["data"]["sha256"] or shipped["version"] == rebuilt["version"]:
        return None
    old, new = (card["ladder"]["author"]["rungs"][SHIPPED] for card in (shipped, rebuilt))
    rows = [(name, new[name][0], *old[name][1:]) for name in FIGURES]
    found = pd.DataFrame(rows, columns=["figure", "value", "low", "high"])
    return found.assign(within=found["value"].between(found["low"], found["high"]))


def shipped_card() -> dict[str, Any]:
    """Read the card in ekin's own model folder; one without data where it is damaged, which training mends."""
    try:
        return {"data": {"sha256": ""}} | json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"data": {"sha256": ""}}


def _encoder(folder: Path) -> list[Path]:
    return [path for name in (encoder.MODEL, encoder.PIECES) if (path := folder / name).is_file()]


def _teach(corpus: pd.DataFrame, out: Path, deep: bool) -> str:
    """Train the deep stage: "taught"; or, unwanted or without its packages, "kept" or "none"."""
    kept = "kept" if _encoder(out) else "none"
    if not deep:
        return kept
    try:
        from ekin.quality.teaching import fit
    except ImportError:
        return kept
    fit(corpus, out)
    return "taught"


def _measure(
    corpus: pd.DataFrame, store: Path | None, deep: bool, n_boot: int, on_progress: Callable[[str], None]
) -> dict[str, Any]:
    where, labels = ladder.folds(corpus, "author"), corpus["label"].to_numpy()
    rungs = ladder.held_out(corpus, where, store and store / "author.parquet", deep=deep, on_progress=on_progress)
    joined, facets = join(corpus, rungs, where, n_boot)
    judged = ladder.judge_out(rungs, labels, where, joined.get("deep_band"))
    found = places("author", corpus, judged, corpus["author"].to_numpy(), "author", n_boot)
    joined["threshold"] = round(balanced_threshold(labels, judged[SHIPPED]["p"].to_numpy()), 4)
    rows = found["author"]["rungs"].items()
    good = [f"{RUNG[name][0]} {key}" for name, row in rows for key in ("auc", "macro_f1") if row[key][0] > TOO_GOOD]
    return joined | {"ladder": found, "facets": facets, "cues": cue_aucs(corpus), "too_good": good}


def join(
    corpus: pd.DataFrame, rungs: dict[str, np.ndarray], where: pd.Series, n_boot: int
) -> tuple[dict[str, Any], dict[str, Figures]]:
    """Join the stages by logistic regression on held-out logits, and measure how well each facet is seen as missing.

    The four heads of the judge are `bare.stages` @ weights + shift, shapes (n, 11), (11, 4) and (4,). The deep stage is asked
    where the fast probability is nearest to even, for `DEEP_SHARE` of the corpus, and for bare lines.
    """
    logits = stages(rungs["fast"], rungs["deep"], rungs["bare"][:, 0]) if "deep" in rungs else rungs["fast"]
    targets = np.column_stack([corpus["label"], 1 - corpus[FACETS]])
    heads = [ladder.combination(logits, target) for target in targets.T]
    facets = {}
    for name, target in zip(FACETS, targets.T[1:], strict=True):
        p = cross_val_predict(
            ladder.combination(logits, target), logits, target, groups=where, cv=LeaveOneGroupOut(), method="predict_proba"
        )[:, 1]
        judged = pd.DataFrame({"p": p, "label": p >= MISSING_FROM, "flag": p >= MISSING_FROM}).astype(float)
        facets[name] = figures(target, judged, corpus["author"].to_numpy(), n_boot=n_boot)
    if "deep" not in rungs:
        return {}, facets
    weights = np.column_stack([head[1].coef_[0] / head[0].scale_ for head in heads])
    shift = np.array([head[1].intercept_[0] for head in heads]) - heads[0][0].mean_ @ weights
    reach = float(np.quantile(np.abs(rungs["fast"][:, 0]), DEEP_SHARE))
    joined = {"combination": {"weights": weights.round(5).tolist(), "shift": shift.round(5).tolist()}}
    return joined | {"deep_band": expit([-reach, reach]).round(4).tolist()}, facets


def _about(corpus: pd.DataFrame, path: Path) -> dict[str, Any]:
    return {
        "versions": {"python": platform.python_version(), "scikit-learn": sklearn.__version__}
        | {"numpy": np.__version__, "scipy": scipy.__version__, "pandas": pd.__version__},
        "data": {
            "sha256": digest(path),
            "n": len(corpus),
            "n_generic": int(corpus["label"].sum()),
            "n_no_action": int((corpus["action"] == 0).sum()),
            "authors": {str(key): int(n) for key, n in corpus["author"].value_counts(sort=False).sort_index().items()},
            "n_families": int(corpus["family"].nunique()),
        },
    }


def _page(card: dict[str, Any]) -> str:
    data, place = card["data"], card["ladder"]["author"]
    low, high = edges(Settings())
    rows = {RUNG[name][0]: place["rungs"][name] for name in RUNG if name in place["rungs"]}
    if "author_clear" in card["ladder"]:
        rows[CARD_COLUMNS["clear"]] = card["ladder"]["author_clear"]["rungs"][SHIPPED]
    return CARD_TEXT.format(
        **{"version": card["version"], "n": data["n"], "n_authors": len(data["authors"]), "n_families": data["n_families"]},
        **{
            "digest": data["sha256"][:16],
            "threshold": card["threshold"],
            "low": low,
            "high": high,
            "deep": CARD_DEEP[card["deep"]],
        },
        versions=", ".join(f"{name} {version}" for name, version in card["versions"].items()),
        ladder=_table("model", rows, dict.fromkeys(FIGURES)),
        warnings=CARD_WARNING.format(found=", ".join(card["too_good"])) if card["too_good"] else CARD_NO_WARNING,
        facets=_table("facet", {FACET[Facet(name)]: row for name, row in card["facets"].items()}, _FACET_FIGURES),
        cues="\n".join(f"- {name}: {numbers.number(auc, 2)}" for name, auc in card["cues"].items()),
        no_action=data["n_no_action"],
    )


def _table(first: str, rows: dict[str, Figures], keys: dict[str, str | None]) -> str:
    head = [CARD_COLUMNS[name] for name in (first, *(name or key for key, name in keys.items()))]
    lines = [[name, *(shown(row[key]) for key in keys)] for name, row in rows.items()]
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *lines))
