from __future__ import annotations

import os
import subprocess
import sys

import pandas as pd
import pytest

from ekin.settings import shipped

SAMPLES = shipped("samples")


@pytest.fixture
def ekin(tmp_path):
    def run(*arguments):
        environment = {**os.environ, "EKIN_DATABASE_URL": f"sqlite:///{tmp_path / 'ekin.db'}", "COLUMNS": "200"}
        command = [sys.executable, "-m", "ekin.cli", *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120)

    return run


@pytest.mark.parametrize("command", ["lab", "import", "check", "report", "samples", "train"])
def test_every_command_helps_with_an_example(ekin, command):
    done = ekin(command, "--help")
    assert done.returncode == 0
    assert f"Contoh: ekin {command}" in done.stdout


def test_import_then_report(ekin, tmp_path):
    done = ekin("import", *(SAMPLES / name for name in ("pegawai.csv", "progres-harian-2026-01.xlsx")))
    assert done.returncode == 0, done.stderr
    assert "+ 0 ditolak" in done.stdout
    assert done.stderr == ""  # no bar where there is no terminal
    done = ekin("report", "--period", "2026-01", "--unit", "SD Negeri 3 Watu Ireng", "--format", "html,xlsx", "--out", "l")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name.split("_")[0] + path.suffix for path in (tmp_path / "l").iterdir())
    assert names == ["angka.csv", "entri.csv", "lampiran-statistik.html", "laporan.html", "laporan.xlsx", "sinyal.csv"]
    report = next((tmp_path / "l").glob("laporan*.html")).read_text(encoding="utf-8")
    assert f'href="{next((tmp_path / "l").glob("lampiran*")).name}"' in report


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "none.xlsx"), "berkasnya tidak ada"),
        (("import",), "perintah belum benar"),
        (("import", SAMPLES / "cuti.csv", "--map", "nama"), "Pemasangan kolom"),
        (("report", "--period", "kemarin"), "Periode 'kemarin' tidak dikenal"),
        (("report", "--period", "2026-01"), "Tidak ada data"),
        (("report", "--period", "2026-01", "--format", "doc"), "html, pdf, xlsx"),
        (("report",), "tepat satu di antaranya"),
        (("report", "--period", "2026-01", "--all", "--unit", "x"), "tepat satu di antaranya"),
        (("report", "--period", "2026-01", "--person", "198611192008012011", "--format", "xlsx"), "html, pdf"),
        (("check", SAMPLES / "cuti.csv"), "kolom 'Kegiatan Harian' tidak ada"),
        (("check", SAMPLES / "templat-impor-satu-orang.xlsx", "-o", "x.doc"), "jenis .doc tidak didukung"),
    ],
)
def test_what_goes_wrong_is_one_indonesian_sentence(ekin, arguments, said):
    done = ekin(*arguments)
    assert done.returncode != 0
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr + done.stdout


def test_refusals_are_shown_and_written(ekin, tmp_path):
    done = ekin("import", SAMPLES / "laporan-skp-2026.xlsx", "--refusals", "r.csv")
    assert done.returncode == 0
    assert "PLT/PLH" in done.stdout
    assert len(pd.read_csv(tmp_path / "r.csv", sep=";")) == 3


def test_check_writes_the_same_rows_with_verdicts(ekin, tmp_path):
    done = ekin("check", SAMPLES / "templat-impor-satu-orang.xlsx", "-o", "o.xlsx")
    assert done.returncode == 0, done.stderr
    assert "54 uraian" in done.stdout
    assert pd.read_excel(tmp_path / "o.xlsx", engine="openpyxl")["flag"].notna().all()


def test_importing_ekin_pulls_in_neither_widgets_nor_figures():
    code = "import ekin, sys; assert not {'ipywidgets', 'matplotlib', 'pandas'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_servers_start_without_the_grammars_that_jsonschema_compiles():
    code = "from ekin.cli.opening import _spare_grammars as s; s(); import jsonschema, sys; assert 'lark' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_forms_of_a_page_load_nothing_that_learns():
    code = "import ekin, sys; ekin.DayForm(); ekin.ReviewForm(); assert not {'scipy', 'sklearn', 'numba'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_all_units_a_card_and_periods_side_by_side(ekin, tmp_path):
    people = pd.read_csv(SAMPLES / "pegawai.csv", dtype="str").groupby("unit").head(3)
    people = people[people["unit"].str.startswith(("SD", "Puskesmas"))]
    people.to_csv(tmp_path / "pegawai.csv", index=False)
    entries = pd.read_csv(SAMPLES / "progres-harian-2026-03.csv", dtype="str")
    entries[entries["NIP"].isin(people["nip"])].to_csv(tmp_path / "maret.csv", index=False)
    assert ekin("import", "pegawai.csv", "maret.csv").returncode == 0
    done = ekin("report", "--period", "2026-03", "--all", "--out", "l")
    assert done.returncode == 0, done.stderr
    assert "2 laporan unit" in done.stdout
    assert done.stderr == ""  # no bar where there is no terminal
    assert len(list((tmp_path / "l").glob("laporan_*.html"))) == 2 + 1
    index = (tmp_path / "l" / "laporan_2026-03_semua-unit.html").read_text(encoding="utf-8")
    assert 'href="lampiran-statistik_2026-03.html"' in index
    done = ekin("report", "--period", "2026-03", "--person", people["nip"].iloc[0], "--format", "html", "--out", "k")
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in (tmp_path / "k").iterdir()] == [".html"]
    done = ekin(
        "report",
        "--compare",
        "2026-03-01_2026-03-13,2026-03-14_2026-03-31",
        "--unit",
        "Puskesmas Karang Teduh",
        "--format",
        "html",
        "--out",
        "p",
    )
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == [
        "angka_perbandingan_2026-03-01_2026-03-13_2026-03-14_2026-03-31_puskesmas-karang-teduh.csv",
        "perbandingan_2026-03-01_2026-03-13_2026-03-14_2026-03-31_puskesmas-karang-teduh.html",
    ]
