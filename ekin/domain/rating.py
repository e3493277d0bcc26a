"""Ratings people gave: hasil and perilaku kerja, the 3x3 matrix, and the spellings found (DOMAIN 1.4, 3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from ekin.errors import CellError
from ekin.vocabulary import Achievement, Expectation, Predikat, Reason

_ABOVE, _AS, _BELOW = Expectation.ABOVE, Expectation.AS_EXPECTED, Expectation.BELOW

PREDIKAT: Final[dict[tuple[Expectation, Expectation], Predikat]] = {
    (_ABOVE, _ABOVE): Predikat.SANGAT_BAIK,
    (_ABOVE, _AS): Predikat.BAIK,
    (_ABOVE, _BELOW): Predikat.KURANG,
    (_AS, _ABOVE): Predikat.BAIK,
    (_AS, _AS): Predikat.BAIK,
    (_AS, _BELOW): Predikat.KURANG,
    (_BELOW, _ABOVE): Predikat.BUTUH_PERBAIKAN,
    (_BELOW, _AS): Predikat.BUTUH_PERBAIKAN,
    (_BELOW, _BELOW): Predikat.SANGAT_KURANG,
}
"""(hasil kerja, perilaku kerja) -> predikat; perilaku below gives Kurang/Misconduct (DOMAIN 1.4)."""

_BELOW_GOOD = frozenset({Predikat.BUTUH_PERBAIKAN, Predikat.KURANG})
_BEST, _GOOD, _MIDDLE = (frozenset({value}) for value in (Predikat.SANGAT_BAIK, Predikat.BAIK, Predikat.BUTUH_PERBAIKAN))
_LOW, _LOWEST = frozenset({Predikat.KURANG}), frozenset({Predikat.SANGAT_KURANG})

DISTRIBUTION: Final[dict[Achievement, dict[str, tuple[frozenset[Predikat], Literal["most", "max", "min", "some"], int]]]] = {
    Achievement.ISTIMEWA: {"istimewa_most": (_BEST, "most", 50), "istimewa_max": (_BEST, "max", 70)},
    Achievement.BAIK: {"baik_most": (_GOOD, "most", 50), "baik_max": (_GOOD, "max", 70), "baik_some": (_BELOW_GOOD, "some", 0)},
    Achievement.BUTUH_PERBAIKAN: {"bp_min": (_MIDDLE, "min", 60), "bp_best": (_BEST, "max", 10)},
    Achievement.KURANG: {"kurang_min": (_LOW, "min", 60), "kurang_bp": (_MIDDLE, "min", 10), "kurang_best": (_BEST, "max", 10)},
    Achievement.SANGAT_KURANG: {"sk_min": (_LOWEST, "min", 60), "sk_low": (_BELOW_GOOD, "min", 10), "sk_best": (_BEST, "max", 0)},
}
"""Rules of SE MenPANRB 3/2023 by capaian organisasi: predikat, kind and percent of the staff (DOMAIN 1.5); their words stand in
`ekin.words.statistics.RULE`."""

SMALL_TEAM: Final = 10
"""People below which percentages mean little; the SE's rule for small units was not found (DOMAIN 1.5)."""


@dataclass(frozen=True)
class RuleCheck:
    """One rule of the distribution beside what people's ratings give.

    Attributes
    ----------
    rule
        Code, by which the rule is quoted from `ekin.words.statistics.RULE`.
    count, n
        People with the predikat the rule is about, and people rated.
    result
        "met" or "broken"; "unclear" where the text says only "most" (read as more than half, which it does not define), and
        for every percentage of a team under `SMALL_TEAM`.
    """

    rule: str
    count: int
    n: int
    result: Literal["met", "broken", "unclear"]


_EXPECTATION: Final = {"diatas": _ABOVE, "sesuai": _AS, "dibawah": _BELOW}
_PREDIKAT: Final = {
    "sangatbaik": Predikat.SANGAT_BAIK,
    "baik": Predikat.BAIK,
    "butuhperbaikan": Predikat.BUTUH_PERBAIKAN,
    "butuhperbaikancukup": Predikat.BUTUH_PERBAIKAN,
    "cukup": Predikat.BUTUH_PERBAIKAN,
    "kurang": Predikat.KURANG,
    "kurangmisconduct": Predikat.KURANG,
    "misconduct": Predikat.KURANG,
    "sangatkurang": Predikat.SANGAT_KURANG,
}


def predikat(hasil: Expectation, perilaku: Expectation) -> Predikat:
    """Look up the predikat of a rating; ekin never rates, people do."""
    return PREDIKAT[hasil, perilaku]


def check_distribution(given: Iterable[Predikat], achievement: Achievement) -> list[RuleCheck]:
    """Hold the predikat that people gave for one period or year against the pattern of SE 3/2023; nothing is changed or proposed.

    Rules are those of one unit and one period; a predikat of a year is given by people, never computed from its months.

    Parameters
    ----------
    given
        One predikat for each person rated.
    achievement
        Capaian organisasi, which somebody else sets.
    """
    values = list(given)
    checks = []
    for rule, (about, kind, percent) in DISTRIBUTION[achievement].items():
        count, n = sum(value in about for value in values), len(values)
        share, bound = 100 * count, percent * n
        met = {"most": share > bound, "max": share <= bound, "min": share >= bound, "some": count > 0}[kind]
        vague = n == 0 or (kind == "most" and not met) or (n < SMALL_TEAM and percent > 0)
        checks.append(RuleCheck(rule, count, n, "unclear" if vague else "met" if met else "broken"))
    return checks


def parse_expectation(value: object) -> Expectation | None:
    """Read 'DIATAS ESPEKTASI', 'di atas ekspektasi', 1, ...; None for '-' or nothing.

    Raises
    ------
    CellError
        If the text is no known rating.
    """
    text = _fold(value)
    if text in {"", "none", "nan"}:
        return None
    if text in {"1", "2", "3"}:
        return Expectation(int(text))
    for start, found in _EXPECTATION.items():
        if re.fullmatch(start + r"(ek?spektasi)?", text):
            return found
    raise CellError(Reason.NOT_AN_OPTION, value)


def parse_predikat(value: object) -> Predikat | None:
    """Read a predikat in any known spelling; None for '-' or nothing.

    Raises
    ------
    CellError
        If the text is no known predikat.
    """
    text = _fold(value)
    if text in {"", "none", "nan"}:
        return None
    if text in _PREDIKAT:
        return _PREDIKAT[text]
    raise CellError(Reason.NOT_AN_OPTION, value)


def _fold(value: object) -> str:
    return "" if value is None else re.sub(r"[^a-z0-9]", "", str(value).lower())
