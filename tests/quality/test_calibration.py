from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from ekin.errors import FileRefusedError, SettingError
from ekin.quality import calibration
from ekin.settings import Settings, shipped

CARD = {"version": "judge-uji", "threshold": 0.47}
SAMPLE = Path("contoh.csv")
COST = st.floats(0.01, 10)


@given(COST, COST, COST, st.floats(0.001, 0.999))
def test_edges_choose_what_costs_least(false, missed, unsure, p):
    low, high = calibration.edges(Settings(cost_false_flag=false, cost_missed=missed, cost_unsure=unsure))
    flag = calibration.decide(np.array([p]), 0.5, (low, high))["flag"][0]
    costs = {0.0: p * missed, 1.0: (1 - p) * false, None: unsure}
    assert costs[None if np.isnan(flag) else flag] == pytest.approx(min(costs.values()), abs=1e-9)


def test_edges_by_hand():
    assert calibration.edges(Settings(cost_false_flag=2.0, cost_missed=1.0, cost_unsure=0.25)) == (0.25, 0.875)


@pytest.mark.parametrize("name", ["cost_false_flag", "cost_missed", "cost_unsure"])
def test_costs_are_positive(name):
    with pytest.raises(SettingError):
        Settings(**{name: 0.0})


def test_label_and_flag_never_contradict():
    judged = calibration.decide(np.linspace(0, 1, 101), 0.95, (0.25, 0.875))
    assert (judged["flag"].dropna() == judged.loc[judged["flag"].notna(), "label"]).all()


def _sample(n, slope=1.0, shift=0.0):
    rng = np.random.default_rng(0)
    logits = rng.normal(scale=2, size=n)
    return logits, (rng.random(n) < expit(slope * logits + shift)).astype(int)


def test_platt_finds_slope_and_shift():
    assert calibration.platt(*_sample(20_000, 0.6, 1.2)) == pytest.approx((0.6, 1.2), abs=0.06)
    few = np.array([-2.0, -1.0, 1.0, 2.0])
    slope, shift = calibration.platt(few, (few > 0).astype(int))  # likelihood alone would have no end
    assert 1 < slope < 5
    assert shift == pytest.approx(0, abs=1e-3)


def test_balanced_threshold_follows_the_best_macro_f1():
    p, labels = np.r_[np.full(50, 0.3), np.full(50, 0.6)], np.repeat([0, 1], 50)
    assert 0.3 < calibration.balanced_threshold(labels, p) <= 0.6


def test_current_is_as_shipped_until_something_local_is_stored(tmp_path):
    (tmp_path / "ekin.toml").touch()
    as_shipped = calibration.current(CARD, tmp_path)
    assert as_shipped == calibration.Calibration(1.0, 0.0, 0.47, *calibration.edges(Settings()), "")
    calibration.save(CARD, (0.5, 0.25), 80, tmp_path)
    local = calibration.current(CARD, tmp_path)
    assert (local.slope, local.shift) == (0.5, 0.25)
    assert local.suffix.startswith("+lokal-")
    assert calibration.current({**CARD, "version": "judge-lain"}, tmp_path) == as_shipped
    p = local.verdicts(np.array([-3.0, 0.5, 4.0]))["p"]
    np.testing.assert_allclose(calibration.raw_logits(p, local), [-3, 0.5, 4])


def test_local_costs_move_the_band_and_the_version(tmp_path, monkeypatch):
    (tmp_path / "ekin.toml").write_text("cost_unsure = 0.1\ncost_false_flag = 2.0\n")
    local = calibration.current(CARD, tmp_path)
    assert (local.low, local.high) == (0.1, 0.95)
    assert local.suffix
    monkeypatch.setenv("EKIN_COST_UNSURE", "5")  # being unsure never pays: one edge, and the label moves there too
    assert calibration.current(CARD, tmp_path).threshold == pytest.approx(2 / 3)


@pytest.mark.parametrize("content", ["{", "[]", '{"model": "judge-uji", "slope": null, "shift": 0}'])
def test_a_broken_file_is_said_and_not_passed_over(tmp_path, content):
    (tmp_path / "ekin.toml").touch()
    (tmp_path / calibration.FILE).write_text(content)
    with pytest.raises(SettingError, match=calibration.FILE):
        calibration.current(CARD, tmp_path)


