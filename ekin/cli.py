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
from pydantic import SecretStr
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text
from typer._click.exceptions import ClickException

from ekin.errors import EkinError, MappingError, SettingError, StrictImportError
from ekin.exchange.receipt import Receipt
from ekin.settings import Settings, home, load_settings, log_unexpected, output_folder, shipped
from ekin.vocabulary import REPORT_FORMATS
from ekin.words import numbers
from ekin.words.console import BATCH, HELP, SAY
from ekin.words.errors import BREAK, ERROR

SHOWN_REFUSALS = 5

app = typer.Typer(help=HELP["app"], no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
db = typer.Typer(help=HELP["db"], no_args_is_help=True)
app.add_typer(db, name="db")
_out, _err = Console(highlight=False), Console(stderr=True, highlight=False)


class DateOrder(StrEnum):
    """Order of day and month in a date such as 05/01/2026."""

    DMY = "dmy"
    MDY = "mdy"


class Effort(StrEnum):
    """How deep the judge looks."""

    AUTO = "auto"
    FAST = "fast"


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


@app.command("app", help=HELP["pages"])
def pages(
    folder: Annotated[Path | None, typer.Option(help=HELP["folder"])] = None,
    ip: Annotated[str, typer.Option(help=HELP["ip"])] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=HELP["port"])] = 8866,
    browser: Annotated[bool, typer.Option(help=HELP["browser"])] = True,
) -> None:
    """Serve the forms as plain pages until interrupted."""
    from ekin.forms.pages import serve

    _out.print(SAY["pages"].format(ip=ip, port=port), soft_wrap=True)
    serve(home(folder or "."), ip=ip, port=port, browser=browser)


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
    _out.print(SAY["verdicts"].format(n=numbers.number(sum(counts.values())), model=model, **shown), soft_wrap=True)
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


@app.command(help=HELP["verify"])
def verify() -> None:
    """Verify the event log; exit code 1 when anything is broken."""
    from ekin.service.verify import head, verify
    from ekin.storage.store import open_store

    with open_store(load_settings()) as store:
        broken, (seq, digest) = verify(store), head(store)
    for item in broken:
        words = {"seq": item.seq or "-", "entry_id": item.entry_id or "-", "what": BREAK[item.what]}
        _out.print(SAY["broken"].format(**words), soft_wrap=True, markup=False)
    if broken:
        _fail(SAY["broken_count"].format(n=numbers.number(len(broken))))
    _out.print(SAY["verified"].format(n=numbers.number(seq), digest=digest), soft_wrap=True)


@db.command("upgrade", help=HELP["db_upgrade"])
def db_upgrade() -> None:
    """Bring the schema of the database up to date, and its walls where it has them."""
    from ekin.storage.access import init
    from ekin.storage.store import open_store

    with open_store(load_settings()) as store:
        if store.walled:
            init(store.engine)
        _out.print(SAY["upgraded"].format(version=store.version()))


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
    out: Annotated[Path | None, typer.Option(help=HELP["model_out"])] = None,
    report: Annotated[Path | None, typer.Option(help=HELP["board"])] = None,
    real: Annotated[Path | None, typer.Option(help=HELP["real"])] = None,
    deep: Annotated[bool, typer.Option(help=HELP["deep"])] = True,
) -> None:
    """Train the judge anew, unless only its board is asked for and it was trained on this very corpus."""
    from ekin.quality.training import shipped_card, train
    from ekin.quality.weights import FOLDER, digest

    corpus, folder = corpus or shipped("samples") / "corpus" / "lines.csv", out or FOLDER
    how = {"store": Path("build/held_out"), "deep": deep, "on_progress": _step}
    if report and out:
        raise SettingError("--out", out, SAY["no_report_of_other"])
    before = shipped_card()
    if not report or before["data"]["sha256"] != digest(corpus):
        card = train(corpus, folder, **how)
        _out.print(SAY["written"].format(path=f"{folder} ({card['version']})"), soft_wrap=True, markup=False)
        _show_rebuilt(before, card)
    if report:
        from ekin.reports.board import make

        for path in make(corpus, report, real=real, **how):
            _out.print(SAY["written"].format(path=path), soft_wrap=True, markup=False)


