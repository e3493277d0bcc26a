"""Figures of the statistical appendix. Each function returns a matplotlib Figure; nothing is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ekin.exchange.harmless import clean, shorten
from ekin.reports.plots import ACCENT, GREY, INK, LIGHT, WIDTH_IN
from ekin.words import numbers
from ekin.words.statistics import COLUMN, MEASURE, NOTE

MAX_DRAWN: Final = 60
"""Rows of a figure; a table holds all."""

_STYLE: Final = {"font.size": 8, "axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left"}
_ROW_IN, _HEAD_IN = 0.21, 0.75
_LABEL = 34


def forest(reviewers: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw severity, centrality and halo of reviewers with their intervals, alphabetical; the line at 0 is the average reviewer.

    Parameters
    ----------
    reviewers
        Frame of `evaluation.reviewers.ReviewerFit`.
    labels
        Name of each rater.
    """
    names = sorted(reviewers["rater"].unique(), key=lambda rater: labels[rater].casefold())[:MAX_DRAWN]
    measures = [name for name in MEASURE if name in set(reviewers["measure"])]
    figure, panels = _panels(len(names) * _ROW_IN + _HEAD_IN, len(measures), sharey=True)
    for axes, measure in zip(panels, measures, strict=True):
        part = reviewers[reviewers["measure"].eq(measure)].set_index("rater").reindex(names)
        _dots(axes, part, [labels[name] for name in names])
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.set_title(f"{MEASURE[measure]} (logit)")
    return figure


def reliability_curve(study: pd.DataFrame, by: str) -> Figure:
    """Draw reliability against the number of days or raters, with its interval and the line from which it is enough."""
    figure, (axes,) = _panels(2.6, 1)
    axes.fill_between(study[by], study["low"], study["high"], color=LIGHT)
    axes.plot(study[by], study["estimate"], "o-", color=ACCENT, linewidth=1, markersize=4)
    axes.axhline(0.8, color=INK, linewidth=0.8, linestyle="--")
    axes.annotate(NOTE["target"], (study[by].min(), 0.8), xytext=(0, 2), textcoords="offset points", va="bottom")
    axes.set(ylim=(0, 1.02), xlabel=COLUMN[by], ylabel=COLUMN["reliability"])
    axes.yaxis.set_major_formatter(lambda value, _at: numbers.number(value, 1))
    return figure


def gaps(rows: pd.DataFrame, labels: Sequence[str]) -> Figure:
    """Draw rates of groups with their intervals; those that alarm are filled with ink."""
    figure, (axes,) = _panels(min(len(rows), MAX_DRAWN) * _ROW_IN + _HEAD_IN, 1)
    _dots(axes, rows.iloc[:MAX_DRAWN], list(labels)[:MAX_DRAWN])
    alarmed = rows.iloc[:MAX_DRAWN]["alarm"].to_numpy(dtype=bool)
    axes.scatter(rows.iloc[:MAX_DRAWN]["estimate"][alarmed], np.flatnonzero(alarmed), s=44, marker="D", color=INK, zorder=4)
    axes.xaxis.set_major_formatter(lambda share, _at: numbers.percent(share))
    axes.set_xlim(left=0)
    return figure


def before_after(weeks: pd.DataFrame, start: pd.Timestamp) -> Figure:
    """Draw weekly means of units with and without the socialisation, with intervals between units, around its date."""
    figure, (axes,) = _panels(2.8, 1)
    for treated, color, marker in ((False, GREY, "s"), (True, ACCENT, "o")):
        part = weeks[weeks["treated"].eq(treated)]
        at = part["period"] + pd.Timedelta(
            hours=16 if treated else -16
        )  # side by side, so that intervals do not cover each other
        axes.vlines(at, part["low"].clip(0, 1), part["high"].clip(0, 1), color=color, linewidth=1)
        axes.plot(
            at,
            part["estimate"],
            marker=marker,
            color=color,
            linewidth=1,
            markersize=4,
            label=NOTE["after" if treated else "before"],
        )
    axes.axvline(start, color=INK, linewidth=0.9, linestyle="--")
    axes.annotate(NOTE["start"], (start, 1), xytext=(3, -2), textcoords="offset points", va="top")
    ticks = weeks["period"].drop_duplicates().sort_values().iloc[::2]
    axes.set_xticks(ticks, [numbers.short_day(day)[:-5] for day in ticks], rotation=45, ha="right")
    axes.yaxis.set_major_formatter(lambda share, _at: numbers.percent(share))
    axes.set_ylim(0, 1.02)
    figure.legend(frameon=False, loc="outside upper left", ncols=2)
    return figure


def _panels(height: float, columns: int, **options: object) -> tuple[Figure, Sequence[Axes]]:
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(WIDTH_IN, height), layout="constrained")
        return figure, np.ravel(figure.subplots(1, columns, squeeze=False, **options))


def _dots(axes: Axes, rows: pd.DataFrame, labels: Sequence[str]) -> None:
    at = np.arange(len(rows))
    axes.hlines(at, rows["low"], rows["high"], color=INK, linewidth=1.2)
    axes.scatter(rows["estimate"], at, s=18, color=ACCENT, zorder=3)
    axes.set_yticks(at, [shorten(clean(name), _LABEL) for name in labels], parse_math=False)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.grid(axis="x", color=LIGHT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
