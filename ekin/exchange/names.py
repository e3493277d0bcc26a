"""The list of Indonesian words of names, read once, beside the words that ekin knows of the language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from ekin.domain.name_words import NameWords
from ekin.quality.rarity import load_zipf
from ekin.quality.spelling import meant, words_written

NAMES: Final = Path(__file__).with_name("names.txt")
"""Given names, surnames and marga of all regions, one a line, written for ekin; * marks what is also a word or a place."""


@cache
def name_words() -> NameWords:
    """Words of names and of the language."""
    names = {word.rstrip("*"): word.endswith("*") for word in NAMES.read_text(encoding="utf-8").split()}
    return NameWords(names, frozenset(words_written()), load_zipf(), meant)