@app.command(help=HELP["calibrate"])
def calibrate(
    file: Annotated[Path, typer.Argument(help=HELP["files"])],
    label_column: Annotated[str, typer.Option(help=HELP["label_column"])],
    column: Annotated[str | None, typer.Option(help=HELP["column"])] = None,
    save: Annotated[bool, typer.Option("--save", help=HELP["save"])] = False,
) -> None:
    """Fit the judge's probabilities to local labels, show what that changes, and store it when asked."""
    from ekin.exchange.frames import read_frame
    from ekin.quality import calibration
    from ekin.quality.judge import check, judge_model

    frame, column = read_frame(file, load_settings(), column=column)
    labels, card = calibration.read_labels(frame, label_column, file), judge_model()[1]
    texts = frame.loc[labels.index, column]
    logits = calibration.raw_logits(check(texts)["p_generic"], calibration.current(card))
    fit, found = calibration.compare(logits, labels.to_numpy(), texts, card, file)
    _show_figures(
        SAY["calibrated"].format(n=numbers.number(len(labels)), slope=numbers.number(fit[0], 2), shift=numbers.number(fit[1], 2)),
        found,
    )
    _out.print(SAY["written"].format(path=calibration.save(card, fit, len(labels))) if save else SAY["not_saved"], soft_wrap=True)


@db.command("init", help=HELP["db_init"])
def db_init() -> None:
    """Bring the schema up to date and put up the walls."""
    from ekin.storage.access import init
    from ekin.storage.store import open_store

    gate = os.environ.get("EKIN_GATE_PASSWORD")
    with open_store(load_settings()) as store:
        init(store.engine, gate_password=SecretStr(gate) if gate else None)
    _out.print(SAY["walls"], soft_wrap=True)


def _step(name: str) -> None:
    """Say which step begins, on a terminal."""
    if _err.is_terminal:
        _err.print(SAY["step"].format(name=name))


def _show_figures(title: str, found: dict[str, dict[str, list[float | None]]]) -> None:
    from ekin.quality.scores import shown
    from ekin.words.quality import CARD_COLUMNS

    table = Table("", *(SAY[name] for name in found), title=title)
    for key in ("ece", "macro_f1", "error_decided", "unsure_share"):
        table.add_row(CARD_COLUMNS[key], *(shown(figures[key]) for figures in found.values()))
    _out.print(table)


def _show_rebuilt(before: dict, card: dict) -> None:
    """Say of each figure of a rebuilt judge whether it lies within the shipped interval."""
    from ekin.quality.scores import shown
    from ekin.quality.training import compare_cards
    from ekin.words.quality import CARD_COLUMNS

    for row in () if (rows := compare_cards(before, card)) is None else rows.itertuples():
        words = {"figure": CARD_COLUMNS[row.figure], "shown": shown([row.value, row.low, row.high])}
        _out.print(SAY["within" if row.within else "outside"].format(**words), soft_wrap=True)


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


def _check_large(file: Path, settings: Settings, **how: object) -> tuple[dict[str, int], str]:
    """Judge part by part, show what each run did, and give the rows by flag and the model."""
    from ekin.batch import check_large

    with _progress(SAY["judging"], _Rate()) as step:
        runs, model = check_large(file, settings, on_progress=step, **how)
    table = Table("", *(BATCH[flag] for flag in runs.columns), BATCH["n"], title=model)
    for run, counts in runs.iterrows():
        table.add_row(BATCH[run], *map(numbers.number, counts), numbers.number(counts.sum()))
    _out.print(table)
    return runs.loc["all"].to_dict(), model


class _Rate(ProgressColumn):
    """Rows a second over the last minutes."""

    def render(self, task: Task) -> Text:
        return Text(SAY["rate"].format(rate=numbers.number(round(task.finished_speed or task.speed or 0))))


@contextmanager
def _progress(title: str, *more: ProgressColumn) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, and nothing when the output goes elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *more, TimeRemainingColumn())
    options = {"console": _err, "disable": not _err.is_terminal, "transient": True, "speed_estimate_period": 120}
    with Progress(*columns, **options) as progress:
        task = progress.add_task(title, total=None)

        def step(done: int, total: int) -> None:
            begun = progress.tasks[0].total is not None  # what a run finds done is no part of its speed
            (progress.update if begun else progress.reset)(task, completed=done, total=total)

        yield step


if __name__ == "__main__":
    main()
