"""Page one stands alone on one printed page, whoever is on it."""

from __future__ import annotations

import pytest
from weasyprint import HTML

from ekin.reports import export
from ekin.settings import Settings

LONG = (
    "Raden Mas Haryo Kusumaningrat Wijayakusuma Prabuningratwangsadilagabrata Sastraamidjajakusumahdiningrat, S.Pd., M.Pd., Gr."
)
OFFICE = (
    "Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak serta Pemberdayaan Masyarakat "
    "dan Desa Kabupaten Kepulauan Lembayung"
)


@pytest.mark.parametrize(
    ("units", "long_names"),
    [({"SDN 2": (24, 6)}, False), ({OFFICE: (9, 5)}, True), ({OFFICE: (40, 5)}, True), ({f"{OFFICE} {n}": (4, 5) for n in range(12)}, True)],
)  # fmt: skip
def test_the_appendix_begins_on_the_second_page(make_records, make_report, units, long_names):
    people = sum(count for count, _week in units.values())
    records = make_records(units=units, rename={n: f"{n} {LONG}" for n in range(people)} if long_names else None)
    away = records.entries[~records.entries["nip"].isin(records.employees["nip"].iloc[-people // 4 :])]
    records = type(records)(**{**vars(records), "entries": away})
    report = make_report(records, settings=Settings(help_fill=0.99, help_specific=0.99, n_boot=50))
    said = export.content(report)
    said |= {"persons": [], "units": [], "figures": [], "definitions": []}  # chapters after the appendix's first page
    pages = HTML(string=export._page(report, said, paged=True)).render().pages
    assert report.help["key"].nunique() > people / 2
    assert "ringkasan" in pages[0].anchors
    assert "lampiran" in pages[1].anchors
