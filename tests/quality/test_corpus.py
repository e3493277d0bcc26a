from __future__ import annotations

import pandas as pd
from sklearn.metrics import cohen_kappa_score

from ekin.settings import shipped

FOLDER = shipped("samples") / "corpus"
LINES, FIRST, SECOND, SETTLED = (
    pd.read_csv(FOLDER / f"{name}.csv", index_col="id") for name in ("lines", "first_labels", "second_labels", "settled")
)
FACETS = ["action", "object", "detail"]
SHEET = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())


def test_the_label_follows_from_the_facets():
    for labels in (LINES, FIRST, SECOND, SETTLED):
        assert (labels["label"] == 0).equals(labels[FACETS].all(axis=1))


def test_every_line_has_two_labels_and_stands_once():
    assert FIRST.index.equals(LINES.index)
    assert SECOND.index.equals(LINES.index)
    assert LINES.index.is_unique
    assert not LINES.assign(text=LINES["text"].str.casefold()).duplicated(["author", "text"]).any()


def test_the_label_is_the_first_one_unless_it_was_settled():
    disputed = FIRST["label"] != SECOND["label"]
    assert set(LINES.index[disputed]) <= set(SETTLED.index)
    ruled = FIRST.copy()
    ruled.loc[SETTLED.index, ["label", *FACETS]] = SETTLED[["label", *FACETS]]
    assert ruled[["label", *FACETS]].equals(LINES[["label", *FACETS]])
    ticked = (FIRST["borderline"] | SECOND["borderline"]).astype(bool) | LINES.index.isin(SETTLED.index)
    assert ticked.astype(int).equals(LINES["borderline"])


def test_a_content_has_one_label_and_a_minimal_pair_two():
    groups = LINES.dropna(subset="group").groupby(["author", "group"])["label"]
    for (_author, group), labels in groups:
        if group.startswith(("p", "r")):
            assert labels.nunique() == (2 if group.startswith("p") else 1), group


def test_the_data_sheet_states_the_agreement_there_is():
    clear = (FIRST["borderline"] == 0) & (SECOND["borderline"] == 0)
    kappa = cohen_kappa_score(FIRST["label"], SECOND["label"])
    kappa_clear = cohen_kappa_score(FIRST.loc[clear, "label"], SECOND.loc[clear, "label"])
    assert f"kappa {kappa:.2f} on {len(FIRST):,} lines" in SHEET
    assert f"{clear.sum():,} that neither" in SHEET
    assert f"kappa {kappa_clear:.2f}." in SHEET
    assert f"Of {len(SETTLED)} disputed" in SHEET
    for facet in FACETS:
        assert f"{facet} {cohen_kappa_score(FIRST[facet], SECOND[facet]):.2f}" in SHEET
