"""What in a text tells who somebody is: NIP in any disguise, names, telephones, e-mail, addresses (DOMAIN 4.4, 8)."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from ekin.domain.nip import LENGTH, parse_nip
from ekin.errors import CellError
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
_HOLE = "\0"  # stands where something was found, so that no later pattern reaches across
_GAP = r"[\s./_\-–'’‘`\"\u200b-\u200d\ufeff]{0,3}"
_WORD = re.compile(r"a\.n\b|[^\W\d_]+(?:['’][^\W\d_]+)*")


class Span(NamedTuple):
    """An identifier in a text; `key` is the NIP or the folded name, "" where nothing is to be linked by it."""

    start: int
    end: int
    kind: Identifier
    key: str = ""


def _nip(found: re.Match) -> str | None:
    digits = "".join(str(unicodedata.digit(sign)) for sign in found[0] if sign.isdigit())[:LENGTH]
    try:
        nip = parse_nip(digits)[0]
    except CellError:
        return None
    return digits if 1930 <= nip.birth.year <= 2012 and 1950 <= nip.appointed_year <= 2045 else None


def _telephone(found: re.Match) -> str | None:
    return "" if 9 <= sum(sign.isdigit() for sign in found[0]) <= 14 else None


_nothing, _whole = "".format, operator.itemgetter(0)  # the second links what is written alike
_NIK = r"[1-9]\d{3}[ .\-]?\d{2}[ .\-]?(?:[04][1-9]|[1256]\d|[37][01])[ .\-]?(?:0[1-9]|1[0-2])\d{2}[ .\-]?\d{4}"
_MOBILE = r"(?:\(?\+?62\)?|0)[\s.\-]{0,2}8[1-9]\d(?:[\s.\-]{0,2}\d{2,5}){2,4}(?!\d)|8[1-9]\d{8,10}(?![\d.,]\d|\d)"
_STREET = r"\b(?:jl|jln|jalan|gg|gang|perum|perumahan|komplek|kompleks)\b\.?\s+(?:[^\W\d_][\w.]*,?\s+){1,5}?"
_HOUSE = r"(?:no(?:mor)?\.?\s*\d+\w?|blok\s+\w{1,3}\b(?:\s*(?:no\.?|/)\s*\d+)?)"
_SHORT = r"\b(?:jl|jln|gg|alamat\w*\W+jalan)\.?\s+(?-i:(?:[A-Z][\w.]*\s+){1,4})\d{1,3}\b"
_RT = r"rt\.?\s*\d{1,3}\s*(?:[/,\-]?\s*rw\.?\s*|/\s*)\d{1,3}\b"
_CUED = r"\b(?:nip|nrp|nik|kk|npwp|bpjs|rek(?:ening)?)\b\D{0,12}?\d[\d .\-]{6,24}\d"
_RULES: Final[tuple[tuple[Identifier, str, Callable[[re.Match], str | None]], ...]] = (
    (Identifier.LINK, r"(?:https?://|www\.)[^\s,;<>\"']+", _whole),
    (Identifier.EMAIL, r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", _nothing),
    (Identifier.ID, r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", _whole),
    (Identifier.PERSON, rf"(?<!\d)(?:\d{_GAP}){{17}}\d(?:[.,]0{{1,2}}\b)?(?!\d)", _nip),
    (Identifier.PERSON, r"(?<!\d)[12][.,]\d{2,16}\s?e\s?\+?\s?17(?!\d)", _whole),
    (Identifier.NUMBER, _CUED, _nothing),
    (Identifier.PHONE, rf"(?<![\d.,])(?:{_MOBILE})", _telephone),
    (Identifier.PHONE, r"(?<![\d.,])\(?0[2-9]\d{1,2}[)\s\-]{1,2}[2-9]\d{2,3}[\s\-]?\d{3,4}(?!\d)", _telephone),
    (Identifier.NUMBER, rf"(?<!\d)(?:\d{{13,}}|{_NIK})(?!\d)", _nothing),
    (Identifier.ADDRESS, rf"(?:{_STREET}{_HOUSE}|{_SHORT})(?:,?\s*{_RT})?|\b{_RT}", _nothing),
)
_PATTERNS: Final = [(kind, re.compile(pattern, re.I), key_of) for kind, pattern, key_of in _RULES]


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
        found, rest = [], text
        for kind, pattern, key_of in _PATTERNS:
            for match in pattern.finditer(rest):
                if (key := key_of(match)) is not None:
                    found.append(Span(*match.span(), kind, key))
            rest = _blanked(rest, found)
        return sorted([*found, *self._names(rest)])

    def _names(self, text: str) -> Iterator[Span]:
        words, at = list(_WORD.finditer(text)), 0
        while at < len(words):
            if length := self._registered(text, words, at) or self._titled(text, words, at) or self._graduate(text, words, at):
                start, end = words[at].start(), words[at + length - 1].end()
                yield Span(start, _DEGREES.match(text, end).end(), Identifier.PERSON, self.key(text[start:end]))
            at += length or 1

    def _registered(self, text: str, words: list[re.Match], at: int) -> int:
        """How many words from here on are a name of the register."""
        for length in range(min(self._longest, len(words) - at), 1, -1):
            part = words[at : at + length]
            form = tuple(word[0].casefold() for word in part)
            if form in self.forms and all(len(text[a.end() : b.start()]) <= 2 for a, b in pairwise(part)):
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
        return self._more(words, at) if folded in self.words or named else 0

    def _more(self, words: list[re.Match], at: int) -> int:
        """Count the words of a name that begins here."""
        length, loud = 1, words[at][0].isupper()
        while length < 4 and at + length < len(words) and words[at + length].start() - words[at + length - 1].end() == 1:
            word = words[at + length][0]
            new = word.casefold() not in self.ordinary and self._strange(word.casefold())
            if not (word[0].isupper() and word.isupper() == loud and len(word) > 1 and (new or word.casefold() in self.words)):
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


def _short_forms(words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Two words next to each other, the first with the last, in both orders, and the first with the initial of the last."""
    if len(words) < 2:
        return set()
    first, last = words[0], words[-1]
    pairs = {*pairwise(words), (first, last), (last, first)} | ({(first, last[0])} if len(first) > 2 else set())
    return {pair for pair in pairs if len(pair[1]) > 1 or pair[1] == last[0]}


def _blanked(text: str, spans: Iterable[Span]) -> str:
    for span in spans:
        text = f"{text[: span.start]}{_HOLE * (span.end - span.start)}{text[span.end :]}"
    return text
