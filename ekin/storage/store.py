"""The store: opens a database, brings its schema up to date, writes in one transaction, reads frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, String, func, select, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from ekin.domain.entry import span_minutes
from ekin.domain.period import Period
from ekin.errors import StoreError, StoreTooNewError, StoreTooOldError
from ekin.settings import Settings, load_settings
from ekin.storage import schema
from ekin.storage.engine import make_engine

MIGRATIONS = Path(__file__).parent / "migrations"
_MAY_CREATE = "SELECT has_schema_privilege(current_schema(), 'CREATE')"


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
        one_state = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._reader = engine.execution_options(ekin_reads=True, **one_state)
        self._hasty = engine.execution_options(ekin_synced=False)

    def __enter__(self) -> Store:
        """Use the store in a with block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def version(self) -> str:
        """Version of the schema."""
        with self.reading() as connection:
            return str(MigrationContext.configure(connection).get_current_revision())

    @contextmanager
    def transaction(self, *, synced: bool = True) -> Iterator[Connection]:
        """Run statements that take effect together or not at all.

        Parameters
        ----------
        synced
            Whether a SQLite file waits for the disk. False outlives kill -9 but not a power cut, and keeps other writers
            waiting a tenth as long: for what is saved every two seconds anyway. PostgreSQL always waits.
        """
        with (self.engine if synced else self._hasty).begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one state of the store; readers of a file do not wait for its writer."""
        with self._reader.connect() as connection:
            yield connection

    @cached_property
    def walled(self) -> bool:
        """Whether the database itself decides who may do what (`storage.access`)."""
        if self.engine.dialect.name == "sqlite":
            return False
        with self.reading() as connection:
            return connection.scalar(select(func.to_regnamespace("walls"))) is not None

    def employees(self) -> pd.DataFrame:
        """One row per employee; work week and time zone filled from the settings."""
        frame = self.frame(select(schema.employee).order_by(schema.employee.c.nip))
        defaults = {"work_week": self.settings.work_week, "time_zone": self.settings.time_zone}
        return frame.fillna(defaults | {"superior_nip": ""}).astype({"work_week": "int64", "time_zone": "str"})

    def entries(self, period: Period | None = None) -> pd.DataFrame:
        """Entries by person, day and start, with their length in minutes."""
        table = schema.entry
        query = select(table).order_by(table.c.nip, table.c.day, table.c.start, table.c.id)
        frame = self.frame(_within(query, period))
        frame["minutes"] = [span_minutes(*times) for times in zip(frame["start"], frame["end"], strict=True)]
        return frame.astype(
            {"day": "datetime64[us]", "quantity": "Int64", "minutes": "int64"}
            | dict.fromkeys(("created_at", "submitted_at"), "datetime64[us, UTC]")
        )

    def days(self) -> list[date]:
        """Days that hold entries, in order."""
        with self.reading() as connection:
            return list(connection.scalars(select(schema.entry.c.day).distinct().order_by(schema.entry.c.day)))

    def assessments(self, model: str) -> pd.DataFrame:
        """Verdicts of one model on the present version of each entry."""
        return self.frame(select(schema.assessment).join(schema.entry, verdict_of(model)))

    def unassessed(self, model: str, period: Period | None = None) -> pd.DataFrame:
        """Entries, of all days or of a period, whose present version the model has not judged: id, version, nip, description, plan_id, position."""
        entry, given = schema.entry, schema.assessment
        columns = (entry.c.id, entry.c.version, entry.c.nip, entry.c.description, entry.c.plan_id)
        of_writer = select(*columns, schema.employee.c.position).join(schema.employee, schema.employee.c.nip == entry.c.nip)
        return self.frame(_within(of_writer.outerjoin(given, verdict_of(model)).where(given.c.entry_id.is_(None)), period))

    def leave(self) -> pd.DataFrame:
        """Spans of leave."""
        return self.frame(select(schema.leave)).astype({"start": "datetime64[us]", "end": "datetime64[us]"})

    def reviews(self) -> pd.DataFrame:
        """Decisions of superiors, in order."""
        frame = self.frame(select(schema.review).order_by(schema.review.c.decided_at, schema.review.c.id))
        return frame.astype({"decided_at": "datetime64[us, UTC]", "seconds_open": "float64"})

    def objections(self) -> pd.DataFrame:
        """Objections of writers to a flag, with their outcome."""
        return self.frame(select(schema.objection).order_by(schema.objection.c.raised_at))

    def ratings(self, period: Period | None = None) -> pd.DataFrame:
        """Ratings that people gave, one row per person and period rated; only of periods within `period`, when given."""
        of = schema.rating.c
        query = select(schema.rating).order_by(of.nip, of.period_start)
        return self.frame(query.where(of.period_start >= period.start, of.period_end <= period.end) if period else query)

    def plans(self, nip: str | None = None) -> pd.DataFrame:
        """Read the action plans under their RHK and SKP, of everyone or of one person."""
        skp, rhk, plan = schema.skp.c, schema.rhk.c, schema.action_plan.c
        columns = (
            *(skp.nip, skp.year, rhk.id.label("rhk_id"), rhk.kind.label("rhk_kind"), rhk.text.label("rhk"), rhk.superior_rhk),
            *(plan.id.label("plan_id"), plan.text.label("plan"), plan.target.label("plan_target"), plan.period),
        )
        joined = schema.skp.join(schema.rhk, rhk.skp_id == skp.id).join(schema.action_plan, plan.rhk_id == rhk.id)
        query = select(*columns).select_from(joined).order_by(skp.nip, skp.year, rhk.id, plan.id)
        return self.frame(query.where(skp.nip == nip) if nip else query)

    def frame(self, query: Select) -> pd.DataFrame:
        """Read the rows of a query."""
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return as_frame(query, rows)


def as_frame(query: Select, rows: Sequence[Row]) -> pd.DataFrame:
    """Make a frame of the rows of a query; a transaction that only fetches them holds a file's writers up for less long."""
    columns = query.selected_columns
    frame = pd.DataFrame(rows, columns=columns.keys())
    return frame.astype({column.name: "str" for column in columns if isinstance(column.type, String)})


