"""Names of files: what stands in them, and never a person's name or NIP."""

from __future__ import annotations

import re

PERSON_SLUG = "pegawai"
_MAX_SLUG = 40


def slug(name: str) -> str:
    """Write a name with small letters, digits and hyphens only, such as 'sdn-2'; cut to 40 characters."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_MAX_SLUG].strip("-")
