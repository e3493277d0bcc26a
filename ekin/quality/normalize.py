"""Any value as text, and text as the plain words that the judge reads."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from ekin.quality.lexicon import ABBREVIATIONS
from ekin.quality.spelling import meant

MAX_CHARS: Final = 20_000
"""Characters of a text that are read; a description of one day is far shorter, a pasted file is not."""

MAX_WORDS: Final = 300
"""Words of a text that are read."""

NUMBER: Final = "0"
"""Stands for any number."""

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TAG = re.compile(r"<[^<>]{0,300}>")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_REPEATED = re.compile(r"([^\d])\1{2,}")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def as_text(value: object) -> str:
    """Return a value of a cell as text: "" for None, NaN, NA and NaT, the text of a number, text as it is."""
    if isinstance(value, str):
        return str(value)
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - a stranger's __str__ may fail in any way, and a check never raises
        return ""


def as_arrow(texts: Sequence[str]) -> pa.Array:
    """Return texts as one Arrow array; a lone surrogate becomes "?", which folds away like it."""
    try:
        found = pa.array(texts, pa.large_string())
    except UnicodeEncodeError:
        found = pa.array([text.encode("utf-8", "replace").decode() for text in texts], pa.large_string())
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def pick(texts: Sequence[str], rows: np.ndarray) -> list[str]:
    """Return the texts at some places as Python strings."""
    return [texts[row] for row in rows.tolist()] if isinstance(texts, list) else texts[rows].tolist()


def fold(text: str) -> str:
    """Return the words of a text in lower case, separated by single spaces.

    Markup, links, punctuation, invisible characters and lone surrogates are dropped, every number is written "0",
    letters repeated three times or more are cut to two, common abbreviations written out and slips of spelling mended
    (CODEBOOK ruling 10), so that none of these moves a score. Only the first `MAX_CHARS` characters and `MAX_WORDS`
    words are read.

    Examples
    --------
    >>> fold("  <b>MEMBUAT</b> 12 lap. bln Mei, dgn baiiiik")
    'membuat 0 laporan bulan mei dengan baiik'
    """
    return " ".join([NUMBER if word[0].isdigit() else ABBREVIATIONS.get(word) or meant(word) for word in words_of(text)])


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case, as written."""
    text = text[:MAX_CHARS]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    text = _REPEATED.sub(r"\1\1", _LINK.sub(" ", text))
    return _WORD.findall(text)[:MAX_WORDS]