def verdict_of(model: str) -> ColumnElement[bool]:
    """Join `assessment` to the present version of an entry, for one model."""
    entry, given = schema.entry.c, schema.assessment.c
    return (given.entry_id == entry.id) & (given.entry_version == entry.version) & (given.model == model)


def _within(query: Select, period: Period | None) -> Select:
    return query.where(schema.entry.c.day.between(period.start, period.end)) if period else query


def open_store(settings: Settings | None = None, *, nip: str | None = None, password: SecretStr | None = None) -> Store:
    """Open the database of the settings, those of the home folder when not given, and bring its schema up to date.

    Parameters
    ----------
    nip, password
        Connect to PostgreSQL as this person's own role instead of the user in the URL.

    Raises
    ------
    StoreError
        If the URL is not understood or the database cannot be reached.
    StoreTooNewError, StoreTooOldError
        If a newer ekin wrote it, or an older one and this login may not change the schema; it is left untouched.
    """
    settings = settings or load_settings()
    with ExitStack() as undo:
        try:
            engine = make_engine(settings.database_url, nip, password)
            undo.callback(engine.dispose)
            upgrade(engine)
        except (ArgumentError, SQLAlchemyError, ModuleNotFoundError) as error:
            why = _first_line(error)
        else:
            undo.pop_all()
            return Store(engine, settings)
    raise StoreError(_without_password(settings.database_url), why)  # outside the except: no frame that saw a password


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version; do nothing when it is there already.

    Raises
    ------
    StoreTooNewError, StoreTooOldError
        If the version found is unknown to this ekin, or older and this login may not change the schema.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    known, newest = {script.revision for script in scripts.walk_revisions()}, scripts.get_current_head()
    with engine.execution_options(ekin_reads=True).connect() as connection:  # opening does not wait for a writer
        found = MigrationContext.configure(connection).get_current_revision()
    if found == newest:
        return
    if found is not None and found not in known:
        raise StoreTooNewError(found, str(newest))
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql" and not connection.scalar(text(_MAY_CREATE)):
            raise StoreTooOldError(str(found), str(newest))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.rsplit(':', 1)[0]}:***@{tail}" if at else url


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".") + "."
