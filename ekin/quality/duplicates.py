"""Texts that repeat: the same words, the same sentence with other numbers, the same facts in other words.

Numbers, names and rare words are the facts of a text. Two texts are near only when their facts are the same, so a teacher who
teaches the next lesson, or a clerk whose count changes, repeats nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sklearn.feature_extraction.text import HashingVectorizer

from ekin.quality.lexicon import OFFICE_WORDS, TOPIC_WORDS
from ekin.quality.normalize import MAX_CHARS, as_arrow, as_text
from ekin.quality.rarity import UNKNOWN_ZIPF, load_zipf

NEAR: Final = 0.55
"""Cosine of letter trigrams from which two texts with the same facts are near; chosen on simulated crowds of seeds 1 to 5."""

FACT_ZIPF: Final = 5.0
"""A word rarer than this is taken as a fact, unless any office uses it or it is a verb."""

_WORDING: Final = OFFICE_WORDS | TOPIC_WORDS
_COMMON_ZIPF: Final = 5.5
"""A word this frequent with a capital inside a sentence says that the writer sets capitals everywhere."""

_MAX_PAIRS: Final = 200_000
_WORD = re.compile(r"\w+")
_VERB = re.compile(r"(?:me|ber|di|ter)\w{4,}")
_FIGURE = re.compile(r"\d|^[IVX]+$")
_BREAKS = r"[^\p{L}\p{N}]+"


def repeats(texts: Sequence[object]) -> pd.DataFrame:
    """Say what each text is equal to.

    Returns
    -------
    DataFrame
        One row per text, in order: text, skeleton, facts (whole numbers; equal where the folded texts, the folded texts with every
        number masked, or the sets of facts are equal) and words (how many). Capitals, punctuation and spaces do not count.
    """
    given = as_arrow([as_text(text)[:MAX_CHARS] for text in texts]).dictionary_encode()
    codes, written = given.indices.to_numpy(), given.dictionary
    folded = pc.utf8_trim_whitespace(pc.replace_substring_regex(pc.utf8_lower(written), _BREAKS, " "))
    masked = pc.replace_substring_regex(folded, r"\p{N}+", "0")
    counts = pc.add(pc.count_substring(folded, " "), pc.cast(pc.greater(pc.binary_length(folded), 0), pa.int32()))
    keys = {"text": folded, "skeleton": masked}
    found = {name: pd.factorize(key.to_pandas())[0][codes] for name, key in keys.items()}
    facts = pd.factorize(pd.array([*map(_Facts(), written.to_pylist())], dtype="str"))[0]
    return pd.DataFrame(found | {"facts": facts[codes], "words": counts.to_numpy(zero_copy_only=False)[codes]})


def near_pairs(texts: Sequence[str], block: np.ndarray) -> pd.DataFrame:
    """Pairs of distinct texts of one block, with their likeness.

    Parameters
    ----------
    texts
        Distinct texts of each block; shape (n,).
    block
        Texts with the same number may be alike, such as one person's with the same facts; shape (n,).

    Returns
    -------
    DataFrame
        left, right (positions; each pair both ways), cosine (0 to 1).
    """
    frame = pd.DataFrame({"block": block, "at": np.arange(len(block))})
    frame = frame[frame["block"].duplicated(keep=False)]
    pairs = frame.merge(frame, on="block", suffixes=("_left", "_right")).query("at_left != at_right")
    left, right = pairs["at_left"].to_numpy(), pairs["at_right"].to_numpy()
    used, place = np.unique(left, return_inverse=True)
    if not len(used):
        return pd.DataFrame({"left": left, "right": right, "cosine": np.empty(0)})
    grams = _GRAMS.transform([texts[at] for at in used])
    other = np.searchsorted(used, right)
    cosine = [
        np.asarray(grams[place[at : at + _MAX_PAIRS]].multiply(grams[other[at : at + _MAX_PAIRS]]).sum(axis=1)).ravel()
        for at in range(0, len(left), _MAX_PAIRS)
    ]
    return pd.DataFrame({"left": left, "right": right, "cosine": np.concatenate(cosine)})


def same_facts(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries whose facts the same writer gave on an earlier day in other words.

    Parameters
    ----------
    entries
        person, day, description, and the columns of `repeats`.

    Returns
    -------
    DataFrame
        Index of entries: retold (bool) and near (bool: retold in words whose cosine is `NEAR` or more).
    """
    keys = ["person", "text"]
    texts = entries.groupby(keys, as_index=False).agg(
        day=("day", "min"), description=("description", "first"), facts=("facts", "first")
    )
    block = texts.groupby(["person", "facts"]).ngroup().to_numpy()
    pairs = near_pairs(texts["description"].tolist(), block)
    pairs["since"] = texts["day"].to_numpy()[pairs["right"]]
    first = {"retold": pairs, "near": pairs[pairs["cosine"].ge(NEAR)]}
    for name, part in first.items():
        texts[name] = part.groupby("left")["since"].min().reindex(texts.index)
    found = entries[[*keys, "day"]].merge(texts[[*keys, *first]], on=keys, how="left")
    return pd.DataFrame({name: (found[name] < found["day"]).to_numpy() for name in first}, index=entries.index)


class _Facts:
    """Gives the facts of a text as one string; remembers which words are rare."""

    def __init__(self) -> None:
        self._zipf = load_zipf()

    def __call__(self, text: str) -> str:
        words = _WORD.findall(text)
        small = [word.lower() for word in words]
        everywhere = any(
            word[0].isupper() and self._rank(low) >= _COMMON_ZIPF for word, low in list(zip(words, small, strict=True))[1:]
        )
        named = [place > 0 and not everywhere and word[0].isupper() for place, word in enumerate(words)]
        facts = {
            low
            for word, low, name in zip(words, small, named, strict=True)
            if _FIGURE.search(word)
            or (low not in _WORDING and (name or (self._rank(low) < FACT_ZIPF and not _VERB.fullmatch(low))))
        }
        return " ".join(sorted(facts))

    def _rank(self, word: str) -> float:
        return self._zipf.get(word, UNKNOWN_ZIPF)


_GRAMS: Final = HashingVectorizer(
    analyzer="char_wb", ngram_range=(3, 3), n_features=2**18, alternate_sign=False, dtype=np.float32
)
