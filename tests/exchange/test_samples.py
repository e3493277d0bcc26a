import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ekin.exchange.importing import read_table
from ekin.exchange.samples import write_samples
from ekin.settings import Settings
from ekin.vocabulary import Layout, Reason

COMMITTED = Path(__file__).parents[2] / "data" / "samples"
WORKBOOKS = {"laporan-skp-2026.xlsx", "templat-impor-satu-orang.xlsx", "progres-harian-2026-01.xlsx"}
WORKBOOKS |= {f"laporan-penilaian-skp-2026-{month:02d}.xlsx" for month in (1, 2, 3)}
TABLES = {"progres-harian-2026-02.csv", "progres-harian-2026-03.csv", "pegawai.csv", "rencana.csv", "cuti.csv", "tinjauan.csv"}
TRUTH = {"truth.csv", "truth_entries.csv"}
MB = 1_000_000


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    seen = []
    assert write_samples(folder, on_progress=seen.append) == seen
    return folder


def rows(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_files(fresh):
    assert {path.name for path in fresh.iterdir()} == WORKBOOKS | TABLES | TRUTH


def test_another_process_zone_and_hash_seed_give_the_same_bytes(fresh, tmp_path):
    code = "import sys; from ekin.exchange.samples import write_samples; write_samples(sys.argv[1])"
    other = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "77", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=other)
    for path in fresh.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_committed_samples_are_what_the_seed_gives(fresh):
    for path in fresh.iterdir():
        kept = COMMITTED / path.name
        if path.suffix == ".csv":
            assert kept.read_bytes() == path.read_bytes(), path.name
        else:  # another zlib may pack the same sheets differently
            assert unpacked(kept) == unpacked(path), path.name


def unpacked(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_committed_samples_stay_small():
    sizes = [path.stat().st_size for path in COMMITTED.rglob("*") if path.is_file() and "corpus" not in path.parts]
    assert max(sizes) < 1.2 * MB
    assert sum(sizes) < 5 * MB


@pytest.mark.parametrize("month", [1, 2, 3])
def test_rating_report_has_the_layout_of_bkn(fresh, month):
    found = rows(fresh / f"laporan-penilaian-skp-2026-{month:02d}.xlsx")
    names = {1: "Januari", 2: "Februari", 3: "Maret"}
    assert found[0][0] == f"Laporan Penilaian SKP Periode Bulanan {names[month]} Tahun 2026"
    assert found[1][0] == "Instansi Pemerintah Kabupaten Lembayung"
    assert found[2][0] == f"Periode : Bulanan {month}"
    assert [found[n][0].split(" : ")[0] for n in (3, 4, 5)] == ["Unor Induk", "Unor", "Data ditarik pada"]
    assert not any(found[6])
    assert len(found[7]) == 31
    assert (found[7][0], found[7][2], found[7][30]) == ("jenis", "nip", "bulan_skp")
    assert all(value is not None for row in found[8:] for value in row)
    assert "-" in [row[12] for row in found[8:]]


def test_skp_report_has_acting_rows_and_a_move(fresh):
    found = rows(fresh / "laporan-skp-2026.xlsx")
    people = [dict(zip(found[7], row, strict=True)) for row in found[8:]]
    assert sum(row["is_plt_plh"] for row in people) == 2
    own = [row["nip"] for row in people if not row["is_plt_plh"]]
    assert len(own) - len(set(own)) == 1


def test_template_has_exactly_the_eight_columns(fresh):
    header = ["Rencana Aksi", "Tanggal", "Jam Mulai", "Jam Selesai", "Kegiatan Harian", "Realisasi", "Satuan", "Bukti Dukung"]
    assert rows(fresh / "templat-impor-satu-orang.xlsx")[0] == header


REFUSED = {
    "laporan-skp-2026.xlsx": {Reason.PLT_ROW: 2, Reason.OLDER_PERIOD: 1},
    "laporan-penilaian-skp-2026-01.xlsx": {Reason.PLT_ROW: 1, Reason.OLDER_PERIOD: 1},
    "laporan-penilaian-skp-2026-02.xlsx": {Reason.PLT_ROW: 2},
    "laporan-penilaian-skp-2026-03.xlsx": {Reason.PLT_ROW: 1},
}


@pytest.mark.parametrize("name", sorted(WORKBOOKS | TABLES))
def test_import_takes_every_row_or_refuses_it_for_the_planted_reason(fresh, name):
    nip = "200205072024011002" if name.startswith("templat") else None
    (table,) = read_table(fresh / name, nip=nip, settings=Settings(), today=date(2026, 4, 8)).tables
    reasons = [refusal.reason for refusal in table.refusals]
    assert {reason: reasons.count(reason) for reason in set(reasons)} == REFUSED.get(name, {})
    assert table.read == table.taken + table.refused
    assert not table.unused


def test_import_gives_the_entries_their_ids(fresh):
    truth = {line.split(",")[0] for line in (fresh / "truth_entries.csv").read_text().splitlines()[1:]}
    found = []
    for name in sorted(name for name in WORKBOOKS | TABLES if name.startswith("progres")):
        (table,) = read_table(fresh / name, settings=Settings(), today=date(2026, 4, 8)).tables
        assert table.layout is Layout.PROGRESS
        found.extend(fields["entry"].identity() for _, fields in table.rows)
    assert len(found) == len(truth)
    assert set(found) == truth
