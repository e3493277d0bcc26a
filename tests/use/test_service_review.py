from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import insert, select, update

from ekin import service
from ekin.domain.period import parse_period
from ekin.errors import NoteMissingError, NotOpenedError, NotYoursError, StaleEntryError, TransitionError
from ekin.scoring import assess_stored
from ekin.service import monitoring, review
from ekin.service.verify import verify
from ekin.storage import schema
from ekin.vocabulary import Action, Status
from tests.use.conftest import GOOD, HEAD, MONDAY, PEER, STRANGER, TOP, VAGUE, WRITER


def statuses(office):
    return office.store.entries().set_index("id")["status"].to_dict()


def test_a_superior_reaches_direct_staff_first_and_everyone_below_when_asked(office, writer, head):
    key, own = office.sent(writer), office.sent(head)
    assert review.queue(head)["entry_id"].tolist() == [key]
    top = office.session(TOP)
    assert review.queue(top)["entry_id"].tolist() == [own]
    assert set(review.queue(top, reach="all")["entry_id"]) == {key, own}
    for nip in (WRITER, PEER, STRANGER):
        assert review.queue(office.session(nip), reach="all").empty


def test_the_queue_shows_the_entry_with_plan_and_verdict(office, writer, head):
    with office.store.transaction() as connection:
        connection.execute(insert(schema.skp), {"id": "s", "nip": WRITER, "year": 2026})
        connection.execute(insert(schema.rhk), {"id": "r", "skp_id": "s", "kind": "utama", "text": "Cakupan imunisasi naik"})
        connection.execute(insert(schema.action_plan), {"id": "p", "rhk_id": "r", "text": "Imunisasi bayi"})
    office.sent(writer, GOOD | {"plan": "IMUNISASI BAYI"})
    row = review.queue(head).iloc[0]
    shown = row[["rhk", "plan", "minutes", "quantity", "flag", "opened", "status"]].tolist()
    assert shown == ["Cakupan imunisasi naik", "IMUNISASI BAYI", 120, 12, "specific", False, "submitted"]
    with office.store.transaction() as connection:
        connection.execute(schema.assessment.delete())
    assert review.queue(head).iloc[0]["flag"] == "specific"  # judged on the way when nothing is stored


@pytest.mark.parametrize("who", [WRITER, PEER, STRANGER])
def test_nobody_decides_on_their_own_or_outside_their_tree(office, writer, who):
    key, session = office.sent(writer), office.session(who)
    for act in (
        lambda: review.decide(session, key, 1, Action.APPROVE),
        lambda: review.open_entry(session, key, 1),
        lambda: monitoring.coach(session, WRITER, "Tulis tiap hari"),
    ):
        with pytest.raises(NotYoursError):
            act()
    assert statuses(office) == {key: "submitted"}


def test_an_indirect_superior_decides_too(office, writer):
    key = office.sent(writer)
    review.decide(office.session(TOP), key, 1, Action.APPROVE)
    assert statuses(office) == {key: "approved"}


def test_a_circle_of_superiors_ends(office, writer):
    with office.store.transaction() as connection:
        connection.execute(update(schema.employee).where(schema.employee.c.nip == TOP).values(superior_nip=WRITER))
    key = office.sent(writer)
    assert set(monitoring.board(writer, MONDAY)["nip"]) == {HEAD, PEER, TOP}
    with pytest.raises(NotYoursError):
        review.decide(writer, key, 1, Action.APPROVE)


def test_a_return_needs_a_note_and_a_decision_is_made_once(office, writer, head):
    key = office.sent(writer)
    with pytest.raises(NoteMissingError):
        review.decide(head, key, 1, Action.RETURN, " \n ")
    review.decide(head, key, 1, Action.RETURN, "Sebutkan nama posyandunya", 12.5)
    with pytest.raises(StaleEntryError):
        review.decide(office.session(TOP), key, 1, Action.APPROVE)
    with pytest.raises(TransitionError):
        review.decide(head, key, 2, Action.APPROVE)
    given = office.store.reviews()
    assert given[["decision", "note", "seconds_open", "entry_version"]].to_numpy().tolist() == [
        ["returned", "Sebutkan nama posyandunya", 12.5, 1]
    ]


