"""How rare the words of a line are: the cheapest knowledge of the language that carries over to real lines (DESIGN)."""

from __future__ import annotations

import gzip
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from ekin.quality.lexicon import OFFICE_WORDS

TABLE: Final = Path(__file__).with_name("model") / "zipf_id.csv.gz"
"""Zipf frequency of Indonesian words (wordfreq 3, CC BY-SA 4.0; see ZIPF_LICENSE.txt beside it)."""

UNKNOWN_ZIPF: Final = 1.5
"""Zipf frequency given to a word that the list lacks; the rarest listed word has 3.01."""

EVERYDAY_ZIPF: Final = 7.5
"""Stands for the rarest word of a line that has no word left; the most frequent word of the list has 7.47."""

RARITY_FEATURES: Final = (
    "rarest",
    "mean_2_rarest",
    "mean_4_rarest",
    "mean",
    "mean_2_commonest",
    "n_unknown",
    "share_unknown",
    "n_under_3.5",
    "n_under_4",
    "n_acronyms",
    "log_n_words",
    "n_office_words",
)
"""Columns of `rarity_features`; all but the last are taken over the words that are not office words."""


def rarity_features(folded: Sequence[str]) -> np.ndarray:
    """Measure the word rarity of folded lines, shape (n, 12), columns `RARITY_FEATURES`.

    Zipf frequency is log10 of occurrences per thousand million words. An acronym is an unknown word of up to five
    letters, whatever its case: capitals are no evidence in careless writing. Leaving out the words of any office first
    lifted the AUC on unseen authors from 0.75 to 0.83 (model card).
    """
    zipf = load_zipf()
    return np.array([_line(text.split(), zipf) for text in folded], dtype=np.float64).reshape(-1, len(RARITY_FEATURES))


@cache
def load_zipf() -> dict[str, float]:
    """Read the table once: word -> Zipf frequency."""
    with gzip.open(TABLE, "rt", encoding="utf-8") as file:
        return {word: float(zipf) for word, zipf in (line.rstrip("\n").split(",") for line in file)}


def build_zipf(path: Path = TABLE) -> int:
    """Rebuild the table from wordfreq (a development dependency) and return its number of words."""
    from wordfreq import get_frequency_dict

    # A folded line holds words of letters only, so the table needs no others.
    words = {word: math.log10(share) + 9 for word, share in get_frequency_dict("id").items() if word.isalpha()}
    lines = "".join(f"{word},{zipf:.2f}\n" for word, zipf in sorted(words.items(), key=lambda item: (-item[1], item[0])))
    path.write_bytes(gzip.compress(lines.encode(), compresslevel=9, mtime=0))
    return len(words)


def _line(words: list[str], zipf: dict[str, float]) -> tuple[float, ...]:
    content = [word for word in words if len(word) > 1 and word not in OFFICE_WORDS]
    n_office = float(sum(word in OFFICE_WORDS for word in words))
    if not content:
        return (*[EVERYDAY_ZIPF] * 5, *[0.0] * 6, n_office)
    rank = sorted([zipf.get(word, UNKNOWN_ZIPF) for word in content])
    unknown = [word for word in content if word not in zipf]
    n = len(rank)
    return (
        rank[0],
        sum(rank[:2]) / min(n, 2),
        sum(rank[:4]) / min(n, 4),
        sum(rank) / n,
        sum(rank[-2:]) / min(n, 2),
        float(len(unknown)),
        len(unknown) / n,
        float(sum(value < 3.5 for value in rank)),
        float(sum(value < 4 for value in rank)),
        float(sum(len(word) <= 5 for word in unknown)),
        math.log1p(n),
        n_office,
    )
