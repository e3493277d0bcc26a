from __future__ import annotations

import pandas as pd
import pytest

from ekin.evaluation.records import local_day
from ekin.settings import Settings

SETTINGS = Settings(time_zone="WITA")


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-01-31 16:59", "WIB", "2026-01-31"),
        ("2026-01-31 17:00", "WIB", "2026-02-01"),
        ("2026-01-31 15:59", "WITA", "2026-01-31"),
        ("2026-01-31 16:00", "WITA", "2026-02-01"),
        ("2026-01-31 14:59", "WIT", "2026-01-31"),
        ("2026-01-31 15:00", "WIT", "2026-02-01"),
        ("2026-01-31 16:00", "??", "2026-02-01"),  # unknown: the zone of the settings
        (None, "WIT", None),
    ],
)
def test_local_day_begins_at_local_midnight(moment, zone, day):
    found = local_day(pd.Series(pd.to_datetime([moment], utc=True)), [zone], SETTINGS)
    assert found.tolist() == [pd.NaT] if day is None else found.tolist() == [pd.Timestamp(day)]


def test_moments_of_people_in_different_zones_stay_in_their_rows():
    moments = pd.Series(pd.to_datetime(["2026-01-31 15:30", None, "2026-01-31 15:30"], utc=True), index=[7, 3, 5])
    found = local_day(moments, ["WIT", "WIB", "WIB"], SETTINGS)
    assert found.index.tolist() == [7, 3, 5]
    assert found[7] == pd.Timestamp("2026-02-01")
    assert found[5] == pd.Timestamp("2026-01-31")
