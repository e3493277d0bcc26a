"""Who is named in a text: people of a register, and names by their words, titles, cues and degrees (DOMAIN 4.4, 8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ekin.domain.contacts import Span, find_shapes
from ekin.domain.name_cues import (
    FAMOUS,
    FRONT,
    JOINTS,
    KIN,
    LOUD,
    NAMING,
    NOUNS,
    PLACES,
    POSTS,
    ROLES,
    SOFT_KIN,
    TAKES,
    TIMES,
    TITLE,
    WEAK,
    WITH,
)
from ekin.domain.name_line import DEGREES, DEGREES_ANY, Line
from ekin.domain.register import Register
from ekin.vocabulary import Identifier

_LONGEST_NAME: Final = 5
_NEAR, _CUED, _CAPITAL, _ALONE = -0.3, 0.0, 0.5, 1.2
"""How much a word that no list knows must sound like a name: behind one, behind a cue, with a telling capital, and by itself."""


class People(Register):
    """The people of a register, found in texts by NIP and by name, and others by how names are written; made as `Register` is."""

    def find(self, text: str) -> list[Span]:
        """Find every identifier of a text, in order, none overlapping another."""
        found, rest = find_shapes(text)
        return sorted([*found, *self._names(FAMOUS.sub(lambda it: "\0" * len(it[0]), rest))])

    def _names(self, text: str) -> Iterator[Span]:
        line, at = Line(text, self.dull), 0
        ways = (self._registered, self._titled, self._cued, self._graduate, self._named)
        graduates = DEGREES_ANY.search(text)
        while at < len(line):
            if not graduates and self._idle(line, at):
                at += 1
                continue
            if length := next(filter(None, (way(line, at) for way in ways)), 0):
                start, end = line.words[at].start(), line.words[at + length - 1].end()
                yield Span(start, DEGREES.match(text, end).end(), Identifier.PERSON, self.key(text[start:end]))
            at += length or 1

    def _idle(self, line: Line, at: int) -> bool:
        """Say of most words of most lines that no name can begin with them."""
        if at and len(line.folded[at - 1]) < 9 and TITLE.fullmatch(line.folded[at - 1]):
            return False
        folded = line.folded[at]
        return self.dull(folded) and (line.said[at].islower() or folded in self.lexicon.ordinary)

    def _registered(self, line: Line, at: int) -> int:
        """How many words from here on are a name of the register."""
        for length in range(min(self.longest, len(line) - at), 1, -1):
            part = range(at, at + length)
            form = tuple(self.meant(line.folded[one]) for one in part)
            if form in self.forms and all(line.beside(one) for one in part[1:]):
                capital = all(line.said[one][0].isupper() for one in part)
                sure = capital or not all(self.ordinary(word) or len(word) == 1 for word in form)
                return length + self._more(line, at + length - 1) - 1 if sure else 0
        return 0

    def _titled(self, line: Line, at: int) -> int:
        """How many words after Bu, Pak, dr. and the like are a name; patients' initials (Ny. S) stay."""
        title, word, folded = line.said[at - 1], line.said[at], line.folded[at]
        if (
            at > 1
            and title.casefold() in POSTS
            and TITLE.fullmatch(line.said[at - 2])
            and folded not in TIMES
            and self.of_names(folded)
        ):
            return self._more(line, at) if word[0].isupper() else 0  # Bu Guru Imas
        between = line.gap(at)
        if not at or not TITLE.fullmatch(title) or not re.fullmatch(r"\.?\s{0,2}", between):
            return 0
        if title.casefold() in FRONT and line.placed(at, self.of_names):
            return 0  # RSUD dr. Soetomo
        named = self._called(line, at, dotted=between.startswith("."))
        if not named and title in ("Dr", "Ir") and word.istitle() and self.unknown(word):
            return length if (length := self._more(line, at)) > 1 else 0
        return self._more(line, at) if self.telling(folded) or self.meant(folded) in self.words or named else 0

    def _called(self, line: Line, at: int, *, dotted: bool) -> bool:
        """Say whether a word that no register knows is a name by the title before it."""
        title, word, folded = line.said[at - 1], line.said[at], line.folded[at]
        if len(word) == 1 or (word.isupper() and len(word) <= 3) or not self.strange(folded):
            return False
        loud, weak = title[0].isupper() and len(title) > 1, title.casefold() in WEAK and not dotted
        if not weak and (dotted or line.tells) and word.istitle() and (self.lexicon.name(folded) or self.unknown(word)):
            return True
        if weak or (loud and title not in LOUD and not dotted):
            return False
        quiet = not loud or (word.isupper() and not self.ordinary(folded))
        return (quiet and word[0].isupper()) or (word.islower() and title.casefold() not in NOUNS and self.rare(folded))

    def _cued(self, line: Line, at: int) -> int:
        """How many words are a name because of the word before: one after "bernama" or "pasien", two after "dengan"."""
        if not line.beside(at) or line.placed(at, self.of_names):
            return 0
        cue, word = line.said[at - 1], line.said[at]
        sure = NAMING.search(" ".join(line.said[max(at - 2, 0) : at])) is not None
        if line.before(at) in SOFT_KIN or (line.before(at) in KIN and word.istitle() and line.tells):
            return self._more(line, at) if self.rare(line.folded[at]) and self.strange(line.folded[at]) else 0
        role = cue.casefold() in ROLES and not cue.istitle()  # in a Line In Title Case every word is capital
        if line.folded[at] in self.places or not self.unknown(word) or not (sure or ((role or cue in WITH) and word.istitle())):
            return 0
        length = self._more(line, at)
        return length if sure or role or length > 1 else 0

    def _graduate(self, line: Line, at: int) -> int:
        """How many words from here on run up to a degree such as S.Pd."""
        for length, one in enumerate(range(at, min(at + 4, len(line))), 1):
            if not line.said[one][0].isupper() or not self.strange(line.folded[one]):
                return 0
            if DEGREES.match(line.text, line.words[one].end())[0]:
                if length == 1 and line.said[at].isupper() and len(line.said[at]) < 4:
                    return 0  # 6 JP, ST 800/114
                return 0 if length > 1 and self.ordinary(line.folded[at]) and not self.of_names(line.folded[at]) else length
        return 0

    def _named(self, line: Line, at: int) -> int:
        """How many words from here on are a name by themselves, by their sound, their capitals and what stands before."""
        if (
            not self._opens(line, at)
            or (line.folded[at] in PLACES and not self.telling(line.folded[at]))
            or line.placed(at, self.of_names)
        ):
            return 0
        run = range(at, at + self._run(line, at))
        while run and len(line.said[run[-1]]) == 1 and not line.said[run[-1]].isupper():
            run = run[:-1]
        if any(self.telling(line.folded[one]) for one in run):
            return 0 if line.before(at) == "di" and len(run) == 1 and self.meant(line.folded[at]) not in self.words else len(run)
        cue = line.before(at) in TAKES
        names = [one for one in run if len(line.said[one]) > 2]
        if names and len(line.said[at]) == 1 and line.gap(at + 1)[:1] == "." and self.of_names(line.folded[names[0]]):
            return len(run)  # I.G.N. Wibawa
        return len(run) if names and self._enough(line, names, cue) else 0

    def _opens(self, line: Line, at: int) -> bool:
        folded = line.folded[at]
        if folded in self.places or (folded in PLACES and not self.telling(folded)):
            return False
        known = self.of_names(folded) or self._sounds(line, at, _CUED)
        return known or self._initial(line, at) or self._foreign(line, at)

    def _enough(self, line: Line, run: list[int], cue: bool) -> bool:
        """Say whether words of which none is surely a name are one together."""
        if line.before(run[0]) in ("di", "ke"):
            return False
        known = [one for one in run if self.of_names(line.folded[one])]
        rare_names = [one for one in known if line.folded[one] not in self.lexicon.ordinary]
        if run[0] == 0 and rare_names and line.tells and line.said[0].istitle() and self.meant(line.folded[0]) in self.words:
            return True
        if any(line.capital(one) for one in run):
            if (len(run) > 1 and known) or rare_names or any(self.meant(line.folded[one]) in self.words for one in known):
                return True
            sound = max(self.lexicon.sounds(line.folded[one]) for one in run)
            return (cue and (bool(known) or sound > _CUED)) or (not known and sound > _CAPITAL)
        if cue and (rare_names or any(line.folded[one] in self.words and self.lexicon.name(line.folded[one]) for one in run)):
            return True
        rare = [one for one in run if not self.lexicon.common(line.folded[one])]
        loud = any(line.said[one].isupper() for one in run)
        sound = max((self.lexicon.sounds(line.folded[one]) for one in rare), default=-9.0)
        return bool(rare) and sound > (0.3 if cue else _ALONE) and not (loud and len(line.said[rare[0]]) < 5)

    def _run(self, line: Line, at: int) -> int:
        """Count the words that may be one name with the one here."""
        return self._length(line, at, self._fits)

    def _length(self, line: Line, at: int, follows: Callable[[Line, int], bool]) -> int:
        """Count the words from here on while each is an initial, or is written as the first and `follows`."""
        length = 1
        while length < _LONGEST_NAME and at + length < len(line) and self._goes_on(line, at + length):
            one = at + length
            if not (self._initial(line, one) or (_like(line.said[one], line.said[at]) and follows(line, one))):
                break
            length += 1
        return length

    def _fits(self, line: Line, at: int) -> bool:
        folded = line.folded[at]
        if folded in self.places or (folded in TIMES and not line.capital(at)):
            return False
        new = line.capital(at) and self.rare(folded) and self.strange(folded)
        return new or self.of_names(folded) or self._sounds(line, at, _CUED) or folded in JOINTS

    @staticmethod
    def _goes_on(line: Line, at: int) -> bool:
        """Say whether a name may go on with a word: no comma before it, and it opens no degree."""
        gap, end = line.gap(at), line.words[at - 1].end()
        return len(gap) <= 2 and "," not in gap and line.beside(at) and DEGREES.match(line.text, end).end() == end

    def _initial(self, line: Line, at: int) -> bool:
        """Say whether a word is a letter with which a name begins or ends, or Moh. and the like."""
        said = line.said[at]
        if len(said) == 1:
            return said.isupper() and (line.text[line.words[at].end() : line.words[at].end() + 1] == "." or line.beside(at))
        return line.folded[at] in JOINTS

    def _foreign(self, line: Line, at: int) -> bool:
        """Say whether a word the field does not write opens a name: Theresa Bano, yos kristanto."""
        after, folded = at + 1, line.folded[at]
        opens = (line.capital(at) or folded in self.begun) and self.rare(folded) and self.strange(folded)
        return opens and after < len(line) and self._goes_on(line, after) and self.telling(line.folded[after])

    def _sounds(self, line: Line, at: int, least: float) -> bool:
        said, folded = line.said[at], line.folded[at]
        return len(said) > 3 and self.unknown(said) and self.lexicon.sounds(folded) > least

    def _more(self, line: Line, at: int) -> int:
        """Count the words of a name that surely begins here."""
        return self._length(line, at, self._belongs)

    def _belongs(self, line: Line, at: int) -> bool:
        said, folded = line.said[at], line.folded[at]
        if folded in TIMES and not line.capital(at):
            return False
        if said.islower():
            return self.of_names(folded) or (self.unknown(said) and self.lexicon.sounds(folded) > _NEAR)
        return self.of_names(folded) or self.unknown(said) or (line.capital(at) and self.rare(folded) and self.strange(folded))


def _like(word: str, first: str) -> bool:
    """Say whether a word is written as the first one of a name, in small letters, with a capital, or loud."""
    return word[0].isupper() == first[0].isupper() and (word.isupper() == first.isupper() or len(first) == 1) and len(word) > 1
