"""From text to numbers: hashed TF-IDF of words and character n-grams, word rarity, marks of detail."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Self

import numpy as np
import scipy.sparse as sp
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted

from ekin.quality.marks import mark_counts
from ekin.quality.normalize import NUMBER, as_text, fold
from ekin.quality.rarity import rarity_features

MAX_SIGMA = 3.0
"""Numbers further out than this many standard deviations are cut, so that no long line runs away."""


class DescriptionVectorizer(TransformerMixin, BaseEstimator):
    """Turn descriptions into a sparse matrix: words, character n-grams, rarity and marks of detail.

    Hashing keeps the model small and needs no vocabulary; counts are sublinear, weighted by inverse document frequency
    and scaled to unit length block by block, as scikit-learn's TF-IDF does.

    Parameters
    ----------
    word_bits, char_bits
        log2 of the number of buckets for words and for character n-grams of 2 to 4 letters inside a word.
    numbers_weight
        Weight of the standardised rarity and mark numbers beside the unit-length blocks; 0 leaves them out.

    Attributes
    ----------
    idf_
        Inverse document frequencies, shape (2**word_bits + 2**char_bits,).
    mean_, scale_
        Mean and standard deviation of the rarity and mark numbers, shape (16,).
    """

    def __init__(self, *, word_bits: int = 13, char_bits: int = 15, numbers_weight: float = 1.0) -> None:
        self.word_bits = word_bits
        self.char_bits = char_bits
        self.numbers_weight = numbers_weight

    def fit(self, X: Iterable[object], y: object = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Learn document frequencies and the scale of the numbers."""
        folded = self._fold(X)
        counts = sp.hstack(self._counts(folded)).tocsc()
        self.idf_ = (np.log((1 + len(folded)) / (1 + np.diff(counts.indptr))) + 1).astype(np.float32)
        numbers = _numbers(folded)
        self.mean_, self.scale_ = numbers.mean(axis=0), numbers.std(axis=0)
        self.scale_[self.scale_ == 0] = 1.0
        return self

    def transform(self, X: Iterable[object]) -> sp.csr_matrix:  # noqa: N803
        """Return the features, shape (n, 2**word_bits + 2**char_bits + 16)."""
        check_is_fitted(self)
        folded = self._fold(X)
        words, chars = self._counts(folded)
        at = words.shape[1]
        numbers = np.clip((_numbers(folded) - self.mean_) / self.scale_, -MAX_SIGMA, MAX_SIGMA)
        blocks = [_tfidf(words, self.idf_[:at]), _tfidf(chars, self.idf_[at:]), sp.csr_matrix(self.numbers_weight * numbers)]
        return sp.hstack(blocks, format="csr")

    def transform_chars(self, X: Iterable[object]) -> sp.csr_matrix:  # noqa: N803
        """Return the character block alone, rows of unit length: their dot product is a cosine."""
        check_is_fitted(self)
        _, chars = self._counts(self._fold(X), words=False)
        return _tfidf(chars, self.idf_[-chars.shape[1] :])

    def __sklearn_tags__(self) -> Tags:
        """Say that the input is text."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array, tags.input_tags.one_d_array = True, False, True
        return tags

    def _counts(self, folded: list[str], *, words: bool = True) -> tuple[sp.csr_matrix | None, sp.csr_matrix]:
        folded = [" ".join([word for word in text.split() if word != NUMBER]) for text in folded]
        hash_words, hash_chars = _hashers(self.word_bits, self.char_bits)
        return hash_words.transform(folded) if words else None, hash_chars.transform(folded)

    @staticmethod
    def _fold(texts: Iterable[object]) -> list[str]:
        return [fold(as_text(text)) for text in texts]


@cache
def _hashers(word_bits: int, char_bits: int) -> tuple[HashingVectorizer, HashingVectorizer]:
    plain = {"alternate_sign": False, "norm": None, "lowercase": False}
    return (
        HashingVectorizer(token_pattern=r"\S+", n_features=2**word_bits, **plain),
        HashingVectorizer(analyzer="char_wb", ngram_range=(2, 4), n_features=2**char_bits, **plain),
    )


def _numbers(folded: list[str]) -> np.ndarray:
    return np.hstack([rarity_features(folded), mark_counts(folded)])


def _tfidf(counts: sp.csr_matrix, idf: np.ndarray) -> sp.csr_matrix:
    counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
    return normalize(counts, copy=False)
