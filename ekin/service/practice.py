"""Practice: an office in a database of its own, and a task of annotation in a folder of its own; gone when Python ends."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

import numpy as np
import pandas as pd

from ekin.service.accounts import set_password
from ekin.service.annotation import Bench, label, make_task, open_bench
from ekin.service.clock import Clock, utc_now
from ekin.service.files import import_files
from ekin.service.login import Session, login
from ekin.settings import Settings, shipped
from ekin.storage.annotations import FACETS
from ekin.storage.store import open_store
from ekin.vocabulary import Batch

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


def practice_bench(annotator: str = "saya", *, n: int = 120, clock: Clock = utc_now) -> Bench:
    """Sit down at a practice task of lines from the corpus, in a folder that is gone when Python ends.

    Colleagues `ani` and `budi` are the corpus's two blind labels, given a day ago. Two thirds are lines both gave one label (the
    random batch), a third disputed ones (the active batch), many more than in the corpus, so agreement here says nothing of it.
    """
    _kept.append(tempfile.TemporaryDirectory(prefix="ekin-anotasi-", ignore_cleanup_errors=True))
    corpus = shipped("samples") / "corpus"
    lines, *both = (pd.read_csv(corpus / f"{name}.csv") for name in ("lines", "first_labels", "second_labels"))
    disputed = both[0]["label"].ne(both[1]["label"]).to_numpy()
    rng, picks = np.random.default_rng(2026), []
    for kind, count, batch in ((True, n // 3, Batch.ACTIVE), (False, n - n // 3, Batch.RANDOM)):
        picks.append(lines.iloc[rng.choice(np.flatnonzero(disputed == kind), count, replace=False)].assign(batch=batch))
    chosen = pd.concat(picks)
    folder = make_task(_kept[-1].name, chosen.rename(columns={"id": "item"}), ["ani", "budi", "saya"], lead="saya")
    for name, given in zip(("ani", "budi"), both, strict=True):
        bench, given = open_bench(folder, name, clock=lambda: clock() - timedelta(days=1)), given.set_index("id")
        for item in bench.mine:
            row = given.loc[item]
            label(bench, item, [facet for facet in FACETS if not row[facet]], borderline=bool(row["borderline"]))
    return open_bench(folder, annotator, clock=clock)
