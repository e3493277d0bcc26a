"""The command that makes the evaluation report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ekin.cli.console import app, progress, screen
from ekin.errors import SettingError
from ekin.settings import load_settings
from ekin.vocabulary import REPORT_FORMATS
from ekin.words.console import HELP, SAY


@app.command(help=HELP["report"])
def report(
    period: Annotated[str, typer.Option(help=HELP["period"])],
    unit: Annotated[str | None, typer.Option(help=HELP["unit"])] = None,
    out: Annotated[Path, typer.Option(help=HELP["out"])] = Path("laporan"),
    formats: Annotated[str, typer.Option("--format", help=HELP["format"])] = "html,pdf,xlsx",
    shared: Annotated[bool, typer.Option(help=HELP["shared"])] = False,
) -> None:
    """Make the evaluation report."""
    from ekin.reports.making import make_report
    from ekin.reports.statistics_page import make_statistics
    from ekin.storage.store import open_store

    wanted = tuple(name.strip().lower() for name in formats.split(",") if name.strip())
    if not wanted or set(wanted) - set(REPORT_FORMATS):
        raise SettingError("--format", formats, ", ".join(REPORT_FORMATS))
    with open_store(load_settings()) as store:
        with progress(SAY["judging"]) as step:
            made = make_report(store, period, unit=unit, shared=shared, on_progress=step)
        with progress(SAY["writing"]) as step:
            paths = made.write(out, wanted, on_progress=lambda _path: step(1, len(wanted)))
            paths += make_statistics(store, made).write(out, wanted)
    for path in paths:
        screen.print(SAY["written"].format(path=path), soft_wrap=True, markup=False)
