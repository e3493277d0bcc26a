"""Train the judge from the labelled corpus and write its model folder: weights, word table, card."""

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
from threadpoolctl import threadpool_limits

from ekin.quality.classifier import DescriptionClassifier
from ekin.quality.ladder import SHIPPED, by_group, cue_aucs, facet_figures, figures, fit_judge, held_out
from ekin.quality.rarity import TABLE
from ekin.quality.weights import CARD, FOLDER, WEIGHTS, digest, save_weights
from ekin.vocabulary import Facet
from ekin.words.quality import CARD as CARD_TEXT
from ekin.words.quality import CARD_COLUMNS, CARD_NO_WARNING, CARD_WARNING, FACET

CARD_PAGE: Final = "MODEL_CARD.md"
LICENSE: Final = "ZIPF_LICENSE.txt"
N_BOOT: Final = 300
TOO_GOOD: Final = 0.95
"""A cross-validated AUC or macro-F1 above this on lines written for a purpose is a warning, not a success (DESIGN)."""


def train(
    corpus_path: str | Path, out_dir: str | Path, *, n_boot: int = N_BOOT, on_progress: Callable[[str], None] = lambda step: None
) -> dict[str, Any]:
    """Train on the whole corpus, measure by leaving one author out, write the model folder; same input, same bytes.

    Parameters
    ----------
    corpus_path
        CSV with columns text, label, action, object, detail, family, style, register, author; all lines of an author
        (and so all minimal pairs) are held out together.
    out_dir
        Folder to write; made when missing.
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
    corpus = pd.read_csv(corpus_path, keep_default_na=False)
    if corpus["author"].nunique() < 3:
        raise ValueError(f"at least three authors are needed, got {corpus['author'].nunique()}")
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    with threadpool_limits(1):  # sums in another order end in other last digits
        on_progress("fit")
        model = fit_judge(corpus)
        on_progress("measure")
        measured = _measure(corpus, n_boot)
    for name in (TABLE.name, LICENSE):
        if out.resolve() != FOLDER.resolve():
            shutil.copyfile(FOLDER / name, out / name)
    sha = save_weights(model, out / WEIGHTS)
    card = _card(corpus, model, digest(Path(corpus_path)), {WEIGHTS: sha, TABLE.name: digest(out / TABLE.name)}) | measured
    (out / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / CARD_PAGE).write_text(_page(card), encoding="utf-8")
    return card


def _measure(corpus: pd.DataFrame, n_boot: int) -> dict[str, Any]:
    truth, rungs = corpus["label"].to_numpy(), held_out(corpus)
    ladder = {name: figures(truth, judged, n_boot=n_boot) for name, judged in rungs.items()}
    groups = by_group(corpus, rungs[SHIPPED], n_boot=n_boot)
    clear = corpus["borderline"] == 0
    ladder[f"{SHIPPED}_clear"] = figures(truth[clear], rungs[SHIPPED][clear], n_boot=n_boot)
    warnings = [f"{name} {key}" for name, row in ladder.items() for key in ("auc", "macro_f1") if row[key]["value"] > TOO_GOOD]
    facets = facet_figures(corpus, rungs[SHIPPED], n_boot=n_boot)
    return {"ladder": ladder, "facets": facets, "groups": groups, "cues": cue_aucs(corpus), "too_good": warnings}


def _card(corpus: pd.DataFrame, model: DescriptionClassifier, data: str, files: dict[str, str]) -> dict[str, Any]:
    return {
        "version": f"judge-{files[WEIGHTS][:8]}",
        "files": files,
        "versions": {"python": platform.python_version(), "scikit-learn": sklearn.__version__}
        | {"numpy": np.__version__, "scipy": scipy.__version__, "pandas": pd.__version__},
        "data": {
            "sha256": data,
            "n": len(corpus),
            "n_generic": int(corpus["label"].sum()),
            "n_no_action": int((corpus["action"] == 0).sum()),
            "authors": {str(key): int(n) for key, n in corpus["author"].value_counts(sort=False).sort_index().items()},
            "n_families": int(corpus["family"].nunique()),
        },
        "parameters": model.get_params(),
        "threshold": model.threshold_,
        "band": model.band_.round(4).tolist(),
    }


def _page(card: dict[str, Any]) -> str:
    data, (low, high) = card["data"], card["band"]
    ladder = [[name, *map(_shown, row.values())] for name, row in card["ladder"].items()]
    facets = [[FACET[Facet(name)], row["auc"]["n"], *map(_shown, row.values())] for name, row in card["facets"].items()]
    groups = [[row["by"], row["group"], row["auc"]["n"], _shown(row["macro_f1"]), _shown(row["auc"])] for row in card["groups"]]
    first = [CARD_COLUMNS["model"], *next(iter(card["ladder"].values()))]
    warnings = CARD_WARNING.format(found=", ".join(card["too_good"])) if card["too_good"] else CARD_NO_WARNING
    return CARD_TEXT.format(
        **{"version": card["version"], "n": data["n"], "n_authors": len(data["authors"]), "n_families": data["n_families"]},
        **{"digest": data["sha256"][:16], "threshold": card["threshold"], "low": low, "high": high},
        versions=", ".join(f"{name} {version}" for name, version in card["versions"].items()),
        ladder=_table([CARD_COLUMNS.get(name, name) for name in first], ladder),
        warnings=warnings,
        facets=_table([CARD_COLUMNS[name] for name in ("facet", "n", "auc", "recall", "precision")], facets),
        groups=_table([CARD_COLUMNS[name] for name in ("by", "group", "n", "macro_f1", "auc")], groups),
        cues=_table([CARD_COLUMNS["cue"], "AUC"], [[name, f"{auc:.2f}"] for name, auc in card["cues"].items()]),
        no_action=data["n_no_action"],
    )


def _shown(figure: dict[str, float | None]) -> str:
    if figure["value"] is None:
        return "–"
    return f"{figure['value']:.2f} ({figure['low']:.2f}–{figure['high']:.2f})".replace(".", ",")


def _table(head: list[str], rows: list[list[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
