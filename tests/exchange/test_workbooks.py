"""Old and open formats: ods with repeated rows and errors, and sheets written by other programs."""

import struct
import zipfile

import pytest
from made_files import HEADER, NIP, read, refused, row, taken, values

from ekin.errors import FileRefusedError
from ekin.exchange.sheet import column_letters, column_number
from ekin.vocabulary import Reason
from ekin.words.errors import ERROR

ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="S">%s</table:table></office:spreadsheet></office:body></office:document-content>"""


def cell(value="", kind="string", more=""):
    extra = {
        "date": f'office:date-value="{value}"',
        "time": f'office:time-value="{value}"',
        "float": f'office:value="{value}"',
    }.get(kind, "")
    return f'<table:table-cell office:value-type="{kind}" {extra} {more}><text:p>{value}</text:p></table:table-cell>'


def line(cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def sound(n):
    texts = [
        cell(NIP),
        cell("Menyusun modul"),
        cell(f"2026-01-0{n}", "date"),
        cell("PT07H30M00S", "time"),
        cell("PT09H00M00S", "time"),
    ]
    return [*texts, cell(f"Mengajar {n}"), cell(n, "float"), cell("Dokumen"), cell("https://drive.example")]


def ods(path, lines):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", ODS % "".join(lines))
    return path


def test_ods(tmp_path):
    broken = [*sound(2)[:6], '<table:table-cell table:formula="of:=1+1"/>', *sound(2)[7:]]
    error = [*sound(3)[:7], cell("#N/A", "string", 'table:formula="of:=NA()"'), *sound(3)[8:]]
    tail = line(['<table:table-cell table:number-columns-repeated="16384"/>'], 'table:number-rows-repeated="1048000"')
    gap = line(["<table:table-cell/>"], 'table:number-rows-repeated="3"')
    lines = [line(map(cell, HEADER)), line(sound(1)), gap, line(broken), line(error), line(sound(4)), tail]
    extract = read(ods(tmp_path / "a.ods", lines))
    assert taken(extract) == [2, 8]
    assert values(extract, "quantity") == [1, 4]
    assert refused(extract) == [("S!G6", "quantity", Reason.FORMULA), ("S!H7", "quantity_unit", Reason.EXCEL_ERROR)]


@pytest.mark.parametrize(
    ("columns", "rows", "why"),
    [
        (16384, 1, ERROR["too_wide"].format(row=2, columns=16384, limit=300)),
        (200, 1048570, ERROR["too_many_cells"].format(sheet="S", cell="GR1048571")),
    ],
)
def test_ods_that_repeats_a_value_for_ever(tmp_path, columns, rows, why):
    bomb = line([cell("x", more=f'table:number-columns-repeated="{columns}"')], f'table:number-rows-repeated="{rows}"')
    with pytest.raises(FileRefusedError) as caught:
        read(ods(tmp_path / "a.ods", [line(map(cell, HEADER)), bomb]))
    assert caught.value.why == why


def test_letters_of_columns():
    for number in range(20_000):
        assert column_number(column_letters(number)) == number
    assert column_letters(16383) == "XFD"


def xls(path, rows):
    """Write an Excel 97 workbook by hand: no library that writes the old format is left."""

    def record(kind, *parts):
        return struct.pack("<HH", kind, len(b"".join(parts))) + b"".join(parts)

    def stored(at, column, value):
        place = struct.pack("<HHH", at, column, 0)
        if isinstance(value, float):
            return record(0x0203, place, struct.pack("<d", value))
        if value == "#N/A":
            return record(0x0205, place, b"\x2a\x01")
        return record(0x0204, place, struct.pack("<HB", len(value), 0), value.encode("latin-1"))

    start, end = (record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1996, 0, 6)) for kind in (5, 16))
    name = b"S"
    length = len(start) + 4 + 8 + len(name) + 4
    book = start + record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 0), name) + record(0x000A) + end
    book += b"".join(
        stored(at, column, value) for at, cells in enumerate(rows) for column, value in enumerate(cells) if value != ""
    )
    book += record(0x000A)
    book += bytes(max(4096, -(-len(book) // 512) * 512) - len(book))

    def item(title, kind, child, sector, size):
        text = title.encode("utf-16-le")
        head = text + bytes(64 - len(text)) + struct.pack("<HBBiii", len(text) + 2, kind, 1, -1, -1, child)
        return head + bytes(36) + struct.pack("<iQ", sector, size)

    sectors = len(book) // 512
    chain = [-3, -2, *range(3, 2 + sectors), -2]
    fat = struct.pack("<128i", *chain, *[-1] * (128 - len(chain)))
    folder = item("Root Entry", 5, 1, -2, 0) + item("Workbook", 2, -1, 2, len(book)) + bytes(256)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIiIIiIiI", 0, 1, 1, 0, 4096, -2, 0, -2, 0) + struct.pack("<109i", 0, *[-1] * 108)
    path.write_bytes(head + fat + folder + book)
    return path


def test_old_excel(tmp_path):
    cells = row(1, Tanggal=46027.0, Jam_Mulai=0.3125, Jam_Selesai=0.375, Realisasi=3.0)
    extract = read(xls(tmp_path / "a.xls", [HEADER, cells, [*cells[:2], "#N/A", *cells[3:]]]))
    assert taken(extract) == [2]
    assert values(extract, "quantity") == [3]
    assert refused(extract) == [("S!C3", "day", Reason.MISSING)]  # an error in a cell of this format reads as empty
    assert any(".xls" in warning for warning in extract.warnings)
