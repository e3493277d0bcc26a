"""A crowd of any size with known truth, made column by column: the same seed gives the same bytes.

`simulate` makes one small regency in detail; this makes thousands of people to measure signals on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ekin.evaluation.crowd_days import Days, make_days, make_leave, month_ends, whole_months
from ekin.evaluation.crowd_people import make_people
from ekin.evaluation.crowd_reviews import make_ratings, make_reviews
from ekin.evaluation.crowd_texts import MAX_NUMBER, compose, first_of, paraphrase, polish, restyle
from ekin.evaluation.crowd_words import GENERIC, JOINT, ROUTINE, SPECIFIC
from ekin.evaluation.records import Records

START: Final = date(2026, 1, 1)
_UTC_BEFORE_WIB_S: Final = 7 * 3600
_EMPLOYEE: Final = ("nip", "name", "kind", "position", "unit", "parent_unit", "agency", "superior_nip", "work_week", "time_zone")
_TRUTH: Final = ("nip", "role", "reviews_as", "care", "drift", "copied", "changed")
_NARROW: Final = 40
_JOINT_DAY, _JOINS, _ROUTINE, _MONDAY, _DRAFT = 0.05, 0.5, 0.3, 4, 0.01  # day 0 of 1970 was a Thursday
_CLOCK: Final = [time(minute // 60, minute % 60) for minute in range(24 * 60)]
_NIGHT, _EVENING_S, _DAY_S = 3, 19 * 3600, 24 * 3600


@dataclass(frozen=True)
class Crowd:
    """Frames as `storage.store` gives them, and what is true of them.

    Attributes
    ----------
    entries
        id, nip, day, start, end, minutes, description, quantity, evidence_url, status, created_at, submitted_at.
    truth
        One row per person: nip, role (`roles.WRITERS`), reviews_as (`roles.SUPERIORS` or ""), care and copied (shares), drift
        (change of care over the period), changed (share of words that a paraphraser changed; measured).
    truth_entries
        One row per entry: entry_id, copied_from (entry_id or ""), generic (bool), changed (share of words, 0 to 1).
    """

    employees: pd.DataFrame
    leave: pd.DataFrame
    entries: pd.DataFrame
    reviews: pd.DataFrame
    ratings: pd.DataFrame
    truth: pd.DataFrame
    truth_entries: pd.DataFrame

    @property
    def records(self) -> Records:
        """The crowd as the measures and signals take it; it has no action plans."""
        return Records(self.employees, self.entries, self.leave, self.reviews, pd.DataFrame())


def make_crowd(n_people: int, months: int, *, seed: int) -> Crowd:
    """Simulate a crowd from January 2026 on.

    Parameters
    ----------
    n_people
        At least 1; a unit has seven to twenty.
    months
        Whole months, at least 1.

    Raises
    ------
    ValueError
        If there are no people or no months.
    NoCalendarError
        If the national list of holidays does not reach that far.
    """
    if min(n_people, months) < 1:
        raise ValueError(f"n_people and months must be at least 1, got {n_people} and {months}")
    rng = np.random.default_rng(seed)
    period = whole_months(START, months)
    people = make_people(n_people, rng)
    leave = make_leave(n_people, period, rng)
    days = make_days(people, leave, period, rng)
    parts = _lay_out(people, days, rng)
    texts, changed = _texts(people, days, parts, rng)
    entries = _entries(people, days, parts, texts, rng)
    reviews, status = make_reviews(people, parts, entries, rng)
    nips = people["nip"].to_numpy()
    seen = pd.Series(changed).where(changed > 0).groupby(parts["person"]).mean().reindex(people.index).fillna(0.0)
    return Crowd(
        employees=people[list(_EMPLOYEE)],
        leave=leave.assign(nip=nips[leave["person"]])[["nip", "start", "end", "kind"]],
        entries=entries.assign(status=status),
        reviews=reviews,
        ratings=make_ratings(people, period, rng),
        truth=people.assign(changed=seen)[list(_TRUTH)],
        truth_entries=_truth_entries(entries["id"], parts, changed),
    )


def _lay_out(people: pd.DataFrame, days: Days, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Give each filled day one to three entries, as many as the day it repeats, and each entry the one it repeats."""
    own = 1 + rng.binomial(2, people["busy"].to_numpy()[days.person])
    own[people["role"].eq("constant_times").to_numpy()[days.person]] = 2
    count = own[days.source]
    first = np.concatenate([[0], np.cumsum(count)[:-1]])
    row = np.repeat(np.arange(len(count)), count)
    turn = np.arange(len(row)) - first[row]
    origin = first[days.source[row]] + turn
    parts = {"row": row, "turn": turn, "origin": origin, "person": days.person[row], "day": days.day[row]}
    return parts | _lines(people, days, parts, rng)


