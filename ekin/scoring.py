"""Judging what is stored: every entry not yet judged by the present model, in batches, each distinct text once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ekin.domain.period import Period
from ekin.exchange.importing import OnProgress
from ekin.quality.alignment import aligned_probability
from ekin.quality.judge import calibration, check, version
from ekin.storage import schema
from ekin.storage.statements import insert_new
from ekin.storage.store import Store

ENTRIES_A_BATCH = 4000  # under `fast.COMPILED_ROWS`: loading the compiled code takes longer than reading so few in Python


def assess_stored(store: Store, period: Period | None = None, *, on_progress: OnProgress | None = None) -> int:
    """Judge the entries whose present version has no verdict of the present model.

    Parameters
    ----------
    period
        Only the entries of this period; those of other months wait until somebody asks for them.
    on_progress
        Called with entries done and entries in all, after each batch.

    Returns
    -------
    int
        Entries judged. Each batch is one transaction, so an interrupted run goes on where it stopped.
    """
    waiting = store.unassessed(version(), period)
    plans = plan_texts(store)
    for start in range(0, len(waiting), ENTRIES_A_BATCH):
        batch = waiting.iloc[start : start + ENTRIES_A_BATCH]
        with store.transaction() as connection:
            insert_new(connection, schema.assessment, verdicts(batch, plans).to_dict("records"))
        if on_progress:
            on_progress(start + len(batch), len(waiting))
    return len(waiting)


def plan_texts(store: Store, nip: str | None = None) -> pd.Series:
    """Text of each action plan by its id, of everyone or of one person."""
    return store.plans(nip).drop_duplicates("plan_id").set_index("plan_id")["plan"]


def verdicts(batch: pd.DataFrame, plans: pd.Series) -> pd.DataFrame:
    """Judge entries: rows of `assessment`.

    Parameters
    ----------
    batch
        Columns id, version, description, plan_id, position.
    plans
        Text of each plan by its id.
    """
    judged = check(batch["description"], position=batch["position"].tolist())
    linked = batch["plan_id"].map(plans)
    has_plan = linked.notna().to_numpy()
    aligned = np.full(len(batch), np.nan)
    if has_plan.any():
        aligned[has_plan] = aligned_probability(batch.loc[has_plan, "description"], linked[has_plan])
    verdicts = judged[["p_generic", "label", "flag", "missing", "question", "model"]].assign(
        entry_id=batch["id"].to_numpy(), entry_version=batch["version"].to_numpy(), threshold=calibration().threshold
    )
    verdicts["aligned"] = pd.Series(aligned).astype(object).where(has_plan, None)
    return verdicts.astype({"p_generic": float})
