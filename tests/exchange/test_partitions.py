from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from ekin.exchange.frames import read_any
from ekin.exchange.partitions import cut, is_large
from ekin.settings import Settings

PIECES = ["a;b\n", '"dua\nbaris";c\r\n', '"buka;d\n', "\n", ";;\n", "lebih;lebar;lagi\n", 'x"y;"z""w"\n', "é;\xa0\n", "akhir"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.integers(1, 25), st.integers(1, 400))
@example(['"buka;d\n', "a;b\n"], 300, 90)
@example(['"buka;d\n'] + ["a;b\n"] * 499 + ['tutup";e\n'], 3, 7)
@budget(max_examples=30)
def test_csv_in_partitions_has_the_rows_of_the_whole_file(tmp_path_factory, pieces, times, size):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(("teks;lain\nawal;1\n" + "".join(pieces) * times + "\n").encode())
    parts, column = cut(path, Settings(batch_rows=size))
    whole = read_any(path, Settings())
    found = pa.concat_tables([part.read() for part in parts]).to_pandas()
    assert column == "teks"
    assert found.columns.tolist() == whole.columns.tolist()
    assert found.astype(object).fillna("").values.tolist() == whole.astype(object).fillna("").values.tolist()
    assert all(part.rows <= size for part in parts)


@given(st.integers(1, 500), st.integers(1, 200), st.integers(1, 200))
@budget(max_examples=40)
def test_parquet_in_partitions_has_the_rows_of_the_whole_file(tmp_path_factory, rows, group, size):
    folder = tmp_path_factory.mktemp("parquet")
    table = pa.table({"teks": [f"u{row}" for row in range(rows)], "n": range(rows), "l": [[row] for row in range(rows)]})
    pq.write_table(table, folder / "t.parquet", row_group_size=group)
    parts, _ = cut(folder, Settings(batch_rows=size))
    assert [part.read().num_rows for part in parts] == [part.rows for part in parts]
    assert pa.concat_tables([part.read() for part in parts]).equals(table)


@pytest.mark.parametrize(("name", "rows", "large"), [("a.csv", 300_000, True), ("a.csv", 10, False), ("a.parquet", 10, False)])
def test_what_counts_as_large(tmp_path, name, rows, large):
    frame = pd.DataFrame({"teks": [f"uraian {row}" for row in range(rows)]})
    frame.to_csv(tmp_path / name) if name.endswith("csv") else frame.to_parquet(tmp_path / name)
    assert is_large(tmp_path / name, Settings(batch_mb=1)) == large
    assert is_large(tmp_path, Settings())
    assert not is_large(tmp_path / "tidak-ada.csv", Settings())
