"""Spelling: a word that no list knows is read as the common word one slip away, so that a slip moves no score.

Without it a misspelt common word counts as a rare one, and rare words are what specific lines are made of: one label
in seven changed when lines were misspelt (CODEBOOK ruling 10 wants none to).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from ekin.domain.letters import one_slip, without_one
from ekin.quality import lexicon
from ekin.quality.rarity import load_zipf

WORDS: Final = Path(__file__).with_name("model") / "words.csv.gz"
"""Words that two hands or more of the corpus wrote, with the number of hands: never taken for slips."""

COMMON_ZIPF: Final = 3.8
"""Zipf frequency from which a word is common enough to be what somebody meant."""

COMMON_HANDS: Final = 3
"""Hands of the corpus from which a word of the field is so."""

MIN_LETTERS: Final = 5
"""Shorter words have too many neighbours to be read as another."""

MIN_CONSONANTS: Final = 4
"""Letters of a word without vowels ("mlksnkn") that are enough to tell which word was shortened."""

_VOWEL = re.compile("[aiueo]")
_LISTS: Final = (
    *(lexicon.OFFICE_WORDS, lexicon.TOPIC_WORDS, lexicon.NAMED_PLACES, lexicon.SCHOOL_SUBJECTS, lexicon.PERIODS),
    *(lexicon.PERIOD_DOCUMENTS, lexicon.JUNK_WORDS, lexicon.ABBREVIATIONS, lexicon.ABBREVIATIONS.values()),
)


@lru_cache(2**17)
def meant(word: str) -> str:
    """Return the common word that an unknown folded word stands for, or the word itself.

    One slip is a letter too few, too many, another or two exchanged. A word without vowels after its first letter is
    read by its consonants. Of several candidates the most common one is taken.

    Examples
    --------
    >>> meant("admnistrasi"), meant("pmbljrn"), meant("dapodik")
    ('administrasi', 'pembelajaran', 'dapodik')
    """
    if len(word) < MIN_CONSONANTS or word in known() or not (word.isascii() and word.isalpha()):
        return word
    words = common()
    if not _VOWEL.search(word, 1):
        return words[shortened()[word]] if word in shortened() else word
    if len(word) < MIN_LETTERS:
        return word
    near = [cut_short()[part] for part in (word, *without_one(word)) if part in cut_short()]
    return words[min(fit)] if (fit := [at for at in near if one_slip(word, words[at])]) else word


@cache
def known() -> frozenset[str]:
    """Words that are never read as another."""
    return frozenset(load_zipf()).union(words_written(), *_LISTS)


@cache
def common() -> list[str]:
    """Words that another may stand for, the most common first."""
    zipf = load_zipf()
    found = {word: frequency for word, frequency in zipf.items() if frequency >= COMMON_ZIPF}
    found |= {word: zipf.get(word, COMMON_ZIPF) for one in _LISTS for word in one}
    found |= {word: zipf.get(word, COMMON_ZIPF) for word, hands in words_written().items() if hands >= COMMON_HANDS}
    kept = (word for word in found if len(word) >= MIN_CONSONANTS and word.isascii() and word.isalpha())
    return sorted(kept, key=lambda word: (-found[word], word))


@cache
def cut_short() -> dict[str, int]:
    """Place in `common` of the most common word that has these letters, all or all but one."""
    places = reversed(list(enumerate(common())))
    return {part: at for at, word in places for part in (word, *without_one(word))}


@cache
def shortened() -> dict[str, int]:
    """Place in `common` of the most common long word with these consonants after its first letter."""
    places = reversed([(at, word) for at, word in enumerate(common()) if len(word) > MIN_LETTERS])
    return {word[0] + _VOWEL.sub("", word[1:]): at for at, word in places}


def build_words(lines: Iterable[Iterable[str]], hands: Iterable[str]) -> int:
    """Write `WORDS` anew and return the number of words; lines as from `normalize.words_of`, and who wrote each."""
    used: dict[str, set[str]] = {}
    for words, hand in zip(lines, hands, strict=True):
        for word in words:
            used.setdefault(word, set()).add(hand)
    kept = {word: len(by) for word, by in sorted(used.items()) if len(by) > 1 and word.isalpha()}
    lines = "".join(f"{word},{n}\n" for word, n in kept.items())
    WORDS.write_bytes(gzip.compress(lines.encode(), compresslevel=9, mtime=0))
    for read in (meant, known, common, cut_short, shortened, words_written):
        read.cache_clear()
    return len(kept)


@cache
def words_written() -> dict[str, int]:
    """Words of `WORDS`, with the number of hands."""
    with gzip.open(WORDS, "rt", encoding="utf-8") as file:
        return {word: int(n) for word, n in (line.rstrip("\n").split(",") for line in file)}
