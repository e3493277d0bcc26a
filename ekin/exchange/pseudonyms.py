"""A copy of a table for analysis: HMAC pseudonyms, a leak test on the result, and k over what people know of each other.

Pseudonyms are HMAC-SHA256 with a secret key, because NIPs are few enough to try out every plain hash (DOMAIN 4.4); the digits are
those that PostgreSQL's analyst views give with the same key.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import pandas as pd

from ekin.domain.identifiers import People
from ekin.domain.nip import parse_nip
from ekin.errors import CellError
from ekin.exchange.cells import fold_name
from ekin.exchange.headers import find_header
from ekin.exchange.names import name_words
from ekin.exchange.sheet import Sheet
from ekin.vocabulary import Identifier
from ekin.words.privacy import STRUCK, TAG

_TOKEN: Final = re.compile(r"\b[ptu][0-9a-f]{16}\b")
_NIPS, _NAMES = ("nip", "superior_nip"), ("name", "superior_name")
_QUASI: Final = ("position", "unit", "parent_unit", "rank", "position_kind", "kind", "agency", "skp_position", "skp_unit")
_DROPPED: Final = ("superior_position", "superior_unit", "superior_rank", "superior_unit_id", "unit_id")
"""A superior is one of a kind by post and unit, so these can never be shared by k people; ids of units give units away."""
_BY_NAME: Final = (  # for columns of no known table
    ("dropped", re.compile(r"\b(lahir|alamat|te?lp|telepon|hp|wa|e ?mail|surel|nik|npwp|kelamin|rekening|agama)\b")),
    ("nip", re.compile(r"\bnip\b")),
    ("name", re.compile(r"\bnama( (pegawai|lengkap|asn|atasan|pejabat|penilai|guru))?$")),
    ("quasi", re.compile(r"\b(jabatan|unit|unor|golru|gol(ongan)?|pangkat|eselon|opd|instansi)\b")),
)
HIDE_SHARE: Final = 0.1
"""Up to this share of the people it is better to hide than to make everybody's columns coarser."""

TELLING: Final = 9
"""Letters from which a name is looked for across the words of a cell; shorter ones stand in ordinary words."""

_CLASS = re.compile(r"\s*([IVX]+)\s*/\s*[a-e]\s*", re.I)


def roles(frame: pd.DataFrame) -> dict[str, str]:
    """Say of each column whether it is "nip", "name", "quasi" (known to colleagues), "dropped" or "text"."""
    header = find_header(Sheet("", [list(map(str, frame.columns))], [1]), {})
    fields = {match.column: name for name, match in header.matches.items()} if header else {}
    known = {**dict.fromkeys(_NIPS, "nip"), **dict.fromkeys(_NAMES, "name")}
    known |= dict.fromkeys(_QUASI, "quasi") | dict.fromkeys(_DROPPED, "dropped")
    found = {}
    for column in map(str, frame.columns):
        by_name = next((role for role, pattern in _BY_NAME if pattern.search(fold_name(column))), "text")
        found[column] = known.get(fields[column], "text") if column in fields else by_name
    return found


