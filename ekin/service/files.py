"""Files in: reading exports, storing them, the samples, and judging a file of descriptions."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pandas as pd
from sqlalchemy import insert, select

from ekin.errors import StrictImportError
from ekin.exchange.extract import Extract, Table
from ekin.exchange.frames import read_frame, write_frame
from ekin.exchange.importing import OnProgress, read_table
from ekin.exchange.receipt import Receipt, refuse_rows
from ekin.quality import judge
from ekin.service.clock import Clock, local_today, utc_now
from ekin.settings import Settings, shipped
from ekin.storage import schema
from ekin.storage.intake import take
from ekin.storage.store import Store
from ekin.vocabulary import Layout

DateOrder = Literal["dmy", "mdy"]

_ORDER = (
    *(Layout.EMPLOYEES, Layout.SKP_REPORT, Layout.RATING_REPORT),
    *(Layout.PLANS, Layout.LEAVE, Layout.PROGRESS),
    Layout.REVIEWS,
)


def read_file(
    path: str | Path,
    settings: Settings,
    *,
    mapping: Mapping[str, str] | None = None,
    nip: str | None = None,
    date_order: DateOrder = "dmy",
    clock: Clock = utc_now,
    on_progress: OnProgress | None = None,
) -> Extract:
    """Read an export without storing anything; see `ekin.exchange.importing.read_table`."""
    today = local_today(settings, clock)
    return read_table(
        path, mapping=mapping, nip=nip, date_order=date_order, settings=settings, today=today, on_progress=on_progress
    )


def store_extract(
    store: Store, extract: Extract, *, actor: str | None = None, strict: bool = False, clock: Clock = utc_now
) -> Receipt:
    """Write what was read from one file, in one transaction.

    Parameters
    ----------
    actor
        Who imports, for the log; the operating system's user when not given.
    strict
        Take nothing when any row is refused.

    Raises
    ------
    StrictImportError
        If `strict` and a row is refused; it holds the receipt, and nothing was written.
    """
    actor, now = actor or getpass.getuser(), clock()
    new = changed = unchanged = 0
    with store.transaction() as connection:
        for table in sorted(extract.tables, key=lambda table: _ORDER.index(table.layout)):
            agency = table.metadata.agency
            taken = take(connection, table.layout, table.rows, actor=actor, now=now, agency=agency)
            new, changed, unchanged = new + taken.new, changed + taken.changed, unchanged + taken.unchanged
            refuse_rows(table, taken.refused)
            connection.execute(insert(schema.import_log), _log(extract, table, actor, now))
        receipt = Receipt(extract, new, changed, unchanged)
        if strict and receipt.refused:
            raise StrictImportError(extract.path, receipt)
    return receipt


def import_files(
    store: Store, paths: Iterable[str | Path], *, strict: bool = False, clock: Clock = utc_now, **reading: object
) -> list[Receipt]:
    """Import files so that people come before what refers to them, whatever order they are given in.

    Raises
    ------
    FileRefusedError, MappingError, StrictImportError
        From the first file that cannot be read or taken; files before it stay imported.
    """
    extracts = [read_file(path, store.settings, clock=clock, **reading) for path in paths]
    return [store_extract(store, extract, strict=strict, clock=clock) for extract in in_order(extracts)]


def in_order(extracts: Iterable[Extract]) -> list[Extract]:
    """Sort so that people come before what refers to them."""
    return sorted(extracts, key=lambda extract: min(_ORDER.index(table.layout) for table in extract.tables))


SAMPLE_FILES = (
    *("pegawai.csv", "rencana.csv", "cuti.csv", "laporan-skp-2026.xlsx"),
    *(f"laporan-penilaian-skp-2026-{month}.xlsx" for month in ("01", "02", "03")),
    *("progres-harian-2026-01.xlsx", "progres-harian-2026-02.csv", "progres-harian-2026-03.csv", "tinjauan.csv"),
)
"""Files of the samples that are imported, in the layouts people have; the planted truth is not among them."""


def load_samples(store: Store, *, on_progress: OnProgress | None = None) -> list[Receipt]:
    """Import the fictional offices that come with ekin; a second time changes nothing."""
    return import_files(store, [shipped("samples") / name for name in SAMPLE_FILES], on_progress=on_progress)


def check_file(
    path: str | Path,
    settings: Settings,
    *,
    column: str | None = None,
    output: str | Path | None = None,
    effort: Literal["auto", "fast"] = "auto",
) -> pd.DataFrame:
    """Judge the descriptions of a file and give the same table plus the columns of `check`.

    Parameters
    ----------
    column
        Name of the column of descriptions; found by the names in DOMAIN 2.1 when not given.
    output
        Where to write the result as csv, xlsx or parquet.
    effort
        As in `check`.

    Raises
    ------
    FileRefusedError
        If the file cannot be read, has no such column, or the output is of another kind.
    """
    frame, column = read_frame(path, settings, column=column)
    verdicts = judge.check(frame[column], effort=effort)
    judged = pd.concat([frame.drop(columns=verdicts.columns, errors="ignore"), verdicts], axis=1)
    if output:
        write_frame(judged, output)
    return judged


def sources(store: Store) -> pd.DataFrame:
    """Files imported so far: file, digest, layout, rows read, taken and refused, moment."""
    return store.frame(select(schema.import_log).order_by(schema.import_log.c.at))


def _log(extract: Extract, table: Table, actor: str, now: datetime) -> dict[str, object]:
    counts = {"rows_read": table.read, "rows_taken": table.read - table.refused, "rows_refused": table.refused}
    origin = {"file": extract.path.name, "digest": extract.digest, "layout": str(table.layout)}
    return {"id": str(uuid4()), "at": now, "actor": actor, **origin, **counts}
