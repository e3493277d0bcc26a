"""Signals in the entries of writers: worth a look, never a verdict (DESIGN; DOMAIN 7.3).

Each looks at some entries of a person and marks some of them: strength is the share marked. What is honest and looks alike is left
out of sight where data can tell: short lines, sentences whose number changes, weekdays on which a person always works.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import pandas as pd

from ekin.evaluation.records import OUTSIDE, View
from ekin.evaluation.signal_rules import BATCH_DAYS, FORM_NUMBERS, MIN_WORDS, POLISH_WORDS, RULES, Rule
from ekin.vocabulary import Signal

Marks = tuple[pd.Series, pd.Series]
"""Entries looked at, and those of them that are marked; bool, index of the entries."""

_ROSTER_RATE: Final = 0.6
"""Off days filled at this rate of working days, or one weekday filled this often, are a roster."""


def writer_signals(view: View, texts: pd.DataFrame) -> pd.DataFrame:
    """Measure every signal of every writer in a view of one period.

    Parameters
    ----------
    texts
        Index of `view.sent`, or of its rows in the period: text, skeleton, words, retold, near (`quality.duplicates`).

    Returns
    -------
    DataFrame
        nip, signal, strength (0 to 1), n (entries looked at), threshold, shown (bool), entries (ids marked; empty unless shown).
    """
    entries = period_entries(view).join(texts, how="left")
    rows = [
        tally(entries, *look(entries, view), signal, RULES[signal], view.settings.signal_thresholds)
        for signal, look in _LOOKS.items()
    ]
    return pd.concat(rows, ignore_index=True)


def period_entries(view: View) -> pd.DataFrame:
    """Entries of the view's period, with nip and unit of the writer; index of `view.sent`."""
    sent = view.sent[view.sent["part"].ne(OUTSIDE)]
    return sent.assign(unit=view.employees["unit"].fillna("").to_numpy()[sent["person"]])


def tally(
    rows: pd.DataFrame,
    seen: pd.Series,
    hit: pd.Series,
    signal: Signal,
    rule: Rule,
    thresholds: Mapping[str, float],
    *,
    key: str = "nip",
) -> pd.DataFrame:
    """Count for each person what was looked at and what was marked; columns as in `writer_signals`.

    Parameters
    ----------
    rows
        id, and who it is about in the column `key`.
    seen, hit
        Rows looked at, and marked.
    """
    looked, marked = rows[seen], rows[seen & hit]
    n = looked.groupby(key).size()
    k = marked.groupby(key).size().reindex(n.index, fill_value=0)
    threshold = float(thresholds.get(str(signal), rule.threshold))
    found = pd.DataFrame({"nip": n.index.astype("str"), "signal": str(signal), "strength": (k / n).to_numpy(), "n": n.to_numpy()})
    found = found.assign(threshold=threshold, shown=found["strength"].ge(threshold) & found["n"].ge(rule.min_n))
    ids = marked[marked[key].isin(found.loc[found["shown"], "nip"])].groupby(key)["id"].agg(lambda part: sorted(part))
    lists = dict(zip(ids.index, ids, strict=True))
    return found.assign(
        entries=[lists.get(nip, []) if shown else [] for nip, shown in zip(found["nip"], found["shown"], strict=True)]
    )


def is_most_frequent(values: pd.Series, group: pd.Series) -> pd.Series:
    """Mark the rows that hold the most frequent value of their group: one value, the smallest of those as frequent."""
    counts = values.groupby([group.rename("group"), values.rename("value")]).size().rename("n").reset_index()
    first = counts.sort_values(["group", "n", "value"], ascending=[True, False, True]).drop_duplicates("group").set_index("group")
    return values.eq(group.map(first["value"]))


def _copies(entries: pd.DataFrame, _view: View) -> Marks:
    """Texts that stood less than a week before; what comes back later is how work is, or a template."""
    return _worded(entries), _since(entries).lt(7)


def _template(entries: pd.DataFrame, _view: View) -> Marks:
    """Texts that stood on the same weekday before, and on no day between."""
    lag = _since(entries)
    return _worded(entries), lag.mod(7).eq(0)


def _from_colleague(entries: pd.DataFrame, _view: View) -> Marks:
    """Texts that a colleague of the unit sent before for the same day; of both where nobody knows who was first."""
    alike = entries.groupby(["unit", "day", "text"])
    several = alike["person"].transform("nunique").gt(1)
    first = entries["submitted_at"].eq(alike["submitted_at"].transform("min"))
    return entries["words"].ge(MIN_WORDS), several & ~first & entries["unit"].ne("")


def _paraphrased(entries: pd.DataFrame, _view: View) -> Marks:
    """Texts with the facts of an earlier one, in nearly its words."""
    return _worded(entries), entries["near"]


