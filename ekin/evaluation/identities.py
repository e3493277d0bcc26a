"""Names, ranks and NIP of invented people (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np
import pandas as pd

from ekin.vocabulary import EmploymentKind

T = TypeVar("T")
_RANKS: Final = [f"{group}/{room}" for group in ("I", "II", "III", "IV") for room in "abcd"]  # DOMAIN 4.5
_FIRST_DEGREE = _RANKS.index("III/a")  # rank at which a graduate starts
_YEARS_A_RANK = 4
_PPPK_MARK = "21"  # DOMAIN 4.2
_SEX: Final = {"1": "male", "2": "female"}


def pick(rng: np.random.Generator, choices: Sequence[T]) -> T:
    """Choose one of several with equal chances."""
    return choices[int(rng.integers(len(choices)))]


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a number in [low, high); plain arithmetic, so that every machine gives the same one."""
    return low + (high - low) * float(rng.random())


def employment_of(rng: np.random.Generator, post: dict, number: int) -> tuple[EmploymentKind, str]:
    """Kind of employment and rank of a holder of a position; the last two of a large functional group are PPPK."""
    low, high, people = post["rank_lo"], post["rank_hi"], int(post["people"])
    if "/" not in low:  # PPPK have Roman numerals without a room (DOMAIN 4.5); those of pelaksana here are paruh waktu
        return (EmploymentKind.PPPK_PW if post["kind"] == "pelaksana" else EmploymentKind.PPPK), low
    if post["kind"] == "fungsional" and people >= 4 and number > people - 2:
        return EmploymentKind.PPPK, "IX" if low.startswith("III") else "VII"
    span = range(_RANKS.index(low), _RANKS.index(high) + 1)
    return EmploymentKind.PNS, _RANKS[pick(rng, span)]


def invent_nip(rng: np.random.Generator, kind: EmploymentKind, rank: str, lowest: str, sex: str) -> str:
    """Make up 18 digits that fit kind, rank and sex (DOMAIN 4.1, 4.2)."""
    if kind is EmploymentKind.PNS:
        entered = min(_RANKS.index(lowest), _FIRST_DEGREE)
        start = 2024 - _YEARS_A_RANK * (_RANKS.index(rank) - entered) - int(rng.integers(4))
        born, mark = start - int(rng.integers(22, 28)), f"{pick(rng, (1, 2, 3, 4, 12)):02d}"
    else:
        start = 2025 if kind is EmploymentKind.PPPK_PW else int(rng.integers(2022, 2025))
        born, mark = int(rng.integers(1983, 1998)), _PPPK_MARK
    return f"{born}{rng.integers(1, 13):02d}{rng.integers(1, 29):02d}{start}{mark}{sex}{rng.integers(1, 20):03d}"


def invent_name(rng: np.random.Generator, names: pd.DataFrame, title: dict, sex: str, taken: set[str]) -> str:
    """First and last name of one origin that nobody has yet; origins with more names come up more often."""
    own = names[names["origin"].isin(title["origins"].split())] if title.get("origins") else names
    firsts = own[own["part"] == f"first_{_SEX[sex]}"][["origin", "value"]].to_numpy().tolist()
    whole = ""
    while not whole or whole in taken:
        origin, first = pick(rng, firsts)
        last = pick(rng, own.loc[(own["origin"] == origin) & (own["part"] == "last"), "value"].tolist())
        whole = f"{first} {last}"
    taken.add(whole)
    whole = f"{title.get('front', '')} {whole}".strip()
    return f"{whole}, {title['back']}" if title.get("back") else whole
