"""What the superiors of a simulated crowd decide and rate, as columns."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ekin.domain.period import Period
from ekin.domain.rating import PREDIKAT
from ekin.evaluation.crowd_words import NOTES
from ekin.evaluation.signal_rules import WORDS_PER_SECOND
from ekin.vocabulary import Grain, Status

_DRAFT, _REVIEWED, _WIB_S, _DAY_S = 0.01, 0.93, 7 * 3600, 24 * 3600
_FRIDAY: Final = 1  # day 0 of 1970 was a Thursday
_READS_NOTHING: Final = ("rubber_stamp", "unopened")
_STUCK: Final = np.array([(1, 2), (2, 2), (1, 1)])
_SHIFT: Final = {"severe": -1.0, "lenient": 1.0}
_HASIL_EDGES, _PERILAKU_EDGES = (-1.6, 0.9), (-2.0, 0.9)
_CENTRAL, _MONTH_NOISE, _OWN_NOISE, _SEVERITY = 0.65, 0.5, 0.6, 0.3


def make_reviews(
    people: pd.DataFrame, parts: dict[str, np.ndarray], entries: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, np.ndarray]:
    """Decide on most entries that were sent, sitting by sitting; give the decisions and the status of every entry."""
    size = len(entries)
    sent = rng.random(size) >= _DRAFT
    status = np.where(sent, str(Status.SUBMITTED), str(Status.DRAFT)).astype(object)
    boss = people["boss"].to_numpy()[parts["person"]]
    rows = np.flatnonzero(sent & (boss >= 0) & (rng.random(size) < _REVIEWED))
    role = people["reviews_as"].to_numpy()[boss[rows]]
    moments = entries["submitted_at"].to_numpy("datetime64[us]").astype("int64")[rows] // 1_000_000 + _WIB_S
    sitting = _sitting(boss[rows], role, moments // _DAY_S, rng)
    seconds = _seconds(role, entries["description"], rows, rng)
    order = np.lexsort((moments, sitting, boss[rows]))
    decided = np.empty(len(rows), dtype="int64")
    decided[order] = _spent(boss[rows][order], sitting[order], (seconds + rng.integers(1, 4, len(rows)))[order])
    decided += sitting * _DAY_S + 17 * 1800 - _WIB_S  # half past eight
    blind = np.isin(role, _READS_NOTHING)
    returned = ~blind & (rng.random(len(rows)) < np.where(parts["generic"][parts["origin"][rows]], 0.12, 0.02))
    status[rows] = np.where(returned, str(Status.RETURNED), str(Status.APPROVED))
    reviews = pd.DataFrame(
        {
            "entry_id": entries["id"].to_numpy()[rows],
            "superior_nip": people["nip"].to_numpy()[boss[rows]],
            "decision": pd.Series(status[rows], dtype="str"),
            "note": pd.Series(_notes(role, returned, blind, rng), dtype="str"),
            "seconds_open": seconds.astype("float64"),
            "decided_at": pd.Series((decided * 1_000_000).astype("datetime64[us]")).dt.tz_localize("UTC"),
        }
    )
    return reviews.iloc[order].reset_index(drop=True), pd.array(status, dtype="str")


def _sitting(boss: np.ndarray, role: np.ndarray, day: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Day, counted from 1970, of the first sitting of the superior after the day of sending."""
    every = rng.integers(1, 4, boss.max(initial=0) + 1)[boss]
    every = np.where(role == "weekly", 7, np.where(np.isin(role, _READS_NOTHING), 5 + boss % 9, every))
    phase = np.where(role == "weekly", _FRIDAY, boss)
    return day + 1 + (phase - day - 1) % every


