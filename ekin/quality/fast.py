"""The fast stage: four linear scores of a line, each a sum over its words, so that what a word adds is computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from types import ModuleType
from typing import Any, Final

import numpy as np

from ekin.quality.lexicon import JUNK_WORDS
from ekin.quality.marks import mark_counts
from ekin.quality.normalize import fold
from ekin.quality.rarity import rarity_features

BITS: Final = 16
"""log2 of the number of buckets of either table."""

MIN_GRAM, MAX_GRAM = 2, 4
"""Bytes of the n-grams taken inside a word and the spaces around it."""

MAX_SIGMA: Final = 3.0
"""Numbers further out than this many standard deviations are cut, so that no long line runs away."""

JUNK_LOGIT: Final = float(np.log(999.0))
"""Logit of a text without words, or of nothing but junk words: 0.999 generic (CODEBOOK ruling 11)."""

COMPILED_ROWS: Final = 5000
"""From so many lines on, loading numba (about a second) is worth it."""

START, END = "^", "$"
OFFSET, PRIME, GOLD = 0xCBF29CE484222325, 0x100000001B3, 0x9E3779B97F4A7C15
_TABLES: Final = ("words", "pairs", "idf")


@dataclass(frozen=True, eq=False)
class FastStage:
    """Hashed words, their n-grams and pairs, word rarity and marks of detail, in one linear model with four heads.

    With s = 1 / sqrt(number of words), the logits of a line are `intercept` + s * (sum over its words of what the word
    and its n-grams add + sum over neighbours of what the pair adds) + standardised numbers @ `numbers`. Document
    frequencies and calibration are folded in.

    Attributes
    ----------
    words, pairs
        What each bucket adds, shape (2**BITS, 4), float32.
    idf
        Inverse document frequency of each bucket of `words`, shape (2**BITS,), float32.
    mean, scale, numbers
        Mean and standard deviation of the rarity and mark numbers, shape (16,), and what each adds, shape (16, 4).
    intercept
        Shape (4,).
    threshold
        Probability from which a line is called generic.
    """

    words: np.ndarray
    pairs: np.ndarray
    idf: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    numbers: np.ndarray
    intercept: np.ndarray
    threshold: float
    _known: dict[str, tuple[np.ndarray, int]] = field(default_factory=dict, init=False, repr=False)
    _readers: list[Any] = field(default_factory=list, init=False, repr=False)

    def state(self) -> dict[str, Any]:
        """Return what a weights file holds, the tables in half precision."""
        state = {item.name: getattr(self, item.name) for item in fields(self) if item.init}
        return state | {name: state[name].astype(np.float16) for name in _TABLES}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> FastStage:
        """Make a stage from what a weights file holds; half precision is all that its tables have."""
        return cls(**state | {name: state[name].astype(np.float16).astype(np.float32) for name in _TABLES})

    def heads(self, texts: Sequence[str]) -> np.ndarray:
        """Return the logits of generic and of action, object and detail missing, shape (n, 4).

        Parameters
        ----------
        texts
            A list or a pandas string column without missing values; many are read by compiled code, where numba is installed.
        """
        texts = getattr(texts, "array", texts)
        many = len(texts) >= COMPILED_ROWS and _kernels()
        return self.heads_compiled(texts) if many else self.heads_plain(texts)

    def heads_compiled(self, texts: Sequence[str]) -> np.ndarray:
        """Return the logits by numba over the Arrow buffers of the texts, shape (n, 4)."""
        if not self._readers:
            self._readers.append(_kernels().Reader(self))
        return self._readers[0].read(texts)

    def heads_plain(self, texts: Sequence[str]) -> np.ndarray:
        """Return the logits by Python and NumPy alone, shape (n, 4)."""
        folded = [fold(text) for text in texts]
        lines = [text.split() for text in folded]
        logits = self._sum_words(lines) + self.intercept
        z = np.clip((line_numbers(folded) - self.mean) / self.scale, -MAX_SIGMA, MAX_SIGMA)
        for column, adds in zip(z.T, self.numbers, strict=True):  # not z @ numbers, whose last digits depend on n
            logits += column[:, None] * adds
        logits[[all(len(word) < 2 or word in JUNK_WORDS for word in line) for line in lines]] = JUNK_LOGIT
        return logits

    def _sum_words(self, lines: list[list[str]]) -> np.ndarray:
        place = {word: at for at, word in enumerate(dict.fromkeys([START, END, *(word for line in lines for word in line)]))}
        adds, hashes = map(np.array, zip(*map(self._word, place), strict=True))
        flat = np.array([at for line in lines for at in (0, *map(place.__getitem__, line), 1)], dtype=np.int64)
        sizes = np.fromiter(map(len, lines), np.int64, len(lines))
        rows = np.repeat(np.arange(len(lines)), sizes + 2)
        left, words = np.flatnonzero(rows[1:] == rows[:-1]), np.flatnonzero(flat > 1)
        both = np.r_[rows[words], rows[left]]
        pairs = self.pairs[bucket(hashes[flat[left]] * np.uint64(3) ^ hashes[flat[left + 1]])]
        sums = [np.bincount(both, one, len(lines)) for one in np.r_[adds[flat[words]], pairs].T]
        return np.column_stack(sums) / np.sqrt(np.maximum(sizes, 1))[:, None]

    def _word(self, word: str) -> tuple[np.ndarray, np.uint64]:
        if len(self._known) > 2**17:
            self._known.clear()
        if word not in self._known:
            buckets = word_buckets(word)
            grams = self.words[buckets[1:]].astype(np.float64).sum(axis=0)
            adds = self.words[buckets[0]] + grams / np.sqrt(len(buckets) - 1)
            self._known[word] = adds, np.uint64(hash_bytes(word.encode()))
        return self._known[word]


@cache
def _kernels() -> ModuleType | None:
    """Return the compiled code, or None without a numba that fits or a place where it may keep what it compiles."""
    try:
        from ekin.quality import kernels
    except (ImportError, RuntimeError):
        return None
    return kernels


def line_numbers(folded: Sequence[str]) -> np.ndarray:
    """Return the rarity and mark numbers of folded lines, shape (n, 16)."""
    return np.hstack([rarity_features(folded), mark_counts(folded)])


@lru_cache(2**17)
def word_buckets(word: str) -> np.ndarray:
    """Return the bucket of a word, then those of its n-grams."""
    padded = f" {word} ".encode()
    spans = [(at, at + size) for at in range(len(padded)) for size in range(MIN_GRAM, MAX_GRAM + 1) if at + size <= len(padded)]
    hashes = [hash_bytes(word.encode() + b"\x01"), *(hash_bytes(padded[start:end]) for start, end in spans)]
    return bucket(np.array(hashes, dtype=np.uint64))


def hash_bytes(text: bytes) -> int:
    """Return the 64-bit FNV-1a hash, the same on every machine."""
    code = OFFSET
    for byte in text:
        code = (code ^ byte) * PRIME % 2**64
    return code


def bucket(hashes: np.ndarray) -> np.ndarray:
    """Return the table rows of 64-bit hashes, each in [0, 2**BITS)."""
    return (hashes * np.uint64(GOLD) >> np.uint64(64 - BITS)).astype(np.int64)
