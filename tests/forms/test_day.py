"""A working day in the forms, on a real store: log in, the month, one entry, two tabs, sending."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, date, datetime, time, timedelta

import pytest

from ekin import service
from ekin.forms import controls
from ekin.forms.day import DayForm
from ekin.forms.login import LoginForm, ProfileCard
from ekin.forms.month import MonthForm
from ekin.quality.judge import check
from ekin.service.review import decide
from ekin.settings import Settings, shipped
from ekin.storage.store import open_store
from ekin.vocabulary import Action
from ekin.words.day import DAY, DAY_STATE, NO_PLAN

WRITER, SUPERIOR, PASSWORD = "198611192008012011", "198203142004032003", "rahasia-sekali"
TODAY = date(2026, 3, 25)
CLEAR = "Mengajar pecahan senilai kelas V, kuis 10 soal, 6 dari 28 siswa remedial"
VAGUE = "Melaksanakan tugas sesuai arahan pimpinan"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    path = tmp_path_factory.mktemp("office") / "ekin.db"
    with open_store(Settings(database_url=f"sqlite:///{path}")) as store:
        service.import_files(store, [shipped("samples") / name for name in ("pegawai.csv", "rencana.csv")])
        for nip in (WRITER, SUPERIOR):
            service.set_password(store, nip, PASSWORD)
    return path


@pytest.fixture
def clock():
    return Clock()


class Clock:
    now = datetime(2026, 3, 25, 3, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def settings(office, tmp_path):
    return Settings(database_url=f"sqlite:///{shutil.copy(office, tmp_path / 'ekin.db')}")


@pytest.fixture
def session(settings, clock):
    return service.login(WRITER, PASSWORD, settings, clock=clock)


@pytest.fixture
def form(session):
    return DayForm(session=session)


def write(form, day=TODAY, **fields):
    """Begin an entry on a day and fill it."""
    form.month.days[day].click()
    form.activities.add.click()
    entry = form.activities.entry
    for name, value in fields.items():
        (entry.plan.list if name == "plan" else getattr(entry, name)).value = value
    return entry


def stored(session):
    """What the store holds of today, without the form."""
    return sorted(item.fields["description"] for item in service.activities(session, TODAY))


def overtake(session):
    """Save over the only draft of today, as another tab does."""
    (held,) = service.activities(session, TODAY)
    service.save_draft(session, held.id, {**held.fields, "description": "lain"}, held.version)
    return "lain"


HOURS = {"start": time(7, 30), "end": time(9, 0)}


class TestLogin:
    def test_the_widget_holds_no_password_and_enter_logs_in(self, settings):
        entered = []
        form = LoginForm(entered.append, settings)
        form.nip.value = WRITER
        form._key(form.password, {"event": "submit"}, [])
        form.password.value = PASSWORD
        assert form.password.value == ""
        assert [found.nip for found in entered] == [WRITER]
        assert PASSWORD not in str([part.get_state() for part in (form.password, form.status, form.nip)]) + repr(vars(form))

    def test_a_wrong_password_is_told_and_kept_nowhere(self, settings):
        form = LoginForm(pytest.fail, settings)
        form.nip.value, form.password.value = WRITER, "salah-semua"
        form.enter.click()
        assert "tidak cocok" in form.status.value
        assert "salah-semua" not in repr(vars(form))

    def test_practice_needs_no_account_and_says_so(self, settings):
        form = DayForm(settings)
        form.login.practice.click()
        assert form.session.today() == date(2026, 3, 4)
        assert "LATIHAN" in form.banner.value

    def test_profile_is_confirmed_or_reported(self, session, clock):
        card = ProfileCard(session)
        assert "Yulfia Koto" in card.card.value
        assert "<details open" in card.card.value
        card.right.click()
        assert "dinyatakan sesuai" in card.card.value
        assert "<details open" not in card.card.value
        card.wrong.click()
        card.send_button.click()
        assert "Tulis dahulu" in card.status.value
        clock.now += timedelta(minutes=1)
        card.text.value = "Unit saya salah"
        card.send_button.click()
        assert "dilaporkan" in card.card.value
        assert service.profile_state(session).text == "Unit saya salah"

    def test_leaving_closes_everything(self, form):
        form.inside.children[0].children[1].click()
        assert form.session is None
        assert form.inside.children == ()
        assert form.login.layout.display is None


class TestMonth:
    def test_states_have_a_mark_and_words_beside_the_colour(self, session):
        service.new_draft(session, date(2026, 3, 24))
        form = MonthForm(session, pytest.fail)
        made = {day.day: button for day, button in form.days.items()}
        assert "✎" in made[24].description
        assert DAY_STATE["draft"] in made[24].tooltip
        assert "1 konsep" in made[24].tooltip
        assert "★" in made[19].description
        assert "Nyepi" in made[19].tooltip
        assert "Nyepi" in form.legend.value
        assert "○" in made[25].description
        assert "ekin-is-empty" in made[25]._dom_classes
        assert "ekin-is-today" in made[25]._dom_classes
        assert made[26].disabled
        assert not made[25].disabled

    def test_today_comes_first_and_a_click_opens_the_day(self, session):
        opened = []
        form = MonthForm(session, opened.append)
        form._tasks[0].click()
        form.days[date(2026, 3, 2)].click()
        assert opened == [TODAY, date(2026, 3, 2)]

    def test_months_turn(self, session):
        form = MonthForm(session, pytest.fail)
        form._go(-1)
        assert form.period.key == "2026-02"
        assert date(2026, 2, 28) in form.days
        assert form.days[date(2026, 2, 1)].layout.grid_column == "7"  # a Sunday


class TestEntry:
    def test_feedback_marks_names_and_asks_once(self, form):
        entry = write(form, description=VAGUE)
        assert "<mark>" in entry.feedback.value
        assert entry.feedback.value.count("Pertanyaan") == 1
        entry.description.value = CLEAR
        assert "spesifik" in entry.feedback.value

    def test_what_is_typed_is_saved_and_comes_back(self, form, session):
        write(form, description=CLEAR, **HOURS, quantity="28", quantity_unit="siswa", evidence_url="https://x.go.id/1")
        (kept,) = service.activities(session, TODAY)
        assert kept.fields == {
            **{"day": "2026-03-25", "start": "07:30", "end": "09:00", "description": CLEAR, "plan": ""},
            **{"quantity": "28", "quantity_unit": "siswa", "evidence_url": "https://x.go.id/1"},
        }
        again = DayForm(session=session)
        again.month.days[TODAY].click()
        again.activities.list.children[0].click()
        assert again.activities.entry.fields() == {name: kept.fields[name] for name in again.activities.entry.fields()}

    def test_missing_and_wrong_fields_are_named_as_on_the_form(self, form):
        entry = write(form, description=CLEAR, start=time(9, 0), end=time(9, 0), quantity="dua")
        assert "Jam Selesai Kegiatan" in entry.problems.value
        assert "Realisasi" in entry.problems.value
        entry.end.value, entry.quantity.value = time(10, 0), "2"
        assert "dapat dikirim" in entry.problems.value

    def test_plans_are_ordered_and_none_is_an_answer(self, form, session):
        entry = write(form, description="Mengoreksi kuis pecahan, nilai 28 siswa diolah, 6 remedial")
        labels = [label for label, _ in entry.plan.list.options]
        assert "Mengoreksi" in labels[1]
        assert "%" in labels[1]
        assert labels[0].startswith("(pilih")
        assert any(NO_PLAN in label for label in labels)
        assert entry.plan.value == ""
        entry.plan.list.value = NO_PLAN
        assert "jawaban yang sah" in entry.plan.note.value
        assert service.activities(session, TODAY)[0].fields["plan"] == NO_PLAN

    def test_an_example_of_the_own_family_is_shown_on_request(self, form):
        entry = write(form)
        assert entry.example.value == ""
        entry.show_example.click()
        assert "Contoh" in entry.example.value

    def test_two_tabs_lose_nothing(self, session, settings, clock):
        one, two = DayForm(session=session), DayForm(session=service.login(WRITER, PASSWORD, settings, clock=clock))
        first = write(one, description="satu")
        two.month.days[TODAY].click()
        two.activities.list.children[0].click()
        first.description.value = "satu dua"
        second = two.activities.entry
        second.description.value = "satu tiga"
        assert second.choices.layout.display is None
        assert stored(session) == ["satu dua", "satu tiga"]  # before anything is chosen
        second.description.value = "satu tiga empat"
        assert stored(session) == ["satu dua", "satu tiga empat"]
        second.keep.click()
        assert second.choices.layout.display == "none"
        assert stored(session) == ["satu dua", "satu tiga empat"]

    def test_the_text_of_the_other_tab_can_be_taken_while_it_is_there(self, form, session):
        entry = write(form, description="satu")
        other, edited = overtake(session), service.activities(session, TODAY)[0]
        entry.description.value = "satu dua"
        service.discard(session, edited.id)
        entry.take.click()
        assert "tetap tersimpan" in entry.status.value
        assert (entry.description.value, stored(session)) == ("satu dua", ["satu dua"])
        other = overtake(session)
        entry.description.value = "satu dua tiga"
        entry.take.click()
        assert (entry.description.value, stored(session)) == (other, [other])

    def test_leaving_a_stale_tab_keeps_its_text(self, session, settings, clock):
        one = DayForm(session=session)
        first = write(one, description="satu")
        other = overtake(session)
        first.description.value = "satu dua"
        one._to_month()
        assert stored(session) == [other, "satu dua"]

    @pytest.mark.parametrize("press", ["done", "delete", "back", "send", "leave"])
    def test_in_a_kernel_a_press_waits_for_the_keys_before_it(self, form, session, press):
        async def in_haste():
            entry = write(form, description="satu")
            top, leave = form.activities.children[0].children[0], form.inside.children[0].children[1]
            buttons = {"done": entry.done, "delete": entry.delete, "back": top, "send": form.send_button, "leave": leave}
            buttons[press].click()
            entry.description.value = "satu dua"  # the keys that the press overtook
            await asyncio.sleep(1.5 * controls.KEYS_S)
            if press == "delete":
                form.activities.undo.click()

        asyncio.run(in_haste())
        assert stored(session) == ["satu dua"]

    def test_questions_know_the_position(self, form, session):
        entry = write(form, description=VAGUE)
        asked = check(VAGUE, position=session.employee.position)["question"].iloc[0]
        assert asked != check(VAGUE)["question"].iloc[0]
        assert asked in entry.feedback.value

    def test_a_login_that_ran_out_keeps_the_text(self, form, settings, clock, session):
        entry = write(form, description="satu")
        clock.now += timedelta(hours=11)
        entry.description.value = "satu dua"
        assert "berakhir" in entry.saved.value
        form.inside.children[0].children[1].click()
        assert entry.activity is not None  # nor left for good
        assert form.login.layout.display is None
        form._to_month()
        assert entry.layout.display is None  # not left while it cannot be saved
        again = service.login(WRITER, PASSWORD, settings, clock=clock)
        form._enter(again)
        assert stored(again) == ["satu dua"]
        form.profile.right.click()
        assert "dinyatakan sesuai" in form.profile.card.value

    def test_an_empty_draft_is_not_left_behind(self, form, session):
        write(form).done.click()
        assert service.activities(session, TODAY) == []

    def test_copy_leaves_the_facts_blank(self, form):
        write(form, date(2026, 3, 17), description=CLEAR, **HOURS, quantity="28", quantity_unit="siswa").done.click()
        form._to_month()
        form.month.days[TODAY].click()
        form.activities.copy.click()
        entry = form.activities.entry
        assert entry.fields() | {"start": "", "end": "", "quantity_unit": ""} == dict.fromkeys(entry.fields(), "")
        assert entry.start.value == time(7, 30)
        assert entry.quantity_unit.value == "siswa"
        assert CLEAR in entry.description.placeholder

    def test_delete_can_be_undone_and_overlaps_are_shown(self, form, session):
        write(form, description=CLEAR, **HOURS).done.click()
        write(form, description="Mengikuti rapat", start=time(8, 0), end=time(10, 0)).done.click()
        assert "bertumpang tindih" in form.activities.overlap.value
        form.activities.list.children[1].click()
        form.activities.entry.delete.click()
        assert len(service.activities(session, TODAY)) == 1
        assert form.activities.undo.layout.display is None
        form.activities.undo.click()
        assert len(service.activities(session, TODAY)) == 2
        assert form.activities.undo.layout.display == "none"


class TestSending:
    def test_flags_first_nothing_flagged_is_held_back(self, form, session):
        write(form, description=CLEAR, **HOURS).done.click()
        write(form, description=VAGUE, start=time(10, 0), end=time(11, 0)).done.click()
        write(form, description="Menulis rapor").done.click()
        form.send_button.click()
        shown = [part.description for part in form.sending.ticks.values()]
        assert [VAGUE in shown[0], CLEAR in shown[1], len(shown)] == [True, True, 2]
        blocked = form.sending.blocked.value
        assert "Menulis rapor" in blocked
        assert "Jam Mulai Kegiatan" in blocked
        form.sending.send_button.click()
        assert form.sending.sent.digest in form.sending.receipt.value
        assert "2 kegiatan terkirim" in form.sending.receipt.value
        assert "Rabu, 25 Maret 2026 pukul 10.00.00 (WIB)" in form.sending.receipt.value
        states = sorted(str(item.status) for item in service.activities(session, TODAY))
        assert states == ["draft", "submitted", "submitted"]

    def test_nothing_ticked_sends_nothing(self, form, session):
        write(form, description=CLEAR, **HOURS).done.click()
        form.send_button.click()
        for tick in form.sending.ticks.values():
            tick.value = False
        form.sending.send_button.click()
        assert "Belum ada yang dicentang" in form.sending.status.value
        assert form.sending.sent is None

    def test_many_drafts_are_shown_twenty_at_a_time_and_all_sent(self, form, session):
        """A burst of over a thousand messages is more than a kernel's socket holds; what does not fit is lost in silence."""
        for at in range(60):
            made = service.new_draft(session, TODAY)
            clock = {"start": f"{at // 6:02d}:{at % 6}0", "end": f"{at // 6:02d}:{at % 6}9"}
            service.save_draft(session, made.id, {"description": f"{CLEAR} {at}", **clock}, made.version)
        form.send_button.click()
        assert len(form.sending.list.children) == 40
        first = next(iter(form.sending.ticks.values()))
        first.value = False
        form.sending.after.click()
        assert "21" in form.sending.place.value
        assert first.description not in [tick.description for tick in form.sending.ticks.values()]
        form.sending.before.click()
        assert [tick.value for tick in form.sending.ticks.values()] == [False] + [True] * 19
        form.sending.send_button.click()
        assert len(form.sending.sent.entries) == 59
        assert len(form.sending.ticks) == 1

    def test_a_returned_entry_comes_back_first_and_is_sent_again(self, form, session, settings, clock):
        write(form, date(2026, 3, 17), description=VAGUE, **HOURS).done.click()
        form.send_button.click()
        form.sending.send_button.click()
        above = service.login(SUPERIOR, PASSWORD, settings, clock=clock)
        row = form.sending.sent.entries.iloc[0]
        decide(above, row["id"], int(row["version"]), Action.RETURN, "Sebutkan kelas dan materinya")
        form._to_month()
        assert "dikembalikan. Sebutkan kelas" in form.month._tasks[0].description
        form.month._tasks[0].click()
        form.activities.list.children[0].click()
        assert "Sebutkan kelas" in form.activities.read.value
        form.activities.entry.description.value = CLEAR
        form.send_button.click()
        form.sending.send_button.click()
        assert "↩" not in form.month.days[date(2026, 3, 17)].description or form.month.refresh() is None
        (entry,) = service.activities(session, date(2026, 3, 17))
        assert (entry.fields["description"], entry.status, entry.version) == (CLEAR, "submitted", 3)


def test_decisions_open_and_close_by_a_button_that_says_which(form):
    assert form.decisions.layout.display == "none"
    form.decide_button.click()
    assert form.decisions.layout.display is None
    assert form.decide_button.description == DAY["decisions_close"]
    form.decide_button.click()
    assert form.decisions.layout.display == "none"
    assert form.decide_button.description == DAY["decisions"]
