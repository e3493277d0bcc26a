from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.errors import CellError
from ekin.exchange.dates import DateColumn, SlashOrder, look_at_column, parse_date, parse_month, parse_timestamp
from ekin.vocabulary import Reason, Repair

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des"]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"]
WIT = ZoneInfo("Asia/Jayapura")

WRITTEN = {
    "iso": lambda d: d.isoformat(),
    "iso slashes": lambda d: d.strftime("%Y/%m/%d"),
    "dmy": lambda d: d.strftime("%d/%m/%Y"),
    "dmy short": lambda d: f"{d.day}-{d.month}-{d.year}",
    "dmy dots": lambda d: d.strftime("%d.%m.%Y"),
    "with time": lambda d: d.strftime("%d/%m/%Y 00:00:00"),
    "iso with time": lambda d: d.strftime("%Y-%m-%d 07:30:15"),
    "name": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "short name": lambda d: f"{d.day:02}-{SHORT[d.month - 1]}-{d.year}",
    "weekday": lambda d: f"{DAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1].upper()} {d.year}",
    "serial": lambda d: float((d - date(1899, 12, 30)).days),
    "serial text": lambda d: str((d - date(1899, 12, 30)).days),
    "date": lambda d: d,
    "datetime": lambda d: datetime(d.year, d.month, d.day, 9),
}


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.sampled_from(sorted(WRITTEN)))
def test_any_date_written_any_way_reads_back(day, way):
    assert parse_date(WRITTEN[way](day))[0] == day


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_month_first(day):
    assert parse_date(day.strftime("%m/%d/%Y"), DateColumn(SlashOrder.MDY))[0] == day


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("31/02/2026", Reason.NOT_A_DATE),
        ("14/14/2026", Reason.NOT_A_DATE),
        ("5/1/26", Reason.AMBIGUOUS_DATE),
        ("05/01-2026", Reason.NOT_A_DATE),
        ("Januari 2026", Reason.NOT_A_DATE),
        ("5 Januri 2026", Reason.NOT_A_DATE),
        ("20260105", Reason.NOT_A_DATE),
        ("0206-01-05", Reason.NOT_A_DATE),
        (5, Reason.NOT_A_DATE),
        (float("nan"), Reason.NOT_A_DATE),
        (float("inf"), Reason.NOT_A_DATE),
        (True, Reason.NOT_A_DATE),
        (timedelta(1), Reason.NOT_A_DATE),
    ],
)
def test_no_date(value, reason):
    with pytest.raises(CellError) as caught:
        parse_date(value)
    assert caught.value.reason is reason


@pytest.mark.parametrize("value", [None, "", " ", "-", "–"])
def test_nothing(value):
    assert parse_date(value) == (None, None)
    assert parse_timestamp(value, zone=WIT) == (None, None)


def test_repairs():
    assert parse_date("2026-01-05")[1] is None
    assert parse_date("5/1/2026")[1] is Repair.DATE_FROM_TEXT
    assert parse_date(46027.0)[1] is Repair.DATE_FROM_SERIAL


@pytest.mark.parametrize(
    ("values", "chosen", "slash"),
    [
        (["01/02/2026"], "dmy", SlashOrder.DMY),
        (["01/02/2026"], "mdy", SlashOrder.MDY),
        (["01/13/2026"], "dmy", SlashOrder.OTHER),
        (["13/01/2026"], "mdy", SlashOrder.OTHER),
        (["01/13/2026"], "mdy", SlashOrder.MDY),
        (["01/13/2026", "13/01/2026"], "dmy", SlashOrder.PROVEN),
        (["2026-01-13", 46027, None, "14/14/2026"], "dmy", SlashOrder.DMY),
    ],
)
def test_order_of_a_column(values, chosen, slash):
    assert look_at_column(values, chosen).slash is slash


def test_swapped_dates_need_every_sign():
    real, text = date(2026, 5, 1), "13/01/2026"
    assert not look_at_column([real, text]).real_dates_hold
    assert look_at_column([real]).real_dates_hold
    assert look_at_column([real, text, "05/01/2026"]).real_dates_hold
    assert look_at_column([real, text, date(2026, 1, 13)]).real_dates_hold


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 1, 5, 16, 3, 22),
        "2026-01-05 16:03:22",
        "2026-01-05T16:03:22+09:00",
        "2026-01-05T07:03:22Z",
        "05/01/2026 16:03:22",
        "05/01/2026, 16.03.22",
        "5 Jan 2026 16:03:22",
        46027 + (16 * 3600 + 3 * 60 + 22) / 86400,
        str(46027 + (16 * 3600 + 3 * 60 + 22) / 86400),
        datetime(2026, 1, 5, 9, 3, 22, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_timestamps_of_the_zone(value):
    assert parse_timestamp(value, zone=WIT)[0] == datetime(2026, 1, 5, 7, 3, 22, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2026-01-05", "05/01/2026", 46027.0, "46027", date(2026, 1, 5)])
def test_timestamp_without_time_is_not_invented(value):
    assert parse_timestamp(value, zone=WIT) == (None, Repair.TIMESTAMP_WITHOUT_TIME)


@pytest.mark.parametrize(
    "value", ["0001-01-01 00:00:00", "9999-12-31T23:59:59-10:00", "kemarin", "05/01/2026 25:00", True, float("nan"), float("inf")]
)
def test_no_timestamp(value):
    with pytest.raises(CellError):
        parse_timestamp(value, zone=WIT)


def test_months():
    assert [parse_month(value)[0] for value in (1, 2.0, "03", "Mei", "agustus", "-", None)] == [1, 2, 3, 5, 8, None, None]
    for value in (0, 13, "Bulanan"):
        with pytest.raises(CellError):
            parse_month(value)
