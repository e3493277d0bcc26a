"""What each measure counts: one function a measure, all giving the same columns.

person, part: whose, and in which period (see `records.View`). k, n: what the row adds to numerator and denominator; for a median
k is the value. id or day: the entry or the day that the row is about.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ekin.domain.workdays import expected_minutes
from ekin.evaluation.records import OUTSIDE, View, local_day, moments
from ekin.vocabulary import Flag, Status

ALIGNED_FROM = 0.5
"""Probability from which an entry is taken as belonging to its plan."""
ONE_LINK_ENTRIES, ONE_LINK_SHARE = 5, 0.5
"""A link in at least so many entries, and in more than this share of a person's linked entries, is one link for everything."""


def filled_days(view: View) -> pd.DataFrame:
    """Working days, with 1 for those that have a sent entry."""
    return view.days.assign(k=view.days["filled"].astype("float64"), n=1.0)


def gap_days(view: View) -> pd.DataFrame:
    """Working days, with 1 for those of the person's first longest run of unfilled ones."""
    days = filled_days(view)
    days["run"] = days.groupby(["person", "part"])["k"].cumsum()
    days["length"] = (1 - days["k"]).groupby([days["person"], days["part"], days["run"]]).transform("sum")
    longest = days.groupby(["person", "part"])["length"].transform("max")
    first = days["run"].where(days["length"].eq(longest)).groupby([days["person"], days["part"]]).transform("min")
    return days.assign(k=(days["run"].eq(first) & ~days["filled"]).astype("float64"))


def lags(view: View) -> pd.DataFrame:
    """Entries whose send is known: whole local days from the day of the activity to it."""
    lag = _lag(view)
    return _counted(view.sent, lag, lag.notna())


def sent_same_day(view: View) -> pd.DataFrame:
    """Entries whose send is known, with 1 when it was on the same local day or within the grace of the settings."""
    lag = _lag(view)
    return _counted(view.sent, lag.le(view.settings.same_day_grace_days), lag.notna())


def sent_in_batches(view: View) -> pd.DataFrame:
    """Entries whose send is known, with 1 when their sitting covers `settings.sitting_days` activity days or more.

    A sitting is a chain of sends of one person with less than `settings.sitting_gap_minutes` between them; it is found over
    all entries of the records, so it may begin before the period.
    """
    sends = view.sent[view.sent["submitted_at"].notna()].sort_values(["person", "submitted_at"], kind="stable")
    gap = sends["submitted_at"].diff()
    sitting = (sends["person"].diff().ne(0) | gap.ge(pd.Timedelta(minutes=view.settings.sitting_gap_minutes))).cumsum()
    covered = sends.groupby([sends["person"], sitting])["day"].transform("nunique")
    return _counted(sends, covered.ge(view.settings.sitting_days))


def worked_minutes(view: View) -> pd.DataFrame:
    """Days: recorded minutes, overlaps once, and expected minutes; minutes past midnight belong to the day of the start."""
    sent = view.sent[view.sent["part"].ne(OUTSIDE)]
    recorded = _new_minutes(sent).groupby(["person", "day", "part"])["k"].sum().reset_index()
    kinds = view.days[["day", "work_week"]].drop_duplicates()
    kinds["n"] = [float(expected_minutes([day.date()], week, view.settings)) for day, week in kinds.itertuples(index=False)]
    expected = view.days[["person", "day", "part", "work_week"]].merge(kinds, how="left").drop(columns="work_week")
    return recorded.merge(expected, on=["person", "day", "part"], how="outer").fillna({"k": 0.0, "n": 0.0})


def aligned(view: View) -> pd.DataFrame:
    """Entries compared with the person's plans, with 1 when they belong to their own."""
    return _counted(view.sent, view.sent["aligned"].ge(ALIGNED_FROM), view.sent["aligned"].notna())


def linked(view: View) -> pd.DataFrame:
    """Entries, with 1 when they hang under an action plan that is known."""
    return _counted(view.sent, _has_text(view.sent["plan_id"]))


def covered_rhk(view: View) -> pd.DataFrame:
    """RHK of the years of each part (column rhk_id), with 1 when at least one entry under them is approved."""
    rhk = _own_plans(view).drop_duplicates(["person", "rhk_id"])[["person", "rhk_id", "rhk", "year"]]
    begun = [(place, part) for place, part in enumerate(view.parts) if part.start <= view.last]
    spans = [(place, year) for place, part in begun for year in range(part.start.year, part.end.year + 1)]
    approved = planned_entries(view).query("status == @Status.APPROVED")[["person", "part", "rhk_id"]].drop_duplicates()
    wanted = rhk.merge(pd.DataFrame(spans, columns=["part", "year"]), on="year")
    return wanted.merge(approved.assign(k=1.0), how="left").fillna({"k": 0.0}).assign(n=1.0)


