"""A line of text as the search for names reads it: its words, what stands between them, and what its capitals tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from ekin.domain.name_cues import DAYS, FRONT, HEADS, JOINTS, KINDS_OF_PLACES, PLACES, TAKES, TITLE

WORD: Final = re.compile(r"a\.n\b|[^\W\d_]+?(?:(?<=[a-z])(?=[A-Z][a-z])|(?![^\W\d_]))(?:['’][^\W\d_]+)*")  # BudiSantoso is two
_BARE = r"S(?:E|H|T|S|IP|KM|Pd|PdI|Ag|Kom|Sos|Kep|Farm|Si|Hut|Pt|TP|Psi)|M(?:M|H|T|Si|Pd|Kes|AP|BA|Kom|Hum|Ag|Sc)|A[Mm][dD]|AMK|PhD|Apt|Lc|Ners"
DEGREES = re.compile(
    rf"(?:,?\s*(?:[SMD]\.(?:[A-Z]\w{{0,4}}\.?)+|A\.?Md(?:\.[A-Z]\w*)*\.?|Sp\.[A-Z]\w*|Ph\.\s?D\.?)|,\s*(?:{_BARE})\b\.?|\s(?:SPd|MPd|MKes|MSi|SKom|SSos)\b)*"
)
DEGREES_ANY = re.compile(rf"[SMDh]\.\s?[A-Z]|Md|Sp\.|,\s*(?:{_BARE})\b|SPd|MPd|MKes|MSi|SKom|SSos")
"""What tells at a glance that a line may hold a degree."""

_DIGIT_IN_NAME = re.compile(r"(?<=[^\W\d_]{2})[0134](?=[^\W\d_])")
_LETTER = {"0": "o", "1": "i", "3": "e", "4": "a"}
_NO_BREAK = re.compile(r"[\s.\-'’]{0,2}|\s*\d{1,3}\s*")
_TELLS: Final = 0.5
"""Share of a line's ordinary words with a capital from which capitals tell nothing."""


class Line:
    """Words of a text with their places.

    Parameters
    ----------
    common
        Says of a folded word whether it is an ordinary one and no name.
    """

    def __init__(self, text: str, common: Callable[[str], bool]) -> None:
        self.text = text
        read = text if text.isascii() else "".join(map(_plain, text))
        read = _DIGIT_IN_NAME.sub(lambda digit: _LETTER[digit[0]], read)
        self.words = list(WORD.finditer(read))
        self.said = [word[0] for word in self.words]
        self.folded = [word.casefold() for word in self.said]
        long = [
            word
            for word, folded in zip(self.said[1:], self.folded[1:], strict=True)
            if len(word) > 3 and folded not in DAYS and common(folded)
        ]
        self.tells = sum(word[0].isupper() for word in long) <= _TELLS * len(long)

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, at: int) -> str:
        """Give what stands before a word."""
        return self.text[self.words[at - 1].end() if at else 0 : self.words[at].start()]

    def beside(self, at: int) -> bool:
        """Say whether a word stands next to the one before it."""
        gap = self.gap(at)
        return at > 0 and (len(gap) <= 2 or gap.isspace()) and not set(gap) & set(";:!?/()")

    def before(self, at: int) -> str:
        """Give the folded word that a word stands next to, or nothing."""
        return self.folded[at - 1] if at and len(self.gap(at)) <= 3 and "," not in self.gap(at) else ""

    def capital(self, at: int) -> bool:
        """Say whether a word has a capital that nothing but its being a name explains."""
        said = self.said[at]
        starts = at == 0 or self.gap(at)[:1] in (".", "!", "?")
        return self.tells and not starts and said[0].isupper() and not (said.isupper() and len(said) > 1)

    def placed(self, at: int, name: Callable[[str], bool]) -> bool:
        """Say whether the words here are what a place, a school or a firm is called."""
        for back in range(at - 1, max(at - 5, -1), -1):
            if not _NO_BREAK.fullmatch(self.gap(back + 1)):
                return False
            word = self.folded[back]
            if word in PLACES:
                return not (back and self.folded[back - 1] in HEADS)
            steps = word in FRONT or word in JOINTS or len(word) == 1 or name(word) or word in KINDS_OF_PLACES
            if not steps and not (
                self.tells and self.said[back].istitle() and back and word not in TAKES and not TITLE.fullmatch(word)
            ):
                return False
        return False


def _plain(sign: str) -> str:
    """Give the letter without its accent."""
    return sign if sign.isascii() else unicodedata.normalize("NFKD", sign)[:1]
