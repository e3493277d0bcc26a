"""The forms as plain pages, through Voila: for a phone, or for people who want no notebook."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from ekin.words.day import APP

TEMPLATES = Path(__file__).parents[1] / "_voila"
IDLE_S = 3600
"""A page that nobody touches for so long loses its kernel, and with it the session; drafts are kept."""

_FORMS = {"isi_harian": "DayForm", "tinjau_atasan": "ReviewForm"}


def serve(place: Path, *, ip: str, port: int, browser: bool) -> None:
    """Serve each form as a page of its own until interrupted.

    Parameters
    ----------
    place
        Folder whose settings and database hold.
    ip, port
        Where to listen; 127.0.0.1 lets nobody in from outside.
    browser
        Open one.
    """
    from voila.app import Voila

    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(TEMPLATES), os.environ.get("JUPYTER_PATH")]))
    with tempfile.TemporaryDirectory(prefix="ekin-") as folder:
        for name, form in _FORMS.items():
            page = _page(APP[name], f"import os\nos.chdir({str(place)!r})\nimport ekin\nekin.{form}()")
            (Path(folder) / f"{name}.ipynb").write_text(json.dumps(page), encoding="utf-8")
        options = [
            f"--Voila.ip={ip}",
            f"--port={port}",
            "--template=ekin",
            "--classic_tree=True",
            "--HTMLExporter.language_code=id",
        ]
        options += [f"--MappingKernelManager.cull_idle_timeout={IDLE_S}", "--MappingKernelManager.cull_connected=True"]
        Voila.launch_instance([folder, *options, *([] if browser else ["--no-browser"])])


def _page(title: str, source: str) -> dict[str, object]:
    cell = {"cell_type": "code", "id": "form", "metadata": {}, "source": source, "execution_count": None, "outputs": []}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {
        "cells": [cell],
        "metadata": {"kernelspec": kernel, "title": title, "lost": [APP["lost"], APP["gone"]]},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
