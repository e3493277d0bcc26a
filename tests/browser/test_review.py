"""Review in the pages of `ekin app` by keyboard alone: the superior, the writer who objects, the answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from steps import focused, log_in, press, tab_to, write

from ekin import service
from ekin.storage.store import open_store

pytestmark = pytest.mark.browser

SUPERIOR, WRITER, PASSWORD = "199212132017041002", "197901092005042019", "rahasia-tinjau-2026"
PAYLOAD = "<img src=x onerror=\"document.body.dataset.hacked='1'\">"
SENT = (
    ("07:30", "08:15", "Melaksanakan tugas sesuai arahan pimpinan"),
    ("08:30", "10:00", "Imunisasi DPT 23 balita di Posyandu Melati"),
    ("10:00", "11:00", f"Mencatat 14 kohort ibu hamil Desa Sukasari {PAYLOAD}"),
    ("13:00", "14:00", "Rapat"),
)


@pytest.fixture(scope="module")
def sent(office):
    """Four entries that a midwife has sent to her superior."""
    with open_store(office) as store:
        for nip in (SUPERIOR, WRITER):
            service.set_password(store, nip, PASSWORD)
    session = service.login(WRITER, PASSWORD, office)
    day, ids = session.today() - timedelta(days=1), []
    for start, end, description in SENT:
        draft = service.new_draft(session, day)
        fields = {"start": start, "end": end, "description": description, "plan": "", "quantity": "", "quantity_unit": ""}
        service.save_draft(session, draft.id, fields | {"evidence_url": "https://drive.example.com/a"}, draft.version)
        ids.append(draft.id)
    service.submit(session, ids)
    yield office
    session.close()


@pytest.fixture
def entered(app, browser, sent):
    """Open a page of the app and log in, by keyboard."""
    pages = []

    def enter(name, nip):
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="id-ID")
        pages.append(page)
        page.set_default_timeout(45_000)
        page.goto(f"{app}/voila/render/{name}.ipynb")
        log_in(page, nip, PASSWORD)
        return page

    yield enter
    for page in pages:
        page.close()


def test_reviewed_by_keyboard_alone_then_objected_to_and_answered(entered, axe, shoot):
    page = entered("tinjau_atasan", SUPERIOR)
    page.locator(".ekin-desk-counts").get_by_text("4 dari 4 entri menunggu").wait_for()
    press(page, "button.ekin-queue-open", "Enter")
    focused(page, "ekin-desk-next")
    assert "sesuai arahan pimpinan" in page.locator(".ekin-said").inner_text()
    for name, said in (("next", "Imunisasi"), ("previous", "arahan pimpinan")):
        press(page, f"button.ekin-desk-{name}", "Enter")
        page.locator(".ekin-said").get_by_text(said).wait_for()
        focused(page, f"ekin-desk-{name}")  # and stays there, to be pressed again
    shoot(page, ".ekin-review", "02-tinjau")
    axe(page, ".ekin-review", **{"color-contrast": {"enabled": True}})

    tab_to(page, ".ekin-desk-note textarea")
    page.keyboard.type("Kurang jelas")
    page.locator(".ekin-desk-checked").get_by_text("belum berkata").wait_for()
    press(page, "button.ekin-desk-return", "Space")
    page.locator(".ekin-desk-warned").get_by_text("sekali lagi").wait_for()
    write(page, ".ekin-desk-note textarea", "Sebutkan layanan dan jumlah pasiennya", back=True)
    press(page, "button.ekin-desk-return", "Space")
    page.locator(".ekin-desk-done").get_by_text("Dikembalikan").wait_for()

    page.locator(".ekin-said").get_by_text("Imunisasi DPT").wait_for()  # the next one opened by itself
    focused(page, "ekin-desk-next")
    press(page, "button.ekin-desk-approve", "Enter")
    page.locator(".ekin-desk-done").get_by_text("Disetujui").wait_for()
    page.locator(".ekin-said").get_by_text("14 kohort").wait_for()
    assert "<img src=x" in page.locator(".ekin-said").inner_text()
    assert page.evaluate("document.body.dataset.hacked") is None

    for at in range(2):
        tab_to(page, ".ekin-queue input[type=checkbox]", at=at)
        page.keyboard.press("Space")
    press(page, "button.ekin-desk-many", "Enter")
    page.locator(".ekin-desk-status").get_by_text("Belum dibuka").wait_for()
    press(page, "button.ekin-queue-open", "Enter", at=1)
    page.locator(".ekin-desk-counts").get_by_text("2 sudah dibuka").wait_for()
    shoot(page, ".ekin-review", "02-tinjau-hp", width=380)
    axe(page, ".ekin-review", **{"color-contrast": {"enabled": True}})
    press(page, "button.ekin-desk-many", "Enter")
    page.locator(".ekin-desk-status").get_by_text("2 entri sekaligus").wait_for()
    press(page, "button.ekin-desk-many", "Enter")
    page.locator(".ekin-desk-status").get_by_text("2 entri disetujui").wait_for()

    _object(entered("isi_harian", WRITER), axe, shoot)
    press(page, "button.ekin-tab-objections", "Enter")
    page.locator(".ekin-objection-page").get_by_text("Arahan itu rahasia").wait_for()
    axe(page, ".ekin-review", **{"color-contrast": {"enabled": True}})
    tab_to(page, ".ekin-objection-answer textarea")
    page.keyboard.type("Baik, cukup")
    press(page, "button.ekin-objection-accept", "Enter")
    page.locator(".ekin-objection-status").get_by_text("Keberatan diterima").wait_for()
    press(page, "button.ekin-tab-board", "Enter")
    page.locator(".ekin-board-rows").get_by_text("Nia Rosadi").wait_for()
    shoot(page, ".ekin-review", "02-papan-hp", width=380)
    axe(page, ".ekin-review", **{"color-contrast": {"enabled": True}})


def test_the_notebook_is_used_in_jupyterlab(opened, axe, shoot, narrow):
    page = opened("02_tinjau_atasan.ipynb")
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    desk = page.locator(".ekin-review", has=page.locator(".ekin-desk"))
    desk.locator(".ekin-desk-checked").get_by_text("belum berkata").wait_for()
    desk.locator("button.ekin-queue-open").nth(1).click()
    desk.locator(".ekin-said").get_by_text("legalisir 11 ijazah").wait_for()
    desk.locator("button.ekin-desk-approve").click()
    desk.locator(".ekin-desk-done").get_by_text("Disetujui").wait_for()
    shoot(page, ".ekin-review:has(.ekin-desk)", "02-lab")
    narrow(page, ".ekin-desk", "02-lab-tinjau-380")
    axe(page, ".ekin-review:has(.ekin-desk)")
    page.locator(".ekin-board-rows").last.get_by_text("95 % (18 dari 19 hari; 75–99 %)").wait_for()
    axe(page, ".ekin-board-rows")


def _object(page, axe, shoot):
    """The writer reads the decisions and objects to a flag."""
    press(page, "button.ekin-home-decided", "Enter")
    rows = page.locator(".ekin-decisions-rows")
    rows.get_by_text("Sebutkan layanan dan jumlah pasiennya").wait_for()
    assert rows.locator("tbody tr").count() == len(SENT)
    assert rows.inner_text().count("Sebutkan") == 1  # the note stayed with its entry
    tab_to(page, ".ekin-decisions-which select")
    options = page.locator(".ekin-decisions-which option").all_inner_texts()
    for _ in range(next(at for at, text in enumerate(options) if "pimpinan" in text)):
        page.keyboard.press("ArrowDown")
    page.locator(".ekin-decisions-why").get_by_text("umum").wait_for()
    write(page, ".ekin-decisions-text textarea", "Arahan itu rahasia, jadi tidak saya sebut")
    press(page, "button.ekin-decisions-object", "Enter")
    page.locator(".ekin-decisions-status").get_by_text("Keberatan terkirim").wait_for()
    axe(page, ".ekin-decisions", **{"color-contrast": {"enabled": True}})
    shoot(page, ".ekin-decisions", "02-keputusan-hp", width=380)
