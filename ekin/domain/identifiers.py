"""Who is named in a text: people of a register, and names behind titles, cues and before degrees (DOMAIN 4.4, 8)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from typing import Final

from ekin.domain.contacts import Span, find_shapes
from ekin.vocabulary import Identifier

_NAMED = (
    "asisten bapak bendahara bidan bupati camat danramil dandim desa dinas direktur dirut dokter dosen driver dukuh dusun gubernur "
    "guru haji hakim hamil hansip ibu inspektur jaga jaksa jenderal kabag kabid kadin kadis kades kader kadus kalapas kapolres kapolsek "
    "kapus kasat kasi kasubag kasubbag kaur kepala kepsek keuchik ketua klien komandan koordinator korban korwil kuwu lansia lurah mandor "
    "menteri menyusui nifas operator pasien pejabat pemilik pengawas pengurus penjaga perawat pembina pimpinan pj pkk plh plt posyandu "
    "presiden rektor satpam sekcam sekda sekdes sekdin sekretaris siswa sopir spesialis staf staff tim terdakwa umum ustadz wabup wagub "
    "wakasek wakil wali walikota warga yang dan di ke dari untuk dengan rt rw tu bersalin balita rumah kantor semua para"
)
POSTS: Final = frozenset(re.findall(r"\w+", _NAMED))
"""Words that follow Bu, Pak or dr. and name a post or a group, not a person."""

_TITLE = re.compile(
    r"(?:bu|ibu|pak|bapak|bpk|bp|sdr|sdri|sdra|saudara|saudari|mas|mbak|kak|bang|dik|ustadz|ustadzah|ust|ny|tn|nn|by|an|a\.n|dr|drg|drs|dra"
    r"|ir|prof|ns|apt|h|hj|kh|pdt)",
    re.I,
)
_WEAK: Final = frozenset({"an", "by", "h", "dr", "mas", "dik", "bang", "kak", "ir", "ns", "bp"})
"""Titles that are words or abbreviations too when no dot follows: then only a name of the register counts."""

_DEGREES = re.compile(r"(?:,?\s*(?:[SMD]\.(?:[A-Z]\w{0,4}\.?)+|A\.?Md(?:\.[A-Z]\w*)*\.?|Sp\.[A-Z]\w*))*")
_LOUD: Final = frozenset({"BU", "IBU", "PAK", "BAPAK"})
_FRONT: Final = frozenset({"dr", "drg", "drs", "dra", "ir", "prof", "ns", "apt", "h", "hj", "kh", "pdt"})
_WORD = re.compile(r"a\.n\b|[^\W\d_]+?(?:(?<=[a-z])(?=[A-Z][a-z])|(?![^\W\d_]))(?:['’][^\W\d_]+)*")  # BudiSantoso is two
_NOUNS: Final = frozenset({"ibu", "bapak", "saudara", "saudari"})
"""Titles that are also written of people in general: what follows them in small letters is no name."""

_NAMING = re.compile(r"(?:atas nama|\bbernama|\balm|\balmarhum(?:ah)?|(?-i:\bHaji))$", re.I)
_ROLES: Final = frozenset(
    re.findall(r"\w+", "pasien siswa siswi murid mahasiswa mahasiswi klien pelapor korban saksi odgj tersangka guru dosen")
)
_WITH: Final = frozenset(re.findall(r"\w+", "dengan bersama dari oleh kepada milik untuk"))
"""What names follow: one word after a role, two or more capital ones that nobody writes otherwise after the others."""


def bare_name(name: str) -> tuple[str, ...]:
    """Words of a name without titles, folded.

    >>> bare_name("dr. Ni Wayan Artawan, M.Kes.")
    ('ni', 'wayan', 'artawan')
    """
    words = [found[0].casefold() for found in _WORD.finditer(_DEGREES.sub("", name.partition(",")[0]))]
    while words and words[0] in _FRONT:
        words = words[1:]
    return tuple(words)


class People:
    """The people of a register, found in texts by NIP and by name.

    Parameters
    ----------
    register
        Pairs of NIP ("" when unknown) and name.
    ordinary
        Words of the field's language; a name made only of these, such as Bunga Lestari, is one only with its capitals.
    """

    def __init__(self, register: Iterable[tuple[str, str]], ordinary: Container[str] = ()) -> None:
        self.ordinary, self.nips, self.count = ordinary, set(), 0
        self.forms: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for nip, name in register:
            words = bare_name(name)
            self.nips |= {nip} - {""}
            self.count += 1
            for form in {words, *_short_forms(words)} - {()}:
                self.forms[form].add(nip or " ".join(words))
        self.words = {word for form in self.forms for word in form if len(word) > 1}
        self._longest = max(map(len, self.forms), default=0)

    def key(self, name: str) -> str:
        """NIP of a name when one person of the register has it, else the folded name."""
        words = bare_name(name)
        known = self.forms.get(words, set())
        return next(iter(known)) if len(known) == 1 else " ".join(words)

    def find(self, text: str) -> list[Span]:
        """Find every identifier of a text, in order, none overlapping another."""
        found, rest = find_shapes(text)
        return sorted([*found, *self._names(rest)])

    def _names(self, text: str) -> Iterator[Span]:
        words, at = list(_WORD.finditer(text)), 0
        ways = (self._registered, self._titled, self._cued, self._graduate)
        while at < len(words):
            if length := next(filter(None, (way(text, words, at) for way in ways)), 0):
                start, end = words[at].start(), words[at + length - 1].end()
                yield Span(start, _DEGREES.match(text, end).end(), Identifier.PERSON, self.key(text[start:end]))
            at += length or 1

    def _registered(self, text: str, words: list[re.Match], at: int) -> int:
        """How many words from here on are a name of the register."""
        for length in range(min(self._longest, len(words) - at), 1, -1):
            part = words[at : at + length]
            form = tuple(word[0].casefold() for word in part)
            if form in self.forms and all(_beside(text[a.end() : b.start()]) for a, b in pairwise(part)):
                capital = all(word[0][0].isupper() for word in part)
                return length if capital or not all(word in self.ordinary or len(word) == 1 for word in form) else 0
        return 0

    def _titled(self, text: str, words: list[re.Match], at: int) -> int:
        """How many words after Bu, Pak, dr. and the like are a name; patients' initials (Ny. S) stay."""
        title, word = words[at - 1], words[at][0]
        if at > 1 and title[0].casefold() in POSTS and _TITLE.fullmatch(words[at - 2][0]) and word.casefold() in self.words:
            return self._more(words, at) if word[0].isupper() else 0  # Bu Guru Imas
        between = text[title.end() : words[at].start()]
        if not at or not _TITLE.fullmatch(title[0]) or not re.fullmatch(r"\.?\s{0,2}", between):
            return 0
        folded, loud, dotted = word.casefold(), title[0].isupper() and len(title[0]) > 1, between.startswith(".")
        clear = dotted or not (title[0].casefold() in _WEAK or (loud and title[0] not in _LOUD))
        initials = len(word) == 1 or (word.isupper() and len(word) <= 3)
        quiet = not loud or (word.isupper() and folded not in self.ordinary)
        named = clear and quiet and word[0].isupper() and not initials and self._strange(folded)
        named = named or (clear and word.islower() and title[0].casefold() not in _NOUNS and self._unknown(word))
        if not named and title[0] in ("Dr", "Ir") and word.istitle() and self._unknown(word):
            return length if (length := self._more(words, at)) > 1 else 0
        return self._more(words, at) if folded in self.words or named else 0

    def _cued(self, text: str, words: list[re.Match], at: int) -> int:
        """How many words are a name because of the word before: one after "bernama" or "pasien", two after "dengan"."""
        if not at or not _beside(text[words[at - 1].end() : words[at].start()]):
            return 0
        cue, word = words[at - 1][0], words[at][0]
        before = " ".join(one[0] for one in words[max(at - 2, 0) : at])
        sure = _NAMING.search(before) is not None
        role = cue.casefold() in _ROLES and not cue.istitle()  # in a Line In Title Case every word is capital
        if not self._unknown(word) or not (sure or ((role or cue in _WITH) and word.istitle())):
            return 0
        length = self._more(words, at)
        return length if sure or role or length > 1 else 0

    def _unknown(self, word: str) -> bool:
        folded = word.casefold()
        return len(word) > 2 and folded not in self.ordinary and self._strange(folded)

    def _more(self, words: list[re.Match], at: int) -> int:
        """Count the words of a name that begins here."""
        length, loud = 1, words[at][0].isupper()
        while length < 4 and at + length < len(words) and words[at + length].start() - words[at + length - 1].end() == 1:
            word = words[at + length][0]
            new = word.casefold() not in self.ordinary and self._strange(word.casefold())
            like = word[0].isupper() == words[at][0][0].isupper() and word.isupper() == loud
            if not (like and len(word) > 1 and (new or word.casefold() in self.words)):
                break
            length += 1
        return length

    def _strange(self, folded: str) -> bool:
        return folded not in POSTS and not _TITLE.fullmatch(folded)

    def _graduate(self, text: str, words: list[re.Match], at: int) -> int:
        """How many words from here on run up to a degree such as S.Pd."""
        for length, word in enumerate(words[at : at + 4], 1):
            if not word[0][0].isupper() or not self._strange(word[0].casefold()):
                return 0
            if _DEGREES.match(text, word.end())[0]:
                return 0 if length > 1 and words[at][0].casefold() in self.ordinary else length
        return 0


def _beside(gap: str) -> bool:
    return len(gap) <= 2 or gap.isspace()


def _short_forms(words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Two words next to each other, the first with the last, in both orders, and one of them as an initial."""
    if len(words) < 2:
        return set()
    first, last = words[0], words[-1]
    pairs = {*pairwise(words), (first, last), (last, first)} | ({(first, last[0])} if len(first) > 2 else set())
    return {pair for pair in pairs if len(pair[1]) > 1 or pair[1] == last[0]} | {(first[0], last)}
