-- Who may do what on PostgreSQL. Applied by `ekin db init` in one transaction; may be applied again at any time.
--
-- ekin_owner   owns every table and function; nobody logs in as it. Creates the logins (CREATEROLE).
-- ekin_writer  every ASN, through a login named by the NIP. What a superior may do follows from employee.superior_nip,
--              so there is no role for superiors: who has staff has their rights, at once and down the tree.
-- ekin_admin   imports, verdicts and logins; reads all but drafts, coaching and counters; changes no event and no review.
-- ekin_analyst reads the views of schema analysis, and nothing else.
-- ekin_gate    the login in EKIN_DATABASE_URL: counts failed passwords, and nothing else.
--
-- The person is session_user, which SET ROLE does not change. A superuser or the owner is trusted: no rule below binds them.

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ekin_owner', 'ekin_writer', 'ekin_admin', 'ekin_analyst', 'ekin_gate'] LOOP
        IF to_regrole(name) IS NULL THEN EXECUTE format('CREATE ROLE %I', name); END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), name);
    END LOOP;
    ALTER ROLE ekin_owner CREATEROLE NOLOGIN;
    ALTER ROLE ekin_gate LOGIN;
    GRANT ekin_writer, ekin_admin, ekin_analyst TO ekin_owner WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
    EXECUTE format('GRANT ekin_owner TO %I WITH INHERIT TRUE, SET TRUE', current_user);
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());  -- also TEMP: no shadowing tables
    EXECUTE format('GRANT CREATE ON DATABASE %I TO ekin_owner', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO ekin_writer, ekin_admin, ekin_gate;
    GRANT USAGE, CREATE ON SCHEMA public TO ekin_owner;
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;  -- no DO blocks
        GRANT USAGE ON LANGUAGE plpgsql TO ekin_owner;
        REVOKE EXECUTE ON FUNCTION lo_creat, lo_create, lo_from_bytea FROM PUBLIC;
    END IF;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER TABLE public.%I OWNER TO ekin_owner', name);
    END LOOP;
END $$;

SET LOCAL ROLE ekin_owner;
SET LOCAL search_path = public;
CREATE SCHEMA IF NOT EXISTS walls;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Tables: closed to all but the owner; the triggers and policies of an earlier version go.
DO $$
DECLARE item record;
BEGIN
    FOR item IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP POLICY %I ON %I', item.policyname, item.tablename);
    END LOOP;
    FOR item IN SELECT tgname, tgrelid::regclass AS place FROM pg_trigger WHERE tgname LIKE 'walls\_%' LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', item.tgname, item.place);
    END LOOP;
    FOR item IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, ekin_writer, ekin_admin, ekin_analyst, ekin_gate', item.tablename);
        CONTINUE WHEN item.tablename = 'alembic_version';
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', item.tablename);
        EXECUTE format('CREATE POLICY owner ON %I TO ekin_owner USING (true)', item.tablename);
    END LOOP;
END $$;

-- People ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION walls.reach() RETURNS text[] STABLE SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE sql AS $$  -- oneself and all staff down the tree; UNION ends a cycle
    WITH RECURSIVE down(nip) AS (
        SELECT session_user::text UNION SELECT e.nip FROM employee e JOIN down ON e.superior_nip = down.nip
    ) SELECT array_agg(nip) FROM down $$;

CREATE OR REPLACE FUNCTION walls.staff() RETURNS text[] STABLE SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE sql AS $$ SELECT array_remove(walls.reach(), session_user::text) $$;

CREATE OR REPLACE FUNCTION walls.superior() RETURNS text STABLE SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE sql AS $$ SELECT superior_nip FROM employee WHERE nip = session_user::text $$;

CREATE OR REPLACE FUNCTION walls.trusted() RETURNS boolean STABLE SET search_path = public, pg_temp
LANGUAGE sql AS $$ SELECT has_table_privilege(session_user, 'entry_event', 'INSERT') $$;

CREATE OR REPLACE FUNCTION walls.admin() RETURNS boolean STABLE SET search_path = public, pg_temp
LANGUAGE sql AS $$ SELECT pg_has_role(session_user, 'ekin_admin', 'USAGE') $$;

-- Rows a person sees and writes ---------------------------------------------------------------------------------------

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['skp', 'leave', 'rating', 'profile_check', 'coaching', 'entry'] LOOP
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO ekin_writer USING (nip = ANY ((SELECT walls.reach())::text[]))', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['entry_event', 'review', 'assessment', 'objection', 'opened'] LOOP
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO ekin_writer USING (EXISTS (SELECT FROM entry e WHERE e.id = entry_id))', name);
    END LOOP;
END $$;
CREATE POLICY reach ON rhk FOR SELECT TO ekin_writer USING (EXISTS (SELECT FROM skp WHERE skp.id = skp_id));
CREATE POLICY reach ON indicator FOR SELECT TO ekin_writer USING (EXISTS (SELECT FROM rhk WHERE rhk.id = rhk_id));
CREATE POLICY reach ON action_plan FOR SELECT TO ekin_writer USING (EXISTS (SELECT FROM rhk WHERE rhk.id = rhk_id));
CREATE POLICY reach ON employee FOR SELECT TO ekin_writer  -- and the direct superior, for the profile card
    USING (nip = ANY ((SELECT walls.reach())::text[]) OR nip = (SELECT walls.superior()));
CREATE POLICY draft_entry ON entry AS RESTRICTIVE FOR SELECT TO ekin_writer USING (status <> 'draft' OR nip = session_user::text);
CREATE POLICY own ON draft TO ekin_writer USING (nip = session_user::text);
CREATE POLICY own ON profile_check FOR INSERT TO ekin_writer WITH CHECK (nip = session_user::text);
CREATE POLICY own ON entry FOR INSERT TO ekin_writer WITH CHECK (nip = session_user::text);
CREATE POLICY change ON entry FOR UPDATE TO ekin_writer USING (nip = ANY ((SELECT walls.reach())::text[]));  -- guard_entry says which
CREATE POLICY decide ON review FOR INSERT TO ekin_writer WITH CHECK (superior_nip = session_user::text);  -- guard_review says on what
CREATE POLICY look ON opened FOR INSERT TO ekin_writer WITH CHECK (nip = session_user::text AND EXISTS (
    SELECT FROM entry e WHERE e.id = entry_id AND e.version = entry_version AND e.nip = ANY ((SELECT walls.staff())::text[])));
CREATE POLICY close ON opened FOR UPDATE TO ekin_writer USING (nip = session_user::text);
CREATE POLICY coach ON coaching FOR INSERT TO ekin_writer
    WITH CHECK (superior_nip = session_user::text AND nip = ANY ((SELECT walls.staff())::text[]));
CREATE POLICY object ON objection FOR INSERT TO ekin_writer
    WITH CHECK (nip = session_user::text AND outcome = 'open' AND answer = '' AND decided_by IS NULL AND decided_at IS NULL
                AND EXISTS (SELECT FROM entry e WHERE e.id = entry_id AND e.nip = session_user::text));
CREATE POLICY answer ON objection FOR UPDATE TO ekin_writer
    USING (outcome = 'open' AND EXISTS (SELECT FROM entry e WHERE e.id = entry_id AND e.nip = ANY ((SELECT walls.staff())::text[])))
    WITH CHECK (outcome IN ('accepted', 'rejected') AND decided_by = session_user::text);

-- Blind annotation: a colleague's label shows once one's own is stored and can no longer be undone (storage.annotations.UNDO).
-- 'settled' rows are the lead's. The functions read past the policies that call them.
CREATE OR REPLACE FUNCTION walls.labelled(task text, item text, round integer) RETURNS boolean STABLE
SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE sql AS $$ SELECT EXISTS (SELECT FROM annotation a WHERE a.task = $1 AND a.item = $2 AND a.round = $3
                   AND a.annotator = session_user::text AND a.at <= now() - interval '120 seconds') $$;
CREATE POLICY own ON annotation FOR SELECT TO ekin_writer USING (annotator = session_user::text);
CREATE POLICY blind ON annotation FOR SELECT TO ekin_writer USING (walls.labelled(task, item, CASE round WHEN 3 THEN 1 ELSE round END));
CREATE POLICY mine ON annotation FOR INSERT TO ekin_writer WITH CHECK (annotator = session_user::text);
CREATE POLICY undo ON annotation FOR DELETE TO ekin_writer
    USING (annotator = session_user::text AND at > now() - interval '120 seconds');
CREATE POLICY own ON vignette_mark TO ekin_writer USING (rater = session_user::text);

GRANT SELECT ON alembic_version TO ekin_writer, ekin_admin, ekin_gate;
GRANT SELECT ON employee, skp, rhk, indicator, action_plan, leave, rating, entry_event, assessment TO ekin_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON draft TO ekin_writer;
GRANT SELECT, INSERT, UPDATE ON entry TO ekin_writer;
GRANT SELECT, INSERT ON profile_check, review, opened, objection, coaching TO ekin_writer;
GRANT SELECT, INSERT, DELETE ON annotation TO ekin_writer;
GRANT SELECT, INSERT ON vignette_mark TO ekin_writer;
GRANT UPDATE (seconds) ON opened TO ekin_writer;
GRANT UPDATE (outcome, answer, decided_by, decided_at) ON objection TO ekin_writer;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['employee', 'skp', 'rhk', 'indicator', 'action_plan', 'leave', 'rating', 'entry', 'import_log',
                                'assessment', 'entry_event', 'chain_head', 'objection', 'profile_check', 'opened', 'vignette_mark'] LOOP
        EXECUTE format('CREATE POLICY admin ON %I TO ekin_admin USING (true)', name);
        EXECUTE format('GRANT SELECT ON %I TO ekin_admin', name);
    END LOOP;
END $$;
CREATE POLICY admin ON review FOR SELECT TO ekin_admin USING (true);
CREATE POLICY import ON review FOR INSERT TO ekin_admin WITH CHECK (true);
GRANT INSERT, UPDATE ON employee, skp, rhk, indicator, action_plan, leave, rating, entry TO ekin_admin;
CREATE POLICY lead ON annotation FOR SELECT TO ekin_admin USING (true);  -- the lead of a task, who settles
CREATE POLICY settle ON annotation FOR INSERT TO ekin_admin WITH CHECK (annotator = session_user::text AND round = 3);
CREATE POLICY again ON annotation FOR DELETE TO ekin_admin USING (annotator = session_user::text AND round = 3);
GRANT SELECT, INSERT, DELETE ON annotation TO ekin_admin;
GRANT INSERT ON import_log, assessment, vignette_mark TO ekin_admin;
GRANT DELETE ON vignette_mark TO ekin_admin;  -- consent taken back
GRANT SELECT, INSERT, UPDATE ON review TO ekin_admin;  -- INSERT ... ON CONFLICT DO UPDATE asks for UPDATE; no policy lets a row through

-- Entries -------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION walls.refuse(why text) RETURNS void
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'walls: %', why USING ERRCODE = 'insufficient_privilege'; END $$;

CREATE OR REPLACE FUNCTION walls.stamp() RETURNS trigger LANGUAGE plpgsql AS $$  -- the server's clock, not the client's
BEGIN
    RETURN CASE WHEN walls.trusted() THEN NEW ELSE jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], now())) END;
