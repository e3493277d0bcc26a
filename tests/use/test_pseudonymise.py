"""`ekin pseudonymise` from file to file: nothing of the register comes out, and no copy where somebody stands alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pandas as pd
import pytest

from ekin.errors import FileRefusedError, KeyFileError, SmallGroupError
from ekin.exchange.frames import read_any
from ekin.service.pseudonyms import pseudonymise_file
from ekin.settings import Settings, shipped

SETTINGS, SAMPLES = Settings(), shipped("samples")
EMPLOYEES = SAMPLES / "pegawai.csv"
NEVER = [
    *pd.read_csv(EMPLOYEES, dtype=str)["nip"],
    *pd.read_csv(EMPLOYEES)["nama"].str.partition(",")[0].str.replace(r"^drg?\. ", "", regex=True),
]


@pytest.fixture
def key(tmp_path):
    (tmp_path / "kunci").mkdir()
    return tmp_path / "kunci" / "ekin.key"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_nobody_of_the_register_is_in_the_copy(tmp_path, key, suffix):
    source, again = SAMPLES / "progres-harian-2026-02.csv", tmp_path / f"again.{suffix}"
    done = pseudonymise_file(source, tmp_path / f"copy.{suffix}", key, SETTINGS, register=EMPLOYEES, new_key=True)
    pseudonymise_file(source, again, key, SETTINGS, register=EMPLOYEES)
    copy, before = read_any(tmp_path / f"copy.{suffix}", SETTINGS), read_any(source, SETTINGS)
    text = copy.to_csv()
    assert [item for item in NEVER if item in text] == []
    assert (done.left, done.k, len(copy), copy["NIP"].nunique()) == (0, 63, len(before), before["NIP"].nunique())
    assert copy["Realisasi"].dropna().astype(float).tolist() == before["Realisasi"].dropna().astype(float).tolist()
    pd.testing.assert_frame_equal(copy, read_any(again, SETTINGS))  # the same key, the same copy


def test_a_copy_that_singles_out_is_refused_and_the_advice_helps(tmp_path, key):
    out = tmp_path / "copy.csv"
    with pytest.raises(SmallGroupError, match="k = 1, batasnya 5; 64 dari 64") as refused:
        pseudonymise_file(EMPLOYEES, out, key, SETTINGS, new_key=True)
    assert not out.exists()
    advised = refused.value.words["advice"]
    coarse = [part.strip("' ") for part in advised.removesuffix("--hide-small").split("--coarsen")[1:]]
    done = pseudonymise_file(EMPLOYEES, out, key, SETTINGS, coarse=coarse, hide_small="--hide-small" in advised)
    assert done.k >= SETTINGS.min_group
    assert "unit" in read_any(out, SETTINGS)  # no coarser than it must be


def test_keys_that_protect_nobody_are_refused(tmp_path, key):
    def attempt(path, **how):
        with pytest.raises(KeyFileError) as refused:
            pseudonymise_file(EMPLOYEES, tmp_path / "o.csv", path, SETTINGS, **how)
        return refused.value.why

    assert attempt(key) == "missing"
    assert attempt(tmp_path / "key", new_key=True) == "beside"
    assert attempt(key.parent / "no" / "key", new_key=True) == "missing"
    key.write_text("pendek")
    key.chmod(0o600)
    assert attempt(key) == "short"
    assert attempt(key, new_key=True) == "exists"
    key.chmod(0o644)
    assert attempt(key) == "open"


def test_a_column_that_is_not_there(tmp_path, key):
    with pytest.raises(FileRefusedError, match="kolom 'gol' tidak ada"):
        pseudonymise_file(EMPLOYEES, tmp_path / "o.csv", key, SETTINGS, new_key=True, coarse=["gol"])


def test_the_command_tells_and_never_prints_the_key(tmp_path, key):
    source = SAMPLES / "progres-harian-2026-01.xlsx"
    options = ["-o", tmp_path / "o.csv", "--key", key, "--new-key", "--register", EMPLOYEES]
    command = [sys.executable, "-m", "ekin.cli", "pseudonymise", source, *options]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ}, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Uji bocor" in done.stdout
    assert "k = 64 (batas 5)" in done.stdout
    assert key.read_text() not in done.stdout + done.stderr
    assert key.stat().st_mode & 0o777 == 0o600
