"""What a participant of a workshop does: join, see the task, answer, go on, give consent, leave no trace."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_new
from sqlalchemy.exc import IntegrityError

from ekin.domain import workshop as rules
from ekin.errors import WorkshopError
from ekin.exchange.items import Content, read_content
from ekin.quality.judge import check
from ekin.settings import shipped
from ekin.storage import workshop as kept
from ekin.storage.workshop import WorkshopStore
from ekin.vocabulary import Flag, Stage

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read as another
_KEY = re.compile(r"p?[0-9a-f]{16}")  # exchange.pseudonyms, and the same digits in walls.sql
_NICKNAME = re.compile(r"\w[\w .-]{1,19}")


@dataclass(frozen=True)
class Workshop:
    """An open room: what it keeps, what it asks, and its clock in seconds since 1970."""

    store: WorkshopStore
    content: Content
    clock: Callable[[], float] = time.time

    @property
    def room(self) -> Row:
        """The room as it is now."""
        return self.store.room()


@dataclass(frozen=True)
class Task:
    """What a participant sees now: the item (None when nothing is left), the last answer of the stage, how far they are."""

    stage: Stage
    item: rules.Item | None
    last: Row | None
    done: int
    total: int


def open_room(folder: Path, *, port: int = rules.PORT, clock: Callable[[], float] = time.time) -> Workshop:
    """Open the room of a folder, with the code and port it had, or a new one."""
    store = WorkshopStore(folder)
    if store.room() is None:
        code = "".join(secrets.choice(_LETTERS) for _ in range(6))
        ends = clock() + rules.MINUTES[Stage.WAIT] * 60
        store.change_room(code=code, port=port, stage=Stage.WAIT, ends_at=ends, paused_at=None, revealed=False)
    return Workshop(store, read_content(shipped("samples") / "lokakarya"), clock)


def find_room(folder: Path) -> Workshop:
    """Open a room that exists.

    Raises
    ------
    WorkshopError
        If there is none in the folder.
    """
    if not (folder / kept.FILE).is_file():
        raise WorkshopError("no_room", folder=folder)
    return open_room(folder)


def join(shop: Workshop, code: str, nickname: str, family: str, *, superior: bool = False) -> str:
    """Enter with the room's code; give the secret token that a participant is known by.

    Raises
    ------
    WorkshopError
        If the code is wrong, the nickname too short, too long or taken, or the family unknown.
    """
    nickname = " ".join(nickname.split())
    if not secrets.compare_digest(code.strip().upper().encode(), shop.room.code.encode()):
        raise WorkshopError("code")
    if not _NICKNAME.fullmatch(nickname) or len(re.findall(r"\d", nickname)) >= 8:  # a NIP is no nickname
        raise WorkshopError("nickname")
    if family not in shop.content.families:
        raise WorkshopError("family")
    token = secrets.token_urlsafe(16)
    who = {"token": token, "nickname": nickname, "folded": nickname.casefold(), "family": family, "superior": superior}
    try:
        shop.store.do(insert(kept.participant).values(**who, consent=False, joined_at=shop.clock()))
    except IntegrityError:
        raise WorkshopError("taken") from None
    return token


def known(shop: Workshop, token: str) -> Row | None:
    """Find a participant by token, None when it is nobody's."""
    return next(iter(shop.store.rows(select(kept.participant).where(kept.participant.c.token == token))), None)


def answers(shop: Workshop, person: Row, stage: Stage | None = None) -> list[Row]:
    """Give a participant's answers, of one stage or all, in order."""
    table = kept.answer
    query = select(table).where(table.c.participant == person.id).order_by(table.c.id)
    return shop.store.rows(query if stage is None else query.where(table.c.stage == stage))


def task(shop: Workshop, person: Row) -> Task:
    """Say what a participant is to do now."""
    stage = Stage(shop.room.stage)
    items, given = rules.tasks(shop.content.items, stage, person), answers(shop, person, stage)
    done = {one.item for one in given if one.done}
    open_ = [one for one in items if one.item not in done or one is rules.OWN]
    return Task(stage, next(iter(open_), None), given[-1] if given else None, len(done), len(items))


