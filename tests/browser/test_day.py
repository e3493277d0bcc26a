"""A writer's day in Chromium, as a page of `ekin app` and in JupyterLab: kill, reload, two tabs, hostile text."""

from __future__ import annotations

import itertools
import json
import re
import statistics
from pathlib import Path

import psutil
import pytest
from sqlalchemy import update
from steps import PASSWORD, begin, focused, kept, log_in, press, reopen, sign_in, tab_to, write

from ekin import service
from ekin.reports.making import make_report
from ekin.storage import schema
from ekin.storage.store import open_store

pytestmark = pytest.mark.browser

TARGET, ALONE = "199306132020122011", "198411212024212002"
"""Teachers whose day no other test touches."""
VAGUE = "Melaksanakan tugas sesuai arahan pimpinan"
CLEAR = "Mengajar pecahan senilai kelas V, kuis 10 soal, 6 dari 28 siswa remedial"
LATEST_MS = 400
"""Keystroke to feedback, 95th percentile, on a machine that does other things too; the goal of 150 ms is for `make bench`."""

VECTORS = [
    *("<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg><script>{}</script></svg>", "<body onload={}>"),
    *(
        "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
        "<iframe src='javascript:parent.{}'></iframe>",
        "<a href='javascript:{}'>x</a>",
    ),
    *("<details open ontoggle={}>", "<input autofocus onfocus={}>", "<video src=x onerror={}>", "<audio src=x onerror={}>"),
    *(
        "<marquee onstart={}>",
        "<style>@import 'javascript:{}'</style>",
        "<object data='javascript:{}'>",
        "<embed src='javascript:{}'>",
    ),
    *("<form><button formaction='javascript:{}'>x", "<math><mi xlink:href='javascript:{}'>x", "<select autofocus onfocus={}>"),
    *(
        "<template><script>{}</script></template>",
        "<link rel=stylesheet href=x onerror={}>",
        "<img src='x' onerror='{}' alt='",
        "<p onmouseover={}>x",
    ),
    *("{{{{constructor.constructor('{}')()}}}}", "<meta http-equiv=refresh content='0;url=javascript:{}'>"),
]
WRAPS = ["{}", '">{}', "'>{}", "</textarea></title></style></script>{}"]
PAYLOADS = [wrap.format(vector.format("window.hit=1")) for wrap, vector in itertools.product(WRAPS, VECTORS)]


@pytest.fixture
def visit(browser):
    """Open pages of one person's browser; at the end nothing ran that should not, and nothing left the machine."""
    context = browser.new_context(locale="id-ID", viewport={"width": 380, "height": 900}, accept_downloads=True)
    asked, dialogs = [], []

    def go(address):
        page = context.new_page()
        page.set_default_timeout(45_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return page

    yield go
    hits = [page.evaluate("window.hit") for page in context.pages]
    context.close()
    assert set(hits) <= {None}
    assert dialogs == []
    assert [url for url in asked if re.match(r"(https?|wss?):", url) and not re.match(r"\w+://127\.0\.0\.1[:/]", url)] == []


def latencies(page, root, line, n=25):
    """Milliseconds from a key to the change of the feedback; it quotes a vague line, so it changes at every key."""
    handle = root.locator(".ekin-entry-feedback").element_handle()
    page.evaluate(
        """([view, box]) => { window.took = []; let start = null;
        box.addEventListener('keydown', () => start = performance.now(), true);
        new MutationObserver(() => { if (start !== null) { took.push(performance.now() - start); start = null } })
          .observe(view, {childList: true, subtree: true, characterData: true}) }""",
        [handle, line.element_handle()],
    )
    for at in range(n):
        line.press_sequentially("abcdefghij"[at % 10])
        page.wait_for_function("n => window.took.length >= n", arg=at + 1)
    return page.evaluate("window.took")


def fast_enough(took, place):
    """Write the times into build/keystrokes.json, and see that they are bearable."""
    figure = {"n": len(took), "median_ms": statistics.median(took), "p95_ms": statistics.quantiles(took, n=20)[-1]}
    path = Path(__file__).parents[2] / "build" / "keystrokes.json"
    path.parent.mkdir(exist_ok=True)
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(known | {place: figure}, indent=1))
    assert figure["p95_ms"] < LATEST_MS