def _lines(people: pd.DataFrame, days: Days, parts: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Choose line, slots and number of each entry; those of entries that repeat another are not used."""
    person, day, turn, size = parts["person"], parts["day"], parts["turn"], len(parts["person"])
    role = people["role"].to_numpy()[person]
    weekday = days.calendar[day].astype(int) % 7
    passed = day / max(1, len(days.calendar) - 1) - 0.5
    care = np.clip(people["care"].to_numpy()[person] + people["drift"].to_numpy()[person] * passed, 0.0, 1.0)
    families = people["family"].map(lambda name: first_of(name)).to_numpy()[person]
    template = families + rng.integers(len(SPECIFIC["sekolah"]), size=size)
    slots, number = rng.integers(0, 2**31, size=(size, 4)), rng.integers(1, 61, size=size)
    narrow, line = role == "narrow", person * _NARROW + rng.integers(_NARROW, size=size)
    template[narrow], number[narrow] = (families + line % len(SPECIFIC["sekolah"]))[narrow], (1 + line * 37 % 60)[narrow]
    slots[narrow] = (line[:, None] * np.array([7919, 104_729, 1_299_709, 15_485_863]))[narrow]
    fixed = role == "timetable"
    hour = person * 7919 + weekday * 104_729 + turn * 31
    template[fixed], number[fixed] = (families + hour % 2)[fixed], (20 + person % 13)[fixed]
    slots[fixed, :2] = np.column_stack([hour // 2, person])[fixed]
    counter = role == "counter"
    template[counter], number[counter] = (
        first_of("counter"),
        np.clip(rng.normal(30, 10, size), 1, MAX_NUMBER)[counter].astype(int),
    )
    generic = rng.random(size) >= care
    template[generic] = first_of("generic") + rng.integers(len(GENERIC), size=size)[generic]
    routine = (turn == 0) & (weekday == _MONDAY) & (rng.random(size) < _ROUTINE)
    template[routine] = first_of("routine") + (person % len(ROUTINE))[routine]
    unit = pd.factorize(people["unit"])[0][person]
    together = rng.random((unit.max() + 1, len(days.calendar))) < _JOINT_DAY
    joint = (turn == 0) & together[unit, day] & (rng.random(size) < _JOINS) & ~counter
    template[joint] = first_of("joint") + ((unit + day) % len(JOINT))[joint]
    slots[joint] = ((unit * 613 + day * 17)[:, None] * np.array([1, 3, 5, 7]))[joint]
    return {"template": template, "slots": slots, "number": number, "generic": generic & ~routine & ~joint}


def _texts(
    people: pd.DataFrame, days: Days, parts: dict[str, np.ndarray], rng: np.random.Generator
) -> tuple[pa.Array, np.ndarray]:
    """Compose what is fresh, repeat the rest, and change it as paraphrasers and polishers do; texts and share of words changed."""
    origin, person = parts["origin"], parts["person"]
    role, repeated = people["role"].to_numpy()[person], origin != np.arange(len(origin))
    fresh, place = np.unique(origin, return_inverse=True)
    made = compose(parts["template"][fresh], parts["slots"][fresh], parts["number"][fresh])
    made = restyle(made, people["style"].to_numpy()[person[fresh]])
    texts, changed = made.take(pa.array(place)), np.zeros(len(origin))
    rows = np.flatnonzero(repeated & (role == "paraphrase"))
    shares = people["changed"].to_numpy()[person[rows]]
    pairs = [paraphrase(text, share, rng) for text, share in zip(texts.take(pa.array(rows)).to_pylist(), shares, strict=True)]
    changed[rows] = [share for _, share in pairs]
    texts = _put(texts, rows, pa.array([text for text, _ in pairs], texts.type))
    rows = np.flatnonzero(role == "polish")
    return _put(texts, rows, polish(texts.take(pa.array(rows)), rng)), changed


def _put(texts: pa.Array, rows: np.ndarray, new: pa.Array) -> pa.Array:
    mask = np.zeros(len(texts), dtype=bool)
    mask[rows] = True
    return pc.replace_with_mask(texts, pa.array(mask), new)


def _entries(
    people: pd.DataFrame, days: Days, parts: dict[str, np.ndarray], texts: pa.Array, rng: np.random.Generator
) -> pd.DataFrame:
    person, day, size = parts["person"], parts["day"], len(texts)
    start, minutes = _hours(people, days, parts, rng)
    sent = _sent(people, days, parts, rng)
    at = pd.Series(days.calendar[0].astype("datetime64[us]") + ((sent - _UTC_BEFORE_WIB_S) * 1_000_000).astype("timedelta64[us]"))
    at = at.dt.tz_localize("UTC")
    ids = pc.utf8_lpad(pc.cast(pa.array(np.arange(1, size + 1)), pa.string()), 9, "0")
    return pd.DataFrame(
        {
            "id": pd.Series(ids, dtype="str"),
            "nip": people["nip"].to_numpy()[person],
            "day": days.calendar[day].astype("datetime64[us]"),
            "start": pd.Categorical.from_codes(start % len(_CLOCK), _CLOCK),
            "end": pd.Categorical.from_codes((start + minutes) % len(_CLOCK), _CLOCK),
            "minutes": minutes.astype("int64"),
            "description": pd.Series(texts, dtype="str"),
            "quantity": pd.array(np.where(parts["generic"], 1, parts["number"][parts["origin"]]), dtype="Int64"),
            "evidence_url": pd.Series(_links(people, parts, ids, rng), dtype="str"),
            "created_at": at - pd.Timedelta(seconds=20),
            "submitted_at": at,
        }
    )


def _hours(
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


def _sent(people: pd.DataFrame, days: Days, parts: dict[str, np.ndarray], rng: np.random.Generator) -> np.ndarray:
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


def _links(people: pd.DataFrame, parts: dict[str, np.ndarray], ids: pa.Array, rng: np.random.Generator) -> pa.Array:
    """Give a link of its own to most entries with evidence; a tenth of people use one folder for each of five plans."""
    person, size = parts["person"], len(ids)
    given = rng.random(size) < people["evidence"].to_numpy()[person]
    folder = pc.binary_join_element_wise(pa.array(person.astype("U")), pa.array(rng.integers(1, 6, size).astype("U")), "-")
    one = people["role"].eq("one_link").to_numpy()[person]
    shared = pc.binary_join_element_wise(pa.array(person.astype("U")), "semua", "-")
    end = pc.if_else(pa.array(one), shared, pc.if_else(pa.array(person % 10 == 0), folder, ids))
    return pc.if_else(pa.array(given), pc.binary_join_element_wise("https://berkas.lembayung.example/", end, ""), "")


def _truth_entries(ids: pd.Series, parts: dict[str, np.ndarray], changed: np.ndarray) -> pd.DataFrame:
    origin = parts["origin"]
    copied = ids.to_numpy()[origin]
    own = origin == np.arange(len(origin))
    generic = parts["generic"][origin]
    return pd.DataFrame(
        {"entry_id": ids, "copied_from": pd.Series(copied, dtype="str").mask(own, ""), "generic": generic, "changed": changed}
    )
