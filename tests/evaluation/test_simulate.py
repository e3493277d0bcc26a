from dataclasses import fields, replace

import pandas as pd
import pytest

from ekin.domain.nip import parse_nip
from ekin.domain.period import Period, parse_period
from ekin.domain.rating import PREDIKAT
from ekin.domain.workdays import workdays
from ekin.evaluation.simulate import QUARTER, simulate_offices
from ekin.exchange.samples import read_stock


@pytest.fixture(scope="module")
def stock():
    return read_stock()


@pytest.fixture(scope="module")
def samples(stock):
    return simulate_offices(stock)


@pytest.fixture(scope="module")
def entries(samples):
    true = samples.truth_entries.rename(columns={"entry_id": "id"})
    found = samples.entries.merge(true, on="id", validate="1:1").merge(samples.employees[["nip", "position"]], on="nip")
    local = found["submitted_at"].dt.tz_convert("Asia/Jakarta").dt.tz_localize(None)
    return found.assign(sent=local, lag=(local.dt.normalize() - found["day"]).dt.days)


def who(samples, role):
    return samples.truth.loc[samples.truth["role"] == role, "nip"].tolist()


def of(entries, samples, role):
    return entries[entries["nip"].isin(who(samples, role))]


def test_same_seed_same_frames_and_another_seed_others(stock, samples):
    again = simulate_offices(stock)
    for field in fields(samples):
        pd.testing.assert_frame_equal(getattr(samples, field.name), getattr(again, field.name))
    assert not simulate_offices(stock, seed=7).entries["description"].equals(samples.entries["description"])


def test_one_person_more_leaves_the_others_as_they_were(stock, samples):
    last = stock.positions["position"] == stock.positions["position"].iloc[-1]
    more = simulate_offices(replace(stock, positions=stock.positions.assign(people=stock.positions["people"].mask(last, "2"))))
    assert set(samples.employees["nip"]) < set(more.employees["nip"])


def test_sizes(samples):
    assert 58 <= len(samples.employees) <= 66
    assert 7500 <= len(samples.entries) <= 8500
    assert samples.entries["id"].is_unique
    assert samples.entries["day"].between("2026-01-01", "2026-03-31").all()
    assert 0.3 < samples.truth_entries["label"].mean() < 0.5


def test_every_nip_is_valid_unique_and_fits_the_kind(samples):
    assert samples.employees["nip"].is_unique
    assert samples.employees["name"].is_unique
    for nip, kind in zip(samples.employees["nip"], samples.employees["kind"], strict=True):
        found, cleaned = parse_nip(nip)
        assert not cleaned
        assert found.kind == kind.removesuffix("_PW")
        assert 17 <= found.appointed_year - found.birth.year <= 60
    assert set(samples.employees["kind"]) == {"PNS", "PPPK", "PPPK_PW"}


def test_superiors_are_people_in_at_least_three_levels(samples):
    above = dict(zip(samples.employees["nip"], samples.employees["superior_nip"], strict=True))
    depth = {nip: 0 for nip, boss in above.items() if not boss}
    assert len(depth) == 1
    while len(depth) < len(above):
        depth |= {nip: depth[boss] + 1 for nip, boss in above.items() if boss in depth}
    assert max(depth.values()) >= 3


def test_specific_exactly_when_all_facets(samples):
    true = samples.truth_entries
    assert ((true["label"] == 0) == (true[["action", "object", "detail"]].sum(axis=1) == 3)).all()


def test_no_slot_is_left_open(samples):
    assert not samples.entries["description"].str.contains("[{}]", regex=True).any()


def test_plans_are_the_persons_own_and_the_true_one_exists(samples, entries):
    chosen = entries.merge(samples.plans[["nip", "plan_id", "plan"]], on=["nip", "plan_id", "plan"], how="left", indicator=True)
    assert (chosen["_merge"] == "both").all()
    number = entries["plan_id"].map(samples.plans.set_index("plan_id")["plan_number"])
    assert 0.5 < (number == entries["true_plan"]).mean() < 0.95
    assert (samples.plans["plan_no"] == "P" + samples.plans["plan_number"].astype("str")).all()


def test_status_moment_and_note_fit(samples):
    entries, reviews = samples.entries, samples.reviews
    assert (entries["submitted_at"].isna() == (entries["status"] == "draft")).all()
    assert set(entries["status"]) == {"draft", "submitted", "approved", "returned"}
    assert (reviews.loc[reviews["decision"] == "returned", "note"] != "").all()
    last = reviews.groupby("entry_id")["decision"].last()
    assert (entries.set_index("id")["status"].reindex(last.index) == last).all()
    both = reviews.merge(entries, left_on="entry_id", right_on="id")
    assert (both["decided_at"] > both["submitted_at"]).all()
    superior = both["nip"].map(samples.employees.set_index("nip")["superior_nip"])
    assert (superior == both["superior_nip"]).all()


def test_few_overlaps(samples):
    entries = samples.entries.sort_values(["nip", "day", "start"])
    start, end = (entries[name].map(lambda t: t.hour * 60 + t.minute) for name in ("start", "end"))
    same = (entries["nip"] == entries["nip"].shift()) & (entries["day"] == entries["day"].shift())
    assert 10 < (same & (start < end.shift())).sum() < 0.02 * len(entries)


