from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ekin.evaluation.fairness import MEASURES, audit_fairness
from ekin.words.statistics import FAIRNESS


def draw(seed, base, gap, people=None):
    """400 descriptions of two registers, the second flagged more often."""
    rng, second = np.random.default_rng(seed), np.arange(400) % 2 == 1
    rows = pd.DataFrame({"flag": rng.random(400) < base + gap * second, "register": np.where(second, "b", "a")})
    return rows if people is None else rows.assign(person=np.arange(400) % people)


def alarms(base, gap, runs, people=None):
    return np.mean([audit_fairness(draw(seed, base, gap, people), ["register"])["alarm"].any() for seed in range(runs)])


def test_a_planted_gap_is_found_and_none_is_not():
    assert alarms(0.05, 0.10, 60) >= 0.8
    assert alarms(0.05, 0.0, 60) <= 0.1  # 0.05 but for chance; the bench has 2,000
    assert alarms(0.05, 0.10, 30, people=40) >= 0.7


def test_one_comparison_is_that_of_statsmodels():
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    found = audit_fairness(draw(3, 0.1, 0.1), ["register"]).iloc[1]
    hits = draw(3, 0.1, 0.1).groupby("register")["flag"].sum()[["b", "a"]].to_numpy()
    assert found["p"] == pytest.approx(proportion.proportions_ztest(hits, [200, 200])[1], abs=1e-9)
    low, high = proportion.confint_proportions_2indep(hits[0], 200, hits[1], 200, method="newcomb", compare="diff")
    assert (found["gap_low"], found["gap_high"]) == pytest.approx((low, high), abs=1e-6)


def test_errors_stand_beside_base_rates():
    rows = draw(1, 0.3, 0.0).assign(label=lambda rows: rows["flag"].astype("Int64"))
    rows.loc[rows["register"].eq("b") & rows["flag"], "label"] = 0  # every flag of register b is wrong
    rows.loc[:49, "label"] = pd.NA
    found = audit_fairness(rows, ["register"]).set_index(["measure", "group"])
    assert set(found.index.get_level_values("measure")) == set(MEASURES) <= set(FAIRNESS)
    assert found.loc[("error", "a"), "estimate"] == 0
    assert found.loc[("wrongly_flagged", "b"), "alarm"]
    assert found.loc[("error", "b"), "n"] == 175
    assert found.loc[("flag", "b"), "base"] == 0


def test_people_are_clusters():
    rng = np.random.default_rng(2)
    person = np.repeat(np.arange(20), 20)  # 10 people a group, each either flagged nearly always or nearly never
    rows = pd.DataFrame(
        {"flag": rng.random(400) < np.where(rng.random(20) < 0.5, 0.9, 0.1)[person], "unit": np.where(person < 10, "x", "y")}
    )
    alone, clustered = (audit_fairness(frame, ["unit"]).iloc[0] for frame in (rows, rows.assign(person=person)))
    assert clustered["detectable"] > 2 * alone["detectable"]


def test_a_small_group_is_shown_but_not_compared():
    rows = draw(1, 0.2, 0.0).assign(unit=np.where(np.arange(400) < 12, "kecil", np.where(np.arange(400) < 200, "x", "y")))
    found = audit_fairness(rows, ["unit"]).set_index("group")
    assert found.loc["kecil", ["n", "enough", "alarm"]].tolist() == [12, False, False]
    assert np.isnan(found.loc["kecil", "gap"])
    assert found.loc["x", "enough"]