def planned_entries(view: View) -> pd.DataFrame:
    """Entries under a plan of their own writer, with its rhk_id."""
    plans = _own_plans(view).drop_duplicates(["person", "plan_id"])[["person", "plan_id", "rhk_id"]]
    sent = view.sent[view.sent["part"].ne(OUTSIDE) & _has_text(view.sent["plan_id"])]
    return sent.merge(plans, on=["person", "plan_id"])


def quantified(view: View) -> pd.DataFrame:
    """Entries of people whose work is counted, with 1 when they have a quantity and a unit."""
    exempt = view.employees["position"].isin(list(view.records.uncounted_positions)).to_numpy(dtype=bool)
    hit = view.sent["quantity"].notna() & _has_text(view.sent["quantity_unit"])
    return _counted(view.sent, hit, ~exempt[view.sent["person"]])


def evidenced(view: View) -> pd.DataFrame:
    """Entries, with 1 when they have a link to evidence that is not the person's one link for everything.

    Whether a link is that is judged over all entries of the records.
    """
    link = view.sent["evidence_url"].where(_has_text(view.sent["evidence_url"])).str.strip()
    used = link.groupby([view.sent["person"], link]).transform("size").fillna(0)
    total = link.groupby(view.sent["person"]).transform("count")
    return _counted(view.sent, link.notna() & ~(used.ge(ONE_LINK_ENTRIES) & used.gt(ONE_LINK_SHARE * total)))


def specific(view: View) -> pd.DataFrame:
    """Entries that were judged, with 1 when they are specific: by label, or by an objection that was accepted."""
    objected = view.sent["objected"].eq(True).fillna(False) if "objected" in view.sent else False
    return _counted(view.sent, view.sent["label"].eq(0) | objected, view.sent["label"].notna())


def unsure(view: View) -> pd.DataFrame:
    """Entries that were judged, with 1 when the verdict is left to a person."""
    return _counted(view.sent, view.sent["flag"].eq(Flag.UNSURE), view.sent["flag"].notna())


def reviewed(view: View) -> pd.DataFrame:
    """Entries, with 1 when a superior has decided on them at least once."""
    decided = view.sent["status"].isin((Status.APPROVED, Status.RETURNED))
    return _counted(view.sent, decided | view.sent["id"].isin(view.records.reviews["entry_id"]))


def review_waits(view: View) -> pd.DataFrame:
    """Entries with a decision after their send: whole local days from the send to the first such decision."""
    reviews = _reviews(view, "decided_at")
    reviews["decided_at"] = moments(reviews["decided_at"])
    pairs = view.sent.merge(reviews, on="id")
    pairs = pairs[pairs["decided_at"].ge(pairs["submitted_at"])].sort_values("decided_at", kind="stable").drop_duplicates("id")
    decided = local_day(pairs["decided_at"], view.employees["time_zone"].to_numpy()[pairs["person"]], view.settings)
    return _counted(pairs, (decided - pairs["sent_day"]).dt.days)


def noted_returns(view: View) -> pd.DataFrame:
    """Decisions to return an entry, with 1 when they say why."""
    reviews = _reviews(view, "decision", "note")
    returned = reviews[reviews["decision"].eq(Status.RETURNED)]
    pairs = view.sent[["id", "person", "part"]].merge(returned, on="id")
    return _counted(pairs, _has_text(pairs["note"]))


def _lag(view: View) -> pd.Series:
    return (view.sent["sent_day"] - view.sent["day"]).dt.days


def _counted(rows: pd.DataFrame, k: pd.Series, known: pd.Series | np.ndarray | bool = True) -> pd.DataFrame:
    chosen = rows["part"].ne(OUTSIDE) & known
    return rows.loc[chosen, ["person", "part", "id"]].assign(k=k[chosen].astype("float64"), n=1.0)


def _has_text(column: pd.Series) -> pd.Series:
    return column.fillna("").astype("str").str.strip().ne("")


def _reviews(view: View, *columns: str) -> pd.DataFrame:
    return view.records.reviews[["entry_id", *columns]].rename(columns={"entry_id": "id"})


def _own_plans(view: View) -> pd.DataFrame:
    plans = view.records.plans
    return plans.assign(person=pd.Index(view.employees["nip"]).get_indexer(plans["nip"])).query("person >= 0")


def _new_minutes(sent: pd.DataFrame) -> pd.DataFrame:
    """Add `k`: the minutes of each entry that no earlier one of that day has recorded."""
    begin = pd.Series([at.hour * 60 + at.minute for at in sent["start"]], index=sent.index, dtype="int64")
    rows = sent.assign(begin=begin, stop=begin + sent["minutes"].astype("int64"))
    rows = rows.sort_values(["person", "day", "begin"], kind="stable")
    reached = rows.groupby(["person", "day"])["stop"].cummax().groupby([rows["person"], rows["day"]]).shift(fill_value=0)
    return rows.assign(k=(rows["stop"] - np.maximum(rows["begin"], reached)).clip(lower=0).astype("float64"))
