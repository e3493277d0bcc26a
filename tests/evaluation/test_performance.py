from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from office_records import WEEK, employee_frame, entry_frame, leave_frame, make_office, make_week, plan_frame, review_frame

from ekin.domain.period import Period, parse_period
from ekin.errors import NoCalendarError
from ekin.evaluation.performance import COLUMNS, FIGURES, MEASURES, Records, measure
from ekin.settings import Settings
from ekin.vocabulary import Grain, Level

SETTINGS = Settings()
NAN = float("nan")

# (key, measure): value, k, n. A: W = 12, 13, 14, 15 (16 is a holiday). B, six days a week: W = 12, 13, 14, 17 (15 and 16 leave).
BY_HAND = {
    ("A", "fill_rate"): (0.5, 2, 4),  # 12 and 13; the 14th is a draft, the 17th not a working day
    ("B", "fill_rate"): (1.0, 4, 4),
    ("C", "fill_rate"): (NAN, 0, 0),  # on leave all the time: no figure, never 0 %
    ("D", "fill_rate"): (0.0, 0, 4),  # no entry at all
    ("A", "lag_days"): (0.0, NAN, 3),  # 1, 0, 0; a2 has no time of sending
    ("B", "lag_days"): (3.0, NAN, 5),  # 5, 4, 3, 0, 0
    ("C", "lag_days"): (NAN, NAN, 0),
    ("A", "same_day"): (2 / 3, 2, 3),
    ("B", "same_day"): (0.4, 2, 5),
    ("A", "batch_share"): (0.0, 0, 3),
    ("B", "batch_share"): (0.6, 3, 5),
    ("A", "longest_gap"): (2.0, 2, 4),  # 14 and 15
    ("B", "longest_gap"): (0.0, 0, 4),
    ("C", "longest_gap"): (NAN, NAN, 0),
    ("D", "longest_gap"): (4.0, 4, 4),
    ("A", "recorded_minutes"): (0.25, 450, 1800),  # 07.30-10.00 = 150, 240 past midnight, 60 on Saturday; 4 days of 450
    ("B", "recorded_minutes"): (0.2, 300, 1500),  # 5 x 60; 4 days of 375
    ("D", "recorded_minutes"): (0.0, 0, 1800),
    ("A", "aligned_share"): (0.5, 1, 2),
    ("B", "aligned_share"): (NAN, 0, 0),
    ("A", "skp_coverage"): (0.5, 1, 2),
    ("B", "skp_coverage"): (0.0, 0, 1),  # b1 is approved under a plan of somebody else
    ("C", "skp_coverage"): (NAN, 0, 0),  # no plans
    ("A", "quantified_share"): (0.5, 2, 4),
    ("B", "quantified_share"): (0.2, 1, 5),
    ("A", "linked_share"): (0.5, 2, 4),
    ("B", "linked_share"): (0.2, 1, 5),
    ("A", "evidence_share"): (0.5, 2, 4),
    ("A", "specific_share"): (2 / 3, 2, 3),
    ("A", "unsure_share"): (1 / 3, 1, 3),
    ("B", "specific_share"): (NAN, 0, 0),
    ("A", "reviewed_share"): (0.5, 2, 4),
    ("B", "reviewed_share"): (0.6, 3, 5),  # b3 by its status, b2 by its earlier review
    ("A", "review_days"): (2.5, NAN, 2),  # 1 and 4
    ("B", "review_days"): (0.0, NAN, 1),
    ("A", "returned_with_note"): (0.0, 0, 1),
    ("B", "returned_with_note"): (0.5, 1, 2),
    ("SD 1", "fill_rate"): (0.75, 6, 8),
    ("SD 1", "lag_days"): (0.5, NAN, 8),  # 0 0 0 0 1 3 4 5
    ("SD 1", "same_day"): (0.5, 4, 8),
    ("SD 1", "batch_share"): (0.375, 3, 8),
    ("SD 1", "longest_gap"): (1.0, NAN, 2),  # median of 2 and 0
    ("SD 1", "recorded_minutes"): (750 / 3300, 750, 3300),
    ("SD 1", "skp_coverage"): (1 / 3, 1, 3),
    ("SD 1", "review_days"): (1.0, NAN, 3),  # 0 1 4
    ("SD 2", "fill_rate"): (0.0, 0, 4),
    ("SD 2", "longest_gap"): (4.0, NAN, 1),
}


