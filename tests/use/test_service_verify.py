from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, update

from ekin import service
from ekin.cli import app
from ekin.errors import StaleEntryError
from ekin.service import review
from ekin.service.login import open_session
from ekin.service.verify import Broken, head, verify
from ekin.settings import load_settings
from ekin.storage import schema
from ekin.storage.events import digest
from ekin.storage.statements import upsert
from ekin.storage.store import open_store
from ekin.vocabulary import Action, Break
from tests.use.conftest import GOOD, HEAD, MONDAY, NOW, Office

EVENT, ENTRY = schema.entry_event, schema.entry


@pytest.fixture
def keys(office, writer):
    """Give four entries, the second of which was returned: events 1 to 5."""
    found = [office.sent(writer, GOOD | {"start": f"0{hour}:00"}) for hour in (5, 6, 7, 8)]
    review.decide(office.session(HEAD), found[1], 1, Action.RETURN, "Sebutkan posyandunya")
    return found


def change(office, *statements):
    with office.store.transaction() as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_healthy_log_is_whole(office, keys):
    assert verify(office.store) == []
    assert head(office.store)[0] == 5


@pytest.mark.parametrize(
    ("column", "value"), [("actor", "x"), ("note", "x"), ("to_status", "approved"), ("content", "0" * 64), ("from_status", None)]
)
def test_an_edited_event_is_named(office, keys, column, value):
    change(office, update(EVENT).where(EVENT.c.seq == 3).values({column: value}))
    assert Broken(3, keys[2], Break.EDITED) in verify(office.store)


def test_an_edited_event_with_a_new_digest_breaks_the_chain_behind_it(office, keys):
    with office.store.transaction() as connection:
        row = dict(connection.execute(EVENT.select().where(EVENT.c.seq == 3)).mappings().one()) | {"note": "x"}
        connection.execute(update(EVENT).where(EVENT.c.seq == 3).values(note="x", digest=digest(row)))
    assert verify(office.store) == [Broken(4, keys[3], Break.ORDER)]


def test_a_deleted_event_is_named(office, keys):
    change(office, delete(EVENT).where(EVENT.c.seq == 3))
    assert verify(office.store) == [Broken(3, "", Break.MISSING), Broken(0, keys[2], Break.NO_EVENT)]


def test_re_ordered_events_are_named(office, keys):
    swap = [update(EVENT).where(EVENT.c.seq == old).values(seq=new) for old, new in ((2, 99), (3, 2), (99, 3))]
    change(office, *swap)
    named = {(item.seq, item.what) for item in verify(office.store)}
    assert {(2, Break.EDITED), (3, Break.EDITED), (2, Break.ORDER), (3, Break.ORDER)} <= named


def test_a_cut_tail_is_named(office, keys):
    change(office, delete(EVENT).where(EVENT.c.seq == 5))
    assert verify(office.store)[0] == Broken(4, "", Break.TAIL)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"description": "Imunisasi 99 bayi"}, Break.CONTENT),
        ({"quantity": 99}, Break.CONTENT),
        ({"submitted_at": None}, Break.CONTENT),
        ({"status": "approved"}, Break.STATUS),
    ],
)
def test_an_entry_changed_without_an_event_is_named(office, keys, values, what):
    change(office, update(ENTRY).where(ENTRY.c.id == keys[0]).values(**values))
    assert verify(office.store) == [Broken(1, keys[0], what)]


def test_an_entry_without_an_event_is_named(office, keys):
    change(office, delete(EVENT).where(EVENT.c.seq == 5), update(schema.chain_head).values(seq=4, digest=""))
    assert Broken(0, keys[1], Break.NO_EVENT) in verify(office.store)


WRITERS, EACH = 40, 3


def test_forty_writers_at_once_make_one_whole_chain(office):
    nips = [f"19900101202001{number:04d}" for number in range(WRITERS)]
    with office.store.transaction() as connection:
        upsert(connection, schema.employee, [{"nip": nip, "name": nip, "kind": "PNS", "superior_nip": HEAD} for nip in nips])

    def write(nip):
        with open_store(office.store.settings) as own:
            session = open_session(own, nip, clock=office.clock)
            for number in range(EACH):
                made = service.new_draft(session, MONDAY)
                service.save_draft(session, made.id, GOOD | {"description": f"Imunisasi {number} bayi"}, made.version)
                service.submit(session, [made.id])

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, nips))
    assert len(office.store.entries()) == WRITERS * EACH
    assert verify(office.store) == []
    assert head(office.store)[0] == WRITERS * EACH


def test_two_superiors_at_once_decide_once(office, writer):
    entries = [office.sent(writer, GOOD | {"start": f"{hour:02d}:00", "end": "23:00"}) for hour in range(8)]
    heads = [office.session(HEAD) for _ in range(2)]
    for key in entries:
        review.open_entry(heads[0], key, 1)

    def approve(session, order):
        try:
            review.approve_many(session, [(key, 1) for key in order])
        except StaleEntryError:
            return 0
        return 1

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(approve, heads, (entries, entries[::-1])))
    assert sum(done) == 1
    assert len(office.store.reviews()) == 8
    assert verify(office.store) == []


def test_the_command_names_what_is_broken(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("EKIN_DATABASE_URL", f"sqlite:///{tmp_path / 'ekin.db'}")
    with open_store(load_settings()) as store:
        key = Office(store).sent(open_session(store, HEAD, clock=lambda: NOW))
        assert app(["verify"], standalone_mode=False) is None
        assert "utuh: 1 peristiwa" in capsys.readouterr().out
        with store.transaction() as connection:
            connection.execute(update(EVENT).values(note="x"))
        with pytest.raises(SystemExit) as left:
            app(["verify"], standalone_mode=False)
        said = capsys.readouterr()
        assert left.value.code == 1
        assert f"Peristiwa 1, entri {key}: isi peristiwa berubah" in said.out
        assert app(["db", "upgrade"], standalone_mode=False) is None
        assert "versi 0004" in capsys.readouterr().out
