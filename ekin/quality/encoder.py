"""The deep stage: a small transformer that reads a line's words in their context, run by onnxruntime."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

MODEL: Final = "encoder.onnx"
PIECES: Final = "pieces.csv.gz"

BEGIN, PAD, UNKNOWN = 0, 1, 3
"""Rows of the embedding table that are no piece of a word; row 2 is unused (numbering of XLM-RoBERTa)."""
WORD_START: Final = "\u2581"
MAX_TOKENS: Final = 64
"""Tokens of a line that are read; half of all real lines have fewer than twelve."""
MAX_LETTERS: Final = 40
"""Letters of a word that are read."""
KNOWN_WORDS: Final = 100_000
"""Words whose cut is remembered."""
BATCH_TOKENS: Final = 2048
"""Tokens run at a time, padding included: what fits a core's cache."""
UNKNOWN_COST: Final = -30.0
"""Log-probability of a character that no piece covers, far below any piece."""


class Tokenizer:
    """Cut folded words into pieces: the most probable cut under a unigram model (Kudo 2018), by Viterbi.

    Parameters
    ----------
    pieces
        Piece -> (row of the embedding table, log-probability).
    """

    def __init__(self, pieces: dict[str, tuple[int, float]]) -> None:
        self._pieces = pieces
        self._longest = max(map(len, pieces))
        self._rows_of = lru_cache(KNOWN_WORDS)(self._cut)

    @classmethod
    def read(cls, path: Path) -> Tokenizer:
        """Read a table of pieces: row, log-probability, piece."""
        with gzip.open(path, "rt", encoding="utf-8") as file:
            cells = (line.rstrip("\n").split(",") for line in file)
            return cls({piece: (int(row), float(score)) for row, score, piece in cells})

    def __call__(self, folded: str) -> list[int]:
        """Return the rows of a folded line, begin mark first, at most `MAX_TOKENS`."""
        rows = [BEGIN]
        for word in folded.split():
            rows += self._rows_of(WORD_START + word[:MAX_LETTERS])
            if len(rows) >= MAX_TOKENS:
                break
        return rows[:MAX_TOKENS]

    def _cut(self, word: str) -> list[int]:
        best: list[tuple[float, list[int]]] = [(0.0, [])]
        for end in range(1, len(word) + 1):
            score, rows = best[-1]
            options = [(score + UNKNOWN_COST, [*rows, UNKNOWN])]
            for start in range(max(0, end - self._longest), end):
                if found := self._pieces.get(word[start:end]):
                    options.append((best[start][0] + found[1], [*best[start][1], found[0]]))
            best.append(max(options, key=lambda option: option[0]))
        return best[-1][1]


class Encoder:
    """The encoder of a model folder; the files are opened at first use.

    Notes
    -----
    Weights are 8-bit integers with a scale for each column; products are summed in integers, each token rounded by a step
    of its own, so a line gets the same answer alone and in any batch.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def heads(self, folded: Sequence[str]) -> np.ndarray:
        """Return the logits of generic and of action, object and detail missing of folded lines, shape (n, 4)."""
        rows = [self._tokenizer(text) for text in folded]
        logits = np.empty((len(rows), 4), dtype=np.float32)
        for batch, ids in batches(rows):
            (logits[batch],) = self._session.run(None, {"ids": ids})
        return logits

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.read(self._folder / PIECES)

    @cached_property
    def _session(self) -> Any:
        return session(self._folder / MODEL)


def session(path: Path) -> Any:
    """Open an ONNX file for one core."""
    import onnxruntime  # a tenth of a second that the fast stage alone need not pay

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a batch is spread over processes
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def batches(rows: list[list[int]]) -> Iterator[tuple[list[int], np.ndarray]]:
    """Group lines of like length, shortest first, each group within `BATCH_TOKENS`: their places, and their padded tokens."""
    groups: list[list[int]] = []
    for at in sorted(range(len(rows)), key=lambda at: len(rows[at])):
        if not groups or (len(groups[-1]) + 1) * len(rows[at]) > BATCH_TOKENS:
            groups.append([])
        groups[-1].append(at)
    for group in groups:
        width = len(rows[group[-1]])
        yield group, np.array([rows[at] + [PAD] * (width - len(rows[at])) for at in group], dtype=np.int64)
