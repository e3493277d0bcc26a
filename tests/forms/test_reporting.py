"""The report form: choices from the data, the report, the entries behind a figure, the files."""

from __future__ import annotations

import html

import pytest

from ekin.forms.reporting import ReportForm
from ekin.settings import Settings
from ekin.storage.store import open_store
from ekin.vocabulary import Level

UNIT = "SD Negeri 3 Watu Ireng"


def show_unit(store):
    form = ReportForm(store)
    form.unit.value = UNIT
    form.show.click()
    return form


@pytest.fixture
def shown(filled):
    return show_unit(filled)


@pytest.fixture(scope="module")
def once_shown(filled_url):
    """A form whose report is made once; it opens one figure after another, as a person does."""
    with open_store(Settings(database_url=filled_url)) as store:
        yield show_unit(store)


def test_choices_come_from_the_data(filled):
    form = ReportForm(filled)
    assert (form.period.value, form.unit.value) == ("2026-02", "")
    assert form.period.options == (
        ("Februari 2026", "2026-02"), ("Triwulan I 2026", "2026-Q1"), ("Tahun 2026", "2026")
    )  # fmt: skip
    assert UNIT in [value for _, value in form.unit.options]
    assert set(filled.employees()["parent_unit"]) - {""} <= {value for _, value in form.unit.options}


def test_an_empty_store_says_what_to_do(store):
    form = ReportForm(store)
    assert "Belum ada entri" in form.status.value
    form.show.click()
    form.write.click()
    form.open_button.click()
    assert form.report is None


def test_the_report_is_shown_and_kept(shown):
    assert "Februari 2026" in shown.page.value
    assert UNIT in shown.page.value
    assert set(shown.report.records.employees["unit"]) == {UNIT}


def test_another_choice_drops_the_old_report(shown):
    shown.period.value = "2026-Q1"
    assert shown.report is None
    assert shown.page.value == ""
    shown.open_button.click()
    assert "Tampilkan lebih dahulu" in shown.figure.value


@pytest.mark.parametrize("measure", ["specific_share", "fill_rate", "lag_days", "recorded_minutes", "skp_coverage"])
@pytest.mark.parametrize("level", ["person", "unit", "parent_unit"])
def test_a_figure_opens_its_rows(once_shown, level, measure):
    shown = once_shown
    shown.level.value, shown.measure.value = level, measure
    shown.figure.value, shown.table.grid.value = "", ""
    shown.open_button.click()
    assert shown.figure.value
    rows = shown.report.entries(measure, shown.key.value, Level(level))
    assert len(shown.table.rows) == len(rows) > 0
    figure = shown.report.frame(Level(level)).set_index(["key", "measure"]).loc[(shown.key.value, measure)]
    if measure in ("specific_share", "fill_rate"):
        assert f"{rows['counted'].sum():.0f} dari {figure['n']:.0f}" in shown.figure.value.replace(".", "")
    first = rows.iloc[0]
    if "description" in rows:
        assert html.escape(first["description"]) in shown.table.grid.value


def test_a_shared_report_opens_no_entries(shown):
    shown.shared.value = True
    shown.show.click()
    assert shown.report.shared
    assert all(part.layout.display == "none" for part in (shown.level, shown.key, shown.table))
    shown.open_button.click()
    assert "untuk dibagikan" in shown.figure.value


def test_the_files_are_written_beside_the_database(shown, tmp_path, filled_url):
    shown.write.click()
    assert shown.status.value == ""
    assert [kind for kind in ("html", "pdf", "xlsx") if f'.{kind}"' in shown.files.value] == ["html", "pdf", "xlsx"]
    assert "laporan" in shown.files.value


def test_only_the_choices_a_kind_needs_are_shown(filled):
    form = ReportForm(filled)
    shown = {}
    for kind in ("report", "all", "person", "compare"):
        form.kind.value = kind
        shown[kind] = {name for name in ("until", "unit", "nip", "shared") if getattr(form, name).layout.display != "none"}
    assert shown == {"report": {"unit", "shared"}, "all": {"shared"}, "person": {"nip"}, "compare": {"until", "unit", "shared"}}


def test_a_card_of_reasons_is_shown_and_written(shown):
    nip = shown.report.sent.query("flag == 'generic'")["nip"].iloc[0]
    shown.kind.value = "person"
    assert shown.report is None
    shown.nip.value = nip
    shown.show.click()
    assert "Kartu alasan" in shown.page.value
    assert len(shown.report.frame()) > 0
    assert all(part.layout.display == "none" for part in (shown.level, shown.key, shown.table))
    shown.write.click()
    assert shown.status.value == ""
    assert 'download="kartu-alasan_2026-02_' in shown.files.value
    assert nip not in shown.files.value.split("base64", 1)[0]


def test_a_wrong_nip_is_one_sentence(filled):
    form = ReportForm(filled)
    form.kind.value, form.nip.value = "person", "123"
    form.show.click()
    assert form.report is None
    assert "NIP harus 18 angka" in form.status.value


def test_every_unit_gets_a_report(filled):
    form = ReportForm(filled)
    form.kind.value = "all"
    form.show.click()
    form.write.click()
    assert form.status.value == ""
    units = filled.employees()["unit"].nunique()
    assert f"{units} laporan unit" in form.files.value
    assert "semua-unit.html" in form.files.value


def test_one_month_cannot_be_compared_with_itself(filled):
    form = ReportForm(filled)
    form.kind.value = "compare"
    form.show.click()
    assert "tidak dapat dibandingkan" in form.status.value
