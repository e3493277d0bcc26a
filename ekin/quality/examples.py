"""A good line of a person's own job family, from the corpus that ekin ships."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pandas as pd

from ekin.quality.alignment import aligned_probability
from ekin.settings import shipped

_ALSO: Final = {
    "pengemudi": "sopir",
    "praja": "satpol pp",
    "kependudukan": "adminduk",
    "kebersihan": "penjaga",
    "pns": "kepegawaian",
}
"""Words of a position that the corpus's families write otherwise."""


def example(position: str, unit: str, about: str = "") -> str:
    """Return one specific line that somebody of the same job family could have written.

    Parameters
    ----------
    position, unit
        Such as "Guru Kelas" and "SD Negeri 3"; their words choose the family, those of the position first.
    about
        A plan or description; among the lines of the family the one nearest to it is taken.

    Returns
    -------
    str
        A formal line of the corpus that both annotators called specific.
    """
    lines, near_job, near_unit = _lines(), _words(position), _words(unit)

    def fit(family: str) -> int:
        words = set(family.split("_"))
        return 2 * len(words & near_job) + len(words & near_unit) - len(words - near_job - near_unit)

    fits = lines["family"].map({name: fit(name) for name in lines["family"].unique()})
    near = lines[fits.eq(fits.max())]["text"]
    return near.iloc[int(aligned_probability(near, [about] * len(near)).argmax())]


def _words(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {*words, *" ".join(_ALSO.get(word, "") for word in words).split()}


@cache
def _lines() -> pd.DataFrame:
    """Lines of the corpus that are clear, formal and of a readable length."""
    folder = shipped("samples") / "corpus"
    frame = pd.read_csv(folder / "lines.csv", usecols=["id", "text", "label", "borderline", "family", "style", "register"])
    keep = frame["label"].eq(0) & frame["borderline"].eq(0) & frame["text"].str.len().between(45, 110)
    keep &= frame["register"].eq("formal") & frame["style"].isin(["log", "menu", "formal"]) & ~frame["text"].str.isupper()
    for name in ("first_labels.csv", "second_labels.csv"):
        labels = pd.read_csv(folder / name, usecols=["id", "label"]).set_index("id")["label"]
        keep &= frame["id"].map(labels).eq(0)
    return frame[keep].reset_index(drop=True)
