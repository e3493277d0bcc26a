"""Commands for research: audit a menu of activities, write the corpus for others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from ekin.cli.console import app, screen
from ekin.settings import shipped
from ekin.words import numbers
from ekin.words.console import HELP, SAY
from ekin.words.research import AUDIT

ROWS_SHOWN = 20


@app.command(help=HELP["audit"])
def audit(
    file: Annotated[Path, typer.Argument(help=HELP["files"])],
    column: Annotated[str | None, typer.Option(help=HELP["column"])] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=HELP["audit_output"])] = None,
) -> None:
    """Show the items of a menu that can only give generic entries, and what to ask instead."""
    from ekin.exchange.frames import write_frame
    from ekin.service.research import audit_file
    from ekin.storage.store import open_store

    with open_store() as store:
        found = audit_file(file, store, column=column)
    bad = found[found["only_generic"]]
    counts = {"bad": len(bad), "n": len(found), "people": bad["people"].max() if len(bad) else 0, "entries": bad["n"].sum()}
    table = Table(*(AUDIT[name] for name in ("item", "people", "n", "questions")))
    for row in bad.head(ROWS_SHOWN).itertuples():
        table.add_row(row.item, numbers.number(row.people), numbers.number(row.n), "\n".join(row.questions))
    screen.print(AUDIT["title"].format(**{name: numbers.number(n) for name, n in counts.items()}), soft_wrap=True)
    if len(bad):
        screen.print(table)
    screen.print(AUDIT["advice"], soft_wrap=True)
    if output:
        screen.print(SAY["written"].format(path=write_frame(found, output)), soft_wrap=True, markup=False)


@app.command(help=HELP["corpus_export"])
def corpus(
    out: Annotated[Path, typer.Option(help=HELP["out"])] = Path("korpus"),
    corpus: Annotated[Path | None, typer.Option(help=HELP["corpus"])] = None,
) -> None:
    """Write the corpus as csv, parquet and a folder for Hugging Face datasets."""
    from ekin.exchange.corpus import write_corpus
    from ekin.quality.ladder import read_corpus

    corpus = corpus or shipped("samples") / "corpus" / "lines.csv"
    for path in write_corpus(read_corpus(corpus), out, documents=corpus.parent):
        screen.print(SAY["written"].format(path=path), soft_wrap=True, markup=False)
