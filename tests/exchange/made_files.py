"""Damaged and sound files for the tests of the import."""

import csv
import io
from datetime import date, datetime, time

import openpyxl

from ekin.exchange.extract import Extract
from ekin.exchange.importing import read_table
from ekin.settings import Settings

NIP, NIP_2 = "198609262015051001", "199002142019032004"
TODAY = date(2026, 6, 1)
SETTINGS = Settings()
HEADER = ["NIP", "Rencana Aksi", "Tanggal", "Jam Mulai", "Jam Selesai", "Kegiatan Harian", "Realisasi", "Satuan", "Bukti Dukung"]
PLAN = "Menyusun perangkat ajar"


def row(n=1, **changes):
    """One sound row; `n` makes it different from others."""
    values = {
        "NIP": NIP,
        "Rencana Aksi": PLAN,
        "Tanggal": datetime(2026, 1, 4 + n),
        "Jam Mulai": time(7, 30),
        "Jam Selesai": time(9, 0),
        "Kegiatan Harian": f"Mengajar Matematika kelas V materi pecahan {n}",
        "Realisasi": n,
        "Satuan": "Dokumen",
        "Bukti Dukung": f"https://drive.example/{n}",
    }
    return list((values | {name.replace("_", " "): value for name, value in changes.items()}).values())


def text_row(n=1, **changes):
    """One sound row as texts of a csv."""
    return row(n, **{"Tanggal": f"{4 + n:02}/01/2026", "Jam_Mulai": "07:30", "Jam_Selesai": "09:00", **changes})


def book(path, rows, title="Progres", change=None):
    """Write one sheet with openpyxl; `change(workbook, sheet)` damages it."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for cells in rows:
        sheet.append(cells)
    if change:
        change(workbook, sheet)
    workbook.save(path)
    return path


def table(path, rows, separator=";", encoding="utf-8"):
    """Write a csv."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def read(path, **options) -> Extract:
    """Read, and hold that every row ends exactly once."""
    extract = read_table(path, **{"settings": SETTINGS, "today": TODAY, **options})
    for found in extract.tables:
        taken = [number for number, _ in found.rows]
        refused = {refusal.row for refusal in found.refusals}
        assert found.read == found.taken + found.refused == len(taken) + len(refused)
        assert len(set(taken)) == len(taken)
        assert not refused & set(taken)
    return extract


def taken(extract):
    """Row numbers taken in the only table."""
    (found,) = extract.tables
    return [number for number, _ in found.rows]


def refused(extract):
    """(cell, field, reason) of all refusals."""
    return [(item.cell, item.field, item.reason) for found in extract.tables for item in found.refusals]


def values(extract, field):
    """One field of all rows taken."""
    return [fields[field] for found in extract.tables for _, fields in found.rows]
