"""The honesty board: one page, and the README's table, of how often the judge is wrong and where simpler ways do better."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ekin.quality.board import measure
from ekin.quality.judge import judge_model
from ekin.quality.ladder import read_corpus
from ekin.quality.scores import FIGURES, shown
from ekin.quality.training import N_BOOT
from ekin.quality.weights import FOLDER
from ekin.reports import export, plots
from ekin.vocabulary import Flag
from ekin.words import numbers
from ekin.words.quality import BOARD, CARD_COLUMNS, DRAWN, FLAG, GROUP_BY, PLACE, PLACE_CLEAR, PROBE, RUNG

FIGURES_FILE = "board.json"
PAGE, README_TABLE = "papan.html", "papan.md"
_LABEL = (FLAG[Flag.SPECIFIC], FLAG[Flag.GENERIC])
_COMPARED = ("auc", "macro_f1")
_STAGES = ("ekin", "deep")
_README_PLACES = ("real", "real_clear", "author", "family", "style")
_MAX_WEAK = 5

Board = dict[str, Any]
Table = tuple[str, list[str], list[list[str]]]
"""Caption, head and rows."""


class HonestyBoard:
    """How often the shipped judge is wrong, as `ekin train --report` measured it; a notebook shows it failures first.

    Attributes
    ----------
    figures
        What board.json beside the model holds.
    """

    def __init__(self, figures: Board) -> None:
        self.figures = figures

    def frame(self) -> pd.DataFrame:
        """Return one row a figure: place, n (lines), rung, figure, value, low, high (95 %); NaN where it does not exist."""
        ladders = [(name, place["n"], place["rungs"]) for name, place in self.figures["places"].items()]
        rows = [(name, n, rung, key, *rungs[rung][key]) for name, n, rungs in ladders for rung in rungs for key in FIGURES]
        return pd.DataFrame(rows, columns=["place", "n", "rung", "figure", "value", "low", "high"])

    def plot(self) -> Figure:
        """Draw the reliability and the abstention curve."""
        return _curves(self.figures)

    def _repr_html_(self) -> str:
        view = {"facts": _intro(self.figures)[0], "stale": _stale(self.figures), "sections": list(_short(self.figures))}
        page = base64.b64encode(html(self.figures).encode()).decode()
        return export.render("board_short.html.j2", view | {"css": _css(), "page": page, "name": PAGE, "full": BOARD["full"]})


def board() -> HonestyBoard:
    """Return the honesty board of the shipped judge; nothing is trained for it."""
    return HonestyBoard(json.loads((FOLDER / FIGURES_FILE).read_text(encoding="utf-8")))


def make(
    corpus: Path,
    folder: Path,
    *,
    real: Path | None,
    store: Path,
    deep: bool,
    on_progress: Callable[[str], None],
    n_boot: int = N_BOOT,
) -> list[Path]:
    """Measure the shipped judge, write the board into a folder, and its figures beside the model.

    Parameters
    ----------
    corpus, real
        The file that the model was trained on, and one of lines really written (see `read_real`).
    store, deep
        Folder of what rungs say of held-out lines, and whether the deep stage may be trained for what is not stored.
    """
    how = {"real": real and read_real(real), "deep": deep, "n_boot": n_boot, "on_progress": on_progress}
    found = measure(read_corpus(corpus), judge_model()[1], store, **how)
    paths = write(found, folder)
    shutil.copyfile(folder / FIGURES_FILE, FOLDER / FIGURES_FILE)
    return paths


def read_real(path: Path) -> pd.DataFrame:
    """Read lines really written, one JSON object a line: text, label, borderline, kind."""
    return pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()])


def write(board: Board, folder: Path) -> list[Path]:
    """Write the page, its figures and the README's table, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in board.items())
    content = {PAGE: html(board), FIGURES_FILE: "{\n" + ",\n".join(lines) + "\n}\n", README_TABLE: markdown(board) + "\n"}
    for name, text in content.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in content]


def html(board: Board) -> str:
    """Return the page; it asks nothing of any other place."""
    view = {"title": BOARD["title"], "css": _css(), "intro": _intro(board), "sections": list(_sections(board))}
    return export.render("board.html.j2", view)


def markdown(board: Board) -> str:
    """Return the README's table: macro-F1 of every rung where it was not trained, the failures of the judge first."""
    places = {name: board["places"][name] for name in _README_PLACES if name in board["places"]}
    failed = [_failed_english(name, place) for name, place in places.items() if not name.endswith("_clear")]
    head = ["macro-F1 (95 %)", *(f"{_place(name, 1)} ({place['n']:,})" for name, place in places.items())]
    rows = [
        [RUNG[rung][1], *(_english(place["rungs"].get(rung, {}).get("macro_f1")) for place in places.values())]
        for rung in RUNG
        if rung in places["author"]["rungs"]
    ]
    table = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    known = {"deep" in place["rungs"] for place in places.values()}
    note = ["", "Where the deep stage has a dash, this judge is its fast stage alone."] if len(known) > 1 else []
    return "\n".join([f"Failures first, model {board['model']}. " + "; ".join(failed) + ".", "", *table, *note])


