"""Commands that open something to work in: JupyterLab, and the forms as pages."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from ekin.cli.console import app, screen
from ekin.settings import home, shipped
from ekin.words.console import HELP, SAY


@app.command(help=HELP["lab"])
def lab(
    folder: Annotated[Path | None, typer.Option(help=HELP["folder"])] = None,
    port: Annotated[int | None, typer.Option(help=HELP["port"])] = None,
    browser: Annotated[bool, typer.Option(help=HELP["browser"])] = True,
) -> None:
    """Open JupyterLab on the notebooks; an installed package copies them into the folder first."""
    _spare_grammars()
    from jupyterlab.labapp import LabApp

    place = home(folder or ".")
    notebooks = place / "notebooks"
    if not (notebooks / "00_mulai.ipynb").is_file():
        shutil.copytree(shipped("notebooks"), notebooks, dirs_exist_ok=True)
    screen.print(SAY["lab"].format(path=notebooks), soft_wrap=True)
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
    _spare_grammars()
    from ekin.forms.pages import serve

    screen.print(SAY["pages"].format(ip=ip, port=port), soft_wrap=True)
    serve(home(folder or "."), ip=ip, port=port, browser=browser)


def _spare_grammars() -> None:
    """Start a second sooner: jsonschema compiles 38 grammars to check IRIs, of which no schema of Jupyter's has one."""
    sys.modules.setdefault("rfc3987_syntax", None)
