"""What a trainer does: open stages, pause, see where people are, comment, and take the results home."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import Row, case, func, select
from sqlalchemy.dialects.sqlite import insert as insert_new

from ekin.domain import workshop as rules
from ekin.errors import WorkshopError
from ekin.evaluation.effect import Effect, effect
from ekin.exchange.harmless import neutral
from ekin.service.workshop import Workshop, erase
from ekin.storage import workshop as kept
from ekin.vocabulary import Facet, Flag, Stage


def set_stage(shop: Workshop, stage: Stage) -> None:
    """Open a stage for everybody and start its timer."""
    shop.store.change_room(stage=stage, ends_at=shop.clock() + rules.MINUTES[stage] * 60, paused_at=None)


def pause(shop: Workshop) -> None:
    """Pause, or go on with the time that was left."""
    now, room = shop.clock(), shop.room
    if room.paused_at is None:
        shop.store.change_room(paused_at=now)
    else:
        shop.store.change_room(paused_at=None, ends_at=room.ends_at + now - room.paused_at)


def add_minutes(shop: Workshop, minutes: float) -> None:
    """Give more time; from now on where the time is already up."""
    shop.store.change_room(ends_at=max(shop.room.ends_at, shop.clock()) + minutes * 60)


def seconds_left(shop: Workshop) -> int:
    """Seconds of the stage that are left, 0 when it is over."""
    room = shop.room
    return max(0, round(room.ends_at - (room.paused_at or shop.clock())))


def reveal(shop: Workshop) -> None:
    """Show the superiors how their marks spread."""
    shop.store.change_room(revealed=True)


def progress(shop: Workshop) -> pd.DataFrame:
    """Where everybody is: columns nickname, family, done and total of this stage; nothing about right or wrong."""
    people, stage = shop.store.rows(select(kept.participant).order_by(kept.participant.c.folded)), Stage(shop.room.stage)
    table = kept.answer
    query = select(table.c.participant, func.count(table.c.item.distinct())).where(table.c.stage == stage, table.c.done)
    done = dict(map(tuple, shop.store.rows(query.group_by(table.c.participant))))
    rows = [
        (one.nickname, shop.content.families[one.family].title, done.get(one.id, 0))
        + (len(rules.tasks(shop.content.items, stage, one)),)
        for one in people
    ]
    return pd.DataFrame(rows, columns=["nickname", "family", "done", "total"])


def lines(shop: Workshop, family: str = "") -> pd.DataFrame:
    """Last line of everybody for each item, without their names, in an order that gives nobody away.

    Columns id, family, text, flag, missing (list).
    """
    table, who = kept.answer, kept.participant
    last = select(func.max(table.c.id)).where(table.c.flag.is_not(None)).group_by(table.c.participant, table.c.item, _own())
    query = select(table.c.id, who.c.family, table.c.given, table.c.flag, table.c.missing).join(who)
    frame = pd.DataFrame(
        map(tuple, shop.store.rows(query.where(table.c.id.in_(last)))), columns=["id", "family", "text", "flag", "missing"]
    )
    frame["missing"] = [one.split() for one in frame["missing"]]
    shuffled = frame.sort_values("id", key=lambda ids: ids.map(lambda number: _digest(f"{shop.room.code}{number}")))
    return shuffled[shuffled["family"].eq(family) | (family == "")].reset_index(drop=True)


def commonest_missing(shop: Workshop) -> tuple[int, list[tuple[Facet, int]]]:
    """How many lines there are, and in how many of them each facet is missing."""
    found = lines(shop)
    return len(found), rules.missing_counts(list(found["missing"]))


def comment(shop: Workshop, line: int, remark: str) -> None:
    """Give a remark to whoever wrote a line."""
    shop.store.do(insert_new(kept.remark).values(answer=line, remark=remark).on_conflict_do_nothing())


def spread(shop: Workshop) -> pd.DataFrame:
    """How the superiors' marks spread: a row for each vignette, a column for each mark, index the vignette's name."""
    marks = pd.DataFrame(
        map(tuple, shop.store.rows(select(kept.mark.c.vignette, kept.mark.c.mark))), columns=["vignette", "mark"]
    )
    names = [one.item for one in shop.content.items if one.kind == "vignette"]
    return pd.crosstab(marks["vignette"], marks["mark"]).reindex(index=names, columns=list(rules.MARKS), fill_value=0)


@dataclass(frozen=True)
class Summary:
    """The end of a workshop: who joined, the effect, each form's share right at the first test as (share, n), lines by flag."""

    joined: int
    effect: Effect
    forms: dict[str, tuple[float, int]]
    flags: dict[Flag, int]
    missing: list[tuple[Facet, int]]
    spread: pd.DataFrame


