"""How an entry moves: one table of transitions (DESIGN, Data)."""

from __future__ import annotations

from typing import Final

from ekin.errors import TransitionError
from ekin.vocabulary import Action, Status

_TRANSITIONS: Final = {
    (Action.SUBMIT, Status.DRAFT): Status.SUBMITTED,
    (Action.SUBMIT, Status.RETURNED): Status.SUBMITTED,
    (Action.APPROVE, Status.SUBMITTED): Status.APPROVED,
    (Action.RETURN, Status.SUBMITTED): Status.RETURNED,
}


def next_status(action: Action, status: Status) -> Status:
    """Status after an action.

    Raises
    ------
    TransitionError
        If the action is not possible from this status.
    """
    try:
        return _TRANSITIONS[action, status]
    except KeyError:
        raise TransitionError(action, status, allowed_actions(status)) from None


def allowed_actions(status: Status) -> tuple[Action, ...]:
    """Actions that are possible from a status."""
    return tuple(action for action, before in _TRANSITIONS if before is status)