END $$;
CREATE TRIGGER walls_stamp BEFORE INSERT OR UPDATE ON draft FOR EACH ROW EXECUTE FUNCTION walls.stamp('saved_at');
CREATE TRIGGER walls_stamp BEFORE INSERT ON opened FOR EACH ROW EXECUTE FUNCTION walls.stamp('at');
CREATE TRIGGER walls_stamp BEFORE INSERT ON coaching FOR EACH ROW EXECUTE FUNCTION walls.stamp('at');
CREATE TRIGGER walls_stamp BEFORE INSERT ON profile_check FOR EACH ROW EXECUTE FUNCTION walls.stamp('at');
CREATE TRIGGER walls_stamp BEFORE INSERT ON annotation FOR EACH ROW EXECUTE FUNCTION walls.stamp('at');
CREATE TRIGGER walls_raised BEFORE INSERT ON objection FOR EACH ROW EXECUTE FUNCTION walls.stamp('raised_at');
CREATE TRIGGER walls_decided BEFORE UPDATE ON objection FOR EACH ROW EXECUTE FUNCTION walls.stamp('decided_at');

CREATE OR REPLACE FUNCTION walls.guard_entry() RETURNS trigger SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE plpgsql AS $$
DECLARE
    me text := session_user;
    inserted boolean := TG_OP = 'INSERT';
