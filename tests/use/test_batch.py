from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import ekin
from ekin.batch import check_large, judge_partition
from ekin.errors import FileRefusedError, ForeignOutputError
from ekin.exchange.partitions import cut
from ekin.quality.judge import judge_model
from ekin.service import check_file
from ekin.settings import Settings

ROWS = 40_000
CHECKED = ["p_generic", "flag", "label", "missing", "empty_words", "question", "model"]
SMALL = {"EKIN_BATCH_ROWS": "1000", "EKIN_BATCH_MB": "1", "DASK_TEMPORARY_DIRECTORY": "scratch"}
TEXTS = ["Melaksanakan tugas kedinasan", "Membuat 6 STS retribusi pasar", "=1+1", None, "", "Mengajar di kelas", "Rapat"]


def start(folder, *arguments, module="ekin.cli", **options):
    environment = {**os.environ, **SMALL, "EKIN_DATABASE_URL": f"sqlite:///{folder / 'ekin.db'}", "COLUMNS": "200"}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    return subprocess.Popen(command, cwd=folder, env=environment, **pipes | options)


def run(folder, *arguments):
    process = start(folder, "check", *arguments, "--effort", "fast")
    said, wrong = process.communicate(timeout=180)
    assert (process.returncode, wrong) == (0, "")
    return said


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a folder with two parquet files, whose row groups begin elsewhere than partitions, and its result "whole"."""
    place = tmp_path_factory.mktemp("batch")
    (place / "in").mkdir()
    texts = [text and f"{text} {number // 7}" for number, text in zip(range(ROWS), TEXTS * ROWS, strict=False)]
    table = pd.DataFrame({"nomor": np.arange(ROWS), "Uraian Kegiatan": texts, "question": "dari luar"})
    table[:25_500].to_parquet(place / "in" / "a.parquet", row_group_size=7000)
    table[25_500:].to_parquet(place / "in" / "b.parquet", row_group_size=7000)
    place.joinpath("said").write_text(run(place, "in", "-o", "whole"), encoding="utf-8")
    return place


def test_partitions_hold_the_rows_and_what_check_says_of_them(folder):
    found = pd.read_parquet(folder / "whole")
    given = pd.concat([pd.read_parquet(path) for path in sorted((folder / "in").iterdir())], ignore_index=True)
    expected = ekin.check(given["Uraian Kegiatan"], effort="fast")
    pd.testing.assert_frame_equal(found[["nomor", "Uraian Kegiatan"]], given[["nomor", "Uraian Kegiatan"]])
    assert found.columns.tolist() == ["nomor", "Uraian Kegiatan", *CHECKED]
    plain = ["p_generic", "flag", "label", "question", "model"]
    pd.testing.assert_frame_equal(found[plain], expected[plain])
    assert [list(lacks) for lacks in found["missing"]] == expected["missing"].tolist()
    assert [[tuple(span) for span in spans] for spans in found["empty_words"]] == expected["empty_words"].tolist()
    said = (folder / "said").read_text(encoding="utf-8")
    counts = expected["flag"].value_counts()
    assert f"40.000 uraian: {counts['specific']:,} spesifik".replace(",", ".") in said
    assert len(list((folder / "whole").iterdir())) == 26 + 15 + 1


def test_kill_minus_nine_loses_nothing_and_the_bytes_are_the_same(folder):
    process = start(folder, "check", "in", "-o", "killed", "--effort", "fast")
    out = folder / "killed"
    while process.poll() is None and not list(out.glob("part-*.parquet")):
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)
    left = {path.name: path.stat().st_mtime_ns for path in out.glob("part-*.parquet")}
    assert 0 < len(left) < 41
    (out / ".part-00040.parquet.0f.tmp").write_bytes(b"half")
    assert "sudah ada" in run(folder, "in", "-o", "killed")
    assert contents(out) == contents(folder / "whole")
    assert {name: (out / name).stat().st_mtime_ns for name in left} == left  # what was finished was not judged again


@contextmanager
def cluster(folder):
    """Run a scheduler and two workers as processes of their own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    lone = ["--no-dashboard"]
    begun = [start(folder, "scheduler", "--host", address, *lone, module="dask", stderr=subprocess.DEVNULL)]
    begun += [
        start(folder, "worker", address, "--nthreads", 1, "--no-nanny", *lone, module="dask", stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]
    try:
        yield address, begun[1:]
    finally:
        for process in begun:
            process.kill()
        for process in begun:
            process.communicate(timeout=20)


def test_a_cluster_of_other_processes_gives_the_same_bytes_also_when_a_worker_dies(folder):
    with cluster(folder) as (address, workers):
        process = start(folder, "check", "in", "-o", "spread", "--effort", "fast", "--scheduler", address)
        while process.poll() is None and not list((folder / "spread").glob("part-*.parquet")):
            time.sleep(0.005)
        workers[0].kill()
        assert (process.communicate(timeout=180)[1], process.returncode) == ("", 0)
    assert contents(folder / "spread") == contents(folder / "whole")


def test_a_large_csv_has_the_rows_of_a_small_one(tmp_path):
    lines = ["Instansi;Kabupaten Contoh", "", "Tanggal;Jam Mulai;Jam Selesai;Kegiatan Harian"]
    for number in range(12_000):
        cells = (f'"Menyusun ""laporan"" {number}', 'lanjutan; baris dua"') if number % 50 == 0 else (f"Rapat {number}",)
        lines.append(f"02/01/2026;;{'x' * 90}é;" + "\n".join(cells))
    lines[700:700] = ['9;"tidak ditutup', "", ";;", "lebih;lebar;dari;judulnya;sekali"]
    path = tmp_path / "besar.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    run(tmp_path, path, "--column", "Kegiatan Harian", "-o", "hasil")
    found = pd.read_parquet(tmp_path / "hasil")
    expected = check_file(path, Settings(), column="Kegiatan Harian", effort="fast")
    assert len(list((tmp_path / "hasil").glob("part-*"))) > 10
    texts = [name for name in expected.columns if name not in CHECKED] + ["flag", "question"]
    pd.testing.assert_frame_equal(found[texts], expected[texts])


def test_only_the_same_run_may_go_on_in_a_folder(folder, tmp_path):
    settings, before = Settings(batch_rows=1000), contents(folder / "whole")
    for changes, what in [
        ({"column": "nomor"}, "kolom uraian"),
        ({"effort": "auto"}, "effort"),
        ({"settings": Settings(batch_rows=999)}, "pembagian baris"),
        ({"path": folder / "in" / "a.parquet"}, "berkas masukan"),
    ]:
        given = {"path": folder / "in", "settings": settings, "effort": "fast", "output": folder / "whole"} | changes
        with pytest.raises(ForeignOutputError, match=what):
            check_large(**given)
    for place in (folder / "in", tmp_path / "hasil.xlsx", folder / "said"):
        with pytest.raises(ForeignOutputError):
            check_large(folder / "in", settings, output=place)
    assert contents(folder / "whole") == before
    assert sorted(path.name for path in (folder / "in").iterdir()) == ["a.parquet", "b.parquet"]


def test_a_column_of_numbers_and_gaps_gives_a_row_each(tmp_path):
    values = [3, None, 12, 2**60]
    pd.DataFrame({"teks": pd.array(values, "Int64")}).to_parquet(tmp_path / "n.parquet")
    (part,), column = cut(tmp_path, Settings())
    how = {"column": column, "effort": "fast", "model": judge_model()[1]["version"]}
    rows, flags = judge_partition(part, tmp_path / "out.parquet", how)
    assert (rows, flags.total()) == (4, 4)
    found = pq.read_table(tmp_path / "out.parquet").to_pandas()
    assert found["p_generic"].tolist() == ekin.check(values, effort="fast")["p_generic"].tolist()


def test_a_folder_without_parquet_or_column_is_refused(folder, tmp_path):
    with pytest.raises(FileRefusedError, match="tidak ada berkas"):
        check_large(tmp_path, Settings())
    with pytest.raises(FileRefusedError, match="kolom 'uraian' tidak ada"):
        check_large(folder / "in", Settings(), column="uraian")
    (tmp_path / "x.parquet").write_bytes(b"PAR1")
    with pytest.raises(FileRefusedError, match="rusak"):
        check_large(tmp_path, Settings())
