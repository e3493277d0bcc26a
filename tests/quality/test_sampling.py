from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score

from ekin.quality.overlap import overlap_plan
from ekin.quality.sampling import MAX_STEP, MIN_STEP, RANDOM_SHARE, ROUNDS, STABLE, last_changes, learning_curve, next_batch
from ekin.settings import shipped


@pytest.fixture(scope="module")
def corpus():
    lines = pd.read_csv(shipped("samples") / "corpus" / "lines.csv", keep_default_na=False)
    return lines.sample(1500, random_state=1).reset_index(drop=True)


def test_every_group_of_annotators_shares_equally_many_items():
    plan = overlap_plan([str(at) for at in range(60)], ["ani", "budi", "cici", "dodi"], 2, 7)
    assert plan.groupby("item").size().eq(2).all()
    assert plan.groupby("annotator").size().eq(30).all()
    pairs = plan.groupby("item")["annotator"].agg(lambda who: tuple(sorted(who))).value_counts()
    assert len(pairs) == 6
    assert pairs.eq(10).all()
    orders = [part["item"].tolist() for _, part in plan.groupby("annotator")]
    assert orders[0] != sorted(orders[0], key=int)


def test_half_of_a_batch_is_random_and_the_rest_where_the_model_is_least_sure(corpus):
    labels = corpus["label"].astype(float).where(corpus.index < 200)
    batch = next_batch(corpus["text"], labels, 60)
    assert batch["why"].value_counts().to_dict() == {"random": 60 * RANDOM_SHARE, "active": 60 * RANDOM_SHARE}
    assert (batch["at"] >= 200).all()
    assert batch["at"].is_unique
    unsure = batch.assign(far=(batch["p"] - 0.5).abs()).groupby("why")["far"].max()
    assert unsure["active"] < unsure["random"]
    assert next_batch(corpus["text"], labels, 60).equals(batch)


def test_a_curve_shows_both_strategies_and_stops_where_verdicts_no_longer_change(corpus):
    held = corpus["author"].isin(["ratna", "hasan", "wulan"])
    curve = learning_curve(corpus[~held], corpus[held], [60, 120, 240, 480, int((~held).sum())], n_boot=50)
    assert curve.groupby("strategy").size().to_dict() == {"active": 5, "random": 5}
    assert curve.eval("low <= macro_f1 <= high").all()
    first, last = (curve[curve["n"].eq(n)].set_index("strategy")["macro_f1"] for n in curve["n"].iloc[[0, 4]])
    assert first["active"] == first["random"]
    assert last["active"] == pytest.approx(last["random"], abs=0.01)  # all lines: the same model
    assert (last > first).all()
    assert curve["kept"].iloc[0] != curve["kept"].iloc[0]
    same = learning_curve(corpus[:300], corpus[300:400], [300, 300, 300, 300], n_boot=20)
    assert same["stop"].tolist() == [False, False, False, True] * 2
    assert (same["kept"].dropna() >= STABLE).all()


WORDS = ("rapat koordinasi", "mengukur bidang tanah")


def alternating(n):
    """Lines of two kinds that any model tells apart, every second one drawn at random."""
    kinds = np.arange(n) // 2 % 2
    return [f"{WORDS[kind]} {at % 7}" for at, kind in enumerate(kinds)], kinds, np.array(["random", "active"] * (n // 2))


def test_labels_that_teach_nothing_new_change_nothing_and_the_rule_says_stop():
    found = last_changes(*alternating(200)).set_index("strategy")
    assert found["changed"].eq(0).all()
    assert found["stop"].all()
    assert found["step"].eq(MAX_STEP).all()
    assert found["high"].to_numpy() == pytest.approx(1.96**2 / (100 + 1.96**2), abs=1e-4)


def test_each_strategy_is_charged_with_its_own_last_labels_only():
    texts, kinds, why = alternating(200)
    late = (why == "active") & (np.arange(200) >= 200 - 2 * ROUNDS * MAX_STEP)
    found = last_changes(texts, np.where(late, 1 - kinds, kinds), why).set_index("strategy")  # these contradict all before
    assert found.loc["random", ["changed", "stop"]].tolist() == [0, True]
    assert found.loc["active", "changed"] > found.loc["random", "high"]
    assert found.loc["active", "low"] < found.loc["active", "changed"] < found.loc["active", "high"]
    assert not found.loc["active", "stop"]


def test_nothing_is_said_of_few_labels_or_of_one_kind():
    texts, kinds, why = alternating(2 * MIN_STEP * (ROUNDS + 1))
    assert last_changes(texts, kinds, why)["changed"].notna().all()
    for few in (last_changes(texts[2:], kinds[2:], why[2:]), last_changes(texts, kinds * 0, why)):
        assert few["changed"].isna().all()
        assert not few["stop"].any()
    assert last_changes([], [], [])["labels"].tolist() == [0, 0]


def test_the_figure_is_macro_f1():
    from ekin.quality.sampling import _macro_f1

    rng = np.random.default_rng(1)
    truth, p = rng.integers(2, size=80), rng.random(80)
    assert _macro_f1(truth, p, 20)[0] == pytest.approx(f1_score(truth, p >= 0.5, average="macro"), abs=1e-4)
