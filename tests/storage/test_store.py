from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from ekin.domain.period import parse_period
from ekin.errors import StoreError, StoreTooNewError
from ekin.settings import Settings
from ekin.storage import schema
from ekin.storage.statements import insert_new, rows_with_keys, upsert
from ekin.storage.store import open_store

NIP = "198609262015051001"
EMPLOYEE = {"nip": NIP, "name": "Sri Lestari", "kind": "PNS"}


def entry_row(number, day=date(2026, 1, 5)):
    return {
        "id": f"e{number}",
        "nip": NIP,
        "day": day,
        "start": time(21, 0),
        "end": time(7, 0),
        "description": f"Jaga malam bangsal anak {number}",
        "quantity": None,
        "status": "submitted",
        "created_at": datetime(2026, 1, 6, tzinfo=UTC),
    }


def test_schema_and_newest_version_are_the_same(store):
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_opening_twice_keeps_what_was_written(store):
    with store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE])
    with open_store(store.settings) as again:
        assert again.employees()["name"].tolist() == ["Sri Lestari"]


def test_employee_defaults_come_from_the_settings(store):
    with store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE])
    assert store.employees().loc[0, ["work_week", "time_zone", "superior_nip"]].tolist() == [5, "WIB", ""]


def test_upsert_replaces_given_columns_and_insert_new_does_not(store):
    with store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE | {"unit": "SD"}])
        upsert(connection, schema.employee, [{"nip": NIP, "name": "Sri L.", "kind": "PNS"}])
        insert_new(connection, schema.employee, [EMPLOYEE | {"name": "x"}])
        assert rows_with_keys(connection, schema.employee, [NIP, "none"])[NIP]["name"] == "Sri L."
    assert store.employees().loc[0, "unit"] == "SD"


def test_more_rows_than_one_statement_holds(store):
    with store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE])
        insert_new(connection, schema.entry, [entry_row(number) for number in range(1201)])
        keys = [f"e{number}" for number in range(1500)]
        assert len(rows_with_keys(connection, schema.entry, keys)) == 1201


def test_entries_of_a_period_with_minutes_past_midnight(store):
    with store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE])
        insert_new(connection, schema.entry, [entry_row(1), entry_row(2, date(2026, 2, 1))])
    frame = store.entries(parse_period("2026-01"))
    assert frame["id"].tolist() == ["e1"]
    assert frame["minutes"].tolist() == [600]
    assert frame["submitted_at"].isna().all()


def test_a_failing_transaction_leaves_nothing(store):
    with pytest.raises(IntegrityError), store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE])
        connection.execute(insert(schema.entry), [entry_row(1) | {"nip": "unknown"}])
    assert store.employees().empty


def test_a_file_waits_for_the_disk_except_for_what_is_saved_every_two_seconds(tmp_path):
    with open_store(Settings(database_url=f"sqlite:///{tmp_path / 'ekin.db'}")) as store:
        for synced, level in ((True, 2), (False, 1), (True, 2)):  # FULL, NORMAL, on one connection
            with store.transaction(synced=synced) as connection:
                assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == level


@pytest.mark.parametrize("bad", [{"status": "gone"}, {"quantity": -1}])
def test_the_database_itself_refuses_unknown_values(store, bad):
    with pytest.raises(IntegrityError), store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE])
        connection.execute(insert(schema.entry), [entry_row(1) | bad])


def test_naive_moments_are_refused(store):
    with pytest.raises(StatementError, match="naive"), store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE])
        connection.execute(insert(schema.entry), [entry_row(1) | {"created_at": datetime(2026, 1, 1)}])


def test_moments_come_back_in_utc(store):
    with store.transaction() as connection:
        upsert(connection, schema.employee, [EMPLOYEE])
        insert_new(connection, schema.entry, [entry_row(1)])
        assert connection.execute(select(schema.entry.c.created_at)).scalar_one() == datetime(2026, 1, 6, tzinfo=UTC)


def test_a_newer_database_is_refused_and_untouched(tmp_path):
    path = tmp_path / "new.db"
    settings = Settings(database_url=f"sqlite:///{path}")
    open_store(settings).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNewError, match="9999"):
        open_store(settings)
    assert path.read_bytes() == before


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////no/such/folder/x.db", "postgresql+psycopg://u:secret@127.0.0.1:1/x"])
def test_an_unreachable_database_says_so_without_the_password(url):
    with pytest.raises(StoreError) as caught:
        open_store(Settings(database_url=url))
    assert "secret" not in str(caught.value)
