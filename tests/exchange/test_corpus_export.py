from __future__ import annotations

import pandas as pd
import pytest
import yaml

from ekin.errors import FileRefusedError, ForeignOutputError
from ekin.exchange.corpus import PARTS, write_corpus
from ekin.settings import shipped

FOLDER = shipped("samples") / "corpus"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    corpus = pd.read_csv(FOLDER / "lines.csv", keep_default_na=False).sample(3000, random_state=1)
    out = tmp_path_factory.mktemp("k") / "korpus"
    return corpus, out, write_corpus(corpus, out, documents=FOLDER)


def test_csv_parquet_and_every_configuration_hold_every_line_once(written):
    corpus, out, _ = written
    assert len(pd.read_csv(out / "korpus-ekin.csv")) == len(pd.read_parquet(out / "korpus-ekin.parquet")) == len(corpus)
    for by in ("author", "family", "style"):
        parts = {part: pd.read_parquet(out / "hub" / by / f"{part}.parquet") for part in PARTS}
        assert all(len(part) > 0 for part in parts.values())
        assert sorted(line for part in parts.values() for line in part["id"]) == sorted(corpus["id"])


def test_no_author_and_no_minimal_pair_stands_on_both_sides(written):
    _, out, _ = written
    parts = [pd.read_parquet(out / "hub" / "author" / f"{part}.parquet").assign(part=part) for part in PARTS]
    lines = pd.concat(parts)
    free = lines[~lines["group"].str.match(r"[pr]\d")]
    assert free.groupby("author")["part"].nunique().eq(1).all()
    tied = lines[lines["group"].str.match(r"[pr]\d")]
    assert tied.groupby("group")["part"].nunique().eq(1).all()


def test_the_card_is_what_datasets_reads_and_its_numbers_are_those_of_the_lines(written):
    corpus, out, paths = written
    text = (out / "hub" / "README.md").read_text(encoding="utf-8")
    head = yaml.safe_load(text.split("---")[1])
    for config in head["configs"]:
        assert all((out / "hub" / part["path"]).is_file() for part in config["data_files"])
    assert head["size_categories"] == ["1K<n<10K"]
    assert f"{corpus['label'].sum():,}".replace(",", ".") in text
    assert {path.name for path in (out / "hub").glob("*.md")} == {"README.md", "LEMBAR_DATA.md", "BUKU_KODE.md"}
    assert all(path.is_file() for path in paths)


def test_a_folder_with_other_things_and_a_table_without_labels_are_refused(tmp_path):
    frame = pd.DataFrame({"text": ["a"], "label": [1], "group": [""]})
    (tmp_path / "surat.txt").write_text("x")
    with pytest.raises(ForeignOutputError):
        write_corpus(frame, tmp_path)
    assert (tmp_path / "surat.txt").is_file()
    with pytest.raises(FileRefusedError, match="label"):
        write_corpus(frame.drop(columns="label"), tmp_path / "k")