def wins(board: Board) -> list[str]:
    """Return one sentence for each figure in which a simpler way does better than the judge."""
    found = []
    for name, place in board["places"].items():
        for rung, key in ((rung, key) for rung in RUNG if rung in place["rungs"] for key in _COMPARED):
            ours, theirs = place["rungs"]["ekin"][key], place["rungs"][rung][key]
            if rung not in _STAGES and theirs[0] is not None and theirs[0] > ours[0]:
                found.append(_win(_place(name), rung, CARD_COLUMNS[key], theirs, ours))
    pairs = board["probes"].get("pairs", {"rungs": {}})["rungs"]
    beaten = [rung for rung in pairs if rung not in _STAGES and pairs[rung][0] > pairs["ekin"][0]]
    return found + [_win(BOARD["probes"], rung, PROBE["pairs"], pairs[rung], pairs["ekin"]) for rung in beaten]


def _win(place: str, rung: str, figure: str, theirs: list[float], ours: list[float]) -> str:
    overlap = BOARD["overlap"] if theirs[1] <= ours[2] and ours[1] <= theirs[2] else ""
    words = {"place": place, "rung": RUNG[rung][0], "figure": figure, "theirs": shown(theirs), "ours": shown(ours)}
    return BOARD["win"].format(overlap=overlap, **words)


def _place(name: str, language: int = 0) -> str:
    base, _, kind = name.removesuffix("_clear").partition(":")
    return PLACE[base][language] + (f" ({kind})" if kind else "") + (PLACE_CLEAR[language] if name.endswith("_clear") else "")


def _css() -> Markup:
    return Markup("".join(map(export.text, ("parts.css", "page.css", "board.css"))))  # noqa: S704 - our own files


def _intro(board: Board) -> list[str]:
    data = board["data"]
    counts = {"n": data["n"], "generic": data["n_generic"], "authors": len(data["authors"]), "families": data["n_families"]}
    texts = [BOARD["facts"].format(model=board["model"], **{name: numbers.number(count) for name, count in counts.items()})]
    texts += [BOARD["how"], BOARD["interval"].format(n_boot=numbers.number(board["n_boot"]))]
    texts += [] if "real" in board["places"] else [BOARD["no_real"]]
    missing = ", ".join(RUNG[name][0] for name in board["missing"])
    return [*texts, BOARD["missing"].format(found=missing)] if missing else texts


def _stale(board: Board) -> str:
    now = judge_model()[1]["version"]
    return "" if now == board["model"] else BOARD["stale"].format(measured=board["model"], now=now)


def _sections(board: Board) -> Iterator[dict[str, Any]]:
    yield _section("failures", [_failed(name, place) for name, place in board["places"].items()])
    yield _section("wins", wins(board) or [BOARD["no_win"]], note=BOARD["trivial"])
    yield _section("ladder", tables=[_ladder(name, place) for name, place in board["places"].items()])
    yield _section("probes", tables=[_probes(board)])
    yield _drawn(board)
    yield _section("groups", tables=[_groups(board, by) for by in GROUP_BY], folded=True)
    cues = [[name, numbers.number(auc, 2)] for name, auc in board["cues"].items()]
    yield _section("cues", tables=[("", [BOARD["cue"], CARD_COLUMNS["auc"]], cues)], folded=True)
    worst = [[row["text"], _LABEL[row["label"]], numbers.number(row["p"], 2)] for row in board["worst"]]
    yield _section("worst", tables=[("", [BOARD["text"], BOARD["label"], BOARD["p"]], worst)], folded=True)


def _short(board: Board) -> Iterator[dict[str, Any]]:
    """Give the sections of a notebook: the places of the README, one table, the curves, the weakest families."""
    places = {name: board["places"][name] for name in _README_PLACES if name in board["places"] and not name.endswith("_clear")}
    yield _section("failures", [_failed(name, place) for name, place in places.items()])
    head = [CARD_COLUMNS["model"], *(f"{_place(name)} ({numbers.number(place['n'])})" for name, place in places.items())]
    rungs = [rung for rung in RUNG if any(rung in place["rungs"] for place in places.values())]
    none = {"macro_f1": [None] * 3}
    rows = [[RUNG[rung][0], *(shown(place["rungs"].get(rung, none)["macro_f1"]) for place in places.values())] for rung in rungs]
    yield _section("beside", note=BOARD["beside_how"], tables=[("", head, rows)])
    yield _section("wins", wins(board | {"places": places}) or [BOARD["no_win"]])
    yield _drawn(board)
    _caption, head, rows = _groups(board, "family")
    weakest = BOARD["weak_how"].format(shown=len(rows[:_MAX_WEAK]), n=len(rows))
    yield _section("weak", note=weakest, tables=[("", head, rows[:_MAX_WEAK])])


