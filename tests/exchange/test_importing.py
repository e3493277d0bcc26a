"""Every known table, the faces of the receipt's data, and that no file makes anything but an EkinError."""

import hashlib
from contextlib import suppress
from datetime import UTC, date, datetime, time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import HEADER, NIP, NIP_2, SETTINGS, TODAY, book, read, refused, row, table, taken, text_row, values

from ekin.errors import EkinError
from ekin.exchange.importing import read_table
from ekin.vocabulary import EmploymentKind, Layout, LeaveKind, Reason, RhkKind, Status


def test_employees(tmp_path):
    header = [
        "nip",
        "nama",
        "jabatan",
        "jenis_jabatan",
        "golru",
        "unit",
        "unit_induk",
        "instansi",
        "nip_atasan",
        "hari_kerja",
        "zona_waktu",
        "jenis_pegawai",
    ]
    rows = [
        header,
        [NIP, "Ani", "Guru", "2", "III/b", "SDN 1", "Dinas", "Pemkab", NIP_2, "6", "WIT", "PNS"],
        [NIP_2, "", "Kepala", *[""] * 9],
    ]
    extract = read(table(tmp_path / "a.csv", rows))
    assert extract.tables[0].layout is Layout.EMPLOYEES
    (fields,) = (fields for _, fields in extract.tables[0].rows)
    assert fields == {
        "nip": NIP, "name": "Ani", "position": "Guru", "position_kind": "fungsional", "rank": "III/b", "unit": "SDN 1",
        "parent_unit": "Dinas", "agency": "Pemkab", "superior_nip": NIP_2, "work_week": 6, "time_zone": "WIT",
        "kind": EmploymentKind.PNS,
    }  # fmt: skip
    assert refused(extract) == [("baris 3 kolom B", "name", Reason.MISSING)]


def test_plans(tmp_path):
    header = [
        "nip",
        "tahun",
        "pendekatan",
        "rhk_no",
        "rhk_jenis",
        "rhk",
        "rhk_atasan",
        "aspek",
        "indikator",
        "target",
        "rencana_no",
        "rencana_aksi",
        "target_rencana",
    ]
    rows = [
        header,
        [
            NIP,
            "2026",
            "Kuantitatif",
            "1",
            "Utama",
            "Terlaksananya pembelajaran",
            "",
            "Kuantitas",
            "Jumlah",
            "12",
            "1",
            "Menyusun modul",
            "1",
        ],
    ]
    extract = read(table(tmp_path / "a.csv", [*rows, [*rows[1][:-2], "Mengajar", "1"], rows[1]]))
    assert extract.tables[0].layout is Layout.PLANS
    assert values(extract, "rhk_kind") == [RhkKind.MAIN] * 2
    assert values(extract, "year") == [2026] * 2
    assert refused(extract) == [("baris 4 kolom A", "", Reason.DUPLICATE_ROW)]


def test_a_row_is_repeated_on_a_sheet_with_its_columns_in_another_order(tmp_path):
    header, plan = ["nip", "tahun", "rhk"], [NIP, "2026", "Terlaksananya pembelajaran"]

    def add(workbook, _):
        second = workbook.create_sheet("Terbalik")
        second.append(header[::-1])
        second.append(plan[::-1])

    extract = read(book(tmp_path / "a.xlsx", [header, plan], change=add))
    assert refused(extract) == [("Terbalik!A2", "", Reason.DUPLICATE_ROW)]


def test_refused_cells_come_in_the_order_of_the_columns(tmp_path):
    path = table(tmp_path / "a.csv", [[*HEADER[:-1], "Kode", "Bukti Dukung"], [*text_row(1, NIP="12")[:-1], "dua", "-"]])
    extract = read(path, mapping={"day": "Kode"})
    assert [cell for cell, _, _ in refused(extract)] == ["baris 2 kolom A", "baris 2 kolom I"]
    assert [column for _, column, _ in extract.tables[0].matches][-2:] == ["Kode", "Bukti Dukung"]


def test_leave(tmp_path):
    rows = [
        ["nip", "jenis", "mulai", "selesai"],
        [NIP, "Cuti Tahunan", "2026-01-05", "2026-01-07"],
        [NIP, "sakit", "2026-02-05", "2026-02-01"],
    ]
    extract = read(table(tmp_path / "a.csv", rows))
    assert extract.tables[0].rows == [
        (2, {"nip": NIP, "kind": LeaveKind.ANNUAL, "start": date(2026, 1, 5), "end": date(2026, 1, 7)})
    ]
    assert refused(extract) == [("baris 3 kolom D", "end", Reason.REVERSED_DATES)]