def test_a_day_by_keyboard_alone_on_380_px(app, office, visit, axe, shoot, tmp_path):
    with open_store(office) as store:
        service.set_password(store, ALONE, PASSWORD)
    page = visit(f"{app}/voila/render/isi_harian.ipynb")
    contrast = {"color-contrast": {"enabled": True}}
    log_in(page, ALONE)
    axe(page, ".ekin-home", **contrast)
    shoot(page, ".ekin-home", "01-kalender-380", width=380)
    for name in ("previous", "next"):  # there and back, and the focus stays where it was
        press(page, f"button.ekin-month-{name}", "Enter")
        page.locator(".ekin-is-today").wait_for(state="hidden" if name == "previous" else "visible")
        focused(page, f"ekin-month-{name}")
    press(page, ".ekin-calendar .ekin-is-today", "Enter")
    focused(page, "ekin-day-add")
    page.locator(".ekin-activities").get_by_text("Belum ada").wait_for()
    page.keyboard.press("Enter")
    focused(page, "ekin-entry-description")
    page.keyboard.type(VAGUE)
    page.locator(".ekin-entry-feedback").get_by_text("! umum").wait_for()
    page.locator(".ekin-entry-feedback mark").first.wait_for()
    shoot(page, ".ekin-home", "01-umum-380", width=380)
    fast_enough(latencies(page, page, page.locator(".ekin-entry-description textarea")), "page of 380 px")
    write(page, ".ekin-entry-description textarea", CLEAR)
    page.locator(".ekin-entry-feedback").get_by_text("✓ spesifik").wait_for()
    kept(office, "description", CLEAR, ALONE)
    page.reload()  # in the middle: a new kernel, and what was typed is there
    sign_in(page, ALONE)
    assert reopen(page, CLEAR[:20]) == CLEAR
    tab_to(page, "button.ekin-day-back", back=True)  # a clock entered from behind would begin with its minutes
    for name, clock in (("start", "0730"), ("end", "0900")):
        tab_to(page, f".ekin-entry-{name} input")
        page.keyboard.type(clock)
    page.locator(".ekin-entry-problems").get_by_text("dapat dikirim").wait_for()
    press(page, ".ekin-entry-plan select", "ArrowDown")
    page.locator(".ekin-entry-plan-note").get_by_text("RHK").wait_for()
    axe(page, ".ekin-home", **contrast)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    other = visit(f"{app}/voila/render/isi_harian.ipynb")
    sign_in(other, ALONE)
    reopen(other, CLEAR[:20])
    page.locator(".ekin-entry-quantity input").fill("28")
    kept(office, "quantity", "28", ALONE)
    other.locator(".ekin-entry-evidence input").fill("https://drive.example.go.id/kuis")
    other.locator(".ekin-entry-other").get_by_text("tab atau jendela lain").wait_for()
    kept(office, "evidence_url", "https://drive.example.go.id/kuis", ALONE)  # before anything is chosen
    shoot(other, ".ekin-home", "01-dua-tab-380", width=380)
    other.locator("button.ekin-entry-keep").click()
    other.locator(".ekin-entry-status").get_by_text("konsep baru").wait_for()
    other.locator("button.ekin-entry-done").click()
    other.locator("button.ekin-activity", has_text=CLEAR[:20]).nth(1).wait_for()
    other.close()

    press(page, "button.ekin-home-send", "Enter", back=True)
    page.locator(".ekin-send .ekin-send-advice").first.wait_for()
    focused(page, "ekin-send-tick")
    axe(page, ".ekin-home", **contrast)
    shoot(page, ".ekin-home", "01-kirim-380", width=380)
    assert page.locator(".ekin-send-tick").count() == 1  # the copy says the same, so it waits
    assert "uraian yang sama" in page.locator(".ekin-send-blocked").inner_text()
    press(page, "button.ekin-send-now", "Enter")
    digest = page.locator(".ekin-digest").inner_text()
    focused(page, "ekin-send-back")
    with page.expect_download() as download:
        press(page, "a.ekin-download", "Enter")
    download.value.save_as(tmp_path / "tanda-terima.html")
    shown = visit(f"file://{tmp_path}/tanda-terima.html").inner_text("body")
    assert digest in shown
    assert CLEAR in shown
    shoot(page, ".ekin-home", "01-tanda-terima-380", width=380)