BEGIN
    IF walls.trusted() THEN RETURN NEW; END IF;
    IF NEW.plan_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM action_plan p JOIN rhk ON rhk.id = p.rhk_id JOIN skp ON skp.id = rhk.skp_id WHERE p.id = NEW.plan_id AND skp.nip = NEW.nip
    ) THEN PERFORM walls.refuse('the plan is not the writer''s own'); END IF;
    IF inserted AND NEW.version <> 1 THEN PERFORM walls.refuse('the first version is 1'); END IF;
    IF NOT inserted THEN
        IF walls.admin() AND to_jsonb(NEW) - 'plan_id' = to_jsonb(OLD) - 'plan_id' THEN RETURN NEW; END IF;  -- plans are linked later
        IF (NEW.id, NEW.nip, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.nip, OLD.created_at) THEN
            PERFORM walls.refuse('id, nip and created_at never change');
        END IF;
        IF NEW.version <> OLD.version + 1 THEN PERFORM walls.refuse('the next version is one more'); END IF;
    END IF;
    IF NEW.nip = me THEN
        IF NEW.status <> 'submitted' OR (NOT inserted AND OLD.status NOT IN ('draft', 'returned')) THEN
            PERFORM walls.refuse('a writer sends what is a draft or was returned');
        END IF;
        IF NEW.day > (now() AT TIME ZONE 'Asia/Jayapura')::date OR NEW.start = NEW."end" OR NEW.description !~ '\S' THEN
            PERFORM walls.refuse('the day is in the future, or time or description is empty');
        END IF;
        IF inserted AND EXISTS (SELECT FROM draft WHERE id = NEW.id AND nip <> me) THEN PERFORM walls.refuse('the id is taken'); END IF;
        IF inserted THEN NEW.created_at := now(); END IF;
        NEW.submitted_at := now();
    ELSIF NOT walls.admin() THEN  -- a superior; an administrator brings what stands in E-Kinerja
        IF inserted OR OLD.status <> 'submitted' OR NEW.status NOT IN ('approved', 'returned') OR NOT OLD.nip = ANY (walls.staff())
           OR to_jsonb(NEW) - '{status,version}'::text[] <> to_jsonb(OLD) - '{status,version}'::text[] THEN
            PERFORM walls.refuse('a superior decides on what staff sent, and changes nothing else');
        END IF;
        IF walls.reviewed(OLD.id, OLD.version, NEW.status) IS NULL THEN PERFORM walls.refuse('a decision needs its review first'); END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION walls.reviewed(entry text, entry_version integer, decision text) RETURNS text STABLE
