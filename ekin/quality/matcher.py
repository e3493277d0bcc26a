"""The matcher: how well a description and an action plan mean the same, word beside word, by a transformer in onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np

from ekin.errors import ModelMismatchError
from ekin.quality.encoder import PIECES, Tokenizer, batches, session
from ekin.quality.weights import digest

MODEL: Final = "matcher.onnx"
KNOWN_PLANS: Final = 2000
"""Plans whose vectors are remembered: an agency's, some 30 kB each."""


class Matcher:
    """The matcher of a model folder; the files are opened at first use.

    Parameters
    ----------
    card
        The part `matcher` of the model card: weights (mean, forth, back, letters, shift) and sha256 of the file.

    Notes
    -----
    Late interaction (Khattab & Zaharia 2020): every word of one side looks for its nearest on the other side, so a plan is
    read once, however many descriptions it is held against.
    """

    def __init__(self, folder: Path, card: dict[str, Any]) -> None:
        self._folder, self._weights, self._sha = folder, card["weights"], card["sha256"]
        self._plans: dict[str, np.ndarray] = {}

    def vectors(self, folded: Sequence[str]) -> list[np.ndarray]:
        """Return the unit vectors of folded lines: the mean of a line first, then its tokens, each (n_tokens + 1, width)."""
        rows, run = [self._tokenizer(text) for text in folded], self._session.run
        found: list[np.ndarray] = [np.empty(0)] * len(rows)

        def read(group: list[int], ids: np.ndarray) -> None:
            for at, of_line in zip(group, run(None, {"ids": ids})[0], strict=True):
                found[at] = of_line[: len(rows[at]) + 1].copy()

        with ThreadPoolExecutor(os.cpu_count()) as pool:  # onnxruntime lets other threads run
            for done in [pool.submit(read, *batch) for batch in batches(rows)]:
                done.result()
        return found

    def logits(self, folded: Sequence[str], plans: Sequence[str], letters: np.ndarray) -> np.ndarray:
        """Return the log-odds that each folded description belongs to the folded plan beside it, against to none, shape (n,).

        Parameters
        ----------
        letters
            Cosine of the two in letters, shape (n,).
        """
        wanted = list(dict.fromkeys([*folded, *(plan for plan in plans if plan not in self._plans)]))
        known, use = self._plans | dict(zip(wanted, self.vectors(wanted), strict=True)), self._weights
        used = {plan: known[plan] for plan in dict.fromkeys(plans)}
        self._plans = used if len(self._plans) > KNOWN_PLANS else self._plans | used
        near = np.array([_near(known[text], known[plan]) for text, plan in zip(folded, plans, strict=True)]).reshape(-1, 3)
        return near @ [use["mean"], use["forth"], use["back"]] + use["letters"] * letters + use["shift"]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.read(self._folder / PIECES)

    @cached_property
    def _session(self) -> Any:
        path = self._folder / MODEL
        if (found := digest(path) if path.is_file() else "-") != self._sha:
            raise ModelMismatchError(f"sha256 {MODEL}", found[:12], self._sha[:12])
        return session(path)


def _near(line: np.ndarray, plan: np.ndarray) -> tuple[float, float, float]:
    """Nearness of the means, of each word of the line to its nearest of the plan, and the other way round."""
    words = line[1:] @ plan[1:].T
    return float(line[0] @ plan[0]), float(words.max(1).mean()), float(words.max(0).mean())
