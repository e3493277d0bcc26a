from __future__ import annotations

import pytest

from ekin.evaluation.measures import MEASURES
from ekin.words import measures as words

NAMES = {item.name for item in MEASURES}


@pytest.mark.parametrize("table", ["NAME", "MEANING", "NOUN", "READING"])
def test_every_measure_has_words_and_no_words_lack_a_measure(table):
    found = getattr(words, table)
    assert set(found) == NAMES
    assert all(text.strip() for text in found.values())


def test_figures_that_are_no_share_have_a_unit():
    assert set(words.UNIT) == {item.name for item in MEASURES if item.kind != "share"}


def test_every_aspect_and_principle_of_the_policy_is_served():
    assert {code for item in MEASURES for code in item.serves} == set(words.GROUP)


def test_a_meaning_is_one_sentence():
    assert all(text.endswith(".") and text.count(". ") == 0 for text in words.MEANING.values())
