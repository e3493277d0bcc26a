"""The command that makes reports: of all people or a unit, of every unit, of one person, or of periods side by side."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from ekin.cli.console import app, progress, screen
from ekin.errors import OptionError
from ekin.exchange.importing import OnProgress
from ekin.settings import load_settings
from ekin.storage.store import Store, open_store
from ekin.vocabulary import PAGE_FORMATS, REPORT_FORMATS
from ekin.words import numbers
from ekin.words.console import HELP, SAY


@app.command(help=HELP["report"])
def report(
    period: Annotated[str | None, typer.Option(help=HELP["period"])] = None,
    unit: Annotated[str | None, typer.Option(help=HELP["unit"])] = None,
    every: Annotated[bool, typer.Option("--all", help=HELP["all_units"])] = False,
    person: Annotated[str | None, typer.Option(help=HELP["person"])] = None,
    compare: Annotated[str | None, typer.Option(help=HELP["compare"])] = None,
    out: Annotated[Path, typer.Option(help=HELP["out"])] = Path("laporan"),
    formats: Annotated[str | None, typer.Option("--format", help=HELP["format"])] = None,
    shared: Annotated[bool, typer.Option(help=HELP["shared"])] = False,
    jobs: Annotated[int, typer.Option(min=1, help=HELP["jobs"])] = 1,
) -> None:
    """Make a report."""
    _require_one(period, compare, unit=unit, every=every, person=person)
    if shared and person:
        raise OptionError("--person", SAY["card_is_private"])
    pages = PAGE_FORMATS if person or compare else REPORT_FORMATS
    wanted = _wanted(formats, pages, default=("html",) if every else pages)
    started = time.monotonic()
    with open_store(load_settings()) as store:
        with progress(SAY["judging"]) as step:
            made = _made(store, period, compare, unit=unit, person=person, shared=shared, step=step)
        beside = nullcontext([]) if person or compare else _statistics(store, made, out, wanted)
        with progress(SAY["writing"]) as step, beside as also:
            paths = _all_units(made, out, wanted, jobs, step) if every else _one(made, out, wanted, step)
    for path in [*(paths[:1] if every else paths), *also]:
        screen.print(SAY["written"].format(path=path), soft_wrap=True, markup=False)
    if every:
        seconds = numbers.number(time.monotonic() - started)
        screen.print(SAY["units_written"].format(count=numbers.number(len(paths) - 2), seconds=seconds), markup=False)


def _made(
    store: Store, period: str | None, compare: str | None, *, unit: str | None, person: str | None, shared: bool, step: OnProgress
) -> Any:
    """Make what was asked for; whatever it is, it has `write`."""
    from ekin.reports import making

    if person:
        return making.make_card(store, period, person)
    if compare:
        keys = [key for key in compare.split(",") if key.strip()]
        return making.make_comparison(store, keys, unit=unit, shared=shared, on_progress=step)
    return making.make_report(store, period, unit=unit, shared=shared, on_progress=step)


def _one(made: Any, out: Path, wanted: tuple[str, ...], step: OnProgress) -> list[Path]:
    from ekin.reports.paper import counted

    return made.write(out, wanted, on_progress=counted(step, len(wanted)))


def _statistics(store: Store, made: Any, out: Path, wanted: tuple[str, ...]) -> AbstractContextManager[list[Path]]:
    """Write the appendix first, for the report links it; its PDF is printed meanwhile."""
    from ekin.reports.statistics_page import make_statistics

    return make_statistics(store, made).writing(out, wanted)


def _all_units(made: Any, out: Path, wanted: tuple[str, ...], jobs: int, step: OnProgress) -> list[Path]:
    from ekin.reports.office import write_units

    return write_units(made, out, wanted, jobs=jobs, on_progress=step)


def _require_one(period: str | None, compare: str | None, *, unit: str | None, every: bool, person: str | None) -> None:
    """Refuse options that ask for two reports at once, or for none."""
    if bool(period) == bool(compare):
        raise OptionError("--period, --compare", SAY["one_of"])
    asked = [name for name, given in (("--unit", unit), ("--all", every), ("--person", person)) if given]
    if len(asked) > 1:
        raise OptionError(", ".join(asked), SAY["one_of"])
    if compare and (every or person):
        raise OptionError(f"--compare, {asked[0]}", SAY["one_of"])


def _wanted(formats: str | None, known: tuple[str, ...], *, default: tuple[str, ...]) -> tuple[str, ...]:
    if formats is None:
        return default
    wanted = tuple(name.strip().lower() for name in formats.split(",") if name.strip())
    if not wanted or set(wanted) - set(known):
        raise OptionError(f"--format {formats}", ", ".join(known))
    return wanted
