"""Logging in, and what a person says of their own profile."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import Row, insert, make_url, select

from ekin.domain.entry import fold_spaces
from ekin.errors import LoginError, SessionEndedError, StoreError
from ekin.service.accounts import fits, knock
from ekin.service.clock import Clock, utc_now
from ekin.settings import Settings, load_settings
from ekin.storage import schema
from ekin.storage.store import Store, open_store
from ekin.vocabulary import TIME_ZONES


@dataclass(frozen=True)
class Employee:
    """The person as the profile card shows them; `work_week` and `time_zone` filled from the settings."""

    nip: str
    name: str
    position: str
    unit: str
    parent_unit: str
    agency: str
    superior_nip: str
    superior_name: str
    work_week: int
    time_zone: str
    kind: str


@dataclass(frozen=True)
class Session:
    """One person who is logged in; every service of a working day takes it first.

    Attributes
    ----------
    ends
        Moment (UTC) at which the login runs out.
    """

    _store: Store = field(repr=False)
    nip: str
    employee: Employee
    clock: Clock = field(repr=False)
    ends: datetime

    @property
    def store(self) -> Store:
        """The store, connected as this person where the database has logins of its own; not after the login has run out."""
        self.now()
        return self._store

    def now(self) -> datetime:
        """Present moment in UTC.

        Raises
        ------
        SessionEndedError
            If the login has run out.
        """
        now = self.clock()
        if now >= self.ends:
            raise SessionEndedError
        return now

    def today(self) -> date:
        """Today where the person works."""
        return self.now().astimezone(ZoneInfo(TIME_ZONES[self.employee.time_zone])).date()

    def close(self) -> None:
        """Log out."""
        self._store.close()


def login(nip: str, password: str | SecretStr, settings: Settings | None = None, *, clock: Clock = utc_now) -> Session:
    """Log in with NIP and password.

    Raises
    ------
    LoginError
        If they do not belong together; an unknown NIP takes as long and says the same.
    LockedError
        After `Settings.max_failures` wrong passwords in a row.
    """
    password = password if isinstance(password, SecretStr) else SecretStr(password)  # a traceback shows no secret
    nip, settings = "".join(filter(str.isdigit, str(nip))), settings or load_settings()
    enter = _by_role if make_url(settings.database_url).get_backend_name() == "postgresql" else _by_account
    store = enter(settings, nip, password, clock)
    if store is None:
        raise LoginError
    return open_session(store, nip, clock=clock)


def hub_login(settings: Settings | None = None, *, clock: Clock = utc_now) -> Session | None:
    """Log in as the user of the JupyterHub; None outside a Hub, or where its user has no NIP here.

    The Hub's user is a NIP or stands in `Settings.hub_users`. On PostgreSQL the Hub gives each server a database URL of that
    person's own role; any other role is refused, because the name in the environment proves nothing.
    """
    settings = settings or load_settings()
    user = os.environ.get("JUPYTERHUB_USER", "")
    nip, url = settings.hub_users.get(user, user), make_url(settings.database_url)
    if not nip or (url.get_backend_name() == "postgresql" and url.username != nip):
        return None
    try:
        return open_session(open_store(settings), nip, clock=clock)
    except LoginError:
        return None


def open_session(store: Store, nip: str, *, clock: Clock = utc_now) -> Session:
    """Begin the session of a person whom the caller vouches for.

    Raises
    ------
    LoginError
        If nobody has this NIP; the store is closed.
    """
    employee = _employee(store, nip)
    if employee is None:
        store.close()
        raise LoginError
    return Session(store, nip, employee, clock, clock() + timedelta(minutes=store.settings.session_minutes))


def confirm_profile(session: Session) -> None:
    """Record that the person's data are right."""
    _say(session, True, "")


def report_profile(session: Session, text: str) -> None:
    """Record what is wrong with the person's data."""
    _say(session, False, fold_spaces(text))


def profile_state(session: Session) -> Row | None:
    """Give what the person last said of the card: ok, text, at; None when nothing yet."""
    said = schema.profile_check.c
    with session.store.reading() as connection:
        query = select(said.ok, said.text, said.at).where(said.nip == session.nip).order_by(said.at.desc()).limit(1)
        return connection.execute(query).first()


def _say(session: Session, ok: bool, text: str) -> None:
    row = {"id": str(uuid4()), "nip": session.nip, "ok": ok, "text": text, "at": session.now()}
    with session.store.transaction() as connection:
        connection.execute(insert(schema.profile_check), row)


def _by_account(settings: Settings, nip: str, password: SecretStr, clock: Clock) -> Store | None:
    with ExitStack() as closing:
        store = closing.enter_context(open_store(settings))
        if not knock(store, nip, clock, lambda: store if fits(store, nip, password) else None):
            return None
        closing.pop_all()
    return store


def _by_role(settings: Settings, nip: str, password: SecretStr, clock: Clock) -> Store | None:
    """Connect as the person; the user in the URL counts failures, without one PostgreSQL alone guards the door."""
    with ExitStack() as closing:
        gate = closing.enter_context(open_store(settings)) if make_url(settings.database_url).username else None
        return knock(gate, nip, clock, lambda: _as_role(settings, nip, password))


def _as_role(settings: Settings, nip: str, password: SecretStr) -> Store | None:
    """Connect as the person's own role; None when PostgreSQL is there and refuses."""
    if not nip:
        return None
    try:
        return open_store(settings, nip=nip, password=password)
    except StoreError as error:
        failed = error
    from psycopg.pq import PGconn, Ping

    url = make_url(settings.database_url)
    place = f"host={url.host or url.query.get('host', '')} port={url.port or url.query.get('port', 5432)}"
    if PGconn.ping(place.encode()) == Ping.OK:
        return None
    raise failed


def _employee(store: Store, nip: str) -> Employee | None:
    person, above = schema.employee, schema.employee.alias()
    columns = [person.c[name] for name in Employee.__annotations__ if name != "superior_name"]
    query = select(*columns, above.c.name.label("superior_name")).outerjoin(above, above.c.nip == person.c.superior_nip)
    with store.reading() as connection:
        row = connection.execute(query.where(person.c.nip == nip)).mappings().first()
    if row is None:
        return None
    defaults = {"work_week": store.settings.work_week, "time_zone": store.settings.time_zone}
    return Employee(**{name: defaults.get(name, "") if value is None else value for name, value in row.items()})
