"""Who a report is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ekin.errors import NoDataError
from ekin.evaluation.performance import Records
from ekin.vocabulary import Level

COLUMN: Final = {Level.PERSON: "nip", Level.UNIT: "unit", Level.PARENT_UNIT: "parent_unit", Level.AGENCY: "agency"}
"""Column of the employees by which a level groups them."""


def within(records: Records, scope: tuple[Level, str] | None) -> Records:
    """Keep the people of a scope and what is theirs; everything when the scope is None.

    Raises
    ------
    NoDataError
        If nobody belongs to the scope.
    """
    if scope is None:
        return records
    level, key = scope
    groups = records.employees[COLUMN[level]]
    employees = records.employees[groups.eq(key)]
    if employees.empty:
        raise NoDataError(str(key), sorted(groups.unique())[:12])
    own: dict[str, Any] = {}
    for name in ("entries", "leave", "plans"):
        frame = getattr(records, name)
        own[name] = frame[frame["nip"].isin(employees["nip"])]
    reviews = records.reviews[records.reviews["entry_id"].isin(own["entries"]["id"])]
    return replace(records, employees=employees, reviews=reviews, **own)
