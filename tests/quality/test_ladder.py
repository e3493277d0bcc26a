from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from ekin.quality import ladder, rungs
from ekin.settings import shipped

CORPUS = ladder.read_corpus(shipped("samples") / "corpus" / "lines.csv")


@pytest.fixture(scope="module")
def noise():
    """Lines of words that no other line has, with labels that mean nothing: only a leak can tell them."""
    rng = np.random.default_rng(0)
    words = ["".join(rng.choice(list("bcdfghjklmnprst"), 6)) for _ in range(1200)]
    texts = [" ".join(words[at : at + 3]) for at in range(0, 1200, 3)]
    frame = pd.DataFrame({"text": texts, "label": rng.integers(0, 2, 400), "author": np.tile(list("abcd"), 100)})
    return frame.assign(**dict.fromkeys(rungs.FACETS, 1), group="")


@pytest.mark.parametrize("by", ladder.SPLITS)
def test_whole_hands_families_and_styles_go_together(by):
    where = ladder.folds(CORPUS, by)
    tied = ladder.tied(CORPUS)
    assert (where[~tied].groupby(CORPUS[by]).nunique() == 1).all()
    assert (where[tied].groupby(CORPUS["group"]).nunique() == 1).all()
    assert sorted(where.unique()) == list(range(where.nunique()))
    largest = max(CORPUS[by].value_counts().max(), tied.groupby(CORPUS[by]).sum().max())
    if by == "style":
        assert where.value_counts().min() >= min(ladder.SMALL_STYLE, CORPUS[by].value_counts().min()) / 2
    else:
        assert where.nunique() == ladder.N_FOLDS
        assert np.ptp(where.value_counts()) <= largest


def test_a_tied_group_follows_its_first_line():
    lines = pd.DataFrame({"author": list("aabbcc"), "group": ["", "p1", "", "p1", "t", "t"]})
    where = ladder.folds(lines, "author")
    assert where[3] == where[1] == where[0]
    assert where[2] != where[0]
    assert ladder.ties(lines).tolist() == ["0", "p1", "2", "p1", "4", "5"]


def test_no_rung_has_seen_the_line_it_judges(noise):
    where = ladder.folds(noise, "author")
    found = ladder.held_out(noise, where, deep=False)
    assert {"tfidf", "fast", "length", "keywords", "rarity"} <= set(found)
    for name in set(found) - set(rungs.RULES):
        assert abs(roc_auc_score(noise["label"], found[name][:, 0]) - 0.5) < 0.13, name


def test_lines_of_fold_minus_one_are_only_trained_on(noise):
    where = pd.Series(np.where(noise["author"] == "a", 0, -1))
    matrix = rungs.TRAINED["tfidf"][0](noise, where)
    assert np.array_equal(np.isnan(matrix[:, 0]), (where < 0).to_numpy())


def test_stored_rungs_are_trained_anew_only_when_lines_change(noise, tmp_path):
    steps: list[str] = []
    where, how = ladder.folds(noise, "author"), {"deep": False, "on_progress": steps.append}
    first = ladder.held_out(noise, where, tmp_path / "x" / "author.parquet", **how)
    assert "tfidf" in steps
    steps.clear()
    again = ladder.held_out(noise, where, tmp_path / "x" / "author.parquet", **how)
    assert not {"tfidf", "fast"} & set(steps)  # fastText is tried again where it is not installed
    np.testing.assert_array_equal(first["fast"], again["fast"])
    flipped = noise.assign(label=1 - noise["label"])
    other = ladder.held_out(flipped, where, tmp_path / "x" / "author.parquet", **how)
    assert "fast" in steps
    assert not np.allclose(first["fast"], other["fast"])


def test_the_verdict_on_a_fold_does_not_know_its_labels():
    rng = np.random.default_rng(1)
    labels, where = rng.integers(0, 2, 200), pd.Series(np.repeat([0, 1, 2, 3], 50))
    said = {
        "fast": labels[:, None] * 2 - 1 + rng.normal(size=(200, 4)),
        "deep": rng.normal(size=(200, 4)),
        "bare": rng.random((200, 1)) < 0.05,
    }
    flipped = np.where(where == 0, 1 - labels, labels)
    judged, other = (ladder.judge_out(said, given, where, [0.2, 0.8])["ekin"] for given in (labels, flipped))
    pd.testing.assert_frame_equal(judged[where == 0], other[where == 0])
    assert not judged[where == 1].equals(other[where == 1])


def test_the_deep_stage_is_asked_within_the_band_and_for_bare_documents():
    p = {"fast": np.array([0.1, 0.2, 0.5, 0.8]), "both": np.array([0.9, 0.9, 0.9, 0.9])}
    bare = np.array([False, False, False, True])
    assert ladder.ask_deep(p, [0.2, 0.8], ~bare & bare).tolist() == [0.1, 0.9, 0.9, 0.8]
    assert ladder.ask_deep(p, [0.2, 0.8], bare).tolist() == [0.1, 0.9, 0.9, 0.9]
    assert ladder.ask_deep({"fast": p["fast"]}, [0.2, 0.8], bare).tolist() == p["fast"].tolist()
