"""Who may do what on PostgreSQL: `walls.sql` lets the database itself enforce it, and everyone logs in as their own role.

What the walls do not hide, for an institution to weigh:

- An analyst sees no name, NIP or number of ten digits and more. Descriptions and plans are the material of analysis and stay: what
  people name in them (a colleague, a patient, a place), a unit of one person or a rare position can still tell who wrote.
- PostgreSQL shows the names of roles, so the NIPs of those who have a login, to every login.
- `Settings.max_failures` wrong passwords lock an ekin login, as they were at `init`. PostgreSQL itself counts none, so who reaches the server past ekin
  is slowed by SCRAM alone; let pg_hba.conf admit only the machines that run ekin, and load `auth_delay`.
- Whoever has the gate's address can count failures for a colleague and so lock them out for that time, as at any login form.
- Administrators set passwords and import who is whose superior; superusers and the owner are trusted with everything, and
  `ekin verify` is what finds an altered event.
"""

from __future__ import annotations

import secrets
from importlib import resources
from typing import Literal

from pydantic import SecretStr
from sqlalchemy import Connection, Engine, text

from ekin.errors import SettingError
from ekin.settings import Settings
from ekin.storage.store import upgrade
from ekin.words.errors import ERROR

GATE = "ekin_gate"
Role = Literal["ekin_writer", "ekin_analyst", "ekin_admin"]


def init(engine: Engine, settings: Settings | None = None, *, gate_password: SecretStr | None = None) -> None:
    """Bring the schema up to date and put up the walls; a second time changes nothing.

    Parameters
    ----------
    engine
        As a superuser, or as the owner of the database with CREATEROLE (DO blocks and large objects then stay open to all).
    settings
        Whose `max_failures` and `lock_minutes` the database is to hold; what it holds stays when not given.
    gate_password
        Password of the role in everybody's EKIN_DATABASE_URL; stays as it was when not given.

    Raises
    ------
    SettingError
        If the database is not PostgreSQL.
    """
    if engine.dialect.name != "postgresql":
        raise SettingError("database_url", engine.url.render_as_string(), ERROR["needs_postgres"])
    upgrade(engine)
    sql = resources.files("ekin.storage").joinpath("walls.sql").read_text(encoding="utf-8")
    with engine.begin() as connection:
        connection.connection.driver_connection.execute(sql)  # as it stands: no parameters, so % is only %
        key = secrets.token_bytes(64)  # kept as the two pads of HMAC (RFC 2104), which PostgreSQL without an extension lacks
        pads = {"inner": bytes(byte ^ 0x36 for byte in key), "outer": bytes(byte ^ 0x5C for byte in key)}
        connection.execute(text("INSERT INTO walls.key SELECT :inner, :outer WHERE NOT EXISTS (SELECT FROM walls.key)"), pads)
        names = ("max_failures", "lock_minutes")
        numbers = [{"name": name, "value": getattr(settings or Settings(), name)} for name in names]
        kept = "UPDATE SET value = excluded.value" if settings else "NOTHING"
        connection.execute(text(f"INSERT INTO walls.setting VALUES (:name, :value) ON CONFLICT (name) DO {kept}"), numbers)
        if gate_password:
            connection.exec_driver_sql(f"ALTER ROLE {GATE} PASSWORD '{_verifier(connection, GATE, gate_password)}'")


def create_login(engine: Engine, name: str, password: SecretStr, role: Role = "ekin_writer") -> None:
    """Make a login or change its password; the server sees a SCRAM verifier, never the password.

    Parameters
    ----------
    engine
        As a superuser or an ekin_admin; only a superuser makes administrators.
    name
        The NIP of an employee for a writer; small letters, digits and underscores for the others.
    """
    with engine.begin() as connection:
        given = {"name": name, "verifier": _verifier(connection, name, password), "role": role}
        connection.execute(text("SELECT walls.set_login(:name, :verifier, :role)"), given)


def _verifier(connection: Connection, name: str, password: SecretStr) -> str:
    pgconn = connection.connection.driver_connection.pgconn
    return pgconn.encrypt_password(password.get_secret_value().encode(), name.encode(), b"scram-sha-256").decode()