def test_only_opened_entries_are_approved_together_and_all_or_none(office, writer, head):
    keys = [office.sent(writer), office.sent(writer, VAGUE), office.sent(office.session(PEER))]
    chosen = [(key, 1) for key in keys]
    for key in keys[:2]:
        review.open_entry(head, key, 1)
    review.closed(head, keys[0], 1, 7.0)
    with pytest.raises(NotOpenedError) as caught:
        review.approve_many(head, chosen)
    assert caught.value.ids == (keys[2],)
    review.open_entry(head, keys[2], 1)
    review.decide(office.session(TOP), keys[2], 1, Action.RETURN, "Lampirkan fotonya")
    with pytest.raises(StaleEntryError):
        review.approve_many(head, chosen)
    assert sorted(statuses(office).values()) == ["returned", "submitted", "submitted"]
    review.approve_many(head, chosen[:2])
    assert sorted(statuses(office).values()) == ["approved", "approved", "returned"]
    assert sorted(office.store.reviews()["seconds_open"].dropna()) == [7.0]
    assert verify(office.store) == []


def test_opening_shows_what_was_before_and_what_is_nearly_the_same(office, writer, head):
    for day in (1, 2):
        office.sent(writer, GOOD, date(2026, 1, day))
    office.sent(writer, VAGUE, date(2026, 1, 2))
    key = office.sent(writer, GOOD | {"description": "Imunisasi BCG 13 bayi posyandu Melati"})
    seen = review.open_entry(head, key, 1)
    assert seen.earlier["day"].tolist() == [date(2026, 1, 2), date(2026, 1, 2), date(2026, 1, 1)]
    assert seen.similar["description"].tolist() == [GOOD["description"]] * 2
    assert seen.events[["from_status", "to_status"]].to_numpy().tolist() == [["draft", "submitted"]]
    assert review.queue(head).set_index("entry_id")["opened"].to_dict()[key]
    with pytest.raises(StaleEntryError):
        review.open_entry(head, key, 2)


def test_a_decision_keeps_the_verdict_so_that_reports_need_not_judge_again(office, writer, head):
    key = office.sent(writer, VAGUE)
    review.decide(head, key, 1, Action.APPROVE)
    assert assess_stored(office.store) == 0
    assert service.load_records(office.store, parse_period("2026-01")).entries["flag"].tolist() == ["generic"]


def flags(office):
    return service.load_records(office.store, parse_period("2026-01")).entries.set_index("description")["flag"].to_dict()


def test_an_accepted_objection_reverses_the_flag_until_the_text_changes(office, writer, head):
    key = office.sent(writer, VAGUE)
    with pytest.raises(NotYoursError):
        review.object_to(office.session(PEER), key, "sudah jelas")
    with pytest.raises(NoteMissingError):
        review.object_to(writer, key, " ")
    review.object_to(writer, key, "sudah jelas")
    said = review.objections(head).iloc[0]
    assert said[["flag", "outcome", "description", "nip"]].tolist() == ["generic", "open", VAGUE["description"], WRITER]
    for session in (writer, office.session(PEER)):
        with pytest.raises(NotYoursError):
            review.answer(session, said["id"], "accepted")
    assert flags(office) == {"melaksanakan tugas": "generic"}
    review.answer(head, said["id"], "accepted", "Benar")
    with pytest.raises(StaleEntryError):
        review.answer(head, said["id"], "rejected")
    assert flags(office) == {"melaksanakan tugas": "specific"}
    review.decide(head, key, 1, Action.RETURN, "Sebutkan tugasnya")
    assert review.decisions(writer)[["outcome", "answer"]].to_numpy().tolist() == [["accepted", "Benar"]]
    opened = service.edit(writer, key)
    service.save_draft(writer, key, opened.fields | {"description": "membantu kegiatan"}, opened.version)
    service.submit(writer, [key])
    assert flags(office) == {"membantu kegiatan": "generic"}


