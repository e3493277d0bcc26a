"""Slips of the keyboard: lines misspelt on purpose, so that a stage learns to read what people type in a hurry."""

from __future__ import annotations

import random
from typing import Final

MIN_LETTERS: Final = 4
"""Words shorter than this are not misspelt."""
SLIP: Final = 0.3
"""Share of lines with a misspelt word while a network learns."""
_LETTERS: Final = "aiuenrtskmdlgbp"


def noisy(text: str, rng: random.Random, share: float = SLIP) -> str:
    """Misspell one long word of a share of lines."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > MIN_LETTERS]
    if rng.random() > share or not long:
        return text
    at = rng.choice(long)
    words[at] = _misspelt(words[at], rng)
    return " ".join(words)


def _misspelt(word: str, rng: random.Random) -> str:
    at, turn = rng.randrange(len(word) - 1), rng.randrange(4)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return (swapped, word[:at] + word[at + 1 :], word[: at + 1] + word[at:], word[:at] + rng.choice(_LETTERS) + word[at + 1 :])[
        turn
    ]
