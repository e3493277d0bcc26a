"""The ladder: simple rules, known methods and the stages of the judge, each on lines that it was not trained on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from ekin.quality.bare import is_bare, stages
from ekin.quality.calibration import balanced_threshold, decide, edges
from ekin.quality.normalize import fold
from ekin.quality.rungs import FACETS, RULES, TRAINED
from ekin.settings import Settings

SPLITS: Final = ("author", "family", "style")
SHIPPED: Final = "ekin"
N_FOLDS: Final = 3
"""Folds of authors or families: the deep stage takes about seven minutes a fold on two cores."""
SMALL_STYLE: Final = 250
"""Styles with fewer lines are held out together."""


def read_corpus(path: str | Path) -> pd.DataFrame:
    """Read labelled lines; without a column group no lines belong together."""
    corpus = pd.read_csv(path, keep_default_na=False)
    return corpus if "group" in corpus else corpus.assign(group="")


def folds(corpus: pd.DataFrame, by: str) -> pd.Series:
    """Return the fold of every line, 0 and up.

    Parameters
    ----------
    by
        "author" or "family": whole ones in `N_FOLDS` folds of like size; "style": one fold a style, small ones together.

    Lines that belong together (`tied`) go where the first of them goes.
    """
    sizes = corpus[by].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    place: dict[object, int] = {}
    if by == "style":
        place = {name: min(at, int((sizes >= SMALL_STYLE).sum())) for at, name in enumerate(sizes.index)}
    else:
        filled = np.zeros(min(N_FOLDS, len(sizes)), dtype=int)
        for name, size in sizes.items():
            place[name] = int(filled.argmin())
            filled[place[name]] += size
    found = corpus[by].map(place)
    return found.groupby(ties(corpus)).transform("first")


def tied(corpus: pd.DataFrame) -> pd.Series:
    """Say which lines have others of the same content: minimal pairs (group p...) and versions (r...)."""
    return corpus["group"].str.match(r"[pr]\d")


def ties(corpus: pd.DataFrame) -> np.ndarray:
    """Return what lines are drawn with: the group of tied lines, else their own number, shape (n,)."""
    return corpus["group"].where(tied(corpus), np.arange(len(corpus)).astype(str)).to_numpy()


def held_out(
    corpus: pd.DataFrame,
    where: pd.Series,
    store: Path | None = None,
    *,
    deep: bool = True,
    on_progress: Callable[[str], None] = lambda step: None,
) -> dict[str, np.ndarray]:
    """Return what each rung says of lines that it was not trained on: features or logits, {rung: (n, k)}.

    Parameters
    ----------
    where
        Fold of each line; lines of fold -1 are only trained on, and get NaN.
    store
        Parquet file that keeps the rungs that need training; one is trained anew when the lines, the folds or its
        source files have changed.
    deep
        Whether the deep stage may be trained, which takes many minutes a fold; what is stored of it is used anyway.

    Rungs whose packages are not installed are left out.
    """
    found = ruled(corpus["text"])
    known = pd.read_parquet(store) if store and store.is_file() else pd.DataFrame(index=corpus.index)
    keys = known.attrs.get("keys", {})
    for name, (make, files) in TRAINED.items():
        key = _key(corpus, where, files)
        if keys.get(name) != key:
            if name == "deep" and not deep:
                continue
            on_progress(name)
            try:
                matrix = make(corpus, where)
            except ImportError:
                continue
            known = known.reindex(corpus.index).drop(columns=[column for column in known if column.startswith(f"{name}_")])
            known = known.assign(**{f"{name}_{at}": column for at, column in enumerate(matrix.T)})
            keys[name], known.attrs["keys"] = key, keys
            if store:
                store.parent.mkdir(parents=True, exist_ok=True)
                known.to_parquet(store)
        found[name] = known.filter(regex=f"^{name}_\\d$").to_numpy()
    return found


def judge_out(
    rungs: dict[str, np.ndarray], labels: np.ndarray, where: pd.Series, band: list[float] | None
) -> dict[str, pd.DataFrame]:
    """Turn what rungs say of held-out lines into verdicts, each fold by what `judge_new` learns from the other folds.

    Parameters
    ----------
    band
        Fast probabilities between which the deep stage is asked, as in the card.

    Returns
    -------
    dict of DataFrame
        p, label and flag of each rung and of `SHIPPED`, which asks the deep stage where the card says.
    """
    parts: list[dict[str, pd.DataFrame]] = []
    for test in ((where == at).to_numpy() for at in np.unique(where)):
        known, new = ({name: matrix[rows] for name, matrix in rungs.items()} for rows in (~test, test))
        judged = judge_new(known, labels[~test], new, band)
        parts.append({name: frame.set_axis(np.flatnonzero(test)) for name, frame in judged.items()})
    return {name: pd.concat([part[name] for part in parts]).sort_index() for name in parts[0]}


def judge_new(
    known: dict[str, np.ndarray], labels: np.ndarray, rungs: dict[str, np.ndarray], band: list[float] | None
) -> dict[str, pd.DataFrame]:
    """Fit probability and threshold on what rungs said of known lines, and turn what they say of others into verdicts."""
    old, new = _columns({name: known[name] for name in rungs}), _columns(rungs)
    before, p = {}, {}
    for name, columns in old.items():
        fitted = combination(columns, labels)
        before[name], p[name] = (fitted.predict_proba(part)[:, 1] for part in (columns, new[name]))
    for part, said in ((before, known), (p, rungs)):
        part[SHIPPED] = ask_deep(part, band, said["bare"][:, 0])
        part.pop("both", None)
    return {name: decide(one, balanced_threshold(labels, before[name]), edges(Settings())) for name, one in p.items()}


def ruled(texts: pd.Series) -> dict[str, np.ndarray]:
    """Return what rules say of lines: the features of each rung of `RULES`, and "bare", shape (n, 1), which is no rung."""
    return {name: make(texts) for name, make in RULES.items()} | {"bare": np.array([[is_bare(fold(text))] for text in texts])}


def ask_deep(p: dict[str, np.ndarray], band: list[float] | None, bare: np.ndarray) -> np.ndarray:
    """Return the shipped probability: of both stages where the fast one lies within the band or a line is bare, else the fast one."""
    if "both" not in p or band is None:
        return p["fast"]
    return np.where(((p["fast"] >= band[0]) & (p["fast"] < band[1])) | bare, p["both"], p["fast"])


def combination(columns: np.ndarray, labels: np.ndarray) -> Pipeline:
    """Fit the probability of a label on features or logits, shape (n, k)."""
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(columns, labels)


def _columns(rungs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return what each rung's probability is fitted on, and add the rung that joins both stages."""
    found = {name: matrix if name in RULES else matrix[:, :1] for name, matrix in rungs.items() if name != "bare"}
    return found | ({"both": stages(rungs["fast"], rungs["deep"], rungs["bare"][:, 0])} if "deep" in rungs else {})


def _key(corpus: pd.DataFrame, where: pd.Series, files: tuple[str, ...]) -> str:
    lines = corpus[["text", "label", *FACETS, "author"]].assign(fold=where).to_csv().encode()
    code = [path.read_bytes() for name in files if (path := Path(__file__).parent / name).is_file()]
    return hashlib.sha256(b"".join([lines, *code])).hexdigest()[:16]
