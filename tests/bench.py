"""Every figure of the limits to hold, machine-readable: `python tests/bench.py build/bench.json`.

Each command runs as its own process, so that time and peak memory are those a person would see.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from ekin.service import SAMPLE_FILES
from ekin.settings import shipped

ROWS = 100_000
EKIN = [sys.executable, "-m", "ekin.cli"]
HEADER = ["NIP", "Rencana Aksi", "Tanggal", "Jam Mulai", "Jam Selesai", "Kegiatan Harian", "Realisasi", "Satuan", "Bukti Dukung"]


def big_table():
    """Give 100,000 rows by 500 people, from the texts of the samples."""
    texts = pd.read_csv(shipped("samples") / "progres-harian-2026-03.csv", dtype="str")["Kegiatan Harian"].tolist()
    rows = []
    for number in range(ROWS):
        person, turn = number % 500, number // 500
        nip = f"19{70 + person % 30}0101201501{1 + person % 2}{person % 999 + 1:03d}"
        day = date(2026, 1, 1) + timedelta(days=turn // 3)
        start = 7 + turn % 3 * 3
        text = f"{texts[number % len(texts)]} {number}"
        rows.append([nip, "Rencana", day, f"{start:02d}:00", f"{start + 2:02d}:30", text, turn % 9, "Kegiatan", ""])
    return pd.DataFrame(rows, columns=HEADER)


def measured(command, folder, **environment):
    """Run a command and give seconds, peak MB and what it printed last."""
    environment = {**os.environ, "EKIN_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}", **environment}
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    assert status == 0, printed
    return {"seconds": round(seconds, 2), "peak_mb": round(usage.ru_maxrss / 1024), "said": printed.strip().splitlines()[:2]}


def fresh(folder):
    """Forget the database of the run before."""
    for path in folder.glob("bench.db*"):
        path.unlink()


def main(out):
    """Measure and write."""
    figures = {"machine": platform.platform(), "cpus": os.cpu_count(), "python": platform.python_version()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = big_table()
        table.to_csv(folder / "big.csv", index=False, sep=";", date_format="%d/%m/%Y")
        table.to_excel(folder / "big.xlsx", index=False, engine="xlsxwriter")
        for kind in ("csv", "xlsx"):
            figures[f"import_100k_{kind}"] = measured([*EKIN, "import", f"big.{kind}"], folder)
            fresh(folder)
        files = [str(shipped("samples") / name) for name in SAMPLE_FILES]
        figures["import_samples"] = measured([*EKIN, "import", *files], folder)
        figures["report_60_people_first"] = measured([*EKIN, "report", "--period", "2026-01"], folder)
        figures["report_60_people_again"] = measured([*EKIN, "report", "--period", "2026-01"], folder)
        figures["report_quarter"] = measured([*EKIN, "report", "--period", "2026-Q1"], folder)
        table[["Kegiatan Harian"]].head(10_000).to_csv(folder / "lines.csv", index=False)
        figures["check_10k_distinct_lines"] = measured([*EKIN, "check", "lines.csv"], folder)
        judge = measured([sys.executable, str(Path(__file__).with_name("bench_judge.py"))], folder, OMP_NUM_THREADS="1")
        figures["judge_one_core"] = json.loads(judge["said"][-1])
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=2, ensure_ascii=False), encoding="utf-8")
    sys.stdout.write(Path(out).read_text(encoding="utf-8") + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
