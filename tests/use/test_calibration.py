"""Superiors who share no staff, linked by the vignettes they marked in a workshop; real rooms and a real store."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ekin.domain.workshop import tasks
from ekin.errors import NotLinkedError, WorkshopError
from ekin.evaluation.reviewers import fit_reviewers, linked_groups
from ekin.exchange.pseudonyms import Pseudonymiser, people_of
from ekin.service import classroom, workshop
from ekin.service.calibration import keep_marks, vignette_ratings
from ekin.settings import Settings
from ekin.storage.store import open_store
from ekin.vocabulary import Stage

ITEM = "kejelasan"
NIPS = [f"19800101200501{number:04d}" for number in range(1001, 1007)]
STRICT = np.array([-1.5, -0.9, -0.3, 0.3, 0.9, 1.5])
"""Planted severity in logits."""


@pytest.fixture
def store(tmp_path):
    with open_store(Settings(database_url=f"sqlite:///{tmp_path / 'e.db'}")) as store:
        yield store


@pytest.fixture
def shop(tmp_path):
    room = workshop.open_room(tmp_path / "ruang")
    classroom.set_stage(room, Stage.CALIBRATE)
    yield room
    room.store.close()


@pytest.fixture
def key():
    """Give a superior's pseudonym as `ekin pseudonymise` writes it."""
    maker = Pseudonymiser(b"0123456789abcdef" * 2, people_of(pd.DataFrame({"NIP": NIPS})))
    return {nip: maker.frame(pd.DataFrame({"NIP": [nip]}))["NIP"].iloc[0] for nip in NIPS}


def drawn(strict, how_good, rng):
    """Mark 1-4 of a rating scale model with thresholds -1.5, 0, 1.5 logits."""
    logits = np.r_[0, np.cumsum(how_good - strict - np.array([-1.5, 0, 1.5]))]
    return 1 + rng.choice(4, p=np.exp(logits) / np.exp(logits).sum())


def attend(shop, nip, key, strict, rng):
    """One superior joins, marks ten vignettes and consents."""
    person = workshop.known(shop, workshop.join(shop, shop.room.code, f"melati {nip[-2:]}", "guru", superior=True))
    for place, item in enumerate(tasks(shop.content.items, Stage.CALIBRATE, person)):
        workshop.answer(shop, person, item.item, str(drawn(strict, (place - 4.5) / 2, rng)), "")
    workshop.consent(shop, person, True, key)
    return person


def own_staff(key, rng):
    """Each superior marks one person of their own."""
    rows = [(key[nip], f"staf {nip[-2:]}", ITEM, drawn(strict, 0, rng)) for nip, strict in zip(NIPS, STRICT, strict=True)]
    return pd.DataFrame(rows, columns=["rater", "ratee", "item", "mark"])


def test_superiors_with_one_own_staff_each_are_linked_by_their_vignettes(shop, store, key):
    rng = np.random.default_rng(7)
    ratings = own_staff(key, rng)
    with pytest.raises(NotLinkedError):
        fit_reviewers(ratings)
    assert len(linked_groups(ratings)) == len(NIPS)
    for nip, strict in zip(NIPS, STRICT, strict=True):
        attend(shop, nip, key[nip], strict, rng)
    assert keep_marks(store, shop) == len(NIPS)
    vignettes = vignette_ratings(store, item=ITEM)
    assert vignettes.groupby("rater").size().tolist() == [10] * len(NIPS)
    assert vignettes["ratee"].str.startswith("vignette:").all()
    both = pd.concat([ratings, vignettes])
    assert linked_groups(both) == [sorted(key.values())]
    fit = fit_reviewers(both, central=False)
    found = fit.reviewers.query("measure == 'severity'").set_index("rater")
    estimates = found.loc[[key[nip] for nip in NIPS], "estimate"]
    assert np.corrcoef(estimates, STRICT)[0, 1] > 0.7
    assert estimates.iloc[0] < estimates.iloc[-1]
    staff = fit.people.set_index("ratee").loc[ratings["ratee"]].eval("estimate - raw").to_numpy()
    assert staff[-1] > staff[0]  # the strictest superior's staff is raised above the mildest one's


def test_nothing_stored_tells_who_and_what_is_taken_back_goes(shop, store, key):
    rng = np.random.default_rng(8)
    first, second, third = (attend(shop, nip, given, 0, rng) for nip, given in zip(NIPS, (key[NIPS[0]], "", ""), strict=False))
    workshop.consent(shop, third, False)
    assert keep_marks(store, shop) == 2
    raters = set(vignette_ratings(store, item=ITEM)["rater"])
    assert key[NIPS[0]] in raters
    assert not any(nip in rater or "melati" in rater for nip in NIPS for rater in raters)
    assert keep_marks(store, shop) == 2  # again changes nothing
    assert len(vignette_ratings(store, item=ITEM)) == 20
    workshop.consent(shop, first, False)
    assert workshop.reviewer_key(shop, first) == ""
    assert keep_marks(store, shop) == 1
    workshop.erase(shop, second)
    assert keep_marks(store, shop) == 0
    assert vignette_ratings(store, item=ITEM).empty


def test_a_key_is_a_pseudonym_and_never_a_nip(shop, key):
    person = attend(shop, NIPS[0], key[NIPS[0]][1:].upper(), 0, np.random.default_rng(9))  # as the analyst's views write it
    assert workshop.reviewer_key(shop, person) == key[NIPS[0]]
    for wrong in (NIPS[0], "Budi", key[NIPS[0]] + "0"):
        with pytest.raises(WorkshopError) as refused:
            workshop.consent(shop, person, True, wrong)
        assert refused.value.reason == "key"
    workshop.consent(shop, person, True)
    assert workshop.reviewer_key(shop, person) == ""


def test_a_reviewer_who_meets_a_vignette_again_counts_once(shop, store, key, tmp_path):
    rng = np.random.default_rng(10)
    later = workshop.open_room(tmp_path / "lain", clock=lambda: shop.clock() + 1e6)
    classroom.set_stage(later, Stage.CALIBRATE)
    for room, strict in ((later, 5), (shop, -5)):
        attend(room, NIPS[0], key[NIPS[0]], strict, rng)
        keep_marks(store, room)
    found = vignette_ratings(store, item=ITEM)
    assert len(found) == 10
    assert found["mark"].mean() > 3  # those of the first time
    later.store.close()