LANGUAGE sql AS $$  -- note of the review that session_user wrote in this transaction: guard_review sets decided_at to now()
    SELECT r.note FROM public.review r WHERE r.entry_id = $1 AND r.entry_version = $2 AND r.decision = $3
                                         AND r.superior_nip = session_user::text AND r.decided_at = now() $$;

CREATE OR REPLACE FUNCTION walls.guard_review() RETURNS trigger SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE plpgsql AS $$
BEGIN
    IF walls.trusted() THEN RETURN NEW; END IF;
    IF walls.admin() AND NEW.superior_nip <> session_user::text THEN  -- an import; without a version it never counts as a live decision
        IF NEW.entry_version IS NOT NULL THEN PERFORM walls.refuse('an imported review names no version'); END IF;
        RETURN NEW;
    END IF;
    NEW.decided_at := now();
    IF NEW.decision = 'returned' AND NEW.note !~ '\S' THEN PERFORM walls.refuse('returning needs a note'); END IF;
    IF NEW.superior_nip <> session_user::text OR NOT EXISTS (
        SELECT FROM entry WHERE id = NEW.entry_id AND version = NEW.entry_version AND status = 'submitted' AND nip = ANY (walls.staff())
    ) OR EXISTS (SELECT FROM review WHERE entry_id = NEW.entry_id AND entry_version = NEW.entry_version) THEN
        PERFORM walls.refuse('a superior decides once on a version that staff sent');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION walls.review_done() RETURNS trigger SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.entry_version IS NOT NULL AND NOT walls.trusted() AND NOT EXISTS (
        SELECT FROM entry_event WHERE entry_id = NEW.entry_id AND version = NEW.entry_version + 1 AND actor = NEW.superior_nip
                                  AND to_status = NEW.decision
    ) THEN PERFORM walls.refuse('a review decides on its entry'); END IF;
    RETURN NULL;
