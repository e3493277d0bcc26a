"""Surface cues: what gives a label away without any reading. The judge reads none of them directly."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pandas as pd
from sklearn.metrics import roc_auc_score

CUES: Final[dict[str, Callable[[str], float]]] = {
    "n_words": lambda text: len(text.split()),
    "n_chars": len,
    "mean_word_length": lambda text: len(text) / max(len(text.split()), 1),
    "n_digits": lambda text: sum(map(str.isdigit, text)),
    "n_commas": lambda text: text.count(","),
    "n_slashes": lambda text: text.count("/"),
    "n_brackets": lambda text: text.count("(") + text.count("["),
    "n_dots": lambda text: text.count("."),
    "share_capitals": lambda text: sum(map(str.isupper, text)) / max(len(text), 1),
    "n_title_words": lambda text: sum(map(str.istitle, text.split())),
    "n_acronyms": lambda text: len(re.findall(r"\b[A-Z]{2,}\b", text)),
    "starts_with_me": lambda text: text.lower().startswith("me"),
}


def cue_aucs(corpus: pd.DataFrame) -> dict[str, float]:
    """Return the AUC of every cue against the label; 0.5 means that it gives nothing away."""
    numbers = {name: corpus["text"].map(cue).astype(float) for name, cue in CUES.items()}
    return {name: round(float(roc_auc_score(corpus["label"], values)), 4) for name, values in numbers.items()}
