"""A workshop under load: participants by protocol and in Chromium, a trainer who goes on, a server that is killed.

`python -m tests.soak.room [--minutes 15]` is the long run; its figures go to build/room.json.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pandas as pd
import psutil
from sqlalchemy import select

from ekin.service import classroom
from ekin.service.workshop import open_room
from ekin.storage import workshop as kept
from ekin.vocabulary import Stage

STAGES = [one for one in Stage if one is not Stage.WAIT]
PEOPLE, PAGES, PAUSE_S, KILLS_A_MINUTE = 40, 4, 4, 0.4
ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


class Server:
    """`ekin workshop start` in a process of its own, on a folder."""

    def __init__(self, folder):
        self.shop = open_room(folder, port=_free_port())
        self.url, self.folder, self.memory = f"http://127.0.0.1:{self.shop.room.port}", folder, 0
        self.start()

    def start(self):
        command = [sys.executable, "-m", "ekin.cli", "workshop", "start", "--folder", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=self.folder)
        until = time.monotonic() + 60
        while not _listens(self.shop.room.port):
            if time.monotonic() > until or self.process.poll() is not None:
                raise TimeoutError("the workshop does not start")
            time.sleep(0.1)

    def watch(self):
        self.memory = max(self.memory, psutil.Process(self.process.pid).memory_info().rss)

    def kill(self):
        """Kill -9 and start again; give the seconds that nobody was served."""
        self.watch()
        began = time.monotonic()
        self.process.kill()
        self.process.wait()
        self.start()
        return time.monotonic() - began


class Participant:
    """One who answers whatever the page asks; keeps what was acknowledged, and how long each took."""

    def __init__(self, server, number, texts, pause):
        self.server, self.texts, self.pause, self.name = server, texts, pause, f"peserta {number}"
        self.acked, self.took, self.sent, self.refused, self.last = [], [], 0, Counter(), None

    async def work(self, until):
        async with httpx.AsyncClient(base_url=self.server.url, follow_redirects=True, timeout=10) as self.http:
            self.page = (await self._patiently("GET", "/")).text
            families = list(self.server.shop.content.families)
            door = {"code": self.server.shop.room.code, "nickname": self.name, "family": random.choice(families), "superior": "1"}
            self.page = (await self._patiently("POST", "/masuk", door)).text
            while time.time() < until:
                await asyncio.sleep(self.pause * random.uniform(0.5, 1.5))
                await self._step()

    async def _step(self):
        if 'name="item"' not in self.page:
            state = (await self._patiently("GET", "/keadaan")).json()
            if f'data-version="{state["version"]}"' not in self.page:
                self.page = (await self._patiently("GET", "/")).text
            return
        item, stage = re.search(r'name="item" value="([^"]*)"', self.page)[1], re.search(r'data-version="(\w+)', self.page)[1]
        nonce, fields = re.search(r'name="nonce" value="([^"]*)"', self.page), {"item": item}
        if nonce:
            fields |= {"nonce": nonce[1], "given": f"{random.choice(self.texts)} bagian {random.randrange(10**6)}"}
        elif "word" in self.page and 'name="word"' in self.page:
            fields["word"] = "0"
        else:
            fields["given"] = random.choice(re.findall(r'name="given" value="([^"]*)"', self.page))
        reply = await self._patiently("POST", "/jawab", fields)
        self.sent, self.page = self.sent + 1, reply.text
        if reply.status_code == 200:
            self.acked.append((stage, item, fields.get("given", "0"), fields.get("nonce", "")))
        else:
            self.refused[reply.status_code] += 1

    async def _patiently(self, method, path, fields=None):
        """Send until it is answered, as the page's script does; time what was answered at once."""
        tries = 0
        while True:
            tries, began = tries + 1, time.perf_counter()
            given = fields and fields | {"_xsrf": re.search(r'_xsrf" value="([^"]+)', self.page)[1]}
            try:
                reply = await self.http.request(method, path, data=given)
            except httpx.TransportError:
                await asyncio.sleep(0.5)
                continue
            if tries == 1:
                kind = "mark" if fields and "nonce" in fields else "answer" if fields else "look"
                self.took.append((kind, (time.perf_counter() - began) * 1000))
            return reply


def browse(server, chromium, n, until, texts):
    """Work through whatever `n` pages of Chromium show; give milliseconds from the press to the new page."""
    from playwright.sync_api import sync_playwright

    took, names = [], [f"layar {number}" for number in range(n)]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=ARGS)
        pages = [browser.new_context(viewport={"width": 380, "height": 760}).new_page() for _ in names]
        for page, name in zip(pages, names, strict=True):
            page.goto(server.url)
            page.fill("#code", server.shop.room.code)
            page.fill("#nickname", name)
            page.select_option("#family", index=1)
            page.click("button.main")
        while time.time() < until:
            for page in pages:
                took += _press(page, texts)
            time.sleep(0.3)
        browser.close()
    return took


