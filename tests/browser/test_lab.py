"""The notebooks in a real JupyterLab in Chromium: run all cells, click through as a user does, read what is on screen."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from ekin.settings import shipped

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
START_S, CELLS_S, CLICK_S = 60, 90, 45
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
UNIT = "Kecamatan Mekar Asri"


@pytest.fixture(scope="session")
def chromium():
    """Path of Chromium; without one the tests are skipped, or fail where EKIN_REQUIRE_BROWSER=1."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    reason = "NO CHROMIUM: the notebooks were not looked at in a browser (install chromium or set CHROMIUM)"
    if os.environ.get("EKIN_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    return pytest.skip(reason)


@pytest.fixture(scope="session")
def lab(tmp_path_factory, chromium):
    """Start JupyterLab on copies of the notebooks, with a database and settings of its own."""
    work = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", work / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    settings = work / "s" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    places = {"JUPYTER_CONFIG_DIR": "cfg", "JUPYTER_RUNTIME_DIR": "rt", "IPYTHONDIR": "ipy"}
    places |= {"JUPYTERLAB_SETTINGS_DIR": "s", "JUPYTERLAB_WORKSPACES_DIR": "w"}
    env = os.environ | {name: str(work / folder) for name, folder in places.items()}
    env["EKIN_DATABASE_URL"] = f"sqlite:///{work / 'ekin.db'}"
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    with (work / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=env, cwd=work / "notebooks", stdout=log, stderr=log)
        try:
            _wait_for(base, server, work / "lab.log")
            yield base, work
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
def browser(chromium):
    """Start Chromium once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGS, env={**os.environ, "LANGUAGE": "id"})
        yield started
        started.close()


@pytest.fixture
def opened(lab, browser):
    """Open a notebook, run all its cells, and see at the end that nothing left the machine and no cell failed."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="id-ID")
    page.set_default_timeout(CLICK_S * 1000)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    def open_notebook(name):
        page.goto(f"{lab[0]}/lab/tree/{name}?reset")
        page.wait_for_function(
            "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
            timeout=START_S * 1000,
        )
        page.evaluate("() => { window.ran = window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => true) }")
        page.wait_for_function("() => Promise.race([window.ran, new Promise(r => setTimeout(r, 50))])", timeout=CELLS_S * 1000)
        return page

    yield open_notebook
    failed = page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells"
                           ".flatMap(c => c.outputs || []).filter(o => o.output_type === 'error').map(o => o.evalue)")  # fmt: skip
    page.close()
    assert failed == []
    away = [url for url in asked if re.match(r"(https?|wss?):", url) and not re.match(r"\w+://127\.0\.0\.1[:/]", url)]
    assert away == []


def test_start_imports_an_uploaded_file_and_shows_its_receipt(opened):
    page = opened("00_mulai.ipynb")
    _upload(page, shipped("samples") / "progres-harian-2026-02.csv")
    page.locator("button.ekin-import-preview").click()
    result = page.locator(".ekin-import-result")
    result.get_by_text("2.642 siap disimpan + 0 ditolak").wait_for()
    assert "Kegiatan Harian" in result.inner_text()
    _shoot(page, ".ekin-import", "00-periksa")
    page.locator("button.ekin-import-save").click()
    result.get_by_text("2.642 baris dibaca = 2.642 diambil (0 baru, 0 diperbarui, 2.642 sudah ada) + 0 ditolak").wait_for()
    _shoot(page, ".ekin-import", "00-tanda-terima")
    _check_accessibility(page, ".ekin-import")
    _upload(page, {"name": "catatan.csv", "mimeType": "text/csv", "buffer": b"NIP;Hari;Yang dikerjakan\n1;2;3\n"})
    page.locator("button.ekin-import-preview").click()
    result.get_by_text("tidak ada baris judul yang dikenal").wait_for()
    page.locator(".ekin-map select").nth(3).wait_for()
    _shoot(page, ".ekin-import", "00-pasangkan")
    _shoot_notebook(page, "00-buku")


