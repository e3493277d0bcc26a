from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from ekin.evaluation.answer import Answer, answer
from ekin.evaluation.planted import draw_ratings
from ekin.evaluation.reviewers import fit_reviewers
from ekin.reports import statistics_plots, statistics_sections
from ekin.reports.statistics_page import Statistics, make_statistics
from ekin.service.evidence import GROUPS
from ekin.storage import schema
from ekin.storage.statements import upsert
from ekin.vocabulary import Achievement, Expectation, Level, Predikat
from ekin.words.statistics import EXPECTATION, GROUP_BY, PREDIKAT, QUESTION, RESULT

BOSS = "197001012000031001"


@pytest.fixture
def made(report, store):
    """The small office of the report, rated by one superior who gives everybody the same."""
    people = report.records.employees
    rows = [{"nip": row.nip, "name": row.name, "unit": row.unit, "kind": "PNS"} for row in people.itertuples(index=False)]
    span = {"period_start": date(2026, 1, 1), "period_end": date(2026, 1, 31)}
    rated = [span | {"nip": nip, "assessor_nip": BOSS, "hasil": 2, "perilaku": 2, "predikat": 2} for nip in people["nip"]]
    with store.transaction() as connection:
        upsert(connection, schema.employee, rows)
        upsert(connection, schema.rating, rated)
    return store, report


def text(page):
    return page.replace("\u00a0", " ")


def test_refusals_stand_before_every_figure(made):
    page = text(make_statistics(*made).to_html())
    places = [page.index(f"<h2>{title}") for title in QUESTION.values()]
    assert places == sorted(places)
    first = page[page.index('id="failures"') : page.index('id="reviewers"')]
    assert "semua nilai sama" in first
    assert "Belum ada putaran kalibrasi" in first
    assert "1 penilai memberi setiap butir satu nilai" in first
    assert "http-equiv" in page


def test_each_rule_is_quoted_beside_what_was_found_and_the_broken_ones_come_first(made):
    found = make_statistics(*made, achievement=Achievement.BAIK)
    page = text(found.to_html())
    assert "Capaian organisasi Baik: Baik paling banyak 70 %." in page
    assert "60 / 60 (100 %)" in page
    first = page[page.index('id="failures"') : page.index('id="reviewers"')]
    assert "harus ada pegawai Butuh Perbaikan dan/atau Kurang. Ditemukan 0 dari 60." in first
    assert "kelima capaian" not in page


def test_a_shared_copy_names_nobody_and_hides_small_groups(made, make_report):
    store, report = made
    page = make_statistics(store, make_report(report.records, shared=True)).to_html()
    assert BOSS not in page
    assert not [name for name in report.records.employees["name"] if name in page]
    assert "Subbagian Umum" not in page
    assert "Subbagian Umum" in make_statistics(store, report).to_html()


def test_a_shared_copy_of_few_people_counts_none_of_them(made, make_report):
    store, report = made
    few = report.records.within(Level.UNIT, "Subbagian Umum")
    page = make_statistics(store, make_report(few, shared=True), achievement=Achievement.BAIK).to_html()
    assert "disamarkan, n &lt; 5" in page
    assert "Ditemukan" not in page


def test_files_are_written_as_asked(made, tmp_path):
    found = make_statistics(*made)
    assert [path.name for path in found.write(tmp_path, ("html", "xlsx"))] == [
        "lampiran-statistik_2026-01.html",
        "sinyal_2026-01.csv",
    ]
    (pdf,) = found.write(tmp_path, ("pdf",))
    assert pdf.read_bytes()[:5] == b"%PDF-"


def test_a_linked_design_is_drawn_adjusted_beside_raw(report):
    ratings, _ = draw_ratings(1, raters=5, staff=2)
    fit = fit_reviewers(ratings)
    frames = {"reviewers": fit.reviewers, "items": fit.items, "people": fit.people}
    raw = ratings.groupby("rater").agg(people=("ratee", "nunique"), mean=("mark", "mean"), sd=("mark", "std"), n=("mark", "size"))
    answers = dict.fromkeys(QUESTION, Answer(refused="-"))
    answers["calibration"] = Answer(frames).beside(raw=raw.reset_index().assign(group=1, stuck=False))
    shown = Statistics(answers, report)["calibration"]
    assert "<svg" in shown._repr_html_()
    (table, *_rest) = shown.section["tables"]
    assert len(table[2]) == 15
    assert table[1][2:4] == ["Disesuaikan (95 %)", "Nilai asli"]


def test_an_answer_is_refused_only_where_it_cannot_be_given():
    with pytest.raises(ZeroDivisionError):
        answer(lambda: {"x": 1 / 0})
    assert Answer({"a": pd.DataFrame()}).beside(b=pd.DataFrame()).frames.keys() == {"a", "b"}
    with pytest.raises(KeyError):
        Answer(refused="-")["days"]


def test_a_figure_of_many_rows_is_cut(report):
    rows = pd.DataFrame({"estimate": np.linspace(0, 1, 90), "low": 0.0, "high": 1.0, "alarm": [True, *[False] * 89]})
    figure = statistics_plots.gaps(rows, [str(number) for number in range(90)])
    assert len(figure.axes[0].get_yticks()) == statistics_plots.MAX_DRAWN


def test_every_code_has_words():
    assert set(EXPECTATION) == set(Expectation)
    assert set(PREDIKAT) == set(Predikat)
    assert set(GROUP_BY) == set(GROUPS)
    assert set(RESULT) == {"met", "broken", "unclear"}
    assert list(statistics_sections.SECTIONS) == list(QUESTION)


def test_signals_lead_to_the_entries_behind_them(made, tmp_path):
    store, report = made
    found = make_statistics(store, report)
    signals = found.answers["signals"]["signals"]
    assert len(signals)
    page = text(found.to_html())
    part = page[page.index('id="signals"') : page.index('id="fairness"')]
    first = signals.iloc[0]
    assert f'<a href="laporan_2026-01.html#e-{report.anchors[first.nip]}">' in part
    assert "bukan kesimpulan" in part
    (behind,) = [path for path in found.write(tmp_path, ("html",)) if path.suffix == ".csv"]
    rows = pd.read_csv(behind, sep=";", decimal=",", dtype=str)
    assert len(rows) == signals["entries"].map(len).sum()


def test_a_shared_copy_only_counts_signals(made, make_report, tmp_path):
    store, report = made
    found = make_statistics(store, make_report(report.records, shared=True))
    part = found.to_html().split('id="signals"')[1].split('id="fairness"')[0]
    assert "<table" not in part
    assert [path.suffix for path in found.write(tmp_path, ("html",))] == [".html"]
