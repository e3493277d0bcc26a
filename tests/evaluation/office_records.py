"""A week worked out by hand, and a larger office with random habits."""

from __future__ import annotations

from datetime import date, time, timedelta

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.domain.workdays import workdays
from ekin.evaluation.performance import Records

# Monday 12 to Sunday 18 January 2026; Friday 16 is Isra Mikraj.
WEEK = Period(date(2026, 1, 12), date(2026, 1, 18))
_EMPLOYEE = ("nip", "name", "position", "unit", "parent_unit", "agency", "superior_nip", "work_week", "time_zone")
_ENTRY = ("id", "nip", "day", "start", "end", "minutes", "status", "submitted_at")
_EXTRA = {
    "description": "Uraian", "plan": "", "plan_id": None, "quantity": pd.NA, "quantity_unit": "", "evidence_url": "",
    "version": 1, "flag": None, "label": np.nan, "aligned": np.nan, "objected": False, "model": None, "p_generic": np.nan,
}  # fmt: skip
_PLAN = ("nip", "year", "rhk_id", "rhk_kind", "rhk", "superior_rhk", "plan_id", "plan", "plan_target", "period")
_REVIEW = ("id", "entry_id", "superior_nip", "decision", "note", "seconds_open", "decided_at")


def employee_frame(*rows):
    """(nip, unit, work_week, time_zone) for each."""
    full = [(nip, f"Nama {nip}", "Pelaksana", unit, "Dinas", "Kabupaten", "", week, zone) for nip, unit, week, zone in rows]
    return pd.DataFrame(full, columns=_EMPLOYEE)


