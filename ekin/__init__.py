"""ekin: a toolkit around the daily entries that Indonesian civil servants write in E-Kinerja BKN.

Names load when they are first used: `import ekin` pulls in neither ipywidgets nor matplotlib.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "check": "ekin.quality.judge",
    "align": "ekin.quality.alignment",
    "train": "ekin.quality.training",
    "Settings": "ekin.settings",
    "load_settings": "ekin.settings",
    "open_store": "ekin.storage.store",
    "import_files": "ekin.service",
    "load_samples": "ekin.service",
    "check_file": "ekin.service",
    "health": "ekin.service",
    "make_report": "ekin.reports.making",
    "board": "ekin.reports.board",
    "ImportForm": "ekin.forms.importing",
    "CheckForm": "ekin.forms.checking",
    "ReportForm": "ekin.forms.reporting",
    "DayForm": "ekin.forms.day",
    "ReviewForm": "ekin.forms.reviewing",
    "EkinError": "ekin.errors",
}

__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> Any:
    """Import a public name from its room on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'ekin' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*globals(), *_HOME])
