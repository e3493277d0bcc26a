from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score

from ekin.quality.overlap import overlap_plan
from ekin.quality.sampling import RANDOM_SHARE, STABLE, learning_curve, next_batch
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


def test_the_figure_is_macro_f1():
    from ekin.quality.sampling import _macro_f1

    rng = np.random.default_rng(1)
    truth, p = rng.integers(2, size=80), rng.random(80)
    assert _macro_f1(truth, p, 20)[0] == pytest.approx(f1_score(truth, p >= 0.5, average="macro"), abs=1e-4)
