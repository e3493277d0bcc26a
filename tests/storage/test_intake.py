from __future__ import annotations

from datetime import UTC, date, datetime, time
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ekin.domain.entry import Entry
from ekin.storage import schema
from ekin.storage.events import CHAINED, CONTENT, chain, content_digest, digest
from ekin.storage.intake import take
from ekin.storage.statements import upsert
from ekin.vocabulary import Expectation, Layout, LeaveKind, Predikat, Reason, RhkKind, Status

NIP, HEAD = "198609262015051001", "197501012000031002"
PPPK = "199312282025212001"
NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)
SENT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
PLAN = "Melaksanakan pelayanan imunisasi"


def progress(nip=NIP, text="Imunisasi BCG 12 bayi posyandu Melati", plan=PLAN, quantity=12, **more):
    fields = {"nip": nip, "day": date(2026, 1, 5), "start": time(8), "end": time(10), "description": text, "plan": plan}
    return {"entry": Entry(**fields, quantity=quantity, quantity_unit="Bayi"), "submitted_at": SENT, **more}


def plan_row(nip=NIP, plan=PLAN, indicator="Jumlah bayi diimunisasi"):
    rhk = {"rhk": "Meningkatnya cakupan imunisasi", "rhk_kind": RhkKind.MAIN, "superior_rhk": "", "rhk_no": 1, "plan_no": 1}
    return {"nip": nip, "year": 2026, **rhk, "aspect": "kuantitas", "indicator": indicator, "plan": plan, "target": "90 Persen"}


def put(store, layout, *rows, agency=""):
    with store.transaction() as connection:
        return take(connection, layout, list(enumerate(rows, 9)), actor="tester", now=NOW, agency=agency)


def counts(taken):
    return taken.new, taken.changed, taken.unchanged, taken.refused


def events(store):
    with store.engine.connect() as connection:
        query = select(schema.entry_event).order_by(schema.entry_event.c.entry_id, schema.entry_event.c.version)
        return [dict(row) for row in connection.execute(query).mappings()]


def test_an_entry_of_an_unknown_person_brings_the_person(store):
    assert counts(put(store, Layout.PROGRESS, progress(name="Made Ayu"), progress(PPPK))) == (2, 0, 0, [])
    people = store.employees().set_index("nip")
    assert people.loc[NIP, ["name", "kind"]].tolist() == ["Made Ayu", "PNS"]
    assert people.loc[PPPK, "kind"] == "PPPK"
    assert store.entries()["status"].unique().tolist() == ["submitted"]


def test_the_same_rows_again_change_nothing(store):
    put(store, Layout.PROGRESS, progress())
    before = store.entries(), events(store)
    assert counts(put(store, Layout.PROGRESS, progress())) == (0, 0, 1, [])
    after = store.entries(), events(store)
    assert before[0].equals(after[0])
    assert before[1] == after[1]


def test_a_corrected_row_is_a_new_version_with_a_chained_event(store):
    put(store, Layout.PROGRESS, progress())
    assert counts(put(store, Layout.PROGRESS, progress(quantity=14))) == (0, 1, 0, [])
    assert store.entries().loc[0, ["quantity", "version"]].tolist() == [14, 2]
    first, second = events(store)
    assert (second["previous"], second["note"]) == (first["digest"], "quantity: 12")
    assert [digest(event) for event in (first, second)] == [first["digest"], second["digest"]]


def test_an_empty_cell_never_wipes_what_is_stored(store):
    put(store, Layout.PROGRESS, progress(status=Status.APPROVED))
    bare = progress(plan="", quantity=None) | {"submitted_at": None}
    assert counts(put(store, Layout.PROGRESS, bare)) == (0, 0, 1, [])
    assert store.entries().loc[0, ["status", "plan", "quantity"]].tolist() == ["approved", PLAN, 12]


def test_one_entry_twice_in_a_file_differing_in_case_only(store):
    taken = put(store, Layout.PROGRESS, progress(text="Apel"), progress(text="APEL"))
    assert counts(taken) == (1, 0, 0, [(10, Reason.DUPLICATE_ROW)])


@pytest.mark.parametrize("order", [(Layout.PLANS, Layout.PROGRESS), (Layout.PROGRESS, Layout.PLANS)])
def test_entries_find_their_plan_whichever_comes_first(store, order):
    with store.transaction() as connection:
        upsert(connection, schema.employee, [{"nip": NIP, "name": "Made Ayu", "kind": "PNS"}])
    rows = {Layout.PLANS: [plan_row()], Layout.PROGRESS: [progress(plan=PLAN.upper()), progress(text="Apel", plan="Lain")]}
    for layout in order:
        put(store, layout, *rows[layout])
    linked = store.entries().set_index("description")["plan_id"]
    assert linked.notna().to_dict() == {"Apel": False, "Imunisasi BCG 12 bayi posyandu Melati": True}
    assert linked.dropna().tolist() == store.plans()["plan_id"].tolist()


