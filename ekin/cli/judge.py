"""Commands for the judge itself: train it, show how good it is, fit it to local labels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from ekin.cli.console import app, aside, screen
from ekin.errors import SettingError
from ekin.settings import load_settings, shipped
from ekin.words import numbers
from ekin.words.console import HELP, SAY


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
    how = {"store": Path("build/held_out"), "deep": deep, "on_progress": step_begins}
    if report and out:
        raise SettingError("--out", out, SAY["no_report_of_other"])
    before = shipped_card()
    if not report or before["data"]["sha256"] != digest(corpus):
        card = train(corpus, folder, **how)
        screen.print(SAY["written"].format(path=f"{folder} ({card['version']})"), soft_wrap=True, markup=False)
        _show_rebuilt(before, card)
    if report:
        from ekin.reports.board import make

        for path in make(corpus, report, real=real, **how):
            screen.print(SAY["written"].format(path=path), soft_wrap=True, markup=False)


@app.command("train-matcher", help=HELP["train_matcher"])
def train_matcher(
    leave_out: Annotated[list[str] | None, typer.Option(help=HELP["leave_out"])] = None,
) -> None:
    """Teach the matcher of entries and action plans anew."""
    from ekin.quality.pairs import train_matcher
    from ekin.quality.weights import FOLDER

    train_matcher(shipped("samples") / "corpus", FOLDER, leave_out=leave_out or (), on_progress=step_begins)
    screen.print(SAY["written"].format(path=FOLDER), soft_wrap=True, markup=False)


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
    screen.print(
        SAY["written"].format(path=calibration.save(card, fit, len(labels))) if save else SAY["not_saved"], soft_wrap=True
    )


def step_begins(name: str) -> None:
    """Say which step begins, on a terminal."""
    if aside.is_terminal:
        aside.print(SAY["step"].format(name=name))


def _show_figures(title: str, found: dict[str, dict[str, list[float | None]]]) -> None:
    from ekin.quality.scores import shown
    from ekin.words.quality import CARD_COLUMNS

    table = Table("", *(SAY[name] for name in found), title=title)
    for key in ("ece", "macro_f1", "error_decided", "unsure_share"):
        table.add_row(CARD_COLUMNS[key], *(shown(figures[key]) for figures in found.values()))
    screen.print(table)


def _show_rebuilt(before: dict, card: dict) -> None:
    """Say of each figure of a rebuilt judge whether it lies within the shipped interval."""
    from ekin.quality.scores import shown
    from ekin.quality.training import compare_cards
    from ekin.words.quality import CARD_COLUMNS

    for row in () if (rows := compare_cards(before, card)) is None else rows.itertuples():
        words = {"figure": CARD_COLUMNS[row.figure], "shown": shown([row.value, row.low, row.high])}
        screen.print(SAY["within" if row.within else "outside"].format(**words), soft_wrap=True)
