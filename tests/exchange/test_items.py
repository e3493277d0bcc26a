"""The hand-written lines: forms that mirror each other, no line of the training, marks that agree with their labels."""

from __future__ import annotations

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

import ekin
from ekin.domain.workshop import plain, words
from ekin.errors import WorkshopError
from ekin.exchange.items import read_content
from ekin.settings import shipped

FOLDER = shipped("samples") / "lokakarya"
CONTENT = read_content(FOLDER)


def test_both_forms_of_every_family_have_the_same_blueprint():
    lacks = {}
    for one in CONTENT.items:
        if one.kind == "test":
            lacks.setdefault((one.family, one.form), []).append("".join(sorted(one.lacks)))
    assert len(lacks) == 2 * len(CONTENT.families) == 12
    assert all(sorted(found) == sorted(["", "action", "object", "detail"] * 2) for found in lacks.values())


def test_every_family_has_every_exercise_and_ties_have_a_key():
    for family in CONTENT.families:
        kinds = [one.kind for one in CONTENT.items if one.family == family]
        assert [kinds.count(kind) for kind in ("empty", "repair", "tie")] == [2, 2, 2]
    assert all(0 <= one.key <= len(one.plans) == 3 for one in CONTENT.items if one.kind == "tie")
    assert all(sum(empty for _, empty in words(one.text)) > 0 for one in CONTENT.items if one.kind == "empty")
    assert sum(one.kind == "vignette" for one in CONTENT.items) == 10


def test_no_line_stands_in_the_training_data_and_none_twice():
    mine = [plain(one.text).casefold() for one in CONTENT.items]
    assert len(mine) == len(set(mine))
    corpus = [shipped("samples") / "corpus" / "lines.csv", *(shipped("samples") / "stock").glob("*/lines.csv")]
    assert not set(mine) & {text.casefold() for path in corpus for text in pd.read_csv(path)["text"].dropna()}


def test_marks_on_lines_as_participants_write_them_agree_with_their_label():
    lines = [one for one in CONTENT.items if one.kind in ("sample", "repair", "vignette")]
    marks = ekin.check([one.text for one in lines])["label"]
    assert cohen_kappa_score([one.label for one in lines], marks) >= 0.7


def test_a_line_whose_label_contradicts_its_facets_is_named(tmp_path):
    (tmp_path / "rumpun.csv").write_bytes((FOLDER / "rumpun.csv").read_bytes())
    text = (FOLDER / "butir.csv").read_text(encoding="utf-8").replace(",0,1,1,1,", ",1,1,1,1,", 1)
    (tmp_path / "butir.csv").write_text(text, encoding="utf-8")
    with pytest.raises(WorkshopError, match="baris 2 "):
        read_content(tmp_path)
