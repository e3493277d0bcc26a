"""From a logit to a verdict: probabilities that fit local lines, and the unsure band from what mistakes cost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from ekin.errors import FileRefusedError, SettingError
from ekin.quality.scores import Figures, figures
from ekin.settings import Settings, home, load_settings
from ekin.vocabulary import Flag
from ekin.words.errors import ERROR
from ekin.words.quality import FLAG, SAMPLE_REVERSED, SAMPLE_TOO_SMALL

FILE: Final = "calibration.json"
MIN_LINES, MIN_EACH = 50, 10
"""Labelled lines below which nothing is fitted: in all, and of each label."""
FOLDS: Final = 5
MAX_LOGIT: Final = 15.0
"""p_generic is float32, which holds no logit further out."""

_LABELS: Final = {str(code): code for code in (0, 1)} | {
    name: code for code, flag in enumerate((Flag.SPECIFIC, Flag.GENERIC)) for name in (flag.value, FLAG[flag])
}


@dataclass(frozen=True)
class Calibration:
    """What turns the judge's logit into a verdict: p = expit(slope * logit + shift).

    Attributes
    ----------
    threshold
        p from which the label is generic.
    low, high
        The flag is specific where p < low, generic where p >= high, else unsure; low <= threshold <= high.
    suffix
        What the model version gets when any of this is local, such as "+lokal-1a2b3c"; "" as shipped.
    """

    slope: float
    shift: float
    threshold: float
    low: float
    high: float
    suffix: str = ""

    def probability(self, logits: np.ndarray) -> np.ndarray:
        """Return p of logits, of any shape."""
        return sigmoid(self.slope * logits + self.shift)

    def verdicts(self, logits: np.ndarray) -> pd.DataFrame:
        """Return p, label (0 or 1) and flag (0, 1, NaN for unsure) of logits, shape (n,)."""
        return decide(self.probability(logits), self.threshold, (self.low, self.high))


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return probabilities of logits, of any shape."""
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def current(card: Mapping[str, Any], folder: str | Path = ".") -> Calibration:
    """Return the calibration that holds in a folder: as shipped, or with its stored fit and its costs.

    A stored fit counts only for the model it was made with.

    Raises
    ------
    SettingError
        If a setting or the stored file cannot be used.
    """
    path, slope, shift = home(folder) / FILE, 1.0, 0.0
    if path.is_file():
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            if stored["model"] == card["version"]:
                slope, shift = float(stored["slope"]), float(stored["shift"])
        except (ValueError, KeyError, TypeError) as error:
            raise SettingError(FILE, type(error).__name__, "model, slope, shift") from error
    found = _calibration(card, load_settings(folder), slope, shift)
    if found == _calibration(card, Settings(), 1.0, 0.0):
        return found
    return Calibration(*astuple(found)[:-1], f"+lokal-{hashlib.sha256(repr(found).encode()).hexdigest()[:6]}")


def edges(settings: Settings) -> tuple[float, float]:
    """Return the ends of the unsure band that cost least (Chow 1970), for a probability p that can be trusted.

    Calling a line generic costs (1 - p) * cost_false_flag on average, calling it specific p * cost_missed, and saying
    nothing cost_unsure. So specific is cheapest below p = cost_unsure / cost_missed and generic from
    p = 1 - cost_unsure / cost_false_flag on. Where these cross, being unsure never pays and both ends are
    cost_false_flag / (cost_false_flag + cost_missed).
    """
    false, missed, unsure = settings.cost_false_flag, settings.cost_missed, settings.cost_unsure
    low, high = unsure / missed, 1 - unsure / false
    return (low, high) if low < high else (false / (false + missed),) * 2


def balanced_threshold(labels: np.ndarray, p: np.ndarray) -> float:
    """Return the threshold of best macro-F1: the middle of the plateau, which moves less from sample to sample."""
    grid = np.arange(0.2, 0.805, 0.01)
    called = p[:, None] >= grid
    tp, fp = (labels[:, None] * called).sum(axis=0), ((1 - labels)[:, None] * called).sum(axis=0)
    fn, tn = labels.sum() - tp, (1 - labels).sum() - fp
    scores = tp / (2 * tp + fp + fn) + tn / (2 * tn + fp + fn)
    return float(np.median(grid[scores >= scores.max() - 0.003]))


