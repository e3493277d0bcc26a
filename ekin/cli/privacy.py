"""The command that takes the people out of a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ekin.cli.console import app, screen
from ekin.settings import load_settings
from ekin.words import numbers
from ekin.words.console import SAY as DONE
from ekin.words.privacy import FOUND, HELP, SAY


@app.command(help=HELP["pseudonymise"])
def pseudonymise(
    file: Annotated[Path, typer.Argument(help=HELP["file"])],
    output: Annotated[Path, typer.Option("-o", "--output", help=HELP["out"])],
    key: Annotated[Path, typer.Option(help=HELP["key"])],
    new_key: Annotated[bool, typer.Option("--new-key", help=HELP["new_key"])] = False,
    register: Annotated[Path | None, typer.Option(help=HELP["register"])] = None,
    coarsen: Annotated[list[str] | None, typer.Option(help=HELP["coarsen"])] = None,
    hide_small: Annotated[bool, typer.Option("--hide-small", help=HELP["hide_small"])] = False,
) -> None:
    """Write a copy without identities and say what was replaced, what the leak test found, and k."""
    from ekin.service.pseudonyms import pseudonymise_file

    settings, how = load_settings(), {"register": register, "new_key": new_key, "coarse": coarsen or (), "hide_small": hide_small}
    done = pseudonymise_file(file, output, key, settings, **how)
    found = ", ".join(f"{FOUND[kind]} {numbers.number(n)}" for kind, n in done.found.most_common()) or numbers.NONE
    said = [SAY["attack"].format(cells=numbers.number(done.cells), struck=done.struck, left=done.left)]
    said += [SAY["bare"].format(n=done.bare)] if done.bare else []
    said += [SAY["found"].format(found=found, people=done.known)] + ([] if done.known else [SAY["no_register"]])
    said += [SAY["dropped"].format(columns=", ".join(done.dropped))] if done.dropped else []
    groups = {"k": done.k, "minimum": settings.min_group, "columns": ", ".join(done.quasi) or "-"}
    said += [SAY["k"].format(people=done.people, hidden=done.hidden, **groups)] if done.people else []
    for line in [*said, SAY["limits"], DONE["written"].format(path=output)]:
        screen.print(line, soft_wrap=True, markup=False)
