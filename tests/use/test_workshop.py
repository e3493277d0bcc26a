"""A room from joining to wiping, and a short version of its load run."""

from __future__ import annotations

import pandas as pd
import pytest
from sqlalchemy import select

from ekin.domain.workshop import tasks
from ekin.errors import StoreTooNewError, WorkshopError
from ekin.forms import outcome
from ekin.service import classroom, workshop
from ekin.storage import workshop as kept
from ekin.vocabulary import Stage
from tests.soak.room import workshop as load


@pytest.fixture
def shop(tmp_path):
    room = workshop.open_room(tmp_path / "ruang")
    yield room
    room.store.close()


def enter(shop, nickname, family="guru", **how):
    return workshop.known(shop, workshop.join(shop, shop.room.code.lower(), nickname, family, **how))


@pytest.mark.parametrize(
    ("reason", "code", "nickname", "family"),
    [
        ("code", "AAAAA1", "melati", "guru"),
        ("nickname", None, "m", "guru"),
        ("nickname", None, "<b>melati</b>", "guru"),
        ("nickname", None, "198611192008012011", "guru"),
        ("family", None, "melati", "raja"),
        ("taken", None, " MAWAR ", "guru"),
    ],
)
def test_the_door_says_why_it_stays_shut(shop, reason, code, nickname, family):
    enter(shop, "Mawar")
    with pytest.raises(WorkshopError) as refused:
        workshop.join(shop, code or shop.room.code, nickname, family)
    assert refused.value.reason == reason


def test_code_port_and_everybodys_place_outlive_a_restart(shop):
    person, before = enter(shop, "melati"), shop.room
    classroom.set_stage(shop, Stage.PRE)
    first = workshop.task(shop, person).item
    workshop.answer(shop, person, first.item, "none", "")
    again = workshop.open_room(shop.store.path.parent, port=1)
    assert (again.room.code, again.room.port) == (before.code, before.port)
    place = workshop.task(again, workshop.known(again, person.token))
    assert (place.done, place.total) == (1, 8)
    assert place.item != first
    again.store.close()


def test_an_answer_sent_again_is_one_answer_and_the_first_holds(shop):
    person = enter(shop, "melati")
    classroom.set_stage(shop, Stage.PRE)
    item = workshop.task(shop, person).item.item
    for given in ("none", "detail"):
        workshop.answer(shop, person, item, given, "")
    assert [one.given for one in workshop.answers(shop, person)] == ["none"]
    classroom.set_stage(shop, Stage.WRITE)
    for nonce in ("a", "a", "b"):
        workshop.answer(shop, person, "tulis", "Mengikuti rapat", nonce)
    assert len(workshop.answers(shop, person, Stage.WRITE)) == 2


def test_a_closed_stage_and_a_pause_take_no_answers(shop):
    person = enter(shop, "melati")
    classroom.set_stage(shop, Stage.WRITE)
    classroom.pause(shop)
    for stage, reason in ((Stage.WRITE, "paused"), (Stage.PRE, "stage")):
        with pytest.raises(WorkshopError) as refused:
            workshop.answer(shop, person, "tulis", "Mengikuti rapat", "x")
        assert refused.value.reason == reason
        classroom.set_stage(shop, stage if stage is Stage.PRE else Stage.PRE)


def test_the_timer_stands_still_while_the_room_pauses(tmp_path):
    now = [1000.0]
    shop = workshop.open_room(tmp_path, clock=lambda: now[0])
    classroom.set_stage(shop, Stage.PRE)
    classroom.pause(shop)
    now[0] += 300
    assert classroom.seconds_left(shop) == 600
    classroom.pause(shop)
    now[0] += 60
    assert classroom.seconds_left(shop) == 540
    now[0] += 3600
    classroom.add_minutes(shop, 2)
    assert classroom.seconds_left(shop) == 120
    shop.store.close()


def test_a_repaired_line_leads_on_and_a_vague_one_can_be_left(shop):
    person = enter(shop, "melati", "pelayanan")
    classroom.set_stage(shop, Stage.REPAIR)
    first = workshop.task(shop, person).item
    workshop.answer(shop, person, first.item, "Mengikuti rapat", "a")
    assert workshop.task(shop, person).item == first
    workshop.answer(shop, person, first.item, "Menerbitkan 14 KTP-el pemilih pemula SMA 2 Lembayung", "b")
    second = workshop.task(shop, person).item
    assert second != first
    workshop.answer(shop, person, second.item, "Mengikuti rapat", "c")
    workshop.go_on(shop, person, second.item)
    assert workshop.task(shop, person).item is None
    found = classroom.lines(shop)
    assert len(found) == 2  # the last attempt at each
    assert classroom.commonest_missing(shop)[1][0][1] == 1


