"""A small office behind walls, and what people try there that is not theirs to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import insert

from ekin.storage import schema
from ekin.storage.events import append, event

# TOP > MID > LOW > WRITER, SIBLING; TOP > MID_B > COUSIN; nobody > OUTSIDER
TOP, MID, LOW = "197001011995011001", "197502022000012002", "198003032005031003"
MID_B, WRITER, SIBLING = "197604042001041004", "199005052015051005", "199106062016062006"
COUSIN, OUTSIDER = "199207072017072007", "197308081998081008"
SUPERIOR = {TOP: None, MID: TOP, LOW: MID, MID_B: TOP, WRITER: LOW, SIBLING: LOW, COUSIN: MID_B, OUTSIDER: None}
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
PASSWORD = "sandi-yang-panjang"
VERIFIER = "SCRAM-SHA-256$4096:AAAA$BBBB:CCCC"


def rows_of(nip):
    """Rows of one person in every table; every text says whose it is."""
    boss, mark = SUPERIOR[nip] or OUTSIDER, f"RAHASIA-{nip}"
    sent = {
        "day": date(2026, 3, 2),
        "start": time(8),
        "end": time(9),
        "created_at": NOW,
        "submitted_at": NOW,
        "nip": nip,
        "plan_id": None,
    }
    entries = [
        sent
        | {"id": f"e-{nip}-{n}", "description": f"{mark} {n}", "status": status, "version": n, "evidence_url": f"https://x/{nip}"}
        for n, status in enumerate(("submitted", "returned", "approved"), 1)
    ]
    said = [
        {
            "id": f"v-{nip}-{n}",
            "entry_id": f"e-{nip}-{n}",
            "superior_nip": boss,
            "decision": status,
            "note": mark,
            "decided_at": NOW,
        }
        for n, status in ((2, "returned"), (3, "approved"))
    ]
    verdict = {"model": "m", "threshold": 0.5, "p_generic": 0.9, "label": 1, "flag": "generic", "missing": [], "question": mark}
    return {
        "employee": [{"nip": nip, "name": f"NAMA-{nip}", "superior_nip": SUPERIOR[nip], "kind": "PNS"}],
        "skp": [{"id": f"s-{nip}", "nip": nip, "year": 2026}],
        "rhk": [{"id": f"r-{nip}", "skp_id": f"s-{nip}", "kind": "utama", "text": mark}],
        "indicator": [{"id": f"i-{nip}", "rhk_id": f"r-{nip}", "text": mark}],
        "action_plan": [{"id": f"p-{nip}", "rhk_id": f"r-{nip}", "text": mark}],
        "leave": [{"nip": nip, "start": date(2026, 3, 9), "end": date(2026, 3, 9), "kind": "sakit"}],
        "rating": [{"nip": nip, "period_start": date(2026, 1, 1), "period_end": date(2026, 3, 31), "hasil": 2, "perilaku": 2}],
        "entry": entries,
        "review": said,
        "assessment": [verdict | {"entry_id": row["id"], "entry_version": row["version"]} for row in entries],
        "objection": [{"id": f"o-{nip}", "entry_id": f"e-{nip}-2", "text": mark, "raised_at": NOW, "nip": nip}],
        "opened": [{"entry_id": f"e-{nip}-1", "entry_version": 1, "nip": boss, "at": NOW, "seconds": 5.0}],
        "coaching": [{"id": f"c-{nip}", "nip": nip, "superior_nip": boss, "note": mark, "at": NOW}],
        "profile_check": [{"id": f"k-{nip}", "nip": nip, "ok": False, "text": mark, "at": NOW}],
        "draft": [{"id": f"d-{nip}", "nip": nip, "day": date(2026, 3, 3), "fields": {"description": mark}, "saved_at": NOW}],
        "account": [{"nip": nip, "password_hash": mark}],
        "login_attempt": [{"nip": nip, "failures": 1, "at": NOW}],
        "annotation": [{"task": "t", "annotator": nip, "item": f"b-{nip}", "label": 1, "facets": {}, "note": mark, "at": NOW}],
        "vignette_mark": [{"workshop": "w", "rater": nip, "vignette": "v", "mark": 1, "at": NOW}],
    }


def furnish(store):
    """Fill a store as its owner does, with the events."""
    people = {nip: rows_of(nip) for nip in SUPERIOR}
    with store.transaction() as connection:
        for table in schema.metadata.sorted_tables:
            rows = [row for of in people.values() for row in of.get(table.name, [])]
            if rows:
                connection.execute(insert(table), rows)
        full = {"plan": "", "quantity": None, "quantity_unit": ""}
        append(connection, [event(row | full, at=NOW, actor=row["nip"]) for of in people.values() for row in of["entry"]])


KEYS = dict.fromkeys(
    ("employee", "skp", "leave", "rating", "entry", "coaching", "profile_check", "draft", "account", "login_attempt"), "nip"
)
KEYS |= {"annotation": "annotator", "vignette_mark": "rater"}
KEYS |= dict.fromkeys(("rhk", "indicator", "action_plan", "objection"), "id")
KEYS |= dict.fromkeys(("entry_event", "review", "assessment", "opened"), "entry_id")
"""Tables with personal data, and the column that names the person in this office."""


OWN = {"draft", "account", "login_attempt", "annotation", "vignette_mark"}
"""Of these nobody reads a staff member's rows."""


