from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, current_thread, main_thread
from time import sleep

import pytest
from sqlalchemy import delete, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from ekin import service
from ekin.errors import NotReadyError, NotYoursError, SessionEndedError, StaleEntryError, TransitionError
from ekin.quality.judge import check
from ekin.scoring import assess_stored
from ekin.service import review
from ekin.service.verify import verify
from ekin.storage import schema
from ekin.storage.intake import link_plans
from ekin.vocabulary import Action, DayState, Reason, Status
from tests.use.conftest import GOOD, HEAD, MONDAY, PEER, VAGUE, WRITER


def states(session, period="2026-01"):
    return service.month(session, period).set_index("day")["state"]


def events(store, key):
    made = schema.entry_event.c
    with store.reading() as connection:
        query = select(made.version, made.from_status, made.to_status, made.note).where(made.entry_id == key)
        return connection.execute(query.order_by(made.version)).all()


def returned(office, writer, head, fields=GOOD):
    key = office.sent(writer, fields)
    review.decide(head, key, 1, Action.RETURN, "Sebutkan nama posyandunya")
    return key


def test_the_month_names_every_kind_of_day(office, writer, head):
    with office.store.transaction() as connection:
        leave = {"nip": WRITER, "start": date(2026, 1, 6), "end": date(2026, 1, 11), "kind": "sakit"}
        connection.execute(insert(schema.leave), leave)
    returned(office, writer, head)
    office.sent(writer, day=date(2026, 1, 2))
    office.draft(writer, day=date(2026, 1, 6))  # written on leave all the same
    shown = service.month(writer, "2026-01").set_index("day")
    named = {1: "holiday", 2: "filled", 3: "off", 5: "returned", 6: "draft", 7: "leave", 10: "off", 12: "future", 16: "holiday"}
    assert {day: str(shown.loc[date(2026, 1, day), "state"]) for day in named} == named
    assert shown.loc[date(2026, 1, 7), "name"] == "cuti sakit"
    assert shown.loc[date(2026, 1, 16), "name"].startswith("Isra")
    assert shown.loc[[date(2026, 1, 2), date(2026, 1, 6)], ["entries", "drafts"]].to_numpy().tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize(("zone", "state"), [("WIB", DayState.FUTURE), ("WIT", DayState.EMPTY)])
def test_a_day_begins_where_the_person_works(office, zone, state):
    with office.store.transaction() as connection:
        connection.execute(update(schema.employee).where(schema.employee.c.nip == WRITER).values(time_zone=zone))
    office.now = datetime(2026, 1, 8, 15, 30, tzinfo=UTC)  # 22.30 WIB, 00.30 WIT
    assert states(office.session(WRITER))[date(2026, 1, 9)] == state


def test_what_is_returned_comes_before_empty_days(office, writer, head):
    key = returned(office, writer, head)
    todo = service.todo(writer)
    assert todo.iloc[0].tolist() == [MONDAY, "returned", key, "Sebutkan nama posyandunya"]
    assert todo["day"].tolist()[1:] == [date(2026, 1, day) for day in (2, 6, 7, 8, 9)]


def test_a_copy_leaves_the_facts_blank(office, writer):
    made = service.new_draft(
        writer, date(2026, 1, 6), like=office.draft(writer, GOOD | {"plan": "Imunisasi", "evidence_url": "x"})
    )
    kept = {"day": "2026-01-06", "start": "08:00", "end": "10:00", "plan": "Imunisasi", "quantity_unit": "Bayi"}
    assert made.fields == kept | {"description": "", "quantity": "", "evidence_url": ""}
    assert made.hint == GOOD["description"]
    with pytest.raises(NotYoursError):
        service.new_draft(office.session(PEER), MONDAY, like=made.id)


def test_the_second_of_two_tabs_is_told_and_overwrites_nothing(office, writer):
    made = service.new_draft(writer, MONDAY)
    assert service.save_draft(writer, made.id, GOOD, made.version) == 2
    with pytest.raises(StaleEntryError):
        service.save_draft(writer, made.id, VAGUE, made.version)
    assert service.activities(writer, MONDAY)[0].fields["description"] == GOOD["description"]
    with pytest.raises(StaleEntryError):
        service.submit(writer, {made.id: 1})
    with pytest.raises(StaleEntryError):
        service.save_draft(office.session(PEER), made.id, VAGUE, 2)
    service.submit(writer, {made.id: 2})
    with pytest.raises(StaleEntryError):
        service.save_draft(writer, made.id, VAGUE, 2)


def test_a_draft_keeps_what_was_typed_and_moves_to_another_day(office, writer):
    typed = {"start": "8", "end": "", "description": "  <b>apel\n\x00pagi ", "quantity": "dua", "day": "2026-01-06"}
    key = office.draft(writer, typed)
    assert service.activities(writer, MONDAY) == []
    (kept,) = service.activities(writer, date(2026, 1, 6))
    assert {name: kept.fields[name] for name in typed} == typed
    assert (kept.id, kept.status, kept.editing, kept.version) == (key, Status.DRAFT, True, 2)


