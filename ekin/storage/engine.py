"""Engines: how ekin speaks to a SQLite file and to PostgreSQL."""

from __future__ import annotations

from pydantic import SecretStr
from sqlalchemy import Connection, Engine, create_engine, event, make_url

BUSY_MS = 60_000  # SQLite's queue is not fair: a writer among 40 on a busy machine may wait longer than 10 s


def make_engine(url: str, nip: str | None = None, password: SecretStr | None = None) -> Engine:
    """Make an engine whose SQLite is durable, lets readers pass and queues writers; the schema is left alone."""
    place = make_url(url)
    engine = create_engine(place.set(username=nip, password=None) if nip else place, pool_pre_ping=True)  # outlive a restart
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    if password:
        event.listen(engine, "do_connect", lambda *given: given[-1].update(password=password.get_secret_value()))
    return engine


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("ekin_reads"):
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('ekin_synced', True) else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # ekin begins its own transactions: BEGIN IMMEDIATE, so that writers queue
    for pragma in (f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "journal_mode=WAL"):
        connection.execute(f"PRAGMA {pragma}")
