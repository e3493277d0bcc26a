"""Lines nobody labelled, composed from the corpus and a word list: what the large networks teach the small one on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

PADDING: Final = (
    "dengan baik", "sesuai arahan pimpinan", "sesuai sop", "dan lainnya", "tepat waktu", "hari ini", "di kantor", "per kegiatan",
    "secara rutin", "dengan penuh tanggung jawab", "jam 0 0", "tahun 0", "selesai 0", "aman dan lancar",
)  # fmt: skip
MIN_LETTERS: Final = 4
"""Words shorter than this are not misspelt."""
SLIP: Final = 0.3
"""Share of lines with a misspelt word while the large networks learn."""
_LETTERS: Final = "aiuenrtskmdlgbp"


def compose(texts: Sequence[str], n: int, rng: random.Random) -> list[str]:
    """Compose folded lines: heads and tails crossed, words exchanged, dropped, misspelt, padding added.

    Parameters
    ----------
    texts
        Folded lines, at least one.
    n
        Lines wanted.
    """
    from wordfreq import top_n_list

    strange = [word for word in top_n_list("id", 25_000) if word.isascii() and word.isalpha() and len(word) > 2]
    own = [word for text in texts for word in text.split()]
    made: list[str] = []
    while len(made) < n:
        words, turn = rng.choice(texts).split(), rng.random()
        if turn < 0.35:
            other = rng.choice(texts).split()
            words = words[: rng.randint(1, max(1, len(words) - 1))] + other[rng.randint(0, max(0, len(other) - 1)) :]
        elif turn < 0.7:
            words = [rng.choice(rng.choice((own, strange))) if rng.random() < 0.3 else word for word in words]
        elif turn < 0.8:
            words = [word for word in words if rng.random() > 0.2]
        elif turn < 0.9:
            extra = rng.choice(PADDING).split()
            words = words + extra if rng.random() < 0.7 else extra + words
        else:
            words = noisy(noisy(" ".join(words), rng, 1.0), rng, 1.0).split()
        if words:
            made.append(" ".join(words))
    return made


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
