"""The present model's verdict beside an entry: as stored, or given now where none is stored."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import ColumnElement

from ekin.quality import judge
from ekin.storage import schema
from ekin.storage.store import verdict_of

COLUMNS = [schema.assessment.c[name] for name in ("flag", "missing", "question")]


def of_present_version() -> ColumnElement[bool]:
    """Join `assessment` to the present version of an entry, for the present model."""
    return verdict_of(judge.version())


def completed(found: pd.DataFrame) -> pd.DataFrame:
    """Judge the descriptions that have no stored verdict, so that every entry shows its flag; needs the writer's position."""
    found = found.astype({column.name: object for column in COLUMNS})
    bare = found.index[found["flag"].isna()]
    if len(bare):
        verdicts = judge.check(found.loc[bare, "description"], position=found.loc[bare, "position"].tolist()).set_index(bare)
        for column in COLUMNS:
            found.loc[bare, column.name] = verdicts[column.name].astype(object)
    return found
