from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ekin.quality.fast import hash_bytes
from ekin.quality.judge import judge_model
from ekin.quality.lexicon import ABBREVIATIONS, NAMED_PLACES, PERIOD_DOCUMENTS, PERIODS, TOPIC_WORDS

STAGE = judge_model()[0]
WORDS = [
    "rapat",
    "RDKK",
    "yg",
    "bln",
    "lap.",
    "kelas",
    "V",
    "7",
    "12",
    "tentang",
    "gizi",
    "idem",
    "a",
    "&amp;",
    "R&D",
    "<b>",
    "www.x",
]
WORDS += [
    "https://a.b",
    "baiiiik",
    "tgl:",
    "ŚŁÓW",
    "é",
    "𠠠𠠠",
    "\ud800",
    "\0",
    "data2kelas",
    "x" * 400,
    *sorted(PERIODS | PERIOD_DOCUMENTS),
]
WORDS += sorted(TOPIC_WORDS | NAMED_PLACES | set(ABBREVIATIONS))
LINES = st.one_of(st.text(st.characters(), max_size=60), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))


def _same(texts):
    plain = STAGE.heads_plain(texts)
    np.testing.assert_allclose(STAGE.heads_compiled(texts), plain, rtol=0, atol=1e-9)
    return plain


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8))
def test_compiled_and_plain_agree_on_any_text(texts):
    _same(texts)


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000_000, "rapat gizi " * 900_000, "é" * 5_000_000, "<b" * 5_000_000, " " * 10_000_000, "a b " * 301, "k" * 20_000],
    ids=lambda text: f"{text[:4]!r} {len(text)}",
)
def test_compiled_and_plain_agree_on_long_text(text):
    _same([text, "Rapat", text[: len(text) // 2]])


def test_a_line_scores_the_same_alone_in_a_batch_and_in_a_column():
    texts = ["Rapat gizi", "Verval RDKK pupuk", "Membuat lap. bln Mei", "“Rapat” — gizi", ""] * 2
    batch = _same(texts)
    for row, text in enumerate(texts):
        np.testing.assert_array_equal(STAGE.heads([text])[0], batch[row])
    np.testing.assert_array_equal(STAGE.heads(pd.Series(texts, dtype="str")), batch)
    np.testing.assert_array_equal(
        STAGE.heads_compiled(pd.Series(["x", *texts], dtype="str").array[1:]), STAGE.heads_compiled(texts)
    )


def test_a_million_identical_lines():
    logits = STAGE.heads(["Rapat persiapan imunisasi polio"] * 1_000_000)
    assert (logits == logits[0]).all()


def test_more_words_than_the_cache_holds():
    letters = "bcdfghjklmnpqrstvwxz"
    texts = [f"{a}{b}{c}{d} gizi" for a in letters for b in letters for c in letters for d in letters]
    assert len(texts) > 2**17
    np.testing.assert_allclose(STAGE.heads_compiled(texts)[::97], STAGE.heads_plain(texts[::97]), rtol=0, atol=1e-9)


def test_threads_share_a_reader():
    texts = [f"Rapat gizi {word} {number}" for number in range(100) for word in WORDS]
    expected = STAGE.heads_compiled(texts)
    with ThreadPoolExecutor(4) as pool:
        for logits in pool.map(STAGE.heads_compiled, [texts] * 8):
            np.testing.assert_array_equal(logits, expected)


@pytest.mark.parametrize("hidden", ["numba", ""])
def test_another_process_with_or_without_numba_scores_the_same(hidden):
    code = f"import sys; sys.modules.update(dict.fromkeys({hidden.split()}))\n"
    code += (
        "from ekin.quality.judge import judge_model\nprint(judge_model()[0].heads(['Rapat gizi 3'] * 6000).sum(axis=0).tolist())"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603
    np.testing.assert_allclose(eval(shown), STAGE.heads(["Rapat gizi 3"])[0] * 6000, rtol=1e-9)  # noqa: S307


def test_hash_is_fnv_1a():
    assert hash_bytes(b"foobar") == 0x85944171F73967E8
