"""Annotation by several people, in a folder and in both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from ekin.errors import (
    AlreadyLabelledError,
    BlindError,
    EkinError,
    FileRefusedError,
    NotEnoughError,
    NotInTaskError,
    SettingError,
)
from ekin.service import annotation, settling
from ekin.service.drawing import draw_batch
from ekin.vocabulary import Batch, Round

ITEMS = pd.DataFrame({"item": [f"b{at}" for at in range(12)], "text": [f"Uraian {at}" for at in range(12)], "label": 1})
WHO = ["ani", "budi", "cici"]


class Clock:
    now = datetime(2026, 3, 2, 1, tzinfo=UTC)

    def __call__(self):
        return self.now

    def wait(self, **time):
        self.now += timedelta(**time)


@pytest.fixture(params=["folder", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def task(request, tmp_path):
    """Give a clock and a way to sit down at one task of three annotators, whose labels lie in one of three places."""
    clock, store = Clock(), None
    if request.param != "folder":
        from ekin.settings import Settings
        from ekin.storage.store import open_store

        url = f"sqlite:///{tmp_path / 'e.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
        store = open_store(Settings(database_url=url))
    folder = annotation.make_task(tmp_path / "tugas", ITEMS, WHO, lead="ketua", overlap=2)
    yield clock, lambda who: annotation.open_bench(folder, who, store, clock=clock)
    if store:
        if request.param == "postgres":
            with store.transaction() as connection:
                connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        store.close()


def test_a_colleagues_label_stays_closed_until_ones_own_is_stored_for_good(task):
    clock, sit = task
    ani, budi = sit("ani"), sit("budi")
    item = next(item for item in ani.mine if item in budi.mine)
    annotation.label(ani, item, ["detail"], note="RAHASIA")
    assert annotation.labels(budi).empty
    with pytest.raises(BlindError):
        annotation.colleague_labels(budi, item)
    annotation.label(budi, item)
    with pytest.raises(BlindError):  # it could still be undone
        annotation.colleague_labels(budi, item)
    assert annotation.undo(budi) == item
    clock.wait(minutes=3)
    with pytest.raises(BlindError):
        annotation.colleague_labels(budi, item)
    annotation.label(budi, item, ["object", "detail"])
    clock.wait(minutes=3)
    seen = annotation.colleague_labels(budi, item)
    assert seen[["annotator", "label", "action", "object", "detail", "note"]].to_numpy().tolist() == [
        ["ani", 1, 1, 1, 0, "RAHASIA"]
    ]
    assert annotation.undo(budi) is None  # having looked, nobody changes their own
    with pytest.raises(AlreadyLabelledError):
        annotation.label(budi, item)
    assert annotation.labels(sit("cici")).empty


def test_a_label_can_be_changed_or_a_colleagues_be_read_but_never_both(task):
    clock, sit = task
    ani, budi = sit("ani"), sit("budi")
    common = [item for item in ani.mine if item in budi.mine]
    for item in common:
        annotation.label(ani, item, ["detail"])
    clock.wait(hours=1)
    seen = []
    for item, waited in zip(common, (0, 119, 120, 3600), strict=True):
        annotation.label(budi, item)
        clock.wait(seconds=waited)
        readable = annotation.labels(budi).query("annotator == 'ani'")["item"].eq(item).any()
        seen.append((readable, annotation.undo(budi) == item))
    assert seen == [(False, True), (False, True), (True, False), (True, False)]


def test_labels_that_differ_only_in_facets_are_disputed_and_the_facet_stays_open_until_settled(task):
    clock, sit = task
    ani, budi, lead = sit("ani"), sit("budi"), sit("ketua")
    item = next(item for item in ani.mine if item in budi.mine)
    annotation.label(ani, item, ["detail"])
    annotation.label(budi, item, ["object", "detail"])
    found = settling.disagreements(lead).iloc[0]
    assert found[["item", "ani", "budi", "only_facets"]].tolist() == [item, "detail", "object detail", True]
    final = settling.labelled(lead).set_index("item").loc[item]
    assert (final["label"], final["detail"], final["object"] is pd.NA) == (1, 0, True)
    settling.settle(lead, item, ["detail"], "4")
    assert settling.labelled(lead).set_index("item").loc[item, ["object", "borderline"]].tolist() == [1, 0]
    assert settling.agreement_of(lead).query("of == 'object' and measure == 'percent'")["value"].tolist() == [0, 0]


def test_the_lead_draws_a_batch_half_random_half_active_and_colleagues_get_it(task):
    clock, sit = task
    pool = pd.DataFrame({"item": [f"k{at}" for at in range(40)]})
    pool["text"] = [f"Memeriksa {at} berkas kenaikan pangkat guru" if at % 2 else f"Uraian umum {at}" for at in range(40)]
    lead = sit("ketua")
    with pytest.raises(NotEnoughError):
        draw_batch(lead, pool, 12)
    for who in WHO:
        bench = sit(who)
        for item in bench.mine:
            annotation.label(bench, item, ["detail"] if int(item[1:]) % 2 else [])
    with pytest.raises(NotInTaskError):
        draw_batch(sit("ani"), pool, 12)
    new = draw_batch(lead, pool, 12)
    assert new["batch"].value_counts().to_dict() == {"random": 6, "active": 6}
    assert new["text"].tolist() == pool.set_index("item").loc[new["item"], "text"].tolist()
    again = sit("ketua")
    assert again.batches.value_counts().to_dict() == {"given": 12, "random": 6, "active": 6}
    assert again.plan.groupby("item").size().eq(2).all()
    waiting, done = annotation.place(sit("ani"), batch=Batch.RANDOM)
    assert set(waiting["item"]) <= set(new["item"])
    assert done == 0
    assert not set(draw_batch(again, pool, 12)["item"]) & set(new["item"])


def test_work_resumes_where_it_stopped_and_only_own_items_come(task):
    _, sit = task
    ani = sit("ani")
    assert annotation.to_do(ani)["item"].tolist() == ani.mine
    assert len(ani.mine) == 8  # 12 items twice, over three
    annotation.label(ani, ani.mine[0], borderline=True, seconds=2.5)
    again = sit("ani")
    assert annotation.to_do(again)["item"].tolist() == ani.mine[1:]
    assert annotation.labels(again)[["label", "borderline", "seconds"]].to_numpy().tolist() == [[0, True, 2.5]]
    with pytest.raises(NotInTaskError):
        annotation.label(ani, next(item for item in ITEMS["item"] if item not in ani.mine))


def test_the_lead_settles_and_the_corpus_takes_the_ruling(task):
    clock, sit = task
    for who in WHO:
        bench = sit(who)
        for item in bench.mine:
            annotation.label(bench, item, ["detail"] if (who, item) != ("ani", bench.mine[0]) else [])
    disputed, lead = sit("ani").mine[0], sit("ketua")
    clock.wait(minutes=3)
    found = settling.disagreements(lead)
    assert found["item"].tolist() == [disputed]
    assert sorted(found.iloc[0][WHO].dropna()) == ["", "detail"]
    assert not found["only_facets"].any()
    assert disputed not in settling.labelled(lead)["item"].tolist()
    with pytest.raises(NotInTaskError):
        settling.settle(sit("ani"), disputed, [], "2")
    for missing in (["object"], []):  # and thinks again
        settling.settle(lead, disputed, missing, "2")
    final = settling.labelled(lead).set_index("item")
    assert final["label"].sum() == len(ITEMS) - 1
    assert final.loc[disputed, ["label", "detail", "borderline", "n"]].tolist() == [0, 1, 1, 2]
    assert settling.agreement_of(lead, ["label"]).query("who == '*' and measure == 'percent'")["value"].iloc[0] == pytest.approx(
        11 / 12, abs=1e-4
    )


def test_some_items_come_again_without_the_first_label(task):
    clock, sit = task
    ani = sit("ani")
    for item in ani.mine:
        annotation.label(ani, item, ["detail"])
    assert annotation.to_do(ani, Round.AGAIN).empty  # not while they can be undone
    clock.wait(days=7)
    again = annotation.to_do(ani, Round.AGAIN)
    assert sorted(again["item"]) == sorted(ani.mine)
    assert list(again) == ["item", "text"]
    for at, item in enumerate(again["item"]):
        annotation.label(ani, item, ["detail"] if at else [], round_=Round.AGAIN)
    found = settling.self_agreement(ani, ["label"]).set_index(["who", "measure"])
    assert found.loc[("*", "percent"), ["value", "n"]].tolist() == [pytest.approx(7 / 8), 8]
    assert not found["enough"].any()


def test_a_torn_line_costs_only_itself(tmp_path):
    clock = Clock()
    folder = annotation.make_task(tmp_path / "t", ITEMS, ["ani"], lead="ani", overlap=1)
    bench = annotation.open_bench(folder, "ani", clock=clock)
    annotation.label(bench, bench.mine[0])
    with (folder / "label-ani.jsonl").open("a") as file:
        file.write('{"annotator": "ani", "item"')  # killed here
    annotation.label(bench, bench.mine[1])
    assert annotation.labels(bench)["item"].tolist() == sorted(bench.mine[:2])


@pytest.mark.parametrize(
    ("names", "lead", "overlap"),
    [(["../x"], "ani", 1), (["ani", "ani"], "ani", 1), (list("abcdef"), "a", 2), (["ani"], "ani", 2)],
)
def test_a_task_that_cannot_be_is_refused(tmp_path, names, lead, overlap):
    with pytest.raises(SettingError):
        annotation.make_task(tmp_path / "t", ITEMS, names, lead=lead, overlap=overlap)


def test_strangers_second_tasks_and_empty_folders_are_refused(tmp_path):
    folder = annotation.make_task(tmp_path / "t", ITEMS, ["ani"], lead="ani", overlap=1)
    for error, act in (
        (NotInTaskError, lambda: annotation.open_bench(folder, "orang-lain")),
        (FileRefusedError, lambda: annotation.make_task(folder, ITEMS, ["ani"], lead="ani", overlap=1)),
        (FileRefusedError, lambda: annotation.open_bench(tmp_path, "ani")),
    ):
        with pytest.raises(error) as raised:
            act()
        assert isinstance(raised.value, EkinError)
