"""The command line: every command does one thing of `ekin.service` or `ekin.reports` and says what came of it."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from typer._click.exceptions import ClickException

from ekin.errors import EkinError, MappingError, SettingError, StrictImportError
from ekin.exchange.receipt import Receipt
from ekin.settings import home, load_settings, log_unexpected, output_folder, shipped
from ekin.vocabulary import REPORT_FORMATS
from ekin.words import numbers
from ekin.words.console import HELP, SAY
from ekin.words.errors import ERROR

SHOWN_REFUSALS = 5

app = typer.Typer(help=HELP["app"], no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
_out, _err = Console(highlight=False), Console(stderr=True, highlight=False)


class DateOrder(StrEnum):
    """Order of day and month in a date such as 05/01/2026."""

    DMY = "dmy"
    MDY = "mdy"


def main() -> None:
    """Run the command line: one Indonesian sentence on stderr and exit code 1 for whatever goes wrong."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)  # a large import makes millions of small objects and no cycles: a third faster
    try:
        code = app(standalone_mode=False)
    except EkinError as error:
        _fail(str(error))
    except (KeyboardInterrupt, typer.Abort):
        _fail(SAY["interrupted"])
    except ClickException as error:  # a wrong option or argument; typer words these in English
        _fail(SAY["usage"].format(text=error.format_message()), code=2)
    except Exception as error:
        _fail(ERROR["unexpected"].format(kind=type(error).__name__, log=log_unexpected()))
    sys.exit(code if isinstance(code, int) else 0)


@app.command(help=HELP["lab"])
def lab(
    folder: Annotated[Path | None, typer.Option(help=HELP["folder"])] = None,
    port: Annotated[int | None, typer.Option(help=HELP["port"])] = None,
    browser: Annotated[bool, typer.Option(help=HELP["browser"])] = True,
) -> None:
    """Open JupyterLab on the notebooks; an installed package copies them into the folder first."""
    from jupyterlab.labapp import LabApp

    place = home(folder or ".")
    notebooks = place / "notebooks"
    if not (notebooks / "00_mulai.ipynb").is_file():
        shutil.copytree(shipped("notebooks"), notebooks, dirs_exist_ok=True)
    _out.print(SAY["lab"].format(path=notebooks), soft_wrap=True)
    options = [f"--ServerApp.root_dir={place}", "--LabApp.default_url=/lab/tree/notebooks/00_mulai.ipynb"]
    options += [] if port is None else [f"--ServerApp.port={port}"]
    options += [] if browser else ["--no-browser"]
    options += ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []  # Lab refuses root without it
    LabApp.launch_instance(options)


@app.command("import", help=HELP["import"])
def import_(
    files: Annotated[list[Path], typer.Argument(help=HELP["files"])],
    mapping: Annotated[list[str] | None, typer.Option("--map", help=HELP["map"])] = None,
    nip: Annotated[str | None, typer.Option(help=HELP["nip"])] = None,
    date_order: Annotated[DateOrder, typer.Option(help=HELP["date_order"])] = DateOrder.DMY,
    strict: Annotated[bool, typer.Option(help=HELP["strict"])] = False,
    refusals: Annotated[Path | None, typer.Option(help=HELP["refusals"])] = None,
) -> None:
    """Import files; exit code 1 when a file is refused as a whole."""
    from ekin.service import import_files
    from ekin.storage.store import open_store

    pairs = _pairs(mapping or [])
    with open_store(load_settings()) as store, _progress(SAY["reading"].format(name=files[0].name)) as step:
        reading = {"mapping": pairs, "nip": nip, "date_order": date_order.value, "on_progress": step}
        try:
            receipts = import_files(store, files, strict=strict, **reading)
        except StrictImportError as error:
            _show_refusals(error.receipt, refusals)
            raise
    for receipt in receipts:
        _out.print(str(receipt), soft_wrap=True, markup=False)
        _show_refusals(receipt, refusals)