END $$;

-- Events: the texts and digests are those of ekin/storage/events.py ------------------------------------------------------

CREATE OR REPLACE FUNCTION walls.digest(VARIADIC parts text[]) RETURNS text IMMUTABLE
LANGUAGE sql AS $$
    SELECT encode(sha256(convert_to(string_agg(octet_length(convert_to(coalesce(part, ''), 'UTF8')) || ':' || coalesce(part, ''), ',' ORDER BY place),
                                    'UTF8')), 'hex') FROM unnest(parts) WITH ORDINALITY AS given(part, place) $$;

CREATE OR REPLACE FUNCTION walls.utc(at timestamptz) RETURNS text STABLE
LANGUAGE sql AS $$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

CREATE OR REPLACE FUNCTION walls.log_entry() RETURNS trigger SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE plpgsql AS $$
DECLARE
    made entry_event;
    head chain_head;
    decided boolean := TG_OP = 'UPDATE' AND session_user::text <> NEW.nip AND NOT walls.admin();
BEGIN
    IF walls.trusted() OR (TG_OP = 'UPDATE' AND NEW.version = OLD.version) THEN RETURN NULL; END IF;  -- ekin itself logs; a link is no event
    SELECT * INTO head FROM chain_head FOR UPDATE;  -- until the end of the transaction
    SELECT * INTO made FROM entry_event ORDER BY seq DESC LIMIT 1;  -- ahead of the head by what this transaction logged already
    IF coalesce(made.seq, 0) < head.seq THEN PERFORM walls.refuse('the log is cut; run ekin verify'); END IF;
    made.previous := coalesce(made.digest, '');
    made.seq := coalesce(made.seq, 0) + 1;
    made.entry_id := NEW.id;
    made.version := NEW.version;
    made.at := now();
    made.actor := session_user;
    made.from_status := CASE WHEN TG_OP = 'UPDATE' THEN OLD.status WHEN session_user::text = NEW.nip THEN 'draft' END;
    made.to_status := NEW.status;
    made.note := CASE WHEN session_user::text = NEW.nip THEN '' ELSE 'import' END;
    IF decided THEN
        made.note := walls.reviewed(NEW.id, OLD.version, NEW.status);
        INSERT INTO assessment (entry_id, entry_version, model, threshold, p_generic, label, flag, missing, question, aligned)
            SELECT entry_id, NEW.version, model, threshold, p_generic, label, flag, missing, question, aligned
            FROM assessment WHERE entry_id = NEW.id AND entry_version = OLD.version ON CONFLICT DO NOTHING;
    ELSIF TG_OP = 'UPDATE' THEN  -- what was there before
        SELECT coalesce(string_agg(key || ': ' || coalesce(value, ''), '; '), '') INTO made.note FROM jsonb_each_text(to_jsonb(OLD))
        WHERE key <> ALL (CASE WHEN session_user::text = NEW.nip THEN '{plan_id,version,status,submitted_at}' ELSE '{plan_id,version}' END::text[])
              AND value IS DISTINCT FROM to_jsonb(NEW) ->> key;
    END IF;
    made.content := walls.digest(
        NEW.nip, to_char(NEW.day, 'YYYY-MM-DD'), to_char(NEW.start, 'HH24:MI:SS'), to_char(NEW."end", 'HH24:MI:SS'), NEW.description,
        NEW.plan, NEW.quantity::text, NEW.quantity_unit, NEW.evidence_url, walls.utc(NEW.submitted_at));
    made.digest := walls.digest(
        made.seq::text, made.entry_id, made.version::text, walls.utc(made.at), made.actor, made.from_status, made.to_status, made.note,
        made.content, made.previous);
    INSERT INTO entry_event SELECT made.*;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION walls.move_head() RETURNS trigger SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE plpgsql AS $$  -- once, at the end of a transaction: a row updated for each of 100,000 events would slow down with their number
