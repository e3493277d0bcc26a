"""Commands for whoever looks after the store: its schema, its walls, its event log."""

from __future__ import annotations

import typer

from ekin.cli.console import app, fail, screen
from ekin.secrets import find_secret
from ekin.settings import load_settings
from ekin.words import numbers
from ekin.words.console import HELP, SAY
from ekin.words.errors import BREAK

db = typer.Typer(help=HELP["db"], no_args_is_help=True)
app.add_typer(db, name="db")


@app.command(help=HELP["verify"])
def verify() -> None:
    """Verify the event log; exit code 1 when anything is broken."""
    from ekin.service.verify import head, verify
    from ekin.storage.store import open_store

    with open_store(load_settings()) as store:
        broken, (seq, digest) = verify(store), head(store)
    for item in broken:
        words = {"seq": item.seq or "-", "entry_id": item.entry_id or "-", "what": BREAK[item.what]}
        screen.print(SAY["broken"].format(**words), soft_wrap=True, markup=False)
    if broken:
        fail(SAY["broken_count"].format(n=numbers.number(len(broken))))
    screen.print(SAY["verified"].format(n=numbers.number(seq), digest=digest), soft_wrap=True)


@db.command("init", help=HELP["db_init"])
def db_init() -> None:
    """Bring the schema up to date and put up the walls."""
    from ekin.storage.access import init
    from ekin.storage.store import open_store

    gate, _ = find_secret("EKIN_GATE_PASSWORD")
    with open_store(load_settings()) as store:
        init(store.engine, store.settings, gate_password=gate)
    screen.print(SAY["walls"], soft_wrap=True)


@db.command("upgrade", help=HELP["db_upgrade"])
def db_upgrade() -> None:
    """Bring the schema of the database up to date, and its walls where it has them."""
    from ekin.storage.access import init
    from ekin.storage.store import open_store

    with open_store(load_settings()) as store:
        if store.walled:
            init(store.engine)
        screen.print(SAY["upgraded"].format(version=store.version()))
