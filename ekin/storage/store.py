"""The store: opens a database, brings its schema up to date, writes in one transaction, reads frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Select, String, Table, bindparam, create_engine, event, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from ekin.domain.entry import span_minutes
from ekin.domain.period import Period
from ekin.errors import StoreError, StoreTooNewError
from ekin.settings import Settings, load_settings
from ekin.storage import schema

MIGRATIONS = Path(__file__).parent / "migrations"
_BATCH = 500  # rows a statement; SQLite allows 32,766 bound values


class Store:
    """Everything kept, behind frames and transactions.

    Parameters
    ----------
    engine
        An engine whose schema is up to date; use `open_store`.
    settings
        Fill in work week and time zone where an employee's record has none.
    """

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings

    def __enter__(self) -> Store:
        """Use the store in a with block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Run statements that take effect together or not at all."""
        with self.engine.begin() as connection:
            yield connection

    def employees(self) -> pd.DataFrame:
        """One row per employee; work week and time zone filled from the settings."""
        frame = self._frame(select(schema.employee).order_by(schema.employee.c.nip))
        defaults = {"work_week": self.settings.work_week, "time_zone": self.settings.time_zone}
        return frame.fillna(defaults | {"superior_nip": ""}).astype({"work_week": "int64", "time_zone": "str"})

    def entries(self, period: Period | None = None) -> pd.DataFrame:
        """Entries by person, day and start, with their length in minutes."""
        table = schema.entry
        query = select(table).order_by(table.c.nip, table.c.day, table.c.start, table.c.id)
        if period:
            query = query.where(table.c.day.between(period.start, period.end))
        frame = self._frame(query)
        frame["minutes"] = [span_minutes(*times) for times in zip(frame["start"], frame["end"], strict=True)]
        return frame.astype(
            {"day": "datetime64[us]", "quantity": "Int64", "minutes": "int64"}
            | dict.fromkeys(("created_at", "submitted_at"), "datetime64[us, UTC]")
        )

    def days(self) -> list[date]:
        """Days that hold entries, in order."""
        with self.engine.connect() as connection:
            return list(connection.scalars(select(schema.entry.c.day).distinct().order_by(schema.entry.c.day)))

    def assessments(self, model: str) -> pd.DataFrame:
        """Verdicts of one model on the present version of each entry."""
        given, entry = schema.assessment, schema.entry
        same = (given.c.entry_id == entry.c.id) & (given.c.entry_version == entry.c.version)
        return self._frame(select(given).join(entry, same).where(given.c.model == model))

    def unassessed(self, model: str) -> pd.DataFrame:
        """Entries whose present version the model has not judged: id, version, nip, description, plan_id."""
        entry, given = schema.entry, schema.assessment
        same = (given.c.entry_id == entry.c.id) & (given.c.entry_version == entry.c.version) & (given.c.model == model)
        columns = (entry.c.id, entry.c.version, entry.c.nip, entry.c.description, entry.c.plan_id)
        return self._frame(select(*columns).outerjoin(given, same).where(given.c.entry_id.is_(None)))

    def leave(self) -> pd.DataFrame:
        """Spans of leave."""
        return self._frame(select(schema.leave)).astype({"start": "datetime64[us]", "end": "datetime64[us]"})

    def reviews(self) -> pd.DataFrame:
        """Decisions of superiors, in order."""
        frame = self._frame(select(schema.review).order_by(schema.review.c.decided_at, schema.review.c.id))
        return frame.astype({"decided_at": "datetime64[us, UTC]", "seconds_open": "float64"})

    def objections(self) -> pd.DataFrame:
        """Objections of writers to a flag, with their outcome."""
        return self._frame(select(schema.objection).order_by(schema.objection.c.raised_at))

    def ratings(self) -> pd.DataFrame:
        """Ratings that people gave, one row per person and period."""
        return self._frame(select(schema.rating).order_by(schema.rating.c.nip, schema.rating.c.period_start))

    def plans(self) -> pd.DataFrame:
        """Read the action plans under their RHK and SKP."""
        skp, rhk, plan = schema.skp.c, schema.rhk.c, schema.action_plan.c
        columns = (
            *(skp.nip, skp.year, rhk.id.label("rhk_id"), rhk.kind.label("rhk_kind"), rhk.text.label("rhk"), rhk.superior_rhk),
            *(plan.id.label("plan_id"), plan.text.label("plan"), plan.target.label("plan_target"), plan.period),
        )
        joined = schema.skp.join(schema.rhk, rhk.skp_id == skp.id).join(schema.action_plan, plan.rhk_id == rhk.id)
        return self._frame(select(*columns).select_from(joined).order_by(skp.nip, skp.year, rhk.id, plan.id))

    def _frame(self, query: Select) -> pd.DataFrame:
        with self.engine.connect() as connection:
            result = connection.execute(query)
            frame = pd.DataFrame(result.fetchall(), columns=list(result.keys()))
        texts = [column.name for column in query.selected_columns if isinstance(column.type, String)]
        return frame.astype(dict.fromkeys(texts, "str"))


def open_store(settings: Settings | None = None) -> Store:
    """Open the database of the settings, those of the home folder when not given, and bring its schema up to date.

    Raises
    ------
    StoreError
        If the URL is not understood or the database cannot be reached.
    StoreTooNewError
        If a newer ekin wrote it; it is left untouched.
    """
    settings = settings or load_settings()
    try:
        engine = create_engine(settings.database_url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        upgrade(engine)
    except (ArgumentError, SQLAlchemyError, ModuleNotFoundError) as error:
        raise StoreError(_without_password(settings.database_url), _first_line(error)) from error
    return Store(engine, settings)


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version; do nothing when it is there already.

    Raises
    ------
    StoreTooNewError
        If the version found is unknown to this ekin.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    known, newest = {script.revision for script in scripts.walk_revisions()}, scripts.get_current_head()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found == newest:
        return
    if found is not None and found not in known:
        raise StoreTooNewError(found, str(newest))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows whose key is not there yet; leave the others as they are."""
    for part in _parts(rows):
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), part)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows, or replace the given columns of rows whose key is there."""
    keys = [column.name for column in table.primary_key]
    for part in _parts(rows):
        statement = _insert(connection, table)
        changed = {name: statement.excluded[name] for name in part[0] if name not in keys}
        act = (
            statement.on_conflict_do_update(index_elements=keys, set_=changed) if changed else statement.on_conflict_do_nothing()
        )
        connection.execute(act, part)


def rows_with_keys(connection: Connection, table: Table, keys: Iterable[object]) -> dict[object, Mapping[str, object]]:
    """Rows already stored under these keys; a compound key is a tuple."""
    columns = list(table.primary_key)
    wanted = columns[0] if len(columns) == 1 else tuple_(*columns)
    query = select(table).where(wanted.in_(bindparam("keys", expanding=True)))
    found = {}
    for part in _parts(list(keys)):
        for row in connection.execute(query, {"keys": part}).mappings():
            key = tuple(row[column.name] for column in columns)
            found[key[0] if len(key) == 1 else key] = dict(row)
    return found


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def _parts(rows: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def _prepare_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # ekin begins its own transactions: BEGIN IMMEDIATE, so that writers queue
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.rsplit(':', 1)[0]}:***@{tail}" if at else url


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".") + "."
