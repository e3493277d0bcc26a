"""A store of its own for each test, the real sample files, and no exception of a button lost in a log."""

from __future__ import annotations

import pytest

from ekin.service import import_files
from ekin.settings import Settings, shipped
from ekin.storage.store import open_store


@pytest.fixture(autouse=True)
def no_lost_exception(caplog):
    """Fail when a button's exception was only logged, as ipywidgets does."""
    yield
    assert "Exception in callback" not in caplog.text


@pytest.fixture
def samples():
    """Folder of the sample files."""
    return shipped("samples")


@pytest.fixture
def store(tmp_path):
    """Give an empty store."""
    with open_store(Settings(database_url=f"sqlite:///{tmp_path / 'ekin.db'}")) as opened:
        yield opened


@pytest.fixture(scope="session")
def filled_url(tmp_path_factory):
    """People, plans and February of the samples, stored once."""
    url = f"sqlite:///{tmp_path_factory.mktemp('forms') / 'ekin.db'}"
    names = ("pegawai.csv", "rencana.csv", "cuti.csv", "progres-harian-2026-02.csv")
    with open_store(Settings(database_url=url)) as opened:
        import_files(opened, [shipped("samples") / name for name in names])
    return url


@pytest.fixture
def filled(filled_url):
    """Open the store that is filled already; tests only read it."""
    with open_store(Settings(database_url=filled_url)) as opened:
        yield opened


@pytest.fixture
def upload():
    """Put files into an upload button as the browser does."""
    from datetime import UTC, datetime

    def put(picker, *files):
        def item(name, content):
            at = datetime(2026, 3, 1, tzinfo=UTC)
            return {"name": name, "type": "", "size": len(content), "content": memoryview(content), "last_modified": at}

        picker.upload.value = tuple(item(name, content) for name, content in files)

    return put
