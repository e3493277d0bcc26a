"""Where a model errs, and whether one of two models errs less on the same lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ekin.quality.scores import mean
from ekin.statistics.intervals import wilson


def errors_by(lines: pd.DataFrame, called: Sequence[int], by: Sequence[str]) -> pd.DataFrame:
    """Count errors in every group of some columns, such as family, register, or `lacks` (see `lacks`).

    Returns
    -------
    DataFrame
        by, group, n, wrong, share, low, high (Wilson, 95 %), false_flags (specific called generic), missed (generic called
        specific); most wrong share first, which is no ranking: where intervals overlap, groups may not differ.
    """
    truth, called = lines["label"].to_numpy(), np.asarray(called)
    marked = lines.assign(wrong=called != truth, false_flags=called > truth, missed=called < truth)
    parts = []
    for column in by:
        sums = marked.groupby(column)[["wrong", "false_flags", "missed"]].sum().assign(n=marked.groupby(column).size())
        parts.append(sums.rename_axis("group").reset_index().assign(by=column))
    found = pd.concat(parts, ignore_index=True)
    low, high = wilson(found["wrong"].to_numpy(), found["n"].to_numpy())
    found = found.assign(share=found["wrong"] / found["n"], low=low, high=high).sort_values("share", ascending=False)
    return found[["by", "group", "n", "wrong", "share", "low", "high", "false_flags", "missed"]].reset_index(drop=True)


def lacks(lines: pd.DataFrame, names: dict[str, str]) -> pd.Series:
    """Say which facets each line lacks, in words, such as "objek, rincian"; "" for a specific one."""
    missing = [pd.Series(np.where(lines[column] == 0, f"{word}, ", ""), lines.index) for column, word in names.items()]
    return sum(missing[1:], missing[0]).str.removesuffix(", ")


def compare_models(
    truth: Sequence[int], first: Sequence[int], second: Sequence[int], *, n_boot: int = 2000, seed: int = 2026
) -> pd.Series:
    """Compare two models on the same lines by McNemar's exact test.

    Returns
    -------
    Series
        n, only_first and only_second (lines that only this one has right), difference (share right of the first less that of
        the second) with low and high (bootstrap over lines), p (two-sided, exact binomial), differs (interval without 0 and
        p < 0.05).
    """
    from statsmodels.stats.contingency_tables import mcnemar

    truth, right = np.asarray(truth), [np.asarray(called) == np.asarray(truth) for called in (first, second)]
    table = np.array([[(a & b).sum() for b in (right[1], ~right[1])] for a in (right[0], ~right[0])])
    difference, low, high = mean(right[0].astype(float) - right[1], n_boot=n_boot, seed=seed)
    p = float(mcnemar(table, exact=True).pvalue)
    found = {"n": len(truth), "only_first": int(table[0, 1]), "only_second": int(table[1, 0])}
    found |= {"difference": difference, "low": low, "high": high, "p": p}
    return pd.Series(found | {"differs": bool(p < 0.05 and not low <= 0 <= high)}, dtype=object)