def _seconds(role: np.ndarray, texts: pd.Series, rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Whole seconds an entry was open: as long as reading takes, a few for a rubber stamp, none for who does not open it."""
    spaces = pc.count_substring(pa.array(texts.iloc[rows]), " ")
    needed = rng.uniform(0, 4, len(rows)) + (spaces.to_numpy(zero_copy_only=False) + 1) / WORDS_PER_SECOND * rng.uniform(
        0.6, 2.5, len(rows)
    )
    stamped = np.where(role == "rubber_stamp", rng.integers(1, 3, len(rows)), needed)
    return np.where(role == "unopened", 0, stamped).astype("int64")


def _spent(boss: np.ndarray, sitting: np.ndarray, seconds: np.ndarray) -> np.ndarray:
    """Seconds since the sitting began, for rows in the order of the sittings."""
    total = np.cumsum(seconds)
    begins = np.ones(len(boss), dtype=bool)
    begins[1:] = (boss[1:] != boss[:-1]) | (sitting[1:] != sitting[:-1])
    before = (total - seconds)[begins]
    return total - before[np.cumsum(begins) - 1]


def _notes(role: np.ndarray, returned: np.ndarray, blind: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    size = len(role)
    choices = {name: np.array(texts, dtype=object)[rng.integers(len(texts), size=size)] for name, texts in NOTES.items()}
    praised = ~returned & ~blind & (rng.random(size) < 0.08)
    notes = np.where(returned, choices["returned"], np.where(praised, choices["approved"], ""))
    pasted = (role == "same_note") & (rng.random(size) < 0.9)
    return np.where(pasted, choices["same"], notes)


def make_ratings(people: pd.DataFrame, period: Period, rng: np.random.Generator) -> pd.DataFrame:
    """Rate hasil and perilaku of everyone who has a superior, every month; 1 is above expectation, 3 below.

    A severe or lenient superior moves the latent merit, a central one shrinks it, one with halo rates perilaku as hasil; a stuck one
    gives all the same, a copying one repeats the first month.
    """
    months, staff = list(period.split(Grain.MONTH)), people[people["boss"].ge(0)]
    boss, n = staff["boss"].to_numpy(), len(staff)
    role = people["reviews_as"].to_numpy()[boss]
    severity = np.vectorize(_SHIFT.get, otypes=[float])(role, 0.0) + rng.normal(0, _SEVERITY, len(people))[boss]
    merit = rng.normal(0, 1, n)
    latent = merit[:, None] + rng.normal(0, _MONTH_NOISE, (n, len(months)))
    other = 0.5 * merit[:, None] + rng.normal(0, _OWN_NOISE, (n, len(months)))
    other = np.where((role == "halo")[:, None], latent, other)
    scale = np.where(role == "central", _CENTRAL, 1.0)[:, None]
    hasil, perilaku = (
        _marks(latent * scale + severity[:, None], _HASIL_EDGES),
        _marks(other * scale + severity[:, None], _PERILAKU_EDGES),
    )
    stuck, fixed = role == "stuck_ratings", _STUCK[boss % len(_STUCK)]
    hasil[stuck], perilaku[stuck] = fixed[stuck, :1], fixed[stuck, 1:]
    copied = role == "copied_ratings"
    hasil[copied], perilaku[copied] = hasil[copied, :1], perilaku[copied, :1]
    frame = pd.DataFrame(
        {
            "nip": np.repeat(staff["nip"].to_numpy(), len(months)),
            "period_start": np.tile(np.array([month.start for month in months], "datetime64[us]"), n),
            "period_end": np.tile(np.array([month.end for month in months], "datetime64[us]"), n),
            **{"hasil": hasil.ravel(), "perilaku": perilaku.ravel()},
            "assessor_nip": np.repeat(people["nip"].to_numpy()[boss], len(months)),
        }
    )
    verdicts = [int(PREDIKAT[h, p]) for h, p in zip(frame["hasil"], frame["perilaku"], strict=True)]
    return frame.assign(predikat=verdicts).astype(dict.fromkeys(("hasil", "perilaku", "predikat"), "Int64"))


def _marks(latent: np.ndarray, edges: tuple[float, float]) -> np.ndarray:
    return np.where(latent > edges[1], 1, np.where(latent < edges[0], 3, 2))