@pytest.fixture(scope="module")
def figures_by_hand():
    week = make_week()
    frames = [measure(week, WEEK, level=level, settings=SETTINGS) for level in (Level.PERSON, Level.UNIT)]
    return pd.concat(frames).set_index(["key", "measure"])


@pytest.mark.parametrize("cell", BY_HAND, ids="-".join)
def test_figures_of_the_week_worked_out_by_hand(figures_by_hand, cell):
    found = figures_by_hand.loc[cell]
    assert [found.value, found.k, found.n] == pytest.approx(list(BY_HAND[cell]), nan_ok=True)


def test_one_row_for_each_key_part_and_measure_in_every_level(week):
    for level, keys in (
        (Level.PERSON, "ABCD"),
        (Level.UNIT, ["SD 1", "SD 2"]),
        (Level.PARENT_UNIT, ["Dinas"]),
        (Level.AGENCY, ["Kabupaten"]),
    ):
        frame = measure(week, WEEK, level=level, grain=Grain.DAY, settings=SETTINGS)
        assert tuple(frame.columns) == COLUMNS
        assert sorted(frame["key"].unique()) == sorted(keys)
        assert not frame.duplicated(["key", "period", "measure"]).any()
        assert len(frame) == len(keys) * 7 * len(MEASURES)
        assert set(frame["level"]) == {level.value}


def test_a_person_carries_a_name_and_a_group_its_key(week):
    assert measure(week, WEEK, level=Level.PERSON, settings=SETTINGS)["name"].iloc[0] == "Nama A"
    assert measure(week, WEEK, level=Level.UNIT, settings=SETTINGS)["name"].iloc[0] == "SD 1"


def test_intervals_hold_their_value_and_no_observation_gives_none(office):
    for level in Level:
        frame = measure(office, parse_period("2026-01"), level=level, settings=SETTINGS)
        known = frame[frame["low"].notna()]
        assert (known["low"].le(known["value"] + 1e-9) & known["value"].le(known["high"] + 1e-9)).all()
        assert frame.loc[frame["n"].eq(0), ["value", "low", "high"]].isna().all(axis=None)
        assert frame["enough"].dtype == bool
        shares = frame["measure"].isin([m.name for m in MEASURES if m.kind == "share" and m.wilson]) & frame["n"].gt(0)
        assert frame.loc[shares, ["low", "high"]].notna().all(axis=None)


def test_enough_counts_observations_and_for_minutes_days(week):
    frame = measure(week, WEEK, level=Level.PERSON, settings=Settings(min_n=4)).set_index(["key", "measure"])
    assert frame.loc[("A", "fill_rate"), "enough"]
    assert frame.loc[("A", "recorded_minutes"), "enough"]
    assert not frame.loc[("A", "lag_days"), "enough"]
    frame = measure(week, WEEK, level=Level.PERSON, settings=Settings(min_n=5)).set_index(["key", "measure"])
    assert not frame.loc[("A", "recorded_minutes"), "enough"]


def test_days_after_as_of_are_not_expected_yet(week):
    frame = measure(week, WEEK, level=Level.PERSON, settings=SETTINGS, as_of=date(2026, 1, 13)).set_index(["key", "measure"])
    assert frame.loc[("A", "fill_rate"), ["k", "n"]].tolist() == [2, 2]
    assert frame.loc[("D", "fill_rate"), ["k", "n"]].tolist() == [0, 2]
    assert frame.loc[("B", "lag_days"), "n"] == 2  # b1 and b2