def test_ratings_follow_the_matrix(samples):
    rated = samples.ratings.dropna(subset=["hasil"])
    assert len(rated) > 170
    assert len(samples.ratings) == 3 * len(samples.employees)
    assert all(PREDIKAT[h, p] == v for h, p, v in rated[["hasil", "perilaku", "predikat"]].itertuples(index=False))


def test_entries_lie_on_working_days_except_where_planted(samples, entries):
    weeks = samples.employees.set_index("nip")["work_week"]
    free = {5: set(workdays(QUARTER, 5)), 6: set(workdays(QUARTER, 6))}
    away = {nip: set() for nip in weeks.index}
    for row in samples.leave.itertuples():
        away[row.nip] |= set(Period(row.start.date(), row.end.date()).days())
    days = entries["day"].dt.date
    off = pd.Series([d not in free[weeks[n]] and d not in away[n] for n, d in zip(entries["nip"], days, strict=True)])
    leave = pd.Series([d in away[n] for n, d in zip(entries["nip"], days, strict=True)])
    assert set(entries.loc[off, "nip"]) == set(who(samples, "holiday_entries"))
    assert set(entries.loc[leave, "nip"]) == set(who(samples, "leave_entries"))
    assert off.sum() > 20
    assert leave.sum() >= 8


def test_copiers_copy_and_the_truth_names_the_source(samples, entries):
    text = entries.set_index("id")["description"]
    copied = entries[entries["copied_from"] != ""]
    assert (copied["description"].to_numpy() == text.reindex(copied["copied_from"]).to_numpy()).all()
    roles = ("copy_own", "copy_colleague", "weekday_template")
    assert set(copied["nip"]) == {nip for role in roles for nip in who(samples, role)}
    for role in roles:
        for _, own in of(entries, samples, role).groupby("nip"):
            assert (own["copied_from"] != "").mean() > 0.4
    owner = entries.set_index("id")["nip"]
    theirs = of(copied, samples, "copy_colleague")
    assert (owner.reindex(theirs["copied_from"]).to_numpy() != theirs["nip"].to_numpy()).all()


def test_timetable_teachers_have_fixed_hours_and_fresh_texts(samples, entries):
    for _, own in of(entries, samples, "timetable").groupby("nip"):
        assert own["description"].duplicated().mean() < 0.3
        assert own.groupby(own["day"].dt.day_of_week)["start"].nunique().max() <= 4
        assert (own["label"] == 0).all()


def test_batches_are_sent_in_few_sittings(samples, entries):
    for _, own in of(entries, samples, "batch_month_end").groupby("nip"):
        sent = own.dropna(subset=["sent"])
        assert sent["sent"].dt.date.nunique() == 3
        assert sent.groupby(sent["sent"].dt.date)["day"].nunique().min() >= 10
        assert sent["sent"].sort_values().groupby(sent["sent"].dt.date).diff().max() < pd.Timedelta(minutes=10)
    assert of(entries, samples, "batch_weekly")["lag"].max() <= 5


def test_other_planted_writers_are_visible(samples, entries):
    def each(role):
        return [own for _, own in of(entries, samples, role).groupby("nip")]

    assert all(own["evidence_url"].nunique() == 1 and (own["evidence_url"] != "").all() for own in each("one_link"))
    assert all(own[["start", "end"]].drop_duplicates().shape[0] == 2 for own in each("constant_times"))
    assert all(own["plan_id"].nunique() == 1 and (own["quantity"] == 1).all() for own in each("first_plan"))
    assert all(own["day"].nunique() < 10 for own in each("almost_empty"))
    assert all((own["end"] < own["start"]).sum() > 5 for own in each("night_shift"))
    for own, change in zip(each("drift"), [float(v) for v in truth_values(samples, "drift", entries)], strict=True):
        month = own.groupby(own["day"].dt.month)["label"].mean()
        assert (month[3] - month[1]) * change < 0
    spans = samples.leave[samples.leave["nip"].isin(who(samples, "long_leave"))]
    assert (spans["end"] - spans["start"]).dt.days.min() > 30


def truth_values(samples, role, entries):
    """Values of a role in the order in which groupby gives its people."""
    planted = samples.truth[samples.truth["role"] == role]
    return planted.sort_values("nip")["value"]


def test_planted_superiors_are_visible(samples):
    reviews = samples.reviews.set_index("superior_nip")
    stamp, weekly, pasted = (reviews.loc[who(samples, role)[0]] for role in ("rubber_stamp", "weekly_reviewer", "same_note"))
    assert stamp["seconds_open"].max() <= 4
    assert (stamp["decision"] == "approved").all()
    assert weekly["decided_at"].dt.isocalendar().week.value_counts().size == weekly["decided_at"].dt.date.nunique()
    assert weekly["seconds_open"].min() >= 15
    assert (weekly["decision"] == "returned").mean() > 0.05
    assert pasted["note"].nunique() == 1
    stuck = samples.ratings[samples.ratings["assessor_nip"] == who(samples, "stuck_ratings")[0]].dropna(subset=["hasil"])
    assert len(stuck) > 10
    assert stuck[["hasil", "perilaku"]].drop_duplicates().shape[0] == 1


def test_every_planted_role_is_in_the_truth(stock, samples):
    assert set(samples.truth["role"]) == set(stock.planted["role"])
    assert samples.truth["nip"].isin(samples.employees["nip"]).all()


def test_another_period(stock):
    april = simulate_offices(stock, period=parse_period("2026-04"))
    assert april.entries["day"].dt.month.eq(4).all()
    assert len(april.ratings) == len(april.employees)
