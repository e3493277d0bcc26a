"""One slip of the keyboard between two words."""

from __future__ import annotations


def without_one(word: str) -> list[str]:
    """Every way to leave one letter out."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def one_slip(written: str, word: str) -> bool:
    """Say whether one letter added, dropped, changed or exchanged with its neighbour turns one word into the other.

    >>> one_slip("kumalsari", "kumalasari"), one_slip("artih", "ratih"), one_slip("rita", "ratih")
    (True, True, False)
    """
    at = next((at for at, (a, b) in enumerate(zip(written, word, strict=False)) if a != b), min(len(written), len(word)))
    a, b = written[at:], word[at:]
    return a[1:] in (b, b[1:]) or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
