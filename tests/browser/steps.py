"""What a writer does in a page or notebook, step by step."""

from __future__ import annotations

import time

from sqlalchemy import select

from ekin.storage import schema
from ekin.storage.store import open_store

WRITER, PASSWORD = "198611192008012011", "rahasia-sekali-2026"


def sign_in(root, nip=WRITER):
    root.locator(".ekin-login-nip input").fill(nip)
    root.locator(".ekin-login-password input").fill(PASSWORD)
    root.locator(".ekin-login-password input").press("Enter")
    root.locator(".ekin-month").wait_for()
    assert root.locator(".ekin-login-password input").input_value() == ""


def begin(root):
    root.locator(".ekin-is-today").click()
    root.locator("button.ekin-day-add").click()
    line = root.locator(".ekin-entry-description textarea")
    line.wait_for()  # keys pressed while it is hidden would go nowhere
    return line


def reopen(root, text):
    """Open the draft that begins so, and give what it holds."""
    root.locator(".ekin-is-today").click()
    root.locator("button.ekin-activity", has_text=text).first.click()
    box = root.locator(".ekin-entry-description textarea")
    box.wait_for()
    return box.input_value()


def kept(office, name, text, nip=WRITER):
    """Wait until a field of a draft is in the store."""
    until = time.monotonic() + 30
    with open_store(office) as store:
        while text not in [
            fields[name] for fields in store.frame(select(schema.draft).where(schema.draft.c.nip == nip))["fields"]
        ]:
            assert time.monotonic() < until
            time.sleep(0.05)