def _polished(entries: pd.DataFrame, _view: View) -> Marks:
    """Long texts that say no fact that an earlier one did not say."""
    return entries["words"].ge(POLISH_WORDS), entries["retold"]


def _in_batch(entries: pd.DataFrame, view: View) -> Marks:
    """Entries sent in one sitting over `BATCH_DAYS` activity days or more."""
    sends = view.sent.loc[entries.index].sort_values(["person", "submitted_at"], kind="stable")
    pause = sends["submitted_at"].diff().ge(pd.Timedelta(minutes=view.settings.sitting_gap_minutes))
    sitting = (sends["person"].diff().ne(0) | pause).cumsum()
    covered = sends.groupby([sends["person"], sitting])["day"].transform("nunique")
    return entries["submitted_at"].notna(), covered.ge(BATCH_DAYS).reindex(entries.index)


def _same_hours(entries: pd.DataFrame, _view: View) -> Marks:
    """Entries of days whose hours, all together, are the person's most frequent ones."""
    hours = pd.factorize(pd.MultiIndex.from_arrays([entries["start"].astype("str"), entries["end"].astype("str")]))[0]
    weight = pd.Series(_scatter(hours), index=entries.index)
    day = weight.groupby([entries["person"], entries["day"]]).transform("sum")
    return pd.Series(True, index=entries.index), is_most_frequent(day, entries["person"])


def _one_link(entries: pd.DataFrame, _view: View) -> Marks:
    """Linked entries with the person's most frequent link."""
    link = entries["evidence_url"].fillna("").astype("str").str.strip()
    return link.ne(""), is_most_frequent(link.where(link.ne("")), entries["person"])


def _off_days(entries: pd.DataFrame, view: View) -> Marks:
    """Entries on holidays, free weekdays and leave, except of people and on weekdays with a roster."""
    keys = ["person", "day"]
    filled = entries[keys].drop_duplicates()
    filled = filled.merge(view.days[keys].assign(due=True), on=keys, how="left").assign(due=lambda rows: rows["due"].eq(True))
    due = view.days.groupby("person").size().reindex(range(len(view.employees)), fill_value=0)
    length = (min(view.last, view.parts[-1].end) - view.parts[0].start).days + 1
    worked, extra = (
        filled[filled["due"].eq(kind)].groupby("person").size().reindex(due.index, fill_value=0) for kind in (True, False)
    )
    roster = (extra / (length - due).clip(lower=1)).ge(_ROSTER_RATE * worked / due.clip(lower=1)) & extra.gt(0)
    weekday = filled["day"].dt.day_of_week
    often = filled.groupby([filled["person"], weekday])["day"].transform("size").ge(_ROSTER_RATE * length / 7)
    regular = often & weekday.ge(view.employees["work_week"].reindex(filled["person"]).to_numpy())
    off = filled.assign(off=~filled["due"] & ~regular & ~roster.reindex(filled["person"]).to_numpy())
    marked = entries[keys].merge(off[[*keys, "off"]], on=keys, how="left")["off"]
    return pd.Series(True, index=entries.index), pd.Series(marked.eq(True).to_numpy(), index=entries.index)


_LOOKS: Final[dict[Signal, Callable[[pd.DataFrame, View], Marks]]] = {
    Signal.COPY_OWN: _copies,
    Signal.TEMPLATE: _template,
    Signal.COPY_COLLEAGUE: _from_colleague,
    Signal.PARAPHRASE: _paraphrased,
    Signal.POLISH: _polished,
    Signal.BATCH: _in_batch,
    Signal.CONSTANT_TIMES: _same_hours,
    Signal.ONE_LINK: _one_link,
    Signal.HOLIDAY: _off_days,
}


def _worded(entries: pd.DataFrame) -> pd.Series:
    """Texts that are long enough, and not one sentence whose number keeps changing."""
    numbers = entries.groupby(["person", "skeleton"])["text"].transform("nunique")
    return entries["words"].ge(MIN_WORDS) & numbers.lt(FORM_NUMBERS)


def _since(entries: pd.DataFrame) -> pd.Series:
    """Days since the same writer's same text stood on an earlier day; NaN when it never did."""
    keys = ["person", "text", "day"]
    days = entries[keys].drop_duplicates().sort_values(keys)
    days["lag"] = days.groupby(["person", "text"])["day"].diff().dt.days
    return pd.Series(entries[keys].merge(days, on=keys, how="left")["lag"].to_numpy(), index=entries.index)


def _scatter(codes: np.ndarray) -> np.ndarray:
    """Give a large whole number for each code, so that the sum over a day tells its set of codes."""
    return np.random.default_rng(0).integers(2**48, size=codes.max(initial=0) + 1)[codes]
