"""The card of reasons: from a real store, with an objection and its outcome, and no score."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import insert

from ekin.domain.period import parse_period
from ekin.errors import NoDataError, UnknownPersonError
from ekin.reports.making import make_card
from ekin.service.reasons import reasons
from ekin.settings import Settings
from ekin.storage import schema
from ekin.storage.statements import upsert
from ekin.storage.store import open_store

NIP, SILENT = "198609262015051001", "199312282025212001"
JANUARY = parse_period("2026-01")
LINES = {
    "a": "melaksanakan tugas",
    "b": "Imunisasi BCG 12 bayi posyandu Melati",
    "c": "<b>rapat",
    "d": "melaksanakan tugas kantor",
}
SENT = datetime(2026, 1, 9, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('card') / 'ekin.db'}")) as opened:
        people = [
            {"nip": nip, "name": f"Orang {nip[:4]}", "kind": "PNS", "unit": "SDN 2", "position": "Guru"} for nip in (NIP, SILENT)
        ]
        entries = [
            {"id": key, "nip": NIP, "day": date(2026, 1, 5), "start": time(8), "end": time(9), "description": text, "status": "draft" if key == "d" else "submitted",
             "version": 1, "created_at": SENT, "submitted_at": SENT}
            for key, text in LINES.items()
        ]  # fmt: skip
        said = [("a", "Ini rapat pleno", "accepted", 10), ("c", "Sudah jelas", "open", 8)]
        objections = [
            {"id": f"o{key}", "entry_id": key, "text": text, "outcome": outcome, "nip": NIP, "raised_at": SENT.replace(day=day)}
            for key, text, outcome, day in said
        ]
        with opened.transaction() as connection:
            upsert(connection, schema.employee, people)
            connection.execute(insert(schema.entry), entries)
            connection.execute(insert(schema.objection), objections)
        yield opened


def test_flagged_and_objected_entries_are_there_and_nothing_else(store):
    found = reasons(store, "19860926 201505 1 001", JANUARY)
    assert found.sent == ("a", "b", "c")
    flagged = found.flagged.set_index("entry_id")
    assert set(flagged.index) == {"a", "c"}
    assert flagged.at["a", "flag"] == "generic"
    assert flagged["outcome"].to_dict() == {"a": "accepted", "c": "open"}
    assert flagged["again"].to_dict() == {"a": False, "c": True}  # c was sent after it was objected to


def test_the_page_says_reasons_outcome_and_the_right_but_no_score(store, tmp_path):
    card = make_card(store, "2026-01", NIP)
    html_path, pdf_path = card.write(tmp_path)
    page = html_path.read_text(encoding="utf-8")
    for text in (
        "diterima",
        "Ini rapat pleno",
        "menunggu jawaban",
        "&lt;b&gt;rapat",
        "UU 27/2022",
        "berhak mengajukan keberatan",
        "Belum tampak",
    ):
        assert text in page
    assert card.reasons.model in page
    assert "p_generic" not in page
    assert NIP not in html_path.name
    assert pdf_path.read_bytes().startswith(b"%PDF-")
    assert "Kartu alasan" in card._repr_html_()


def test_nobody_and_nothing_are_refused(store):
    with pytest.raises(UnknownPersonError):
        make_card(store, "2026-01", "197001012000031001")
    with pytest.raises(NoDataError):
        make_card(store, "2026-01", SILENT)
