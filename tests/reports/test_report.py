from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure

from ekin.domain.period import parse_period
from ekin.errors import NoDataError, SharedReportError
from ekin.evaluation.performance import MEASURES, measure
from ekin.settings import Settings
from ekin.vocabulary import Level

JANUARY = parse_period("2026-01")


def test_the_frame_is_that_of_measure(report, records):
    expected = measure(records, JANUARY, level=Level.UNIT, settings=report.settings)
    pd.testing.assert_frame_equal(report.frame(Level.UNIT).drop(columns="masked"), expected)


def test_one_person_is_expected_to_write_until_the_last_day_of_the_whole_data(make_records, make_report):
    records = make_records()
    nip = records.employees["nip"].iloc[5]
    early = records.entries["nip"].ne(nip) | records.entries["day"].lt("2026-01-10")
    records = type(records)(**{**vars(records), "entries": records.entries[early]})
    alone = make_report(records, scope=(Level.PERSON, nip))
    among = make_report(records).frame(Level.PERSON)
    expected = among[among["key"].eq(nip) & among["measure"].eq("fill_rate")]["n"].iloc[0]
    assert alone.frame(Level.PERSON).set_index("measure").at["fill_rate", "n"] == expected == 25


def test_summary_counts_the_people_who_need_help(report):
    summary = report.summary().set_index("measure")
    people = report.frame(Level.PERSON)
    limit = people["measure"].map({"fill_rate": 0.8, "specific_share": 0.5})
    below = people[people["enough"] & people["high"].lt(limit)]
    assert summary.at["help", "k"] == below["key"].nunique() > 0
    assert summary.at["help", "n"] == 60


def test_help_is_alphabetical_and_no_interval_reaches_the_limit(report):
    helped = report.help
    order = list(zip(helped["unit"].str.casefold(), helped["name"].str.casefold(), strict=True))
    assert order == sorted(order)
    assert (helped["high"] < helped["limit"]).all()


def test_people_on_leave_all_month_are_listed_apart(make_records, make_report):
    records = make_records(units={"Kecamatan": (6, 5)})
    nip = records.employees["nip"].iloc[0]
    away = pd.DataFrame(
        {"nip": [nip], "start": [pd.Timestamp("2026-01-01")], "end": [pd.Timestamp("2026-01-31")], "kind": ["besar"]}
    )
    entries = records.entries[records.entries["nip"].ne(nip)]
    report = make_report(type(records)(**{**vars(records), "entries": entries, "leave": away}))
    assert set(report.unknown["key"]) == {nip}
    assert nip not in set(report.help["key"])
    assert "Belum cukup data" in report.to_html()


def test_every_figure_opens_as_many_rows_as_it_counts(report):
    rows = report.rows_behind()
    overall = report.overall().set_index("measure")
    for place, item in enumerate(MEASURES):
        codes = rows["codes"].str[place]
        if item.kind == "share" and item.of != "rhk" and item.name not in ("recorded_minutes", "returned_with_note"):
            assert (codes.eq("1").sum(), codes.ne(".").sum()) == (overall.at[item.name, "k"], overall.at[item.name, "n"]), (
                item.name
            )


def test_entries_agree_with_the_figure(report):
    person = report.frame(Level.PERSON).query("measure == 'specific_share'").iloc[0]
    entries = report.entries("specific_share", person["key"])
    assert (entries["counted"].sum(), len(entries)) == (person["k"], person["n"])


def test_weeks_of_a_month_and_months_of_a_quarter(make_report):
    assert make_report().part_labels == ["tgl 1–4", "tgl 5–11", "tgl 12–18", "tgl 19–25", "tgl 26–31"]
    quarter = make_report(period="2026-Q1")
    assert quarter.part_labels == ["Januari 2026", "Februari 2026", "Maret 2026"]
    for level in (Level.UNIT, Level.PERSON):
        january = quarter.trend(level).query("period_key == '2026-01'").drop(columns="masked").reset_index(drop=True)
        whole = measure(quarter.records, JANUARY, level=level, settings=quarter.settings, as_of=quarter.as_of)
        expected = whole[whole["measure"].isin(["fill_rate", "specific_share"])].reset_index(drop=True)
        pd.testing.assert_frame_equal(january, expected)


@pytest.mark.parametrize("kind", ["calendar", "shares", "trend"])
def test_plots_are_figures_without_pyplot(report, kind):
    figure = report.plot(kind)
    assert isinstance(figure, Figure)
    assert figure.axes
    assert not pyplot.get_fignums()


def test_an_unknown_plot_or_scope_is_refused(report, records, make_report):
    with pytest.raises(KeyError):
        report.plot("pie")
    with pytest.raises(NoDataError):
        make_report(records, scope=(Level.UNIT, "Tidak ada"))


def test_scope_keeps_one_unit(records, make_report):
    report = make_report(records, scope=(Level.UNIT, "Subbagian Umum"))
    assert set(report.frame(Level.UNIT)["key"]) == {"Subbagian Umum"}
    assert report.frame(Level.PERSON)["key"].nunique() == 3


def test_an_empty_period_says_so(records, make_report):
    report = make_report(records, period="2025-11")
    assert "Tidak ada entri terkirim dalam periode ini" in report.to_html()
    assert "Tidak ada entri terkirim dalam periode ini" in report._repr_html_()
    assert report.help.empty
    assert all(isinstance(report.plot(kind), Figure) for kind in ("calendar", "shares", "trend"))


def test_a_report_without_verdicts_says_why(make_records, make_report):
    html = make_report(make_records(assessed=False)).to_html()
    assert "uraian belum diperiksa" in html
    assert np.isnan(make_report(make_records(assessed=False)).summary().set_index("measure").at["specific_share", "value"])


def test_settings_decide_who_needs_help(records, make_report):
    strict = make_report(records, settings=Settings(help_fill=0.0, help_specific=0.0, n_boot=50))
    assert strict.help.empty
    assert "help_fill = 0.0 (bawaan 0.8)" in strict.to_html()


def test_a_shared_report_opens_nothing(records, make_report):
    shared = make_report(records, shared=True)
    for look in (lambda: shared.entries("fill_rate", "Pegawai 01"), lambda: shared.plot("calendar"), shared.rows_behind):
        with pytest.raises(SharedReportError):
            look()
