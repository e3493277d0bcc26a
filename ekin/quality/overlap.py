"""Who labels which line, and how many lines two people share; it loads in no time, so forms that only open a task can use it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, cycle

import numpy as np
import pandas as pd


def overlap_plan(items: Sequence[str], annotators: Sequence[str], overlap: int, seed: int) -> pd.DataFrame:
    """Share items out so that each goes to `overlap` annotators and every group of so many shares equally many.

    Returns
    -------
    DataFrame
        annotator, item; each annotator in an order of their own, so that tiredness falls on other items.
    """
    rng = np.random.default_rng(seed)
    groups = cycle(combinations(annotators, min(overlap, len(annotators))))
    pairs = [(who, item) for item, group in zip(rng.permutation(np.array(items, object)), groups, strict=False) for who in group]
    frame = pd.DataFrame(pairs, columns=["annotator", "item"]).sample(frac=1, random_state=seed)
    return frame.sort_values("annotator", kind="stable", ignore_index=True)
