"""Ratings and panels with known truth, to see what the statistics find of it before real people are rated or trained."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

START = 6
"""First period after the socialisation of `draw_panel`."""

_PERIODS = 12


def draw_ratings(
    seed: int,
    *,
    raters: int = 10,
    staff: int = 8,
    vignettes: int = 10,
    items: int = 3,
    top: int = 4,
    severity_sd: float = 1.0,
    centrality: Sequence[float] | None = None,
    halo: Sequence[float] | None = None,
) -> tuple[pd.DataFrame, np.ndarray]:
    """Draw ratings from the model of `evaluation.reviewers`: each reviewer rates own staff, alone, and all the same vignettes.

    Parameters
    ----------
    severity_sd
        Standard deviation of severity, in logits.
    centrality, halo
        Of each reviewer, in logits; none when not given.

    Returns
    -------
    tuple
        Frame rater, ratee, item, mark (1..top + 1), and the severities planted, shape (raters,), with mean 0.
    """
    rng = np.random.default_rng(seed)
    severity = rng.normal(0, severity_sd, raters)
    severity -= severity.mean()
    central, general = (np.zeros(raters) if given is None else np.asarray(given) for given in (centrality, halo))
    difficulty = np.linspace(-0.5, 0.5, items)
    thresholds = np.concatenate([[0], np.cumsum(np.linspace(-1.5, 1.5, top))])
    pairs = [(r, f"v{v}") for r in range(raters) for v in range(vignettes)]
    pairs += [(r, f"s{r}_{s}") for r in range(raters) for s in range(staff)]
    merit = {who: rng.normal(0, 1) for who in sorted({who for _, who in pairs})}
    rows, k = [], np.arange(top + 1)
    for r, who in pairs:
        place = merit[who] + general[r] * rng.normal()
        for i in range(items):
            logits = k * (place - severity[r] - difficulty[i]) - thresholds - central[r] * (k - top / 2) ** 2
            chance = np.exp(logits - logits.max())
            rows.append((f"r{r:02d}", who, f"i{i}", 1 + int(rng.choice(top + 1, p=chance / chance.sum()))))
    return pd.DataFrame(rows, columns=["rater", "ratee", "item", "mark"]), severity


def draw_panel(
    seed: int, units: int = 20, effect: float = 0.2, people: int = 15, drift: float = 0.0, *, mixed: bool = False
) -> pd.DataFrame:
    """Draw twelve periods of units that differ in level, wander and change; half of them are socialised from period `START` on.

    Parameters
    ----------
    effect
        What the socialisation adds; one standard deviation of the rows is about 1.
    drift
        By how much the socialised move away from the others in every period, before it too.
    mixed
        Whether half the people of every unit are socialised instead of half the units.

    Returns
    -------
    DataFrame
        Columns unit, period, person, treated, outcome, as `evaluation.study.effect_of` takes them.
    """
    rng = np.random.default_rng(seed)
    keys = [range(units), range(_PERIODS), range(people)]
    at = pd.MultiIndex.from_product(keys, names=["unit", "period", "person"]).to_frame(index=False)
    unit, period, who = (at[name].to_numpy() for name in at)
    treated = who % 2 == 0 if mixed else unit < units // 2
    wander = np.cumsum(rng.normal(0, 0.04, (units, _PERIODS)), axis=1)[unit, period]
    level, change = rng.normal(0, 0.3, units)[unit], rng.normal(0, 0.08, units)[unit] * (period >= START)
    moved = effect * (treated & (period >= START)) + drift * treated * period + 0.02 * period
    outcome = level + wander + change + moved + rng.normal(0, 0.95, len(at))
    return at.assign(person=unit * people + who, treated=treated, outcome=outcome)
