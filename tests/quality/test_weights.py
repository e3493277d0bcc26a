from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import skops.io

from ekin.errors import ModelMismatchError
from ekin.quality.classifier import DescriptionClassifier
from ekin.quality.weights import CARD, FOLDER, WEIGHTS, digest, load_weights, save_weights


def test_skops_reads_the_same_without_trusting_any_type():
    ours, _ = load_weights()
    assert skops.io.get_untrusted_types(file=FOLDER / WEIGHTS) == []
    theirs = skops.io.load(FOLDER / WEIGHTS)
    for name, value in ours.state().items():
        np.testing.assert_array_equal(theirs[name], value)


def test_saved_and_loaded_a_model_judges_the_same(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "model")
    model = DescriptionClassifier().fit(["Rapat", "Apel", "Verval RDKK", "Tera timbangan"] * 3, [1, 1, 0, 0] * 3)
    sha = save_weights(model, tmp_path / "model" / WEIGHTS)
    assert sha == save_weights(model, tmp_path / "again.skops")
    (tmp_path / "model" / CARD).write_text(json.dumps({"version": "x", "files": {WEIGHTS: sha}}))
    stage, _ = load_weights(tmp_path / "model")
    np.testing.assert_array_equal(stage.heads(["Rapat koordinasi"]), model.stage_.heads(["Rapat koordinasi"]))
    assert stage.threshold == model.threshold_


def _rewrite(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as file:
        content = {name: file.read(name) for name in file.namelist()}
    assert old in content["schema.json"]
    content["schema.json"] = content["schema.json"].replace(old, new)
    with zipfile.ZipFile(path, "w") as file:
        for name, data in content.items():
            file.writestr(name, data)


def _damage(folder: Path, how: str) -> None:
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    if how == "weights":
        (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes() + b"x")
    elif how == "table":
        (folder / "zipf_id.csv.gz").unlink()
    elif how == "no card":
        (folder / CARD).unlink()
    elif how == "broken card":
        (folder / CARD).write_text("{")
    else:
        old, new = {"foreign class": (b"NdArrayNode", b"ObjectNode"), "another model": (b'"pairs"', b'"chars"')}[how]
        _rewrite(folder / WEIGHTS, old, new)
        card["files"][WEIGHTS] = digest(folder / WEIGHTS)
        (folder / CARD).write_text(json.dumps(card))


@pytest.mark.parametrize("how", ["weights", "table", "no card", "broken card", "foreign class", "another model"])
def test_what_does_not_fit_is_not_loaded(tmp_path, how):
    shutil.copytree(FOLDER, tmp_path / "model")
    load_weights(tmp_path / "model")
    _damage(tmp_path / "model", how)
    with pytest.raises(ModelMismatchError):
        load_weights(tmp_path / "model")