def register(frame: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Pairs of NIP and name of a table: each column of names with the column of NIPs before it."""
    nip = None
    for column, role in roles(frame).items():
        nip = column if role == "nip" else nip
        if role == "name":
            pairs = frame[[nip, column] if nip else [column]].dropna(subset=[column]).drop_duplicates()
            for row in pairs.itertuples(index=False):
                yield _sound(row[0]) if nip else "", str(row[-1])


def people_of(*frames: pd.DataFrame) -> People:
    """Register of everybody whom some tables name; the words of their units are places."""
    units = {
        str(cell) for frame in frames for name, role in roles(frame).items() if role == "quasi" for cell in frame[name].unique()
    }
    places = {word.casefold() for unit in units for word in re.findall(r"[^\W\d_]{3,}", unit)}
    return People({pair for frame in frames for pair in register(frame)}, name_words(), places)


class Pseudonymiser:
    """Replace what tells who somebody is; `found` counts what was replaced."""

    def __init__(self, key: bytes, people: People) -> None:
        self._key, self.people, self.found = key, people, Counter()
        self._text = lru_cache(2**16)(self._replaced)

    def frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Give the copy of a table."""
        role = roles(frame)
        change = {"nip": self._nip, "name": self._name, "text": self._cell, "quasi": self._cell}
        return pd.DataFrame(
            {name: frame[name].astype(object).map(change[role[name]]) for name in frame if role[name] != "dropped"}
        )

    def text(self, text: str) -> str:
        """Give the copy of a text."""
        copy, kinds = self._text(text)
        self.found.update(kinds)
        return copy

    def _nip(self, cell: object) -> object:
        if _absent(cell):
            return None
        spans = [span for span in self.people.find(str(cell)) if span.kind is Identifier.PERSON]
        self.found[Identifier.PERSON] += 1
        return self._token("p", spans[0].key if spans else str(cell))

    def _name(self, cell: object) -> object:
        if _absent(cell):
            return None
        self.found[Identifier.PERSON] += 1
        return self._token("p", self.people.key(str(cell)))

    def _cell(self, cell: object) -> object:
        if isinstance(cell, str):
            return self.text(cell)
        if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not 1e9 <= abs(cell) < 1e19:
            return cell
        given = str(cell) if cell >= 1e15 else str(int(cell))
        return cell if (copy := self.text(given)) == given else copy

    def _replaced(self, text: str) -> tuple[str, tuple[Identifier, ...]]:
        spans = self.people.find(text)
        for span in reversed(spans):
            sign = {Identifier.PERSON: "p", Identifier.LINK: "t", Identifier.ID: "u"}.get(span.kind)
            put = f"[{self._token(sign, span.key)}]" if sign else TAG[span.kind]
            text = f"{text[: span.start]}{put}{text[span.end :]}"
        return text, tuple(span.kind for span in spans)

    def _token(self, sign: str, identity: str) -> str:
        return sign + hmac.new(self._key, identity.encode(errors="replace"), hashlib.sha256).hexdigest()[:16]


def attack(copy: pd.DataFrame, people: People) -> tuple[pd.DataFrame, int, int]:
    """Look for people in a finished copy as someone with the register would, and strike out every cell that names one.

    Looked for are, besides all that is found in texts: the first 14 digits of a NIP among the digits of a cell, whatever stands
    between them, and names of `TELLING` letters or more among its letters.

    Returns
    -------
    tuple
        The copy, the number of cells struck out, and of those with a first name that cannot be told from a word.
    """
    nips, names = {14: {nip[:14] for nip in people.nips}}, defaultdict(set)
    for name in map("".join, people.forms):
        if len(name) >= TELLING:
            names[len(name)].add(name)

    @lru_cache(2**16)
    def verdict(cell: str) -> int:
        rest = _TOKEN.sub(" ", cell)
        digits, letters = re.sub(r"\D", "", rest), re.sub(r"[\W\d_]", "", rest).casefold()
        if people.find(rest) or _within(digits, nips) or _within(letters, names):
            return 2
        return int(any(word[0].isupper() and word.casefold() in people.words for word in re.findall(r"[^\W\d_]+", rest)))

    marks = copy.map(lambda cell: verdict(cell) if isinstance(cell, str) else 0)
    return copy.mask(marks == 2, STRUCK), int((marks == 2).to_numpy().sum()), int((marks == 1).to_numpy().sum())


def group_sizes(copy: pd.DataFrame, quasi: list[str], person: str) -> pd.Series:
    """Give each person the number of people with the same values of some columns, over all their rows."""
    rows = copy[quasi].map(str).agg("\x1f".join, axis=1) if quasi else pd.Series("", copy.index)
    signature = rows.groupby(copy[person]).agg(lambda values: "\x1e".join(sorted(set(values))))
    return signature.map(signature.value_counts())


def hide_small(copy: pd.DataFrame, quasi: list[str], person: str, minimum: int) -> tuple[pd.DataFrame, int]:
    """Empty some columns for people in groups under `minimum`, and of more while fewer than `minimum` are hidden."""
    sizes = group_sizes(copy, quasi, person).sort_values()
    hidden = int(sizes.lt(minimum).sum())
    while 0 < hidden < min(minimum, len(sizes)):
        hidden = int(sizes.le(sizes.iloc[hidden]).sum())
    rows = copy[person].isin(sizes.index[:hidden])
    return copy.assign(**{column: copy[column].mask(rows, None) for column in quasi}), hidden


def coarsen(copy: pd.DataFrame, column: str) -> pd.DataFrame:
    """Make a rank such as III/a its class III; drop any other column, and a rank that is a class already."""
    classes = copy[column].map(lambda cell: _CLASS.fullmatch(cell)[1] if _CLASS.fullmatch(str(cell)) else cell)
    return copy.drop(columns=column) if classes.equals(copy[column]) else copy.assign(**{column: classes})


def advice(copy: pd.DataFrame, quasi: list[str], person: str, minimum: int) -> tuple[list[str], bool]:
    """Choose columns to coarsen, each time the one that leaves the fewest people in groups under `minimum`.

    Returns
    -------
    tuple
        The columns in order, and whether the last tenth of the people, or fewer, is rather to be hidden.
    """

    def small(frame: pd.DataFrame) -> int:
        return int(group_sizes(frame, [column for column in quasi if column in frame], person).lt(minimum).sum())

    chosen, people = [], copy[person].nunique()
    while small(copy) > people * HIDE_SHARE and (left := [column for column in quasi if column in copy]):
        trials = {column: coarsen(copy, column) for column in left}
        best = min(left, key=lambda column: small(trials[column]))
        copy = trials[best]
        chosen.append(best)
    return chosen, small(copy) > 0


def _within(text: str, wanted: dict[int, set[str]]) -> bool:
    """Say whether one of some texts, kept by length, stands anywhere in another."""
    return any(text[at : at + size] in some for size, some in wanted.items() for at in range(len(text) - size + 1))


def _sound(cell: object) -> str:
    try:
        return parse_nip(cell)[0].text
    except CellError:
        return ""


def _absent(cell: object) -> bool:
    return cell is None or cell != cell or not str(cell).strip(" -")
