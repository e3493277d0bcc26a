"""The bench without a browser: keys, guards, undo, settling."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from ekin.forms import annotate
from ekin.forms.annotate import AnnotateForm
from ekin.forms.settle import SettleForm
from ekin.service import annotation, settling
from ekin.service.practice import practice_bench
from ekin.vocabulary import Batch, Round
from ekin.words.research import BENCH, LEARNING, SETTLE

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def bench():
    return practice_bench(n=60, clock=lambda: NOW)


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


def test_the_lead_sees_only_what_is_open_and_settles_it():
    bench = practice_bench(n=120, clock=lambda: NOW)
    form = SettleForm(bench)
    assert not set(form.frame["item"]) & set(bench.mine)  # nothing of one's own before it is labelled
    assert len(form.frame) > 0
    form.settle.click()
    assert SETTLE["ruling_needed"] in form.status.value
    form.ruling.value = "2"
    form.settle.click()
    assert SETTLE["done"] in form.status.value
    assert form.frame["settled"].notna().sum() == 1
    assert form.frame["only_facets"].nunique() == 2  # same label, other facets missing: listed, after the disputed labels
    assert "umum: tanpa" in form.table.grid.value
    annotation.label(bench, bench.mine[0])
    bench.__dict__["clock"] = lambda: NOW + timedelta(minutes=3)
    assert SETTLE["none"] not in SettleForm(bench).counts.value


def test_each_line_costs_one_reading_of_ones_own_labels(form, bench, monkeypatch):
    read, rows = [], type(bench.kept).rows
    monkeypatch.setattr(type(bench.kept), "rows", lambda kept, of=None: read.append(of) or rows(kept, of))
    typed(form, "s")
    assert read == ["saya"]


def test_the_batch_is_asked_and_agreement_is_that_of_the_batch(form, bench):
    form.batch.value = Batch.ACTIVE
    assert bench.batches[form.item] == "active"
    assert f"dari {bench.batches[bench.mine].eq('active').sum()} selesai" in form.place.value
    typed(form, "s")
    assert "1 dari" in form.place.value
    form.batch.value = Batch.RANDOM
    assert bench.batches[form.item] == "random"
    assert "0 dari" in form.place.value
    assert [value for _, value in form.round.options] == [Round.FIRST, Round.AGAIN]
    settle = SettleForm(bench)
    everything = settling.agreement_of(bench, ["label"])
    settle.batch.value = Batch.RANDOM
    part = settling.agreement_of(bench, ["label"], Batch.RANDOM)
    assert part["n"].iloc[0] < everything["n"].iloc[0]
    assert (part.query("measure == 'percent'")["value"] == 1).all()  # practice draws them from lines with one label
    assert settle.frame["only_facets"].all()


def test_a_finished_batch_says_whether_active_labels_still_change_the_model(form, bench, monkeypatch):
    assert form.learning.value == ""  # not finished
    ani = AnnotateForm(annotation.open_bench(bench.folder, "ani", clock=bench.clock))
    assert "Belum cukup label" in ani.learning.value
    assert "diputuskan ketua (saya)" in ani.learning.value
    ani.round.value = Round.AGAIN
    assert ani.learning.value == ""
    bench, read, rows = practice_bench("ani"), [], type(bench.kept).rows
    monkeypatch.setattr(type(bench.kept), "rows", lambda kept, of=None: read.append(of) or rows(kept, of))
    form = AnnotateForm(bench)
    assert set(read) == {"ani"}  # blind as before
    figures = r"pada \d+,\d % \(\d+–\d+ %\) dari 52 baris acak, tiap 7 label acak terakhir pada \d+,\d % \(\d+–\d+ %\)"
    assert re.search(figures, form.learning.value)
    assert "masih mengubah model: tiap 7 label aktif" in form.learning.value


@pytest.mark.parametrize(("high", "stop", "said"), [(0.05, True, "settled"), (0.06, True, "unclear"), (0.06, False, "changing")])
def test_few_lines_are_never_said_to_have_settled(high, stop, said):
    row = {"labels": 90, "step": 20, "n": 90, "changed": 0.01, "low": 0.0, "high": high, "stop": stop}
    found = pd.DataFrame([row | {"strategy": strategy} for strategy in ("random", "active")])
    assert LEARNING[said].split("{", maxsplit=1)[0] in annotate.learning(found, "saya")
    assert annotate.learning(None, "saya") == ""


def test_others_cannot_settle(bench):
    ani = practice_bench("ani", n=60)
    form = SettleForm(ani)
    assert form.which.layout.display == "none"
    assert "saya" in form.children[-2].value