def summary(shop: Workshop) -> Summary:
    """Sum the workshop up; only those who finished both tests count in the effect."""
    table, who = kept.answer, kept.participant
    query = select(table.c.participant, table.c.stage, table.c.right).where(table.c.stage.in_([Stage.PRE, Stage.POST]))
    given = pd.DataFrame(map(tuple, shop.store.rows(query)), columns=["who", "stage", "right"]).astype({"right": float})
    share = given.groupby(["who", "stage"])["right"].agg(["mean", "count"])
    size = len([one for one in shop.content.items if one.kind == "test"]) // (2 * len(shop.content.families))
    tests = share["mean"].where(share["count"] >= size).unstack().reindex(columns=[Stage.PRE, Stage.POST])
    both, first = tests.dropna(), tests[Stage.PRE].dropna()
    form = np.array([rules.test_form(number, Stage.PRE) for number in first.index])
    return Summary(
        joined=shop.store.rows(select(func.count()).select_from(who))[0][0],
        effect=effect(both[Stage.PRE].to_numpy(), both[Stage.POST].to_numpy()),
        forms={name: (first[form == name].mean(), int((form == name).sum())) for name in "AB"},
        flags=lines(shop)["flag"].value_counts().to_dict(),
        missing=commonest_missing(shop)[1],
        spread=spread(shop),
    )


def export(shop: Workshop, folder: Path) -> tuple[int, int]:
    """Write jawaban.csv and kalibrasi.csv of those who consented; give how many they are, and of how many.

    People have a code made of their secret token, not their nickname; in kalibrasi.csv (rater, vignette, mark 1-4, at in UTC) the
    one that `marks` gives, so that answers and the key of a reviewer stay apart.
    """
    people, items = shop.store.rows(select(kept.participant)), {one.item: one for one in shop.content.items}
    codes = {one.id: _code(one) for one in people if one.consent}
    given = [one for one in shop.store.rows(select(kept.answer).order_by(kept.answer.c.id)) if one.participant in codes]
    family = {one.id: one.family for one in people}
    rows = [
        (codes[one.participant], family[one.participant], one.stage, one.item, items.get(one.item, rules.OWN).form)
        + (neutral(one.given), one.right, one.flag, one.missing, one.at)
        for one in given
    ]
    names = ["participant", "family", "stage", "item", "form", "given", "right", "flag", "missing", "at"]
    _write(pd.DataFrame(rows, columns=names), folder / "jawaban.csv")
    _write(marks(shop), folder / "kalibrasi.csv")
    return len(codes), len(people)


def marks(shop: Workshop) -> pd.DataFrame:
    """Give the marks of superiors who consented: rater (the key they joined by, else a code of this room), vignette, mark, at."""
    keys = dict(map(tuple, shop.store.rows(select(kept.reviewer))))
    people = shop.store.rows(select(kept.participant).where(kept.participant.c.consent, kept.participant.c.superior))
    codes = {one.id: keys.get(one.id) or _code(one) for one in people}
    rows = [(codes[one.rater], *one[1:]) for one in shop.store.rows(select(kept.mark)) if one.rater in codes]
    return pd.DataFrame(rows, columns=["rater", "vignette", "mark", "at"])


def wipe(shop: Workshop, nickname: str) -> None:
    """Wipe the participant with this nickname from the file.

    Raises
    ------
    WorkshopError
        If there is nobody of that name, or the file is read at the moment.
    """
    found = shop.store.rows(select(kept.participant).where(kept.participant.c.folded == " ".join(nickname.split()).casefold()))
    if not found:
        raise WorkshopError("unknown", nickname=nickname)
    erase(shop, found[0])


def _own() -> object:
    """Tell lines of one's own day apart; attempts at one repair are one line."""
    table = kept.answer
    return case((table.c.stage == Stage.WRITE, table.c.id), else_=0)


def _code(person: Row) -> str:
    return f"P{_digest(person.token)[:8]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(frame: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    at = pd.to_datetime(frame["at"].astype(float), unit="s", utc=True).dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    frame.assign(at=at).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
