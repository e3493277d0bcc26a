"""The notebooks in a real JupyterLab in Chromium: run all cells, click through as a user does, read what is on screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ekin.settings import shipped
from ekin.words.quality import BOARD

pytestmark = pytest.mark.browser

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
UNIT = "Kecamatan Mekar Asri"


def test_start_imports_an_uploaded_file_and_shows_its_receipt(opened, axe, shoot):
    page = opened("00_mulai.ipynb")
    _upload(page, shipped("samples") / "progres-harian-2026-02.csv")
    page.locator("button.ekin-import-preview").click()
    result = page.locator(".ekin-import-result")
    result.get_by_text("2.642 siap disimpan + 0 ditolak").wait_for()
    assert "Kegiatan Harian" in result.inner_text()
    shoot(page, ".ekin-import", "00-periksa")
    page.locator("button.ekin-import-save").click()
    result.get_by_text("2.642 baris dibaca = 2.642 diambil (0 baru, 0 diperbarui, 2.642 sudah ada) + 0 ditolak").wait_for()
    shoot(page, ".ekin-import", "00-tanda-terima")
    axe(page, ".ekin-import")
    _upload(page, {"name": "catatan.csv", "mimeType": "text/csv", "buffer": b"NIP;Hari;Yang dikerjakan\n1;2;3\n"})
    page.locator("button.ekin-import-preview").click()
    result.get_by_text("tidak ada baris judul yang dikenal").wait_for()
    page.locator(".ekin-map select").nth(3).wait_for()
    shoot(page, ".ekin-import", "00-pasangkan")
    _shoot_notebook(page, "00-buku")


def test_check_judges_pasted_lines_one_typed_line_and_a_file_and_shows_the_board(opened, axe, shoot):
    page = opened("03_periksa_uraian.ipynb")
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    line, feedback = page.locator(".ekin-check-line textarea"), page.locator(".ekin-check-feedback")
    lines, filing = page.locator(".ekin-check-lines-rows tbody tr"), ".ekin-check-filing"
    feedback.get_by_text("3 uraian").wait_for()
    line.fill("")
    feedback.get_by_text("Belum ada uraian").wait_for()
    page.evaluate(
        "text => navigator.clipboard.writeText(text)", "Mengikuti rapat\nMembuat laporan\nVerval RDKK 14 poktan Desa Ciburial"
    )
    line.press("ControlOrMeta+v")
    lines.nth(2).wait_for()
    assert [re.sub(r"\s+", " ", text)[:8] for text in lines.all_inner_texts()] == ["1 ! umum", "2 ! umum", "3 ✓ spes"]
    assert re.search(r"Belum tampak: objek, rincian\. .+\?$", lines.nth(1).inner_text().strip())
    colours = [lines.nth(at).locator(".ekin-flag").evaluate("e => getComputedStyle(e).backgroundColor") for at in (0, 1, 2)]
    assert colours[0] == colours[1] != colours[2]
    shoot(page, ".ekin-check-writing", "03-tempel")
    page.set_viewport_size({"width": 380, "height": 1000})
    assert lines.nth(0).evaluate("e => { const box = e.closest('.ekin-scroll'); return box.scrollWidth <= box.clientWidth }")
    shoot(page, ".ekin-check-writing", "03-tempel-380", width=380)
    page.set_viewport_size({"width": 1280, "height": 1000})
    axe(page, ".ekin-check-writing")
    line.fill("")
    line.press_sequentially("Menerbitkan 14 KTP-el pemilih pemula SMA 2 Lembayung di loket perekaman", delay=5)
    feedback.get_by_text("✓ spesifik").wait_for()
    assert lines.count() == 0
    counts, rows = page.locator(".ekin-check-counts"), page.locator(".ekin-check-rows tbody tr")
    counts.get_by_text("2.642 uraian").wait_for()
    assert rows.count() == 20
    page.locator(".ekin-check-flag select").select_option(label="umum")
    page.locator(".ekin-check-contains input").fill("rapat")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.ekin-check-rows tbody tr')].every(r => /rapat/i.test(r.innerText))"
    )
    assert all("umum" in text and "Belum tampak" in text for text in rows.all_inner_texts())
    page.locator("button.ekin-check-export").click()
    page.locator(".ekin-check-status").get_by_text("tertulis di").wait_for()
    shoot(page, filing, "03-berkas")
    shoot(page, filing, "03-berkas-380", width=380)
    axe(page, filing)
    _the_board_says_where_it_fails(page, axe, shoot)
    _shoot_notebook(page, "03-buku")


def _the_board_says_where_it_fails(page, axe, shoot):
    board = page.locator(".board")
    titles = board.locator("h2").all_inner_texts()
    assert titles[0] == BOARD["failures"]
    assert set(titles) == {BOARD[name] for name in ("failures", "beside", "wins", "curves", "weak")}
    assert re.search(r"\d,\d\d \(\d,\d\d–\d,\d\d\)", board.locator("tr", has_text="fastText").first.inner_text())
    assert board.locator("svg").bounding_box()["width"] > 400
    with page.expect_download() as download:
        board.get_by_role("link", name=BOARD["full"]).click()
    assert download.value.suggested_filename == "papan.html"
    assert BOARD["worst"] in Path(download.value.path()).read_text(encoding="utf-8")
    axe(page, ".board")
    shoot(page, ".board", "03-papan")
    shoot(page, ".board", "03-papan-380", width=380)


def test_report_is_shown_opened_and_written(opened, lab, axe, shoot):
    page = opened("04_evaluasi_kinerja.ipynb")
    page.locator(".ekin-report-period select").select_option(label="Februari 2026")
    page.locator(".ekin-report-unit select").select_option(label=UNIT)
    page.locator("button.ekin-report-show").click()
    shown = page.locator(".ekin-report-page")
    shown.get_by_text("Laporan evaluasi progres harian: Februari 2026").wait_for()
    assert UNIT in shown.inner_text()
    shoot(page, ".ekin-report", "04-laporan")
    page.locator(".ekin-drill-measure select").select_option(label="Uraian spesifik")
    page.locator("button.ekin-drill-open").click()
    page.locator(".ekin-drill-figure").get_by_text(re.compile(r"Uraian spesifik: \d+ %")).wait_for()
    assert page.locator(".ekin-drill-rows tbody tr").count() > 0
    shoot(page, ".ekin-report", "04-entri")
    axe(page, ".ekin-report")
    page.locator("button.ekin-report-write").click()
    files = page.locator(".ekin-report-files a")
    files.nth(7).wait_for()
    kinds = [text.rsplit(".")[-1] for text in files.all_inner_texts()]
    assert kinds == ["html", "pdf", "xlsx", "csv", "csv", "html", "pdf", "csv"]
    with page.expect_download() as download:
        files.nth(1).click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert page.locator(".jp-OutputArea-output img").count() >= 3
    assert {path.suffix for path in (lab[1] / "laporan").iterdir()} == {".html", ".pdf", ".xlsx", ".csv"}
    _shoot_notebook(page, "04-buku")


def _upload(page, file):
    with page.expect_file_chooser() as chooser:
        page.locator(".ekin-import-upload").click()
    chooser.value.set_files(file)
    page.locator(".ekin-import-upload", has_text="(1)").wait_for()


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
