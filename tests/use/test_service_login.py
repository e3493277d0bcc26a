from __future__ import annotations

import contextlib
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from pydantic import SecretStr
from sqlalchemy import Engine, event, select

from ekin import service
from ekin.errors import LockedError, LoginError, UnknownPersonError, WeakPasswordError
from ekin.service.accounts import knock
from ekin.settings import Settings, load_settings
from ekin.storage import schema
from ekin.storage.access import init
from ekin.storage.store import open_store
from tests.use.conftest import HEAD, NOW, STRANGER, WRITER, Office

SECRET, UNKNOWN = "rahasia-Nusantara-17", "199912312025011001"


@pytest.fixture
def settings(tmp_path):
    return Settings(database_url=f"sqlite:///{tmp_path / 'ekin.db'}")


@pytest.fixture
def file(settings):
    with open_store(settings) as store:
        Office(store)
        service.set_password(store, WRITER, SECRET)
        yield store


def failures(store):
    with store.reading() as connection:
        return connection.execute(select(schema.login_attempt.c.nip, schema.login_attempt.c.failures)).all()


def answers(nip, settings, n, now):
    """Guess n times; give what was said each time, and every statement that it took."""
    said, done = [], []

    def note(_connection, _cursor, statement, *_):
        done.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    for _ in range(n):
        with pytest.raises((LoginError, LockedError)) as caught:
            service.login(nip, "salah sekali", settings, clock=lambda: now)
        said.append(str(caught.value))
    event.remove(Engine, "before_cursor_execute", note)
    return said, done


def test_a_person_logs_in_and_sees_the_card(file, settings):
    session = service.login(f" {WRITER[:8]} {WRITER[8:]} ", SECRET, settings)
    assert (session.nip, session.employee.superior_nip, session.employee.superior_name) == (WRITER, HEAD, "Orang 1975")
    assert (session.employee.work_week, session.employee.time_zone) == (5, "WIB")
    assert service.profile_state(session) is None
    service.report_profile(session, "Unit saya\nsalah")
    assert service.profile_state(session)[:2] == (False, "Unit saya salah")
    service.confirm_profile(session)
    assert service.profile_state(session).ok
    session.close()


@pytest.mark.parametrize(("nip", "password"), [(WRITER, "salah"), (STRANGER, SECRET), (UNKNOWN, SECRET), ("", "")])
def test_a_refusal_never_says_which_of_the_two_was_wrong(file, settings, nip, password):
    with pytest.raises(LoginError) as caught:
        service.login(nip, password, settings)
    assert str(caught.value) == str(LoginError())


