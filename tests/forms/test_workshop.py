"""The trainer's board, and the pages that phones get."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager

import httpx
import pytest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from ekin.forms.room import application
from ekin.forms.workshop import WorkshopBoard
from ekin.service import classroom, workshop
from ekin.vocabulary import Stage

NASTY = "Mengikuti rapat <img src=x onerror=alert(1)> bersama"


@pytest.fixture
def shop(tmp_path):
    room = workshop.open_room(tmp_path)
    yield room
    room.store.close()


def written(shop, nickname, text):
    person = workshop.known(shop, workshop.join(shop, shop.room.code, nickname, "guru"))
    classroom.set_stage(shop, Stage.WRITE)
    workshop.answer(shop, person, "tulis", text, "x")
    return person


def test_two_clicks_give_a_comment_and_no_name_stands_beside_a_verdict(shop):
    person = written(shop, "Teratai", NASTY)
    board = WorkshopBoard(shop)
    board.remarks["what"].click()
    assert "Pilih satu uraian" in board.status.value
    board.lines.value = board.lines.options[0][1]
    board.remarks["what"].click()
    assert [one.remark for one in workshop.remarks(shop, person)] == ["what"]
    assert "Teratai" in board.who.value
    assert "umum" not in board.who.value
    judged = board.missing.value + board.line.value + str(board.lines.options) + board.effect.value
    assert "Teratai" not in judged
    assert "<img" not in board.line.value
    assert "rincian: 1 dari 1" in board.missing.value


def test_the_board_leads_through_the_stages(shop):
    board = WorkshopBoard(shop)
    board.stage.value = Stage.PRE
    board.acts["go"].click()
    assert shop.room.stage == Stage.PRE
    assert "Tahap: Tes awal, sisa 10.00" in board.head.value
    board.acts["pause"].click()
    assert "jeda" in board.head.value
    board.acts["reveal"].click()
    assert shop.room.revealed
    classroom.set_stage(shop, Stage.DONE)
    board.acts["refresh"].click()
    assert "Tidak cukup bukti" in board.effect.value


@asynccontextmanager
async def phone(shop):
    socket, port = bind_unused_port()
    server = HTTPServer(application(shop))
    server.add_socket(socket)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", follow_redirects=True) as client:
        yield client
    server.stop()
    await server.close_all_connections()


def test_a_phone_sees_its_verdict_escaped_under_a_strict_policy(shop):
    async def visit():
        async with phone(shop) as client:
            page = await client.get("/")
            assert page.headers["content-security-policy"].startswith("default-src 'self'")
            assert not re.search(r"<script(?! src)|<style| style=| on\w+=", page.text)
            token = re.search(r'_xsrf" value="([^"]+)', page.text)[1]
            door = {"code": shop.room.code, "nickname": "melati", "family": "guru"}
            assert (await client.post("/masuk", data=door)).status_code == 403
            refused = await client.post("/masuk", data=door | {"_xsrf": token, "code": "salah"})
            assert (refused.status_code, "Kode ruang tidak cocok" in refused.text) == (409, True)
            assert 'value="melati"' in refused.text
            await client.post("/masuk", data=door | {"_xsrf": token})
            classroom.set_stage(shop, Stage.WRITE)
            said = await client.post("/jawab", data={"_xsrf": token, "item": "tulis", "given": NASTY, "nonce": "a"})
            assert "umum" in said.text
            assert "Pertemuan" in said.text
            assert "<img" not in said.text
            for stage in Stage:
                classroom.set_stage(shop, stage)
                assert (await client.get("/")).status_code == 200
            gone = await client.post("/hapus", data={"_xsrf": token, "sure": "1"})
            assert "sudah dihapus" in gone.text
            assert b"melati" not in shop.store.path.read_bytes()

    asyncio.run(visit())