def test_a_thrown_draft_comes_back(office, writer):
    key = office.draft(writer)
    thrown = service.discard(writer, key)
    assert service.activities(writer, MONDAY) == []
    with pytest.raises(NotYoursError):
        service.discard(writer, key)
    assert service.restore(writer, thrown).fields == thrown.fields
    service.submit(writer, [key])


def test_a_draft_is_refused_for_the_reasons_an_import_gives(office, writer):
    key = office.draft(writer, {"start": "8.15", "end": "25:00", "description": "", "quantity": "dua"}, date(2026, 1, 12))
    (found,) = service.ready(writer, [key])
    reasons = {problem.field: problem.reason for problem in found.problems}
    assert reasons == {
        "end": Reason.NOT_A_TIME,
        "quantity": Reason.NOT_AN_INTEGER,
        "description": Reason.MISSING,
        "day": Reason.FUTURE_DATE,
    }
    with pytest.raises(NotReadyError) as caught:
        service.submit(writer, [key])
    assert [check.activity.id for check in caught.value.checks] == [key]
    assert office.store.entries().empty


def test_the_same_entry_twice_is_told_before_it_is_doubled(office, writer):
    first, second = office.draft(writer), office.draft(writer, GOOD | {"description": GOOD["description"].upper()})
    assert sum(check.blocked for check in service.ready(writer)) == 1
    with pytest.raises(NotReadyError):
        service.submit(writer, [first, second])
    assert office.store.entries().empty


def test_equal_drafts_sent_by_two_tabs_at_the_same_instant_give_one_entry(office, writer):
    """The second draft is typed once the first was looked at, and comes before it in the day, so both may be sent."""
    looked = Barrier(2)

    def send(key):
        try:
            return len(service.submit(office.session(WRITER), [key]).entries)
        except NotReadyError as error:
            return [problem.reason for check in error.checks for problem in check.problems]

    def wait_for_both(connection):
        if current_thread() is not main_thread() and not connection.get_execution_options().get("ekin_reads"):
            looked.wait(30)

    event.listen(office.store.engine, "engine_connect", wait_for_both)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(send, office.draft(writer, GOOD | {"start": "8:00"}))
        while looked.n_waiting == 0 and not first.done():
            sleep(0.01)
        second = pool.submit(send, office.draft(writer))
        assert sorted([first.result(), second.result()], key=str) == [1, [Reason.ALREADY_SENT]]
    event.remove(office.store.engine, "engine_connect", wait_for_both)
    assert sorted(one.editing for one in service.activities(writer, MONDAY)) == [False, True]
    assert verify(office.store) == []


def test_a_flag_is_advice_unless_the_institution_is_stricter(office, writer):
    office.draft(writer)
    office.draft(writer, VAGUE)
    checks = service.ready(writer)
    assert [(check.verdict["flag"], check.blocked) for check in checks] == [("generic", False), ("specific", False)]
    office.store.settings = office.store.settings.with_(send_block_generic=True)
    assert [check.blocked for check in service.ready(writer)] == [True, False]


def test_overlaps_are_found_over_midnight_and_never_for_unreadable_times(office, writer):
    for start, end in (("08:00", "10:00"), ("09:59", "11:00"), ("11:00", "12:00"), ("22:00", "06:00"), ("?", "")):
        office.draft(writer, GOOD | {"start": start, "end": end})
    pairs = service.overlaps(found := service.activities(writer, MONDAY))
    named = {one.id: one.fields["start"] for one in found}
    assert [{named[left], named[right]} for left, right in pairs] == [{"08:00", "09:59"}]


def test_sending_is_one_transaction_with_events_verdicts_and_a_receipt(office, writer):
    keys = [office.draft(writer), office.draft(writer, VAGUE)]
    sent = service.submit(writer, keys)
    assert set(sent.entries["id"]) == set(keys)
    assert sent.entries["status"].eq("submitted").all()
    assert sent.digest == sent.entries["digest"].iloc[-1]
    assert events(office.store, keys[0]) == [(1, "draft", "submitted", "")]
    judged = {one.id: (one.flag, one.question) for one in service.activities(writer, MONDAY)}
    expected = check([GOOD["description"], VAGUE["description"]])[["flag", "question"]].itertuples(index=False, name=None)
    assert judged == dict(zip(keys, expected, strict=True))
    assert assess_stored(office.store) == 0
    assert states(writer)[MONDAY] == DayState.FILLED


def test_a_failure_in_the_middle_of_sending_sends_nothing(office, writer):
    first = office.sent(office.session(PEER))
    keys = {office.draft(writer), office.draft(writer, VAGUE)}
    with office.store.transaction() as connection:
        connection.execute(update(schema.chain_head).values(seq=0))  # the next event takes a number that is taken
    with pytest.raises(IntegrityError):
        service.submit(writer, keys)
    assert office.store.entries()["id"].tolist() == [first]
    assert {one.id for one in service.activities(writer, MONDAY)} == keys


