"""Figures of the report. Each function returns a matplotlib Figure; nothing is shown and pyplot is not used."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ekin.exchange.harmless import clean, shorten
from ekin.reports.help import HEADLINES
from ekin.vocabulary import Change
from ekin.words import numbers
from ekin.words.report import DAY_STATE, PLOT
from ekin.words.signals import NAME as SIGNAL_NAME
from ekin.words.signals import PLOT as SIGNAL_PLOT

ACCENT, INK, GREY, LIGHT = "#1f5f8b", "#222222", "#8a8a8a", "#e4e4e4"
WIDTH_IN = 7.0
_ROW_IN = 0.17
_HEAD_IN = 0.5
_NAME_LENGTH, _MEASURE_LENGTH = 30, 44
_FLAT_LABELS = 6
_SIZE = 7.5
_STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["Noto Sans", "DejaVu Sans", "Arial"],
    "font.size": _SIZE,
    "svg.fonttype": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


_OPEN_SVG = (
    r'<svg viewBox="\1" aria-hidden="true" focusable="false" xmlns="http://www.w3.org/2000/svg"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink">'
)


def calendar(grid: pd.DataFrame, names: dict[str, str]) -> Figure:
    """Draw filled days: people down, days across, one panel a month; every state has its own mark.

    Parameters
    ----------
    grid
        Columns nip, day, state, as `evaluation.performance.day_grid` gives.
    names
        Label of each nip, in the order of the rows.
    """
    months = [part for _month, part in grid.groupby(grid["day"].dt.to_period("M"))] if len(grid) else []
    panel = len(names) * _ROW_IN
    figure = _figure(max(len(months), 1) * (panel + _HEAD_IN) + 0.3)
    if not months or not names:
        return _nothing(figure)
    _margins(figure, top=_HEAD_IN, bottom=0.3, hspace=_HEAD_IN / panel)
    for axes, part in zip(np.ravel(figure.subplots(len(months), 1, squeeze=False)), months, strict=True):
        _draw_month(axes, part, names)
    handles = [
        Line2D([], [], linestyle="", marker=marker, color=color, markerfacecolor=face, markersize=5, label=DAY_STATE[state])
        for state, (marker, _size, color, face) in _MARKS.items()
    ]
    figure.legend(handles=handles, loc="lower center", ncols=len(handles), frameon=False, borderaxespad=0, fontsize=_SIZE - 0.5)
    return figure


def shares(frame: pd.DataFrame) -> Figure:
    """Draw fill rate and specific share with their intervals, one row for each unit or person, alphabetical."""
    rows = _sayable(frame)
    names = rows.drop_duplicates("key").set_index("key")["name"].astype("str")
    labels = names.sort_values(key=lambda names: names.str.casefold())
    figure = _figure(len(labels) * 0.24 + 0.7)
    if rows["value"].notna().sum() == 0:
        return _nothing(figure)
    _margins(figure, top=0.3, bottom=0.4, wspace=0.12)
    for axes, measure in zip(figure.subplots(1, 2, sharey=True), HEADLINES, strict=True):
        part = rows[rows["measure"].eq(measure)].set_index("key").reindex(labels.index)
        _draw_intervals(axes, part, horizontal=True)
        axes.set_title(PLOT[measure], loc="left", fontsize=_SIZE + 1)
        axes.set_yticks(range(len(labels)), [_label(name) for name in labels], parse_math=False)
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(len(labels) - 0.5, -0.5)
    return figure


def trend(frame: pd.DataFrame, labels: Sequence[str]) -> Figure:
    """Draw fill rate and specific share of one group over time with their intervals; `labels` name the parts in order of time."""
    crowded = len(labels) > _FLAT_LABELS
    figure = _figure(2.6 if crowded else 2.2)
    frame = _sayable(frame)
    if frame["value"].notna().sum() == 0:
        return _nothing(figure)
    _margins(figure, left=0.5, top=0.3, bottom=0.85 if crowded else 0.45, wspace=0.08)
    for axes, measure in zip(figure.subplots(1, 2, sharey=True), HEADLINES, strict=True):
        part = frame[frame["measure"].eq(measure)].sort_values("period")
        axes.plot(range(len(part)), part["value"], color=ACCENT, linewidth=1)
        _draw_intervals(axes, part, horizontal=False)
        axes.set_title(PLOT[measure], loc="left", fontsize=_SIZE + 1)
        shown = (
            labels if crowded else [label.replace(" ", "\n") for label in labels]
        )  # two short lines do not meet their neighbours
        axes.set_xticks(range(len(part)), shown, rotation=60 if crowded else 0)
        axes.set_xlim(-0.5, len(part) - 0.5)
    return figure


def signals(scores: pd.DataFrame) -> Figure:
    """Draw for each signal the honest people shown, then what was found of what was planted, with their intervals.

    Parameters
    ----------
    scores
        Columns as `evaluation.signal_scores.score_signals` gives them; signals with nothing planted have no mark on the right.
    """
    figure = _figure(len(scores) * 0.24 + 0.7)
    _margins(figure, top=0.3, bottom=0.4, wspace=0.12)
    for axes, share in zip(figure.subplots(1, 2, sharey=True), ("false_alarm", "recall"), strict=True):
        part = pd.DataFrame({"value": scores[share], "low": scores[f"{share}_low"], "high": scores[f"{share}_high"]})
        _draw_intervals(axes, part, horizontal=True)
        axes.set_title(SIGNAL_PLOT[share], loc="left", fontsize=_SIZE + 1)
        axes.set_yticks(range(len(scores)), [SIGNAL_NAME[signal] for signal in scores["signal"]])
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(len(scores) - 0.5, -0.5)
    widest, ticks = max(0.1, float(scores["false_alarm_high"].max())), (0.01, 0.05, 0.1)
    figure.axes[0].set_xlim(-0.03 * widest, 1.03 * widest)
    figure.axes[0].set_xticks(ticks, [numbers.percent(tick) for tick in ticks])
    return figure


def changes(frame: pd.DataFrame, names: dict[str, str]) -> Figure:
    """Draw differences of shares with their intervals against no change, one row a measure, one panel a period.

    Parameters
    ----------
    frame
        Rows of one group, as `evaluation.comparison.compare` gives.
    names
        Name of each measure that is drawn, in the order of the rows.
    """
    rows = frame[frame["measure"].isin(names) & frame["change"].isin((Change.UP, Change.DOWN, Change.UNCLEAR))]
    figure, periods = _figure(len(names) * 0.22 + 0.8), sorted(rows["period_key"].unique())
    if rows.empty:
        return _nothing(figure)
    _margins(figure, left=2.35, top=0.3, bottom=0.4, wspace=0.1)
    panels = figure.subplots(1, len(periods), sharex=True, sharey=True, squeeze=False)[0]
    for axes, key in zip(panels, periods, strict=True):
        part = rows[rows["period_key"].eq(key)].set_index("measure").reindex(names)
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.hlines(range(len(part)), part["difference_low"], part["difference_high"], color=INK, linewidth=1.2)
        for sure, face in ((True, ACCENT), (False, "white")):  # two colours in one call would need identifiers that `svg` drops
            rows_at = part["change"].isin((Change.UP, Change.DOWN)).eq(sure) & part["difference"].notna()
            places = np.flatnonzero(rows_at)
            axes.scatter(part["difference"].iloc[places], places, s=18, zorder=3, edgecolors=ACCENT, facecolors=face)
        axes.set_title(key, loc="left", fontsize=_SIZE + 1)
        axes.set_yticks(range(len(names)), [shorten(name, _MEASURE_LENGTH) for name in names.values()], parse_math=False)
        axes.xaxis.set_major_formatter(lambda value, _place: numbers.number(100 * value))
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.tick_params(labelsize=_SIZE)
        axes.tick_params(axis="y", length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.grid(axis="x", color=LIGHT, linewidth=0.6)
        axes.set_axisbelow(True)
    return figure


def svg(figure: Figure, salt: str) -> str:
    """Write a figure as an SVG element for a page: no identifiers but those it uses, the same bytes each time.

    Parameters
    ----------
    salt
        Text that is different for every figure of one page, so that their identifiers do not meet.
    """
    out = io.StringIO()
    with mpl.rc_context(_STYLE | {"svg.hashsalt": salt}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # the browser has fonts that matplotlib lacks
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = re.sub(r' id="[A-Za-z0-9.]+_[A-Za-z0-9_]+"', "", text)
    return re.sub(r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', _OPEN_SVG, text, count=1)


def _figure(height: float) -> Figure:
    with mpl.rc_context(_STYLE):
        return Figure(figsize=(WIDTH_IN, height))


def _margins(figure: Figure, *, left: float = 1.85, top: float, bottom: float, **space: float) -> None:
    """Set margins in inches; a layout engine would draw every figure twice."""
    height = figure.get_figheight()
    figure.subplots_adjust(left=left / WIDTH_IN, right=1 - 0.12 / WIDTH_IN, top=1 - top / height, bottom=bottom / height, **space)


def _nothing(figure: Figure) -> Figure:
    figure.set_figheight(0.7)
    figure.text(0.5, 0.5, PLOT["empty"], ha="center", va="center", color=GREY)
    return figure


def _sayable(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the headline shares, without those that have too few data to be drawn."""
    rows = frame[frame["measure"].isin(HEADLINES)].copy()
    rows.loc[~rows["enough"].astype(bool), ["value", "low", "high"]] = np.nan
    return rows


