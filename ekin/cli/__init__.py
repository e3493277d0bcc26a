"""The command line: every command does one thing of `ekin.service` or `ekin.reports` and says what came of it."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer
from typer._click.exceptions import ClickException

from ekin.cli import opening, files, privacy, report, judge, research, workshop, database, secret  # in the order of the help  # isort: skip
from ekin.cli.console import app, fail, screen
from ekin.errors import EkinError
from ekin.settings import log_unexpected
from ekin.words.console import HELP, SAY
from ekin.words.errors import ERROR

__all__ = ["app", "database", "files", "judge", "main", "opening", "privacy", "report", "research", "secret", "workshop"]


def main() -> None:
    """Run the command line: one Indonesian sentence on stderr and exit code 1 for whatever goes wrong."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)  # a large import makes millions of small objects and no cycles: a third faster
    try:
        code = app(standalone_mode=False)
    except EkinError as error:
        fail(str(error))
    except (KeyboardInterrupt, typer.Abort):
        fail(SAY["interrupted"])
    except ClickException as error:  # a wrong option or argument; typer words these in English
        fail(SAY["usage"].format(text=error.format_message()), code=2)
    except Exception as error:
        fail(ERROR["unexpected"].format(kind=type(error).__name__, log=log_unexpected()))
    sys.exit(code if isinstance(code, int) else 0)


@app.callback()
def version(
    show: Annotated[bool, typer.Option("--version", help=HELP["version"], is_eager=True)] = False,
) -> None:
    """Show the version when asked."""
    if show:
        from ekin import __version__

        screen.print(__version__)
        raise typer.Exit
