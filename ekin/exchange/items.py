"""The lines of a workshop and the job families they are for, from csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ekin.domain.workshop import Item
from ekin.errors import WorkshopError
from ekin.vocabulary import Facet


@dataclass(frozen=True)
class Family:
    """A job family with an example of each facet: `good` is the whole line, `vague` what people write instead."""

    family: str
    title: str
    vague: str
    action: str
    object: str
    detail: str
    good: str


@dataclass(frozen=True)
class Content:
    """Everything a workshop asks."""

    items: tuple[Item, ...]
    families: dict[str, Family]

    def item(self, name: str) -> Item | None:
        """Find an item by its name."""
        return next((one for one in self.items if one.item == name), None)


@cache
def read_content(folder: Path) -> Content:
    """Read butir.csv and rumpun.csv of a folder.

    Raises
    ------
    WorkshopError
        If a row cannot be used; it names the file and the line.
    """
    families = [Family(**row) for row in _rows(folder / "rumpun.csv")]
    items = []
    for line, row in enumerate(_rows(folder / "butir.csv"), start=2):
        try:
            items.append(_item(row))
        except (KeyError, ValueError):
            raise WorkshopError("one", name="butir.csv", line=line) from None
    return Content(tuple(items), {one.family: one for one in families})


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _item(row: dict[str, str]) -> Item:
    lacks = frozenset(facet for facet in Facet if row[facet] == "0")
    label, key = (int(row[name]) if row[name] else None for name in ("label", "key"))
    if label is not None and label != bool(lacks):
        raise ValueError(row["item"])
    plans = tuple(filter(None, row["plans"].split("|")))
    return Item(row["item"], row["kind"], row["form"], row["family"], row["text"], label, lacks, plans, key)
