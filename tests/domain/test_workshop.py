"""Items of a workshop: who gets which, and what counts as right."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekin.domain.workshop import COMPLETE, MINUTES, Item, fits, missing_counts, plain, right, tasks, words
from ekin.vocabulary import Facet, Stage
from ekin.words.workshop import STAGE, TASK

ITEMS = [Item(f"guru-{form}{n}", "test", form, "guru") for form in "AB" for n in range(8)]


def person(number, superior=False):
    return SimpleNamespace(id=number, family="guru", superior=superior)


def test_a_workshop_takes_ninety_minutes_and_every_stage_has_words():
    assert sum(MINUTES.values()) == 90
    assert set(MINUTES) == set(STAGE) == set(TASK) == set(Stage)


@pytest.mark.parametrize("number", range(1, 5))
def test_each_takes_both_forms_and_half_begin_with_the_other(number):
    pre, post = ({one.form for one in tasks(ITEMS, stage, person(number))} for stage in (Stage.PRE, Stage.POST))
    assert {*pre, *post} == {"A", "B"}
    assert pre == {"AB"[number % 2]}


def test_neighbours_read_a_test_in_another_order_and_each_always_in_the_same():
    orders = [[one.item for one in tasks(ITEMS, Stage.PRE, person(number))] for number in (2, 4, 2)]
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]
    assert orders[0] == orders[2]


def test_only_superiors_calibrate():
    vignettes = [Item("sketsa01", "vignette")]
    assert tasks(vignettes, Stage.CALIBRATE, person(1, superior=True)) == vignettes
    assert tasks(vignettes, Stage.CALIBRATE, person(1)) == []


def test_one_answer_is_right_whatever_a_line_lacks():
    choices = [COMPLETE, *Facet]
    for lacks in [frozenset(), *(frozenset({facet}) for facet in Facet)]:
        item = Item("x", "test", lacks=lacks)
        assert [one for one in choices if right(item, one)] == (list(lacks) or [COMPLETE])


def test_empty_words_need_half_and_no_fact():
    item = Item("x", "empty", text="[Melaksanakan tugas] memeriksa 9 sapi [sesuai arahan]")
    assert [word for word, empty in words(item.text) if empty] == ["Melaksanakan", "tugas", "sesuai", "arahan"]
    assert right(item, "0 5")
    assert not right(item, "0")
    assert not right(item, "0 1 2 5 6")


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=4), st.booleans()), min_size=1))
def test_brackets_come_and_go_without_a_trace(parts):
    text = " ".join(f"[{word}]" if empty else word for word, empty in parts)
    assert words(text) == parts
    assert plain(text) == " ".join(word for word, _ in parts)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [("test", "none", "all"), ("vignette", "4", "5"), ("empty", "0 3", "-1"), ("repair", "x", " \n"), ("tie", "0", "2")],
)
def test_what_is_no_answer_is_refused(kind, good, bad):
    item = Item("x", kind, plans=("satu",))
    assert fits(item, good)
    assert not fits(item, bad)
    assert not fits(Item("x", "write"), "x" * 2001)


def test_missing_facets_are_counted_the_commonest_first():
    assert missing_counts([["detail"], ["detail", "object"], []])[:2] == [(Facet.DETAIL, 2), (Facet.OBJECT, 1)]
