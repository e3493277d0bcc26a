from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from office_records import WEEK

from ekin.domain.period import parse_period
from ekin.evaluation.performance import MEASURES, entries_behind, measure, outputs, uncovered_rhk
from ekin.settings import Settings
from ekin.vocabulary import Level

JANUARY = parse_period("2026-01")
GROUPS = [(Level.PERSON, "P003"), (Level.UNIT, "Unit 1"), (Level.AGENCY, "Kabupaten")]
SHARES = [item.name for item in MEASURES if item.kind == "share" and item.of != "rhk" and item.wilson]


@pytest.fixture(scope="module")
def frames(office):
    return {
        level: measure(office, JANUARY, level=level, settings=Settings()).set_index(["key", "measure"]) for level, _key in GROUPS
    }


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize(("level", "key"), GROUPS, ids=lambda item: str(item))
def test_rows_behind_a_share_are_its_n_and_the_counted_ones_its_k(office, frames, level, key, name):
    rows = entries_behind(office, JANUARY, level, key, name)
    figure = frames[level].loc[(key, name)]
    assert (len(rows), rows["counted"].sum()) == (figure.n, figure.k)
    assert figure.n > 0


@pytest.mark.parametrize("name", ["lag_days", "review_days"])
@pytest.mark.parametrize(("level", "key"), GROUPS, ids=lambda item: str(item))
def test_every_row_behind_a_median_counts(office, frames, level, key, name):
    rows = entries_behind(office, JANUARY, level, key, name)
    assert len(rows) == frames[level].loc[(key, name), "n"]
    assert rows["counted"].all()


def test_days_stand_behind_the_fill_rate_and_the_gap(week):
    rows = entries_behind(week, WEEK, Level.PERSON, "A", "fill_rate")
    assert list(rows.columns) == ["nip", "day", "counted"]
    assert rows["counted"].tolist() == [True, True, False, False]
    gap = entries_behind(week, WEEK, Level.UNIT, "SD 2", "longest_gap")
    assert gap["nip"].tolist() == ["D"] * 4
    assert gap["counted"].all()
    assert not entries_behind(week, WEEK, Level.PERSON, "B", "longest_gap")["counted"].any()


def test_counted_days_of_a_gap_are_one_run_as_long_as_the_figure(office, frames):
    for key in office.employees["nip"]:
        rows = entries_behind(office, JANUARY, Level.PERSON, key, "longest_gap")
        assert rows["counted"].sum() == (
            0 if pd.isna(figure := frames[Level.PERSON].loc[(key, "longest_gap"), "value"]) else figure
        )
        assert rows["counted"].astype(int).diff().eq(1).sum() + rows["counted"].head(1).sum() <= 1


def test_the_entries_keep_their_columns_and_drafts_are_not_among_them(week):
    rows = entries_behind(week, WEEK, Level.UNIT, "SD 1", "recorded_minutes")
    assert list(rows.columns) == [*week.entries.columns, "counted"]
    assert rows["id"].tolist() == ["a1", "a2", "a3", "a5", "b1", "b2", "b3", "b4", "b5"]


def test_coverage_opens_the_entries_under_own_plans(week):
    rows = entries_behind(week, WEEK, Level.AGENCY, "Kabupaten", "skp_coverage")
    assert dict(zip(rows["id"], rows["counted"], strict=True)) == {"a1": False, "a3": True}


def test_settings_reach_the_rows(week):
    rows = entries_behind(week, WEEK, Level.PERSON, "A", "same_day", settings=Settings(same_day_grace_days=1))
    assert rows["counted"].tolist() == [True, True, True]


def test_nobody_and_entries_without_judgement_give_no_rows(week):
    assert entries_behind(week, WEEK, Level.PERSON, "X", "fill_rate").empty
    bare = replace(week, entries=week.entries.drop(columns=["label", "flag"]))
    assert entries_behind(bare, WEEK, Level.PERSON, "A", "specific_share").empty


def test_an_unknown_measure_is_refused_with_those_there_are(week):
    with pytest.raises(KeyError, match="fill_rate"):
        entries_behind(week, WEEK, Level.PERSON, "A", "tukin")


def test_outputs_are_totalled_by_unit_of_quantity(week):
    frame = outputs(week, WEEK, Level.UNIT)
    assert frame.to_dict("list") == {"key": ["SD 1"] * 2, "quantity_unit": ["dok", "lembar"], "total": [5, 5], "n": [2, 1]}
    assert outputs(week, parse_period("2026-03"), Level.UNIT).empty


def test_uncovered_rhk_are_those_without_an_approved_entry(week):
    frame = uncovered_rhk(week, WEEK, Level.UNIT)
    assert frame.to_dict("list") == {
        "key": ["SD 1"] * 2,
        "nip": ["A", "B"],
        "rhk_id": ["RA2", "RB1"],
        "rhk": ["RHK RA2", "RHK RB1"],
    }
    assert uncovered_rhk(week, parse_period("2025-12"), Level.UNIT).empty  # no plans of that year
