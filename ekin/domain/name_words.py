"""What words are of names and of the language, and how much a word that is in neither list sounds like a name."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Final

from ekin.domain.letters import one_slip, without_one

SIZES: Final = (2, 3, 4)
"""Letters of the pieces of a word whose share among names and words is compared."""

SMOOTH: Final = 0.5

NEAR_ODDS: Final = 0.8
"""What being one slip from a name adds."""

NEAR_FROM: Final = 6
"""Letters from which a slip of a name is looked for."""


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
        self.misspelt = lru_cache(2**16)(self._misspelt)

    def pure(self, word: str) -> bool:
        """Say whether a folded word is a name and nothing else."""
        return self._names.get(word) is False

    def name(self, word: str) -> bool:
        """Say whether a folded word is of names, be it a word too."""
        return word in self._names

    def common(self, word: str) -> bool:
        """Say whether a folded word is one of the field or a frequent one."""
        return word in self.ordinary or word in self._language

    def _misspelt(self, word: str) -> bool:
        return not self.common(word) and self._spelt(word) != word

    def _sounds(self, word: str) -> float:
        """How much likelier the pieces of a folded word are in names than in words: the mean of their log odds."""
        if not self._odds:
            return 0.0
        pieces = _pieces(word)
        return sum(self._odds.get(piece, 0.0) for piece in pieces) / len(pieces) + NEAR_ODDS * self._near(word)

    def _near(self, word: str) -> bool:
        """Say whether a word is one slip from a name that is nothing else."""
        names = self._by_part
        return len(word) >= NEAR_FROM and any(one_slip(word, names[part]) for part in (word, *without_one(word)) if part in names)

    @cached_property
    def _by_part(self) -> dict[str, str]:
        long = (word for word, also in self._names.items() if not also and len(word) >= NEAR_FROM)
        return {part: word for word in long for part in (word, *without_one(word))}

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