@app.command(help=HELP["check"])
def check(
    file: Annotated[Path, typer.Argument(help=HELP["files"])],
    column: Annotated[str | None, typer.Option(help=HELP["column"])] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help=HELP["output"])] = None,
) -> None:
    """Judge the descriptions of a file."""
    from ekin.service import check_file

    judged = check_file(file, load_settings(), column=column, output=output)
    counts = judged["flag"].value_counts()
    shown = {name: numbers.number(counts.get(name, 0)) for name in ("specific", "unsure", "generic")}
    model = judged["model"].iloc[0] if len(judged) else "-"
    _out.print(SAY["verdicts"].format(n=numbers.number(len(judged)), model=model, **shown), soft_wrap=True)
    _out.print(SAY["advice"], soft_wrap=True)
    if output:
        _out.print(SAY["written"].format(path=output), soft_wrap=True, markup=False)


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
    from ekin.storage.store import open_store

    wanted = tuple(name.strip().lower() for name in formats.split(",") if name.strip())
    if not wanted or set(wanted) - set(REPORT_FORMATS):
        raise SettingError("--format", formats, ", ".join(REPORT_FORMATS))
    with open_store(load_settings()) as store:
        with _progress(SAY["judging"]) as step:
            made = make_report(store, period, unit=unit, shared=shared, on_progress=step)
        with _progress(SAY["writing"]) as step:
            paths = made.write(out, wanted, on_progress=lambda _path: step(1, len(wanted)))
    for path in paths:
        _out.print(SAY["written"].format(path=path), soft_wrap=True, markup=False)


@app.command(help=HELP["samples"])
def samples(
    out: Annotated[Path, typer.Option(help=HELP["out"])] = Path("data/samples"),
    seed: Annotated[int, typer.Option(help=HELP["seed"])] = 2026,
) -> None:
    """Write the sample files."""
    from ekin.exchange.samples import write_samples

    paths = write_samples(out, seed=seed)
    _out.print(SAY["samples"].format(count=len(paths), path=out), soft_wrap=True, markup=False)


@app.callback()
def version(
    show: Annotated[bool, typer.Option("--version", help=HELP["version"], is_eager=True)] = False,
) -> None:
    """Show the version when asked."""
    if show:
        from ekin import __version__

        _out.print(__version__)
        raise typer.Exit


@app.command(help=HELP["train"])
def train(
    corpus: Annotated[Path | None, typer.Option(help=HELP["corpus"])] = None,
    out: Annotated[Path | None, typer.Option(help=HELP["out"])] = None,
) -> None:
    """Train the judge anew from the labelled corpus."""
    from ekin.quality.training import MODEL_FOLDER, train

    folder = out or MODEL_FOLDER
    card = train(corpus or shipped("samples") / "corpus" / "lines.csv", folder)
    _out.print(SAY["written"].format(path=f"{folder} ({card['version']})"), soft_wrap=True, markup=False)


def _fail(text: str, *, code: int = 1) -> None:
    _err.print(SAY["error"].format(text=text), soft_wrap=True, markup=False)
    sys.exit(code)


def _pairs(given: list[str]) -> dict[str, str]:
    """Split FIELD=COLUMN options."""
    from ekin.exchange.layouts import FIELD_NAMES

    for item in given:
        if "=" not in item:
            raise MappingError(item, FIELD_NAMES)
    return dict(item.split("=", 1) for item in given)


def _show_refusals(receipt: Receipt, path: Path | None) -> None:
    """Show the first refused cells and write them all as csv."""
    refused = receipt.refusals()
    if refused.empty:
        return
    for item in refused.head(SHOWN_REFUSALS).itertuples():
        shown = {"cell": item.cell or item.row, "value": item.value, "hint": item.hint}
        _out.print("  " + SAY["first_refused"].format(**shown), soft_wrap=True, markup=False)
    if len(refused) > SHOWN_REFUSALS:
        _out.print("  " + SAY["more_refused"].format(count=numbers.number(len(refused) - SHOWN_REFUSALS)), soft_wrap=True)
    path = path or output_folder(load_settings()) / f"{receipt.extract.path.stem}-ditolak.csv"
    _out.print(SAY["refused_at"].format(path=receipt.write_refusals(path)), soft_wrap=True, markup=False)


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, and nothing when the output goes elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_err, disable=not _err.is_terminal, transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


if __name__ == "__main__":
    main()
