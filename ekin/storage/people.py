"""Who reaches whom: the staff below a superior, down the whole tree (berjenjang)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Select, select

from ekin.errors import NotYoursError
from ekin.storage import schema
from ekin.vocabulary import SENT


def staff(nip: str, *, direct: bool = False) -> Select:
    """Select the NIP of everyone below a superior, never the superior; a circle in the records ends where it began."""
    person = schema.employee
    first = select(person.c.nip).where(person.c.superior_nip == nip, person.c.nip != nip)
    if direct:
        return first
    tree = first.cte("tree", recursive=True)
    below = select(person.c.nip).join(tree, person.c.superior_nip == tree.c.nip).where(person.c.nip != nip)
    return select(tree.union(below).c.nip)


def in_reach(connection: Connection, nip: str, ids: Iterable[str]) -> None:
    """Refuse what is not an entry that staff sent; one's own never is, and drafts are their writer's alone."""
    entry = schema.entry.c
    query = select(entry.id).where(entry.id.in_(list(ids)), entry.nip.in_(staff(nip)), entry.status.in_(SENT))
    if outside := set(ids) - set(connection.scalars(query)):
        raise NotYoursError(min(outside))
