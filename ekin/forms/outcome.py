"""What came of a workshop, in plain words: of the room, never of a person."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tornado import template

from ekin.evaluation.effect import MIN_PEOPLE
from ekin.forms import markup
from ekin.service import classroom
from ekin.service.workshop import Workshop
from ekin.vocabulary import Facet
from ekin.words import numbers
from ekin.words import workshop as words
from ekin.words.quality import FACET, FLAG

FOLDER: Final = Path(__file__).parents[1] / "_workshop"
"""Templates and what the pages load."""


def effect_lines(found: classroom.Summary) -> list[str]:
    """Say the effect in plain words, with n and intervals."""
    of, said = found.effect, [words.EFFECT["people"].format(joined=found.joined, n=found.effect.n)]
    for when, (share, low, high) in (("pre", of.pre), ("post", of.post)):
        shown = {"share": numbers.percent(share), "interval": numbers.interval(low, high), "n": of.n}
        said += [words.EFFECT["share"].format(when=words.EFFECT[when], **shown)] if of.n else []
    points = [numbers.number(100 * value) for value in of.difference]
    shown = {"points": points[0].lstrip("-") if of.verdict == "worse" else points[0], "low": points[1], "high": points[2]}
    return [*said, words.EFFECT[of.verdict].format(**shown, n=of.n, minimum=MIN_PEOPLE)]


def spread_table(shop: Workshop, mine: dict[str, int] | None = None) -> str:
    """Write how marks spread, with one's own beside it where it is one's own page."""
    found, mine = classroom.spread(shop), mine or {}
    heads = [words.EFFECT["vignette"], *map(str, words.MARK), *([words.PAGE["your_mark"]] if mine else [])]
    rows = [
        [shop.content.item(name).text, *counts, *([mine.get(name, numbers.NONE)] if mine else [])]
        for name, counts in zip(found.index, found.to_numpy().tolist(), strict=True)
    ]
    return markup.note(", ".join(f"{mark} {said}" for mark, said in words.MARK.items())) + markup.table(heads, rows)


def summary_page(shop: Workshop) -> str:
    """Write the one-page summary: of the room, never of a person."""
    found = classroom.summary(shop)
    (a, na), (b, nb) = found.forms["A"], found.forms["B"]
    counts = {name: found.flags.get(name, 0) for name in FLAG}
    said = [words.EFFECT["lines"].format(n=sum(counts.values()), **counts)]
    said += missing_lines(sum(counts.values()), found.missing)
    said += [words.EFFECT["forms"].format(a=numbers.percent(a), na=na, b=numbers.percent(b), nb=nb)] if na or nb else []
    shown = {"effect": effect_lines(found), "said": said, "marked": int(found.spread.to_numpy().sum())}
    shown |= {"css": (FOLDER / "static" / "room.css").read_text(encoding="utf-8"), "spread": spread_table(shop)}
    return template.Loader(str(FOLDER)).load("summary.html").generate(words=words, **shown).decode()


def missing_lines(n: int, missing: list[tuple[Facet, int]]) -> list[str]:
    """Say which facet is missing how often."""
    if not n:
        return [words.BOARD["missing_none"]]
    found = [words.BOARD["missing_row"].format(facet=FACET[facet], k=k, n=n) for facet, k in missing if k]
    return found or [words.BOARD["missing_fine"].format(n=n)]
