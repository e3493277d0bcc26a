"""Every released version of the schema is brought up to date with what it holds."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from ekin.errors import StoreTooOldError
from ekin.service.verify import verify
from ekin.settings import Settings
from ekin.storage.store import MIGRATIONS, open_store

NIP = "198609262015051001"
ROWS = {
    "employee": [{"nip": NIP, "name": "Sri Lestari", "kind": "PNS"}],
    "entry": [
        {
            "id": f"e{number}",
            "nip": NIP,
            "day": "2026-01-05",
            "start": "08:00:00",
            "end": "09:00:00",
            "description": f"Apel {number}",
        }
        | {"status": "submitted", "version": version, "created_at": "2026-01-06 00:00:00"}
        for number, version in ((1, 2), (2, 1), (3, 1))
    ],
    "entry_event": [
        {"entry_id": key, "version": version, "at": at, "actor": "importir", "from_status": before, "to_status": "submitted"}
        | {"note": note, "previous": previous, "digest": f"{key}-{version}"}
        for key, version, at, before, note, previous in (
            ("e1", 1, "2026-01-06 00:00:00.000001", None, "import", ""),
            ("e1", 2, "2026-01-08 00:00:00", "submitted", "quantity: 3", "e1-1"),
            ("e2", 1, "2026-01-07 00:00:00", None, "import", ""),
            ("e3", 1, "2026-01-06 00:00:00.000001", None, "import", ""),
        )
    ],
    "review": [{"id": "r1", "entry_id": "e1", "superior_nip": "x", "decision": "approved", "decided_at": "2026-01-09 00:00:00"}],
    "objection": [{"id": "o1", "entry_id": "e2", "text": "Sudah jelas", "raised_at": "2026-01-09 00:00:00"}],
    "annotation": [{"annotator": "ani", "item": "b1", "label": 1, "facets": '{"action": 1}'}],
    "leave": [{"nip": NIP, "start": "2026-01-06", "end": "2026-01-07", "kind": "sakit"}],
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request, tmp_path):
    """Give a database as version 0001 left it."""
    url = f"sqlite:///{tmp_path / 'ekin.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    engine, config = create_engine(url), Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for table, rows in ROWS.items():
            columns = ", ".join(f'"{name}"' for name in rows[0])
            values = ", ".join(f":{name}" for name in rows[0])
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), rows)
    yield url
    with engine.begin() as connection:
        if request.param == "postgres":
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()


def rows(engine, query):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def kept(engine, table):
    names = ", ".join(f'"{name}"' for name in ROWS[table][0] if name not in ("previous", "digest"))
    return sorted(rows(engine, f"SELECT {names} FROM {table}"), key=str)


def test_version_0001_keeps_what_it_holds_and_gets_one_chain(url):
    engine = create_engine(url)
    before = {table: kept(engine, table) for table in ROWS}
    with open_store(Settings(database_url=url)) as store:
        assert {table: kept(engine, table) for table in ROWS} == before
        assert verify(store) == []
        order = rows(engine, "SELECT seq, entry_id, version FROM entry_event ORDER BY seq")
        assert order == [(1, "e1", 1), (2, "e3", 1), (3, "e2", 1), (4, "e1", 2)]
        assert rows(engine, "SELECT nip, answer, decided_by FROM objection") == [(NIP, "", None)]
        assert rows(engine, "SELECT entry_version FROM review") == [(None,)]
        assert rows(engine, "SELECT task, round, note, seconds, at FROM annotation") == [("", 1, "", None, None)]
        assert rows(engine, "SELECT mark FROM vignette_mark") == []
        again = "INSERT INTO annotation (task, annotator, item, round, label, facets) VALUES ('t', 'ani', 'b1', 2, 0, '{}')"
        with store.transaction() as connection:
            connection.execute(text(again.replace("'t'", "''")))  # another round of the same item
            connection.execute(text(again))  # another task
    engine.dispose()


def test_a_second_opening_changes_nothing(url):
    engine = create_engine(url)
    open_store(Settings(database_url=url)).close()
    head = rows(engine, "SELECT * FROM chain_head")
    open_store(Settings(database_url=url)).close()
    assert rows(engine, "SELECT * FROM chain_head") == head
    assert head[0][1] == 4
    engine.dispose()


def test_a_personal_login_does_not_migrate_and_says_who_does(url):
    if url.startswith("sqlite"):
        pytest.skip("a file has no logins")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE ROLE plain LOGIN; GRANT CONNECT ON DATABASE postgres TO plain; GRANT USAGE ON SCHEMA public TO plain; GRANT SELECT ON alembic_version TO plain"
        )
    with pytest.raises(StoreTooOldError, match="ekin db upgrade"):
        open_store(Settings(database_url=url), nip="plain")
    assert rows(engine, "SELECT version_num FROM alembic_version") == [("0001",)]
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP OWNED BY plain; DROP ROLE plain")
    engine.dispose()