def test_reviews(tmp_path):
    header = ["nip", "tanggal", "jam_mulai", "kegiatan", "nip_atasan", "keputusan", "catatan", "detik_dibuka", "waktu_putusan"]
    good = [NIP, "2026-01-05", "07:30", "Mengajar", NIP_2, "dikembalikan", "Sebutkan kelasnya", "12,5", "2026-01-06 08:00"]
    extract = read(table(tmp_path / "a.csv", [header, good, [*good[:-1], "2026-01-07"], [*good[:-1], ""]]))
    fields = extract.tables[0].rows[0][1]
    assert fields["decided_at"] == datetime(2026, 1, 6, 1, tzinfo=UTC)
    assert (fields["decision"], fields["seconds_open"]) == ("returned", 12.5)
    assert [(cell, reason) for cell, _, reason in refused(extract)] == [
        ("baris 3 kolom I", Reason.NOT_A_TIME),
        ("baris 4 kolom I", Reason.MISSING),
    ]


def test_progress_with_status_and_time_of_record(tmp_path):
    rows = [
        [*HEADER, "Status", "Waktu Rekam"],
        [*row(1), "Disetujui", datetime(2026, 1, 5, 16, 0)],
        [*row(2), "", datetime(2026, 1, 6)],
    ]
    extract = read(book(tmp_path / "a.xlsx", rows), settings=SETTINGS.with_(time_zone="WIT"))
    assert values(extract, "status") == [Status.APPROVED, None]
    assert values(extract, "submitted_at") == [datetime(2026, 1, 5, 7, tzinfo=UTC), None]
    entry = values(extract, "entry")[0]
    assert (entry.nip, entry.start, entry.plan) == (NIP, time(7, 30), "Menyusun perangkat ajar")


def test_entry_without_plan_is_taken(tmp_path):
    extract = read(book(tmp_path / "a.xlsx", [HEADER, row(1, Rencana_Aksi="-")]))
    assert values(extract, "plan") == [""]


def test_parquet_keeps_a_nip_that_is_a_whole_number(tmp_path):
    columns = dict(zip(HEADER, zip(row(1), row(2), strict=True), strict=True))
    columns["NIP"] = [int(NIP), None]
    pq.write_table(pa.table({name: pa.array(list(cells)) for name, cells in columns.items()}), tmp_path / "a.parquet")
    extract = read(tmp_path / "a.parquet")
    assert values(extract, "nip") == [NIP]
    assert refused(extract) == [("baris 3 kolom A", "nip", Reason.MISSING)]
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-9])
    with pytest.raises(EkinError, match="rusak"):
        read(tmp_path / "b.parquet")


def test_progress_is_told_and_the_file_known_again(tmp_path):
    told = []
    path = table(tmp_path / "a.csv", [HEADER, *(text_row(1, Kegiatan_Harian=f"Mengajar {n}") for n in range(2500))])
    extract = read(path, on_progress=lambda done, total: told.append((done, total)))
    assert told == [(1000, 2500), (2000, 2500), (2500, 2500)]
    assert extract.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert len(taken(extract)) == 2500


ROWS = st.lists(st.lists(st.text(max_size=8) | st.none() | st.integers() | st.floats(allow_nan=False), max_size=10), max_size=6)
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"\xff\xfe", ";".join(HEADER).encode() + b"\n"]
)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(STARTS, st.binary(max_size=400), st.sampled_from([".xlsx", ".xls", ".ods", ".csv", ".parquet", ".bin"]))
def test_any_bytes_give_rows_or_an_ekin_error(tmp_path, start, rest, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(start + rest)
    with suppress(EkinError):
        read(path)


@QUIET
@given(st.integers(0, 20_000), st.integers(0, 255))
def test_a_workbook_with_any_byte_changed_gives_rows_or_an_ekin_error(tmp_path, at, value):
    path = tmp_path / "a.xlsx"
    data = bytearray(book(path, [HEADER, row(1), row(2)]).read_bytes())
    data[at % len(data)] = value
    path.write_bytes(data)
    with suppress(EkinError):
        read(path)


@QUIET
@given(ROWS)
def test_any_cells_end_exactly_once(tmp_path, rows):
    path = table(tmp_path / "a.csv", [HEADER, text_row(1), *rows])
    extract = read(path)  # holds the equation
    assert extract.read >= 1


def test_errors_are_ekin_errors_with_one_sentence(tmp_path):
    with pytest.raises(EkinError) as caught:
        read_table(tmp_path / "x.xlsx", settings=SETTINGS, today=TODAY)
    assert "\n" not in str(caught.value)
