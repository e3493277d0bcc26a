from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ekin.quality.normalize import fold
from ekin.quality.probes import DISTURBANCES, disturbed, stand, unchanged

LINE = "Melaksanakan pembelajaran Matematika kelas V dengan materi pecahan & kuis"


def test_probes_by_hand():
    lines = pd.DataFrame(
        [
            ("p1", 0, 0.2, 0, 0.0, ""), ("p1", 1, 0.3, 0, np.nan, ""), ("p2", 0, 0.9, 1, 1.0, ""), ("p2", 1, 0.9, 1, 1.0, ""),
            ("g", 1, 0.1, 0, 0.0, ""), ("g", 1, 0.6, 1, np.nan, ""), ("t", 0, 0.9, 1, 1.0, ""), ("t", 0, 0.1, 0, 0.0, ""),
            ("r1", 0, 0.1, 0, 0.0, "formal"), ("r1", 0, 0.2, 0, 0.0, "hurried"), ("r1", 0, 0.9, 1, 1.0, "regional"),
            ("", 0, 0.9, 1, 1.0, "formal"),
        ],
        columns=["group", "label", "p", "called", "flag", "register"],
    )  # fmt: skip
    judged = lines[["p", "flag"]].assign(label=lines["called"])
    found = {name: (probe["n"], probe["value"][0]) for name, probe in stand(lines, judged, n_boot=10).items()}
    assert found.pop("versions") == (1, pytest.approx(2 / 3, abs=1e-4))
    assert found == {
        "pairs": (2, 0.5),
        "gamed": (2, 0.5),
        "terse": (2, 0.5),
        "versions:formal": (1, 1.0),
        "versions:hurried": (1, 1.0),
        "versions:regional": (1, 0.0),
    }


def test_disturbed_copies_differ_and_come_out_the_same_each_time():
    lines = pd.DataFrame({"text": [LINE, "rapat", "", "-"], "label": [0, 1, 1, 1]})
    copies = disturbed(lines, seed=1)
    pd.testing.assert_frame_equal(copies, disturbed(lines, seed=1))
    assert len(copies) == len(lines) * (1 + len(DISTURBANCES))
    first = copies[copies["source"] == 0].set_index("kind")["text"]
    assert first.is_unique
    for kind in ("caps", "html", "zero_width"):
        assert fold(first[kind]) == fold(LINE)
    assert fold(first["typos"]) != fold(LINE)
    assert len(first["abbreviations"]) < len(LINE)


def test_unchanged_counts_copies_with_the_label_of_their_line():
    copies = disturbed(pd.DataFrame({"text": [LINE, "rapat"], "label": [0, 1]}), seed=1)
    called = copies["source"].to_numpy() * 1.0
    called[(copies["kind"] == "typos") & (copies["source"] == 0)] = 1.0
    found = unchanged(copies, pd.DataFrame({"label": called}), n_boot=10)
    assert {name: probe["value"][0] for name, probe in found.items()} == {
        f"disturbed:{kind}": 0.5 if kind == "typos" else 1.0 for kind in DISTURBANCES
    }