def test_without_as_of_the_last_day_of_the_data_counts(week):
    month = measure(week, parse_period("2026-01"), level=Level.PERSON, settings=SETTINGS).set_index(["key", "measure"])
    # D: 20 working days in January; the data end with a decision on Sunday the 18th: 2, 5-9, 12-15
    assert month.loc[("D", "fill_rate"), "n"] == 10
    assert month.loc[("C", "fill_rate"), "n"] == 1  # the 2nd, before the leave
    later = measure(week, parse_period("2026-02"), level=Level.PERSON, settings=SETTINGS)
    assert later["n"].eq(0).all()
    assert later["value"].isna().all()


def test_grace_sitting_and_holidays_follow_the_settings(week):
    settings = Settings(same_day_grace_days=1, sitting_gap_minutes=31, sitting_days=4, extra_holidays=(date(2026, 1, 14),))
    frame = measure(week, WEEK, level=Level.PERSON, settings=settings).set_index(["key", "measure"])
    assert frame.loc[("A", "same_day"), "k"] == 3
    assert frame.loc[("B", "batch_share"), "k"] == 4  # b5 joins the sitting, which then covers four days
    assert frame.loc[("A", "fill_rate"), ["k", "n"]].tolist() == [2, 3]


def test_minutes_of_ramadan_and_of_a_local_norm(week):
    ramadan = Settings(ramadan=(date(2026, 1, 14), date(2026, 1, 31)))
    frame = measure(week, WEEK, level=Level.PERSON, settings=ramadan).set_index(["key", "measure"])
    assert frame.loc[("A", "recorded_minutes"), "n"] == pytest.approx(2 * 450 + 2 * 390)
    local = measure(week, WEEK, level=Level.PERSON, settings=Settings(monthly_minutes=6500)).set_index(["key", "measure"])
    assert local.loc[("A", "recorded_minutes"), "n"] == pytest.approx(4 * 6500 / (5 * 52 / 12))


def test_recorded_minutes_may_exceed_what_is_expected():
    entries = entry_frame(*((f"e{day}", "A", day, 6.0, 900, "submitted", None) for day in (12, 13, 14, 15)))
    records = _records(employee_frame(("A", "U", 5, "WIB")), entries)
    frame = measure(records, WEEK, level=Level.PERSON, settings=SETTINGS, as_of=WEEK.end).set_index("measure")
    assert frame.loc["recorded_minutes", ["value", "low", "high"]].tolist() == [2.0, 2.0, 2.0]


@pytest.mark.parametrize(("links", "counted"), [("xxxxxy", 1), ("xxxxy", 5), ("xxxxxabcde", 10), ("xxxxxxabcde", 5), ("abc", 3)])
def test_one_link_for_everything_is_no_evidence(links, counted):
    entries = entry_frame(
        *((f"e{i}", "A", 12, 8.0, 10, "submitted", None, {"evidence_url": link}) for i, link in enumerate(links))
    )
    found = measure(_records(employee_frame(("A", "U", 5, "WIB")), entries), WEEK, level=Level.PERSON, settings=SETTINGS)
    assert found.set_index("measure").loc["evidence_share", ["k", "n"]].tolist() == [counted, len(links)]


def test_positions_whose_work_is_not_counted_are_left_out(week):
    employees = week.employees.assign(position=["Guru", "Pelaksana", "Guru", "Guru"])
    records = replace(week, employees=employees, uncounted_positions={"Guru"})
    frame = measure(records, WEEK, level=Level.AGENCY, settings=SETTINGS).set_index("measure")
    assert frame.loc["quantified_share", ["k", "n"]].tolist() == [1, 5]


def test_an_accepted_objection_counts_as_specific(week):
    entries = week.entries.assign(objected=week.entries["id"].eq("a2"))
    frame = measure(replace(week, entries=entries), WEEK, level=Level.PERSON, settings=SETTINGS).set_index(["key", "measure"])
    assert frame.loc[("A", "specific_share"), ["k", "n"]].tolist() == [3, 3]


def test_entries_that_nobody_judged_give_no_figure_of_quality(week):
    entries = week.entries.drop(columns=["flag", "label", "aligned", "objected", "model", "p_generic"])
    frame = measure(replace(week, entries=entries), WEEK, level=Level.PERSON, settings=SETTINGS).set_index("measure")
    assert frame.loc[["specific_share", "unsure_share", "aligned_share"], "n"].eq(0).all()
    assert frame.loc["fill_rate", "n"].sum() == 12


