"""The card of reasons (kartu alasan): every flagged entry of one person, why, and what became of an objection."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from ekin.reports import export, origin, paper
from ekin.service.reasons import Reasons
from ekin.vocabulary import PAGE_FORMATS, Facet, Flag
from ekin.words import numbers
from ekin.words import quality as judged
from ekin.words import report as say
from ekin.words.card import CARD, OUTCOME

_DIGEST_LENGTH = 8


class ReasonCard:
    """A page for one person; it holds no score.

    Parameters
    ----------
    reasons
        What `service.reasons` gathers.
    made_at
        Moment printed as the time of making.
    """

    def __init__(self, reasons: Reasons, *, made_at: datetime) -> None:
        self.reasons, self.made_at = reasons, made_at

    def frame(self) -> pd.DataFrame:
        """Give the flagged entries; columns as in `service.reasons.Reasons`."""
        return self.reasons.flagged.copy()

    def to_html(self) -> str:
        """Write the card as one HTML page that needs nothing else."""
        return export.page("card.html.j2", self._view(), paged=False)

    def write(
        self,
        out_dir: str | Path,
        formats: Sequence[str] = PAGE_FORMATS,
        on_progress: Callable[[Path], None] = lambda _path: None,
    ) -> list[Path]:
        """Write the card into a folder as html, pdf or both, and give the paths."""
        pages = export.whole_pages("card.html.j2", self._view(), formats)
        return paper.write_pages(pages, Path(out_dir), self._stem(), on_progress)

    def _repr_html_(self) -> str:
        return export.render("card_short.html.j2", self._view() | {"say": say, "parts_css": export.css("parts.css")})

    def _stem(self) -> str:
        """Name of the file: no name and no NIP, but another for each person; ids of entries cannot be guessed."""
        digest = hashlib.sha256(" ".join(self.reasons.sent).encode()).hexdigest()
        return f"kartu-alasan_{self.reasons.period.key}_{digest[:_DIGEST_LENGTH]}"

    def _view(self) -> dict[str, Any]:
        found = self.reasons
        counts = {
            "sent": numbers.number(len(found.sent)),
            "flagged": numbers.number(found.flagged["flag"].ne(Flag.SPECIFIC).sum()),
        }
        facts = [(CARD[name], found.person[name]) for name in ("name", "nip", "position", "unit")]
        facts += [(say.LABEL["period"], found.period.label), (CARD["counts"], CARD["counts_of"].format(**counts))]
        return {
            "title": f"{CARD['title']}, {found.period.label}",
            "heading": CARD["title"],
            "notice": say.CONFIDENTIAL,
            "words": CARD,
            "facts": [*facts, (say.LABEL["made_at"], origin.moment(self.made_at))],
            "legend": list(_legend(found.flagged)),
            "rows": [_row(row) for row in found.flagged.to_dict("records")],
            "model": CARD["model"].format(model=found.model, threshold=numbers.number(found.threshold, 2)),
            "version": origin.version(),
        }


def _legend(flagged: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Say once what the flags and facets on the card mean."""
    yield from ((judged.FLAG[flag], judged.FLAG_MEANING[flag]) for flag in Flag if flag in set(flagged["flag"]))
    lacking = set(flagged["missing"].explode().dropna())
    yield from ((judged.FACET[facet], judged.FACET_MEANING[facet]) for facet in Facet if facet in lacking)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    facets = [judged.FACET[Facet(code)] for code in row["missing"]]
    reason = [CARD["missing"].format(facets=", ".join(facets))] if facets else []
    reason += [CARD["question"].format(question=row["question"])] if row["question"] else []
    return {
        "day": numbers.short_day(row["day"]),
        "time": f"{row['start']:%H.%M}",
        "description": row["description"],
        "flag": judged.FLAG[Flag(row["flag"])],
        "reason": reason,
        "objection": list(_objection(row)) if row["outcome"] else [CARD["no_objection"]],
        "outcome": OUTCOME.get(row["outcome"], ""),
    }


def _objection(row: dict[str, Any]) -> list[str]:
    said = [CARD["raised"].format(day=numbers.short_day(row["raised_at"].date()), text=row["objection"])]
    said += [CARD["answer"].format(text=row["answer"])] if row["answer"] else []
    return [*said, CARD["again"]] if row["again"] else said
