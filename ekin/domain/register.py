"""The names of a register: in which forms they are written, and which slip of the keyboard stands for which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ekin.domain.letters import one_slip, without_one
from ekin.domain.name_cues import FRONT, JOINTS, PLAIN, POSTS, TITLE
from ekin.domain.name_line import DEGREES, WORD
from ekin.domain.name_words import NameWords

_SLIP_FROM: Final = 5
"""Letters of a name of the register from which a slip of the keyboard is read as that name."""

_NICKNAME_FROM: Final = 3
"""Letters with which a name of the register may be begun before another: Yos Kristanto."""

_JOINED_FROM: Final = 9
"""Letters of a whole name of the register from which it is known without its spaces."""


def bare_name(name: str) -> tuple[str, ...]:
    """Words of a name without titles, folded.

    >>> bare_name("dr. Ni Wayan Artawan, M.Kes.")
    ('ni', 'wayan', 'artawan')
    """
    words = [found[0].casefold() for found in WORD.finditer(DEGREES.sub("", name.partition(",")[0]))]
    while words and words[0] in FRONT:
        words = words[1:]
    return tuple(words)


class Register:
    """People known by NIP and name.

    Parameters
    ----------
    register
        Pairs of NIP ("" when unknown) and name.
    places
        Folded words of units and agencies that the tables name, which are no persons where no list of names has them.
    words
        Words of names and of the language; a name made only of ordinary ones, such as Bunga Lestari, is one only with its capitals.
    """

    def __init__(self, register: Iterable[tuple[str, str]], words: NameWords | None = None, places: Iterable[str] = ()) -> None:
        self.lexicon, self.nips, self.count = words or NameWords(), set(), 0
        self.forms: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for nip, name in register:
            bare = bare_name(name)
            self.nips |= {nip} - {""}
            self.count += 1
            for form in {bare, *_short_forms(bare)} - {()}:
                self.forms[form].add(nip or " ".join(bare))
        self.words = {word for form in self.forms for word in form if len(word) > 1}
        self.places = {word for word in places if not self.lexicon.pure(word)} - self.words
        self.begun = {word[:size] for word in self.words for size in range(_NICKNAME_FROM, len(word))}
        self.longest = max(map(len, self.forms), default=0)
        self.joined = {joined for joined in map("".join, self.forms) if len(joined) >= _JOINED_FROM}
        self._near: dict[str, set[str]] = defaultdict(set)
        for word in self.words:
            for part in (word, *without_one(word)) if len(word) >= _SLIP_FROM else ():
                self._near[part].add(word)
        self.meant = lru_cache(2**16)(self._corrected)
        self.dull = lru_cache(2**16)(self._dull)

    def key(self, name: str) -> str:
        """NIP of a name when one person of the register has it, else the folded name."""
        words = bare_name(name)
        known = self.forms.get(words) or self.forms.get(tuple(map(self.meant, words)), set())
        return next(iter(known)) if len(known) == 1 else " ".join(words)

    def _corrected(self, folded: str) -> str:
        """Give the name of the register that a folded word is one slip from, or the word."""
        if len(folded) < _SLIP_FROM - 1 or folded in self.words or self.lexicon.common(folded) or self.lexicon.name(folded):
            return folded
        near = {word for part in (folded, *without_one(folded)) for word in self._near.get(part, ())}
        return min((word for word in near if one_slip(folded, word)), default=folded)

    def of_names(self, folded: str) -> bool:
        """Say whether a word is one of names, of the register or of the list, be it a word too."""
        return folded in self.words or self.lexicon.name(folded) or self.meant(folded) in self.words or folded in self.joined

    def telling(self, folded: str) -> bool:
        """Say whether a word alone is a name: of a list, or of the register and no ordinary word."""
        if self.lexicon.pure(folded) or folded in self.joined:
            return True
        meant = self.meant(folded)
        return meant in self.words and len(meant) > 2 and not self.lexicon.common(meant)

    def ordinary(self, folded: str) -> bool:
        """Say whether a word is of the field, or of the language and no name."""
        return folded in self.lexicon.ordinary or (self.lexicon.common(folded) and not self.lexicon.name(folded))

    def rare(self, folded: str) -> bool:
        """Say whether the field does not write a word."""
        return len(folded) > 2 and folded not in self.lexicon.ordinary and not self.lexicon.misspelt(folded)

    def unknown(self, word: str) -> bool:
        """Say whether a word may be a name for all that the lists know."""
        folded = word.casefold()
        slip = word.islower() and self.lexicon.misspelt(folded)
        return len(word) > 2 and not self.ordinary(folded) and not slip and self.strange(folded)

    def strange(self, folded: str) -> bool:
        """Say whether a word is neither a title nor a post."""
        return folded not in POSTS and folded not in PLAIN and not TITLE.fullmatch(folded)

    def _dull(self, folded: str) -> bool:
        return (
            len(folded) > 1
            and folded not in JOINTS
            and folded not in self.begun
            and self.lexicon.common(folded)
            and not self.of_names(folded)
        )


def _short_forms(words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Two words next to each other, the first with the last, in both orders, and one of them as an initial."""
    if len(words) < 2:
        return set()
    first, last = words[0], words[-1]
    pairs = {*pairwise(words), (first, last), (last, first)} | ({(first, last[0])} if len(first) > 2 else set())
    return {pair for pair in pairs if len(pair[1]) > 1 or pair[1] == last[0]} | {(first[0], last)}
