"""What every command needs: the application, the two streams, a bar, and one sentence for what goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

from ekin.words.console import HELP, SAY

app = typer.Typer(help=HELP["app"], no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
screen, aside = Console(highlight=False), Console(stderr=True, highlight=False)


def fail(text: str, *, code: int = 1) -> None:
    """Say what went wrong on stderr and end with this exit code."""
    aside.print(SAY["error"].format(text=text), soft_wrap=True, markup=False)
    sys.exit(code)


@contextmanager
def progress(title: str, *more: ProgressColumn) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, and nothing when the output goes elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *more, TimeRemainingColumn())
    options = {"console": aside, "disable": not aside.is_terminal, "transient": True, "speed_estimate_period": 120}
    with Progress(*columns, **options) as progress:
        task = progress.add_task(title, total=None)

        def step(done: int, total: int) -> None:
            begun = progress.tasks[0].total is not None  # what a run finds done is no part of its speed
            (progress.update if begun else progress.reset)(task, completed=done, total=total)

        yield step