def test_the_summary_counts_who_took_both_tests_and_finds_a_planted_gain(shop):
    people = [enter(shop, f"melati{number}", family) for number, family in enumerate([*shop.content.families] * 2)]
    for stage in (Stage.PRE, Stage.POST):
        classroom.set_stage(shop, stage)
        for place, person in enumerate(people[: -1 if stage is Stage.POST else None]):
            for number, item in enumerate(tasks(shop.content.items, stage, person)):
                known = next(iter(item.lacks), "none")
                knows = number >= (4 + place % 2 if stage is Stage.PRE else 1)
                workshop.answer(shop, person, item.item, known if knows else {"none": "detail"}.get(known, "none"), "")
    found = classroom.summary(shop)
    assert (found.joined, found.effect.n, found.effect.verdict) == (12, 11, "better")
    assert found.effect.pre[0] == pytest.approx((6 * 4 + 5 * 3) / 11 / 8)
    assert found.effect.post[0] == pytest.approx(7 / 8)
    assert {name: n for name, (_, n) in found.forms.items()} == {"A": 6, "B": 6}
    assert "11 menyelesaikan kedua tes" in outcome.summary_page(shop)


def test_marks_link_superiors_and_only_consent_is_exported(shop, tmp_path):
    people = [enter(shop, f"kepala{number}", superior=True) for number in range(3)]
    classroom.set_stage(shop, Stage.CALIBRATE)
    for person in people:
        for item in tasks(shop.content.items, Stage.CALIBRATE, person):
            workshop.answer(shop, person, item.item, str(person.id), "")
    assert classroom.spread(shop).to_numpy().tolist() == [[1, 1, 1, 0]] * 10
    for person in people[:2]:
        workshop.consent(shop, person, True)
    workshop.consent(shop, people[1], False)
    assert classroom.export(shop, tmp_path) == (1, 3)
    marks = pd.read_csv(tmp_path / "kalibrasi.csv")
    assert list(marks) == ["rater", "vignette", "mark", "at"]
    assert (len(marks), set(marks["mark"]), marks["rater"].nunique()) == (10, {1}, 1)
    assert "kepala" not in (tmp_path / "jawaban.csv").read_text(encoding="utf-8")


def test_who_is_wiped_is_gone_from_the_bytes_of_the_file_and_the_others_stay(shop):
    gone, stays = enter(shop, "Teratai Ungu"), enter(shop, "Anggrek Bulan")
    classroom.set_stage(shop, Stage.WRITE)
    for person, text in ((gone, "Menyegel gudang beras Blok Zamrud"), (stays, "Mengukur tanah Blok Nilam")):
        workshop.answer(shop, person, "tulis", text, "x")
        classroom.comment(shop, workshop.answers(shop, person)[0].id, "what")
    traces = [one.encode() for one in ("Teratai", "teratai", gone.token, "Zamrud")]

    def left():
        files = [path.read_bytes() for path in shop.store.path.parent.iterdir()]
        return [trace for trace in traces if any(trace in content for content in files)]

    assert left() == traces
    classroom.wipe(shop, "teratai  UNGU")
    assert left() == []
    assert any(b"Nilam" in path.read_bytes() for path in shop.store.path.parent.iterdir())
    assert [one.nickname for one in shop.store.rows(select(kept.participant))] == ["Anggrek Bulan"]
    assert len(workshop.remarks(shop, stays)) == 1
    assert enter(shop, "melati").id > max(gone.id, stays.id)
    with pytest.raises(WorkshopError, match="teratai"):
        classroom.wipe(shop, "teratai")


def test_a_room_of_the_first_version_gets_the_table_it_lacks(shop):
    person = enter(shop, "melati", superior=True)
    with shop.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE reviewer")
        connection.exec_driver_sql("PRAGMA user_version = 1")
    shop.store.close()
    again = workshop.find_room(shop.store.path.parent)
    workshop.consent(again, person, True, "p0123456789abcdef")
    assert workshop.reviewer_key(again, person) == "p0123456789abcdef"
    again.store.close()


def test_a_file_of_a_newer_ekin_is_left_alone(shop):
    with shop.store.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    shop.store.close()
    with pytest.raises(StoreTooNewError):
        workshop.find_room(shop.store.path.parent)
    with pytest.raises(WorkshopError):
        workshop.find_room(shop.store.path.parent / "lain")


def test_twelve_participants_lose_nothing_when_the_server_is_killed(tmp_path):
    figures = load(tmp_path, people=12, seconds=20, pause=0.5, kills=1)
    assert figures["faults"] == []
    assert figures["acknowledged"] >= 12
    assert len(figures["down_s"]) == 1
