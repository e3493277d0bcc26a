"""Which line each entry of a simulated crowd is, and which entry it repeats."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from ekin.evaluation.crowd_days import Days
from ekin.evaluation.crowd_texts import MAX_NUMBER, first_of
from ekin.evaluation.crowd_words import GENERIC, JOINT, ROUTINE, SPECIFIC

_NARROW: Final = 40
_JOINT_DAY, _JOINS, _ROUTINE, _MONDAY = 0.05, 0.5, 0.3, 4  # day 0 of 1970 was a Thursday


def lay_out(people: pd.DataFrame, days: Days, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Give each filled day one to three entries, as many as the day it repeats, and each entry the one it repeats."""
    own = 1 + rng.binomial(2, people["busy"].to_numpy()[days.person])
    own[people["role"].eq("constant_times").to_numpy()[days.person]] = 2
    count = own[days.source]
    first = np.concatenate([[0], np.cumsum(count)[:-1]])
    row = np.repeat(np.arange(len(count)), count)
    turn = np.arange(len(row)) - first[row]
    origin = first[days.source[row]] + turn
    parts = {"row": row, "turn": turn, "origin": origin, "person": days.person[row], "day": days.day[row]}
    return parts | _lines(people, days, parts, rng)


def _lines(people: pd.DataFrame, days: Days, parts: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Choose line, slots and number of each entry; those of entries that repeat another are not used."""
    person, day, turn, size = parts["person"], parts["day"], parts["turn"], len(parts["person"])
    role = people["role"].to_numpy()[person]
    weekday = days.calendar[day].astype(int) % 7
    passed = day / max(1, len(days.calendar) - 1) - 0.5
    care = np.clip(people["care"].to_numpy()[person] + people["drift"].to_numpy()[person] * passed, 0.0, 1.0)
    families = people["family"].map(lambda name: first_of(name)).to_numpy()[person]
    template = families + rng.integers(len(SPECIFIC["sekolah"]), size=size)
    slots, number = rng.integers(0, 2**31, size=(size, 4)), rng.integers(1, 61, size=size)
    narrow, line = role == "narrow", person * _NARROW + rng.integers(_NARROW, size=size)
    template[narrow], number[narrow] = (families + line % len(SPECIFIC["sekolah"]))[narrow], (1 + line * 37 % 60)[narrow]
    slots[narrow] = (line[:, None] * np.array([7919, 104_729, 1_299_709, 15_485_863]))[narrow]
    fixed = role == "timetable"
    hour = person * 7919 + weekday * 104_729 + turn * 31
    template[fixed], number[fixed] = (families + hour % 2)[fixed], (20 + person % 13)[fixed]
    slots[fixed, :2] = np.column_stack([hour // 2, person])[fixed]
    counter = role == "counter"
    template[counter], number[counter] = (
        first_of("counter"),
        np.clip(rng.normal(30, 10, size), 1, MAX_NUMBER)[counter].astype(int),
    )
    generic = rng.random(size) >= care
    template[generic] = first_of("generic") + rng.integers(len(GENERIC), size=size)[generic]
    made = {"template": template, "slots": slots, "number": number, "generic": generic}
    _shared(people, days, parts, made, rng)
    return made


def _shared(
    people: pd.DataFrame, days: Days, parts: dict[str, np.ndarray], made: dict[str, np.ndarray], rng: np.random.Generator
) -> None:
    """Put in what comes back every Monday, and what a whole unit did together."""
    person, day, first = parts["person"], parts["day"], parts["turn"] == 0
    monday = days.calendar[day].astype(int) % 7 == _MONDAY
    routine = first & monday & (rng.random(len(day)) < _ROUTINE)
    made["template"][routine] = first_of("routine") + (person % len(ROUTINE))[routine]
    unit = pd.factorize(people["unit"])[0][person]
    together = rng.random((unit.max() + 1, len(days.calendar))) < _JOINT_DAY
    counter = people["role"].eq("counter").to_numpy()[person]
    joint = first & together[unit, day] & (rng.random(len(day)) < _JOINS) & ~counter
    made["template"][joint] = first_of("joint") + ((unit + day) % len(JOINT))[joint]
    made["slots"][joint] = ((unit * 613 + day * 17)[:, None] * np.array([1, 3, 5, 7]))[joint]
    made["generic"] &= ~routine & ~joint
