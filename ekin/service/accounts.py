"""Accounts: passwords where the database has no logins of its own, and the lock after failed attempts everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import SecretStr
from sqlalchemy import Connection, func, select, update

from ekin.errors import LockedError, UnknownPersonError, WeakPasswordError
from ekin.service.clock import Clock
from ekin.storage import schema
from ekin.storage.access import create_login
from ekin.storage.statements import insert_new, upsert
from ekin.storage.store import Store

_HASHER = PasswordHasher()  # argon2id with the library's present parameters


def set_password(store: Store, nip: str, password: str | SecretStr) -> None:
    """Give a person a password; for administrators.

    Raises
    ------
    WeakPasswordError, UnknownPersonError
        If it is shorter than `Settings.min_password`, or nobody has this NIP.
    """
    password = password if isinstance(password, SecretStr) else SecretStr(password)
    if len(password.get_secret_value()) < store.settings.min_password:
        raise WeakPasswordError(store.settings.min_password)
    with store.reading() as connection:
        if not _known(connection, nip):
            raise UnknownPersonError(nip)
    if store.engine.dialect.name == "postgresql":
        create_login(store.engine, nip, password)
        return
    row = {"nip": nip, "password_hash": _HASHER.hash(password.get_secret_value()), "failures": 0, "locked_until": None}
    with store.transaction() as connection:  # opened after the hash, which takes its time
        upsert(connection, schema.account, [row])


def knock(store: Store | None, nip: str, clock: Clock, opens: Callable[[], Store | None]) -> Store | None:
    """Try a password, counting the attempt before it is looked at, so that many at once do not slip through.

    Parameters
    ----------
    store
        Where attempts are counted; None counts none.
    opens
        Tries the password; gives the store as this person sees it, or None when it is wrong.

    Raises
    ------
    LockedError
        If the NIP is locked, or this failure locks it.
    """
    locked = _count(store, nip, clock()) if store else None
    found = opens()
    if found and store:
        _forgive(found if store.walled else store, nip)
    elif locked:
        raise LockedError(locked, store.settings.time_zone)
    return found


def fits(store: Store, nip: str, password: SecretStr) -> bool:
    """Tell whether this is the person's password; an unknown person takes as long."""
    nobody = _nobody()
    with store.reading() as connection:
        stored = connection.scalar(select(schema.account.c.password_hash).where(schema.account.c.nip == nip))
    try:
        return _HASHER.verify(stored or nobody, password.get_secret_value()) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def _count(store: Store, nip: str, now: datetime) -> datetime | None:
    """Note one attempt; give the moment until which the NIP is locked if this one fails."""
    account, settings, walled = schema.account, store.settings, store.walled  # asked before: one connection a login, not two
    with store.transaction() as connection:
        if walled:
            if locked := connection.scalar(select(func.walls.login_state(nip))):
                raise LockedError(locked, settings.time_zone)
            return connection.scalar(select(func.walls.login_failed(nip)))
        if not _known(connection, nip):
            return None
        insert_new(connection, account, [{"nip": nip}])
        query = select(account.c.failures, account.c.locked_until).where(account.c.nip == nip).with_for_update()
        failures, locked = connection.execute(query).one()
        if locked and locked > now:
            raise LockedError(locked, settings.time_zone)
        last = failures + 1 >= settings.max_failures
        until = now + timedelta(minutes=settings.lock_minutes) if last else None
        values = {"failures": 0 if last else failures + 1, "locked_until": until}
        connection.execute(update(account).where(account.c.nip == nip).values(**values))
    return until


def _forgive(store: Store, nip: str) -> None:
    zero = update(schema.account).where(schema.account.c.nip == nip).values(failures=0, locked_until=None)
    forgiving = select(func.walls.login_ok()) if store.walled else zero
    with store.transaction() as connection:
        connection.execute(forgiving)


def _known(connection: Connection, nip: str) -> bool:
    return connection.scalar(select(schema.employee.c.nip).where(schema.employee.c.nip == nip)) is not None


@cache
def _nobody() -> str:
    """Hash that nobody knows the password of."""
    return _HASHER.hash(uuid4().hex)
