"""Ratings with known truth, drawn from the model that `ekin.evaluation.reviewers` estimates."""

from __future__ import annotations

import numpy as np
import pandas as pd


def draw_ratings(seed, *, raters=10, staff=8, vignettes=10, items=3, top=4, severity_sd=1.0, centrality=None, halo=None):
    """Draw ratings: each reviewer rates own staff, alone, and all rate the same vignettes.

    Returns
    -------
    tuple
        Frame rater, ratee, item, mark (1..top + 1), and the severities (mean 0) planted.
    """
    rng = np.random.default_rng(seed)
    severity = rng.normal(0, severity_sd, raters)
    severity -= severity.mean()
    central = np.zeros(raters) if centrality is None else np.asarray(centrality)
    halo = np.zeros(raters) if halo is None else np.asarray(halo)
    difficulty = np.linspace(-0.5, 0.5, items)
    thresholds = np.concatenate([[0], np.cumsum(np.linspace(-1.5, 1.5, top))])
    pairs = [(r, f"v{v}") for r in range(raters) for v in range(vignettes)]
    pairs += [(r, f"s{r}_{s}") for r in range(raters) for s in range(staff)]
    merit = {who: rng.normal(0, 1) for who in sorted({who for _, who in pairs})}
    rows, k = [], np.arange(top + 1)
    for r, who in pairs:
        place = merit[who] + halo[r] * rng.normal()
        for i in range(items):
            logits = k * (place - severity[r] - difficulty[i]) - thresholds - central[r] * (k - top / 2) ** 2
            chance = np.exp(logits - logits.max())
            rows.append((f"r{r:02d}", who, f"i{i}", 1 + int(rng.choice(top + 1, p=chance / chance.sum()))))
    return pd.DataFrame(rows, columns=["rater", "ratee", "item", "mark"]), severity
