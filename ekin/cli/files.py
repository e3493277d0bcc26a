"""Commands for files that people bring: import, check, and the samples to try both on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import ProgressColumn, Task
from rich.table import Table
from rich.text import Text

from ekin.cli.console import app, progress, screen
from ekin.errors import MappingError, StrictImportError
from ekin.exchange.receipt import Receipt
from ekin.settings import Settings, load_settings, output_folder
from ekin.words import numbers
from ekin.words.console import BATCH, HELP, SAY

SHOWN_REFUSALS = 5


class DateOrder(StrEnum):
    """Order of day and month in a date such as 05/01/2026."""

    DMY = "dmy"
    MDY = "mdy"


class Effort(StrEnum):
    """How deep the judge looks."""

    AUTO = "auto"
    FAST = "fast"


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
    with open_store(load_settings()) as store, progress(SAY["reading"].format(name=files[0].name)) as step:
        reading = {"mapping": pairs, "nip": nip, "date_order": date_order.value, "on_progress": step}
        try:
            receipts = import_files(store, files, strict=strict, **reading)
        except StrictImportError as error:
            _show_refusals(error.receipt, refusals)
            raise
    for receipt in receipts:
        screen.print(str(receipt), soft_wrap=True, markup=False)
        _show_refusals(receipt, refusals)


@app.command(help=HELP["check"])
def check(
    file: Annotated[Path, typer.Argument(help=HELP["table"])],
    column: Annotated[str | None, typer.Option(help=HELP["column"])] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help=HELP["output"])] = None,
    scheduler: Annotated[str | None, typer.Option(help=HELP["scheduler"])] = None,
    effort: Annotated[Effort, typer.Option(help=HELP["effort"])] = Effort.AUTO,
) -> None:
    """Judge the descriptions of a file, or of a folder or large file part by part."""
    from ekin.exchange.partitions import is_large
    from ekin.service import check_file

    settings, how = load_settings(), {"column": column, "output": output, "effort": effort.value}
    if is_large(file, settings):
        counts, model = _check_large(file, settings, scheduler=scheduler, **how)
    else:
        judged = check_file(file, settings, **how)
        counts, model = judged["flag"].value_counts().to_dict(), judged["model"].iloc[0] if len(judged) else "-"
    shown = {name: numbers.number(counts.get(name, 0)) for name in ("specific", "unsure", "generic")}
    screen.print(SAY["verdicts"].format(n=numbers.number(sum(counts.values())), model=model, **shown), soft_wrap=True)
    screen.print(SAY["advice"], soft_wrap=True)
    if output:
        screen.print(SAY["written"].format(path=output), soft_wrap=True, markup=False)


@app.command(help=HELP["samples"])
def samples(
    out: Annotated[Path | None, typer.Option(help=HELP["samples_out"])] = None,
    seed: Annotated[int, typer.Option(help=HELP["seed"])] = 2026,
    people: Annotated[int | None, typer.Option(min=1, max=100_000, help=HELP["people"])] = None,
    months: Annotated[int, typer.Option(min=1, max=12, help=HELP["months"])] = 3,
) -> None:
    """Write the sample files, or those of a simulated crowd when a number of people is given."""
    if people is None:
        from ekin.exchange.samples import write_samples

        out = out or Path("data/samples")
        paths = write_samples(out, seed=seed)
    else:
        from ekin.exchange.crowds import write_crowd

        out = out or Path("simulasi")
        paths = write_crowd(people, months, out, seed=seed)
    screen.print(SAY["samples"].format(count=len(paths), path=out), soft_wrap=True, markup=False)


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
        screen.print("  " + SAY["first_refused"].format(**shown), soft_wrap=True, markup=False)
    if len(refused) > SHOWN_REFUSALS:
        screen.print("  " + SAY["more_refused"].format(count=numbers.number(len(refused) - SHOWN_REFUSALS)), soft_wrap=True)
    path = path or output_folder(load_settings()) / f"{receipt.extract.path.stem}-ditolak.csv"
    screen.print(SAY["refused_at"].format(path=receipt.write_refusals(path)), soft_wrap=True, markup=False)


def _check_large(file: Path, settings: Settings, **how: object) -> tuple[dict[str, int], str]:
    """Judge part by part, show what each run did, and give the rows by flag and the model."""
    from ekin.batch import check_large

    with progress(SAY["judging"], _Rate()) as step:
        runs, model = check_large(file, settings, on_progress=step, **how)
    table = Table("", *(BATCH[flag] for flag in runs.columns), BATCH["n"], title=model)
    for run, counts in runs.iterrows():
        table.add_row(BATCH[run], *map(numbers.number, counts), numbers.number(counts.sum()))
    screen.print(table)
    return runs.loc["all"].to_dict(), model


class _Rate(ProgressColumn):
    """Rows a second over the last minutes."""

    def render(self, task: Task) -> Text:
        return Text(SAY["rate"].format(rate=numbers.number(round(task.finished_speed or task.speed or 0))))
