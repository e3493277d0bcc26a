"""Secrets: from the environment, else from the operating system's keyring; nothing else in ekin looks for one.

A keyring is optional (the extra `keyring`). Where there is none, nothing is found in it; one that is there and cannot be read is an
error, for ekin would otherwise work on another database than the one that was meant.
"""

from __future__ import annotations

import os
from types import ModuleType
from typing import Final

from pydantic import SecretStr

from ekin.errors import KeyringError
from ekin.vocabulary import SecretSource

NAMES: Final = ("EKIN_DATABASE_URL", "EKIN_GATE_PASSWORD")
SERVICE: Final = "ekin"
"""Under which the keyring keeps ekin's secrets; the user of each is its name."""


def find_secret(name: str) -> tuple[SecretStr | None, SecretSource]:
    """Find a secret and where it comes from; None where nobody gave it.

    Raises
    ------
    KeyringError
        If there is a keyring and it cannot be read.
    """
    if text := os.environ.get(name):
        return SecretStr(text), SecretSource.ENVIRONMENT
    if text := _from_keyring(name):
        return SecretStr(text), SecretSource.KEYRING
    return None, SecretSource.NONE


def keep_secret(name: str, secret: SecretStr) -> None:
    """Put a secret into the keyring, in place of the one before.

    Raises
    ------
    KeyringError
        If there is no keyring, or it refuses.
    """
    keyring = _keyring()
    try:
        keyring.set_password(SERVICE, name, secret.get_secret_value())
        return
    except Exception as error:
        what = _why(error)
    raise KeyringError(what)  # outside the except: no frame that saw the secret


def remove_secret(name: str) -> bool:
    """Take a secret out of the keyring; tell whether it was there.

    Raises
    ------
    KeyringError
        If there is no keyring, or it refuses.
    """
    keyring = _keyring()
    try:
        if keyring.get_password(SERVICE, name) is None:
            return False
        keyring.delete_password(SERVICE, name)
    except Exception as error:
        raise KeyringError(_why(error)) from None
    return True


def _from_keyring(name: str) -> str | None:
    try:
        return _keyring().get_password(SERVICE, name)
    except KeyringError:
        return None
    except Exception as error:  # backends raise what their systems do
        if (what := _why(error)) == "backend":
            return None
    raise KeyringError(what)


def _keyring() -> ModuleType:
    try:
        import keyring
    except ModuleNotFoundError:
        raise KeyringError("package") from None
    return keyring


def _why(error: Exception) -> str:
    from keyring.errors import NoKeyringError

    return "backend" if isinstance(error, NoKeyringError) else "refused"
