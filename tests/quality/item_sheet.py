"""Figures of the workshop's items for their data sheet: `python -m tests.quality.item_sheet` writes them into docs/."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ekin.quality.agreement import agreement
from ekin.quality.judge import check
from ekin.settings import shipped
from ekin.words import numbers

PAGE = Path(__file__).parents[2] / "docs" / "lembar_data_lokakarya.md"
MARKS = ("<!-- angka -->\n", "<!-- /angka -->\n")
KINDS = {"test": "tes", "sample": "contoh", "repair": "perbaiki", "vignette": "putaran atasan"}
HEADS = ("bagian", "n", "umum menurut A", "A lawan B: sama", "kappa A-B", "kappa pemeriksa-A", "kappa pemeriksa-B", "ragu")


def items():
    """Items that carry both labels, with the judge's."""
    frame = pd.read_csv(shipped("samples") / "lokakarya" / "butir.csv").dropna(subset=["label", "label_b"])
    judged = check(frame["text"])
    return frame.assign(judge=judged["label"].to_numpy(), unsure=judged["flag"].eq("unsure").to_numpy())


def compared(frame, first, second):
    """Percent and kappa of two columns, each with its interval."""
    long = frame.melt("item", [first, second], "annotator", "given")
    found = agreement(long, ["given"]).set_index(["who", "measure"])
    who = next(who for who, measure in found.index if measure == "kappa")
    return {measure: found.loc[(who, measure)] for measure in ("percent", "kappa")}


def row(title, frame):
    """One line of the table."""
    ab, ja, jb = (compared(frame, *pair) for pair in (("label", "label_b"), ("judge", "label"), ("judge", "label_b")))
    same = f"{numbers.percent(ab['percent']['value'])} ({numbers.interval(ab['percent']['low'], ab['percent']['high'])})"
    kappa = [
        f"{numbers.number(one['value'], 2)} ({numbers.interval(one['low'], one['high'], share=False, digits=2)})"
        for one in (ab["kappa"], ja["kappa"], jb["kappa"])
    ]
    return (title, len(frame), int(frame["label"].sum()), same, *kappa, numbers.percent(frame["unsure"].mean()))


def figures():
    """The table in Markdown."""
    frame = items()
    rows = [row(said, part) for kind, said in KINDS.items() if len(part := frame[frame["kind"].eq(kind)]) >= 30]
    rows.append(row("semua", frame))
    trained = set(pd.read_csv(shipped("samples") / "corpus" / "lines.csv")["text"].str.casefold())
    few = ", ".join(f"{said} {frame['kind'].eq(kind).sum()}" for kind, said in KINDS.items() if frame["kind"].eq(kind).sum() < 30)
    lines = [f"| {' | '.join(map(str, cells))} |" for cells in (HEADS, ["---"] * len(HEADS), *rows)]
    shared = frame["text"].str.casefold().isin(trained).sum()
    said = f"Model {check([''])['model'].iloc[0]}; {shared} dari {len(frame)} butir juga ada di korpus latihannya. Di bawah 30 butir tidak diberi baris sendiri: {few}."
    return "\n".join([*lines, "", said, ""])


if __name__ == "__main__":
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    PAGE.write_text(before + MARKS[0] + figures() + MARKS[1] + rest.partition(MARKS[1])[2], encoding="utf-8")
