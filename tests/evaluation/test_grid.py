from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
from office_records import WEEK, leave_frame

from ekin.domain.period import parse_period
from ekin.evaluation.performance import day_grid, measure
from ekin.settings import Settings
from ekin.vocabulary import Level

SETTINGS = Settings()


def _states(grid, nip):
    return grid[grid["nip"].eq(nip)]["state"].tolist()


def test_states_of_the_week_worked_out_by_hand(week):
    grid = day_grid(week, WEEK, SETTINGS)
    assert list(grid.columns) == ["nip", "day", "state", "n_entries"]
    assert _states(grid, "A") == ["filled", "filled", "draft", "empty", "holiday", "extra", "off"]
    assert _states(grid, "B") == ["filled", "filled", "filled", "extra", "holiday", "filled", "off"]
    assert _states(grid, "C") == ["leave"] * 4 + ["holiday", "off", "off"]
    assert _states(grid, "D") == ["empty"] * 4 + ["holiday", "off", "off"]
    assert grid[grid["nip"].eq("A")]["n_entries"].tolist() == [2, 1, 0, 0, 0, 1, 0]


def test_working_days_after_as_of_are_left_out_until_something_is_sent(week):
    grid = day_grid(week, WEEK, SETTINGS, as_of=date(2026, 1, 13))
    assert _states(grid, "D") == ["empty", "empty", "holiday", "off", "off"]
    assert _states(grid, "A") == ["filled", "filled", "draft", "holiday", "off", "off"]


def test_a_local_holiday_and_leave_in_the_weekend(week):
    records = replace(week, leave=leave_frame(("D", "2026-01-15", "2026-01-18", "tahunan")))
    grid = day_grid(records, WEEK, Settings(extra_holidays=(date(2026, 1, 12),)))
    assert _states(grid, "D") == ["holiday", "empty", "empty", "leave", "holiday", "off", "off"]
    assert _states(grid, "A")[0] == "extra"


def test_the_grid_and_the_fill_rate_agree(office):
    january = parse_period("2026-01")
    grid = day_grid(office, january, SETTINGS)
    counts = pd.crosstab(grid["nip"], grid["state"])
    fill = measure(office, january, level=Level.PERSON, settings=SETTINGS)
    fill = fill[fill["measure"].eq("fill_rate")].set_index("key")
    assert counts["filled"].astype(float).to_dict() == fill["k"].to_dict()
    assert counts[["filled", "empty", "draft"]].sum(axis=1).astype(float).to_dict() == fill["n"].to_dict()
    assert counts["extra"].sum() > 0
