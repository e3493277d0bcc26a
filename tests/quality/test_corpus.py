from __future__ import annotations

import pandas as pd
from sklearn.metrics import cohen_kappa_score

from ekin.settings import shipped

FOLDER = shipped("samples") / "corpus"
FIRST = pd.read_csv(FOLDER / "lines.csv", index_col="id")
SECOND = pd.read_csv(FOLDER / "second_labels.csv", index_col="id")
SHEET = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_label_follows_from_the_facets():
    for labels in (FIRST, SECOND):
        specific = labels[["action", "object", "detail"]].all(axis=1)
        assert (labels["label"] == 0).equals(specific)


def test_every_line_has_two_labels_and_stands_once():
    assert SECOND.index.equals(FIRST.index)
    assert FIRST.index.is_unique
    assert not FIRST.assign(text=FIRST["text"].str.casefold()).duplicated(["author", "text"]).any()


def test_the_data_sheet_states_the_agreement_there_is():
    clear = (FIRST["borderline"] == 0) & (SECOND["borderline"] == 0)
    kappa = cohen_kappa_score(FIRST["label"], SECOND["label"])
    kappa_clear = cohen_kappa_score(FIRST.loc[clear, "label"], SECOND.loc[clear, "label"])
    assert f"kappa {kappa:.2f} on {len(FIRST):,} lines" in SHEET.replace("\n", " ")
    assert f"{clear.sum():,} that neither" in SHEET
    assert f"kappa {kappa_clear:.2f}." in SHEET
