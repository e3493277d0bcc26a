"""Judge descriptions: one call for forms, imports, batches and anyone outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
import pyarrow as pa

from ekin.errors import SettingError
from ekin.quality.bare import is_bare, stages
from ekin.quality.calibration import Calibration, current, sigmoid
from ekin.quality.encoder import Encoder
from ekin.quality.fast import FastStage
from ekin.quality.normalize import as_text, fold, pick
from ekin.quality.reasons import LACKS, QUESTIONS, empty_words, job_bits, missing_codes, questions, topic_bits
from ekin.quality.weights import FOLDER, load_weights
from ekin.vocabulary import Flag

EFFORTS: Final = ("auto", "fast")
CHUNK_ROWS: Final = 20_000
"""Texts judged at a time, so that memory stays flat."""

MAX_LOGIT: Final = 13.8
"""Fast logits further out were cut when the stages were joined."""

_COLUMNS: Final = {"p_generic": "f4", "flag": "i1", "label": "i1", "missing": object, "empty_words": object, "question": "i2"}
_FLAGS: Final = [Flag.SPECIFIC.value, Flag.UNSURE.value, Flag.GENERIC.value]


def check(
    texts: Iterable[object], *, effort: Literal["auto", "fast"] = "auto", position: str | Sequence[str] = ""
) -> pd.DataFrame:
    """Say of every description whether it is generic or specific, why, and what to ask.

    Any value gives a row: missing values count as empty text, numbers as their text. The same text gets the same
    answer alone and in any batch, and identical texts are scored once.

    Parameters
    ----------
    texts
        Descriptions, any number; one plain string counts as one description.
    effort
        "fast" for the first stage only; "auto" asks a deeper second stage, a small encoder, where the first is not sure.
    position
        Name of the writer's position, where known, one for all texts or one for each, shape (n,); it changes no verdict,
        only the question for a line without a topic.

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
    ValueError
        If there are not as many positions as texts.
    ModelMismatchError
        If the model folder was changed or does not fit this installation.
    """
    if effort not in EFFORTS:
        raise SettingError("effort", effort, ", ".join(EFFORTS))
    used = calibration()
    given = _as_sequence([texts] if isinstance(texts, str) else texts)
    jobs = np.array([job_bits(name) for name in ([position] if isinstance(position, str) else position)], dtype=np.int64)
    jobs = np.broadcast_to(jobs, len(given))
    columns = {name: np.empty(len(given), kind) for name, kind in _COLUMNS.items()}
    for start in range(0, len(given), CHUNK_ROWS):
        chunk = slice(start, start + CHUNK_ROWS)
        for name, values in _judge(given[chunk], effort, used, jobs[chunk]).items():
            columns[name][chunk] = values
    columns["model"] = np.zeros(len(given), dtype="i1")
    names = {"flag": _FLAGS, "question": QUESTIONS, "model": [judge_model()[1]["version"] + used.suffix]}
    return pd.DataFrame({name: _series(codes, names.get(name)) for name, codes in columns.items()}, copy=False)


@cache
def judge_model() -> tuple[FastStage, dict[str, Any]]:
    """Load the shipped model and its card once."""
    return load_weights()


def calibration() -> Calibration:
    """Return the calibration in use: as shipped, or that of the working folder."""
    return current(judge_model()[1])


def version() -> str:
    """Return the version that `check` gives now: of the model, and of what is local in its calibration."""
    return judge_model()[1]["version"] + calibration().suffix


@cache
def encoder() -> Encoder:
    """Return the encoder of the shipped model; its files are opened at first use."""
    return Encoder(FOLDER)


def _as_sequence(texts: Iterable[object]) -> Sequence[object]:
    if isinstance(texts, pd.Series) and isinstance(texts.dtype, pd.StringDtype):
        return texts.array.fillna("")
    return texts if isinstance(texts, list) else list(texts)


def _series(values: np.ndarray, names: list[str] | None) -> pd.Series:
    if names is None:
        return pd.Series(values, copy=False)
    rows = pa.array(names, pa.large_string())
    if len(names) > 1:
        return pd.Series(rows.take(pa.array(values)), dtype="str")
    chunk = rows.take(pa.array(values[:CHUNK_ROWS]))  # one name: every chunk shares its memory
    chunks = [chunk[: len(values) - start] for start in range(0, len(values), CHUNK_ROWS)]
    return pd.Series(pa.chunked_array(chunks, pa.large_string()), dtype="str")


def _judge(texts: Sequence[object], effort: str, used: Calibration, jobs: np.ndarray) -> dict[str, np.ndarray]:
    """Return the columns of one chunk, flags as rows of `_FLAGS` and questions as rows of `QUESTIONS`."""
    if isinstance(texts, list):
        texts = [text if type(text) is str else as_text(text) for text in texts]
    logits, (low, high) = judge_model()[0].heads(texts), judge_model()[1].get("deep_band", (1, 0))
    if effort == "auto":
        p = sigmoid(logits[:, 0])
        folded = [fold(text) for text in texts]
        bare = np.fromiter(map(is_bare, folded), bool, len(texts))
        rows = np.flatnonzero(((p >= low) & (p < high)) | bare)
        logits[rows] = _deepen([folded[row] for row in rows], logits[rows], bare[rows])
    generic = used.probability(logits[:, 0]).astype(np.float32)
    label = generic >= np.float32(used.threshold)
    flag = np.digitize(generic, np.array([used.low, used.high], np.float32))
    lacks = missing_codes(texts, sigmoid(logits[:, 1:]), label, flag != 1)
    asked, topics = np.flatnonzero(lacks), np.zeros(len(texts), dtype=np.int64)
    topics[asked] = [topic_bits(fold(text), job) for text, job in zip(pick(texts, asked), jobs[asked].tolist(), strict=True)]
    return {
        "p_generic": generic,
        "flag": flag,
        "label": label,
        "missing": np.fromiter((LACKS[code].copy() for code in lacks.tolist()), object, len(texts)),
        "empty_words": empty_words(texts),
        "question": questions(lacks, topics),
    }


def _deepen(folded: list[str], logits: np.ndarray, bare: np.ndarray) -> np.ndarray:
    """Return better logits for folded texts that the fast stage is unsure of or that are bare: both stages joined as the card says, shape (n, 4)."""
    if not folded:
        return logits
    joined = judge_model()[1]["combination"]
    beside = stages(np.clip(logits, -MAX_LOGIT, MAX_LOGIT), encoder().heads(folded), bare)
    return (
        sum(stage[:, None] * weights for stage, weights in zip(beside.T, np.array(joined["weights"]), strict=True))
        + joined["shift"]
    )