BEGIN
    UPDATE chain_head SET (seq, digest) = (SELECT seq, digest FROM entry_event ORDER BY seq DESC LIMIT 1)
        WHERE seq < (SELECT max(seq) FROM entry_event);
    RETURN NULL;
END $$;

CREATE TRIGGER walls_guard BEFORE INSERT OR UPDATE ON entry FOR EACH ROW EXECUTE FUNCTION walls.guard_entry();
CREATE TRIGGER walls_log AFTER INSERT OR UPDATE ON entry FOR EACH ROW EXECUTE FUNCTION walls.log_entry();
CREATE TRIGGER walls_guard BEFORE INSERT ON review FOR EACH ROW EXECUTE FUNCTION walls.guard_review();
CREATE CONSTRAINT TRIGGER walls_done AFTER INSERT ON review DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION walls.review_done();
CREATE CONSTRAINT TRIGGER walls_head AFTER INSERT ON entry_event DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION walls.move_head();

-- Logins --------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION walls.set_login(login text, verifier text, role text) RETURNS void SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE plpgsql AS $$  -- makes a login or changes its password; a NULL verifier closes it
BEGIN
    IF verifier !~ '^SCRAM-SHA-256\$\d+:[^$]+\$[^:]+:[^:]+$' THEN PERFORM walls.refuse('the password comes as a SCRAM verifier'); END IF;
    IF NOT (CASE role
        WHEN 'ekin_writer' THEN EXISTS (SELECT FROM employee WHERE nip = login)
        WHEN 'ekin_analyst' THEN login ~ '^[a-z][a-z0-9_]+$' AND login !~ '^(ekin|pg)_'
        WHEN 'ekin_admin' THEN login ~ '^[a-z][a-z0-9_]+$' AND login !~ '^(ekin|pg)_' AND walls.trusted()
        ELSE false END) THEN PERFORM walls.refuse('no such employee, or not a name for this role');
    END IF;
    IF to_regrole(quote_ident(login)) IS NULL THEN
        EXECUTE format('CREATE ROLE %I LOGIN', login);
        EXECUTE format('GRANT %I TO %I WITH INHERIT TRUE, SET FALSE', role, login);
    ELSIF NOT pg_has_role(login, role, 'USAGE') OR (SELECT rolsuper FROM pg_roles WHERE rolname = login) THEN
        PERFORM walls.refuse('this login has another role');
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
    DELETE FROM login_attempt WHERE nip = login;
END $$;

CREATE TABLE IF NOT EXISTS walls.setting (name text PRIMARY KEY, value integer NOT NULL CHECK (value > 0));  -- filled by storage.access
GRANT SELECT, UPDATE (value) ON walls.setting TO ekin_admin;

DROP FUNCTION IF EXISTS walls.login_state(text), walls.login_failed(text);
CREATE OR REPLACE FUNCTION walls.count_attempt(login text, OUT over integer, OUT until timestamptz)
SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE plpgsql AS $$  -- as storage.attempts does on a file; asks no table of people, so a NIP that nobody has locks just so
DECLARE
    most integer := (SELECT value FROM walls.setting WHERE name = 'max_failures');
    span interval := (SELECT value * interval '1 minute' FROM walls.setting WHERE name = 'lock_minutes');
