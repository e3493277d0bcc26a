"""Tables beyond memory: a folder of parquet, a large parquet or a large csv, cut into partitions read one at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ekin.errors import FileRefusedError
from ekin.exchange import delimited
from ekin.exchange.frames import as_frame, find_column
from ekin.exchange.headers import find_header, name_of
from ekin.settings import Settings
from ekin.words.errors import ERROR

_MB = 1024 * 1024
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Partition:
    """Rows [start, stop) of a parquet file, or bytes [start, stop) of a csv, which has names and a separator."""

    path: Path
    start: int
    stop: int
    rows: int
    names: tuple[str, ...] = ()
    separator: str = ""

    def read(self) -> pa.Table:
        """Read the rows; every column of a csv is text, and its encoding is told anew for each partition.

        Raises
        ------
        FileRefusedError
            If the bytes are no text or a damaged parquet.
        """
        try:
            return self._read_csv() if self.names else self._read_parquet()
        except (OSError, pa.ArrowException) as error:
            raise FileRefusedError(self.path, ERROR["broken_parquet"]) from error

    def _read_parquet(self) -> pa.Table:
        with pq.ParquetFile(self.path) as file:
            meta = file.metadata
            ends = np.cumsum([meta.row_group(at).num_rows for at in range(meta.num_row_groups)])
            first, last = np.searchsorted(ends, self.start, "right"), np.searchsorted(ends, self.stop)
            skip, wanted, parts = int(self.start - (ends[first - 1] if first else 0)), self.rows, []
            for batch in file.iter_batches(row_groups=range(first, last + 1)):
                parts.append(batch.slice(min(skip, len(batch)), wanted))
                skip, wanted = max(skip - len(batch), 0), wanted - len(parts[-1])
                if not wanted:
                    break
        return pa.Table.from_batches(parts)

    def _read_csv(self) -> pa.Table:
        with self.path.open("rb") as stream:
            stream.seek(self.start)
            text, _ = delimited.decode(self.path, stream.read(self.stop - self.start))
        frame = as_frame(list(self.names), delimited.read(f"sep={self.separator}\n{text}").rows)
        return pa.Table.from_pandas(frame, pa.schema([(name, pa.string()) for name in self.names]), preserve_index=False)


def is_large(path: str | Path, settings: Settings) -> bool:
    """Whether a path is read in partitions: a folder, or a csv or unpacked parquet over `settings.batch_mb`."""
    path, size = Path(path), 0
    try:
        if path.suffix.lower() in _TEXT_SUFFIXES:
            size = path.stat().st_size
        elif path.suffix.lower() == ".parquet":
            meta = pq.read_metadata(path)
            size = sum(meta.row_group(at).total_byte_size for at in range(meta.num_row_groups))
    except (OSError, pa.ArrowException):
        pass  # the reader of whole files says what is wrong
    return path.is_dir() or size > settings.batch_mb * _MB


def cut(path: str | Path, settings: Settings, *, column: str | None = None) -> tuple[list[Partition], str]:
    """Cut a folder or a large file into partitions of up to `settings.batch_rows` rows, and find the descriptions.

    Raises
    ------
    FileRefusedError
        If a file cannot be read or has no such column, or the folder holds no parquet.
    """
    path = Path(path).resolve()
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return _cut_csv(path, settings, column)
    files = sorted(file for file in path.glob("*.parquet") if file.name[0] not in "._") if path.is_dir() else [path]
    if not files:
        raise FileRefusedError(path, ERROR["no_parquet"])
    found, size = [], settings.batch_rows
    for file in files:
        try:
            meta = pq.read_metadata(file)
        except (OSError, pa.ArrowException) as error:
            raise FileRefusedError(file, ERROR["broken_parquet"]) from error
        column = find_column(file, meta.schema.to_arrow_schema().names, column)
        stops = ((start, min(start + size, meta.num_rows)) for start in range(0, meta.num_rows, size))
        found += [Partition(file, start, stop, stop - start) for start, stop in stops]
    return found, column


def _cut_csv(path: Path, settings: Settings, column: str | None) -> tuple[list[Partition], str]:
    names, separator, above = _head(path)
    with path.open(encoding="latin-1", newline="") as lines:  # one letter is one byte, and line ends stay as they are
        start = sum(map(len, islice(lines, above)))
        blocks = list(_blocks(lines, separator, settings.batch_rows))
    width = max(len(names), *(width for _, _, width in blocks))
    if width > settings.max_columns:
        raise FileRefusedError(path, ERROR["too_wide"].format(row="?", columns=width, limit=settings.max_columns))
    heads, found = tuple(as_frame([*names, *[""] * (width - len(names))], []).columns), []
    for size, rows, _ in blocks:
        found.append(Partition(path, start, start + size, rows, heads, separator))
        start += size
    return found, find_column(path, list(heads), column)


def _head(path: Path) -> tuple[list[str], str, int]:
    """Names, separator, and lines above the first row of data, told from the first MB as from a whole file."""
    with path.open("rb") as stream:
        data = stream.read(_MB)
    if 0 in data[:1000]:  # UTF-16 cannot be cut at bytes
        raise FileRefusedError(path, ERROR["encoding"])
    text, _ = delimited.decode(path, data[: data.rfind(b"\n") + 1])
    table = delimited.read(text)
    header = find_header(table, {})
    first = header.first_data if header else 1
    if len(table.rows) <= first:
        raise FileRefusedError(path, ERROR["no_rows"])
    names = header.names if header else [name_of(cell) for cell in table.rows[0]]
    return names, delimited.separator_of(list(io.StringIO(text, newline="")))[0], table.numbers[first] - 1


def _blocks(lines: Iterator[str], separator: str, size: int) -> Iterator[tuple[int, int, int]]:
    """Give letters, rows and widest row of each block, cut only where reading the whole file would begin a row."""
    reach, held = delimited.MAX_LINES_A_ROW + 2, []  # lines that decide where a row ends
    while True:
        held += islice(lines, size + reach - len(held))
        whole = len(held) < size + reach
        cut_at, rows, width = len(held), 0, 0
        for number, cells in delimited.records(held, separator):
            if rows == size or (not whole and number - 1 + reach > len(held)):
                cut_at = number - 1
                break
            if cells is None or delimited.holds_anything(cells):
                rows, width = rows + 1, max(width, len(cells or ()))
        if cut_at:
            yield sum(map(len, held[:cut_at])), rows, width
        del held[:cut_at]
        if whole and not held:
            return