def test_a_returned_entry_is_rewritten_sent_again_and_keeps_its_history(office, writer, head):
    key = returned(office, writer, head)
    opened = service.edit(writer, key)
    assert (opened.status, opened.editing, opened.note) == (Status.RETURNED, True, "Sebutkan nama posyandunya")
    assert service.edit(writer, key) == opened  # the second tab gets the same draft
    service.save_draft(writer, key, opened.fields | {"quantity": "14"}, opened.version)
    assert states(writer)[MONDAY] == DayState.RETURNED
    service.submit(writer, [key])
    assert events(office.store, key) == [
        (1, "draft", "submitted", ""),
        (2, "submitted", "returned", "Sebutkan nama posyandunya"),
        (3, "returned", "submitted", "quantity: 12"),
    ]
    assert office.store.entries().loc[0, ["version", "quantity", "status"]].tolist() == [3, 14, "submitted"]
    assert verify(office.store) == []


def test_what_is_sent_or_approved_is_not_opened_for_writing(office, writer, head):
    key = office.sent(writer)
    with pytest.raises(TransitionError):
        service.edit(writer, key)
    review.decide(head, key, 1, Action.APPROVE)
    with pytest.raises(TransitionError):
        service.edit(writer, key)
    with pytest.raises(NotYoursError):
        service.edit(office.session(PEER), key)


def test_a_draft_under_someone_elses_id_changes_nothing(office, writer, head):
    key = returned(office, writer, head)
    thief = office.session(PEER)
    stolen = service.restore(
        thief, replace(service.new_draft(thief, MONDAY), id=key, fields=GOOD | {"plan": "", "evidence_url": ""})
    )
    with pytest.raises(StaleEntryError):
        service.submit(thief, [stolen.id])
    assert office.store.entries().loc[0, ["nip", "status"]].tolist() == [WRITER, "returned"]


def test_a_session_ends(office, writer):
    key = office.draft(writer)
    office.now += timedelta(minutes=office.store.settings.session_minutes)
    with pytest.raises(SessionEndedError):
        service.save_draft(writer, key, VAGUE, 2)
    with pytest.raises(SessionEndedError):
        service.month(writer, "2026-01")


def test_a_draft_under_someone_elses_id_shows_nothing_of_the_entry(office, writer, head):
    key = returned(office, writer, head)
    thief = office.session(PEER)
    made = service.new_draft(thief, MONDAY)
    service.restore(thief, replace(made, id=key))
    seen = {one.id: one for one in service.activities(thief, MONDAY)}[key]
    assert (seen.status, seen.note, seen.flag) == (Status.DRAFT, "", "")


def test_after_the_session_nothing_is_read_or_thrown_away(office, writer, head):
    key = office.draft(writer)
    office.now += timedelta(minutes=office.store.settings.session_minutes)
    for act in (
        lambda: service.activities(writer, MONDAY),
        lambda: service.discard(writer, key),
        lambda: service.profile_state(writer),
        lambda: review.queue(head),
        lambda: review.decisions(writer),
        lambda: review.closed(head, key, 1, 2.0),
    ):
        with pytest.raises(SessionEndedError):
            act()


def test_of_two_plans_with_one_text_the_form_takes_the_one_that_an_import_takes(office, writer):
    with office.store.transaction() as connection:
        connection.execute(insert(schema.skp), {"id": "s", "nip": WRITER, "year": 2026})
        for key, plan in (("r1", "p2"), ("r2", "p1")):
            connection.execute(insert(schema.rhk), {"id": key, "skp_id": "s", "kind": "utama", "text": key})
            connection.execute(insert(schema.action_plan), {"id": plan, "rhk_id": key, "text": "Imunisasi"})
        connection.execute(insert(schema.action_plan), {"id": "p3", "rhk_id": "r2", "text": "Imunisasi"})
    key = office.sent(writer, GOOD | {"plan": "imunisasi"})
    chosen = office.store.entries().set_index("id").loc[key, "plan_id"]
    with office.store.transaction() as connection:
        connection.execute(update(schema.entry).values(plan_id=None))
        link_plans(connection)
    assert chosen == office.store.entries().set_index("id").loc[key, "plan_id"]


def test_the_question_is_the_same_while_writing_when_sent_and_when_stored(office):
    """It depends on the position, so every path must know it."""
    with office.store.transaction() as connection:
        connection.execute(update(schema.employee).where(schema.employee.c.nip == WRITER).values(position="Pengemudi"))
    writer, head = office.session(WRITER), office.session(HEAD)
    asked, plain = check(VAGUE["description"], position="Pengemudi")["question"][0], check(VAGUE["description"])["question"][0]
    assert asked != plain
    key = office.draft(writer, VAGUE)
    assert [found.verdict["question"] for found in service.ready(writer)] == [asked]
    service.submit(writer, [key])
    stored = select(schema.assessment.c.question)
    assert list(office.store.frame(stored)["question"]) == [asked]
    with office.store.transaction() as connection:
        connection.execute(delete(schema.assessment))
    assert list(review.queue(head)["question"]) == [asked]
    assert list(review.decisions(writer)["question"]) == [asked]
    assert assess_stored(office.store) == 1
    assert list(office.store.frame(stored)["question"]) == [asked]
