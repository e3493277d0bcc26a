"""A connection that breaks while a person writes, and people whom JupyterHub has let in."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from steps import WRITER, begin, kept, reopen, sign_in

from ekin.words.day import APP

pytestmark = pytest.mark.browser

PAGE = "/voila/render/isi_harian.ipynb"
LINE = """const Plain = WebSocket; window.cut = false; window.lines = [];
window.WebSocket = class extends Plain {
  constructor(url, ...more) { super(window.cut ? url.replace("/channels", "/nowhere") : url, ...more); window.lines.push(this) }
}"""
TYPED, WHILE_CUT = "Membuat kartu kuis perkalian kelas V, 12 kartu", ", dicetak 28 lembar"


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="id-ID", viewport={"width": 380, "height": 900})
    page = context.new_page()
    page.set_default_timeout(45_000)
    yield page
    context.close()


def test_what_is_typed_while_the_line_is_cut_arrives_after_it(app, office, page, shoot):
    page.add_init_script(LINE)
    page.goto(app + PAGE)
    sign_in(page)
    box = begin(page)
    box.press_sequentially(TYPED)
    kept(office, "description", TYPED)
    page.evaluate("window.cut = true; window.lines.forEach(line => line.close())")
    page.get_by_role("alert").get_by_text(APP["lost"]).wait_for()
    box.press_sequentially(WHILE_CUT)
    shoot(page, "body", "14-terputus-380", width=380)
    page.evaluate("window.cut = false")
    page.locator(".ekin-lost:empty").wait_for(state="attached")
    kept(office, "description", TYPED + WHILE_CUT)


def test_a_killed_server_loses_nothing_older_than_two_seconds_and_the_hub_lets_the_person_in(serve, page):
    text = TYPED + ", sebelum server mati"
    with serve() as base:
        page.goto(base + PAGE)
        sign_in(page)
        begin(page).press_sequentially(text)
        page.wait_for_timeout(2000)
    page.get_by_role("alert").get_by_text(APP["lost"]).wait_for()
    with serve(port=urlsplit(base).port, JUPYTERHUB_USER=WRITER):
        page.get_by_role("alert").get_by_text(APP["gone"]).wait_for()
        page.reload()
        page.locator(".ekin-month").wait_for()  # no password was asked
        assert not page.locator(".ekin-login").is_visible()
        assert reopen(page, text) == text