def test_a_killed_kernel_in_lab_loses_nothing(opened, office, axe, shoot, narrow):
    page = opened("01_isi_harian.ipynb")
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    root = page.locator(".ekin-home").first
    narrow(page, ".ekin-home", "01-lab-masuk-380")
    axe(page, ".ekin-home")
    sign_in(root)
    narrow(page, ".ekin-month", "01-lab-kalender-380")
    axe(page, ".ekin-home")
    line = begin(root)
    line.fill(VAGUE)
    root.locator(".ekin-entry-feedback mark").first.wait_for()
    fast_enough(latencies(page, root, line), "JupyterLab")
    typed = "Menyusun soal ulangan pecahan kelas V, 20 butir <img src=x onerror=window.hit=1>"
    line.fill(typed)
    kept(office, "description", typed)
    axe(page, ".ekin-home")
    shoot(page, ".ekin-home", "01-lab")
    narrow(page, ".ekin-home", "01-lab-tulis-380")
    root.locator("button.ekin-home-send").click()
    root.locator(".ekin-send-blocked, .ekin-send-advice").first.wait_for()
    narrow(page, ".ekin-home", "01-lab-kirim-380")
    axe(page, ".ekin-home")
    for child in psutil.Process().children(recursive=True):
        if "ipykernel_launcher" in " ".join(child.cmdline()):
            child.kill()
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status !== 'idle'")
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    if page.locator(".jp-Dialog").count():
        page.locator(".jp-Dialog button").last.click()
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.locator(".ekin-home .ekin-login").first.wait_for()
    sign_in(root)
    assert reopen(root, typed[:13]) == typed
    assert page.evaluate("window.hit") is None


def test_hostile_text_never_runs(app, office, visit, tmp_path):
    """100 payloads through the store into form, page, receipt and report; `visit` looks whether one ran."""
    assert len(set(PAYLOADS)) == 100
    with open_store(office) as store:
        service.set_password(store, TARGET, PASSWORD)
        with store.transaction() as connection:
            named = update(schema.employee).where(schema.employee.c.nip == TARGET)
            connection.execute(named.values(name=PAYLOADS[1], position=PAYLOADS[2]))
    session = service.login(TARGET, PASSWORD, office)
    today = session.today()
    for at, text in enumerate(PAYLOADS):
        made = service.new_draft(session, today)
        clock = {"start": f"{at // 6:02d}:{at % 6}0", "end": f"{at // 6:02d}:{at % 6}9"}
        others = {"plan": text, "quantity_unit": text, "evidence_url": text, "quantity": "1"}
        service.save_draft(session, made.id, {"description": f"{text} {at}", **others, **clock}, made.version)
    page = visit(f"{app}/voila/render/isi_harian.ipynb")
    sign_in(page, TARGET)
    page.locator(".ekin-is-today").click()
    page.locator("button.ekin-activity").nth(1).click()
    page.locator(".ekin-entry-description textarea").wait_for()
    page.locator("button.ekin-home-send").click()
    page.locator("button.ekin-send-now").click()
    page.locator(".ekin-digest").wait_for()
    assert PAYLOADS[1] in page.inner_text(".ekin-home")
    assert page.locator(".ekin-send-receipt tbody tr").count() == 100
    with open_store(office) as store:
        written = make_report(store, f"{today:%Y-%m}").write(tmp_path, ["html"])
    report = visit(f"file://{written[0]}")
    assert "window.hit=1" in report.inner_text("body")
    page.wait_for_timeout(500)
