"""A small office with invented people, in the frames of `evaluation.performance.Records`."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
import pytest

from ekin.domain.period import parse_period
from ekin.domain.workdays import workdays
from ekin.evaluation.performance import Records
from ekin.reports.report import PerformanceReport
from ekin.settings import Settings

MADE_AT = datetime(2026, 4, 6, 9, 30, tzinfo=UTC)
UNITS = {"SDN 2 Sukamaju": (24, 6), "Puskesmas Kaliwungu": (22, 5), "Kecamatan Kaliwungu": (11, 5), "Subbagian Umum": (3, 5)}
FIRST = ("Siti", "Budi", "Ni Luh", "Rahmat", "Dewi", "Yohanes", "Nur", "Agus", "Maria", "Teuku")
LAST = (
    "Aminah",
    "Santoso",
    "Ayu Wulandari",
    "Hidayat",
    "Lestari",
    "Nggili",
    "Azizah",
    "Pratama",
    "Goreti",
    "Raja Muda Iskandar Syah",
)
LINES = ("Mengajar Matematika kelas V materi pecahan", "Melaksanakan tugas kedinasan", "Melayani 14 pemohon KTP-el", "Rapat")


def make_records(period_text="2026-01", *, units=None, seed=7, assessed=True, rename=None):
    """Records of a period; `rename` maps the place of a person to a name."""
    draw, rows, entries, reviews, plans = random.Random(seed), [], [], [], []
    period = parse_period(period_text)
    for unit, (count, week) in (UNITS if units is None else units).items():
        for _ in range(count):
            place = len(rows)
            nip = f"1985{1 + place % 12:02d}{1 + place % 28:02d}2010011{place + 1:03d}"
            name = (rename or {}).get(place, f"{draw.choice(FIRST)} {LAST[place % 10]}")
            rows.append(_employee(nip, name, unit, week))
            plans += [_plan(nip, number) for number in (1, 2, 3)]
            _fill(nip, period, week, draw, entries, reviews)
    leave = pd.DataFrame(
        {"nip": [row["nip"] for row in rows[:2]], "start": [period.start + timedelta(days=11)] * len(rows[:2]),
         "end": [period.start + timedelta(days=15)] * len(rows[:2]), "kind": ["tahunan"] * len(rows[:2])}
    )  # fmt: skip
    frame = pd.DataFrame(entries, columns=list(_entry("", date(2026, 1, 1), 0, draw)))
    if not assessed:
        frame = frame.drop(columns=["p_generic", "flag", "label", "missing", "question", "model", "aligned", "objected"])
    return Records(
        employees=pd.DataFrame(rows, columns=list(_employee("", "", "", 5))),
        entries=frame.astype({"day": "datetime64[s]", "quantity": "Int64"}),
        leave=leave.astype({"start": "datetime64[s]", "end": "datetime64[s]"}),
        reviews=pd.DataFrame(
            reviews, columns=["id", "entry_id", "superior_nip", "decision", "note", "seconds_open", "decided_at"]
        ),
        plans=pd.DataFrame(plans, columns=list(_plan("", 1))),
    )


def make_report(records=None, period="2026-01", **options):
    """A report over the records of a period."""
    records = make_records(period) if records is None else records
    options.setdefault("provenance", {"files": {"ekspor.xlsx": "ab" * 32}, "model": "linear-1"})
    settings = options.pop("settings", Settings(n_boot=50))
    return PerformanceReport(records, parse_period(period), settings=settings, made_at=MADE_AT, **options)


@pytest.fixture(scope="session", name="make_records")
def give_make_records():
    return make_records


@pytest.fixture(scope="session", name="make_report")
def give_make_report():
    return make_report


@pytest.fixture(scope="session")
def records():
    return make_records()


@pytest.fixture(scope="session")
def report(records):
    return make_report(records)


def _employee(nip, name, unit, week):
    return {
        "nip": nip, "name": name, "position": "Pelaksana", "position_kind": "pelaksana", "rank": "III/a", "unit": unit,
        "parent_unit": "Kabupaten Contoh", "agency": "Pemerintah Kabupaten Contoh", "superior_nip": "", "work_week": week,
        "time_zone": "WIB", "kind": "PNS",
    }  # fmt: skip


def _plan(nip, number):
    return {
        "nip": nip, "year": 2026, "rhk_id": f"{nip}-{number}", "rhk_kind": "utama", "rhk": f"Terlaksananya layanan nomor {number}",
        "superior_rhk": "", "plan_id": f"{nip}-{number}-a", "plan": f"Rencana aksi {number}", "plan_target": "12", "period": "2026",
    }  # fmt: skip


def _fill(nip, period, week, draw, entries, reviews):
    habit, clear = draw.uniform(0.3, 1.0), draw.uniform(0.2, 0.95)
    for day in workdays(period, week):
        if draw.random() < habit:
            for _ in range(draw.choice((1, 2, 2, 3))):
                entry = _entry(nip, day, len(entries), draw, specific=draw.random() < clear)
                entries.append(entry)
                if entry["status"] in ("approved", "returned"):
                    reviews.append(
                        {"id": len(reviews), "entry_id": entry["id"], "superior_nip": "", "decision": entry["status"], "note": "",
                         "seconds_open": 20, "decided_at": pd.Timestamp(entry["submitted_at"]) + timedelta(days=2)}
                    )  # fmt: skip


def _entry(nip, day, number, draw, specific=True):
    flag = "specific" if specific else draw.choice(("generic", "unsure"))
    sent = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(hours=draw.choice((0, 1, 30)))
    start = draw.randint(7, 13)
    return {
        "id": f"e{number:06d}", "nip": nip, "day": pd.Timestamp(day), "start": time(start, 30), "end": time(start + 1, 30),
        "minutes": 60, "description": f"{draw.choice(LINES)} {number}", "plan": "Rencana aksi 1",
        "plan_id": f"{nip}-{draw.choice((1, 1, 2))}-a", "quantity": draw.choice((1, 12, None)), "quantity_unit": "dokumen",
        "evidence_url": draw.choice(("", f"https://contoh.go.id/{number}")),
        "status": draw.choice(("approved", "approved", "submitted", "returned", "draft")), "version": 1,
        "created_at": pd.Timestamp(sent), "submitted_at": pd.Timestamp(sent), "p_generic": 0.1 if specific else 0.9, "flag": flag,
        "label": int(flag == "generic"), "missing": [] if specific else ["object", "detail"],
        "question": "" if specific else "Untuk apa?", "model": "linear-1", "aligned": draw.choice((1.0, 0.0, None)), "objected": False,
    }  # fmt: skip
