"""What a writer does in a page or notebook, step by step."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select

from ekin.storage import schema
from ekin.storage.store import open_store

WRITER, PASSWORD = "198611192008012011", "rahasia-sekali-2026"
TABS = 90
UNSEEN = """() => {
  const on = document.activeElement, style = getComputedStyle(on)
  const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.outlineColor === 'rgb(194, 87, 0)'
  const inside = on.getBoundingClientRect(), shown = inside.bottom > 0 && inside.top < innerHeight
  const named = on.labels?.length || on.getAttribute('aria-label') || on.title || on.innerText?.trim()
  return on === document.body || drawn && shown && named ? '' : on.outerHTML.slice(0, 200) + [drawn, shown, Boolean(named)]
}"""
"""What has the focus but shows no outline, is off the screen or has no name; empty when all is well."""


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


def tab_to(page, selector, *, at=0, back=False):
    """Press Tab until the focus is there, as somebody without a mouse does; at each stop it can be seen where it is."""
    wanted = page.locator(selector).nth(at)
    wanted.wait_for()
    for _ in range(TABS):
        unseen = page.evaluate(UNSEEN)
        assert not unseen, unseen
        if wanted.evaluate("found => found === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    pytest.fail(f"{TABS} times Tab did not reach {selector}")


def press(page, selector, key, *, at=0, back=False):
    """Go there by Tab and press a key."""
    tab_to(page, selector, at=at, back=back)
    page.keyboard.press(key)


def write(page, selector, text, *, back=False):
    """Go there by Tab and write instead of what stands there."""
    press(page, selector, "ControlOrMeta+a", back=back)
    page.keyboard.type(text)


def focused(page, name):
    """Wait until the form has put the focus on a control of that class, or within it."""
    page.wait_for_function("name => document.activeElement.closest('.' + name)", arg=name)


def log_in(page, nip=WRITER, password=PASSWORD):
    """Log in by keys."""
    tab_to(page, ".ekin-login-nip input")
    page.keyboard.type(nip)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.locator(".ekin-profile").wait_for()
