from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ekin import service
from ekin.service.login import open_session
from ekin.storage import schema
from ekin.storage.statements import upsert

TOP, HEAD, WRITER = "197001012000031001", "197501012000032002", "198609262015051001"
PEER, STRANGER = "199312282025212001", "198001012010011001"
MONDAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 9, 3, tzinfo=UTC)
GOOD = {
    "start": "08:00",
    "end": "10:00",
    "description": "Imunisasi BCG 12 bayi posyandu Melati",
    "quantity": "12",
    "quantity_unit": "Bayi",
}
VAGUE = GOOD | {"start": "13:00", "end": "14:00", "description": "melaksanakan tugas", "quantity": "", "quantity_unit": ""}


class Office:
    """A writer and a peer below a head below a top, and a stranger; the clock moves by a second with every look."""

    def __init__(self, store):
        self.store, self.now = store, NOW
        people = {TOP: None, HEAD: TOP, WRITER: HEAD, PEER: HEAD, STRANGER: None}
        rows = [{"nip": nip, "name": f"Orang {nip[:4]}", "kind": "PNS", "superior_nip": up} for nip, up in people.items()]
        with store.transaction() as connection:
            upsert(connection, schema.employee, rows)

    def clock(self):
        self.now += timedelta(seconds=1)
        return self.now

    def session(self, nip):
        return open_session(self.store, nip, clock=self.clock)

    def draft(self, session, fields=GOOD, day=MONDAY):
        made = service.new_draft(session, day)
        service.save_draft(session, made.id, fields, made.version)
        return made.id

    def sent(self, session, fields=GOOD, day=MONDAY):
        key = self.draft(session, fields, day)
        service.submit(session, [key])
        return key


@pytest.fixture
def office(store):
    return Office(store)


@pytest.fixture
def writer(office):
    return office.session(WRITER)


@pytest.fixture
def head(office):
    return office.session(HEAD)