def read(table, nip):
    return f"SELECT * FROM {table} WHERE {KEYS[table]} LIKE '%{nip}%'"


def change(table, nip):
    return f"UPDATE {table} SET {KEYS[table]} = {KEYS[table]} WHERE {KEYS[table]} LIKE '%{nip}%'"


def remove(table, nip):
    return f"DELETE FROM {table} WHERE {KEYS[table]} LIKE '%{nip}%'"


def _by_table():
    """Every table, verb and person out of reach."""
    for me, targets in {WRITER: (SIBLING, LOW, MID, COUSIN, OUTSIDER), MID: (TOP, MID_B, COUSIN, OUTSIDER)}.items():
        for table in KEYS:
            yield from ((me, read(table, nip)) for nip in targets if (table, nip) != ("employee", SUPERIOR[me]))
            yield from ((me, verb(table, nip)) for verb in (change, remove) for nip in targets[:2])
    for table in KEYS:
        yield from ((MID, verb(table, WRITER)) for verb in (change, remove))  # staff is read, not rewritten
        yield from ((who, f"SELECT * FROM public.{table}") for who in ("peneliti", "ekin_gate"))
        if table != "vignette_mark":  # whoever takes consent back is no longer there
            yield "pengelola", remove(table, WRITER)
        if table != "draft":
            yield WRITER, remove(table, WRITER)
    yield from ((MID, read(table, WRITER)) for table in ("draft", "account", "login_attempt"))
    yield from (("pengelola", read(table, WRITER)) for table in ("draft", "account", "login_attempt", "coaching"))
    for table in (
        "entry_event",
        "review",
        "assessment",
        "objection",
        "opened",
        "draft",
        "coaching",
        "account",
        "login_attempt",
        "profile_check",
    ):
        yield "pengelola", change(table, WRITER)
    for table in ("public.import_log", "public.chain_head", "walls.key", "walls.setting"):
        yield from ((who, f"SELECT * FROM {table}") for who in (WRITER, MID, "peneliti", "ekin_gate"))


ENTRY = "INSERT INTO entry (id, nip, day, start, \"end\", description, status, version, created_at{more}) VALUES ('{id}', '{nip}', '{day}', '8:00', '9:00', 'x', '{status}', {version}, now(){value})"
REVIEW = "INSERT INTO review (id, entry_id, superior_nip, decision, note, decided_at, entry_version) VALUES ('{key}', '{entry}', '{by}', '{decision}', '{note}', now(), {version})"
MOVE = "UPDATE entry SET status = '{status}', version = version + 1{more} WHERE id = '{entry}'"


def entry(**given):
    return ENTRY.format(
        **{"id": "x", "nip": WRITER, "day": "2026-03-03", "status": "submitted", "version": 1, "more": "", "value": ""} | given
    )


