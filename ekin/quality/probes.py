"""Lines written or changed to trip a judge, and how often it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd

from ekin.quality.lexicon import ABBREVIATIONS
from ekin.quality.scores import mean

CHARS_A_TYPO: Final = 15
_SHORT: Final = {long: short for short, long in ABBREVIATIONS.items()}


def stand(corpus: pd.DataFrame, judged: pd.DataFrame, *, n_boot: int) -> dict[str, dict[str, Any]]:
    """Measure each probe that the corpus has lines for: {probe: {n, drawn, value: [share, low, high]}}.

    pairs
        Groups p...: share of (specific, generic) pairs where the specific line has the lower p; drawn by group.
    gamed
        Group g: share not called specific; drawn by line.
    terse
        Group t: share not called generic; drawn by line.
    versions, versions:REGISTER
        Groups r...: share of versions with the label that most versions of the content have; drawn by content.
    """
    lines = corpus.reset_index(drop=True).assign(p=judged["p"], called=judged["label"], flag=judged["flag"])
    kind = lines["group"].str[:1]
    found = {
        "pairs": ("group", lines[kind.eq("p")].groupby("group")[["label", "p"]].apply(_ordered).dropna()),
        "gamed": ("line", lines.loc[kind.eq("g"), "flag"].ne(0)),
        "terse": ("line", lines.loc[kind.eq("t"), "flag"].ne(1)),
    }
    versions = lines[kind.eq("r")].copy()
    versions["same"] = versions["called"].eq(versions.groupby("group")["called"].transform(lambda called: called.mean() >= 0.5))
    found["versions"] = ("group", versions.groupby("group")["same"].mean())
    for register, part in versions.groupby("register"):
        found[f"versions:{register}"] = ("group", part.groupby("group")["same"].mean())
    return {
        name: {"n": len(values), "drawn": drawn, "value": mean(values.to_numpy(float), n_boot=n_boot)}
        for name, (drawn, values) in found.items()
        if len(values)
    }


def unchanged(copies: pd.DataFrame, judged: pd.DataFrame, *, n_boot: int) -> dict[str, dict[str, Any]]:
    """Measure how many disturbed copies keep the label of their line, for each kind; copies as from `disturbed`."""
    called = pd.Series(judged["label"].to_numpy(), copies.index)
    plain = called[copies["kind"].eq("")].groupby(copies["source"]).first()
    found = {}
    for kind, part in copies[copies["kind"].ne("")].groupby("kind"):
        same = called[part.index].eq(part["source"].map(plain))
        found[f"disturbed:{kind}"] = {"n": len(same), "drawn": "line", "value": mean(same.to_numpy(float), n_boot=n_boot)}
    return found


def disturbed(lines: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return lines and a copy of each for every kind of disturbance, with columns kind ("" for the line itself) and source."""
    lines, rng = lines.assign(source=lines.index), np.random.default_rng(seed)
    copies = [
        lines.assign(kind=kind, text=[change(text, rng) for text in lines["text"]]) for kind, change in DISTURBANCES.items()
    ]
    return pd.concat([lines.assign(kind=""), *copies], ignore_index=True)


def _ordered(lines: pd.DataFrame) -> float:
    generic, specific = (lines.loc[lines["label"].eq(label), "p"].to_numpy() for label in (1, 0))
    return float((specific[:, None] < generic).mean()) if len(generic) and len(specific) else np.nan


def _typos(text: str, rng: np.random.Generator) -> str:
    letters = list(text)
    for _ in range(1 + len(text) // CHARS_A_TYPO):
        at = int(rng.integers(max(len(letters) - 1, 1)))
        if letters[at : at + 2] and "".join(letters[at : at + 2]).isalpha():
            pair = letters[at : at + 2]
            letters[at : at + 2] = (pair[::-1], pair[:1], [*pair[:1], *pair])[rng.integers(3)]
    return "".join(letters)


def _abbreviated(text: str, rng: np.random.Generator) -> str:
    """Shorten the words that people shorten, and drop the vowels of one long word that the judge's own list may not have."""
    words = [_SHORT.get(word.lower(), word) for word in text.split()]
    long = [at for at, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    if long:
        at = long[rng.integers(len(long))]
        words[at] = words[at][0] + re.sub("[aiueoAIUEO]", "", words[at][1:])
    return " ".join(words)


def _marked_up(text: str, _rng: np.random.Generator) -> str:
    return f"<p><b>{html.escape(text).replace(' ', '&nbsp;', 2)}</b><br/></p>"


def _zero_width(text: str, _rng: np.random.Generator) -> str:
    return " ".join(f"{word[:2]}\u200b{word[2:]}" for word in text.split())


DISTURBANCES: Final[dict[str, Callable[[str, np.random.Generator], str]]] = {
    "typos": _typos,
    "caps": lambda text, _rng: text.upper(),
    "abbreviations": _abbreviated,
    "html": _marked_up,
    "zero_width": _zero_width,
}