BEGIN
    DELETE FROM login_attempt WHERE nip IN (SELECT nip FROM login_attempt WHERE at <= now() - span FOR UPDATE SKIP LOCKED);
    INSERT INTO login_attempt AS a (nip, failures, at) VALUES (login, 1, now()) ON CONFLICT (nip) DO UPDATE
        SET failures = a.failures + 1, at = CASE WHEN a.failures < most THEN now() ELSE a.at END
        RETURNING failures - most, at + span INTO over, until;
END $$;

CREATE OR REPLACE FUNCTION walls.login_ok() RETURNS void SECURITY DEFINER SET search_path = public, pg_temp
LANGUAGE sql AS $$ DELETE FROM login_attempt WHERE nip = session_user::text $$;

-- Analysis: pseudonyms by HMAC-SHA256 with a key that only the owner reads; ids too, for an entry's id follows from its NIP -----

CREATE TABLE IF NOT EXISTS walls.key (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
DROP SCHEMA IF EXISTS analysis CASCADE;
CREATE SCHEMA analysis;
DO $$  -- ~x is the pseudonym of x, #x is x with its long numbers (NIP, NIK, telephone) struck out; inline, so that nobody can call them
DECLARE item record;
BEGIN
    FOR item IN SELECT * FROM (VALUES
        ('employee', '~nip person, "position", position_kind, "rank", unit, parent_unit, agency, ~superior_nip superior, work_week, time_zone, kind',
         'employee'),
        ('entry', '~id entry, ~nip person, day, start, "end", #description description, #plan plan, ~plan_id plan_id, quantity, quantity_unit, '
         '~evidence_url evidence, evidence_url <> '''' has_evidence, status, version, created_at, submitted_at', 'entry WHERE status <> ''draft'''),
        ('event', '~entry_id entry, version, at, ~actor actor, from_status, to_status', 'entry_event'),
        ('review', '~entry_id entry, entry_version, ~superior_nip superior, decision, ~note note, length(note) note_length, seconds_open, decided_at',
         'review'),
        ('assessment', '~entry_id entry, entry_version, model, threshold, p_generic, label, flag, missing, aligned', 'assessment'),
        ('objection', '~entry_id entry, outcome, raised_at, decided_at', 'objection'),
        ('leave', '~nip person, start, "end"', 'leave'),
        ('rating', '~nip person, period_start, period_end, hasil, perilaku, predikat, ~assessor_nip assessor', 'rating'),
        ('plan', '~nip person, year, ~rhk_id rhk_id, rhk.kind, #rhk.text rhk, ~action_plan.id plan_id, #action_plan.text plan, period, target',
         'skp JOIN rhk ON skp.id = rhk.skp_id JOIN action_plan ON rhk.id = action_plan.rhk_id')
    ) AS given(name, columns, rows) LOOP
        EXECUTE format('CREATE VIEW analysis.%I WITH (security_barrier) AS SELECT %s FROM walls.key, %s', item.name, regexp_replace(regexp_replace(
            item.columns, '~([\w.]+)', 'left(encode(sha256(outer_pad || sha256(inner_pad || convert_to(\1, ''UTF8''))), ''hex''), 16)', 'g'),
            '#([\w.]+)', 'regexp_replace(\1, ''(\\d[ .-]?){10,}'', ''[nomor] '', ''g'')', 'g'), item.rows);
    END LOOP;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA walls FROM PUBLIC;
GRANT USAGE ON SCHEMA walls TO ekin_writer, ekin_admin, ekin_gate;
GRANT EXECUTE ON FUNCTION walls.reach(), walls.staff(), walls.superior(), walls.trusted(), walls.login_ok() TO ekin_writer;
GRANT EXECUTE ON FUNCTION walls.labelled(text, text, integer) TO ekin_writer;
GRANT EXECUTE ON FUNCTION walls.trusted(), walls.set_login(text, text, text) TO ekin_admin;
GRANT EXECUTE ON FUNCTION walls.count_attempt(text) TO ekin_gate;
GRANT USAGE ON SCHEMA analysis TO ekin_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA analysis TO ekin_analyst;
RESET ROLE;
