from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import skops.io

from ekin.errors import ModelMismatchError
from ekin.quality.ladder import CUES, SHIPPED
from ekin.quality.training import train
from ekin.quality.weights import CARD, FOLDER, TRUSTED, WEIGHTS, digest, load_weights

CORPUS = Path(__file__).parents[2] / "data" / "samples" / "corpus" / "lines.csv"
LINES = ["Melaksanakan tugas", "Verval RDKK pupuk", "Rapat tentang stunting", "Printer error"]


@pytest.fixture(scope="module")
def slice_of_corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "lines.csv"
    lines = pd.read_csv(CORPUS, keep_default_na=False)
    lines.groupby("author").head(60).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def trained(slice_of_corpus, tmp_path_factory):
    folders = [tmp_path_factory.mktemp("model") for _ in range(2)]
    return folders, [train(slice_of_corpus, folder, n_boot=20) for folder in folders]


def test_trained_twice_the_same_bytes(trained):
    (first, second), _ = trained
    names = sorted(path.name for path in first.iterdir())
    assert names == ["MODEL_CARD.md", "ZIPF_LICENSE.txt", "judge.skops", "model.json", "zipf_id.csv.gz"]
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_card_says_what_was_measured(trained, slice_of_corpus):
    folders, (card, _) = trained
    assert json.loads((folders[0] / CARD).read_text(encoding="utf-8")) == card
    assert card["data"]["sha256"] == digest(slice_of_corpus)
    assert card["data"]["n"] == 300
    assert set(card["ladder"]) == {"length", "keywords", "tfidf", "rarity", SHIPPED, f"{SHIPPED}_clear"}
    assert set(card["cues"]) == set(CUES)
    for figure in card["ladder"][SHIPPED].values():
        assert figure["low"] <= figure["value"] <= figure["high"] or figure["n"] == 300
    assert {row["by"] for row in card["groups"]} >= {"author", "style", "register"}
    page = (folders[0] / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "{" not in page
    assert card["version"] in page


def test_skops_itself_reads_an_equal_model(trained):
    (folder, _), _ = trained
    ours, _ = load_weights(folder)
    names = [f"{kind.__module__}.{kind.__name__}" for kind in TRUSTED.values()]
    assert sorted(skops.io.get_untrusted_types(file=folder / WEIGHTS)) == sorted(names)
    theirs = skops.io.load(folder / WEIGHTS, trusted=names)
    np.testing.assert_array_equal(ours.predict_heads(LINES), theirs.predict_heads(LINES))
    assert ours.get_params() == theirs.get_params()


def test_fewer_than_three_authors_are_refused(tmp_path):
    pd.read_csv(CORPUS).head(100).to_csv(tmp_path / "lines.csv", index=False)
    with pytest.raises(ValueError, match="three authors"):
        train(tmp_path / "lines.csv", tmp_path / "out")


def _damage(folder: Path, how: str) -> None:
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    if how == "weights":
        (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes() + b"x")
    elif how == "table":
        (folder / "zipf_id.csv.gz").unlink()
    elif how == "version":
        (folder / CARD).write_text(json.dumps(card | {"versions": {"scikit-learn": "1.8.0"}}))
    elif how == "no card":
        (folder / CARD).unlink()
    elif how == "broken card":
        (folder / CARD).write_text("{")
    elif how == "foreign class":
        with zipfile.ZipFile(folder / WEIGHTS) as file:
            content = {name: file.read(name) for name in file.namelist()}
        content["schema.json"] = content["schema.json"].replace(b'"DescriptionVectorizer"', b'"Popen"')
        with zipfile.ZipFile(folder / WEIGHTS, "w") as file:
            for name, data in content.items():
                file.writestr(name, data)
        card["files"][WEIGHTS] = digest(folder / WEIGHTS)
        (folder / CARD).write_text(json.dumps(card))


@pytest.mark.parametrize("how", ["weights", "table", "version", "no card", "broken card", "foreign class"])
def test_what_does_not_fit_is_not_loaded(tmp_path, how):
    shutil.copytree(FOLDER, tmp_path / "model")
    load_weights(tmp_path / "model")
    _damage(tmp_path / "model", how)
    with pytest.raises(ModelMismatchError):
        load_weights(tmp_path / "model")


def test_shipped_model_is_small_and_made_from_this_corpus():
    _, card = load_weights()
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2_000_000
    assert card["data"]["sha256"] == digest(CORPUS)
    assert card["ladder"][SHIPPED]["auc"]["value"] > card["ladder"]["length"]["auc"]["high"]
