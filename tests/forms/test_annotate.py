"""The bench without a browser: keys, guards, undo, settling."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ekin.forms import annotate
from ekin.forms.annotate import AnnotateForm, SettleForm
from ekin.service import annotation
from ekin.words.research import BENCH, SETTLE

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def bench():
    return annotation.practice_bench(n=60, clock=lambda: NOW)


@pytest.fixture
def form(bench, monkeypatch):
    monkeypatch.setattr(annotate, "MIN_SEEN_S", 0)
    return AnnotateForm(bench)


def typed(form, keys):
    for key in keys:
        form.typing.value += key


def stored(bench):
    own = annotation.labels(bench).query("annotator == 'saya'")
    return own[["item", "label", "action", "object", "detail", "borderline"]].to_numpy().tolist()


def test_one_letter_is_one_label_and_undo_brings_the_line_back(form, bench):
    first, second = bench.mine[:2]
    typed(form, "s")
    assert form.item == second
    typed(form, "orbu")
    assert stored(bench) == sorted([[first, 0, 1, 1, 1, False], [second, 1, 1, 0, 0, True]])
    typed(form, "z")
    assert form.item in (first, second)
    assert len(stored(bench)) == 1


def test_letters_that_arrive_together_count_in_order_and_the_second_line_is_not_judged_unseen(bench):
    form = AnnotateForm(bench)
    form._shown -= 1
    form.typing.value = "russ"  # typed ahead: the second line was never seen
    assert len(stored(bench)) == 1
    assert BENCH["too_fast"] in form.status.value


def test_generic_needs_what_is_missing_and_specific_nothing(form, bench):
    typed(form, "u")
    assert "tandai dulu" in form.status.value
    typed(form, "os")
    assert "hapus tandanya" in form.status.value
    typed(form, "k")
    assert "k" in form.status.value
    assert stored(bench) == []
    typed(form, "os")  # the mark is taken away
    assert len(stored(bench)) == 1


def test_buttons_and_ticks_do_the_same_and_the_line_is_escaped(form, bench):
    bench.items.loc[bench.mine[1]] = "<b>tebal</b>"
    form.missing["o"].value = True
    form.note.value = "aturan 2"
    form.generic.click()
    assert stored(bench)[0][1:4] == [1, 1, 0]
    assert "&lt;b&gt;" in form.line.value


def test_the_lead_sees_only_what_is_open_and_settles_it(bench):
    form = SettleForm(bench)
    assert not set(form.frame["item"]) & set(bench.mine)  # nothing of one's own before it is labelled
    assert len(form.frame) > 0
    form.settle.click()
    assert SETTLE["ruling_needed"] in form.status.value
    form.ruling.value = "2"
    form.settle.click()
    assert SETTLE["done"] in form.status.value
    assert form.frame["settled"].notna().sum() == 1
    annotation.label(bench, bench.mine[0])
    bench.__dict__["clock"] = lambda: NOW + timedelta(minutes=3)
    assert SETTLE["none"] not in SettleForm(bench).counts.value


def test_others_cannot_settle(bench):
    ani = annotation.practice_bench("ani", n=60)
    form = SettleForm(ani)
    assert form.which.layout.display == "none"
    assert "saya" in form.children[-2].value