def _label(name: object) -> str:
    return shorten(clean(name), _NAME_LENGTH)


def _draw_intervals(axes: Axes, part: pd.DataFrame, *, horizontal: bool) -> None:
    """Draw the values of the rows in their order, with bars for the intervals, against a scale of shares."""
    at, shares = np.arange(len(part)), (0, 0.25, 0.5, 0.75, 1)
    (axes.hlines if horizontal else axes.vlines)(at, part["low"], part["high"], color=INK, linewidth=1.2)
    axes.scatter(*((part["value"], at) if horizontal else (at, part["value"])), s=16, color=ACCENT, zorder=3)
    (axes.set_xticks if horizontal else axes.set_yticks)(shares, [numbers.percent(share) for share in shares])
    (axes.set_xlim if horizontal else axes.set_ylim)(-0.03, 1.03)
    axes.grid(axis="x" if horizontal else "y", color=LIGHT, linewidth=0.6)
    axes.tick_params(labelsize=_SIZE)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left" if horizontal else "bottom"]].set_visible(False)


def _draw_month(axes: Axes, part: pd.DataFrame, names: dict[str, str]) -> None:
    first = part["day"].min()
    rows = part["nip"].map({nip: place for place, nip in enumerate(names)})
    for state, (marker, size, color, face) in _MARKS.items():
        chosen = part["state"].eq(state) & rows.notna()
        if chosen.any():
            spots, shape = zip(part.loc[chosen, "day"].dt.day, rows[chosen], strict=True), _shape(marker, size)
            path = Path.make_compound_path(*(Path(shape.vertices + spot, shape.codes) for spot in spots))
            axes.add_patch(PathPatch(path, facecolor=face, edgecolor=color, linewidth=0.8))
    days = pd.date_range(first.replace(day=1), first + pd.offsets.MonthEnd(0))
    axes.set_xlim(0.4, 31.6)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xticks(range(1, len(days) + 1), [str(day.day) for day in days])
    axes.set_yticks(range(len(names)), [_label(name) for name in names.values()], parse_math=False)
    axes.tick_params(length=0, labelsize=_SIZE - 0.5, pad=2)
    axes.xaxis.tick_top()
    axes.set_title(numbers.month(first), loc="left", fontsize=_SIZE + 1)
    axes.spines[:].set_visible(False)
    axes.hlines(np.arange(len(names) + 1) - 0.5, 0.5, len(days) + 0.5, color=LIGHT, linewidth=0.4, zorder=0)


def _shape(marker: str, size: float) -> Path:
    style = MarkerStyle(marker)
    return style.get_path().transformed(style.get_transform().scale(size))


_MARKS = {  # state: marker, its size in days, line colour, fill
    "filled": ("s", 0.72, ACCENT, ACCENT),
    "draft": ("s", 0.66, ACCENT, "white"),
    "empty": ("x", 0.5, INK, "none"),
    "leave": ("_", 0.6, INK, "none"),
    "holiday": ("s", 0.84, LIGHT, LIGHT),
    "extra": ("D", 0.51, ACCENT, "white"),
}
