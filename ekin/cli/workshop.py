"""Commands for a trainer's workshop: open the room, take the results home, keep the marks, wipe somebody."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from ekin.cli.console import app, screen
from ekin.domain.workshop import PORT
from ekin.words.workshop import CONSOLE

workshop = typer.Typer(help=CONSOLE["app"], no_args_is_help=True)
app.add_typer(workshop, name="workshop")

Folder = Annotated[Path, typer.Option(help=CONSOLE["folder"])]
HERE = Path("lokakarya")


@workshop.command(help=CONSOLE["start"])
def start(folder: Folder = HERE, port: Annotated[int, typer.Option(help=CONSOLE["port"])] = PORT) -> None:
    """Open a room, or the one that was there, and serve it until interrupted."""
    from ekin.forms.room import address, serve
    from ekin.service.workshop import open_room

    shop = open_room(folder, port=port)
    screen.print(CONSOLE["open"].format(address=address(shop.room.port), code=shop.room.code), soft_wrap=True)
    screen.print(CONSOLE["hint"], soft_wrap=True)
    asyncio.run(serve(shop))


@workshop.command(help=CONSOLE["export"])
def export(folder: Folder = HERE, out: Annotated[Path, typer.Option(help=CONSOLE["out"])] = Path("hasil-lokakarya")) -> None:
    """Write the summary, and the answers of those who consented."""
    from ekin.forms.outcome import summary_page
    from ekin.service import classroom
    from ekin.service.workshop import find_room

    shop = find_room(folder)
    consented, n = classroom.export(shop, out)
    (out / "ringkasan.html").write_text(summary_page(shop), encoding="utf-8")
    screen.print(CONSOLE["exported"].format(consented=consented, n=n, path=out), soft_wrap=True, markup=False)


@workshop.command(help=CONSOLE["keep"])
def keep(folder: Folder = HERE) -> None:
    """Keep the superiors' marks in the database, of those who consented."""
    from ekin.service.calibration import keep_marks
    from ekin.service.workshop import find_room
    from ekin.storage.store import open_store

    with open_store() as store:
        kept = keep_marks(store, find_room(folder))
    screen.print(CONSOLE["kept"].format(n=kept), soft_wrap=True)


@workshop.command(help=CONSOLE["wipe"])
def wipe(nickname: Annotated[str, typer.Argument(help=CONSOLE["nickname"])], folder: Folder = HERE) -> None:
    """Wipe a participant from the file."""
    from ekin.service import classroom
    from ekin.service.workshop import find_room

    classroom.wipe(find_room(folder), nickname)
    screen.print(CONSOLE["wiped"].format(nickname=nickname), soft_wrap=True, markup=False)
