"""Every unit has its report, whatever its name, and the index links them all and counts what they show."""

from __future__ import annotations

import re

import pytest

from ekin.reports.office import write_units
from ekin.settings import Settings
from ekin.vocabulary import Level

UNITS = {"SDN 2 Sukamaju": (7, 6), "SDN-2 (Sukamaju)": (6, 5), "<b>Dinas & Co": (6, 5), "": (5, 5)}


@pytest.fixture(scope="module")
def written(make_records, make_report, tmp_path_factory):
    report = make_report(make_records(units=UNITS), settings=Settings(n_boot=20))
    seen = []
    paths = write_units(report, tmp_path_factory.mktemp("o"), on_progress=lambda done, count: seen.append((done, count)))
    return report, paths, seen


def test_names_that_look_alike_in_files_do_not_meet(written):
    _report, paths, seen = written
    assert [path.name for path in paths] == [
        "laporan_2026-01_semua-unit.html", "angka_2026-01_semua-unit.csv", "laporan_2026-01_tanpa-unit.html",
        "laporan_2026-01_b-dinas-co.html", "laporan_2026-01_sdn-2-sukamaju.html", "laporan_2026-01_sdn-2-sukamaju-2.html",
    ]  # fmt: skip
    assert all(path.is_file() for path in paths)
    assert seen == [(done, 4) for done in range(5)]


def test_every_link_of_the_index_leads_to_a_place(written):
    _report, paths, _seen = written
    page = paths[0].read_text(encoding="utf-8")
    assert "<b>Dinas" not in page
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    for link in set(re.findall(r'href="([^"]+)"', page)):
        name, _, place = link.partition("#")
        target = paths[0].with_name(name).read_text(encoding="utf-8") if name else page
        assert not place or place in (set(re.findall(r'\sid="([^"]+)"', target)) if name else ids), link


def test_a_unit_alone_and_among_all_have_the_same_figures(written, make_report):
    report, paths, _seen = written
    unit = "SDN 2 Sukamaju"
    alone = make_report(report.records, scope=(Level.UNIT, unit), settings=report.settings)
    among = paths[4].read_text(encoding="utf-8")
    assert [line for line in re.findall(r'class="basis">([^<]+)<', alone.to_html()) if line not in among] == []


def test_helped_of_the_index_is_the_sum_of_the_units(written):
    report, paths, _seen = written
    page = paths[0].read_text(encoding="utf-8")
    counts = re.findall(r"Perlu dibantu: </span>(\d+)", page)
    assert len(counts) == 4
    assert sum(map(int, counts)) == report.help["key"].nunique()


def test_a_shared_round_leaves_masked_units_out(records, make_report, tmp_path):
    paths = write_units(make_report(records, shared=True, settings=Settings(n_boot=20)), tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert len(paths) == 2 + 2
    assert not [name for name in names if "subbagian" in name or name.startswith("entri")]
    assert "disamarkan, n &lt; 5" in paths[0].read_text(encoding="utf-8")
    everything = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert not [nip for nip in records.employees["nip"] if nip in everything]


def test_two_processes_write_the_same_bytes(make_records, make_report, tmp_path):
    report = make_report(make_records(units={"A": (5, 5), "B": (5, 5)}), settings=Settings(n_boot=20))
    for jobs in (1, 2):
        write_units(report, tmp_path / str(jobs), jobs=jobs)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / str(jobs)).iterdir()} for jobs in (1, 2))
    assert one == two
