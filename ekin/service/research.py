"""Menu audit of what is stored, or of a file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from sqlalchemy import select

from ekin.exchange.frames import read_frame
from ekin.quality.audit import audit_menu
from ekin.storage import schema
from ekin.storage.store import Store
from ekin.vocabulary import SENT


def audit_store(store: Store, unit: str) -> pd.DataFrame:
    """Audit the action plans of a unit's people, with the entries they sent under them (`quality.audit.audit_menu`)."""
    people = store.employees()
    people = people.loc[people["unit"].eq(unit), "nip"]
    plans, entries = store.plans(), _entries(store)
    return audit_menu(plans.loc[plans["nip"].isin(people), "plan"], entries[entries["nip"].isin(people)])


def audit_file(path: str | Path, store: Store, *, column: str | None = None) -> pd.DataFrame:
    """Audit the texts of a file, such as an activity list, with the stored entries made from them.

    Raises
    ------
    FileRefusedError
        If the file cannot be read or has no column of texts.
    """
    frame, column = read_frame(path, store.settings, column=column)
    return audit_menu(frame[column].dropna(), _entries(store))


def _entries(store: Store) -> pd.DataFrame:
    entry = schema.entry.c
    return store.frame(select(entry.nip, entry.description, entry.plan).where(entry.status.in_(SENT)))
