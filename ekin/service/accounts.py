"""Accounts: passwords where the database has no logins of its own, and the lock after failed attempts everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import SecretStr
from sqlalchemy import Connection, select

from ekin.errors import LockedError, UnknownPersonError, WeakPasswordError
from ekin.service.clock import Clock
from ekin.storage import attempts, schema
from ekin.storage.access import create_login
from ekin.storage.schema import NIP_LENGTH
from ekin.storage.statements import upsert
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
    row = {"nip": nip, "password_hash": _HASHER.hash(password.get_secret_value())}
    with store.transaction() as connection:  # opened after the hash, which takes its time
        upsert(connection, schema.account, [row])
        attempts.forget(connection, nip, walled=False)


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
        If the NIP is locked, or this failure locks it; a NIP that nobody has locks just so.
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
    if len(nip) != NIP_LENGTH:
        return None  # that this is no NIP is no secret
    walled = store.walled  # asked before: one connection a login, not two
    with store.transaction() as connection:
        over, until = attempts.count(connection, nip, now, store.settings, walled=walled)
    if over > 0:
        raise LockedError(until, store.settings.time_zone)
    return None if over else until


def _forgive(store: Store, nip: str) -> None:
    walled = store.walled
    with store.transaction() as connection:
        attempts.forget(connection, nip, walled=walled)


def _known(connection: Connection, nip: str) -> bool:
    return connection.scalar(select(schema.employee.c.nip).where(schema.employee.c.nip == nip)) is not None


@cache
def _nobody() -> str:
    """Hash that nobody knows the password of."""
    return _HASHER.hash(uuid4().hex)
