"""The long runs, with their figures: `python -m tests.soak build/soak.json`."""

import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.soak.crew import kill_clients, kill_server, load
from tests.soak.office import offices
from tests.soak.paths import paths


def main(out):
    """Run everything, write the figures after each part, and leave with 1 when anything is lost or broken."""
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
    figures = {"machine": machine | {"load_before": os.getloadavg()}}
    out.parent.mkdir(parents=True, exist_ok=True)

    def part(name, run, *given, **how):
        figures[name] = run(*given, **how)
        out.write_text(json.dumps(figures, indent=1, default=str), encoding="utf-8")

    with tempfile.TemporaryDirectory(prefix="ekin-soak-") as folder, offices(Path(folder)) as both:
        for name, office in both.items():
            part(f"load {name}", load, office, seconds=180, pause=2, processes=4)
        part("kill clients", kill_clients, both, times=100)
        part("kill postgresql", kill_server, both["postgresql"], times=100)
        part("paths", paths, Path(folder), 1000, parts=True)
    print(out.read_text(encoding="utf-8"))  # noqa: T201
    sys.exit(any(of.get("faults") for of in figures.values()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
