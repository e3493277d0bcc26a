"""Judge descriptions: one call for forms, imports, batches and anyone outside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from ekin.errors import SettingError
from ekin.quality.classifier import DescriptionClassifier
from ekin.quality.normalize import as_text
from ekin.quality.reasons import empty_spans, missing_facets, question_for
from ekin.quality.weights import load_weights
from ekin.vocabulary import Flag

EFFORTS: Final = ("auto", "fast")
CHUNK_ROWS: Final = 20_000
"""Distinct texts judged at a time, so that memory stays flat."""


def check(texts: Iterable[object], *, effort: Literal["auto", "fast"] = "auto") -> pd.DataFrame:
    """Say of every description whether it is generic or specific, why, and what to ask.

    Any value gives a row: missing values count as empty text, numbers as their text. The same text gets the same
    answer alone and in any batch, and identical texts are scored once.

    Parameters
    ----------
    texts
        Descriptions, any number; one plain string counts as one description.
    effort
        "fast" for the first stage only, "auto" for a deeper second stage where the first is unsure. There is one stage
        today, so both give the same.

    Returns
    -------
    DataFrame
        One row per text in the order given, index 0..n-1, with columns p_generic (float32 in [0, 1], calibrated), flag
        ("specific", "unsure", "generic"), label (0 or 1, decided even where unsure), missing (list of "action",
        "object", "detail"), empty_words (list of (start, end) in the original text), question ("" when specific) and
        model (version).

    Raises
    ------
    SettingError
        If effort is neither "auto" nor "fast".
    ModelMismatchError
        If the model folder was changed or does not fit this installation.
    """
    if effort not in EFFORTS:
        raise SettingError("effort", effort, ", ".join(EFFORTS))
    given = [as_text(value) for value in ([texts] if isinstance(texts, str) else texts)]
    row_of = {text: row for row, text in enumerate(dict.fromkeys(given))}
    model, card = judge_model()
    distinct = iter(row_of)
    parts = [_judge(model, part) for part in iter(lambda: list(islice(distinct, CHUNK_ROWS)), [])]
    rows = [row_of[text] for text in given]
    columns = {name: _column([value for part in parts for value in part[name]], rows, kind) for name, kind in _COLUMNS.items()}
    return pd.DataFrame({**columns, "model": pd.Series([card["version"]] * len(rows), dtype="str")})


@cache
def judge_model() -> tuple[DescriptionClassifier, dict[str, Any]]:
    """Load the shipped model and its card once."""
    return load_weights()


_COLUMNS: Final = {
    "p_generic": "float32",
    "flag": "str",
    "label": "int8",
    "missing": object,
    "empty_words": object,
    "question": "str",
}


def _column(distinct: list, rows: list[int], kind: str | type) -> pd.Series:
    if kind is object:  # every row has a list of its own
        return pd.Series([list(distinct[row]) for row in rows], dtype=object)
    return pd.Series([distinct[row] for row in rows], dtype=kind)


def _judge(model: DescriptionClassifier, texts: list[str]) -> dict[str, list]:
    p = model.predict_heads(texts)
    generic = p[:, 0].astype(np.float32)
    label = (generic >= np.float32(model.threshold_)).astype(int)
    low, high = model.band_.astype(np.float32)
    flag = np.where(generic < low, Flag.SPECIFIC.value, np.where(generic >= high, Flag.GENERIC.value, Flag.UNSURE.value))
    settled = flag != Flag.UNSURE.value
    missing = [
        missing_facets(text, row, label=one, settled=sure)
        for text, row, one, sure in zip(texts, p[:, 1:].tolist(), label.tolist(), settled.tolist(), strict=True)
    ]
    return {
        "p_generic": generic.tolist(),
        "flag": flag.tolist(),
        "label": label.tolist(),
        "missing": missing,
        "empty_words": [empty_spans(text) for text in texts],
        "question": [question_for(text, lacks) for text, lacks in zip(texts, missing, strict=True)],
    }
