"""What tells one set of records from another: SHA-256 over the rows that figures were made from."""

from __future__ import annotations

import hashlib

import pandas as pd

from ekin.evaluation.records import Records

_FRAMES = ("employees", "entries", "leave", "reviews", "plans")


def digest(records: Records) -> str:
    """Give the SHA-256 of the rows of all frames, whatever order rows and columns came in; 64 hexadecimal digits."""
    found = hashlib.sha256()
    for name in _FRAMES:
        rows = _ordered(getattr(records, name))
        found.update(f"{name}\n{rows.to_csv(index=False, lineterminator=chr(10))}".encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    texts = frame.reindex(columns=sorted(frame)).astype("object").map(str)
    return texts.sort_values(list(texts), kind="stable") if len(texts.columns) else texts
