from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.errors import CellError
from ekin.exchange.clocks import parse_time
from ekin.vocabulary import Reason, Repair

WRITTEN = {
    "colon": lambda t: f"{t:%H:%M}",
    "dot": lambda t: f"{t:%H.%M}",
    "short": lambda t: f"{t.hour}:{t:%M}",
    "seconds": lambda t: f"{t:%H:%M:%S}",
    "digits": lambda t: f"{t:%H%M}",
    "zone": lambda t: f"{t:%H.%M} WIB",
    "half day": lambda t: f"{t:%I:%M %p}",
    "fraction": lambda t: (t.hour * 60 + t.minute) / 1440,
    "time": lambda t: t.replace(second=30, microsecond=5),
    "datetime": lambda t: datetime.combine(date(2026, 1, 5), t),
    "timedelta": lambda t: timedelta(hours=t.hour, minutes=t.minute),
}


@given(st.times(), st.sampled_from(sorted(WRITTEN)))
def test_any_time_written_any_way_reads_back(moment, way):
    moment = moment.replace(second=0, microsecond=0)
    assert parse_time(WRITTEN[way](moment))[0] == moment


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1.0, time(0)),
        (0.0, time(0)),
        (1, time(0)),
        ("24:00", time(0)),
        (date(1900, 1, 1), time(0)),
        (timedelta(days=1), time(0)),
        ("0,3125", time(7, 30)),
        ("0.5", time(12)),
        ("0.30", time(0, 30)),
        (0.31249999, time(7, 30)),
    ],
)
def test_edges(value, wanted):
    assert parse_time(value)[0] == wanted


@pytest.mark.parametrize(
    "value",
    [
        "7",
        "7.3",
        "0.75",
        "07:60",
        "25:00",
        "24:01",
        "13:00 pm",
        "07:30 - 08:30",
        "pagi",
        7.3,
        -0.5,
        1.5,
        True,
        timedelta(hours=25),
        date(2026, 1, 5),
        float("nan"),
        float("inf"),
    ],
)
def test_no_time(value):
    with pytest.raises(CellError) as caught:
        parse_time(value)
    assert caught.value.reason is Reason.NOT_A_TIME


def test_repairs():
    assert parse_time("07:30")[1] is None
    assert parse_time(time(7, 30))[1] is None
    assert parse_time("07.30")[1] is Repair.TIME_FROM_TEXT
    assert parse_time(0.5)[1] is Repair.TIME_FROM_FRACTION
    assert parse_time("-") == parse_time(None) == (None, None)
