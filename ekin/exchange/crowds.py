"""Files of a simulated crowd: parquet, the same bytes for the same seed."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from ekin.evaluation.crowd import make_crowd


def write_crowd(n_people: int, months: int, out_dir: str | Path, *, seed: int = 2026) -> list[Path]:
    """Simulate a crowd and write a file for each of its frames (`evaluation.crowd.Crowd` documents their columns).

    Returns
    -------
    list
        employees, leave, entries, reviews, ratings, truth, truth_entries, each .parquet in the folder, which is made when missing.

    Raises
    ------
    ValueError, NoCalendarError
        As `evaluation.crowd.make_crowd`; nothing is written then.
    """
    crowd, folder, written = make_crowd(n_people, months, seed=seed), Path(out_dir), []
    folder.mkdir(parents=True, exist_ok=True)
    for field in fields(crowd):
        path = folder / f"{field.name}.parquet"
        getattr(crowd, field.name).to_parquet(path, index=False)
        written.append(path)
    return written
