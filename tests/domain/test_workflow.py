from __future__ import annotations

from itertools import product

import pytest

from ekin.domain.workflow import allowed_actions, next_status
from ekin.errors import TransitionError
from ekin.vocabulary import Action, Status

MOVES = {
    (Action.SUBMIT, Status.DRAFT): Status.SUBMITTED,
    (Action.SUBMIT, Status.RETURNED): Status.SUBMITTED,
    (Action.APPROVE, Status.SUBMITTED): Status.APPROVED,
    (Action.RETURN, Status.SUBMITTED): Status.RETURNED,
}


@pytest.mark.parametrize(("action", "status"), list(product(Action, Status)))
def test_every_action_from_every_status(action, status):
    if (action, status) in MOVES:
        assert next_status(action, status) is MOVES[action, status]
        assert action in allowed_actions(status)
        return
    with pytest.raises(TransitionError) as caught:
        next_status(action, status)
    assert action not in caught.value.allowed
    assert caught.value.allowed == allowed_actions(status)


def test_an_approved_entry_is_final():
    assert allowed_actions(Status.APPROVED) == ()
