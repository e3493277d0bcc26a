from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa

from ekin.statistics.agreement import alphas, kappa_lows, kappas

TABLES = np.random.default_rng(1).multinomial(60, [0.3, 0.1, 0.05, 0.05, 0.2, 0.05, 0.05, 0.05, 0.15], 30).reshape(-1, 3, 3)


def test_kappa_is_that_of_scikit_learn_and_statsmodels():
    for table, found in zip(TABLES, kappas(TABLES), strict=True):
        first, second = np.repeat(np.indices(table.shape).reshape(2, -1), table.ravel(), axis=1)
        assert found == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)
        assert found == pytest.approx(cohens_kappa(table).kappa, abs=1e-12)


def test_the_lower_end_of_kappa_is_that_of_statsmodels():
    assert kappa_lows(TABLES) == pytest.approx([cohens_kappa(table).kappa_low for table in TABLES], abs=1e-9)


@pytest.mark.parametrize("scale", ["nominal", "interval"])
def test_alpha_of_every_draw_is_that_of_the_package(scale):
    rng = np.random.default_rng(2)
    counts = rng.multinomial(3, [0.5, 0.3, 0.2], 40) + rng.multinomial(1, [0.2, 0.3, 0.5], 40)
    values, draws = np.array([1.0, 2.0, 4.0]), rng.multinomial(40, np.full(40, 1 / 40), 10)
    found = alphas(counts, draws, values if scale == "interval" else None)
    for draw, alpha in zip(draws, found, strict=True):
        drawn = np.repeat(counts, draw, axis=0)
        known = krippendorff.alpha(value_counts=drawn, value_domain=values, level_of_measurement=scale)
        assert alpha == pytest.approx(known, abs=1e-12)


def test_one_code_for_all_has_neither():
    assert np.isnan(kappas(np.array([[[9, 0], [0, 0]]]))).all()
    assert np.isnan(alphas(np.full((9, 1), 2), np.ones((1, 9)))).all()