def test_a_writer_sees_decisions_with_reasons(office, writer, head):
    key = office.sent(writer, VAGUE)
    review.decide(head, key, 1, Action.RETURN, "Sebutkan tugasnya")
    row = review.decisions(writer).iloc[0]
    shown = row[["entry_id", "decision", "note", "superior_nip", "superior_name", "flag", "objection"]].tolist()
    assert shown == [key, "returned", "Sebutkan tugasnya", HEAD, "Orang 1975", "generic", ""]
    assert row["missing"]
    assert row["question"]
    assert review.decisions(office.session(PEER)).empty


def test_the_board_counts_days_entries_and_open_coaching(office, writer, head):
    with office.store.transaction() as connection:
        leave = {"nip": WRITER, "start": date(2026, 1, 6), "end": date(2026, 1, 6), "kind": "sakit"}
        connection.execute(insert(schema.leave), leave)
    for fields in (GOOD, VAGUE):
        office.sent(writer, fields)
    key = office.sent(writer, day=date(2026, 1, 7))
    review.decide(head, key, 1, Action.RETURN, "Sebutkan nama posyandunya")
    monitoring.coach(head, WRITER, "Tulis tiap hari", date(2026, 1, 20))
    monitoring.coach(head, PEER, "Tulis tiap hari", date(2026, 1, 20))
    monitoring.coach(office.session(TOP), PEER, "Sudah baik")
    shown = monitoring.board(office.session(TOP), date(2026, 1, 7)).set_index("nip")
    columns = ["direct", "filled_today", "waiting", "returned", "n", "fill_rate"]
    assert shown.loc[WRITER, columns].tolist() == [False, True, 2, 1, 3, pytest.approx(2 / 3)]  # 2, 5 and 7 January
    assert shown.loc[HEAD, columns].tolist() == [True, False, 0, 0, 4, 0.0]
    assert shown.loc[WRITER, "coaching_open"] == pd.Timestamp("2026-01-20")
    assert pd.isna(shown.loc[PEER, "coaching_open"])
    assert monitoring.coachings(writer)["note"].tolist() == ["Tulis tiap hari"]
    assert monitoring.board(writer, MONDAY).empty


def test_a_look_is_noted_once_a_version(office, writer, head):
    key = office.sent(writer)
    for _ in range(2):
        review.open_entry(head, key, 1)
    with office.store.reading() as connection:
        assert len(connection.execute(select(schema.opened)).all()) == 1


def test_a_draft_imported_as_an_entry_is_never_shown_to_the_superior(office, writer, head):
    """Drafts are their writer's alone, also those that came in a file."""
    key = office.sent(writer)
    copied = office.sent(writer, GOOD | {"start": "13:00", "end": "14:00"})
    with office.store.transaction() as connection:
        connection.execute(update(schema.entry).where(schema.entry.c.id == copied).values(status=Status.DRAFT))
    with pytest.raises(NotYoursError):
        review.open_entry(head, copied, 1)
    seen = review.open_entry(head, key, 1)
    assert seen.earlier.empty
    assert seen.similar.empty
    assert copied not in set(review.queue(head)["entry_id"])


def test_a_version_that_is_not_there_yet_is_not_opened_in_advance(office, writer, head):
    key = office.sent(writer)
    with pytest.raises(StaleEntryError):
        review.open_entry(head, key, 3)
    review.decide(head, key, 1, Action.RETURN, "Sebutkan nama posyandunya")
    opened = service.edit(writer, key)
    service.save_draft(writer, key, opened.fields | {"description": "x"}, opened.version)
    service.submit(writer, [key])
    with pytest.raises(NotOpenedError):
        review.approve_many(head, [(key, 3)])
