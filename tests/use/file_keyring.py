"""A keyring in a plain file, for tests: keyring's own interface, and two ways to go wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FileKeyring(KeyringBackend):
    priority = -1  # keyring lists every class it knows: only a test that names this one may get it

    @property
    def path(self):
        return Path(os.environ["TEST_KEYRING_FILE"])

    def read(self):
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def get_password(self, service, username):
        return self.read().get(f"{service}/{username}")

    def set_password(self, service, username, password):
        self.path.write_text(json.dumps(self.read() | {f"{service}/{username}": password}))

    def delete_password(self, service, username):
        kept = self.read()
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError
        self.path.write_text(json.dumps(kept))


class LockedKeyring(FileKeyring):
    def get_password(self, service, username):
        raise KeyringLocked("locked")

    def set_password(self, service, username, password):
        raise KeyringLocked(f"locked while keeping {password}")
