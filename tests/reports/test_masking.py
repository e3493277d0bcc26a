from __future__ import annotations

import io
import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ekin.reports import workbook
from ekin.reports.masking import pseudonyms, small_groups
from ekin.vocabulary import Level


@given(st.lists(st.integers(1, 40), max_size=12), st.integers(1, 20))
def test_nothing_hidden_can_be_got_by_subtraction(sizes, minimum):
    groups = pd.Series(sizes, index=[f"u{place}" for place in range(len(sizes))], dtype="int64")
    hidden = small_groups(groups, minimum)
    assert set(groups.index[groups.lt(minimum)]) <= hidden
    if hidden and len(hidden) < len(groups):
        assert len(hidden) > 1
        assert groups[sorted(hidden)].sum() >= minimum


def test_nothing_is_hidden_when_all_groups_are_large():
    assert small_groups(pd.Series({"a": 5, "b": 9}), 5) == set()


def test_one_small_unit_hides_the_next_smallest_too(records, make_report):
    frame = make_report(records, shared=True).frame(Level.UNIT)
    hidden = set(frame.loc[frame["masked"], "key"])
    assert hidden == {"Subbagian Umum", "Kecamatan Kaliwungu"}
    assert frame.loc[frame["masked"], ["value", "low", "high", "k", "n"]].isna().all(axis=None)


def test_labels_are_the_same_for_the_same_data_and_others_for_other_data(records):
    again = pseudonyms(records.employees, records.entries, 2026)
    assert again == pseudonyms(records.employees, records.entries, 2026)
    assert again != pseudonyms(records.employees, records.entries.iloc[1:], 2026)
    assert sorted(again.values()) == [f"Pegawai {place:02d}" for place in range(1, 61)]
    assert [again[nip] for nip in sorted(again)] != sorted(again.values())


def test_people_of_hidden_units_are_not_shown_one_by_one(records, make_report):
    shared = make_report(records, shared=True)
    assert shared.frame(Level.PERSON)["key"].nunique() == 60 - 3 - 11


def test_nobody_is_told_apart_in_a_very_small_office(make_records, make_report):
    shared = make_report(make_records(units={"Kelurahan": (3, 5)}), shared=True)
    assert shared.overall()["masked"].all()
    assert shared.frame(Level.PERSON).empty
    html = shared.to_html()
    assert "disamarkan, n &lt; 5" in html
    assert "Kelurahan" in html
    assert shared.summary()["k"].fillna(0).eq(0).all()


def test_a_shared_report_holds_no_name_nip_or_text(make_records, make_report):
    records = make_records(rename={place: f"Namarahasia{place} Margarahasia" for place in range(60)})
    shared = make_report(records, shared=True, provenance={"files": {"Namarahasia1.xlsx": "ab" * 32}, "note": "Namarahasia2"})
    html = shared.to_html() + shared._repr_html_()
    assert "arahasia" not in html
    assert not any(nip in html for nip in records.employees["nip"])
    assert not any(text in html for text in records.entries["description"].head(300))
    assert re.search("Pegawai [0-6][0-9]", html)
    book = load_workbook(io.BytesIO(workbook.workbook(shared)))
    assert "Entri" not in book.sheetnames
    cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "arahasia" not in cells
    assert not any(nip in cells for nip in records.employees["nip"])


def test_a_shared_report_on_one_person_does_not_name_them(records, tmp_path, make_report):
    nip, name = records.employees.loc[0, ["nip", "name"]]
    shared = make_report(records, shared=True, scope=(Level.PERSON, nip))
    for path in shared.write(tmp_path, ("html",)):
        assert nip not in path.name
        assert name not in path.read_text(encoding="utf-8")
