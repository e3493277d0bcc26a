"""The model folder: weights as a skops file, and a card that says what must hold before they are read."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ekin.errors import ModelMismatchError
from ekin.quality.fast import FastStage

if TYPE_CHECKING:
    from ekin.quality.classifier import DescriptionClassifier

FOLDER: Final = Path(__file__).with_name("model")
WEIGHTS: Final = "judge.skops"
CARD: Final = "model.json"
_ADDRESS: Final = r'(?<="__id__": )\d+|(?<="file": ")\d+'


def save_weights(model: DescriptionClassifier, path: Path) -> str:
    """Write what a model has learnt with skops, the same bytes for the same numbers, and return their sha256.

    The file is a dictionary of arrays and numbers, which `skops.io.load` reads without trusting any type. skops names
    members by memory address and stamps them with the clock; both are replaced here.
    """
    import skops.io  # slow to import, and only training writes

    order: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(skops.io.dumps(model.stage_.state()))) as source:
        members = {name: source.read(name) for name in source.namelist()}
    schema = re.sub(_ADDRESS, lambda address: order.setdefault(address[0], str(len(order))), members.pop("schema.json").decode())
    members = {f"{order[name.removesuffix('.npy')]}.npy": content for name, content in members.items()}
    members = dict(sorted(members.items())) | {"schema.json": schema.encode()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)
    return digest(path)


def load_weights(folder: Path = FOLDER) -> tuple[FastStage, dict[str, Any]]:
    """Read the model of a folder and its card, after comparing all that the card promises.

    The file is read here node by node because importing skops takes longer than a person waits for the first answer.

    Raises
    ------
    ModelMismatchError
        If a file is missing or changed, holds something else than arrays and numbers, or lacks a part of the model.
    """
    card = _read_card(folder / CARD)
    for name, sha in card["files"].items():
        path = folder / name
        if not path.is_file() or digest(path) != sha:
            raise ModelMismatchError(f"sha256 {name}", digest(path)[:12] if path.is_file() else "-", sha[:12])
    with zipfile.ZipFile(folder / WEIGHTS) as file:
        state = _node(json.loads(file.read("schema.json")), file)
    try:
        return FastStage.from_state(state), card
    except (TypeError, KeyError) as error:
        raise ModelMismatchError("skops", str(error), WEIGHTS) from error


def version_of(card: dict[str, Any]) -> str:
    """Name a model by all that decides its answers: two models of one name answer alike."""
    judged_by = [card["files"], *(card.get(name) for name in ("threshold", "combination", "deep_band"))]
    judged_by += [card["matcher"]["sha256"]] if "matcher" in card else []
    return f"judge-{hashlib.sha256(json.dumps(judged_by).encode()).hexdigest()[:8]}"


def digest(path: Path) -> str:
    """Return the sha256 of a file as hexadecimal text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        card["files"][WEIGHTS], card["version"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMismatchError(path.name, type(error).__name__, CARD) from error
    return card


def _node(state: dict[str, Any], file: zipfile.ZipFile) -> Any:
    loader, content = state["__loader__"], state.get("content")
    if loader == "JsonNode":
        return json.loads(content)
    if loader == "NdArrayNode" and state["type"] == "numpy":
        return np.load(io.BytesIO(file.read(state["file"])), allow_pickle=False)
    if loader == "DictNode":
        return {key: _node(value, file) for key, value in content.items()}
    raise ModelMismatchError("skops", f"{state['__module__']}.{state['__class__']}", "dict, ndarray, float")
