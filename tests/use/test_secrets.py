"""Secrets: the environment, then a keyring (one in a file, chosen through keyring's own setting), and never on screen."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import traceback
from pathlib import Path
from urllib.parse import urlsplit

import keyring
import pytest
from file_keyring import FileKeyring, LockedKeyring
from keyring.backends.fail import Keyring as NoKeyring
from pydantic import SecretStr

from ekin import secrets
from ekin.errors import KeyringError, SettingError
from ekin.secrets import NAMES, find_secret, keep_secret, remove_secret
from ekin.service import health
from ekin.settings import Settings, load_settings
from ekin.vocabulary import SecretSource
from ekin.words.secrets import REFUSED, SOURCE

SECRET = "sqlite:///rahasia-benar.db"
ADDRESS = "postgresql://ekin_gate:tersembunyi@localhost/ekin"
URL, GATE = NAMES
FOLDER = str(Path(__file__).parent)


@pytest.fixture
def ring(tmp_path, monkeypatch):
    """Choose a keyring, with no secret in the environment; gives what changes it."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEST_KEYRING_FILE", str(tmp_path / "ring.json"))
    monkeypatch.chdir(tmp_path)
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def command(tmp_path):
    """Start `ekin` with the keyring in the file."""
    env = {name: value for name, value in os.environ.items() if name not in NAMES}
    env |= {"PYTHON_KEYRING_BACKEND": "file_keyring.FileKeyring", "TEST_KEYRING_FILE": str(tmp_path / "ring.json")}
    env |= {"PYTHONPATH": os.pathsep.join([FOLDER, os.environ.get("PYTHONPATH", "")]), "COLUMNS": "200"}

    def start(*arguments, **more):
        return subprocess.Popen([sys.executable, "-m", "ekin.cli", *arguments], env=env, cwd=tmp_path, **more)

    return start


def run(command, *arguments, said=""):
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    process = command(*arguments, text=True, **pipes)
    out, err = process.communicate(said, timeout=60)
    return process.returncode, out, err


def test_the_environment_comes_first_then_the_keyring_then_the_file(ring, tmp_path, monkeypatch):
    (tmp_path / "ekin.toml").write_text('database_url = "sqlite:///berkas.db"\n', encoding="utf-8")
    assert load_settings(tmp_path).database_url == "sqlite:///berkas.db"
    keep_secret(URL, SecretStr(SECRET))
    assert load_settings(tmp_path).database_url == SECRET
    monkeypatch.setenv(URL, "sqlite:///lingkungan.db")
    assert load_settings(tmp_path).database_url == "sqlite:///lingkungan.db"
    assert find_secret(URL)[1] == SecretSource.ENVIRONMENT
    monkeypatch.delenv(URL)
    assert remove_secret(URL)
    assert not remove_secret(URL)
    assert find_secret(URL) == (None, SecretSource.NONE)


def test_a_password_in_the_file_is_refused_and_not_repeated(tmp_path, monkeypatch):
    monkeypatch.delenv(URL, raising=False)
    (tmp_path / "ekin.toml").write_text(f'database_url = "{ADDRESS}"\n', encoding="utf-8")
    with pytest.raises(SettingError, match="ekin secret set EKIN_DATABASE_URL") as caught:
        load_settings(tmp_path)
    assert urlsplit(ADDRESS).password not in str(caught.value)


def test_health_says_where_from_and_never_what(ring, tmp_path):
    keep_secret(GATE, SecretStr(SECRET))
    found = health(Settings(database_url=f"sqlite:///{tmp_path / 'x.db'}")).set_index("part").loc["Asal rahasia"]
    assert found["ok"]
    assert found["found"] == f"{URL}: {SOURCE[SecretSource.NONE]}; {GATE}: {SOURCE[SecretSource.KEYRING]}"


def test_without_a_keyring_reading_finds_nothing_and_keeping_says_what_to_do(ring, monkeypatch):
    ring(NoKeyring())
    assert find_secret(URL) == (None, SecretSource.NONE)
    with pytest.raises(KeyringError, match="tidak punya penyimpan sandi"):
        keep_secret(URL, SecretStr(SECRET))
    monkeypatch.setitem(sys.modules, "keyring", None)  # as where the package is not installed
    assert find_secret(URL) == (None, SecretSource.NONE)
    with pytest.raises(KeyringError, match="pip install keyring"):
        remove_secret(URL)


def test_a_locked_keyring_is_no_empty_one_and_its_error_holds_no_secret(ring):
    ring(LockedKeyring())
    with pytest.raises(KeyringError, match="terkunci"):
        load_settings()
    with pytest.raises(KeyringError) as caught:
        keep_secret(URL, SecretStr(SECRET))
    assert str(caught.value) == REFUSED["refused"]
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert SECRET not in "".join(shown.format()).replace(f"SECRET = '{SECRET}'", "")


def test_a_secret_is_asked_twice_on_a_terminal_and_not_echoed(ring, command):
    ours, theirs = pty.openpty()
    process, seen = command("secret", "set", URL, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True), ""
    os.close(theirs)
    for prompt in ("(tidak tampil): ", "Sekali lagi: "):
        while prompt not in seen:
            seen += os.read(ours, 1000).decode()
        os.write(ours, f"{SECRET}\n".encode())
    while "tersimpan" not in seen:
        seen += os.read(ours, 1000).decode()
    assert process.wait(30) == 0
    os.close(ours)
    assert SECRET not in seen
    assert find_secret(URL)[0].get_secret_value() == SECRET


def test_a_pipe_gives_one_line_and_removing_takes_it_out(ring, command):
    assert run(command, "secret", "set", GATE, said=f"{SECRET}\n")[0] == 0
    assert find_secret(GATE)[0].get_secret_value() == SECRET
    code, out, err = run(command, "secret", "remove", GATE)
    assert (code, "dihapus" in out, SECRET in out + err) == (0, True, False)
    assert find_secret(GATE)[1] == SecretSource.NONE


def test_nothing_is_kept_of_an_empty_line_or_under_another_name(ring, command):
    code, _, err = run(command, "secret", "set", URL, said="\n")
    assert (code, "kosong" in err) == (1, True)
    code, out, err = run(command, "secret", "set", SECRET, said="x\n")  # the secret in the place of the name
    assert (code, URL in err, SECRET in out + err) == (1, True, False)
    assert not secrets.find_secret(URL)[0]