def decide(p: np.ndarray, threshold: float, band: tuple[float, float]) -> pd.DataFrame:
    """Return p, label and flag as `scores.figures` reads them; the threshold is moved into the band."""
    low, high = band
    flag = np.where(p < low, 0.0, np.where(p >= high, 1.0, np.nan))
    return pd.DataFrame({"p": p, "label": (p >= np.clip(threshold, low, high)).astype(float), "flag": flag})


def platt(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return slope and shift of best likelihood, drawn towards 1 and 0 as by one unit of evidence (few lines)."""
    from scipy.optimize import minimize  # like scikit-learn below: a check needs neither, and both load slowly

    def loss(found: np.ndarray) -> float:
        z = found[0] * logits + found[1]
        return np.logaddexp(0, z).sum() - labels @ z + ((found - (1, 0)) ** 2).sum() / 2

    slope, shift = minimize(loss, (1.0, 0.0)).x
    return float(slope), float(shift)


def read_labels(frame: pd.DataFrame, column: str, path: Path) -> pd.Series:
    """Return labels 0 and 1 of the lines that have one, on the frame's index; written 0/1, spesifik/umum, specific/generic.

    Raises
    ------
    FileRefusedError
        If there is no such column, fewer than `MIN_LINES` lines have a label, or fewer than `MIN_EACH` have either.
    """
    if column not in frame:
        raise FileRefusedError(path, ERROR["no_column"].format(column=column, found=", ".join(map(str, frame))))
    texts = frame[column].astype("str").str.strip().str.lower().str.removesuffix(".0")
    labels = texts.map(_LABELS).dropna().astype(int)
    counts = [int((labels == code).sum()) for code in (0, 1)]
    if sum(counts) < MIN_LINES or min(counts) < MIN_EACH:
        words = {"specific": counts[0], "generic": counts[1], "minimum": MIN_LINES, "each": MIN_EACH}
        raise FileRefusedError(path, SAMPLE_TOO_SMALL.format(**words))
    return labels


def raw_logits(p: np.ndarray, used: Calibration) -> np.ndarray:
    """Return the judge's own logits from the probabilities that `used` made of them."""
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        return (np.clip(np.log(p / (1 - p)), -MAX_LOGIT, MAX_LOGIT) - used.shift) / used.slope


def compare(
    logits: np.ndarray, labels: np.ndarray, texts: pd.Series, card: Mapping[str, Any], path: Path, *, n_boot: int = 400
) -> tuple[tuple[float, float], dict[str, Figures]]:
    """Fit slope and shift, and measure the shipped calibration beside one fitted on the other four fifths.

    Equal texts stay in one fold, and are drawn together.

    Returns
    -------
    slope and shift on all lines, and figures "before" and "after".

    Raises
    ------
    FileRefusedError
        If the labels contradict the judge, as they do when 1 was meant for specific.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    settings, after, ties = load_settings(), np.empty((len(labels), 3)), pd.factorize(texts)[0]
    fit = platt(logits, labels)
    if fit[0] <= 0:
        raise FileRefusedError(path, SAMPLE_REVERSED)
    before = _calibration(card, settings, 1.0, 0.0).verdicts(logits)
    for train, test in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(logits, labels, ties):
        fitted = _calibration(card, settings, *platt(logits[train], labels[train]))
        after[test] = fitted.verdicts(logits[test])
    judged = {"before": before, "after": pd.DataFrame(after, columns=before.columns)}
    found = {name: figures(labels, frame, ties, n_boot=n_boot) for name, frame in judged.items()}
    return fit, found


def save(card: Mapping[str, Any], fit: tuple[float, float], n: int, folder: str | Path = ".") -> Path:
    """Store a fit for the model of the card in the home folder."""
    path = home(folder) / FILE
    stored = {"model": card["version"], "slope": round(fit[0], 6), "shift": round(fit[1], 6), "n": n}
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return path


def _calibration(card: Mapping[str, Any], settings: Settings, slope: float, shift: float) -> Calibration:
    low, high = edges(settings)
    return Calibration(slope, shift, float(np.clip(card["threshold"], low, high)), low, high)