def test_a_month_is_the_same_alone_and_within_a_longer_period(office):
    both = Period(date(2026, 1, 1), date(2026, 2, 28))
    for level in (Level.PERSON, Level.UNIT):
        alone = measure(office, parse_period("2026-01"), level=level, settings=SETTINGS)
        within = measure(office, both, level=level, grain=Grain.MONTH, settings=SETTINGS)
        within = within[within["period_key"].eq("2026-01")].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, within)


def test_order_of_rows_and_people_changes_nothing(office):
    mixed = Records(
        *(getattr(office, name).sample(frac=1, random_state=3) for name in ("employees", "entries", "leave", "reviews", "plans"))
    )
    frames = [measure(records, parse_period("2026-01"), level=Level.PERSON, settings=SETTINGS) for records in (office, mixed)]
    pd.testing.assert_frame_equal(*frames)
    frames = [measure(records, parse_period("2026-01"), level=Level.UNIT, settings=SETTINGS) for records in (office, mixed)]
    exact = [name for name in COLUMNS if name not in ("low", "high")]  # a bootstrap draws people by their place
    pd.testing.assert_frame_equal(*(frame[exact] for frame in frames))


def test_counts_of_people_add_up_to_those_of_their_agency(office):
    period = parse_period("2026-02")
    people = measure(office, period, level=Level.PERSON, settings=SETTINGS).groupby("measure")[["k", "n"]].sum()
    whole = measure(office, period, level=Level.AGENCY, settings=SETTINGS).set_index("measure")[["k", "n"]]
    shares = [item.name for item in MEASURES if item.kind == "share"]
    pd.testing.assert_frame_equal(people.loc[shares], whole.loc[shares], check_names=False)


def test_a_person_alone_in_a_unit_has_the_interval_of_the_person(week):
    records = replace(week, employees=week.employees.assign(unit=["U1", "U2", "U3", "U4"]))
    frames = [measure(records, WEEK, level=level, settings=SETTINGS) for level in (Level.PERSON, Level.UNIT)]
    people, units = (frame[frame["measure"].ne("longest_gap")][list(FIGURES)].reset_index(drop=True) for frame in frames)
    pd.testing.assert_frame_equal(people, units)


def test_no_people_and_no_entries_are_no_error():
    nobody = _records(employee_frame(), entry_frame())
    assert measure(nobody, WEEK, level=Level.UNIT, settings=SETTINGS).empty
    silent = measure(_records(employee_frame(("A", "U", 5, "WIB")), entry_frame()), WEEK, level=Level.PERSON, settings=SETTINGS)
    assert silent.set_index("measure").loc["fill_rate", ["value", "n"]].tolist() == [0, 4]


def test_entries_of_unknown_people_and_of_other_days_count_nowhere(week):
    strange = entry_frame(("z1", "Z", 12, 8.0, 60, "submitted", None), ("a9", "A", 5, 8.0, 60, "submitted", None))
    records = replace(week, entries=pd.concat([week.entries, strange], ignore_index=True))
    frames = [measure(given, WEEK, level=Level.AGENCY, settings=SETTINGS) for given in (week, records)]
    pd.testing.assert_frame_equal(*frames)


def test_a_year_without_a_calendar_is_refused(week):
    with pytest.raises(NoCalendarError):
        measure(week, parse_period("1930-01"), level=Level.PERSON, settings=SETTINGS)


def test_sixty_people_and_a_quarter_take_under_two_seconds():
    quarter = parse_period("2026-Q1")
    records = make_office(quarter, people=60, seed=2)
    begun = time.process_time()
    for level in Level:
        measure(records, quarter, level=level, grain=Grain.MONTH, settings=SETTINGS)
    assert time.process_time() - begun < 2


def _records(employees, entries):
    return Records(employees, entries, leave_frame(), review_frame(), plan_frame())


def test_codes_of_measures_are_unique():
    names = [item.name for item in MEASURES]
    assert len(names) == len(set(names)) == 16
    assert all(item.group == item.serves[0] for item in MEASURES)
