"""Give every test, and the kernels of the notebooks, a database of their own and one thread of BLAS."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

_FOLDER = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Set threads and the database before NumPy or any kernel starts: a fixture would be too late. What is set is respected.

    Threads of BLAS wait by spinning, and two workers share two cores: the fits of one fixture took twenty times the CPU.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    leads = getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput")  # its workers set their own
    if "EKIN_DATABASE_URL" not in os.environ and not leads:
        config.stash[_FOLDER] = tempfile.mkdtemp(prefix="ekin-tests-")
        os.environ["EKIN_DATABASE_URL"] = f"sqlite:///{(Path(config.stash[_FOLDER]) / 'ekin.db').as_posix()}"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what `pytest_configure` made."""
    if folder := config.stash.get(_FOLDER, None):
        os.environ.pop("EKIN_DATABASE_URL", None)
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's tests last: Playwright leaves an event loop in this thread, and forms take that for a kernel's.

    Of these test_lab comes last, for its notebooks load the samples into the database that all of them share; test_day, as long,
    is begun before it, so that two workers end together.
    """
    late = {"test_day.py": 2, "test_lab.py": 3}
    items.sort(key=lambda item: late.get(item.path.name, 1) if "browser" in item.keywords else 0)
