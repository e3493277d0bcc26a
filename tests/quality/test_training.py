from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from ekin.quality.bare import stages
from ekin.quality.cues import CUES
from ekin.quality.encoder import MODEL as ENCODER
from ekin.quality.ladder import SHIPPED
from ekin.quality.matcher import MODEL as MATCHER
from ekin.quality.training import DEEP_SHARE, compare_cards, join, train
from ekin.quality.weights import CARD, FOLDER, digest, load_weights
from ekin.settings import shipped

CORPUS = shipped("samples") / "corpus" / "lines.csv"


@pytest.fixture(scope="module")
def slice_of_corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "lines.csv"
    lines = pd.read_csv(CORPUS, keep_default_na=False)
    lines[lines["author"].isin(["bagas", "made", "ratna", "sri"])].groupby("author").head(60).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def trained(slice_of_corpus, tmp_path_factory):
    folders = [tmp_path_factory.mktemp("model") for _ in range(2)]
    return folders, [train(slice_of_corpus, folder, deep=False, n_boot=20) for folder in folders]


def test_trained_twice_the_same_bytes(trained):
    (first, second), _ = trained
    names = {path.name for path in first.iterdir()}
    assert names >= {"MODEL_CARD.md", "ZIPF_LICENSE.txt", "judge.skops", "model.json", "zipf_id.csv.gz"}
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_card_says_what_was_measured(trained, slice_of_corpus):
    folders, (card, _) = trained
    assert json.loads((folders[0] / CARD).read_text(encoding="utf-8")) == card
    assert load_weights(folders[0])[1]["version"] == card["version"]
    assert card["data"]["sha256"] == digest(slice_of_corpus)
    assert (card["data"]["n"], card["ladder"]["author"]["n"], card["ladder"]["author"]["drawn"]) == (240, 240, "author")
    assert {"length", "keywords", "tfidf", "rarity", "fast", SHIPPED} <= set(card["ladder"]["author"]["rungs"])
    assert set(card["cues"]) == set(CUES)
    page = (folders[0] / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "{" not in page
    assert card["version"] in page


def test_a_rebuilt_judge_is_held_against_the_shipped_intervals(trained):
    _, (card, _) = trained
    assert compare_cards(card, card) is None
    other = json.loads(json.dumps(card)) | {"version": "judge-lain"}
    assert compare_cards(card, other)["within"].all()
    other["ladder"]["author"]["rungs"][SHIPPED]["auc"][0] = 0.3
    found = compare_cards(card, other).set_index("figure")["within"]
    assert not found["auc"]
    assert found["macro_f1"]
    other["data"] = other["data"] | {"sha256": "0"}
    assert compare_cards(card, other) is None


def test_stages_join_into_the_heads_that_logistic_regression_gives():
    rng, n = np.random.default_rng(0), 600
    corpus = pd.DataFrame(rng.integers(0, 2, (n, 4)), columns=["label", "action", "object", "detail"])
    corpus["author"] = np.arange(n) % 6
    truth = np.column_stack([corpus["label"], 1 - corpus[["action", "object", "detail"]]])
    rungs = {
        "fast": rng.normal(size=(n, 4)) + truth,
        "deep": 3 * truth + rng.normal(size=(n, 4)),
        "bare": np.arange(n)[:, None] % 50 == 0,
    }
    joined, facets = join(corpus, rungs, corpus["author"] % 3, n_boot=10)
    logits = (
        stages(rungs["fast"], rungs["deep"], rungs["bare"][:, 0]) @ joined["combination"]["weights"]
        + joined["combination"]["shift"]
    )
    assert (((logits > 0) == truth).mean(axis=0) > 0.9).all()
    assert facets["detail"]["auc"][0] > 0.9
    low, high = joined["deep_band"]
    assert low == pytest.approx(1 - high, abs=1e-3)
    fast = 1 / (1 + np.exp(-rungs["fast"][:, 0]))
    assert ((fast >= low) & (fast < high)).mean() == pytest.approx(DEEP_SHARE, abs=0.01)


def test_fewer_than_three_authors_are_refused(tmp_path):
    pd.read_csv(CORPUS).head(100).to_csv(tmp_path / "lines.csv", index=False)
    with pytest.raises(ValueError, match="three authors"):
        train(tmp_path / "lines.csv", tmp_path / "out", deep=False)


def test_shipped_model_is_small_and_made_from_this_corpus():
    _, card = load_weights()
    assert (FOLDER / ENCODER).stat().st_size < 15_000_000
    assert (FOLDER / MATCHER).stat().st_size < 30_000_000
    assert card["data"]["sha256"] == digest(CORPUS)
    rungs = card["ladder"]["author"]["rungs"]
    assert rungs[SHIPPED]["auc"][0] > rungs["length"]["auc"][2]
