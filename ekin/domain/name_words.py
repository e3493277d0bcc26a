"""What words are of names and of the language, and how much a word that is in neither list sounds like a name."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Final

SIZES: Final = (2, 3, 4)
"""Letters of the pieces of a word whose share among names and words is compared."""

SMOOTH: Final = 0.5


class NameWords:
    """Words of names and of the language.

    Parameters
    ----------
    names
        Words of names, folded, with whether each is also a word or a place ("bunga", "tanjung").
    ordinary
        Words of the field, and which of them are frequent in the language.
    spelt
        Gives the common word that a misspelt one stands for, or the word itself.
    """

    def __init__(
        self,
        names: Mapping[str, bool] | None = None,
        ordinary: Container[str] = (),
        language: Iterable[str] = (),
        spelt: Callable[[str], str] = str,
    ) -> None:
        self._names, self.ordinary, self._language, self._spelt = names or {}, ordinary, frozenset(language), spelt
        self.sounds = lru_cache(2**16)(self._sounds)
        self.common = lru_cache(2**16)(self._common)

    def pure(self, word: str) -> bool:
        """Say whether a folded word is a name and nothing else."""
        return self._names.get(word) is False

    def name(self, word: str) -> bool:
        """Say whether a folded word is of names, be it a word too."""
        return word in self._names

    def _common(self, word: str) -> bool:
        return word in self.ordinary or word in self._language or self._spelt(word) != word

    def _sounds(self, word: str) -> float:
        """How much likelier the pieces of a folded word are in names than in words: the mean of their log odds."""
        pieces = _pieces(word)
        return sum(self._odds.get(piece, 0.0) for piece in pieces) / len(pieces) if self._odds else 0.0

    @cached_property
    def _odds(self) -> dict[str, float]:
        names = [word for word, also in self._names.items() if not also and len(word) > 3]
        words = [word for word in self._language if word not in self._names and len(word) > 3]
        counts = [Counter(piece for word in group for piece in _pieces(word)) for group in (names, words)]
        totals = [sum(count.values()) + 1 for count in counts]
        found = {piece for count in counts for piece, n in count.items() if n > 1}
        return {
            piece: math.log((counts[0][piece] + SMOOTH) / totals[0]) - math.log((counts[1][piece] + SMOOTH) / totals[1])
            for piece in found
        }


def _pieces(word: str) -> list[str]:
    whole = f"^{word}$"
    return [whole[at : at + size] for size in SIZES for at in range(len(whole) - size + 1)]
