"""Reports of a hundred units, as `ekin report --all` makes them: `python tests/bench_reports.py build/reports.json`.

A composed office: 100 units of 20 to 64 people, one to three entries a working day of January 2026 with the texts of the samples.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from pathlib import Path

import pandas as pd
from bench import EKIN, measured

from ekin.domain.period import parse_period
from ekin.domain.workdays import workdays
from ekin.settings import shipped

UNITS, SMALLEST, LARGEST, SEED = 100, 20, 64, 2026


def office():
    """Give employees and entries as tables of the samples' layouts."""
    draw, people, rows = random.Random(SEED), [], []
    texts = pd.read_csv(shipped("samples") / "progres-harian-2026-03.csv", dtype="str")["Kegiatan Harian"].tolist()
    days = workdays(parse_period("2026-01"), 5)
    for unit in range(UNITS):
        for _ in range(draw.randint(SMALLEST, LARGEST)):
            place = len(people)
            nip = f"19{70 + place % 30}{1 + place % 12:02d}{1 + place % 28:02d}201501{1 + place % 2}{place // 30 % 999 + 1:03d}"
            people.append(
                {
                    "NIP": nip,
                    "Nama": f"Pegawai {place}",
                    "Jabatan": "Pelaksana",
                    "Unit": f"Dinas {unit:03d}",
                    "Unit Induk": "Kabupaten",
                }
            )
            habit = draw.uniform(0.4, 1.0)
            for day in days:
                for turn in range(draw.choice((1, 1, 2, 3)) if draw.random() < habit else 0):
                    rows.append(
                        [
                            nip,
                            "",
                            day,
                            f"{7 + 3 * turn:02d}:00",
                            f"{9 + 3 * turn:02d}:30",
                            draw.choice(texts),
                            turn + 1,
                            "Dokumen",
                            "",
                        ]
                    )
    head = [
        "NIP",
        "Rencana Aksi",
        "Tanggal",
        "Jam Mulai",
        "Jam Selesai",
        "Kegiatan Harian",
        "Realisasi",
        "Satuan",
        "Bukti Dukung",
    ]
    return pd.DataFrame(people), pd.DataFrame(rows, columns=head)


def main(out):
    """Measure and write."""
    people, entries = office()
    figures = {"cpus": os.cpu_count(), "units": UNITS, "people": len(people), "entries": len(entries)}
    figures["distinct_texts"] = int(entries["Kegiatan Harian"].nunique())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people.to_csv(folder / "pegawai.csv", index=False, sep=";")
        entries.to_csv(folder / "progres.csv", index=False, sep=";", date_format="%d/%m/%Y")
        figures["import"] = measured([*EKIN, "import", "pegawai.csv", "progres.csv"], folder)
        report = [*EKIN, "report", "--period", "2026-01", "--all"]
        for label, more in (("first_jobs_2", ["--jobs", "2"]), ("again_jobs_2", ["--jobs", "2"]), ("again_jobs_1", [])):
            figures[label] = {**measured([*report, *more], folder), "load_before": os.getloadavg()[0]}
        figures["files"] = sum(1 for _ in (folder / "laporan").iterdir())
        figures["folder_mb"] = round(sum(path.stat().st_size for path in (folder / "laporan").iterdir()) / 2**20)
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=2, ensure_ascii=False), encoding="utf-8")
    sys.stdout.write(Path(out).read_text(encoding="utf-8") + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
