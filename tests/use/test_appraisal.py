from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from ekin.domain.period import parse_period
from ekin.domain.rating import predikat
from ekin.evaluation.planted import draw_ratings
from ekin.exchange.siasn import rating_of
from ekin.service.appraisal import calibration, predikat_distribution, reviewer_effects, siasn_rows
from ekin.storage import schema
from ekin.storage.statements import upsert
from ekin.vocabulary import Achievement, Expectation

MONTHS = {1: date(2026, 1, 31), 2: date(2026, 2, 28)}
QUARTER, JANUARY = parse_period("2026-Q1"), parse_period("2026-01")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def fill(store, rows, units=None):
    """(nip, month, assessor, hasil, perilaku) for each."""
    people = {nip: (units or {}).get(nip, "Dinas A") for nip, *_ in rows}
    named = [{"nip": nip, "name": nip, "unit": unit, "kind": "PNS"} for nip, unit in people.items()]
    ratings = [
        {"nip": nip, "period_start": date(2026, month, 1), "period_end": MONTHS[month], "assessor_nip": boss, "rated_at": NOW}
        | {"hasil": hasil, "perilaku": perilaku, "predikat": int(predikat(Expectation(hasil), Expectation(perilaku)))}
        for nip, month, boss, hasil, perilaku in rows
    ]
    with store.transaction() as connection:
        upsert(connection, schema.employee, named)
        upsert(connection, schema.rating, ratings)


def planted(moving, bosses=4, staff=24):
    """Staff of four superiors in January; in February some of them have the next superior."""
    ratings, severity = draw_ratings(3, raters=bosses, staff=0, vignettes=bosses * staff, items=2, top=2, severity_sd=1.5)
    code = ratings.assign(code=4 - ratings["mark"]).pivot(index=["ratee", "rater"], columns="item", values="code")
    rows = []
    for number in range(bosses * staff):
        first = number % bosses
        for month, boss in ((1, first), (2, (first + 1) % bosses if number < moving else first)):
            rows.append((f"v{number}", month, f"r{boss:02d}", *map(int, code.loc[(f"v{number}", f"r{boss:02d}")])))
    return rows, severity


def test_one_superior_a_person_is_refused_with_a_design_and_raw_marks_stay(store):
    fill(store, planted(moving=0)[0])
    found = reviewer_effects(store, QUARTER)
    assert "4 penilai terpisah dalam 4 kelompok" in found.refused
    assert len(found.ways_out) == 3
    assert "15 contoh kasus" in found.ways_out[0]
    assert found["raw"]["n"].tolist() == [48] * 4
    assert found["raw"]["group"].nunique() == 4
    assert "reviewers" not in found.frames


def test_movers_link_their_old_superior_with_the_new_one(store):
    rows, severity = planted(moving=96)
    fill(store, rows)
    found = reviewer_effects(store, QUARTER)
    assert not found.refused
    strict = found["reviewers"].query("measure == 'severity'")
    assert np.corrcoef(strict["estimate"], severity)[0, 1] > 0.9
    assert (strict["low"].le(severity) & strict["high"].ge(severity)).sum() >= 3
    assert set(found["people"]) >= {"raw", "estimate", "low", "high", "n"}
    assert reviewer_effects(store, JANUARY).refused  # nobody moves within a month


def test_nothing_rated_is_said(store):
    assert "impor Laporan Penilaian SKP" in reviewer_effects(store, QUARTER).refused
    assert "impor Laporan Penilaian SKP" in predikat_distribution(store, QUARTER).refused
    assert "lokakarya" in calibration(store).refused


def test_the_workshops_vignettes_compare_those_who_marked_them(store):
    marks, severity = draw_ratings(2, raters=8, staff=0, vignettes=10, items=1, top=3)
    rows = [
        {"workshop": "w", "rater": row.rater, "vignette": row.ratee, "mark": row.mark, "at": NOW} for row in marks.itertuples()
    ]
    with store.transaction() as connection:
        upsert(connection, schema.vignette_mark, rows)
    found = calibration(store)
    strict = found["reviewers"].query("measure == 'severity'")
    assert np.corrcoef(strict["estimate"], severity)[0, 1] > 0.7  # ten marks each say little, and the interval says so
    assert (strict["high"] - strict["low"]).min() > 1
    assert found["icc"]["n"].iloc[0] == found["alpha"]["n"].iloc[0] == 10
    assert found["raters"]["estimate"].is_monotonic_increasing
    assert set(found["reviewers"]["measure"]) == {"severity", "centrality"}


@pytest.mark.parametrize(("achievement", "rules"), [(None, 13), (Achievement.BAIK, 3), ({"Dinas B": Achievement.BAIK}, 3)])
def test_predikat_are_counted_for_each_rated_period_and_quoted_by_rule(store, achievement, rules):
    units = {f"p{number}": "Dinas B" for number in range(12)}
    rows = [
        (f"p{number}", month, "r", 1 if number < 9 else 2, 1 if number < 9 else 2) for number in range(12) for month in (1, 2)
    ]
    fill(store, [*rows, ("q", 1, "r", 3, 3)], units)
    found = predikat_distribution(store, QUARTER, achievement)
    checks = found["checks"]
    assert len(checks) == 2 * rules
    january = checks[checks["period"].eq(JANUARY)].set_index("rule")
    of_unit = isinstance(achievement, dict)
    assert january.loc["baik_most", ["count", "n"]].tolist() == [3, 12 if of_unit else 13]
    assert january.loc["baik_some", "result"] == "broken"
    assert found["matrix"]["n"].sum() == found["counts"]["n"].sum() == 25
    assert found["odd"].empty


def test_a_predikat_that_is_not_that_of_the_matrix_is_shown_not_mended(store):
    fill(store, [("p", 1, "r", 2, 2)])
    with store.transaction() as connection:
        connection.execute(schema.rating.update().values(predikat=1))
    assert predikat_distribution(store, JANUARY)["odd"]["predikat"].tolist() == [1]


def test_siasn_rows_read_back_as_they_were(store):
    rows = [("p", 1, "r", 1, 2), ("q", 1, "r", 3, 3)]
    fill(store, rows)
    sent = siasn_rows(store, JANUARY)
    assert sent["kuadranKinerja"].tolist() == ["BAIK", "SANGAT KURANG"]
    assert [rating_of(row)[:2] for row in sent.to_dict("records")] == [(hasil, perilaku) for *_, hasil, perilaku in rows]
    named = sent.drop(columns=["hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai"])
    assert [rating_of(row)[:2] for row in named.to_dict("records")] == [(hasil, perilaku) for *_, hasil, perilaku in rows]
