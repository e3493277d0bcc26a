from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import estimator_checks as checks
from sklearn.utils import get_tags

from ekin.quality.classifier import DescriptionClassifier, hashed
from ekin.quality.fast import line_numbers
from ekin.quality.normalize import fold

TEXTS = ["Melaksanakan tugas", "Rapat", "Membuat laporan", "Apel pagi", "Piket kantor"] * 4
TEXTS += ["Verval RDKK pupuk", "Scaling gigi geraham", "Cetak KIA kelurahan", "Opname talud dusun", "Tera timbangan pasar"] * 4
LABELS = np.array([1] * 20 + [0] * 20)

TEXT_CHECKS = [
    checks.check_do_not_raise_errors_in_init_or_set_params,
    checks.check_estimator_cloneable,
    checks.check_estimator_repr,
    checks.check_estimator_tags_renamed,
    checks.check_get_params_invariance,
    checks.check_mixin_order,
    checks.check_no_attributes_set_in_init,
    checks.check_parameters_default_constructible,
    checks.check_set_params,
    checks.check_valid_tag_types,
]


@pytest.mark.parametrize("check", TEXT_CHECKS, ids=lambda check: check.__name__)
def test_checks_of_scikit_learn_that_need_no_numeric_input(check):
    check("DescriptionClassifier", DescriptionClassifier())


def test_check_estimator_skips_the_rest_because_the_tags_say_text():
    tags = get_tags(DescriptionClassifier())
    assert (tags.input_tags.string, tags.input_tags.two_d_array, tags.classifier_tags.multi_class) == (True, False, False)
    with pytest.warns(SkipTestWarning):
        checks.check_estimator(DescriptionClassifier())


def test_what_the_skipped_checks_would_ask():
    model = DescriptionClassifier()
    with pytest.raises(NotFittedError):
        model.predict(TEXTS)
    before = model.get_params()
    fitted = model.fit(TEXTS, LABELS)
    assert fitted is model
    assert model.get_params() == before
    again = clone(model).fit(np.array(TEXTS, dtype=object), LABELS)
    p = model.predict_proba(TEXTS)
    np.testing.assert_array_equal(p, again.predict_proba(TEXTS))
    np.testing.assert_allclose(p.sum(axis=1), 1)
    np.testing.assert_array_equal(p[::-1], model.predict_proba(TEXTS[::-1]))
    np.testing.assert_array_equal(p[3:4], model.predict_proba(TEXTS[3:4]))
    assert model.score(TEXTS, LABELS) == 1.0
    assert model.predict_proba([]).shape == (0, 2)


def test_labels_keep_their_own_names():
    model = DescriptionClassifier().fit(TEXTS, np.where(LABELS == 1, "umum", "spesifik"))
    assert list(model.predict(["Melaksanakan tugas", "Verval RDKK pupuk"])) == ["umum", "spesifik"]


@pytest.mark.parametrize("labels", [LABELS[:-1], np.ones(40, dtype=int), np.arange(40) % 3])
def test_wrong_targets_are_refused(labels):
    with pytest.raises(ValueError, match="classes|inconsistent"):
        DescriptionClassifier().fit(TEXTS, labels)


def test_sits_in_a_pipeline():
    strip = FunctionTransformer(lambda texts: [text.removeprefix("x ") for text in texts])
    pipeline = make_pipeline(strip, DescriptionClassifier()).fit(TEXTS, LABELS)
    assert list(pipeline.predict(["x Melaksanakan tugas", "x Verval RDKK pupuk"])) == [1, 0]


def test_what_was_fitted_is_what_predicts():
    model = DescriptionClassifier(C=3.0).fit(TEXTS, LABELS)
    folded = [fold(text) for text in TEXTS]
    z = np.clip((line_numbers(folded) - model.stage_.mean) / model.stage_.scale, -3, 3)
    tables = np.vstack([model.stage_.words, model.stage_.pairs])
    by_matrix = hashed(folded) @ tables + z @ model.stage_.numbers + model.stage_.intercept
    np.testing.assert_allclose(model.stage_.heads(TEXTS), by_matrix, atol=1e-6)
