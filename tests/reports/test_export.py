from __future__ import annotations

import io
import re
from datetime import datetime
from html import unescape
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from ekin.exchange.harmless import clean, neutral
from ekin.reports import export, workbook
from ekin.vocabulary import Level
from ekin.words import measures as words
from ekin.words import numbers

PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", '"><script>alert(1)</script>',
    "'><svg onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<a href='javascript:alert(1)'>x</a>", "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "</title><script>alert(1)</script>", "<!--<script>alert(1)", "]]><script>alert(1)</script>",
    "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<math><mi xlink:href='javascript:alert(1)'>", "<object data=x>",
    "<embed src=x>", "<form action=x>", "<input autofocus onfocus=alert(1)>", "<link rel=stylesheet href=x>", "<meta http-equiv=refresh content=0>",
    "<base href=http://x>", "<style>*{display:none}</style>", "<table><tr><td>", "<marquee onstart=alert(1)>", "{{ 7*7 }}<b>", "{% raw %}<i>",
    "<ScRiPt>alert(1)</sCrIpT>", "\x00<script>alert(1)</script>", "<video src=x onerror=alert(1)>",
]  # fmt: skip


class Seen(HTMLParser):
    """Tags, attributes and scripts as a browser would find them."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.scripts = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.cdata_elem == "script":
            self.scripts[-1] += data


@pytest.mark.parametrize("shared", [False, True])
def test_payloads_are_escaped_everywhere(shared, make_records, make_report):
    records = make_records(rename=dict(enumerate(PAYLOADS)), units={'<script>alert("unit")</script>': (30, 5), "<b>dua": (6, 6)})
    entries, plans = records.entries.copy(), records.plans.copy()
    for column in ("description", "quantity_unit", "model", "plan"):
        entries[column] = [PAYLOADS[place % len(PAYLOADS)] for place in range(len(entries))]
    plans["rhk"] = [PAYLOADS[place % len(PAYLOADS)] for place in range(len(plans))]
    records = type(records)(**{**vars(records), "entries": entries, "plans": plans})
    report = make_report(
        records, shared=shared, provenance={"files": {"<script>alert(2)</script>": "x"}, "<i>": "<script>alert(3)"}
    )
    page = export.html(report)
    for text in (page, export.page_one(report)):
        seen = Seen()
        seen.feed(text)
        assert not seen.tags & {
            "iframe",
            "img",
            "object",
            "embed",
            "link",
            "base",
            "video",
            "input",
            "i",
            "math",
            "marquee",
            "mi",
        }
        assert not [name for name in seen.attributes if name.startswith("on")]
        assert seen.scripts == ([export.text("drill.js")] if "<dialog" in text else [])
    assert "{{ 7*7 }}" in page or shared
    assert "&lt;script&gt;alert(&#34;unit&#34;)" in page


def test_the_page_asks_for_nothing_outside(report):
    page = report.to_html()
    assert "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" in unescape(page)
    links = set(re.findall(r'(?:href|src|action)="([^"]*)"', page))
    assert all(link.startswith("#") for link in links)
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_every_anchor_leads_somewhere(report):
    page = report.to_html()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_page_shows_the_figures_of_measure(report):
    page = report.to_html()
    overall = report.overall().set_index("measure").loc["fill_rate"]
    nbsp = "\u00a0"
    assert f'data-g="all" data-m="0">{numbers.percent(overall["value"]).replace(" ", nbsp)}</a>' in page
    assert f"{numbers.number(overall['k'])} dari {numbers.number(overall['n'])} hari kerja" in page
    for row in report.frame(Level.UNIT).query("measure == 'specific_share'").itertuples():
        assert (
            f"{numbers.number(row.k)} dari {numbers.number(row.n)} entri · {numbers.interval(row.low, row.high).replace(' ', nbsp)}"
            in page
        )


def test_headings_are_in_order_and_the_page_is_indonesian(report):
    page = report.to_html()
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.split("<dialog")[0])]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert '<html lang="id">' in page


def test_too_many_entries_stand_in_a_csv_beside(records, tmp_path, monkeypatch, make_report):
    monkeypatch.setattr(export, "MAX_INLINE_ROWS", 100)
    report = make_report(records)
    paths = report.write(tmp_path, ("html",))
    page = paths[0].read_text(encoding="utf-8")
    assert [path.suffix for path in paths] == [".html", ".csv", ".csv"]
    assert f'<a href="{paths[2].name}"' in page
    assert f'class="fig" href="{paths[2].name}"' in page
    assert "<script" not in page
    assert paths[2].read_text(encoding="utf-8-sig").count("\n") == len(report.rows_behind()) + 1


def test_the_same_report_gives_the_same_bytes(tmp_path, make_records, make_report):
    first, second = (make_report(make_records()).write(tmp_path / name, ("html", "xlsx")) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_pdf_has_a_running_head_and_says_confidential(records, make_report, tmp_path):
    report = make_report(records, scope=(Level.UNIT, "Subbagian Umum"))
    (path,) = report.write(tmp_path, ["pdf"])
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(data) > 10_000
    page = export._page(report, export.content(report), paged=True)
    assert "counter(pages)" in page
    assert "string-set:notice" in page
    assert "<script" not in page


def test_unknown_formats_write_nothing(report, tmp_path):
    with pytest.raises(ValueError, match="docx"):
        report.write(tmp_path / "x", ("html", "docx"))
    assert not (tmp_path / "x").exists()


def test_file_names_hold_no_name(records, make_report):
    nip = records.employees["nip"].iloc[0]
    assert export.file_name(make_report(records, scope=(Level.PERSON, nip)), "pdf") == "laporan_2026-01_pegawai.pdf"
    assert export.file_name(make_report(records, scope=(Level.UNIT, "SDN 2 Sukamaju"), shared=True), "html") == (
        "laporan_2026-01_sdn-2-sukamaju_dibagikan.html"
    )
    assert export.file_name(make_report(records), "xlsx") == "laporan_2026-01.xlsx"


@pytest.fixture(scope="module")
def book(make_records, make_report):
    records = make_records(rename={0: "=HYPERLINK(1)", 1: "@SUM(A1)"})
    entries = records.entries.copy()
    sent = entries.index[entries["status"].ne("draft")][:5]
    entries.loc[sent, "description"] = ["=1+1", "+62", "-Rapat", "\tTab", "＝2+2"]
    report = make_report(type(records)(**{**vars(records), "entries": entries}))
    return report, load_workbook(io.BytesIO(workbook.workbook(report)))


def test_sheets_are_frozen_filtered_and_typed(book):
    report, found = book
    assert found.sheetnames == ["Ringkasan", "Unit", "Pegawai", "Entri", "Keterangan"]
    for name in found.sheetnames[:-1]:
        assert found[name].freeze_panes == "A2"
        assert found[name].auto_filter.ref.startswith("A1:")
    entries = found["Entri"]
    heads = {cell.value: cell.column - 1 for cell in entries[1]}
    row = next(entries.iter_rows(min_row=2))
    nip = row[heads["NIP"]]
    assert (nip.data_type, nip.number_format, len(nip.value)) == ("s", "@", 18)
    assert isinstance(row[heads["Tanggal"]].value, datetime)
    assert row[heads["Mulai"]].is_date
    assert isinstance(row[heads["Menit"]].value, int)
    assert found.properties.created == datetime(2026, 4, 6, 9, 30)


def test_workbook_figures_are_those_of_measure(book):
    report, found = book
    sheet = found["Unit"]
    heads = {cell.value: cell.column - 1 for cell in sheet[1]}
    written = {(row[heads["Unit"]].value, row[heads["Ukuran"]].value): row for row in sheet.iter_rows(min_row=2)}
    frame = report.frame(Level.UNIT)
    assert len(written) == len(frame)
    for row in frame[frame["value"].notna()].itertuples():
        cells = written[row.name, words.NAME[row.measure]]
        assert cells[heads["Nilai"]].value == pytest.approx(row.value)
        assert cells[heads["n"]].value == row.n
    share = written["SDN 2 Sukamaju", words.NAME["fill_rate"]][heads["Nilai"]]
    assert share.number_format == "0%"


def test_no_cell_is_a_formula_and_risky_text_is_marked(book):
    _report, found = book
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {"'=1+1", "'+62", "'-Rapat", "'\tTab", "'＝2+2", "'=HYPERLINK(1)", "'@SUM(A1)"} <= texts
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "\x01=1"])
def test_risky_starts_are_neutralised(text):
    assert neutral(text).startswith("'")


def test_ordinary_text_is_left_alone_and_controls_go():
    assert neutral("Rapat - koordinasi") == "Rapat - koordinasi"
    assert clean("a\x00b\ud800c") == "abc"
    assert neutral(None) == ""
