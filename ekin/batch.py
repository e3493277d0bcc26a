"""Judging beyond memory: partition by partition on Dask, here or on a cluster; what was finished outlives kill -9."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal
from uuid import uuid4

import dask
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from dask.system import CPU_COUNT
from distributed import Client, LocalCluster, as_completed

from ekin.errors import ForeignOutputError, ModelMismatchError, SettingError
from ekin.exchange.importing import OnProgress
from ekin.exchange.partitions import Partition, cut
from ekin.quality.judge import check, version
from ekin.settings import Settings
from ekin.vocabulary import Flag
from ekin.words.console import BATCH

logging.getLogger("distributed.client").setLevel(logging.ERROR)  # a lost worker's partition is judged again; nobody need act

NOTE: Final = "_ekin.json"
ANSWER_S: Final = 10
"""Seconds a scheduler has to answer and to have a worker."""

_IN_FLIGHT = 2  # partitions for each thread of a worker: one at work, one ready
_ROWS_A_GROUP = 100_000
_VERDICTS = pa.schema(
    {
        "p_generic": pa.float32(),
        "flag": pa.string(),
        "label": pa.int8(),
        "missing": pa.list_(pa.string()),
        "empty_words": pa.list_(pa.list_(pa.int32())),
        "question": pa.string(),
        "model": pa.string(),
    }
)


def check_large(
    path: str | Path,
    settings: Settings,
    *,
    column: str | None = None,
    output: str | Path | None = None,
    effort: Literal["auto", "fast"] = "auto",
    scheduler: str | None = None,
    on_progress: OnProgress = lambda _done, _total: None,
) -> tuple[pd.DataFrame, str]:
    """Judge a folder of parquet, or a large parquet or csv, with memory that does not grow with the rows.

    Run again after any interruption, it judges only the partitions that are missing, and the files are byte for byte
    those of a run that was not interrupted. A script that calls it needs an `if __name__ == "__main__"` guard.

    Parameters
    ----------
    output
        Folder for part-00000.parquet and so on, each with the columns of the input, then those of `check`; it is new,
        or holds this same run.
    scheduler
        Address of a Dask scheduler whose workers have ekin and see the same paths; this machine's cores when not given.
    on_progress
        Called with rows done and rows in all, first with what was found done.

    Returns
    -------
    tuple
        Rows counted by flag (columns), index "before" (found done), "now" and "all"; and the version of the model.

    Raises
    ------
    FileRefusedError
        If the input cannot be read or has no such column.
    ForeignOutputError
        If the output holds anything but this same run.
    ModelMismatchError
        If a worker has another model.
    SettingError
        If the scheduler does not answer or has no worker.
    """
    partitions, column = cut(path, settings, column=column)
    how = {"column": column, "effort": effort, "model": version()}
    out = _claim(Path(output).resolve(), partitions, how) if output else None
    work = [(part, out and out / f"part-{number:05d}.parquet") for number, part in enumerate(partitions)]
    found = [_counted(target) for _, target in work]
    todo = [item for item, counts in zip(work, found, strict=True) if counts is None]
    done, total = (sum(part.rows for part, _ in items) for items in (set(work) - set(todo), work))
    counts = {"before": sum(filter(None, found), Counter()), "now": Counter()}
    on_progress(done, total)
    for rows, flags in _judged(todo, scheduler, how):
        counts["now"] += flags
        on_progress(done := done + rows, total)
    counts["all"] = counts["before"] + counts["now"]
    return pd.DataFrame(counts, index=[flag.value for flag in Flag]).fillna(0).astype(int).T, how["model"]


def judge_partition(partition: Partition, target: Path | None, how: dict[str, str]) -> tuple[int, Counter]:
    """Judge one partition, on whatever machine this runs, and give its planned rows and its rows by flag."""
    if (model := version()) != how["model"]:
        raise ModelMismatchError("version", model, how["model"])
    table = partition.read()
    texts = table.column(how["column"])
    is_text = pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)
    verdicts = check(texts.to_pandas() if is_text else texts.to_pylist(), effort=how["effort"])
    if target:
        kept = table.drop_columns([name for name in _VERDICTS.names if name in table.column_names])
        added = pa.Table.from_pandas(verdicts, _VERDICTS, preserve_index=False)
        judged = pa.table([*kept.columns, *added.columns], pa.schema([*kept.schema, *_VERDICTS]))
        temporary = target.with_name(f".{target.name}.{uuid4().hex}.tmp")
        pq.write_table(judged, temporary, row_group_size=_ROWS_A_GROUP)
        os.replace(temporary, target)
    return partition.rows, Counter(verdicts["flag"])


def _judged(todo: list[tuple], scheduler: str | None, how: dict[str, str]) -> Iterator[tuple[int, Counter]]:
    if not todo:
        return
    with _client(scheduler, len(todo)) as client:
        waiting, running = iter(todo), as_completed()
        while True:
            room = _IN_FLIGHT * sum(client.nthreads().values()) - running.count()
            running.update([client.submit(judge_partition, *item, how, pure=False) for item in islice(waiting, max(room, 0))])
            if running.is_empty():
                return
            yield next(running).result()


@contextmanager
def _client(scheduler: str | None, partitions: int) -> Iterator[Client]:
    if scheduler:
        try:
            client = Client(scheduler, timeout=ANSWER_S)
            client.wait_for_workers(1, timeout=ANSWER_S)
        except (OSError, ValueError) as error:
            raise SettingError("--scheduler", scheduler, BATCH["scheduler"]) from error
        with client:
            yield client
        return
    options = {"n_workers": min(CPU_COUNT, partitions), "threads_per_worker": 1, "host": "127.0.0.1"}
    quiet = {"dashboard_address": None, "silence_logs": logging.CRITICAL}
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
        dask.config.set({"temporary-directory": scratch}),
        LocalCluster(**options, **quiet) as cluster,
        Client(cluster) as client,
    ):
        client.run(_leave_interrupts)
        yield client


def _leave_interrupts() -> None:
    """Let Ctrl-C reach only the process that a person watches."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _claim(out: Path, partitions: list[Partition], how: dict[str, str]) -> Path:
    """Make a folder this run's own, or see that it already is, and drop what a killed run left half written."""
    parts = [[part.path.name, part.start, part.stop] for part in partitions]
    mine = {"input": _digest(partitions), **how, "partitions": parts}
    if out.suffix.lower() in (".csv", ".xlsx") or out.is_file():
        raise ForeignOutputError(out, BATCH["not_a_folder"])
    if (out / NOTE).is_file():
        theirs = json.loads((out / NOTE).read_text(encoding="utf-8"))
        if differ := [BATCH[name] for name in mine if theirs.get(name) != mine[name]]:
            raise ForeignOutputError(out, BATCH["differs"].format(what=", ".join(differ)))
    elif out.exists() and any(not item.name.endswith(".tmp") for item in out.iterdir()):
        raise ForeignOutputError(out, BATCH["filled"])
    out.mkdir(parents=True, exist_ok=True)
    for pattern in (".part-*.parquet.*.tmp", f".{NOTE}.tmp"):
        for stale in out.glob(pattern):
            stale.unlink()
    note = out / f".{NOTE}.tmp"
    note.write_text(json.dumps(mine, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(note, out / NOTE)
    return out


def _digest(partitions: list[Partition]) -> str:
    """SHA-256 over the names and contents of the files."""
    whole = hashlib.sha256()
    for path in dict.fromkeys(part.path for part in partitions):
        with path.open("rb") as stream:
            whole.update(f"{path.name}\n{hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()


def _counted(target: Path | None) -> Counter | None:
    """Count the flags of a finished partition; None when it is not there or damaged."""
    try:
        return target and Counter(pq.read_table(target, columns=["flag"]).column("flag").to_pylist())
    except (OSError, pa.ArrowException):
        return None