def _drawn(board: Board) -> dict[str, Any]:
    return _section("curves", svg=Markup(plots.svg(_curves(board), "board")))  # noqa: S704 - matplotlib escapes


def _section(
    name: str, points: Sequence[str] = (), *, note: str = "", svg: str = "", tables: Sequence[Table] = (), folded: bool = False
) -> dict[str, Any]:
    return {"title": BOARD[name], "points": points, "note": note, "svg": svg, "tables": tables, "folded": folded}


def _failed(name: str, place: dict[str, Any]) -> str:
    ours = place["rungs"]["ekin"]
    words = {key: shown(ours[figure]) for key, figure in (("unsure", "unsure_share"), ("error", "error_decided"))}
    return BOARD["failed"].format(n=numbers.number(place["n"]), place=_place(name), **words)


def _ladder(name: str, place: dict[str, Any]) -> Table:
    words = {"n": numbers.number(place["n"]), "generic": numbers.number(place["n_generic"]), "drawn": DRAWN[place["drawn"]]}
    rows = [[RUNG[rung][0], *(shown(place["rungs"][rung][key]) for key in FIGURES)] for rung in RUNG if rung in place["rungs"]]
    head = [CARD_COLUMNS[key] for key in ("model", *FIGURES)]
    return BOARD["caption"].format(place=_place(name), **words), head, rows


def _probes(board: Board) -> Table:
    rungs = [rung for rung in RUNG if any(rung in probe["rungs"] for probe in board["probes"].values())]
    head = [BOARD["probe"], CARD_COLUMNS["n"], BOARD["drawn"], *(RUNG[rung][0] for rung in rungs)]
    rows = []
    for name, probe in board["probes"].items():
        base, _, kind = name.partition(":")
        told = PROBE[base] + (f" ({kind})" if kind else "")
        figures = (shown(probe["rungs"].get(rung, [None] * 3)) for rung in rungs)
        rows.append([told, numbers.number(probe["n"]), DRAWN[probe["drawn"]], *figures])
    return "", head, rows


def _groups(board: Board, by: str) -> Table:
    keys = ("macro_f1", "auc", "unsure_share")
    found = sorted((row for row in board["groups"] if row["by"] == by), key=lambda row: row["macro_f1"][0])
    rows = [[row["group"].replace("_", " "), numbers.number(row["n"]), *(shown(row[key]) for key in keys)] for row in found]
    return GROUP_BY[by], [CARD_COLUMNS[key] if key in CARD_COLUMNS else BOARD[key] for key in ("group", "n", *keys)], rows


def _curves(board: Board) -> Figure:
    """Draw reliability and, beside it, the error among the decided against the share left unsure."""
    figure = Figure(figsize=(plots.WIDTH_IN, 2.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    _n, p, share, low, high = map(list, zip(*board["reliability"], strict=True))
    left.plot([0, 1], [0, 1], color=plots.LIGHT)
    left.vlines(p, low, high, color=plots.INK)
    left.plot(p, share, "o", color=plots.ACCENT)
    styles = ((plots.ACCENT, "-"), (plots.INK, "--"), (plots.GREY, ":"))
    for (rung, error), (color, line) in zip(board["abstention"]["error"].items(), styles, strict=False):
        right.plot(board["abstention"]["unsure"], error, line, color=color, label=RUNG[rung][0])
    right.legend(frameon=False, fontsize=7)
    right.set_ylim(bottom=0)
    for axes, name in ((left, "reliability"), (right, "abstention")):
        axes.set_title(BOARD[name], loc="left", fontsize=8)
        axes.set(xlabel=BOARD[f"{name}_x"], ylabel=BOARD[f"{name}_y"])
        for axis in (axes.xaxis, axes.yaxis):
            axis.label.set_size(7)
            axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
            axis.set_major_formatter(lambda share, _at: numbers.percent(share))
        axes.tick_params(labelsize=7)
    return figure


def _failed_english(name: str, place: dict[str, Any]) -> str:
    ours = place["rungs"]["ekin"]
    unsure, wrong = (_english(ours[figure], ".0%") for figure in ("unsure_share", "error_decided"))
    return f"{place['n']:,} lines ({_place(name, 1)}): unsure about {unsure} and wrong in {wrong} of the rest"


def _english(figure: list[float | None] | None, how: str = ".2f") -> str:
    if figure is None or figure[0] is None:
        return "–"
    value, low, high = (format(number, how) for number in figure)
    return f"{value} ({low}–{high})"