def test_check_answers_while_typing_and_filters_a_file(opened):
    page = opened("03_periksa_uraian.ipynb")
    line, feedback = page.locator(".ekin-check-line textarea"), page.locator(".ekin-check-feedback")
    feedback.get_by_text("! umum").wait_for()
    _shoot(page, ".ekin-check", "03-umum")
    line.fill("")
    line.press_sequentially("Menerbitkan 14 KTP-el pemilih pemula SMA 2 Lembayung di loket perekaman", delay=5)
    feedback.get_by_text("✓ spesifik").wait_for()
    page.locator(".ekin-check-path input").fill(str(shipped("samples") / "progres-harian-2026-02.csv"))
    page.locator("button.ekin-check-open").click()
    counts, rows = page.locator(".ekin-check-counts"), page.locator(".ekin-check-rows tbody tr")
    counts.get_by_text("2.642 uraian").wait_for()
    assert rows.count() == 20
    page.locator(".ekin-check-flag select").select_option(label="umum")
    page.locator(".ekin-check-contains input").fill("rapat")
    counts.get_by_text("Saringan menampilkan").wait_for()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.ekin-check-rows tbody tr')].every(r => /rapat/i.test(r.innerText))"
    )
    assert all("umum" in text and "Belum tampak" in text for text in rows.all_inner_texts())
    page.locator("button.ekin-check-export").click()
    page.locator(".ekin-check-status").get_by_text("tertulis di").wait_for()
    _shoot(page, ".ekin-check", "03-berkas")
    _check_accessibility(page, ".ekin-check")
    _shoot_notebook(page, "03-buku")


def test_report_is_shown_opened_and_written(opened, lab):
    page = opened("04_evaluasi_kinerja.ipynb")
    page.locator(".ekin-report-period select").select_option(label="Februari 2026")
    page.locator(".ekin-report-unit select").select_option(label=UNIT)
    page.locator("button.ekin-report-show").click()
    shown = page.locator(".ekin-report-page")
    shown.get_by_text("Laporan evaluasi progres harian: Februari 2026").wait_for()
    assert UNIT in shown.inner_text()
    _shoot(page, ".ekin-report", "04-laporan")
    page.locator(".ekin-drill-measure select").select_option(label="Uraian spesifik")
    page.locator("button.ekin-drill-open").click()
    page.locator(".ekin-drill-figure").get_by_text(re.compile(r"Uraian spesifik: \d+ %")).wait_for()
    assert page.locator(".ekin-drill-rows tbody tr").count() > 0
    _shoot(page, ".ekin-report", "04-entri")
    _check_accessibility(page, ".ekin-report")
    page.locator("button.ekin-report-write").click()
    files = page.locator(".ekin-report-files a")
    files.nth(2).wait_for()
    assert [text.rsplit(".")[-1] for text in files.all_inner_texts()] == ["html", "pdf", "xlsx"]
    with page.expect_download() as download:
        files.nth(1).click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert page.locator(".jp-OutputArea-output img").count() >= 3
    assert {path.suffix for path in (lab[1] / "laporan").iterdir()} == {".html", ".pdf", ".xlsx"}
    _shoot_notebook(page, "04-buku")


def _upload(page, file):
    with page.expect_file_chooser() as chooser:
        page.locator(".ekin-import-upload").click()
    chooser.value.set_files(file)
    page.locator(".ekin-import-upload", has_text="(1)").wait_for()


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(base, server, log):
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/api", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


def _check_accessibility(page, selector):
    """Ask axe about one form; contrast is left to the theme that people choose in Lab."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=selector, options={"rules": {"color-contrast": {"enabled": False}}}).response["violations"]
    serious = {item["id"]: item["nodes"][0]["html"][:200] for item in found if item["impact"] in ("serious", "critical")}
    assert serious == {}


def _shoot(page, selector, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    page.set_viewport_size({"width": 1280, "height": 2600})
    page.wait_for_timeout(200)
    page.locator(selector).first.screenshot(path=SHOTS / f"{name}.png")
    page.set_viewport_size(before)


def _shoot_notebook(page, name):
    """Take the whole notebook: the window grows so that nothing needs scrolling."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    height = page.evaluate(
        "() => document.querySelector('.jp-WindowedPanel-inner, .jp-WindowedPanel-window')?.scrollHeight || 4000"
    )
    page.set_viewport_size({"width": 1280, "height": min(int(height) + 200, 9000)})
    page.evaluate("() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0 }")
    page.wait_for_timeout(800)
    page.screenshot(path=SHOTS / f"{name}.png")
