"""Pairs of daily entries and the action plans they belong to: read them, teach the matcher, measure it on authors left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from ekin.quality.alignment import letters
from ekin.quality.matcher import MODEL
from ekin.quality.matching import Case, cases, fit, judged
from ekin.quality.weights import CARD, digest, version_of

LINES, PLANS = "pair_lines.csv", "pair_plans.csv"
N_BOOT: Final = 1000
FIGURES: Final = ("top_1", "top_3", "none_auc")


def train_matcher(
    corpus: Path, folder: Path, *, leave_out: Sequence[str] = (), on_progress: Callable[[str], None] = lambda step: None
) -> dict[str, Any]:
    """Teach the matcher on every pair and write it into a model folder, with what it says of authors left out.

    Parameters
    ----------
    corpus
        Folder of `pair_lines.csv` (person, author, family, plan, text) and `pair_plans.csv` (person, plan, text).
    folder
        Model folder; its card is given the part `matcher` and a new version.
    leave_out
        Authors to measure on, each by a matcher of its own that saw neither the author nor the author's job families;
        figures of others stay in the card where the pairs are the same.

    Returns
    -------
    dict
        The part `matcher` of the card.
    """
    lines, plans = (pd.read_csv(corpus / name, keep_default_na=False) for name in (LINES, PLANS))
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    data = {"sha256": {name: digest(corpus / name) for name in (LINES, PLANS)}, "n": len(lines)}
    known = card.get("matcher", {})
    measured = known.get("left_out", {}) if known.get("data") == data else {}
    for author in leave_out:
        apart = lines["author"].eq(author)
        rest = ~apart & ~lines["family"].isin(lines.loc[apart, "family"])
        unseen = cases(lines[apart], plans)
        logits = judged(cases(lines[rest], plans), unseen, on_progress=lambda step, name=author: on_progress(f"{name}: {step}"))
        measured[author] = {"matcher": figures(unseen, logits), "letters": figures(unseen, [_letters(one) for one in unseen])}
    weights = fit(cases(lines, plans), folder, on_progress=on_progress)
    card["matcher"] = {"weights": weights, "sha256": digest(folder / MODEL), "data": data, "left_out": measured}
    card["version"] = version_of(card)
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return card["matcher"]


def figures(unseen: Sequence[Case], logits: Sequence[np.ndarray], *, n_boot: int = N_BOOT, seed: int = 0) -> dict[str, Any]:
    """Measure answers: each figure with its 95 % interval by bootstrap over persons, and n.

    Returns
    -------
    dict
        top_1 and top_3, the share of lines with a plan whose own is first, or among the first three; none_auc, the AUC of
        "belongs to none"; n (lines) and n_persons.
    """
    rows = pd.DataFrame([_answer(one, row) for one, row in zip(unseen, logits, strict=True)])
    people = [part for _, part in rows.groupby("person", sort=False)]
    rng = np.random.default_rng(seed)
    draws = [pd.concat([people[at] for at in rng.integers(len(people), size=len(people))]) for _ in range(n_boot)]
    of_draws = np.array([_figures(draw) for draw in draws])
    low, high = np.nanquantile(of_draws, [0.025, 0.975], axis=0)
    found = {
        name: [round(float(value), 4) for value in row] for name, *row in zip(FIGURES, _figures(rows), low, high, strict=True)
    }
    return found | {"n": len(rows), "n_persons": len(people)}


def _answer(one: Case, logits: np.ndarray) -> dict[str, object]:
    place = int((-logits).argsort(kind="stable").tolist().index(one.right)) if one.right >= 0 else -1
    none = 1 / (1 + np.exp(logits).sum())
    return {"person": one.person, "place": place, "none": none}


def _figures(rows: pd.DataFrame) -> tuple[float, float, float]:
    own = rows.loc[rows["place"].ge(0), "place"]
    return float(own.eq(0).mean()), float(own.lt(3).mean()), float(roc_auc_score(rows["place"].lt(0), rows["none"]))


def _letters(one: Case) -> np.ndarray:
    return letters([one.text] * len(one.plans), one.plans)
