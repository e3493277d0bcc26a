"""A labelled corpus for others: csv, parquet, and a folder that Hugging Face `datasets` opens, with card, codebook and data sheet."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Final

import pandas as pd

from ekin.errors import FileRefusedError, ForeignOutputError
from ekin.exchange.frames import write_frame
from ekin.quality.ladder import SPLITS, folds
from ekin.words import numbers
from ekin.words.errors import ERROR
from ekin.words.research import CARD, CORPUS_COLUMNS

PARTS: Final = ("test", "validation", "train")
DOCUMENTS: Final = {"README.md": "LEMBAR_DATA.md", "BUKU_KODE.md": "BUKU_KODE.md"}
"""Files beside the corpus, and their names in what is written."""

_NEEDED: Final = ("text", "label", "group")
_SIZES: Final = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (10**6, "100K<n<1M"))


def write_corpus(
    corpus: pd.DataFrame, out: str | Path, *, documents: Path | None = None, name: str = "korpus-ekin"
) -> list[Path]:
    """Write a corpus into a folder of its own: NAME.csv, NAME.parquet, and hub/ with README.md and CONFIG/PART.parquet.

    Parameters
    ----------
    corpus
        Columns text, label and group, those of `CORPUS_COLUMNS` where known; split by each of family, author and style it has.
    documents
        Folder with data sheet and codebook.

    Raises
    ------
    FileRefusedError, ForeignOutputError
        If a column is missing, or the folder holds something else.
    """
    out = Path(out)
    for column in _NEEDED:
        if column not in corpus:
            raise FileRefusedError(out, ERROR["no_column"].format(column=column, found=", ".join(corpus)))
    if out.exists() and any(path.name not in {"hub", f"{name}.csv", f"{name}.parquet"} for path in out.iterdir()):
        raise ForeignOutputError(out, ", ".join(sorted(path.name for path in out.iterdir())[:3]))
    hub, corpus = out / "hub", corpus.reset_index(drop=True)
    shutil.rmtree(hub, ignore_errors=True)
    hub.mkdir(parents=True)
    paths = [write_frame(corpus, out / f"{name}{suffix}") for suffix in (".csv", ".parquet")]
    counted = []
    for by in (column for column in SPLITS if column in corpus and corpus[column].nunique() > 2):
        (hub / by).mkdir()
        part = folds(corpus, by).map(lambda at: PARTS[min(at, 2)])
        for which in PARTS:
            rows = corpus[part.eq(which)]
            rows.to_parquet(path := hub / by / f"{which}.parquet", index=False)
            paths.append(path)
            counted.append((by, which, len(rows), int(rows["label"].sum()), ", ".join(sorted(map(str, rows[by].unique())))))
    for source, target in DOCUMENTS.items():
        if documents and (documents / source).is_file():
            shutil.copyfile(documents / source, hub / target)
    (hub / "README.md").write_text(_card(corpus, counted, name), encoding="utf-8")
    return [*paths, hub / "README.md"]


def _card(corpus: pd.DataFrame, counted: list[tuple], name: str) -> str:
    from ekin import __version__

    configs = list(dict.fromkeys(row[0] for row in counted))
    lines = []
    for config in configs:
        lines += [f"- config_name: {config}", "  data_files:"]
        lines += [line for part in PARTS[::-1] for line in (f"  - split: {part}", f"    path: {config}/{part}.parquet")]
    generic = int(corpus["label"].sum())
    return CARD.format(
        name=name, folder="hub", first=configs[0] if configs else "", version=__version__, configs="\n".join(lines),
        size=next((word for limit, word in _SIZES if len(corpus) < limit), "n>1M"),
        n=numbers.number(len(corpus)), generic=numbers.number(generic), specific=numbers.number(len(corpus) - generic),
        borderline=numbers.number(int(corpus["borderline"].sum())) if "borderline" in corpus else numbers.NONE,
        digest=hashlib.sha256(corpus.to_csv(index=False).encode()).hexdigest()[:16],
        columns="\n".join(f"- `{column}`: {CORPUS_COLUMNS.get(str(column), '')}" for column in corpus),
        splits="\n".join(f"| {' | '.join(map(str, row))} |" for row in counted),
    )  # fmt: skip
