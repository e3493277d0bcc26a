"""The room's pages on a telephone and a wide screen, and the trainer's board: nothing serious for axe, nothing runs off the side."""

from __future__ import annotations

import pytest

from ekin.forms import outcome
from ekin.service import classroom, workshop
from ekin.vocabulary import Stage
from tests.soak.room import Server

pytestmark = pytest.mark.browser

WIDTHS = (380, 1200)
CONTRAST = {"color-contrast": {"enabled": True}}  # the room's colours are its own


@pytest.fixture
def server(tmp_path, chromium):
    server = Server(tmp_path / "ruang")
    yield server
    server.process.kill()
    server.process.wait()


@pytest.fixture
def phone(browser, server):
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 760}, locale="id-ID")
    page.goto(server.url)
    yield page
    page.close()


def look(page, axe, shoot, name):
    """Take a page at both widths and ask axe; no page is wider than the screen."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 760})
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), (name, width)
        axe(page, "body", **CONTRAST)
        shoot(page, "body", f"05-{name}-{width}", width=width)


def press(page):
    """Press the main button and wait for the page that comes of it."""
    page.evaluate("document.querySelector('main').dataset.old = '1'")
    page.click("button.main")
    page.wait_for_selector("main:not([data-old])")


def answer(page):
    """Answer whatever is asked."""
    if page.query_selector("textarea"):
        page.fill("textarea", "Mengikuti rapat dengan baik sesuai arahan")
    elif box := page.query_selector("[type=radio], .words input"):
        box.check(force=True)
    press(page)


def test_every_page_of_a_superior_is_clean_at_both_widths(server, phone, axe, shoot, tmp_path):
    look(phone, axe, shoot, "masuk")
    phone.fill("#code", "SALAH1")
    phone.fill("#nickname", "melati")
    phone.select_option("#family", index=1)
    phone.check("[name=superior]")
    press(phone)
    phone.get_by_text("Kode ruang tidak cocok").wait_for()
    look(phone, axe, shoot, "masuk-ditolak")
    phone.fill("#code", server.shop.room.code)
    assert phone.is_checked("[name=superior]")
    press(phone)
    for stage in Stage:
        classroom.set_stage(server.shop, stage)
        phone.goto(server.url)
        look(phone, axe, shoot, stage)
        if phone.query_selector("button.main"):
            answer(phone)
            look(phone, axe, shoot, f"{stage}-dijawab")
    line = classroom.lines(server.shop)["id"].iloc[0]
    classroom.comment(server.shop, int(line), "what")
    classroom.set_stage(server.shop, Stage.CALIBRATE)
    phone.goto(server.url)
    while phone.query_selector("button.main"):
        answer(phone)
    classroom.reveal(server.shop)
    classroom.pause(server.shop)
    phone.goto(server.url)
    phone.click("summary")
    look(phone, axe, shoot, "sebaran-jeda-data")
    phone.fill("#key", "melati")
    phone.check("[name=consent]")
    phone.get_by_role("button", name="Simpan pilihan").click()
    phone.get_by_text("Kode penilai terdiri atas").wait_for()
    (tmp_path / "ringkasan.html").write_text(outcome.summary_page(server.shop), encoding="utf-8")
    phone.goto((tmp_path / "ringkasan.html").as_uri())
    look(phone, axe, shoot, "ringkasan")


def test_the_trainers_board_is_clean(opened, axe, shoot):
    page = opened("05_lokakarya.ipynb")
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    page.locator(".ekin-board").wait_for()
    axe(page, ".ekin-board")
    for width in WIDTHS:
        shoot(page, ".ekin-board", f"05-papan-{width}", width=width)


def test_who_only_watches_is_told_so(server, phone):
    token = workshop.join(server.shop, server.shop.room.code, "mawar", "guru")
    classroom.set_stage(server.shop, Stage.CALIBRATE)
    phone.context.add_cookies([{"name": "ekin_ruang", "value": token, "url": server.url}])
    phone.goto(server.url)
    phone.get_by_text("Bagian ini untuk atasan yang meninjau").wait_for()