def review(entry, by, decision="approved", note="ya", version=1, key="x"):
    return REVIEW.format(key=key, entry=entry, by=by, decision=decision, note=note, version=version)


def move(entry, status="approved", more=""):
    return MOVE.format(entry=entry, status=status, more=more)


def decided(entry, by, decision="approved", version=1, more=""):
    return f"{review(entry, by, decision, version=version)};; {move(entry, decision, more)}"


MINE, TWO, THREE = (f"e-{WRITER}-{n}" for n in (1, 2, 3))
EVENT = f"INSERT INTO entry_event (entry_id, version, at, actor, to_status, digest, seq) VALUES ('{MINE}', 9, now(), '{LOW}', 'approved', 'x', 999)"
VERDICT = f"INSERT INTO assessment (entry_id, entry_version, model, threshold, p_generic, label, flag, missing) VALUES ('{MINE}', 1, 'z', 0.5, 0, 0, 'specific', '[]')"
OBJECT = "INSERT INTO objection (id, entry_id, text, raised_at, nip{more}) VALUES ('x', '{entry}', 'x', now(), '{nip}'{value})"
OPENED = "INSERT INTO opened (entry_id, entry_version, nip, at) VALUES ('{entry}', {version}, '{by}', now())"
COACH = "INSERT INTO coaching (id, nip, superior_nip, note, at) VALUES ('x', '{nip}', '{by}', 'x', now())"
DRAFT = "INSERT INTO draft (id, nip, day, fields, saved_at) VALUES ('x', '{nip}', '2026-03-03', '{{}}', now())"
ANSWER = "UPDATE objection SET outcome = 'accepted', decided_by = '{by}' WHERE id = 'o-{nip}'"
LABEL = "INSERT INTO annotation (task, annotator, item, round, label, facets, at) VALUES ('t', '{by}', 'b2', 1, 0, '{{}}', {at})"
BY_WRITER = [
    *(move(MINE, status) for status in ("approved", "returned", "submitted", "draft")),
    *(move(TWO, status) for status in ("approved", "returned", "draft")),
    *(move(THREE, status) for status in ("submitted", "returned", "draft")),
    *(f"UPDATE entry SET {what} WHERE id = '{MINE}'" for what in ("description = 'y'", "version = 9", "submitted_at = NULL", "plan_id = NULL")),
    f"UPDATE entry SET status = 'submitted' WHERE id = '{TWO}'",
    f"UPDATE entry SET status = 'submitted', version = version + 2 WHERE id = '{TWO}'",
    f"UPDATE entry SET status = 'submitted', version = version - 1 WHERE id = '{TWO}'",
    *(move(TWO, "submitted", f", {what}") for what in ("id = 'x'", f"nip = '{SIBLING}'", "created_at = '2020-01-01'", "day = '2099-01-01'")),
    *(move(TWO, "submitted", f", {what}") for what in (f"plan_id = 'p-{SIBLING}'", "description = ' '", 'start = "end"')),
    *(entry(nip=nip) for nip in (SIBLING, LOW, OUTSIDER)),
    *(entry(status=status) for status in ("approved", "returned", "draft")),
    *(entry(**wrong) for wrong in ({"version": 2}, {"day": "2099-01-01"}, {"id": f"d-{SIBLING}"}, {"id": f"e-{SIBLING}-1"})),
    entry(more=", plan_id", value=f", 'p-{SIBLING}'"),
    entry(id=f"e-{SIBLING}-1") + " ON CONFLICT (id) DO UPDATE SET description = 'y'",
    f"MERGE INTO entry USING (SELECT 1) AS one ON id = 'e-{SIBLING}-1' WHEN MATCHED THEN UPDATE SET description = 'y'",
    f"UPDATE entry SET description = 'y' FROM employee e WHERE entry.nip = e.nip AND e.nip = '{SIBLING}' RETURNING entry.*",
    *(decided(MINE, by) for by in (WRITER, LOW, TOP)), review(f"e-{SIBLING}-1", WRITER),
    *(f"UPDATE review SET note = 'y' WHERE entry_id = '{key}'" for key in (TWO, THREE)),
    *(EVENT, VERDICT, EVENT.replace(LOW, WRITER), "UPDATE chain_head SET digest = 'x'", "DELETE FROM chain_head"),
    *(f"UPDATE entry_event SET {what} = 'x' WHERE entry_id = '{MINE}'" for what in ("actor", "note", "digest", "to_status")),
    "UPDATE assessment SET flag = 'specific'",
    *(OBJECT.format(entry=f"e-{SIBLING}-1", nip=nip, more="", value="") for nip in (WRITER, SIBLING)),
    OBJECT.format(entry=MINE, nip=SIBLING, more="", value=""),
    OBJECT.format(entry=MINE, nip=WRITER, more=", outcome", value=", 'accepted'"),
    OBJECT.format(entry=MINE, nip=WRITER, more=", decided_by", value=f", '{LOW}'"),
    *(ANSWER.format(by=by, nip=nip) for by in (WRITER, LOW) for nip in (WRITER, SIBLING)),
    *(f"UPDATE objection SET {what} WHERE id = 'o-{WRITER}'" for what in ("text = 'y'", "nip = nip", "raised_at = now()")),
    *(OPENED.format(entry=MINE, version=1, by=by) for by in (WRITER, LOW, MID)),
    f"UPDATE opened SET seconds = 999 WHERE entry_id = '{MINE}'",
    *(COACH.format(nip=nip, by=by) for nip, by in ((SIBLING, WRITER), (SIBLING, LOW), (WRITER, LOW), (WRITER, WRITER))),
    f"INSERT INTO profile_check (id, nip, ok, at) VALUES ('x', '{SIBLING}', true, now())",
    f"UPDATE profile_check SET ok = true WHERE nip = '{WRITER}'", *(DRAFT.format(nip=nip) for nip in (SIBLING, LOW)),
    f"UPDATE draft SET nip = '{SIBLING}' WHERE id = 'd-{WRITER}'", f"UPDATE draft SET nip = '{WRITER}' WHERE id = 'd-{SIBLING}'",
    *(f"UPDATE employee SET superior_nip = '{WRITER}' WHERE nip = '{nip}'" for nip in (WRITER, SIBLING, LOW, TOP)),
    "INSERT INTO employee (nip, name, kind) VALUES ('x', 'x', 'PNS')", f"UPDATE rating SET hasil = 1 WHERE nip = '{WRITER}'",
    f"INSERT INTO leave (nip, start, \"end\", kind) VALUES ('{WRITER}', '2026-04-01', '2026-04-02', 'sakit')",
    f"INSERT INTO skp (id, nip, year) VALUES ('x', '{WRITER}', 2027)",
    f"INSERT INTO action_plan (id, rhk_id, text) VALUES ('x', 'r-{WRITER}', 'x')",
    *(LABEL.format(by=by, at="now()") for by in (SIBLING, "peneliti")),
    *(f"UPDATE annotation SET {what}" for what in ("label = 0", f"annotator = '{SIBLING}'", "at = now()")),
    f"SELECT * FROM annotation WHERE annotator = '{SIBLING}'", f"DELETE FROM annotation WHERE annotator = '{SIBLING}'",
    "SELECT walls.labelled('t', 'RAHASIA', 1) WHERE walls.labelled('t', 'RAHASIA', 1)",
    f"INSERT INTO vignette_mark VALUES ('w', '{SIBLING}', 'v', 1, now())",
    *("UPDATE alembic_version SET version_num = '0000'", "DELETE FROM alembic_version"),
]  # fmt: skip
OTHERS = f"entry WHERE nip = '{SIBLING}'"
TRICKS = [
    *(f"SELECT * FROM {OTHERS} AND {leak}" for leak in ("description::int = 1", "1 / (length(description) - length(description)) = 1")),
    f"SELECT * FROM {OTHERS} AND set_config('a.b', description, false) <> '';; SELECT 1 WHERE current_setting('a.b', true) <> ''",
    f"SELECT count(*) FROM {OTHERS} HAVING count(*) > 0", f"SELECT * FROM {OTHERS} FOR UPDATE",
    "SELECT * FROM employee FOR SHARE", f"DECLARE c CURSOR FOR SELECT * FROM {OTHERS};; FETCH ALL FROM c",
    f"PREPARE p AS SELECT * FROM {OTHERS};; EXECUTE p", f"COPY (SELECT * FROM {OTHERS}) TO STDOUT",
    f"INSERT INTO draft SELECT id, '{WRITER}', day, to_json(description), 1, now() FROM {OTHERS}",
    "SELECT * FROM ts_stat('SELECT to_tsvector(description) FROM entry WHERE nip <> session_user::text')",
    "SELECT * FROM pg_stats WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
    "SELECT query FROM pg_stat_activity WHERE usename <> session_user AND query NOT IN ('', '<insufficient privilege>')",
    *(f"SELECT * FROM {table}" for table in ("pg_authid", "pg_shadow", "pg_statistic", "pg_largeobject", "pg_hba_file_rules")),
    f"SELECT nip FROM unnest(walls.reach()) AS r(nip) WHERE nip <> '{WRITER}'",
    "SET search_path = pg_temp, public;; CREATE TEMP TABLE employee (nip text, superior_nip text)",
    "CREATE TEMP TABLE entry_event (seq bigint)",
    *(f"CREATE {what} v AS SELECT * FROM entry".replace(". v", ".v") for what in ("VIEW", "TEMP VIEW", "MATERIALIZED VIEW", "TABLE", "VIEW walls.", "VIEW analysis.")),
    *(f"CREATE FUNCTION {where}.f() RETURNS int LANGUAGE sql AS 'SELECT 1'" for where in ("public", "pg_temp", "walls")),
    "CREATE OR REPLACE FUNCTION walls.reach() RETURNS text[] LANGUAGE sql AS 'SELECT NULL::text[]'",
    *("ALTER FUNCTION walls.reach() OWNER TO CURRENT_USER", "DROP FUNCTION walls.reach() CASCADE", "DROP SCHEMA walls CASCADE"),
    *(f"SELECT walls.{call}" for call in ("refuse('x')", "digest('x')", "reviewed('x', 1, 'x')", "admin()", f"count_attempt('{SIBLING}')")),
    *(f"SELECT walls.set_login('{nip}', '{VERIFIER}', 'ekin_writer')" for nip in (WRITER, SIBLING, TOP)),
    *(f"SET ROLE {role}" for role in ("ekin_writer", "ekin_owner", "ekin_admin", "ekin_analyst", "postgres", f'"{LOW}"', f'"{SIBLING}"')),
    *(f"SET SESSION AUTHORIZATION {role}" for role in ("postgres", "ekin_owner", f'"{LOW}"')),
    *(f'ALTER ROLE "{WRITER}" {right}' for right in ("SUPERUSER", "BYPASSRLS", "CREATEROLE", "REPLICATION", "CREATEDB")),
    *(f"ALTER ROLE {role} PASSWORD 'x'" for role in (f'"{SIBLING}"', f'"{LOW}"', "ekin_gate", "postgres")),
    *(f'GRANT {role} TO "{WRITER}"' for role in ("ekin_admin", "ekin_owner", "ekin_analyst", "pg_read_all_data", f'"{LOW}"')),
    *("CREATE ROLE x", f'DROP ROLE "{SIBLING}"', "GRANT SELECT ON account TO PUBLIC", "REASSIGN OWNED BY ekin_owner TO CURRENT_USER"),
    *(f"ALTER TABLE entry {what}" for what in ("DISABLE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY", "DISABLE TRIGGER ALL")),
    *(f"ALTER TABLE entry {what}" for what in ("OWNER TO CURRENT_USER", "ADD COLUMN x int", "INHERIT draft")),
    *("CREATE POLICY p ON entry USING (true)", "DROP POLICY reach ON entry", "DROP TRIGGER walls_log ON entry", "DROP TABLE draft"),
    *("TRUNCATE entry_event", "TRUNCATE draft", "LOCK TABLE entry_event", "CREATE RULE r AS ON SELECT TO draft DO INSTEAD NOTHING"),
    *("SET row_security = off;; SELECT * FROM entry", "SET session_replication_role = replica", "SET log_statement = 'none'"),
    "CREATE TRIGGER t BEFORE INSERT ON draft FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    *("ALTER SYSTEM SET log_statement = 'none'", "ALTER DATABASE walls SET row_security = off", "CREATE SCHEMA x", "CREATE DATABASE x"),
    *("CREATE EXTENSION vector", "CREATE PUBLICATION p FOR ALL TABLES", "CREATE EVENT TRIGGER t ON login EXECUTE FUNCTION walls.stamp()"),
    *("COPY entry FROM STDIN", "COPY entry TO '/tmp/x'", "COPY draft FROM PROGRAM 'id'", "COPY (SELECT 1) TO PROGRAM 'id'"),
    *(f"SELECT {call}" for call in ("lo_import('/etc/passwd')", "lo_create(0)", "lo_from_bytea(0, 'x')", "lo_export(1, '/tmp/x')")),
    *(f"SELECT {call}" for call in ("pg_read_file('/etc/passwd')", "pg_ls_dir('/')", "pg_reload_conf()", "pg_switch_wal()")),
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    *("DO $$ BEGIN PERFORM 1; END $$", "ALTER DEFAULT PRIVILEGES FOR ROLE ekin_owner GRANT SELECT ON TABLES TO PUBLIC"),
]  # fmt: skip
BY_SUPERIOR = [
    *(move(MINE, status) for status in ("approved", "returned", "submitted", "draft")), review(MINE, MID),
    f"SET CONSTRAINTS ALL IMMEDIATE;; {review(MINE, MID)}", f"{review(MINE, MID)};; {move(MINE, 'returned')}",
    f"{review(MINE, MID, 'returned', '  ')};; {move(MINE, 'returned')}",
    *(f"{review(MINE, MID)};; {move(MINE, 'approved', f', {what}')}" for what in ("description = 'y'", "day = '2026-01-01'", "quantity = 1", f"nip = '{MID}'")),
    ";; ".join((review(MINE, MID), review(MINE, MID, key="y"), move(MINE))),
    f"{review(MINE, MID)};; UPDATE entry SET status = 'approved' WHERE id = '{MINE}'",
    *(decided(f"e-{nip}-1", MID) for nip in (MID, TOP, MID_B, COUSIN, OUTSIDER)),
    *(decided(MINE, by) for by in (LOW, TOP, WRITER)),
    *(decided(key, MID, version=version) for key, version in ((MINE, 2), (MINE, "NULL"), (TWO, 2), (THREE, 3))),
    *(decided(THREE, MID, "returned", 3), move(TWO, "submitted"), entry(nip=WRITER), entry(nip=LOW)),
    *(OPENED.format(entry=key, version=version, by=by) for key, version, by in ((MINE, 7, MID), (f"e-{COUSIN}-1", 1, MID), (MINE, 1, TOP))),
    f"UPDATE opened SET seconds = 1 WHERE entry_id = '{MINE}' AND nip = '{LOW}'",
    *(COACH.format(nip=nip, by=by) for nip, by in ((COUSIN, MID), (MID, MID), (TOP, MID), (WRITER, LOW))),
    f"UPDATE coaching SET note = 'y' WHERE nip = '{LOW}'",
    *(ANSWER.format(by=by, nip=nip) for by, nip in ((MID, MID), (MID, COUSIN), (MID, TOP), (LOW, WRITER))),
    f"UPDATE objection SET outcome = 'open', decided_by = '{MID}' WHERE id = 'o-{WRITER}'",
    *(f"UPDATE employee SET superior_nip = '{MID}' WHERE nip = '{nip}'" for nip in (COUSIN, TOP, WRITER)),
    f"UPDATE rating SET hasil = 1 WHERE nip = '{WRITER}'",
    *(EVENT, VERDICT, "SET ROLE ekin_admin", f'SET ROLE "{WRITER}"', f"SELECT walls.set_login('{WRITER}', '{VERIFIER}', 'ekin_writer')"),
]  # fmt: skip
VIEWS = ("employee", "entry", "event", "review", "assessment", "objection", "leave", "rating", "plan")
BY_ANALYST = [
    *(f"SELECT * FROM analysis.{view} v WHERE v::text ~ '\\d{{17}}|NAMA'" for view in VIEWS),
    *(f"DELETE FROM analysis.{view}" for view in VIEWS),
    *("SELECT walls.reach()", "SELECT * FROM public.alembic_version", "CREATE VIEW analysis.v AS SELECT 1", "SET ROLE ekin_owner"),
    *("UPDATE analysis.employee SET kind = 'PPPK'", "CREATE TEMP TABLE t AS SELECT * FROM analysis.entry", "DO $$ BEGIN END $$"),
]  # fmt: skip
BY_ADMIN = [
    *(EVENT, "UPDATE chain_head SET digest = 'x'", "DELETE FROM chain_head", "TRUNCATE entry_event", "ALTER TABLE entry DISABLE TRIGGER ALL"),
    *(f"UPDATE entry_event SET {what} = 'x'" for what in ("actor", "note", "digest")),
    *(LABEL.format(by=by, at="now()") for by in ("pengelola", WRITER)), "UPDATE annotation SET label = 0", "DELETE FROM annotation",
    *("UPDATE review SET note = 'y'", review(MINE, LOW), review(MINE, LOW, version="NULL", key=f"v-{WRITER}-2") + " ON CONFLICT (id) DO UPDATE SET note = 'y'"),
    *("UPDATE assessment SET flag = 'specific'", f"UPDATE entry SET status = 'approved' WHERE id = '{MINE}'"),
    *(move(MINE, "approved", more) for more in (", id = 'x'", f", nip = '{SIBLING}'", ", created_at = '2020-01-01'")),
    *(entry(version=2), entry(more=", plan_id", value=f", 'p-{SIBLING}'"), "DELETE FROM import_log", "UPDATE import_log SET actor = 'x'"),
    *("CREATE ROLE x", f"ALTER ROLE \"{WRITER}\" PASSWORD 'x'", "GRANT ekin_admin TO peneliti", "SET ROLE ekin_owner", f'SET ROLE "{WRITER}"'),
    *(f"SELECT walls.set_login('{name}', '{VERIFIER}', '{role}')" for name, role in (*(("baru", "ekin_admin"), ("pengelola", "ekin_admin"), ("pengelola", "ekin_analyst"), ("postgres", "ekin_analyst"), ("peneliti", "ekin_owner")), *((WRITER, "ekin_analyst"), (WRITER, "ekin_admin"), ("000000000000000000", "ekin_writer"), ("ekin_gate", "ekin_analyst"), ("peneliti", "postgres")))),
    f"SELECT walls.set_login('{WRITER}', 'sandi-terang', 'ekin_writer')",
]  # fmt: skip
BY_GATE = [
    *("UPDATE login_attempt SET failures = 0", "DELETE FROM login_attempt", "UPDATE walls.setting SET value = 99", "SELECT walls.login_ok()", "SELECT walls.reach()", "SET ROLE ekin_owner"),
    *(f"SELECT walls.set_login('{WRITER}', '{VERIFIER}', 'ekin_writer')", "UPDATE alembic_version SET version_num = 'x'", "CREATE TABLE t (a int)"),
]  # fmt: skip
ATTEMPTS = [
    *_by_table(),
    *((WRITER, sql) for sql in (*BY_WRITER, *TRICKS)),
    *((MID, sql) for sql in BY_SUPERIOR),
    *(("peneliti", sql) for sql in BY_ANALYST),
    *(("pengelola", sql) for sql in BY_ADMIN),
    *(("ekin_gate", sql) for sql in BY_GATE),
]
