"""Records out: the periods there are, what the measures need, and the health of the installation."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable

import pandas as pd

from ekin.domain.period import Period, parse_period
from ekin.domain.workdays import holidays_of
from ekin.errors import NoDataError
from ekin.evaluation.records import Records, moments
from ekin.exchange.importing import OnProgress
from ekin.quality import judge
from ekin.scoring import assess_stored, plan_texts
from ekin.scoring import verdicts as verdicts_of
from ekin.secrets import NAMES, find_secret
from ekin.service.clock import utc_now
from ekin.service.files import SAMPLE_FILES
from ekin.settings import Settings, load_settings, shipped
from ekin.storage import schema
from ekin.storage.statements import may_insert
from ekin.storage.store import Store, open_store
from ekin.vocabulary import Flag, Outcome
from ekin.words import numbers
from ekin.words.console import HEALTH
from ekin.words.secrets import SOURCE


def periods(store: Store) -> list[Period]:
    """Months that hold entries, oldest first."""
    return sorted({parse_period(f"{day:%Y-%m}") for day in store.days()})


def load_records(store: Store, period: Period, *, on_progress: OnProgress | None = None) -> Records:
    """Gather what the measures need for a period; its entries not yet judged are judged first.

    Where verdicts are not this login's to store (`storage.access`) they hold for this call only.

    Raises
    ------
    NoDataError
        If no entry lies in the period.
    """
    with store.reading() as connection:
        stores = may_insert(connection, schema.assessment)
    if stores:
        assess_stored(store, period, on_progress=on_progress)
    entries = store.entries(period)
    if entries.empty:
        raise NoDataError(period.label, [found.key for found in periods(store)])
    return Records(
        employees=store.employees(),
        entries=_with_verdicts(entries, store, period),
        leave=store.leave(),
        reviews=store.reviews(),
        plans=store.plans(),
    )


def health(settings: Settings | None = None) -> pd.DataFrame:
    """Check the installation part by part: part, ok, and what was found or went wrong."""
    settings = settings or load_settings()
    return pd.DataFrame([_tried(part, look, settings) for part, look in _PARTS.items()], columns=["part", "ok", "found"])


def _tried(part: str, look: Callable[[Settings], str], settings: Settings) -> tuple[str, bool, str]:
    try:
        return HEALTH[part], True, look(settings)
    except Exception as error:  # a health check reports whatever is wrong
        return HEALTH[part], False, f"{type(error).__name__}: {error}"


def _look_at_store(settings: Settings) -> str:
    with open_store(settings) as store:
        return f"{store.engine.dialect.name}, {numbers.number(len(store.employees()))} pegawai"


def _look_at_pdf(_: Settings) -> str:
    return f"WeasyPrint {importlib.import_module('weasyprint').__version__}"


_PARTS = {
    "python": lambda _: sys.version.split()[0],
    "model": lambda _: judge.version(),
    "calendar": lambda _: f"{len(holidays_of(utc_now().year))} hari libur {utc_now().year}",
    "samples": lambda _: f"{sum((shipped('samples') / name).is_file() for name in SAMPLE_FILES)} / {len(SAMPLE_FILES)}",
    "store": _look_at_store,
    "pdf": _look_at_pdf,
    "secrets": lambda _: "; ".join(f"{name}: {SOURCE[find_secret(name)[1]]}" for name in NAMES),
}


def _with_verdicts(entries: pd.DataFrame, store: Store, period: Period) -> pd.DataFrame:
    """Add the present model's verdicts; an accepted objection reverses a flag (DESIGN, Never bends 2)."""
    verdicts = store.assessments(judge.version())
    if len(bare := store.unassessed(judge.version(), period)):
        verdicts = pd.concat([verdicts, verdicts_of(bare, plan_texts(store))])
    verdicts = verdicts.rename(columns={"entry_id": "id"})
    columns = ["id", "p_generic", "flag", "label", "missing", "question", "model", "aligned"]
    judged = entries.merge(verdicts[columns], on="id", how="left")
    objections = store.objections()
    accepted = objections[objections["outcome"].eq(Outcome.ACCEPTED)]
    newest = dict(zip(accepted["entry_id"], accepted["raised_at"], strict=True))
    raised = moments(pd.Series([newest.get(key) for key in judged["id"]], dtype=object))
    judged["objected"] = raised.notna() & ~raised.lt(judged["submitted_at"])  # what was sent again since says something else
    judged.loc[judged["objected"], ["flag", "label"]] = [str(Flag.SPECIFIC), 0]
    return judged
