"""When the entries of a simulated crowd happen and are sent, and their evidence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ekin.evaluation.crowd_days import Days, month_ends

_NIGHT, _EVENING_S, _DAY_S = 3, 19 * 3600, 24 * 3600


def hours(
    people: pd.DataFrame, days: Days, parts: dict[str, np.ndarray], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Minute of the day each entry starts at, and its minutes; steps of five."""
    person, turn, size = parts["person"], parts["turn"], len(parts["person"])
    role, weekday = people["role"].to_numpy()[person], days.calendar[parts["day"]].astype(int) % 7
    start = 450 + 160 * turn + 5 * rng.integers(0, 12, size)
    minutes = 5 * rng.integers(6, 21, size)
    fixed = role == "timetable"
    start[fixed], minutes[fixed] = (450 + 160 * turn + 5 * ((person * 31 + weekday * 7 + turn) % 12))[fixed], 70
    same = role == "constant_times"
    start[same], minutes[same] = (450 + 180 * turn)[same], 150
    night = (role == "shift") & (turn == 0) & ((parts["day"] + person) % _NIGHT == 0)
    start[night], minutes[night] = 21 * 60, 10 * 60
    return start, minutes


def sent_at(people: pd.DataFrame, days: Days, parts: dict[str, np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """Second after the first midnight at which each entry is sent, in local time."""
    person, day = days.person, days.day
    role, weekday = people["role"].to_numpy()[person], days.calendar[day].astype(int) % 7
    later = np.where(rng.random(len(day)) < 0.7, 1, rng.integers(2, 7, len(day)))
    on = day + np.where(rng.random(len(day)) < people["same_day"].to_numpy()[person], 0, later)
    on = np.where(role == "weekly", day + (1 - weekday) % 7, on)  # the coming Friday
    on = np.where(role == "shift", np.maximum(on, day + 1), on)  # after the night
    batch = role == "month_end_batch"
    on = np.where(batch, month_ends(days.calendar)[day], on)
    moment = on * _DAY_S + np.where(batch | (role == "weekly"), _EVENING_S, 33 * 1800 + rng.integers(0, 3 * 3600, len(day)))
    taken = (role == "copy_colleague") & (days.source != np.arange(len(day)))
    moment[taken] = (moment[days.source] + rng.integers(1200, 7200, len(day)))[taken]
    row = parts["row"]
    turn = pd.Series(row).groupby([parts["person"], on[row]]).cumcount().to_numpy()
    return moment[row] + turn * 90 + rng.integers(0, 45, len(row))


def links(people: pd.DataFrame, parts: dict[str, np.ndarray], ids: pa.Array, rng: np.random.Generator) -> pa.Array:
    """Give a link of its own to most entries with evidence; a tenth of people use one folder for each of five plans."""
    person, size = parts["person"], len(ids)
    given = rng.random(size) < people["evidence"].to_numpy()[person]
    folder = pc.binary_join_element_wise(pa.array(person.astype("U")), pa.array(rng.integers(1, 6, size).astype("U")), "-")
    one = people["role"].eq("one_link").to_numpy()[person]
    shared = pc.binary_join_element_wise(pa.array(person.astype("U")), "semua", "-")
    end = pc.if_else(pa.array(one), shared, pc.if_else(pa.array(person % 10 == 0), folder, ids))
    return pc.if_else(pa.array(given), pc.binary_join_element_wise("https://berkas.lembayung.example/", end, ""), "")
