"""A connection that breaks while a person writes, and people whom JupyterHub has let in."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from steps import WRITER, begin, kept, reopen, sign_in

from ekin.words.day import APP

pytestmark = pytest.mark.browser

PAGE = "/voila/render/isi_harian.ipynb"
TYPED, WHILE_CUT = "Menyusun soal ulangan pecahan kelas V, 20 butir", ", dicetak 28 lembar"


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="id-ID", viewport={"width": 380, "height": 900})
    page = context.new_page()
    page.set_default_timeout(45_000)
    yield page
    context.close()


@pytest.fixture
def line(page):
    """The three states of a websocket that can be cut."""
    open_, state = [], {"cut": False}

    def through(route):
        if state["cut"]:
            route.close()
            return
        route.connect_to_server()
        open_.append(route)

    page.route_web_socket("**/api/kernels/**", through)

    def cut(now):
        state["cut"] = now
        while now and open_:
            open_.pop().close()

    return cut


def test_what_is_typed_while_the_line_is_cut_arrives_after_it(app, office, page, line, shoot):
    page.goto(app + PAGE)
    sign_in(page)
    box = begin(page)
    box.press_sequentially(TYPED)
    kept(office, "description", TYPED)
    line(True)
    page.get_by_role("alert").get_by_text(APP["lost"]).wait_for()
    box.press_sequentially(WHILE_CUT)
    shoot(page, "body", "14-terputus-380", width=380)
    line(False)
    page.locator(".ekin-lost:empty").wait_for(state="attached")
    kept(office, "description", TYPED + WHILE_CUT)


def test_a_killed_server_loses_nothing_older_than_two_seconds(serve, office, page):
    text = TYPED + ", sebelum server mati"
    with serve() as base:
        page.goto(base + PAGE)
        sign_in(page)
        begin(page).press_sequentially(text)
        page.wait_for_timeout(2000)
    page.get_by_role("alert").get_by_text(APP["lost"]).wait_for()
    with serve(port=urlsplit(base).port):
        page.get_by_role("alert").get_by_text(APP["gone"]).wait_for()
        page.reload()
        sign_in(page)
        assert reopen(page, text) == text


def test_the_hub_has_let_the_person_in(serve, page):
    with serve(JUPYTERHUB_USER=WRITER) as base:
        page.goto(base + PAGE)
        page.locator(".ekin-month").wait_for()
        assert not page.locator(".ekin-login").is_visible()
    with serve(JUPYTERHUB_USER="tamu", EKIN_HUB_USERS=f"guru={WRITER}") as base:
        page.goto(base + PAGE)
        page.locator(".ekin-login").wait_for()
        assert not page.locator(".ekin-month").is_visible()
