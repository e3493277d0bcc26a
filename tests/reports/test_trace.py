"""A figure can be counted again from the two csv files alone, and the page names its line."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from ekin.errors import SharedReportError
from ekin.evaluation.digest import digest
from ekin.evaluation.measures import MEASURES
from ekin.reports import trace
from ekin.vocabulary import Level
from ekin.words.report import COLUMN


@pytest.fixture(scope="module")
def written(report, tmp_path_factory):
    paths = report.write(tmp_path_factory.mktemp("t"), ("html",))
    return [paths[0].read_text(encoding="utf-8"), *(_read(path) for path in paths[1:])]


def _read(path):
    return pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig", dtype={"NIP": "str", "ID entri": "str"})


def test_every_share_of_every_group_is_counted_again_from_the_rows(written):
    _page, figures, rows = written
    groups = {"semua": lambda figure: rows, "unit": lambda figure: rows[rows[COLUMN["unit"]].eq(figure[COLUMN["unit"]])],
              "pegawai": lambda figure: rows[rows["NIP"].eq(figure["NIP"])]}  # fmt: skip
    plain = {m.name for m in MEASURES if m.kind == "share" and m.of != "rhk"} - {"recorded_minutes", "returned_with_note"}
    checked = 0
    for figure in figures[figures["Kode ukuran"].isin(plain)].to_dict("records"):
        codes = groups[figure["Tingkat"]](figure)[figure["Kode ukuran"]]
        assert (codes.eq(1).sum(), codes.notna().sum()) == (figure["Terhitung"], figure["n"]), figure["Kunci"]
        if figure["n"]:
            assert figure["Nilai"] == pytest.approx(figure["Terhitung"] / figure["n"])
        checked += 1
    assert checked == len(plain) * (1 + 4 + 60)


def test_each_link_names_the_line_that_holds_its_figure(written):
    page, figures, _rows = written
    titles = re.findall(r'title="angka_2026-01.csv, baris (\d+), kunci ([^"]+)" data-g="([^"]+)"', page)
    assert len(titles) > 60
    for line, key, group in titles:
        assert figures["Kunci"].iloc[int(line) - 2] == key
        assert key.startswith(f"{group}/")
    assert figures["Kunci"].is_unique


def test_a_shared_report_has_figures_but_no_rows(records, make_report, tmp_path):
    shared = make_report(records, shared=True)
    paths = shared.write(tmp_path, ("html",))
    assert [path.name for path in paths] == ["laporan_2026-01_dibagikan.html", "angka_2026-01_dibagikan.csv"]
    text = paths[1].read_text(encoding="utf-8-sig")
    assert not [nip for nip in records.employees["nip"] if nip in text]
    assert not [name for name in records.employees["name"] if name in text]
    with pytest.raises(SharedReportError):
        trace.rows_csv(shared)


def test_the_digest_knows_the_rows_and_not_their_order(records):
    def with_entries(frame):
        return digest(type(records)(**{**vars(records), "entries": frame}))

    entries = records.entries
    same = with_entries(entries.sample(frac=1, random_state=1)[[*reversed(entries.columns)]])
    assert same == digest(records)
    changed = entries.copy()
    changed.loc[changed.index[5], "description"] += " "
    assert with_entries(changed) != same
    assert re.fullmatch("[0-9a-f]{64}", same)


def test_figures_of_one_person_are_those_of_the_frame(written, report):
    _page, figures, _rows = written
    person = report.frame(Level.PERSON).query("measure == 'lag_days'").iloc[0]
    line = figures[figures["NIP"].eq(person["key"]) & figures["Kode ukuran"].eq("lag_days")].iloc[0]
    np.testing.assert_allclose([line["Nilai"], line["n"]], [person["value"], person["n"]])
