"""A real JupyterLab, the pages of `ekin app`, and Chromium, each started once; both servers share one database."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from ekin.service import import_files, set_password
from ekin.settings import Settings, shipped
from ekin.storage.store import open_store

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
EKIN = (sys.executable, "-m", "ekin.cli")
START_S, CELLS_S, CLICK_S = 60, 90, 45
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
PASSWORD = "rahasia-sekali-2026"
OUTSIDE = """form => [...form.querySelectorAll('button, input, select, textarea, a')].filter(one => {
  const box = one.getBoundingClientRect()
  return box.width && !one.closest('.ekin-scroll') && (box.left < 0 || box.right > innerWidth)
}).map(one => one.outerHTML.slice(0, 120))"""
"""Controls on screen that a phone's edge cuts; tables scroll in a box of their own."""
PEOPLE = {"writer": "198611192008012011", "superior": "198203142004032003"}  # a teacher and the head of the school


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
def work(tmp_path_factory):
    """Folder with copies of the notebooks, and the environment of a server there: a database and settings of its own."""
    work = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", work / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    settings = work / "s" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    places = {"JUPYTER_CONFIG_DIR": "cfg", "JUPYTER_RUNTIME_DIR": "rt", "IPYTHONDIR": "ipy"}
    places |= {"JUPYTERLAB_SETTINGS_DIR": "s", "JUPYTERLAB_WORKSPACES_DIR": "w"}
    env = os.environ | {name: str(work / folder) for name, folder in places.items()}
    env["EKIN_DATABASE_URL"] = f"sqlite:///{work / 'ekin.db'}"
    return work, env


@pytest.fixture(scope="session")
def office(work):
    """People, plans and passwords in the database of both servers; gives its settings."""
    settings = Settings(database_url=work[1]["EKIN_DATABASE_URL"])
    with open_store(settings) as store:
        import_files(store, [shipped("samples") / name for name in ("pegawai.csv", "rencana.csv")])
        for nip in PEOPLE.values():
            set_password(store, nip, PASSWORD)
    return settings


@pytest.fixture(scope="session")
def lab(work, chromium):
    """Start JupyterLab on the notebooks; gives its address and the folder."""
    port = _free_port()
    config = {"ServerApp": {"port_retries": 0}, "IdentityProvider": {"token": ""}, "LabApp": {"expose_app_in_browser": True}}
    (work[0] / "cfg").mkdir()
    (work[0] / "cfg" / "jupyter_lab_config.json").write_text(json.dumps(config), encoding="utf-8")
    command = [*EKIN, "lab", f"--folder={work[0]}", "--no-browser", f"--port={port}"]
    with _serving(command, work, f"http://127.0.0.1:{port}", "/api") as base:
        yield base, work[0]


@pytest.fixture(scope="session")
def serve(work, office, chromium):
    """Serve the pages of `ekin app` while a block runs, on a port of choice and with more in the environment; gives the address."""

    def start(port=None, **more):
        port = port or _free_port()
        command = [*EKIN, "app", "--no-browser", f"--port={port}"]
        return _serving(command, (work[0], work[1] | more), f"http://127.0.0.1:{port}", "/voila/static/voila.js")

    return start


@pytest.fixture(scope="session")
def app(serve):
    """Start `ekin app`; gives its address."""
    with serve() as base:
        yield base


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
        page.goto(f"{lab[0]}/lab/tree/notebooks/{name}?reset")
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


@pytest.fixture(scope="session")
def axe():
    """Ask axe about one form; contrast is left to the theme that people choose in Lab."""
    from axe_playwright_python.sync_playwright import Axe

    def ask(page, selector, **rules):
        options = {"rules": {"color-contrast": {"enabled": False}} | rules}
        found = Axe().run(page, context=selector, options=options).response["violations"]
        serious = {item["id"]: item["nodes"][0]["html"][:200] for item in found if item["impact"] in ("serious", "critical")}
        assert serious == {}

    return ask


@pytest.fixture(scope="session")
def shoot():
    """Take one form into build/screenshots."""

    def take(page, selector, name, width=1280):
        SHOTS.mkdir(parents=True, exist_ok=True)
        before = page.viewport_size
        page.set_viewport_size({"width": width, "height": 2600})
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")  # laid out anew
        page.locator(selector).first.screenshot(path=SHOTS / f"{name}.png")
        page.set_viewport_size(before)

    return take


@pytest.fixture(scope="session")
def narrow():
    """See that a form fits a phone of 380 px as it stands there: nothing is cut at the side, every control can be reached."""

    def look(page, selector, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        before = page.viewport_size
        page.set_viewport_size({"width": 380, "height": 760})
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.locator(selector).first.scroll_into_view_if_needed()
        page.screenshot(path=SHOTS / f"{name}.png")
        cut = page.locator(selector).first.evaluate(OUTSIDE)
        page.set_viewport_size(before)
        assert cut == []

    return look


@contextmanager
def _serving(command, work, base, probe):
    log = work[0] / f"{command[len(EKIN)]}.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, env=work[1], cwd=work[0] / "notebooks", stdout=out, stderr=out)
        try:
            _wait_for(base + probe, server, log)
            yield base
        finally:
            _kill(server)


def _kill(server):
    """Kill a server and its kernels, as a machine that goes down does; asked to end, it would wait five seconds for its kernels."""
    doomed = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
    for process in doomed:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    server.wait(20)


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(address, server, log):
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()[-2000:]}")