def answer(shop: Workshop, person: Row, item: str, given: str, nonce: str) -> None:
    """Keep an answer; when this returns it is on disk, and sent again it changes nothing.

    Raises
    ------
    WorkshopError
        If the stage is over, the room pauses, or the answer is none.
    """
    now = shop.room
    stage = Stage(now.stage)
    asked = next((one for one in rules.tasks(shop.content.items, stage, person) if one.item == item), None)
    if asked is None or now.paused_at is not None:
        raise WorkshopError("stage" if asked is None else "paused")
    if not rules.fits(asked, given):
        raise WorkshopError("answer")
    row = {"participant": person.id, "stage": stage, "item": item, "given": given, "right": rules.right(asked, given)}
    row |= {"done": True, "nonce": f"{stage} {item}", "at": shop.clock()}
    if stage in rules.TEXT_STAGES:
        found = judged(given, shop.content.families[person.family].title)
        row |= {"flag": found["flag"], "missing": " ".join(found["missing"]), "nonce": f"{stage} {item} {nonce[:40]}"}
        row["done"] = stage is Stage.WRITE or found["flag"] == Flag.SPECIFIC
    statements = [insert_new(kept.answer).values(row).on_conflict_do_nothing()]
    if asked.kind == "vignette":
        given_mark = {"rater": person.id, "vignette": item, "mark": int(given), "at": row["at"]}
        statements.append(insert_new(kept.mark).values(given_mark).on_conflict_do_nothing())
    shop.store.do(*statements)


def go_on(shop: Workshop, person: Row, item: str) -> None:
    """Leave a line as it was last repaired and take the next."""
    table = kept.answer
    own = table.c.participant == person.id, table.c.item == item, table.c.stage == shop.room.stage
    last = select(func.max(table.c.id)).where(*own).scalar_subquery()
    shop.store.do(update(table).where(table.c.id == last).values(done=True))


def consent(shop: Workshop, person: Row, given: bool, key: str = "") -> None:
    """Allow research with the answers, or take that back.

    Parameters
    ----------
    key
        The pseudonym that a superior has in copies made by `ekin pseudonymise` or in the analyst's views, to join marks by.

    Raises
    ------
    WorkshopError
        If the key is none.
    """
    table, key = kept.reviewer, key.strip().lower()
    if key and not _KEY.fullmatch(key):
        raise WorkshopError("key")
    statements = [
        update(kept.participant).where(kept.participant.c.id == person.id).values(consent=given),
        delete(table).where(table.c.participant == person.id),
    ]
    if given and key and person.superior:
        statements.append(insert(table).values(participant=person.id, key=f"p{key[-16:]}"))
    shop.store.do(*statements)


def reviewer_key(shop: Workshop, person: Row) -> str:
    """Give the pseudonym that a superior consented to be joined by, "" where there is none."""
    query = select(kept.reviewer.c.key).where(kept.reviewer.c.participant == person.id)
    return next((one.key for one in shop.store.rows(query)), "")


def erase(shop: Workshop, person: Row) -> None:
    """Wipe a participant and every answer from the file.

    Raises
    ------
    WorkshopError
        If the file is read at the moment; the rows are gone, their bytes not yet.
    """
    shop.store.wipe(kept.wipe_participant(person.id))


def remarks(shop: Workshop, person: Row) -> list[Row]:
    """Give the trainer's remarks on a participant's lines, as (given, remark)."""
    query = select(kept.answer.c.given, kept.remark.c.remark).join(kept.remark)
    return shop.store.rows(query.where(kept.answer.c.participant == person.id))


@lru_cache(4096)
def judged(text: str, position: str) -> pd.Series:
    """Judge one line, as everywhere else in ekin; the question knows the job."""
    return check([text], position=position).iloc[0]
