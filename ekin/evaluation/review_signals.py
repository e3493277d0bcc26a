"""Signals in the decisions and ratings of superiors: worth a look, never a verdict (DESIGN; DOMAIN 7.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

from ekin.evaluation.records import View, moments
from ekin.evaluation.signal_rules import BURST_DECISIONS, BURST_S, MIN_WORDS, NOTE_WORDS, RATING_P, RULES, WORDS_PER_SECOND
from ekin.evaluation.signals import is_most_frequent, period_entries, tally
from ekin.vocabulary import Signal, Status


def reviewer_signals(view: View) -> pd.DataFrame:
    """Measure how superiors decided on the entries of a period; columns as in `signals.writer_signals`, nip of the superior.

    How long an entry was open is known only where ekin's own form was used; where it is missing, speed and opening are not looked at.
    """
    entries = period_entries(view)[["id", "description"]].rename(columns={"id": "entry_id"})
    reviews = view.records.reviews.merge(entries, on="entry_id").assign(id=lambda rows: rows["entry_id"]).reset_index(drop=True)
    words, seconds = reviews["description"].str.split().str.len(), reviews["seconds_open"]
    approved = reviews["decision"].eq(Status.APPROVED)
    note = reviews["note"].fillna("").str.strip().str.casefold()
    noted = note.str.split().str.len().ge(NOTE_WORDS)
    looks = {
        Signal.SPEED: (approved & seconds.gt(0) & words.ge(MIN_WORDS), seconds.lt(words / WORDS_PER_SECOND)),
        Signal.BURST: (reviews["decided_at"].notna(), _in_burst(reviews)),
        Signal.UNOPENED: (approved & seconds.notna(), seconds.eq(0)),
        Signal.SAME_NOTE: (noted, is_most_frequent(note.where(noted), reviews["superior_nip"])),
    }
    thresholds = view.settings.signal_thresholds
    rows = [tally(reviews, *marks, signal, RULES[signal], thresholds, key="superior_nip") for signal, marks in looks.items()]
    return pd.concat(rows, ignore_index=True)


def rating_signals(ratings: pd.DataFrame) -> pd.DataFrame:
    """Test whether a superior's ratings are stuck (everyone the same, always) or copied (nobody ever changes).

    A permutation test, computed exactly: if the people rated were dealt to superiors by chance, how often would one with so many
    people have so many of them at one constant value, or without change? Whole people are dealt, so that ratings that rightly stay
    are no evidence, and on a short scale that most people rightly share, nothing is shown (R. A. Fisher, The Design of Experiments,
    1935). The p of stuck ratings adds up over the values that anybody has always.

    Parameters
    ----------
    ratings
        nip, period_start, hasil, perilaku, assessor_nip; rows without a rating or an assessor are left out.

    Returns
    -------
    DataFrame
        Columns of `signals.writer_signals` and p; n counts people, and entries holds the NIPs of those rated.
    """
    known = ratings.dropna(subset=["hasil", "perilaku"])
    known = known[known["assessor_nip"].fillna("").ne("")]
    pair = known["hasil"].astype("int64") * 10 + known["perilaku"].astype("int64")
    people = pair.groupby([known["assessor_nip"], known["nip"]]).agg(["min", "max", "first", "size"]).reset_index()
    people["still"] = people["min"].eq(people["max"])
    stuck = _dealt(people, people["still"], people["first"]).assign(signal=str(Signal.STUCK_RATINGS))
    several = people[people["size"].gt(1)]
    copied = _dealt(several, several["still"], pd.Series(0, index=several.index)).assign(signal=str(Signal.COPIED_RATINGS))
    copied["shown"] &= ~copied["nip"].isin(stuck.loc[stuck["shown"], "nip"])  # said already
    found = pd.concat([stuck, copied], ignore_index=True)
    rated = people.groupby("assessor_nip")["nip"].agg(lambda part: sorted(part))
    return found.assign(entries=[rated[nip] if shown else [] for nip, shown in zip(found["nip"], found["shown"], strict=True)])


def _dealt(people: pd.DataFrame, hit: pd.Series, value: pd.Series) -> pd.DataFrame:
    """Give for each superior the share of people who are hits with the superior's most frequent value, and its p."""
    hits = people.assign(value=value)[hit]
    k = hits.groupby(["assessor_nip", "value"]).size().rename("k").reset_index().sort_values(["k", "value"])
    best = k.drop_duplicates("assessor_nip", keep="last").set_index("assessor_nip")
    n = people.groupby("assessor_nip").size()
    best = best.reindex(n.index).fillna({"k": 0, "value": -1})
    totals = hits["value"].value_counts()
    chance = sum((hypergeom.sf(best["k"] - 1, len(people), total, n) for total in totals), np.zeros(len(n)))  # of any value
    chance = np.where(best["k"].eq(0), 1.0, chance)
    found = pd.DataFrame(
        {"nip": n.index.astype("str"), "strength": (best["k"] / n).to_numpy(), "n": n.to_numpy(), "p": np.minimum(1.0, chance)}
    )
    rule = RULES[Signal.STUCK_RATINGS]
    shown = found["strength"].ge(rule.threshold) & found["n"].ge(rule.min_n) & found["p"].le(RATING_P)
    return found.assign(threshold=rule.threshold, shown=shown)


def _in_burst(reviews: pd.DataFrame) -> pd.Series:
    """Decisions within some stretch of `BURST_S` seconds that holds `BURST_DECISIONS` of one superior."""
    decided = moments(reviews["decided_at"])
    order = np.lexsort((decided.to_numpy(), reviews["superior_nip"].to_numpy()))
    second = decided.to_numpy("datetime64[us]").astype("int64")[order] / 1_000_000
    who = pd.factorize(reviews["superior_nip"].to_numpy()[order])[0]
    apart = who * 1e11 + second  # decisions of two superiors are never in one stretch
    last = np.searchsorted(apart, apart + BURST_S, side="left")
    at = np.arange(len(apart))
    begins = last - at >= BURST_DECISIONS
    steps = np.zeros(len(apart) + 1, dtype="int64")
    np.add.at(steps, at[begins], 1)
    np.add.at(steps, last[begins], -1)
    inside = np.empty(len(apart), dtype=bool)
    inside[order] = steps.cumsum()[:-1] > 0
    return pd.Series(inside, index=reviews.index)
