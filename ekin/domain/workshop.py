"""A workshop's items: which a participant gets, in which order, and what counts as right."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from ekin.vocabulary import Facet, Stage

MINUTES: Final[dict[Stage, int]] = {
    Stage.WAIT: 5, Stage.PRE: 10, Stage.LESSON: 15, Stage.EMPTY: 7, Stage.REPAIR: 15, Stage.TIE: 6, Stage.WRITE: 12,
    Stage.POST: 10, Stage.CALIBRATE: 6, Stage.DONE: 4,
}  # fmt: skip
"""How long each stage is meant to take; 90 in all."""

KIND: Final = {
    Stage.PRE: "test", Stage.POST: "test", Stage.EMPTY: "empty", Stage.REPAIR: "repair", Stage.TIE: "tie",
    Stage.CALIBRATE: "vignette",
}  # fmt: skip
PORT: Final = 8870
"""Where a room is served unless told otherwise."""

TEXT_STAGES: Final = (Stage.REPAIR, Stage.WRITE)
"""Where people write; what they write is judged."""

MARKS: Final = (1, 2, 3, 4)
MAX_CHARS: Final = 2000
COMPLETE: Final = "none"
"""The answer that a line lacks nothing."""


class Person(Protocol):
    """What of a participant decides which items come."""

    id: int
    family: str
    superior: bool


@dataclass(frozen=True)
class Item:
    """One line of the workshop.

    Parameters
    ----------
    form
        "A" or "B" for a test, else "".
    text
        The line; empty words in [brackets] where they are to be found.
    label
        1 generic, 0 specific (CODEBOOK), None where nobody labelled it.
    lacks
        The facets that it lacks.
    plans, key
        RHK to tie it to, and the number of the right one, from 1; 0 for none.
    """

    item: str
    kind: str
    form: str = ""
    family: str = ""
    text: str = ""
    label: int | None = None
    lacks: frozenset[Facet] = frozenset()
    plans: tuple[str, ...] = ()
    key: int | None = None


READ, OWN = Item("baca", "lesson"), Item("tulis", "write")


def tasks(items: Iterable[Item], stage: Stage, person: Person) -> list[Item]:
    """Give a participant's items of one stage, in their order.

    Half of the room takes form A first and half form B, so that a harder form favours neither test. The order of a test
    differs from neighbour to neighbour and stays the same for one person.
    """
    if stage in (Stage.LESSON, Stage.WRITE):
        return [READ if stage is Stage.LESSON else OWN]
    if stage not in KIND or (stage is Stage.CALIBRATE and not person.superior):
        return []
    kind, form = KIND[stage], test_form(person.id, stage)
    found = [one for one in items if one.kind == kind and one.family in ("", person.family) and one.form in ("", form)]
    if kind == "test":
        random.Random(f"{person.id} {stage}").shuffle(found)
    return found


def test_form(number: int, stage: Stage) -> str:
    """Which form the participant with this number takes at a test; "" where the stage is none."""
    return {Stage.PRE: "AB", Stage.POST: "BA"}.get(stage, ("", ""))[number % 2]


def words(text: str) -> list[tuple[str, bool]]:
    """Split a line with [empty words] into words and whether each is empty."""
    found, inside = [], False
    for word in text.split():
        inside = inside or word.startswith("[")
        found.append((word.strip("[]"), inside))
        inside = inside and not word.endswith("]")
    return found


def plain(text: str) -> str:
    """Give a line without the brackets around its empty words."""
    return text.replace("[", "").replace("]", "")


def fits(item: Item, given: str) -> bool:
    """Whether this can be an answer at all."""
    allowed = {
        "lesson": {"read"},
        "test": {COMPLETE, *Facet},
        "tie": {str(number) for number in range(len(item.plans) + 1)},
        "vignette": {str(mark) for mark in MARKS},
    }
    if item.kind in allowed:
        return given in allowed[item.kind]
    if item.kind == "empty":
        return all(part.isdecimal() and len(part) < 4 for part in given.split())
    return len(given.strip()) > 0 and len(given) <= MAX_CHARS


def right(item: Item, given: str) -> bool | None:
    """Whether an answer is right; None where nothing is.

    Of empty words at least half must be found, and no word that carries a fact crossed out.
    """
    if item.kind == "test":
        return given in item.lacks if item.lacks else given == COMPLETE
    if item.kind == "tie":
        return int(given) == item.key
    if item.kind == "empty":
        crossed = {int(part) for part in given.split()}
        empty = {place for place, (_, one) in enumerate(words(item.text)) if one}
        return crossed <= empty and 2 * len(crossed) >= len(empty)
    return None


def missing_counts(lacks: Sequence[Iterable[str]]) -> list[tuple[Facet, int]]:
    """Count in how many lines each facet is missing, the commonest first."""
    counts = {facet: sum(facet in one for one in lacks) for facet in Facet}
    return sorted(counts.items(), key=lambda pair: -pair[1])
