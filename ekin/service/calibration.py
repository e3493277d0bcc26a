"""Marks that superiors gave to common vignettes, kept in the database so that they link reviewers who share no staff."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pandas as pd
from sqlalchemy import delete, select

from ekin.service import classroom
from ekin.service.workshop import Workshop
from ekin.storage import schema
from ekin.storage.statements import insert_new
from ekin.storage.store import Store

VIGNETTE: Final = "vignette:"
"""Begins the name of a vignette where a person's would stand."""


def keep_marks(store: Store, shop: Workshop) -> int:
    """Keep the marks of a room's superiors who consented, as they are now; who took consent back is no longer there.

    Returns
    -------
    int
        Superiors kept.
    """
    table, code = schema.vignette_mark, shop.room.code
    marks = classroom.marks(shop)
    marks["at"] = [datetime.fromtimestamp(at, UTC) for at in marks["at"]]
    with store.transaction() as connection:
        connection.execute(delete(table).where(table.c.workshop == code))
        insert_new(connection, table, marks.assign(workshop=code).to_dict("records"))
    return marks["rater"].nunique()


def vignette_ratings(store: Store, *, item: str) -> pd.DataFrame:
    """Give the kept marks as rows of ratings, to put below those that the same reviewers gave to their own staff.

    With them `evaluation.reviewers.fit_reviewers` can tell severe from mild superiors of whom each has staff of their own.

    Parameters
    ----------
    item
        Name of the item that the vignettes are marked on. The ratings beside must be on that one item and on the same scale, 1-4:
        of an item that only own staff are marked on, severity and difficulty cannot be told apart.

    Returns
    -------
    DataFrame
        rater (pseudonym), ratee (`VIGNETTE` and its name), item, mark; of a reviewer who met a vignette again, the first mark.
    """
    of = schema.vignette_mark.c
    found = store.frame(select(of.rater, of.vignette, of.mark).order_by(of.at, of.workshop, of.vignette))
    found = found.drop_duplicates(["rater", "vignette"])
    return found.assign(ratee=VIGNETTE + found["vignette"], item=item)[["rater", "ratee", "item", "mark"]].reset_index(drop=True)
