"""How far figures made from entries can be trusted: how many days are enough, who is told apart, fairness, a socialisation's effect."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import t
from sqlalchemy import select

from ekin.domain.period import Period
from ekin.evaluation.answer import Answer, answer
from ekin.evaluation.fairness import MIN_PEOPLE, audit_fairness
from ekin.evaluation.measures import find_measure
from ekin.evaluation.performance import measure
from ekin.evaluation.records import Records
from ekin.evaluation.reliability import components, d_study, order
from ekin.evaluation.study import effect_of
from ekin.settings import Settings
from ekin.storage import schema
from ekin.storage.store import Store
from ekin.vocabulary import SENT, Flag, Grain, Level, Round
from ekin.words.statistics import REFUSED

DAYS: Final = (1, 2, 5, 10, 20, 40, 60, 90, 120)
"""Numbers of days of the D-study of the specific share."""

GROUPS: Final = ("unit", "position", "position_kind", "work_week", "kind", "letters")
"""Columns of the fairness audit; position is the job, jobs of few people together; letters is how the line is typed: "upper", "lower" or "mixed"."""

OTHERS: Final = "others"

MAX_GROUPS: Final = 40
"""More units than this are compared by parent unit: each further comparison makes small gaps harder to see."""


def reliability(records: Records, period: Period, settings: Settings) -> Answer:
    """Say how many days make a person's specific share reliable, and which units are really above others.

    A person's days are taken as a sample of that person's days and ekin as the one judge, so its own mistakes are not in it.

    Returns
    -------
    Answer
        Frames days (of `evaluation.reliability.d_study`, kind "relative"), components, and order (units of five people or more,
        with estimate, low, high, n, tier, probability; one single tier means that nothing can be said about who is higher).
    """
    sent = _sent(records, period)
    daily = (
        sent.assign(mark=sent["flag"].eq(Flag.SPECIFIC).astype("float64")).groupby(["nip", "day"])["mark"].mean().reset_index()
    )
    marks = daily.rename(columns={"nip": "ratee"}).assign(rater="ekin")

    def find() -> dict[str, pd.DataFrame]:
        days = d_study(marks, days=DAYS, raters=[1], n_boot=settings.n_boot, seed=settings.seed)
        found = components(marks, n_boot=settings.n_boot, seed=settings.seed)
        return {"days": days.query("kind == 'relative'").reset_index(drop=True), "components": found}

    found = answer(find) if len(marks) else Answer(refused=REFUSED["no_judged"])
    return found.beside(order=_order(records, period, settings))


def fairness(records: Records, period: Period, labels: pd.DataFrame | None = None) -> Answer:
    """Compare how often groups are flagged and, where people labelled the same entries, how often wrongly.

    Parameters
    ----------
    labels
        entry_id, label (1 generic, 0 specific), such as `entry_labels` gives; a line that the judge left unsure is no mistake.

    Returns
    -------
    Answer
        Frame gaps, of `evaluation.fairness.audit_fairness`.
    """
    sent = _sent(records, period)
    if sent.empty:
        return Answer(refused=REFUSED["no_judged"])
    people = records.employees.set_index("nip").replace({"": None})
    by = {name: sent["nip"].map(people[name]) for name in GROUPS if name in people}
    if by["unit"].nunique() > MAX_GROUPS:
        by["unit"] = sent["nip"].map(people["parent_unit"])
    if "position" in by:
        few = people.groupby("position")["unit"].size().lt(MIN_PEOPLE)
        by["position"] = by["position"].mask(by["position"].map(few).eq(True), OTHERS)
    rows = sent[["id", "flag"]].assign(person=sent["nip"], **by, letters=_letters(sent["description"]))
    known = {} if labels is None else dict(zip(labels["entry_id"], labels["label"], strict=True))
    label = rows["id"].map(known).astype("Float64").mask(rows["flag"].eq(Flag.UNSURE).to_numpy())
    measures = ("flag", "error", "wrongly_flagged", "missed") if label.notna().any() else ("flag",)
    rows = rows.assign(flag=rows["flag"].eq(Flag.GENERIC), label=label).reset_index(drop=True)
    return Answer({"gaps": audit_fairness(rows, GROUPS, measures)})


def entry_labels(store: Store) -> pd.DataFrame:
    """Labels that annotators gave to stored entries, by entry_id: the settled one, else one on which all agree."""
    of, entry = schema.annotation.c, schema.entry.c
    query = select(of.item.label("entry_id"), of.round, of.label).join(schema.entry, entry.id == of.item)
    given = store.frame(query.where(of.round != Round.AGAIN))
    settled = given[given["round"].eq(Round.SETTLED)].drop_duplicates("entry_id", keep="last")
    first = given[given["round"].eq(Round.FIRST) & ~given["entry_id"].isin(settled["entry_id"])]
    agreed = first[first.groupby("entry_id")["label"].transform("nunique").eq(1)].drop_duplicates("entry_id")
    return pd.concat([settled, agreed], ignore_index=True)[["entry_id", "label"]]


def socialisation_effect(
    records: Records,
    period: Period,
    start: date,
    treated: Collection[str],
    settings: Settings,
    *,
    outcome: str = "specific_share",
) -> Answer:
    """Ask whether a socialisation worked: weeks before and after, units that had it beside units that had none yet.

    Parameters
    ----------
    start
        First day after the socialisation; a week that holds days before and after it is left out.
    treated
        Units that had it.
    outcome
        A share of `evaluation.measures`.

    Returns
    -------
    Answer
        Frames weeks (treated, period, estimate, low, high, n units) always, and effect (of `evaluation.study.effect_of`) where there are
        five units on each side.
    """
    how = {"settings": settings, "measures": [find_measure(outcome)]}
    weekly = measure(records, period, level=Level.PERSON, grain=Grain.WEEK, **how).dropna(subset=["value"])
    whole = ~((weekly["period"] < pd.Timestamp(start)) & (weekly["period"] + pd.Timedelta(days=6) >= pd.Timestamp(start)))
    unit = weekly["key"].map(records.employees.set_index("nip")["unit"])
    panel = pd.DataFrame(
        {
            "unit": unit,
            "period": weekly["period"],
            "person": weekly["key"],
            "outcome": weekly["value"],
            "treated": unit.isin(treated),
        }
    )[whole.to_numpy()]
    return answer(lambda: {"effect": effect_of(panel, pd.Timestamp(start))}).beside(weeks=_weeks(panel))


def _sent(records: Records, period: Period) -> pd.DataFrame:
    entries = records.entries
    asked = entries["day"].between(pd.Timestamp(period.start), pd.Timestamp(period.end)) & entries["status"].isin(SENT)
    return entries[asked & entries["flag"].notna() & entries["nip"].isin(records.employees["nip"])]


def _order(records: Records, period: Period, settings: Settings) -> pd.DataFrame:
    units = measure(records, period, level=Level.UNIT, settings=settings, measures=[find_measure("specific_share")])
    sizes = units["key"].map(records.employees["unit"].value_counts())
    known = units[sizes.ge(MIN_PEOPLE) & units["enough"] & units["high"].gt(units["low"])].rename(
        columns={"name": "unit", "value": "estimate"}
    )
    return order(known[["unit", "estimate", "low", "high", "n"]], seed=settings.seed)


def _letters(texts: pd.Series) -> np.ndarray:
    texts = texts.astype("str")
    return np.select([texts.str.isupper(), texts.str.islower()], ["upper", "lower"], "mixed")


def _weeks(panel: pd.DataFrame) -> pd.DataFrame:
    """Mean over units of each arm and week, with t intervals between units."""
    means = (
        panel.groupby(["treated", "period", "unit"])["outcome"].mean().groupby(["treated", "period"]).agg(["mean", "std", "size"])
    )
    half = t.ppf(0.975, (means["size"] - 1).clip(lower=1)) * means["std"] / np.sqrt(means["size"])
    found = pd.DataFrame(
        {"estimate": means["mean"], "low": means["mean"] - half, "high": means["mean"] + half, "n": means["size"]}
    )
    return found.reset_index()
