"""One function for each thing a person does with ekin; notebooks, forms and the command line call these."""

from ekin.exchange.importing import OnProgress
from ekin.service.accounts import set_password
from ekin.service.clock import Clock, local_today, utc_now
from ekin.service.day import month, todo
from ekin.service.drafts import Activity, activities, discard, edit, new_draft, overlaps, parsed, restore, save_draft
from ekin.service.files import (
    SAMPLE_FILES,
    check_file,
    import_files,
    in_order,
    load_samples,
    read_file,
    sources,
    store_extract,
)
from ekin.service.login import Session, confirm_profile, hub_login, login, profile_state, report_profile
from ekin.service.practice import practice
from ekin.service.records import health, load_records, periods
from ekin.service.sending import Check, Sent, ready, submit

__all__ = [
    "Activity", "Check", "Clock", "OnProgress", "SAMPLE_FILES", "Sent", "Session", "activities", "check_file",
    "confirm_profile", "discard", "edit", "health", "hub_login", "import_files", "in_order", "load_records", "load_samples",
    "local_today", "login", "month", "new_draft", "overlaps", "parsed", "periods", "practice", "profile_state", "read_file",
    "ready", "report_profile", "restore", "save_draft", "set_password", "sources", "store_extract", "submit", "todo",
    "utc_now",
]  # fmt: skip
