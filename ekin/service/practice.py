"""A practice office: the samples in a database of its own that is gone when Python ends."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from ekin.service.accounts import set_password
from ekin.service.clock import utc_now
from ekin.service.files import import_files
from ekin.service.login import Session, login
from ekin.settings import Settings, shipped
from ekin.storage.store import open_store

PASSWORD: Final = "latihan-2026"
TODAY: Final = datetime(2026, 3, 4, tzinfo=UTC)
"""Day on which people practise: February is in the samples, March is still empty."""

NIPS: Final = {"writer": "198611192008012011", "superior": "198203142004032003"}
"""A teacher of SD Negeri 3 Watu Ireng and the head of that school."""

_FILES: Final = ("pegawai.csv", "rencana.csv", "cuti.csv", "progres-harian-2026-02.csv")
_kept: list[tempfile.TemporaryDirectory] = []  # closed, and so deleted, when Python ends


def practice(role: Literal["writer", "superior"] = "writer") -> Session:
    """Log in to a new practice office.

    Parameters
    ----------
    role
        As whom; the clock of the office starts in the morning of `TODAY`.
    """
    _kept.append(tempfile.TemporaryDirectory(prefix="ekin-latihan-", ignore_cleanup_errors=True))
    settings, start = Settings(database_url=f"sqlite:///{Path(_kept[-1].name, 'ekin.db').as_posix()}"), utc_now()
    with open_store(settings) as store:
        import_files(store, [shipped("samples") / name for name in _FILES])
        for nip in NIPS.values():
            set_password(store, nip, PASSWORD)
    return login(NIPS[role], PASSWORD, settings, clock=lambda: TODAY.replace(hour=1) + (utc_now() - start))
