from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from office_records import employee_frame, entry_frame, leave_frame, plan_frame, review_frame

from ekin.domain.period import parse_period
from ekin.evaluation.records import Records
from ekin.service.evidence import entry_labels, fairness, reliability, socialisation_effect
from ekin.settings import Settings
from ekin.storage import schema
from ekin.storage.statements import upsert
from ekin.vocabulary import Flag

PERIOD, START = parse_period("2026-Q1"), pd.Timestamp("2026-02-16").date()
SETTINGS = Settings()


def office(units=12, people=6, *, seed=1, gain=0.0, gap=0.0):
    """Records of a quarter of weekdays: units of even number write specifically more often by `gain` from START on, 6-day
    weeks are flagged more often by `gap`."""
    rng = np.random.default_rng(seed)
    persons = [
        (f"u{unit:02d}p{who}", f"Unit {unit:02d}", 6 if unit >= units // 2 else 5, "WIB")
        for unit in range(units)
        for who in range(people)
    ]
    days = list(pd.bdate_range(PERIOD.start, PERIOD.end))
    rows = []
    for nip, unit, week, _zone in persons:
        level = 0.5 + rng.normal(0, 0.1)
        for day in days:
            treated = int(unit[-2:]) % 2 == 0 and day.date() >= START
            right = rng.random() < level + gain * treated - gap * (week == 6)
            more = {
                "flag": Flag.SPECIFIC if right else Flag.GENERIC,
                "label": 1 - right,
                "description": "URAIAN" if week == 6 else "Uraian",
            }
            rows.append((f"{nip}{day:%m%d}", nip, day.date(), 8, 60, "submitted", datetime(2026, 4, 1, tzinfo=UTC), more))
    people_frame = employee_frame(*persons).assign(kind="PNS", position_kind="pelaksana")
    return Records(people_frame, entry_frame(*rows), leave_frame(), review_frame(), plan_frame())


@pytest.fixture(scope="module")
def plain():
    return office()


def test_more_days_are_more_reliable_and_units_alike_are_not_ranked(plain):
    found = reliability(plain, PERIOD, SETTINGS)
    assert found["days"]["estimate"].is_monotonic_increasing
    assert found["days"]["n"].eq(72).all()
    assert found["order"]["tier"].unique().tolist() == [1]


def test_where_nothing_was_sent_every_question_is_refused(plain):
    drafts = Records(plain.employees, plain.entries.assign(status="draft"), plain.leave, plain.reviews, plain.plans)
    assert "periksa periodenya" in reliability(drafts, PERIOD, SETTINGS).refused
    assert "periksa periodenya" in fairness(drafts, PERIOD).refused
    assert socialisation_effect(drafts, PERIOD, START, ["Unit 00"], SETTINGS).refused


def test_a_unit_of_few_people_is_not_ranked(plain):
    small = office(units=6, people=4)
    assert reliability(small, PERIOD, SETTINGS)["order"].empty
    assert len(reliability(plain, PERIOD, SETTINGS)["order"]) == 12


def test_a_planted_gap_alarms_with_its_ways_of_writing_and_none_does_not(plain):
    alarmed = fairness(office(gap=0.25), PERIOD)["gaps"].query("alarm")
    assert set(alarmed["column"]) >= {"work_week", "letters"}
    gaps = fairness(plain, PERIOD)["gaps"]
    assert not gaps["alarm"].any()
    assert gaps["measure"].unique().tolist() == ["flag"]
    assert gaps.loc[gaps["enough"], "detectable"].gt(0).all()


def test_labels_bring_error_rates_and_unsure_lines_are_no_mistake(plain):
    labels = (
        plain.entries[["id"]].rename(columns={"id": "entry_id"}).assign(label=plain.entries["flag"].eq(Flag.GENERIC).astype(int))
    )
    wrong = labels.assign(label=1 - labels["label"])
    assert fairness(plain, PERIOD, labels)["gaps"].query("measure == 'error'")["estimate"].eq(0).all()
    unsure = plain.entries.assign(flag=Flag.UNSURE)
    kept = fairness(Records(plain.employees, unsure, plain.leave, plain.reviews, plain.plans), PERIOD, wrong)["gaps"]
    assert set(kept["measure"]) == {"flag"}


def test_a_socialisation_is_found_and_no_effect_is_not_enough(plain):
    treated = [f"Unit {unit:02d}" for unit in range(0, 12, 2)]
    found = socialisation_effect(office(gain=0.3), PERIOD, START, treated, SETTINGS)
    did = found["effect"].query("method == 'did'").iloc[0]
    assert did["low"] < 0.3 < did["high"]
    assert did[["treated", "control", "verdict"]].tolist() == [6, 6, "effect"]
    assert socialisation_effect(plain, PERIOD, START, treated, SETTINGS)["effect"]["verdict"].iloc[0] == "not_enough"
    few = socialisation_effect(plain, PERIOD, START, treated[:2], SETTINGS)
    assert "5 unit" in few.refused
    assert set(few["weeks"]["treated"]) == {True, False}


def test_a_week_that_holds_the_start_is_left_out(plain):
    thursday = pd.Timestamp("2026-02-19").date()
    weeks = socialisation_effect(plain, PERIOD, thursday, ["Unit 00"], SETTINGS)["weeks"]["period"]
    assert pd.Timestamp("2026-02-16") not in set(weeks)
    assert pd.Timestamp("2026-02-23") in set(weeks)


def test_labels_of_entries_are_settled_or_agreed(office_with_labels):
    assert dict(entry_labels(office_with_labels).itertuples(index=False)) == {"settled": 0, "agreed": 1}


@pytest.fixture
def office_with_labels(store):
    who = "197501012000032002"
    given = [("settled", "ani", 1, 1), ("settled", "budi", 1, 0), ("settled", "ani", 3, 0), ("agreed", "ani", 1, 1)]
    given += [
        ("agreed", "budi", 1, 1),
        ("agreed", "budi", 2, 0),
        ("open", "ani", 1, 1),
        ("open", "budi", 1, 0),
        ("other", "ani", 1, 1),
    ]
    entry = {"nip": who, "day": PERIOD.start, "start": datetime(2026, 1, 1, 8).time(), "end": datetime(2026, 1, 1, 9).time()}
    entry |= {"description": "x", "status": "submitted", "created_at": datetime(2026, 1, 1, tzinfo=UTC)}
    labels = [
        {"task": "t", "annotator": name, "item": item, "round": number, "label": label, "facets": {}}
        for item, name, number, label in given
    ]
    with store.transaction() as connection:
        upsert(connection, schema.employee, [{"nip": who, "name": "x", "kind": "PNS"}])
        upsert(connection, schema.entry, [entry | {"id": key} for key in ("settled", "agreed", "open")])
        upsert(connection, schema.annotation, labels)
    return store
