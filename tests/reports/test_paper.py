"""The PDF is printed by a process of its own that never outlives the report."""

import pytest

from ekin.reports.paper import Printer


def test_a_page_comes_back_as_pdf_with_the_same_bytes_each_time():
    first, second = (_printed("<html lang='id'><body>Ruang Anggrek – ½ ✓</body></html>") for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second


def test_nothing_outside_the_page_is_fetched(tmp_path):
    (tmp_path / "a.css").write_text("body{display:none}", encoding="utf-8")
    assert _printed(f"<link rel='stylesheet' href='{(tmp_path / 'a.css').as_uri()}'><p>tetap ada</p>").startswith(b"%PDF-")


def test_the_process_ends_with_the_block_whatever_happens():
    with pytest.raises(KeyError), Printer() as printer:
        raise KeyError
    assert printer._process.returncode is not None


def test_what_cannot_be_printed_says_why():
    with Printer() as printer, pytest.raises(RuntimeError, match="UnicodeDecodeError"):
        printer._process.stdin.write(b"\xff\xfe")
        printer._process.stdin.close()
        printer._process.stdin = None
        printer.pdf()


def _printed(page):
    with Printer() as printer:
        printer.send(page)
        return printer.pdf()