def test_labels_are_read_in_every_spelling():
    spelt = ["0", 1.0, "Umum", " spesifik ", "generic", "specific", None, "ragu"]
    frame = pd.DataFrame({"Label": pd.Series(spelt * 10, dtype=object)})
    labels = calibration.read_labels(frame, "Label", SAMPLE)
    assert labels.tolist() == [0, 1, 1, 0, 1, 0] * 10
    assert 6 not in labels.index


@pytest.mark.parametrize(
    ("labels", "said"),
    [([0] * 20 + [1] * 20, "20 baris berlabel spesifik"), ([0] * 60 + [1] * 9, "9 berlabel umum"), ([], "baru 0")],
)
def test_too_few_labels_are_refused_in_one_sentence(labels, said):
    with pytest.raises(FileRefusedError, match=said):
        calibration.read_labels(pd.DataFrame({"Label": pd.Series(labels, dtype=object)}), "Label", SAMPLE)
    with pytest.raises(FileRefusedError, match="kolom 'X' tidak ada"):
        calibration.read_labels(pd.DataFrame({"Label": labels}), "X", SAMPLE)


def test_compare_shows_what_calibration_mends():
    logits, labels = _sample(800, 0.5, 1.0)
    fit, found = calibration.compare(logits, labels, pd.Series(np.arange(800)), CARD, SAMPLE, n_boot=200)
    assert fit == pytest.approx((0.5, 1.0), abs=0.25)
    assert found["after"]["ece"][2] < found["before"]["ece"][1]
    logits, labels = _sample(800)
    _fit, found = calibration.compare(logits, labels, pd.Series(np.arange(800)), CARD, SAMPLE, n_boot=200)
    assert found["after"]["ece"][0] > found["before"]["ece"][1] - 0.02  # nothing to mend: no magic


def test_equal_texts_never_stand_on_both_sides():
    rng = np.random.default_rng(0)
    logits, labels = np.repeat(rng.normal(size=30), 20), np.repeat(rng.integers(0, 2, 30), 20)
    texts = pd.Series(np.repeat([f"teks {at}" for at in range(30)], 20))
    _fit, tied = calibration.compare(logits, labels, texts, CARD, SAMPLE, n_boot=200)
    _fit, apart = calibration.compare(logits, labels, pd.Series(np.arange(600)), CARD, SAMPLE, n_boot=200)
    width = [found["after"]["macro_f1"][2] - found["after"]["macro_f1"][1] for found in (tied, apart)]
    assert width[0] > 2 * width[1]


def test_reversed_labels_are_refused():
    logits, labels = _sample(400)
    with pytest.raises(FileRefusedError, match="berlawanan"):
        calibration.compare(logits, 1 - labels, pd.Series(np.arange(400)), CARD, SAMPLE)


def test_command_shows_a_table_and_stores_only_when_asked(tmp_path):
    lines = pd.read_csv(shipped("samples") / "corpus" / "lines.csv").sample(80, random_state=0)
    lines.rename(columns={"text": "Uraian", "label": "Label"}).to_csv(tmp_path / "contoh.csv", index=False)
    (tmp_path / "ekin.toml").touch()

    def ekin(*more):
        command = [sys.executable, "-m", "ekin.cli", "calibrate", "contoh.csv", "--column", "Uraian", "--label-column", *more]
        environment = {**os.environ, "COLUMNS": "200"}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120)

    done = ekin("Label")
    assert done.returncode == 0, done.stderr
    assert "80 baris berlabel" in done.stdout
    assert "Salah di luar ragu" in done.stdout
    assert not (tmp_path / calibration.FILE).exists()
    assert ekin("Label", "--save").returncode == 0
    assert {"model", "slope", "shift", "n"} == set(json.loads((tmp_path / calibration.FILE).read_text()))
    missing = ekin("Nama")
    assert missing.returncode == 1
    assert "kolom 'Nama' tidak ada" in missing.stderr