def test_an_unknown_person_costs_the_same_work(file, settings, monkeypatch):
    tried, verify = [], PasswordHasher.verify

    def counted(self, hashed, password):
        tried.append(hashed)
        return verify(self, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for nip in (WRITER, STRANGER, UNKNOWN):
        with pytest.raises(LoginError):
            service.login(nip, "salah sekali", settings)
    assert [hashed.split("$")[1:4] for hashed in tried] == [tried[0].split("$")[1:4]] * 3  # kind, version and cost
    assert tried[0].startswith("$argon2id$")


def test_repeated_failures_lock_and_time_opens_again(file, settings):
    now = NOW
    for _ in range(4):
        with pytest.raises(LoginError):
            service.login(WRITER, "salah", settings, clock=lambda: now)
    service.login(WRITER, SECRET, settings, clock=lambda: now).close()  # a right one forgives the four
    for kind in (LoginError,) * 4 + (LockedError,) * 2:
        with pytest.raises(kind) as caught:
            service.login(WRITER, "salah", settings, clock=lambda: now)
    assert caught.value.until == NOW + timedelta(minutes=15)
    assert "10.15 WIB" in str(caught.value)
    with pytest.raises(LockedError):
        service.login(WRITER, SECRET, settings, clock=lambda: now)
    now += timedelta(minutes=15)
    service.login(WRITER, SECRET, settings, clock=lambda: now).close()
    assert failures(file) == []


def test_nobody_learns_from_a_lock_who_has_an_account(file, settings):
    """Known, known without a password, unknown: the same words and the same statements, locked or not, and after the lock."""
    for moment in (NOW, NOW + timedelta(minutes=14), NOW + timedelta(minutes=15)):
        known, *others = [answers(nip, settings, 7, moment) for nip in (WRITER, STRANGER, UNKNOWN)]
        assert others == [known] * 2
        assert len(set(known[0])) == (1 if moment == NOW + timedelta(minutes=14) else 2)
    assert sorted(failures(file)) == [(nip, 7) for nip in sorted((WRITER, STRANGER, UNKNOWN))]


def test_failures_long_past_are_forgotten_with_the_rows_that_held_them(file, settings):
    for nip in (WRITER, UNKNOWN):
        answers(nip, settings, 4, NOW)
    answers(STRANGER, settings, 1, NOW + timedelta(minutes=15))
    assert failures(file) == [(STRANGER, 1)]


def test_guesses_at_once_are_counted_before_they_are_tried(file, settings):
    tried = []

    def guess(_):
        with contextlib.suppress(LockedError):
            knock(file, WRITER, lambda: NOW, lambda: tried.append(1))

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(guess, range(20)))
    assert len(tried) == settings.max_failures


def test_no_password_in_traceback_repr_or_file(file, settings, tmp_path):
    for secret in (SecretStr(SECRET + "x"), SECRET + "x"):
        with pytest.raises(LoginError) as caught:
            service.login(WRITER, secret, settings)
        frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        frames.stack[:] = frames.stack[1:]  # this test's own frame holds the secret
        assert "password" in "".join(frames.format())
        assert SECRET not in "".join(frames.format())
        assert caught.value.__context__ is None
    session = service.login(WRITER, SECRET, settings)
    assert SECRET not in repr(session) + repr(session.store.__dict__) + repr(session.store.settings)
    session.close()
    assert all(SECRET.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    assert "hunter2" not in repr(Settings(database_url="postgresql+psycopg://u:hunter2@h/d"))


def test_passwords_are_set_for_people_who_are_known_and_long_enough(file):
    with pytest.raises(WeakPasswordError):
        service.set_password(file, WRITER, "pendek")
    with pytest.raises(UnknownPersonError):
        service.set_password(file, UNKNOWN, SECRET)


@pytest.mark.parametrize(
    ("user", "mapping", "nip"),
    [(None, "", None), (WRITER, "", WRITER), ("ayu", f"budi=1,ayu={WRITER}", WRITER), ("ayu", "", None), ("", "", None)],
)
def test_the_user_of_a_hub_is_a_nip_or_is_mapped_to_one(file, settings, monkeypatch, user, mapping, nip):
    monkeypatch.setenv("EKIN_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EKIN_HUB_USERS", mapping)
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    if user is not None:
        monkeypatch.setenv("JUPYTERHUB_USER", user)
    session = service.hub_login(load_settings())
    assert (session and session.nip) == nip
    if session:
        session.close()


@pytest.mark.postgres
def test_on_postgresql_everyone_enters_as_their_own_role(postgres_url, monkeypatch):
    owner = Settings(database_url=postgres_url)
    with open_store(owner) as store:
        try:
            Office(store)
            init(store.engine)
            service.set_password(store, WRITER, SECRET)
            session = service.login(WRITER, SECRET, owner)
            assert (session.store.walled, session.store.engine.url.username) == (True, WRITER)
            assert SECRET not in repr(session.store.engine) + str(session.store.engine.url)
            session.close()
            monkeypatch.setenv("JUPYTERHUB_USER", WRITER)
            assert service.hub_login(owner) is None  # the environment's word is not enough
        finally:
            with store.transaction() as connection:
                connection.exec_driver_sql(
                    "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS walls, analysis CASCADE"
                )
