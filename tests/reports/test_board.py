from __future__ import annotations

import base64
import json
import re

import pandas as pd
import pytest

from ekin.quality.board import measure
from ekin.quality.ladder import read_corpus
from ekin.quality.weights import FOLDER, load_weights
from ekin.reports import board
from ekin.settings import shipped
from ekin.words.quality import BOARD, RUNG

ROOT = shipped("notebooks").parent
HOSTILE = "<script>alert(1)</script> rapat"


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    corpus = read_corpus(shipped("samples") / "corpus" / "lines.csv")
    keep = corpus["author"].isin(["bimo", "lestari", "bagas", "made", "tigor", "sri", "wulan"])
    corpus = corpus[keep].groupby(["author", corpus["group"].str[:1]]).head(50).reset_index(drop=True)
    corpus.loc[0, "text"] = HOSTILE
    real = corpus.tail(60)[["text", "label", "borderline"]].assign(kind=["menu"] * 20 + ["bebas"] * 40)
    card = load_weights()[1] | {"data": {"n": len(corpus), "n_generic": 1, "authors": {"a": 1}, "n_families": 1}}
    store = tmp_path_factory.mktemp("store")
    return measure(corpus, card, store, real=real, deep=False, n_boot=20)


def test_every_split_probe_and_kind_is_measured(measured):
    clear = {f"{name}_clear" for name in ("author", "family", "style")}
    assert set(measured["places"]) >= {"author", "family", "style", "real", "real:menu", "real:bebas"} | clear
    assert measured["places"]["real:menu"]["n"] == 20
    assert set(measured["probes"]) >= {"pairs", "gamed", "terse", "versions", "disturbed:typos", "disturbed:html"}
    assert {row["by"] for row in measured["groups"]} <= {"author", "register", "family", "style"}
    assert sum(row[0] for row in measured["reliability"]) == measured["places"]["author"]["n"]
    for place in measured["places"].values():
        for figures in place["rungs"].values():
            assert all(value is None or low <= value <= high for value, low, high in figures.values() if low is not None)
    assert len(json.dumps(measured)) < 120_000


def test_the_page_asks_nothing_of_others_and_runs_nothing(measured, tmp_path):
    paths = board.write(measured | {"worst": [{"id": "x", "text": HOSTILE, "label": 1, "p": 0.1, "family": "x"}]}, tmp_path)
    page = paths[0].read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", page)
    assert "default-src 'none'" in page
    assert json.loads(paths[1].read_text(encoding="utf-8"))["places"] == measured["places"]


def _won(board_figures, place, **figures):
    place = board_figures["places"][place]
    rungs = place["rungs"] | {rung: place["rungs"][rung] | {"auc": auc} for rung, auc in figures.items()}
    return {"places": {"author": place | {"rungs": rungs}}, "probes": {}}


def test_every_baseline_that_wins_has_its_sentence(measured):
    said = board.wins(_won(measured, "author", tfidf=[0.9, 0.85, 0.95], ekin=[0.8, 0.75, 0.84], length=[0.7, 0.6, 0.8]))
    told = [sentence for sentence in said if "AUC" in sentence and "TF-IDF" in sentence]
    assert len(told) == 1
    assert "0,90 (0,85–0,95) melawan 0,80 (0,75–0,84)" in told[0]
    assert "bertumpuk" not in told[0]
    assert not any("panjang kalimat" in sentence and "AUC" in sentence for sentence in said)
    close = board.wins(_won(measured, "author", tfidf=[0.81, 0.7, 0.9], ekin=[0.8, 0.75, 0.84]))
    assert any("bertumpuk" in sentence for sentence in close)


def test_the_notebook_shows_failures_then_the_table_and_holds_the_page(measured):
    groups = [{"by": "family", "group": name, "n": 40, **dict.fromkeys(("macro_f1", "auc", "unsure_share"), [value] * 3)}
              for name, value in [("b", 0.9), ("guru_tk", 0.5), *((f"x{at}", 0.95) for at in range(9))]]  # fmt: skip
    figures = measured | {"groups": groups, "worst": [{"id": "x", "text": HOSTILE, "label": 1, "p": 0.1, "family": "x"}]}
    shown = board.HonestyBoard(figures)._repr_html_()
    titles = re.findall("<h2>(.*?)</h2>", shown)
    assert titles == [BOARD[name] for name in ("failures", "beside", "wins", "curves", "weak")]
    for rung, (name, _english) in RUNG.items():
        assert (f'<th scope="row">{name}</th>' in shown) == (rung in measured["places"]["author"]["rungs"])
    weak = re.findall(r'<th scope="row">(.*?)</th>', shown[shown.index(BOARD["weak"]) :])
    assert weak[:2] == ["guru tk", "b"]
    assert len(weak) == 5
    assert "dari 11 rumpun" in shown
    page = base64.b64decode(re.search(r'href="data:text/html;base64,(.*?)"', shown)[1]).decode()
    assert page == board.html(figures)
    assert "<script" not in shown + page
    assert "yang terpasang" not in shown
    assert "yang terpasang" in board.HonestyBoard(figures | {"model": "judge-0"})._repr_html_()


def test_the_frame_holds_every_figure_and_the_plot_every_curve(measured):
    made = board.HonestyBoard(measured)
    frame = made.frame().set_index(["place", "rung", "figure"]).sort_index()
    assert len(frame) == sum(len(figures) for place in measured["places"].values() for figures in place["rungs"].values())
    assert frame.index.is_unique
    for name, place in measured["places"].items():
        assert (frame.loc[name, "n"] == place["n"]).all()
        assert frame.loc[(name, "ekin", "auc"), ["value", "low", "high"]].tolist() == place["rungs"]["ekin"]["auc"]
    left, right = made.plot().axes
    assert len(left.lines[1].get_xdata()) == len(measured["reliability"])
    assert [list(line.get_ydata()) for line in right.lines] == list(measured["abstention"]["error"].values())


def test_readme_table_has_every_rung_and_place(measured):
    table = board.markdown(measured)
    assert table.startswith("Failures first")
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(measured["places"]["author"]["rungs"])
    assert "| **this judge** |" in table
    assert "real lines (60)" in rows[0]


def test_the_readme_shows_the_figures_of_the_shipped_model():
    figures = json.loads((FOLDER / board.FIGURES_FILE).read_text(encoding="utf-8"))
    assert figures["model"] == load_weights()[1]["version"], "remake the board: ekin train --report papan"
    block = re.search(r"<!-- board -->\n(.*?)\n<!-- /board -->", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block[1] == board.markdown(figures), "put papan.md between the marks of README.md"


def test_a_real_file_is_read_from_json_lines(tmp_path):
    lines = [
        {"text": "012", "label": 1, "borderline": 0, "kind": "1"},
        {"text": "Verval RDKK", "label": 0, "borderline": 1, "kind": "2"},
    ]
    pd.DataFrame(lines).to_json(tmp_path / "real.jsonl", orient="records", lines=True)
    read = board.read_real(tmp_path / "real.jsonl")
    assert read["text"].tolist() == ["012", "Verval RDKK"]
    assert read["kind"].tolist() == ["1", "2"]
