from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.errors import CellError
from ekin.exchange import cells
from ekin.vocabulary import EmploymentKind, Expectation, LeaveKind, Reason, Repair, RhkKind, Status

NIP = "198609262015051001"


@pytest.mark.parametrize(
    ("parse", "value", "wanted"),
    [
        (cells.parse_text, 12.0, ("12", Repair.TEXT_FROM_NUMBER)),
        (cells.parse_text, 2.5, ("2.5", Repair.TEXT_FROM_NUMBER)),
        (cells.parse_text, datetime(2026, 1, 5), ("2026-01-05T00:00:00", Repair.TEXT_FROM_NUMBER)),
        (cells.parse_text, " a\n b\u00a0c ", ("a b c", Repair.SPACES_FOLDED)),
        (cells.parse_text, "-", ("-", None)),
        (cells.parse_optional_text, "-", ("", None)),
        (cells.parse_integer, 3.0, (3, None)),
        (cells.parse_integer, "3", (3, None)),
        (cells.parse_integer, "12.500.000", (12_500_000, Repair.NUMBER_FROM_TEXT)),
        (cells.parse_integer, "-3", (-3, None)),
        (cells.parse_seconds, "12,5", (12.5, None)),
        (cells.parse_nip, f'="{NIP}"', (NIP, Repair.NIP_CLEANED)),
        (cells.parse_nip, "-", (None, None)),
        (cells.parse_kind, "PPPK Paruh Waktu", (EmploymentKind.PPPK_PW, None)),
        (cells.parse_kind, "PW/DW", (EmploymentKind.PPPK_PW, None)),
        (cells.parse_kind, "PPPK_PW", (EmploymentKind.PPPK_PW, None)),
        (cells.parse_acting, 0.0, (False, None)),
        (cells.parse_acting, "1", (True, None)),
        (cells.parse_acting, True, (True, None)),
        (cells.parse_status, "Belum Diperiksa", (Status.SUBMITTED, None)),
        (cells.parse_status, 2.0, (Status.RETURNED, None)),
        (cells.parse_leave_kind, "Cuti Alasan Penting", (LeaveKind.IMPORTANT, None)),
        (cells.parse_rhk_kind, "UTAMA", (RhkKind.MAIN, None)),
        (cells.parse_work_week, "6 hari", (6, None)),
        (cells.parse_work_week, 5.0, (5, None)),
        (cells.parse_time_zone, "Asia/Makassar", ("WITA", None)),
        (cells.parse_decision, "Dikembalikan", ("returned", None)),
        (cells.parse_expectation, 1.0, (Expectation.ABOVE, None)),
        (cells.parse_predikat, "-", (None, None)),
    ],
)
def test_what_a_cell_says(parse, value, wanted):
    assert parse(value) == wanted


@pytest.mark.parametrize(
    ("parse", "value", "reason"),
    [
        (cells.parse_integer, "1,5", Reason.NOT_AN_INTEGER),
        (cells.parse_integer, "1.5", Reason.NOT_AN_INTEGER),
        (cells.parse_integer, "3 dokumen", Reason.NOT_AN_INTEGER),
        (cells.parse_integer, True, Reason.NOT_AN_INTEGER),
        (cells.parse_integer, 2.5, Reason.NOT_AN_INTEGER),
        (cells.parse_integer, float("nan"), Reason.NOT_AN_INTEGER),
        (cells.parse_integer, 2**31, Reason.NOT_AN_INTEGER),
        (cells.parse_integer, datetime(2026, 1, 5), Reason.NOT_AN_INTEGER),
        (cells.parse_seconds, "lama", Reason.NOT_A_NUMBER),
        (cells.parse_seconds, "nan", Reason.NOT_A_NUMBER),
        (cells.parse_seconds, "-1", Reason.NEGATIVE),
        (cells.parse_kind, "TNI", Reason.NOT_AN_OPTION),
        (cells.parse_status, "10", Reason.NOT_AN_OPTION),
        (cells.parse_work_week, 7, Reason.NOT_AN_OPTION),
        (cells.parse_acting, "mungkin", Reason.NOT_AN_OPTION),
        (cells.parse_predikat, "istimewa", Reason.NOT_AN_OPTION),
    ],
)
def test_what_a_cell_cannot_say(parse, value, reason):
    with pytest.raises(CellError) as caught:
        parse(value)
    assert caught.value.reason is reason


@given(st.integers(0, 2**31 - 1))
def test_any_number_as_indonesians_write_it(number):
    assert cells.parse_integer(f"{number:,}".replace(",", "."))[0] == number


@given(st.text() | st.none() | st.floats() | st.integers() | st.booleans() | st.datetimes() | st.times() | st.timedeltas())
def test_parsers_never_raise_anything_but_cell_errors(value):
    from ekin.exchange import clocks, dates  # noqa: PLC0415
    from ekin.exchange.layouts import LAYOUTS  # noqa: PLC0415

    for parse in {field.parse for table in LAYOUTS.values() for field in table.fields} | {clocks.parse_time}:
        zone = {"zone": dates.ZoneInfo("Asia/Jakarta")} if parse is dates.parse_timestamp else {}
        try:
            found, repair = parse(value, **zone)
        except CellError:
            continue
        assert repair is None or isinstance(repair, Repair)
        assert not isinstance(found, str) or all(letter.isprintable() or letter > "\x9f" for letter in found)