def _press(page, texts):
    from playwright.sync_api import Error

    try:
        button = page.query_selector("button.main:enabled")
        if button is None or page.query_selector("fieldset:disabled"):
            return []
        if area := page.query_selector("textarea"):
            area.fill(f"{random.choice(texts)} bagian {random.randrange(10**6)}")
        elif box := page.query_selector("[type=radio], .words input"):
            box.check(force=True)
        page.evaluate("document.querySelector('main').dataset.old = '1'")
        began = time.perf_counter()
        button.click()
    except Error as renewed:  # the page put the next stage in place of what was just found
        if "not attached" not in str(renewed) and "navigation" not in str(renewed):
            raise
        return []
    page.wait_for_selector("main:not([data-old])", timeout=60_000)
    return [("mark" if area else "answer", (time.perf_counter() - began) * 1000)]


def workshop(folder, *, people, seconds, pause, kills, pages=0, chromium=None):
    """Run a whole workshop in some seconds; give counts, milliseconds and what is wrong."""
    server = Server(folder)
    texts = [one.text for one in server.shop.content.items if one.kind in ("sample", "repair")]
    crowd = [Participant(server, number, texts, pause) for number in range(people - pages)]
    until, down = time.time() + seconds, []

    def lead():
        moments = sorted([*((seconds * n / len(STAGES), one) for n, one in enumerate(STAGES))], key=lambda pair: pair[0])
        moments += [(seconds * (n + 0.5) / kills, None) for n in range(kills)]
        began = time.time()
        for at, stage in sorted(moments, key=lambda pair: pair[0]):
            time.sleep(max(0, began + at - time.time()))
            if stage is None:
                down.append(server.kill())
            else:
                classroom.set_stage(server.shop, stage)
            server.watch()

    async def all_of_them():
        await asyncio.gather(*(one.work(until) for one in crowd))

    try:
        with ThreadPoolExecutor(2) as pool:
            trainer = pool.submit(lead)
            screens = pool.submit(browse, server, chromium, pages, until, texts) if pages else None
            asyncio.run(all_of_them())
        trainer.result()  # what went wrong there goes wrong here
        seen = screens.result() if screens else []
        server.watch()
    finally:
        server.process.kill()
        server.process.wait()
    timed = [pair for one in crowd for pair in one.took] + [(f"screen {what}", ms) for what, ms in seen]
    took = pd.DataFrame(timed, columns=["what", "ms"])
    figures = (
        took.groupby("what")["ms"].describe(percentiles=[0.5, 0.95]).round(1)[["count", "50%", "95%", "max"]].to_dict("index")
    )
    wrong = faults(server.shop, crowd, people)
    figures |= {"acknowledged": sum(len(one.acked) for one in crowd), "refused": sum(sum(one.refused.values()) for one in crowd)}
    figures |= {kind: sum(one[0] == kind for one in wrong) for kind in ("lost", "doubled")}
    figures |= {"down_s": down, "memory_mb": round(server.memory / 2**20), "cores": os.cpu_count()}
    return figures | {"faults": wrong}


def long_run(minutes):
    """Run a whole workshop of 40, four of them in Chromium, with a kill every few minutes; give its figures and conditions."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("no Chromium: install chromium or set CHROMIUM")
    given = {"people": PEOPLE, "pages": PAGES, "seconds": minutes * 60, "pause": PAUSE_S}
    given["kills"] = max(1, round(minutes * KILLS_A_MINUTE))
    load_before = os.getloadavg()
    with tempfile.TemporaryDirectory(prefix="ekin-room-", ignore_cleanup_errors=True) as folder:
        return {"conditions": given | {"load_before": load_before}} | workshop(Path(folder), **given, chromium=chromium)


def faults(shop, crowd, people):
    """Name what was acknowledged and is not there, who is missing, and what was kept twice."""
    who = {one.nickname: one.id for one in shop.store.rows(select(kept.participant))}
    there = {(one.participant, one.nonce): one.given for one in shop.store.rows(select(kept.answer))}
    wrong = [("people", len(who))] if len(who) != people else []
    for one in crowd:
        for stage, item, given, nonce in one.acked:
            key = (who.get(one.name), f"{stage} {item} {nonce}".strip())
            if there.get(key) != given:
                wrong.append(("lost", one.name, *key, given, there.get(key)))
        kept_rows = sum(1 for number, _ in there if number == who.get(one.name))
        wrong += [("doubled", one.name, kept_rows, one.sent)] if kept_rows > one.sent else []
    return wrong


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    """Run it, write the figures, and leave with 1 when anything was lost, doubled or missing."""
    ask = argparse.ArgumentParser(prog="python -m tests.soak.room", description=long_run.__doc__)
    ask.add_argument("--minutes", type=float, default=15)
    ask.add_argument("--out", type=Path, default=Path("build/room.json"))
    asked = ask.parse_args()
    figures = long_run(asked.minutes)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(figures, indent=1, default=str), encoding="utf-8")
    print(asked.out.read_text(encoding="utf-8"))  # noqa: T201
    sys.exit(bool(figures["faults"]))


if __name__ == "__main__":
    main()
