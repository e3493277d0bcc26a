"""The superior's desk, objections and unit board, and what the writer sees: on a practice office, without fakes."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from ekin.forms import controls, markup
from ekin.forms.decisions import DecisionsForm
from ekin.forms.monitoring import MonitoringForm
from ekin.forms.reviewing import ReviewForm
from ekin.service import login, monitoring, review, set_password
from ekin.service.practice import NIPS, PASSWORD, practice
from ekin.settings import Settings
from ekin.storage import schema
from ekin.vocabulary import Action

GOOD, VAGUE = "Sebutkan kelas dan materinya", "Kurang jelas"


@pytest.fixture(scope="module")
def office():
    """Database file of one practice office, and its clock."""
    session = practice("superior")
    yield Path(session.store.engine.url.database), session.clock
    session.close()


@pytest.fixture
def enter(office, tmp_path):
    """Log somebody in to a copy of the office."""
    for part in office[0].parent.glob("ekin.db*"):
        shutil.copy(part, tmp_path)
    settings, opened = Settings(database_url=f"sqlite:///{tmp_path / 'ekin.db'}"), []

    def log_in(nip):
        opened.append(login(nip, PASSWORD, settings, clock=office[1]))
        return opened[-1]

    yield log_in
    for session in opened:
        session.close()


@pytest.fixture
def boss(enter):
    return enter(NIPS["superior"])


@pytest.fixture
def desk(boss):
    return ReviewForm(session=boss).desk


def _change(session, entry_id, **values):
    with session.store.transaction() as connection:
        connection.execute(update(schema.entry).where(schema.entry.c.id == entry_id).values(**values))


def _press(desk, at):
    desk.queue.children[at].children[1].click()


def test_the_entry_stands_beside_its_plan_with_the_reasons(desk, boss):
    _press(desk, 0)
    row = review.queue(boss).iloc[0]
    for shown in (row["description"], row["plan"], row["rhk"], row["question"], "Saran pemeriksa", "Riwayat (1)"):
        assert markup.escape(shown) in desk.page.value
    assert "1 sudah dibuka" in desk.counts.value
    assert "sudah dibuka" in desk.queue.children[0].children[1].description
    assert row["opened"]


def test_what_people_wrote_is_escaped_and_only_web_addresses_become_links(desk, boss):
    first, second = desk.rows["entry_id"].iloc[:2]
    _change(boss, first, description="<img src=x onerror=alert(1)>", evidence_url="javascript:alert(1)")
    _change(boss, second, evidence_url='https://drive.example.com/a"onclick="x')
    desk.refresh()
    _press(desk, 0)
    assert "&lt;img" in desk.page.value
    assert "<img" not in desk.page.value
    assert "href" not in desk.page.value
    _press(desk, 1)
    assert 'href="https://drive.example.com/a&quot;onclick=&quot;x" target="_blank" rel="noopener noreferrer"' in desk.page.value


def test_approving_stores_the_feedback_and_opens_the_next(desk, boss):
    ids = list(desk.rows["entry_id"])
    _press(desk, 1)
    desk.note.value = "Rinciannya jelas"
    desk.approve.click()
    assert "✓ Disetujui" in desk.done.value
    assert desk.entry["entry_id"] == ids[2]
    assert desk.note.value == ""
    made = boss.store.reviews().iloc[-1]
    assert (made["entry_id"], made["decision"], made["note"]) == (ids[1], "approved", "Rinciannya jelas")
    assert made["seconds_open"] >= 0
    assert len(desk.rows) == len(ids) - 1


def test_a_return_needs_a_note_and_a_vague_one_is_asked_about_once(desk, boss):
    _press(desk, 0)
    key = desk.entry["entry_id"]
    desk.give_back.click()
    assert "perlu catatan" in desk.warned.value
    desk.note.value = VAGUE
    assert "belum berkata" in desk.checked.value
    desk.give_back.click()
    assert "sekali lagi" in desk.warned.value
    assert desk.entry["entry_id"] == key
    desk.give_back.click()  # advice only: the superior decides
    assert "↩ Dikembalikan" in desk.done.value
    desk.note.value = GOOD
    assert "✓" in desk.checked.value
    desk.give_back.click()
    assert boss.store.reviews()["note"].tolist()[-2:] == [VAGUE, GOOD]


def test_half_a_note_waits_and_the_checkers_question_can_be_used(desk):
    desk.flag.value = "generic"
    _press(desk, 0)
    desk.note.value = "Belum"
    desk.forth.click()
    assert desk.note.value == ""
    desk.back.click()
    assert desk.note.value == "Belum"
    asked = desk.entry["question"]
    desk.ask.click()
    assert desk.note.value == f"Belum {asked}"


def test_in_a_kernel_a_press_waits_for_the_keys_before_it(desk, boss):
    async def press():
        _press(desk, 0)
        note, first = desk.note, desk.entry["entry_id"]
        note.value = "Sebutkan kelas"
        desk.give_back.click()
        desk.approve.click()  # in haste: it is about an entry that is gone when its turn comes
        note.value = GOOD  # the keys that the press overtook
        await asyncio.sleep(2 * controls.KEYS_S)
        note.value = "tersesat"
        return first

    before = len(boss.store.reviews())
    first = asyncio.run(press())
    made = boss.store.reviews().iloc[before:]
    assert made[["entry_id", "decision", "note"]].to_numpy().tolist() == [[first, "returned", GOOD]]
    assert desk.note.value == ""


def test_many_are_approved_only_when_each_was_opened(desk, boss):
    _press(desk, 0)
    _press(desk, 1)
    for at in range(3):
        desk.queue.children[at].children[0].value = True
    unread = desk.rows["name"].iloc[2]
    desk.many.click()
    assert "Belum dibuka" in desk.status.value
    assert unread in desk.status.value
    desk.pick.click()
    desk.many.click()
    assert "2 entri sekaligus" in desk.status.value
    before = len(boss.store.reviews())
    desk.many.click()
    assert "✓ 2 entri disetujui" in desk.status.value
    assert len(boss.store.reviews()) == before + 2
    desk.many.click()
    assert "Belum ada entri yang dipilih" in desk.status.value


def test_filters_meet_and_the_list_turns_its_pages(desk, boss):
    direct, everyone = len(review.queue(boss)), len(review.queue(boss, reach="all"))
    assert len(desk.rows) == direct < everyone
    desk.reach.value = "all"
    assert len(desk.rows) == everyone > 20
    desk.queue.children[0].children[0].value = True
    desk.queue.forth.click()
    assert "11–20" in desk.queue.place.value
    assert not desk.queue.children[0].children[0].value
    desk.queue.back.click()
    assert desk.queue.children[0].children[0].value
    name, flag = desk.rows["nip"].iloc[-1], desk.rows["flag"].iloc[-1]
    desk.person.value, desk.flag.value = name, flag
    kept = desk.all[desk.all["nip"].eq(name) & desk.all["flag"].eq(flag)]
    assert desk.rows["entry_id"].tolist() == kept["entry_id"].tolist()
    assert [row.layout.display for row in desk.queue.children[:10]].count("flex") == min(len(kept), 10)


def test_an_entry_decided_elsewhere_is_told_and_read_again(desk, boss):
    _press(desk, 0)
    key = desk.entry["entry_id"]
    review.decide(boss, key, int(desk.entry["version"]), Action.APPROVE)
    desk.approve.click()
    assert "sudah diubah orang lain" in desk.warned.value
    assert key not in set(desk.rows["entry_id"])


def test_the_writer_objects_the_superior_answers_and_the_writer_reads_it(enter, boss):
    waiting = review.queue(boss).set_index("flag").loc[["generic"]].iloc[0]
    review.decide(boss, waiting["entry_id"], int(waiting["version"]), Action.RETURN, GOOD)
    set_password(boss.store, waiting["nip"], PASSWORD)
    form = DecisionsForm(enter(waiting["nip"]))
    assert "0 disetujui, 1 dikembalikan" in form.counts.value
    assert GOOD in form.table.grid.value
    form.send.click()
    assert "Pilih entrinya" in form.status.value
    form.which.value = form.which.options[1][1]
    assert "Saran pemeriksa" in form.why.value
    form.text.value = "LKPD hanya dipakai <di kelas 4>"
    form.send.click()
    assert "Keberatan terkirim" in form.status.value
    page = ReviewForm(session=boss)
    page.turn("objections")
    answers = page.objections
    assert "LKPD hanya dipakai &lt;di kelas 4&gt;" in answers.page.value
    answers.answer.value = "Benar"
    answers.accept.click()
    assert "Keberatan diterima" in answers.status.value
    assert answers.which.options == ()
    form.refresh()
    assert "Keberatan diterima ✓<br>Benar" in form.table.grid.value
    assert (form.frame["outcome"] == "accepted").any()


def test_a_flag_can_be_objected_to_before_the_first_decision(enter, boss):
    waiting = review.queue(boss).set_index("flag").loc[["generic"]].iloc[0]
    set_password(boss.store, waiting["nip"], PASSWORD)
    form = DecisionsForm(enter(waiting["nip"]))
    form.which.value = waiting["entry_id"]
    form.text.value = "Sudah jelas"
    form.send.click()
    assert "Keberatan terkirim" in form.status.value
    assert waiting["entry_id"] in set(review.objections(boss)["entry_id"])
    assert waiting["entry_id"] not in dict(form.which.options).values()
    form.shown.value = "submitted"
    assert "Keberatan menunggu jawaban" in form.table.grid.value


def test_an_ended_login_asks_again_and_goes_on(boss):
    now = [boss.clock()]
    page = ReviewForm(session=replace(boss, clock=lambda: now[0]))
    now[0] = boss.ends
    _press(page.desk, 0)
    assert "berakhir" in page.desk.status.value
    assert page.login.layout.display is None
    page._enter(boss)
    assert page.login.layout.display == "none"
    _press(page.desk, 0)
    assert page.desk.entry is not None


def test_the_board_is_alphabetical_with_n_and_interval_and_ranks_nobody(boss):
    form = MonitoringForm(boss)
    assert "belum cukup data" in form.table.grid.value  # the third day of March
    form.day.value = date(2026, 2, 26)
    names = form.frame["name"].tolist()
    assert names == sorted(names)
    assert "bukan peringkat" in form.children[1].value
    assert "95 % (18 dari 19 hari; 75–99 %)" in form.table.grid.value
    assert "13 dari 18 pegawai" in form.counts.value
    form.only.value = True
    assert 0 < len(form.table.rows) < 18
    assert not form.table.rows["nip"].isin(form.frame.loc[form.frame["name"].eq("Imas Hidayat, S.Pd."), "nip"]).any()


def test_a_coaching_note_comes_back_on_its_day(boss):
    form = MonitoringForm(boss)
    form.save.click()
    assert "Pilih pegawai" in form.said.value
    nip = form.frame["nip"].iloc[2]
    form.who.value, form.note.value, form.follow_up.value = nip, "Sepakat <menulis> tiap sore", date(2026, 3, 4)
    form.save.click()
    assert "tersimpan" in form.said.value
    assert form.frame["name"].iloc[2] in form.due.value
    form.who.value = nip
    assert "Sepakat &lt;menulis&gt; tiap sore" in form.history.value
    form.day.value = None  # emptied: the present day again
    assert "Rabu, 4 Maret 2026" in form.counts.value
    form.day.value = date(2026, 3, 3)
    assert "Tidak ada tindak lanjut" in form.due.value
    assert monitoring.coachings(boss, nip)["note"].tolist() == ["Sepakat <menulis> tiap sore"]
