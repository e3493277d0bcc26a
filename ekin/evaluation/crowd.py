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

from ekin.evaluation.crowd_days import Days, make_days, make_leave, whole_months
from ekin.evaluation.crowd_hours import hours, links, sent_at
from ekin.evaluation.crowd_lines import lay_out
from ekin.evaluation.crowd_people import make_people
from ekin.evaluation.crowd_reviews import make_ratings, make_reviews
from ekin.evaluation.crowd_texts import compose, paraphrase, polish, restyle
from ekin.evaluation.records import Records

START: Final = date(2026, 1, 1)
_UTC_BEFORE_WIB_S: Final = 7 * 3600
_EMPLOYEE: Final = ("nip", "name", "kind", "position", "unit", "parent_unit", "agency", "superior_nip", "work_week", "time_zone")
_TRUTH: Final = ("nip", "role", "reviews_as", "care", "drift", "copied", "changed")
_CLOCK: Final = [time(minute // 60, minute % 60) for minute in range(24 * 60)]


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
    parts = lay_out(people, days, rng)
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
    start, minutes = hours(people, days, parts, rng)
    sent = sent_at(people, days, parts, rng)
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
            "evidence_url": pd.Series(links(people, parts, ids, rng), dtype="str"),
            "created_at": at - pd.Timedelta(seconds=20),
            "submitted_at": at,
        }
    )


def _truth_entries(ids: pd.Series, parts: dict[str, np.ndarray], changed: np.ndarray) -> pd.DataFrame:
    origin = parts["origin"]
    copied = ids.to_numpy()[origin]
    own = origin == np.arange(len(origin))
    generic = parts["generic"][origin]
    return pd.DataFrame(
        {"entry_id": ids, "copied_from": pd.Series(copied, dtype="str").mask(own, ""), "generic": generic, "changed": changed}
    )
