"""Damaged files as people really have them: each ends in the right rows or in a clear refusal, never in a silent loss."""

import zipfile
from datetime import date, datetime, time

import pytest
from made_files import HEADER, NIP, NIP_2, SETTINGS, book, read, refused, row, table, taken, text_row, values

from ekin.errors import EkinError, FileRefusedError, MappingError, UnknownLayoutError
from ekin.vocabulary import Layout, Reason, Repair
from ekin.words.errors import ERROR

GOOD = [HEADER, row(1), row(2)]


def why(path, **options):
    with pytest.raises(FileRefusedError) as caught:
        read(path, **options)
    assert str(caught.value).startswith(f"Berkas {path.name} tidak dapat dibaca: ")
    return caught.value.why


def rewrite(path, member, change):
    """Change one member of a zip."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members[member] = change(members.get(member, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            new.writestr(name, data)
    return path


# where the table stands


def test_sound_workbook(tmp_path):
    extract = read(book(tmp_path / "a.xlsx", GOOD))
    assert taken(extract) == [2, 3]
    assert refused(extract) == []
    assert values(extract, "day") == [date(2026, 1, 5), date(2026, 1, 6)]
    assert values(extract, "quantity") == [1, 2]
    assert not extract.tables[0].repairs
    assert {how for _, _, how in extract.tables[0].matches} == {"exact"}


def test_header_moved_down_and_right(tmp_path):
    rows = [["Laporan kegiatan"], [], [], [], ["", "", *HEADER], ["", "", *row(1)]]
    extract = read(book(tmp_path / "a.xlsx", rows))
    assert extract.tables[0].header_row == 5
    assert taken(extract) == [6]
    bad = [["", "", *HEADER], ["", "", *row(1, Tanggal="kemarin")]]
    assert refused(read(book(tmp_path / "b.xlsx", bad))) == [("Progres!E2", "day", Reason.NOT_A_DATE)]


def test_table_that_starts_in_column_c_of_row_4(tmp_path):
    def shift(_, sheet):
        sheet.move_range("A1:I3", rows=3, cols=2)

    extract = read(book(tmp_path / "a.xlsx", [HEADER, row(1), row(2, Realisasi=1.5)], change=shift))
    assert taken(extract) == [5]
    assert refused(extract) == [("Progres!I6", "quantity", Reason.NOT_AN_INTEGER)]


def test_header_below_row_30_is_not_found(tmp_path):
    rows = [*([f"catatan {n}"] for n in range(30)), HEADER, row(1)]
    with pytest.raises(UnknownLayoutError):
        read(book(tmp_path / "a.xlsx", rows))


def test_merged_titles(tmp_path):
    def merge(_, sheet):
        sheet.insert_rows(1, 3)
        sheet["A1"] = "PROGRES HARIAN"
        sheet.merge_cells("A1:I2")

    assert taken(read(book(tmp_path / "a.xlsx", GOOD, change=merge))) == [5, 6]


def test_header_in_two_rows(tmp_path):
    def two(_, sheet):
        sheet.insert_rows(1)
        for column, name in enumerate(HEADER, 1):
            if column not in (4, 5):
                sheet.cell(1, column, name)
                sheet.cell(2, column, None)
                sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
        sheet["D1"] = "Jam"
        sheet["D2"], sheet["E2"] = "Mulai", "Selesai"
        sheet.merge_cells("D1:E1")

    extract = read(book(tmp_path / "a.xlsx", GOOD, change=two))
    assert taken(extract) == [3, 4]
    assert values(extract, "end") == [time(9)] * 2


def test_two_sheets_and_one_without_header(tmp_path):
    def add(workbook, _):
        second = workbook.create_sheet("Februari")
        for cells in [HEADER, row(3), row(4, NIP="")]:
            second.append(cells)
        workbook.create_sheet("Petunjuk").append(["Isi sesuai petunjuk"])
        workbook.create_sheet("Kosong")

    extract = read(book(tmp_path / "a.xlsx", GOOD, change=add))
    assert [(item.sheet, item.taken, item.refused) for item in extract.tables] == [("Progres", 2, 0), ("Februari", 1, 1)]
    assert refused(extract) == [("Februari!A3", "nip", Reason.MISSING)]
    assert [warning for warning in extract.warnings if "Petunjuk" in warning and "1 baris" in warning]
    assert not any("Kosong" in warning for warning in extract.warnings)


def test_hidden_rows_and_sheets_are_read(tmp_path):
    def hide(workbook, sheet):
        sheet.row_dimensions[3].hidden = True
        second = workbook.create_sheet("Rahasia")
        second.sheet_state = "hidden"
        for cells in [HEADER, row(3)]:
            second.append(cells)

    extract = read(book(tmp_path / "a.xlsx", GOOD, change=hide))
    assert [[number for number, _ in item.rows] for item in extract.tables] == [[2, 3], [2]]
    assert any("Rahasia tersembunyi" in warning for warning in extract.warnings)


# NIP


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (198609262015051001, Reason.NIP_FLOAT),
        (1.98609262015051e17, Reason.NIP_FLOAT),
        ("1.98609262015051E+17", Reason.NIP_FLOAT),
        ("1,98609E+17", Reason.NIP_FLOAT),
        ("19860926201505100", Reason.NIP_LENGTH),
        ("198613262015051001", Reason.NIP_DATE),
        (None, Reason.MISSING),
    ],
)
def test_nip_that_cannot_be_repaired(tmp_path, written, reason):
    extract = read(book(tmp_path / "a.xlsx", [HEADER, row(1), row(2, NIP=written)]))
    assert taken(extract) == [2]
    assert refused(extract) == [("Progres!A3", "nip", reason)]


def test_float_nip_shows_what_excel_shows(tmp_path):
    (refusal,) = read(book(tmp_path / "a.xlsx", [HEADER, row(1, NIP=198609262015051001)])).tables[0].refusals
    assert refusal.value == "1.98609262015051E+17"
    assert "teks" in refusal.hint


@pytest.mark.parametrize("written", [f"'{NIP}", f" {NIP} ", "19860926 201505 1 001", "19860926.201505.1.001", f"{NIP}\u200b"])
def test_nip_that_is_repaired(tmp_path, written):
    extract = read(book(tmp_path / "a.xlsx", [HEADER, row(1, NIP=written)]))
    assert values(extract, "nip") == [NIP]
    assert extract.tables[0].repairs[Repair.NIP_CLEANED] == 1


def test_nip_column_missing(tmp_path):
    path = book(tmp_path / "a.xlsx", [cells[1:] for cells in GOOD])
    assert why(path) == ERROR["nip_needed"]
    assert values(read(path, nip="19860926 201505 1 001"), "nip") == [NIP, NIP]
    with pytest.raises(EkinError, match="18 angka"):
        read(path, nip="123")
    assert why(book(tmp_path / "b.xlsx", GOOD), nip=NIP) == ERROR["two_owners"]


# cells that look empty and are not


def test_formulas_without_result_and_errors(tmp_path):
    def damage(_, sheet):
        sheet["G2"] = "=1+1"
        sheet["G3"] = "#N/A"
        sheet["C4"] = "=TODAY()"
        sheet["H5"] = '=IF(1,"","")'

    extract = read(book(tmp_path / "a.xlsx", [HEADER, row(1), row(2), row(3), row(4), row(5)], change=damage))
    assert taken(extract) == [6]
    assert refused(extract) == [
        ("Progres!G2", "quantity", Reason.FORMULA),
        ("Progres!G3", "quantity", Reason.EXCEL_ERROR),
        ("Progres!C4", "day", Reason.FORMULA),
        ("Progres!H5", "quantity_unit", Reason.FORMULA),
    ]
    assert extract.tables[0].refusals[1].value == "#N/A"


def test_formulas_with_stored_result(tmp_path):
    path = book(tmp_path / "a.xlsx", [HEADER, row(1)], change=lambda _, sheet: sheet.__setitem__("G2", "=3+4"))
    stored = rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<f>3+4</f><v />", b"<f>3+4</f><v>7</v>"))
    assert values(read(stored), "quantity") == [7]
    empty = rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'<c r="G2">', b'<c r="G2" t="str">').replace(b"<v>7</v>", b"<v></v>"),
    )
    assert values(read(empty), "quantity") == [None]


def test_bad_cells_in_unused_columns_refuse_nothing(tmp_path):
    rows = [[*HEADER, "Rumus lama"], [*row(1), "#REF!"]]
    extract = read(book(tmp_path / "a.xlsx", rows))
    assert taken(extract) == [2]
    assert extract.tables[0].unused == ["Rumus lama"]


def test_row_of_nothing_but_an_error_is_a_row(tmp_path):
    extract = read(book(tmp_path / "a.xlsx", [*GOOD, [], ["", "", "#N/A"]]))
    assert (extract.read, extract.taken, extract.refused) == (3, 2, 1)
    assert ("Progres!C5", "day", Reason.EXCEL_ERROR) in refused(extract)


def test_cells_covered_by_a_merge(tmp_path):
    extract = read(
        book(tmp_path / "a.xlsx", [HEADER, row(1), row(2), row(3)], change=lambda _, sheet: sheet.merge_cells("G2:G3"))
    )
    assert taken(extract) == [2, 4]
    assert refused(extract) == [("Progres!G3", "quantity", Reason.MERGED_CELL)]


# dates and times


def test_mixed_date_orders(tmp_path):
    written = ["13/01/2026", "01/14/2026", "05/01/2026", "03/03/2026", "2026-01-16"]
    extract = read(table(tmp_path / "a.csv", [HEADER, *(text_row(n, Tanggal=text) for n, text in enumerate(written, 1))]))
    assert refused(extract) == [("baris 4 kolom C", "day", Reason.AMBIGUOUS_DATE)]
    assert values(extract, "day") == [date(2026, 1, 13), date(2026, 1, 14), date(2026, 3, 3), date(2026, 1, 16)]
    assert any("Tanggal" in warning for warning in extract.tables[0].warnings)


def test_all_month_first(tmp_path):
    path = table(tmp_path / "a.csv", [HEADER, *(text_row(n, Tanggal=text) for n, text in ((1, "01/05/2026"), (2, "01/14/2026")))])
    extract = read(path)
    assert taken(extract) == []
    assert refused(extract) == [(f"baris {line} kolom C", "day", Reason.DATE_ORDER) for line in (2, 3)]
    assert "--date-order mdy" in extract.tables[0].refusals[0].hint
    assert values(read(path, date_order="mdy"), "day") == [date(2026, 1, 5), date(2026, 1, 14)]


def test_wrong_order_chosen(tmp_path):
    path = table(tmp_path / "a.csv", [HEADER, text_row(1), text_row(2, Tanggal="15/01/2026")])
    assert {reason for _, _, reason in refused(read(path, date_order="mdy"))} == {Reason.DATE_ORDER}


def test_dates_that_excel_swapped(tmp_path):
    rows = [HEADER, row(1, Tanggal=datetime(2026, 5, 1)), row(2, Tanggal="13/01/2026"), row(3, Tanggal=datetime(2026, 3, 3))]
    extract = read(book(tmp_path / "a.xlsx", rows))
    assert refused(extract) == [("Progres!C2", "day", Reason.AMBIGUOUS_DATE)]
    assert values(extract, "day") == [date(2026, 1, 13), date(2026, 3, 3)]


def test_two_digit_years_serials_and_future(tmp_path):
    rows = [
        HEADER,
        row(1, Tanggal="5/1/26"),
        row(2, Tanggal=46028),
        row(3, Tanggal="46029"),
        row(4, Tanggal=datetime(2026, 6, 2)),
    ]
    extract = read(book(tmp_path / "a.xlsx", rows))
    assert refused(extract) == [("Progres!C2", "day", Reason.AMBIGUOUS_DATE), ("Progres!C5", "day", Reason.FUTURE_DATE)]
    assert values(extract, "day") == [date(2026, 1, 6), date(2026, 1, 7)]
    assert extract.tables[0].repairs[Repair.DATE_FROM_SERIAL] == 2


def test_times_as_fractions_and_texts(tmp_path):
    def midnight(_, sheet):
        sheet["E5"].number_format = "hh:mm"

    rows = [
        HEADER,
        row(1, Jam_Mulai=0.3125, Jam_Selesai=0.5),
        row(2, Jam_Mulai="07.30", Jam_Selesai="9:00"),
        row(3, Jam_Mulai=datetime(1899, 12, 31, 13, 30), Jam_Selesai="24:00"),
        row(4, Jam_Mulai="22:00", Jam_Selesai=1.0),
        row(5, Jam_Mulai="pagi", Jam_Selesai=7.3),
        row(6, Jam_Mulai="07:30", Jam_Selesai="07:30"),
        row(7, Jam_Mulai="10:00", Jam_Selesai="08:00"),
    ]
    extract = read(book(tmp_path / "a.xlsx", rows, change=midnight))
    assert taken(extract) == [2, 3, 4, 5]
    assert values(extract, "start") == [time(7, 30), time(7, 30), time(13, 30), time(22)]
    assert values(extract, "end") == [time(12), time(9), time(0), time(0)]
    assert refused(extract) == [
        ("Progres!D6", "start", Reason.NOT_A_TIME),
        ("Progres!E6", "end", Reason.NOT_A_TIME),
        ("Progres!E7", "end", Reason.NO_DURATION),
        ("Progres!E8", "end", Reason.TOO_LONG_SPAN),
    ]
    assert extract.refused == 3


# reports of BKN

SKP = ["id", "nip", "nama", "jabatan", "unit", "skp_status", "periode_awal", "periode_akhir", "is_plt_plh"]
RATING = [
    "nip",
    "nama",
    "periode_awal_skp",
    "periode_akhir_skp",
    "is_skp_plt_plh_pjb",
    "hasil_kerja",
    "perilaku_kerja",
    "hasil_akhir",
    "waktu_dinilai",
]


def above(title):
    return [
        [title],
        ["Instansi Pemerintah Kab. Contoh"],
        ["Periode : Bulanan 1"],
        ["Unor Induk : ALL"],
        ["Unor : ALL"],
        ["Data ditarik pada : 03/02/2026 10:00"],
        [],
    ]


def test_plt_rows_and_mutation(tmp_path):
    def person(nip, start, end, acting=0, status="Persetujuan"):
        return ["x", nip, "Ani", "Guru", "SDN 1", status, start, end, acting]

    rows = [
        *above("Laporan SKP Tahun 2026"),
        SKP,
        person(NIP, "2026-01-01", "2026-06-30"),
        person(NIP, "2026-07-01", "2026-12-31"),
        person(NIP, "2026-01-01", "2026-12-31", acting=1),
        person(NIP_2, "2026-01-01", "2026-12-31"),
        person(NIP_2, "2026-01-01", "2026-12-31"),
        person(NIP_2, "2026-01-01", "2026-12-31", status="Draft"),
    ]
    extract = read(book(tmp_path / "a.xlsx", rows))
    assert extract.tables[0].layout is Layout.SKP_REPORT
    assert taken(extract) == [10, 12]
    assert refused(extract) == [
        ("Progres!H9", "period_end", Reason.OLDER_PERIOD),
        ("Progres!I11", "acting", Reason.PLT_ROW),
        ("Progres!A13", "", Reason.DUPLICATE_ROW),
        ("Progres!H14", "period_end", Reason.CONFLICTING_ROW),
    ]
    assert values(extract, "agency") == ["Pemerintah Kab. Contoh"] * 2


def test_rating_report(tmp_path):
    rows = [
        *above("Laporan Penilaian SKP Periode Bulanan Januari Tahun 2026"),
        RATING,
        [NIP, "Ani", "2026-01-01", "2026-01-15", 0, "-", "-", "-", "-"],
        [NIP, "Ani", "2026-01-16", "2026-12-31", 0, "DI ATAS EKSPEKTASI", "SESUAI EKSPEKTASI", "BAIK", "2026-02-02 08:00:00"],
        [NIP_2, "Budi", "2026-01-01", "2026-12-31", 0, "bagus", "-", "-", "-"],
    ]
    extract = read(book(tmp_path / "a.xlsx", rows))
    assert taken(extract) == [10]
    fields = extract.tables[0].rows[0][1]
    assert (fields["hasil"], fields["perilaku"], fields["predikat"]) == (1, 2, 2)
    assert (fields["period_start"], fields["period_end"]) == (date(2026, 1, 1), date(2026, 1, 31))
    assert fields["rated_at"].isoformat() == "2026-02-02T01:00:00+00:00"
    assert refused(extract) == [
        ("Progres!D9", "skp_period_end", Reason.OLDER_PERIOD),
        ("Progres!F11", "hasil", Reason.NOT_AN_OPTION),
    ]
    assert extract.tables[0].metadata.period.key == "2026-01"


def test_rating_in_the_spelling_of_siasn(tmp_path):
    rows = [RATING, [NIP, "Ani", "2026-01-16", "2026-12-31", 0, "DIATAS ESPEKTASI", "SESUAI ESPEKTASI", "BAIK", "-"]]
    assert values(read(book(tmp_path / "a.xlsx", rows)), "hasil") == [1]


# rows that are no data


def test_totals_footers_numbering_and_repeated_header(tmp_path):
    rows = [
        HEADER,
        [str(n) for n in range(1, 10)],
        row(1),
        HEADER,
        ["Jumlah", "", "", "", "", "", 4],
        row(2),
        ["", "", "", "", "", "", "", "", "", "Kepala Sekolah"],
    ]
    extract = read(book(tmp_path / "a.xlsx", rows))
    assert taken(extract) == [3, 6]
    assert refused(extract) == [(f"Progres!{cell}", "", Reason.TOTAL_ROW) for cell in ("A2", "A4", "A5", "J7")]


def test_work_that_starts_with_jumlah_is_work(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        [
            [*HEADER[1:]],
            row(1, Rencana_Aksi="Jumlah siswa")[1:],
            ["", datetime(2026, 1, 6), time(7), time(8), "Total data siswa dihitung"],
        ],
    )
    assert taken(read(path, nip=NIP)) == [2, 3]


def test_blank_rows_are_not_rows(tmp_path):
    def blanks(_, sheet):
        sheet["A5"], sheet["A9"], sheet["B9"] = "", "  ", "\n"
        sheet["Z2000"].number_format = "0"

    extract = read(book(tmp_path / "a.xlsx", [HEADER, row(1), [], row(2)], change=blanks))
    assert (extract.read, taken(extract)) == (2, [2, 4])


def test_duplicate_and_conflicting_rows(tmp_path):
    rows = [HEADER, row(1), row(2), row(1), row(2, Realisasi=9), row(1, Kegiatan_Harian=row(1)[5].upper())]
    (found,) = read(book(tmp_path / "a.xlsx", rows)).tables
    assert [(item.cell, item.value, item.reason) for item in found.refusals] == [
        ("Progres!A4", "Progres!A2", Reason.DUPLICATE_ROW),
        ("Progres!A5", "Progres!A3", Reason.CONFLICTING_ROW),
        ("Progres!A6", "Progres!A2", Reason.CONFLICTING_ROW),
    ]


def test_every_bad_cell_of_a_row_is_listed_and_the_row_counted_once(tmp_path):
    bad = row(1, NIP="12", Tanggal="x", Kegiatan_Harian=" ", Realisasi=-1)
    extract = read(book(tmp_path / "a.xlsx", [HEADER, bad]))
    assert extract.refused == 1
    assert {(cell, reason) for cell, _, reason in refused(extract)} == {
        ("Progres!A2", Reason.NIP_LENGTH),
        ("Progres!C2", Reason.NOT_A_DATE),
        ("Progres!F2", Reason.MISSING),
        ("Progres!G2", Reason.NEGATIVE),
    }


# columns


def test_synonyms(tmp_path):
    header = ["nip", "aksi", "TGL", "mulai", "Selesai", "uraian_kegiatan", "Qty", "UoM", "link"]
    extract = read(book(tmp_path / "a.xlsx", [header, row(1)]))
    assert taken(extract) == [2]
    assert ("day", "TGL", "synonym") in extract.tables[0].matches


def test_unknown_columns_are_named_and_can_be_mapped(tmp_path):
    header = ["NIP", "Rencana Aksi", "Tangal", "Jam Mulai", "Jam Selesai", "Pekerjaan", "Realisasi", "Satuan", "Bukti Dukung"]
    path = book(tmp_path / "a.xlsx", [header, row(1)])
    with pytest.raises(UnknownLayoutError) as caught:
        read(path)
    assert caught.value.found == tuple(header)
    assert "progres harian" in str(caught.value)
    assert "Tangal = Tanggal" in str(caught.value)
    mapping = {"day": "tangal", "kegiatan harian": "F"}
    extract = read(path, mapping=mapping)
    assert ("description", "Pekerjaan", "mapped") in extract.tables[0].matches
    with pytest.raises(MappingError, match="hari"):
        read(path, mapping={"hari": "Tangal"})
    with pytest.raises(MappingError, match="Tngl"):
        read(path, mapping={"day": "Tngl"})


def test_mapping_wins_over_names_and_may_leave_a_field_out(tmp_path):
    rows = [[*HEADER, "Uraian Lengkap"], [*row(1, Realisasi="banyak"), "Mengajar IPA kelas VI"]]
    extract = read(book(tmp_path / "a.xlsx", rows), mapping={"description": "Uraian Lengkap", "quantity": ""})
    assert values(extract, "description") == ["Mengajar IPA kelas VI"]
    assert extract.tables[0].unused == ["Kegiatan Harian", "Realisasi"]


def test_duplicated_header_names(tmp_path):
    path = book(tmp_path / "a.xlsx", [[*HEADER, "Tanggal"], [*row(1), datetime(2026, 1, 9)]])
    assert "Tanggal (C), Tanggal (J)" in why(path)
    assert values(read(path, mapping={"day": "J"}), "day") == [date(2026, 1, 9)]


def test_values_under_no_header_are_told(tmp_path):
    assert read(book(tmp_path / "a.xlsx", [HEADER, [*row(1), "tersesat"]])).tables[0].unused == ["J"]


@pytest.mark.parametrize(("width", "fits"), [(200, True), (400, False)])
def test_wide_sheets(tmp_path, width, fits):
    header = HEADER + [f"Kolom {n}" for n in range(width - len(HEADER))]
    for path in (
        book(tmp_path / "a.xlsx", [header, row(1)]),
        table(tmp_path / "a.csv", [header, text_row(1) + [""] * (width - 9)]),
    ):
        if fits:
            assert taken(read(path)) == [2]
        else:
            assert why(path) == ERROR["too_wide"].format(row=1, columns=400, limit=300)


def test_one_stray_cell_at_the_end_of_the_sheet(tmp_path):
    assert "XFD" not in why(book(tmp_path / "a.xlsx", GOOD, change=lambda _, sheet: sheet.__setitem__("XFD1048576", 1)))
    path = book(tmp_path / "b.xlsx", GOOD, change=lambda _, sheet: sheet.__setitem__("IV1048576", 1))
    assert why(path) == ERROR["too_many_cells"].format(sheet="Progres", cell="IV1048576")


# files that are not what they seem


def test_truncated_zip(tmp_path):
    path = book(tmp_path / "a.xlsx", GOOD)
    path.write_bytes(path.read_bytes()[:-400])
    assert why(path) == ERROR["broken_zip"]


def test_flipped_byte_in_zip(tmp_path):
    path = book(tmp_path / "a.xlsx", [HEADER, *(row(n) for n in range(1, 20))])
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)
    assert why(path) == ERROR["broken_zip"]


def test_zip_bomb(tmp_path):
    path = rewrite(book(tmp_path / "a.xlsx", GOOD), "xl/media/image1.bmp", lambda _: bytes(60 * 1024 * 1024))
    assert why(path) == ERROR["zip_bomb"].format(size=60, limit=600)
    assert why(book(tmp_path / "b.xlsx", GOOD), settings=SETTINGS.with_(max_file_mb=0)) == ERROR["too_big"].format(
        size=0, limit=0
    )


def test_macro_file_is_read_and_told(tmp_path):
    path = rewrite(book(tmp_path / "a.xlsm", GOOD), "xl/vbaProject.bin", lambda _: b"Sub Auto_Open()")
    extract = read(path)
    assert taken(extract) == [2, 3]
    assert any("makro" in warning for warning in extract.warnings)


def test_zip_that_is_no_workbook(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert why(path) == ERROR["kind"].format(suffix=".docx")


def test_html_as_xls(tmp_path):
    path = tmp_path / "laporan.xls"
    path.write_text("\ufeff\r\n<HTML><body><table><tr><td>NIP</td></tr></table>")
    assert why(path) == ERROR["html_as_xls"]


def test_password(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert why(path) == ERROR["password"]
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert why(path) == ERROR["broken_zip"]


def test_nothing_and_no_rows(tmp_path):
    for name in ("a.xlsx", "a.csv", "a.parquet"):
        (tmp_path / name).write_bytes(b"")
        assert why(tmp_path / name) == ERROR["empty"]
    assert why(tmp_path / "tidak-ada.xlsx") == ERROR["not_found"]
    assert why(tmp_path) == ERROR["is_folder"]
    assert why(book(tmp_path / "b.xlsx", [HEADER])) == ERROR["no_rows"]
    assert why(table(tmp_path / "b.csv", [HEADER])) == ERROR["no_rows"]
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert why(tmp_path / "a.pdf") == ERROR["kind"].format(suffix=".pdf")


# csv


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_separators_and_encodings(tmp_path, separator, encoding):
    rows = [HEADER, text_row(1, Kegiatan_Harian="Rapat, notula – kelas V; kafé | ruang 2"), text_row(2)]
    extract = read(table(tmp_path / "a.csv", rows, separator, encoding))
    assert values(extract, "description")[0] == "Rapat, notula – kelas V; kafé | ruang 2"
    assert extract.warnings == []


def test_cp1252_is_read_and_told(tmp_path):
    extract = read(table(tmp_path / "a.csv", [HEADER, text_row(1, Kegiatan_Harian="Rapat – “kafé”")], encoding="cp1252"))
    assert values(extract, "description") == ["Rapat – “kafé”"]
    assert any("cp1252" in warning for warning in extract.warnings)


def test_damaged_utf8_is_not_taken_for_another_encoding(tmp_path):
    path = table(tmp_path / "a.csv", [HEADER, text_row(1, Kegiatan_Harian="Rapat – “kafé” – “x”")])
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xc3"))
    extract = read(path)
    assert values(extract, "description") == ["Rapat – “kaf�” – “x”"]
    assert any("1 huruf rusak" in warning for warning in extract.warnings)


def test_quotes_and_newlines_in_cells(tmp_path):
    text = 'Rapat "koordinasi"\nlanjutan; notula\r\nselesai'
    extract = read(table(tmp_path / "a.csv", [HEADER, text_row(1, Kegiatan_Harian=text), text_row(2)]))
    assert taken(extract) == [2, 5]
    assert values(extract, "description")[0] == 'Rapat "koordinasi" lanjutan; notula selesai'
    assert extract.tables[0].repairs[Repair.SPACES_FOLDED] == 1


def test_quote_that_never_closes_costs_one_row(tmp_path):
    path = table(tmp_path / "a.csv", [HEADER, *(text_row(n) for n in range(1, 6))])
    lines = path.read_text().splitlines()
    lines[2] = lines[2].replace("Mengajar", '"Mengajar')
    path.write_text("\n".join(lines))
    extract = read(path)
    assert taken(extract) == [2, 4, 5, 6]
    assert refused(extract) == [("baris 3 kolom A", "", Reason.BROKEN_ROW)]
    assert extract.tables[0].refusals[0].value.startswith(NIP)


def test_ragged_rows_never_shift(tmp_path):
    rows = [HEADER, text_row(1), text_row(2)[:-2], [*text_row(3), "x"], [*text_row(4), "", ""], text_row(5)]
    extract = read(table(tmp_path / "a.csv", rows))
    assert taken(extract) == [2, 5, 6]
    assert refused(extract) == [("baris 3 kolom A", "", Reason.BROKEN_ROW), ("baris 4 kolom A", "", Reason.BROKEN_ROW)]


def test_nul_and_control_characters(tmp_path):
    path = table(
        tmp_path / "a.csv", [HEADER, text_row(1, Kegiatan_Harian="Meng\x00ajar\x07 kelas\x1b V"), text_row(2, NIP="12\x0034")]
    )
    extract = read(path)
    assert values(extract, "description") == ["Meng ajar kelas V"]
    (refusal,) = extract.tables[0].refusals
    assert (refusal.cell, refusal.reason, refusal.value) == ("baris 3 kolom A", Reason.NIP_LENGTH, "12\\x0034")


def test_control_characters_in_a_workbook(tmp_path):
    extract = read(book(tmp_path / "a.xlsx", [HEADER, row(1, Kegiatan_Harian="Meng_x0007_ajar\tkelas  V")]))
    assert values(extract, "description") == ["Meng ajar kelas V"]


def test_very_long_text(tmp_path):
    text = "kata " * 8000 + "akhir"
    extract = read(table(tmp_path / "a.csv", [HEADER, text_row(1, Kegiatan_Harian=text), text_row(2, Tanggal=text)]))
    assert values(extract, "description") == [text]
    (refusal,) = extract.tables[0].refusals
    assert len(refusal.value) == 80
    assert refusal.value.endswith("…")


def test_text_named_xls_and_separator_line(tmp_path):
    assert taken(read(table(tmp_path / "a.xls", [HEADER, text_row(1)], "\t"))) == [2]
    path = table(tmp_path / "b.csv", [HEADER, text_row(1)], ",")
    path.write_text("sep=,\n" + path.read_text())
    assert taken(read(path)) == [3]


def test_numbers_as_texts(tmp_path):
    written = ["1.250", "3,0", "1,5", "1,250", "dua", "-", "99999999999"]
    extract = read(table(tmp_path / "a.csv", [HEADER, *(text_row(n, Realisasi=text) for n, text in enumerate(written, 1))]))
    assert values(extract, "quantity") == [1250, 3, None]
    assert refused(extract) == [(f"baris {line} kolom G", "quantity", Reason.NOT_AN_INTEGER) for line in (4, 5, 6, 8)]
