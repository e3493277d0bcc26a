"""The model folder: weights as a skops file, and a card that says what must hold before they are read."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import sklearn

from ekin.errors import ModelMismatchError
from ekin.quality.classifier import DescriptionClassifier
from ekin.quality.features import DescriptionVectorizer

FOLDER: Final = Path(__file__).with_name("model")
WEIGHTS: Final = "judge.skops"
CARD: Final = "model.json"
TRUSTED: Final = {kind.__name__: kind for kind in (DescriptionClassifier, DescriptionVectorizer)}
"""The only classes that a weights file may hold, beside arrays, numbers and text."""


def save_weights(model: DescriptionClassifier, path: Path) -> str:
    """Write a model with skops, the same bytes for the same numbers, and return their sha256.

    skops names members by memory address and stamps them with the clock; both are replaced here.
    """
    import skops.io  # slow to import, and only training writes

    with zipfile.ZipFile(io.BytesIO(skops.io.dumps(model))) as source:
        schema = json.loads(source.read("schema.json"))
        members = {}
        _renumber(schema, {}, source, members)
    members["schema.json"] = json.dumps(schema, indent=1).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)
    return digest(path)


def load_weights(folder: Path = FOLDER) -> tuple[DescriptionClassifier, dict[str, Any]]:
    """Read the model of a folder and its card, after comparing all that the card promises.

    The file is a plain skops file (`skops.io.load` gives an equal model, a test holds that); it is read here node by
    node because importing skops alone takes longer than a person waits for the first answer.

    Raises
    ------
    ModelMismatchError
        If a file is missing or changed, was made for another scikit-learn, or holds a class that is not ours.
    """
    card = _read_card(folder / CARD)
    expected, found = _minor(card["versions"]["scikit-learn"]), _minor(sklearn.__version__)
    if found != expected:
        raise ModelMismatchError("scikit-learn", found, expected)
    for name, sha in card["files"].items():
        path = folder / name
        if not path.is_file() or digest(path) != sha:
            raise ModelMismatchError(f"sha256 {name}", digest(path)[:12] if path.is_file() else "-", sha[:12])
    with zipfile.ZipFile(folder / WEIGHTS) as file:
        return _node(json.loads(file.read("schema.json")), file), card


def digest(path: Path) -> str:
    """Return the sha256 of a file as hexadecimal text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        card["versions"]["scikit-learn"], card["files"][WEIGHTS], card["version"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMismatchError(path.name, type(error).__name__, CARD) from error
    return card


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])


def _node(state: dict[str, Any], file: zipfile.ZipFile) -> Any:
    loader, content = state["__loader__"], state.get("content")
    if loader == "JsonNode":
        return json.loads(content)
    if loader == "NdArrayNode" and state["type"] == "numpy":
        return np.load(io.BytesIO(file.read(state["file"])), allow_pickle=False)
    if loader == "DictNode":
        return {key: _node(value, file) for key, value in content.items()}
    kind = TRUSTED.get(state["__class__"])
    if loader != "ObjectNode" or kind is None or state["__module__"] != kind.__module__:
        raise ModelMismatchError("skops", f"{state['__module__']}.{state['__class__']}", ", ".join(TRUSTED))
    made = kind.__new__(kind)
    made.__setstate__(_node(content, file))
    return made


def _renumber(state: Any, seen: dict[int, int], source: zipfile.ZipFile, members: dict[str, bytes]) -> None:
    if isinstance(state, list):
        for item in state:
            _renumber(item, seen, source, members)
    elif isinstance(state, dict):
        if "__id__" in state:
            state["__id__"] = seen.setdefault(state["__id__"], len(seen) + 1)
        if "file" in state:
            new = f"{len(members)}.npy"
            members[new], state["file"] = source.read(state["file"]), new
        for value in state.values():
            _renumber(value, seen, source, members)
