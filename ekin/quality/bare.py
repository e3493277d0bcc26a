"""Bare documents: lines that name a document and no act, generic however exactly they name it (CODEBOOK ruling 13).

Neither stage sees that a word is missing, so the rule is given to what joins them, which learns its weight.
"""

from __future__ import annotations

import numpy as np

from ekin.quality.lexicon import ACT, DOCUMENTS


def is_bare(folded: str) -> bool:
    """Say whether a folded line opens with a kind of document and no other word of it says what was done.

    >>> is_bare("modul ajar ipas kelas v"), is_bare("modul ajar ipas kelas v dicetak")
    (True, False)
    """
    first, *rest = folded.split() or [""]
    return first in DOCUMENTS and not any(map(ACT.fullmatch, rest))


def stages(fast: np.ndarray, deep: np.ndarray, bare: np.ndarray) -> np.ndarray:
    """Put beside each other what the join of the stages is fitted on: both heads, and both labels again where a line is bare.

    Parameters
    ----------
    fast, deep
        Logits, shape (n, 4), the label first.
    bare
        Shape (n,).

    Returns
    -------
    ndarray
        Shape (n, 11).
    """
    bare = bare.astype(float)
    return np.column_stack([fast, deep, bare, bare * fast[:, 0], bare * deep[:, 0]])