def entry_frame(*rows):
    """(id, nip, day of January or a date, start hour, minutes, status, sent in UTC, other columns) for each."""
    made = []
    for id_, nip, day, hour, minutes, status, sent, *more in rows:
        begin = timedelta(hours=hour)
        first, last = ((begin + timedelta(minutes=length)).total_seconds() // 60 % 1440 for length in (0, minutes))
        start, end = (time(int(at // 60), int(at % 60)) for at in (first, last))
        day = pd.Timestamp(day if isinstance(day, date) else date(2026, 1, day))
        made.append(
            dict(zip(_ENTRY, (id_, nip, day, start, end, minutes, status, sent), strict=True))
            | _EXTRA
            | (more[0] if more else {})
        )
    frame = pd.DataFrame(made, columns=[*_ENTRY, *_EXTRA])
    frame["submitted_at"] = pd.to_datetime(frame["submitted_at"], utc=True)
    frame["created_at"] = frame["submitted_at"]
    return frame.astype({"quantity": "Int64", "day": "datetime64[us]"})


def leave_frame(*rows):
    return pd.DataFrame(rows, columns=["nip", "start", "end", "kind"]).astype(
        {"start": "datetime64[us]", "end": "datetime64[us]"}
    )


def review_frame(*rows):
    """(entry_id, decision, note, decided in UTC) for each."""
    full = [(f"r{place}", entry, "S", decision, note, 10.0, at) for place, (entry, decision, note, at) in enumerate(rows)]
    frame = pd.DataFrame(full, columns=_REVIEW)
    return frame.assign(decided_at=pd.to_datetime(frame["decided_at"], utc=True))


def plan_frame(*rows):
    """(nip, rhk_id, plan_id) for each."""
    return pd.DataFrame([(nip, 2026, rhk, "utama", f"RHK {rhk}", "", plan, "", "", "") for nip, rhk, plan in rows], columns=_PLAN)


def make_week():
    """The week worked out by hand; the numbers stand in test_performance."""
    employees = employee_frame(("A", "SD 1", 5, "WIT"), ("B", "SD 1", 6, "WIB"), ("C", "SD 2", 5, "WIB"), ("D", "SD 2", 5, "WIB"))
    entries = entry_frame(
        ("a1", "A", 12, 7.5, 120, "returned", "2026-01-12 16:00",  # 13 January 01.00 in WIT: a day late; not so in UTC or WIB
         {"plan_id": "p1", "quantity": 2, "quantity_unit": "dok", "evidence_url": "x", "label": 0, "flag": "specific", "aligned": 0.5}),
        ("a2", "A", 12, 9.0, 60, "submitted", None, {"label": 1, "flag": "generic"}),  # half of it overlaps a1; send unknown
        ("a3", "A", 13, 22.0, 240, "approved", "2026-01-13 14:59",  # past midnight; sent 23.59 in WIT
         {"plan_id": "p1", "quantity": 3, "quantity_unit": " Dok", "evidence_url": "y", "label": 0, "flag": "unsure", "aligned": 0.49}),
        ("a4", "A", 14, 8.0, 60, "draft", None, {"label": 0, "flag": "specific"}),
        ("a5", "A", 17, 8.0, 60, "submitted", "2026-01-17 03:00", {"quantity": 1}),  # a Saturday
        ("b1", "B", 12, 8.0, 60, "approved", "2026-01-17 02:00", {"plan_id": "p1", "quantity": 5, "quantity_unit": "lembar"}),
        ("b2", "B", 13, 8.0, 60, "submitted", "2026-01-17 02:20"),
        ("b3", "B", 14, 8.0, 60, "approved", "2026-01-17 02:45"),  # b1-b3: one sitting over three days
        ("b4", "B", 15, 8.0, 60, "submitted", "2026-01-15 01:00"),  # on leave
        ("b5", "B", 17, 8.0, 60, "submitted", "2026-01-17 03:15"),  # 30 minutes after b3: a new sitting
    )  # fmt: skip
    leave = leave_frame(("B", "2026-01-15", "2026-01-16", "tahunan"), ("C", "2026-01-05", "2026-01-31", "sakit"))
    reviews = review_frame(
        ("a1", "returned", "", "2026-01-14 00:00"),
        ("a3", "approved", "", "2026-01-16 20:00"),  # 17 January in WIT: four days after 13 January
        ("b1", "returned", "Lengkapi", "2026-01-17 02:10"),
        ("b1", "approved", "", "2026-01-18 02:00"),
        ("b2", "returned", " ", "2026-01-16 02:00"),  # before it was sent again
    )
    plans = plan_frame(("A", "RA1", "p1"), ("A", "RA1", "p1b"), ("A", "RA2", "p2"), ("B", "RB1", "p3"))
    return Records(employees, entries, leave, reviews, plans)


def make_office(period, *, people=12, seed=1):
    """Random habits: late and early sends, drafts, batches, leave, entries in the weekend, missing times of sending."""
    rng = np.random.default_rng(seed)
    zones = ("WIB", "WITA", "WIT")
    employees = employee_frame(*((f"P{i:03d}", f"Unit {i % 4}", 5 + i % 2, zones[i % 3]) for i in range(people)))
    entries, reviews, plans = [], [], [(f"P{i:03d}", f"R{i}{j}", f"R{i}{j}-a") for i in range(people) for j in range(3)]
    for place, row in enumerate(employees.itertuples()):
        habit = rng.uniform(0.3, 1)
        for day in [*workdays(period, row.work_week), period.start]:
            for _ in range(rng.integers(1, 4) if rng.random() < habit else 0):
                id_, status = f"e{len(entries)}", str(rng.choice(["draft", "submitted", "approved", "approved", "returned"]))
                sent = pd.Timestamp(day) + pd.Timedelta(minutes=int(rng.integers(0, 6000)))
                more = {"plan_id": rng.choice([f"R{place}0-a", f"R{place}1-a", ""]), "quantity": int(rng.integers(0, 9)),
                        "quantity_unit": rng.choice(["", "dok", "orang"]), "evidence_url": rng.choice(["", "satu", f"u{len(entries)}"]),
                        "label": rng.choice([0, 1, np.nan]), "flag": rng.choice(["specific", "unsure", "generic"]),
                        "aligned": rng.choice([0.1, 0.9, np.nan])}  # fmt: skip
                hour = float(rng.integers(0, 47)) / 2
                unknown = rng.random() < 0.1
                entries.append((id_, row.nip, day, hour, int(rng.integers(1, 300)), status, None if unknown else sent, more))
                if status in ("approved", "returned"):
                    reviews.append(
                        (id_, status, rng.choice(["", "Lengkapi"]), sent + pd.Timedelta(hours=int(rng.integers(1, 99))))
                    )
    leave = leave_frame(*((nip, period.start, period.start + timedelta(days=3), "tahunan") for nip in employees["nip"][::5]))
    return Records(employees, entry_frame(*entries), leave, review_frame(*reviews), plan_frame(*plans))
