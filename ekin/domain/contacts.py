"""What in a text tells who somebody is by its shape: NIP in any disguise, numbers, telephones, e-mail, addresses, plates (DOMAIN 4.4, 8)."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from ekin.domain.nip import LENGTH, parse_nip
from ekin.errors import CellError
from ekin.vocabulary import Identifier

_HOLE = "\0"  # stands where something was found, so that no later pattern reaches across
_GAP = r"[\s.,/_\-–—'’‘`*\"\u200b-\u200d\ufeff]{0,3}"


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


def _whole_number(found: re.Match) -> str | None:
    return "" if sum(sign.isdigit() for sign in found[0]) >= 6 else None


_nothing, _whole = "".format, operator.itemgetter(0)  # the second links what is written alike
_NIK = r"[1-9]\d{3}[ .\-]?\d{2}[ .\-]?(?:[04][1-9]|[1256]\d|[37][01])[ .\-]?(?:0[1-9]|1[0-2])\d{2}[ .\-]?\d{4}"
_MOBILE = r"\(?(?:\+?62\)?[\s.\-]{0,2}(?:\(?0\)?)?|0|\+?62)[\s.\-–/)]{0,2}8[1-9]\d?\)?(?:[\s.\-–/]{0,3}\d{2,5}){2,5}(?!\d)|8[1-9]\d{7,10}(?![\d.,]\d|\d)"
_NUMERAL = r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
_CUED_PHONE = r"\b(?:te?lp|telepon|telefon|phone|hp|wa|whatsapp|fax|faks|cp|kontak|nomor hp|hubungi)\b[^\w+(]{0,3}(?:no\.?|nomor)?[^\w+(]{0,2}(?P<it>(?!\d{1,2}[.:]\d\d\b)[+(]?\d[\d\s.\-–()/]{4,18}\d)\b"
_STREET = r"\b(?:jl|jln|jalan|gg|gang|perum|perumahan|perumnas|komp|komplek|kompleks|btn|griya|cluster|kp|kampung|dusun|dsn|dukuh|banjar|br)\b\.?\s+(?:[^\W\d_][\w.]*,?\s+){1,5}?"
_UNIT = r"\b(?:perum|perumahan|perumnas|komp|komplek|kompleks|btn|griya|cluster)\b\.?\s+(?:[^\W\d_][\w.]*,?\s+){1,4}?[a-z]{1,2}[\-/ ]?\d{1,3}(?:[/\-]\d{1,3})?\b"
_HOUSE = r"(?:(?:no(?:mor)?|kav(?:ling|eling)?|km)\.?\s*[\d-]+\s?(?:[a-d]\b)?(?:\s+(?:no(?:mor)?)\.?\s*\d+\w?)?|blok\s+\w{1,3}\b(?:[\s,]*(?:no(?:mor)?\.?|/|-)?\s*\d+)?)"
_LANE = r"\b(?:jl|jln|gg|gang|lorong|lr|alamat\w*\W+jalan)\.?\s+"
_SHORT = rf"{_LANE}(?-i:(?:[A-Z][\w.]*\s+){{1,4}})(?:(?:[ivx]+|\d{{1,3}})/)?\d{{1,3}}[a-d]?\b"
_ENDS = r"(?=\s*(?:$|[,;)]|\.(?!\d)|r[tw]\b|kel\b|desa\b|ds\b|kec\b|dusun\b))"  # a number that counts nothing
_LOW = rf"{_LANE}(?:(?!jam|pukul|tgl|tanggal)[^\W\d_]+\s+){{1,3}}\d{{1,3}}[a-d]?\b{_ENDS}"
_RT = r"(?:rt\.?\s*\d{1,3}\s*(?:[/,\-]?\s*rw\.?\s*|/\s*)\d{1,3}|rw\.?\s*\d{1,3}\s*[/,\-]?\s*rt\.?\s*\d{1,3}|rt\s*/\s*rw\W{0,3}\d{1,3}\s*/\s*\d{1,3})\b(?:,?\s+(?:dusun|dsn|kp|kampung|gang|gg|lingkungan|link|jl|jln|jalan|blok|perum)\b\.?\s+(?-i:[A-Z]\w+(?:\s+[A-Z]\w+){0,2}))?"
_ONLY_RT = r"(?:rt\.?\s*\d{1,3}\b)"
_HAMLET = r"\b(?:kp|kampung|dsn|dusun|dukuh|banjar|br|jorong|link|lingk|lingkungan|gg|gang|lorong|perum|perumahan)\b\.?\s+(?:[^\W\d_][\w.]*\s+){1,3}?"
_PLACE = r"(?:jl|jln|jalan|gg|gang|lorong|lr|perum|perumahan|btn|kp|kampung|dsn|dusun|dukuh|jorong|nagari|banjar|ds|desa|kel|kelurahan|lingkungan)\b\.?\s+(?!lingkungan|poros|tol|usaha)(?:[^\W\d_][\w.'\-]*\s*){1,3}?(?:\d{1,2}\b)?"
_NUMBERED = r"(?:(?:no(?:mor)?|kav|km|rt|rw|kamar)\.?\s*\d{1,4}(?:\s?[a-d])?\b(?:\s*/\s*\d{1,3})?|(?:gg|gang|blok)\.?\s*(?:[a-z]{0,2}[\-/]?\d{1,3}(?:/\d{1,3})?|[a-z]\b))"
_CHAIN = rf"\b{_PLACE}(?:[\s,/]{{0,3}}(?:{_NUMBERED}|{_PLACE})){{0,3}}?[\s,/]{{0,3}}{_NUMBERED}(?:[\s,/]{{1,3}}(?:{_NUMBERED}|(?-i:(?:[Jj]orong|[Nn]agari|[Dd]esa|[Dd]s|[Dd]usun|[Kk]el)\.? [A-Z]\w+(?: [A-Z]\w+)?))){{0,3}}"
"""Parts of an address in any order, the first a place with a name and one at least a number of a house."""
_AREA = "[ABDEFGHKLMNPRSTWZ]|A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNPRST]|E[ABD]|K[BHTU]|P[AB]"
_PLATE = rf"\b(?-i:(?:{_AREA})[ \-]?(?!20[123]\d)\d{{3,4}}[ \-]?[A-Z]{{1,3}})\b"
_NO_UNIT = r"(?!(?:dua|ini|itu|kali|hari|liter|kg|km|ml|cm|mm|gr|rp|jt|rb|lbr|org|kk|ha|va|kwh|kva|dan|di|ke|per|pcs|box|unit|exp|jam|wib|wit|tab|bks|ltr|lt|m)\b)"
_SOFT_PLATE = rf"\b(?:{_AREA})[ .\-]?(?!20[123]\d)\d{{4}}[ .\-]?{_NO_UNIT}[a-z]{{2,3}}\b"
_CUED_PLATE = (
    r"\b(?:bbm|bensin|pajak|stnk|kir|plat|nopol|no(?:mor)?\.?\s?pol(?:isi)?|kendaraan|mobil|motor|truk|bus|ambulans?)\b(?:\s+(?:nomor|no|plat|nopol|dinas)\b)*"
    rf"\W{{1,3}}(?P<it>(?:{_AREA})[ \-]?(?:\d{{1,4}}[ .\-]?{_NO_UNIT}[a-z]{{1,3}}|\d{{3,4}}))\b"
)
_CUED = r"(?<!kode )\b(?:nip|nrp|nik|ktp|kk|npwp|bpjs|nisn|nuptk|paspor|karpeg|rek(?:ening)?)\b\D{0,12}?(?P<it>\d[\d .,/\-]{6,24}\d)|\brek(?:ening)?\b(?:\s+(?:bank|bpd|bri|bni|mandiri|daerah|a\.?n)\b)*\D{0,8}?(?P<account>\d[\d.\-]{6,24}\d)|\b(?:no\W{0,2}rm|rekam medis)\b\D{0,5}?(?P<rm>\d[\d .\-]{3,12}\d)"
_RULES: Final[tuple[tuple[Identifier, str, Callable[[re.Match], str | None]], ...]] = (
    (Identifier.LINK, r"(?:https?://|www\.)[^\s,;<>\"']+", _whole),
    (Identifier.EMAIL, r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", _nothing),
    (
        Identifier.EMAIL,
        r"[\w.+-]+\s?(?:@|\bat\b)\s?(?:gmail|yahoo|ymail|outlook|hotmail|icloud)(?:\s?(?:\.|\bdot\b|titik)\s?[a-z]{2,3}){1,2}\b",
        _nothing,
    ),
    (Identifier.EMAIL, r"(?<![\w@])@[a-z][\w.]{2,}\b", _nothing),
    (Identifier.ID, r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", _whole),
    (Identifier.PERSON, rf"(?<!\d)(?:\d{_GAP}){{17}}\d(?:[.,]0{{1,2}}\b)?(?!\d)", _nip),
    (Identifier.PERSON, r"(?<!\d)[12][.,]\d{2,16}\s?e\s?\+?\s?17(?!\d)", _whole),
    (Identifier.NUMBER, r"(?<!\d)\d[.,]\d{2,16}\s?e\s?\+?\s?(?:09|1\d)(?!\d)", _nothing),
    (Identifier.NUMBER, _CUED, _nothing),
    (Identifier.PHONE, rf"(?<![\d.,])(?:{_MOBILE})", _telephone),
    (
        Identifier.PHONE,
        r"(?<![\d.,/])\(?(?:0|\+?62[\s\-]?)[2-9]\d{1,2}[)\s.\-–/]{0,3}[2-9]\d{1,3}[\s.\-–]{0,3}\d{2,4}(?:[\s.\-–]?\d{2,4})?(?!\d)",
        _telephone,
    ),
    (Identifier.PHONE, _CUED_PHONE, _whole_number),
    (Identifier.PHONE, rf"\b{_NUMERAL}(?:[\s\-,]{{1,2}}{_NUMERAL}){{6,}}\b", _nothing),
    (Identifier.NUMBER, rf"(?<!\d)(?:\d{{13,}}|{_NIK})(?!\d)", _nothing),
    (
        Identifier.ADDRESS,
        rf"{_CHAIN}|(?:{_STREET}{_HOUSE}|{_UNIT}|{_SHORT}|{_LOW})(?:,?\s*(?:{_RT}|{_ONLY_RT}))?|(?:{_HAMLET})?\b{_RT}|{_HAMLET}\b{_ONLY_RT}",
        _nothing,
    ),
    (Identifier.NUMBER, rf"{_PLATE}|{_SOFT_PLATE}|{_CUED_PLATE}", _nothing),
)
_WORTH_READING = re.compile(
    r"\d|@|://|www\.|[(\[]at[)\]]|\bat (?:gmail|yahoo|ymail|outlook|hotmail|icloud)|\bnol\b|\bkosong\b", re.I
)
_ALIKE = re.compile(r"\b[oO0][\doOlI.\- ]{8,}")
_DIGITS: Final = str.maketrans("oOlI", "0011")
_PATTERNS: Final = [(kind, re.compile(pattern, re.I), key_of) for kind, pattern, key_of in _RULES]


def find_shapes(text: str) -> tuple[list[Span], str]:
    """Find what its shape gives away; give also the text with holes there, so that nothing later reaches across."""
    if not _WORTH_READING.search(text):
        return [], text
    found, rest = [], _ALIKE.sub(lambda part: part[0].translate(_DIGITS), text)
    for kind, pattern, key_of in _PATTERNS:
        for match in pattern.finditer(rest):
            if (key := key_of(match)) is not None:
                found.append(Span(*match.span(match.lastgroup or 0), kind, key))  # a group named it leaves its cue in place
        rest = _blanked(rest, found)
    return found, rest


def _blanked(text: str, spans: Iterable[Span]) -> str:
    for span in spans:
        text = f"{text[: span.start]}{_HOLE * (span.end - span.start)}{text[span.end :]}"
    return text
