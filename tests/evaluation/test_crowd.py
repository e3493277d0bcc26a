import pandas as pd
import pytest

from ekin.domain.nip import parse_nip
from ekin.domain.workdays import holidays_of
from ekin.evaluation.crowd import make_crowd
from ekin.evaluation.crowd_texts import TEMPLATES, first_of
from ekin.evaluation.crowd_words import SPECIFIC
from ekin.evaluation.roles import SUPERIORS, WRITERS
from ekin.exchange.crowds import write_crowd


@pytest.fixture(scope="module")
def crowd():
    return make_crowd(400, 2, seed=8)


@pytest.fixture(scope="module")
def entries(crowd):
    true = crowd.truth_entries.rename(columns={"entry_id": "id"})
    found = crowd.entries.merge(true, on="id", validate="1:1").merge(crowd.truth[["nip", "role"]], on="nip")
    return found.merge(crowd.employees[["nip", "work_week"]], on="nip")


def test_same_seed_same_bytes_and_another_seed_others(tmp_path):
    first, again, other = (
        {path.name: path.read_bytes() for path in write_crowd(60, 1, tmp_path / name, seed=seed)}
        for name, seed in (("a", 3), ("b", 3), ("c", 4))
    )
    assert first == again
    assert all(first[name] != other[name] for name in first)


def test_files_hold_what_the_frames_hold(tmp_path):
    crowd = make_crowd(30, 1, seed=3)
    for path in write_crowd(30, 1, tmp_path, seed=3):
        frame = getattr(crowd, path.stem)
        assert list(pd.read_parquet(path)) == list(frame)
        assert len(pd.read_parquet(path)) == len(frame)


def test_every_frame_refers_to_people_and_entries_that_exist(crowd):
    nips, ids = set(crowd.employees["nip"]), set(crowd.entries["id"])
    assert len(nips) == 400
    assert len(ids) == len(crowd.entries)
    assert all(parse_nip(nip)[0].text == nip for nip in nips)
    for frame in (crowd.entries, crowd.leave, crowd.ratings, crowd.truth):
        assert set(frame["nip"]) <= nips
    assert set(crowd.reviews["entry_id"]) <= ids
    assert set(crowd.reviews["superior_nip"]) <= set(crowd.truth.loc[crowd.truth["reviews_as"].ne(""), "nip"])


def test_roles_are_the_known_ones_and_superiors_have_one(crowd):
    assert set(crowd.truth["role"]) <= set(WRITERS)
    bosses = crowd.employees.loc[crowd.employees["superior_nip"].ne(""), "superior_nip"].unique()
    assert set(crowd.truth.loc[crowd.truth["nip"].isin(bosses), "reviews_as"]) <= set(SUPERIORS)
    assert sum(role.share for role in WRITERS.values()) == pytest.approx(1)
    assert sum(role.share for role in SUPERIORS.values()) == pytest.approx(1)


def test_only_planted_people_write_on_days_off(entries):
    off = entries["day"].dt.date.isin(holidays_of(2026)) | entries["day"].dt.day_of_week.ge(entries["work_week"])
    assert set(entries.loc[off, "role"]) == {"holiday", "shift"}


def test_copies_are_their_sources_except_of_who_changes_words(entries):
    text = entries.set_index("id")["description"]
    copied = entries[entries["copied_from"].ne("") & ~entries["role"].isin(["paraphrase", "polish"])]
    assert set(copied["role"]) == {"copy_own", "copy_colleague", "weekday_template"}
    assert (copied["description"].to_numpy() == text.reindex(copied["copied_from"]).to_numpy()).all()


def test_share_of_words_changed_is_what_changed(entries):
    source = entries.set_index("id")["description"]
    told = entries[entries["role"].eq("paraphrase") & entries["copied_from"].ne("")]
    same = told["description"].to_numpy() == source.reindex(told["copied_from"]).to_numpy()
    changes = told["copied_from"].map(entries.set_index("id")["copied_from"]).eq("")
    assert (same == told["changed"].eq(0))[changes].all()
    assert told["changed"].between(0, 1).all()
    assert told["changed"].max() > 0.4


def test_decisions_come_after_sending_and_give_the_status(crowd):
    both = crowd.reviews.merge(crowd.entries, left_on="entry_id", right_on="id")
    assert (both["decided_at"] > both["submitted_at"]).all()
    assert (both["decision"] == both["status"]).all()
    assert set(crowd.entries["status"]) == {"draft", "submitted", "approved", "returned"}


def test_a_template_has_a_value_for_every_slot():
    assert all(len(lines) == 4 for lines in SPECIFIC.values())
    assert TEMPLATES[first_of("counter")].startswith("Melayani perekaman")
    assert not make_crowd(50, 1, seed=1).entries["description"].str.contains("[{}]", regex=True).any()


@pytest.mark.parametrize(("people", "months"), [(0, 1), (1, 0)])
def test_nobody_and_no_time_are_refused(people, months):
    with pytest.raises(ValueError, match="at least 1"):
        make_crowd(people, months, seed=1)


def test_one_person_is_a_crowd():
    alone = make_crowd(1, 1, seed=1)
    assert len(alone.employees) == 1
    assert alone.ratings.empty
    assert alone.reviews.empty