def test_a_changed_plan_text_is_linked_anew(store):
    put(store, Layout.PROGRESS, progress())
    put(store, Layout.PLANS, plan_row(), plan_row(plan="Menyusun laporan imunisasi"))
    put(store, Layout.PROGRESS, progress(plan="Menyusun laporan imunisasi"))
    plans = store.plans().set_index("plan_id")["plan"]
    assert plans[store.entries().loc[0, "plan_id"]] == "Menyusun laporan imunisasi"


def test_plans_count_each_row_once(store):
    put(store, Layout.EMPLOYEES, {"nip": NIP, "name": "Made Ayu", "position": "Bidan", "unit": "Puskesmas"})
    rows = plan_row(), plan_row(indicator="Ketepatan waktu"), plan_row(plan=None, indicator=None), plan_row(nip=PPPK)
    assert counts(put(store, Layout.PLANS, *rows)) == (2, 0, 1, [(12, Reason.NIP_UNKNOWN)])
    assert len(store.plans()) == 1


def test_a_rating_report_brings_people_superiors_and_ratings(store):
    row = {
        **{"nip": NIP, "name": "Made Ayu", "unit": "KIA", "parent_unit": "Dinas Kesehatan", "position": "Bidan", "rank": "III/a"},
        **{"superior_nip": HEAD, "superior_name": "Gusti Rai", "superior_position": "Kepala", "superior_unit": "Puskesmas"},
        **{"hasil": Expectation.ABOVE, "perilaku": Expectation.AS_EXPECTED, "predikat": Predikat.BAIK, "rated_at": NOW},
        **{"period_start": date(2026, 1, 1), "period_end": date(2026, 1, 31), "kind": None},
    }
    assert counts(put(store, Layout.RATING_REPORT, row, agency="Kab. Lembayung")) == (1, 0, 0, [])
    people = store.employees().set_index("nip")
    assert people.loc[NIP, ["superior_nip", "agency"]].tolist() == [HEAD, "Kab. Lembayung"]
    assert people.loc[HEAD, ["name", "unit"]].tolist() == ["Gusti Rai", "Puskesmas"]
    assert store.ratings().loc[0, ["hasil", "perilaku", "predikat"]].tolist() == [1, 2, 2]


def test_leave_of_an_unknown_person_is_refused(store):
    row = {"nip": NIP, "start": date(2026, 1, 5), "end": date(2026, 1, 6), "kind": LeaveKind.SICK}
    assert counts(put(store, Layout.LEAVE, row)) == (0, 0, 0, [(9, Reason.NIP_UNKNOWN)])
    put(store, Layout.EMPLOYEES, {"nip": NIP, "name": "Made Ayu"})
    assert counts(put(store, Layout.LEAVE, row)) == (1, 0, 0, [])
    assert store.leave()["kind"].tolist() == ["sakit"]


def test_a_review_finds_its_entry_or_is_refused(store):
    put(store, Layout.PROGRESS, progress())
    review = {"nip": NIP, "day": date(2026, 1, 5), "start": time(8), "superior_nip": HEAD, "decision": "approved"}
    review |= {"note": "", "seconds_open": 12.0, "decided_at": NOW}
    rows = [review | {"description": text} for text in ("imunisasi bcg 12 bayi posyandu melati", "Lain")]
    assert counts(put(store, Layout.REVIEWS, *rows)) == (1, 0, 0, [(10, Reason.UNKNOWN_REFERENCE)])
    assert store.reviews()["decided_at"].tolist() == [NOW]


EVENT = {"entry_id": "e1", "version": 1, "at": NOW, "actor": "a", "from_status": None, "to_status": "submitted"}
ENTRY = dict.fromkeys(CONTENT) | {"day": date(2026, 1, 5), "start": time(8), "end": time(10), "submitted_at": SENT}


@given(st.text(), st.text(), st.sampled_from(CHAINED), st.sampled_from(CONTENT))
def test_digests_follow_every_field(note, other, name, column):
    (made,) = chain([EVENT | {"note": note, "content": ""}], 0, "")
    assert made["digest"] == digest(made)
    assert (digest(made | {name: other}) == made["digest"]) == (other == ("" if made[name] is None else str(made[name])))
    assert content_digest(ENTRY | {column: f"x{other}"}) != content_digest(ENTRY)


def test_neighbouring_fields_do_not_run_into_each_other():
    assert content_digest(ENTRY | {"plan": "ab", "quantity_unit": ""}) != content_digest(
        ENTRY | {"plan": "a", "quantity_unit": "b"}
    )
    assert content_digest(ENTRY | {"plan": "a,1:b"}) != content_digest(ENTRY | {"plan": "a", "quantity": "b"})


def test_the_text_behind_a_digest_is_the_one_that_the_database_builds():
    text = "0:,10:2026-01-05,8:08:00:00,8:10:00:00,5:é€,0:,2:12,0:,0:,27:2026-01-05T09:30:00.000000Z"
    assert content_digest(ENTRY | {"description": "é€", "quantity": 12}) == sha256(text.encode()).hexdigest()
