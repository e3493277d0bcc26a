"""Settings: what DOMAIN.md could not find, or what differs between agencies, is chosen here and nowhere else.

Read from the environment (`EKIN_<NAME>`), else from `ekin.toml` in the home folder, else the defaults below; the address of the
database, which may hold a password, also from the keyring (`ekin.secrets`), after the environment.
Defaults are choices of ekin, not rules of BKN, unless a source is named.
"""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from ekin.errors import SettingError
from ekin.secrets import find_secret
from ekin.vocabulary import TIME_ZONES, Signal
from ekin.words.secrets import NO_PASSWORD

FILE_NAME = "ekin.toml"
DATABASE_NAME = "ekin.db"
LOG_NAME = ".ekin.log"


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults.

    Attributes
    ----------
    database_url
        SQLAlchemy URL of the store; `load_settings` makes it the file ekin.db of the home folder when none is given.
    work_week, time_zone
        For employees whose record does not say: days a week (5 or 6), and WIB, WITA or WIT.
    weekly_minutes, ramadan_weekly_minutes
        Working minutes a week: 37 h 30 min and 32 h 30 min (Perpres 21/2023, DOMAIN 5.1).
    monthly_minutes
        A local norm that replaces the weekly one, such as 6600 (DOMAIN 6); 0 means none.
    ramadan
        First and last day; the official first day of 2026 was NOT FOUND, so none by default.
    extra_holidays
        Local days off that the national list does not have.
    same_day_grace_days
        An entry sent up to this many days after its day still counts as sent on the same day.
    sitting_gap_minutes, sitting_days
        Sends closer than the gap are one sitting; a sitting over this many activity days is a batch.
    max_overnight_hours
        An entry that ends before it starts is taken as crossing midnight up to this length; 0 refuses it.
    min_group
        Groups smaller than this are masked in anything meant to be shared (k of DOMAIN 8).
    min_n
        Below this many observations a figure is given as "belum cukup data".
    help_fill, help_specific
        A person is offered help when the whole interval lies below these shares. Not a rule of BKN.
    cost_false_flag, cost_missed, cost_unsure
        What it costs to call a specific line generic, to call a generic one specific, and to leave a line to a person;
        only their ratios matter. They set the unsure band (`quality.calibration.edges`).
    n_boot, seed
        Bootstrap draws and seed of the intervals of medians.
    max_file_mb, max_columns
        Largest unpacked workbook and widest table that an import opens.
    max_failures, lock_minutes
        After this many wrong passwords in a row, each within so long of the one before, nobody logs in under that NIP for so
        long. PostgreSQL holds both as they were at `ekin db init`; an administrator may change them in walls.setting.
    min_password, session_minutes
        Fewest characters of a password, and how long a login holds.
    hub_users
        User of a JupyterHub to NIP, where they differ; `EKIN_HUB_USERS` is "user=NIP,user=NIP".
    signal_thresholds
        Least strength of a signal, where it differs from `evaluation.signal_rules`; `EKIN_SIGNAL_THRESHOLDS` is
        "copy_own=0.4,batch=0.6". Changing one changes its false alarms.
    send_block_generic
        Whether an entry flagged generic cannot be sent; by default a flag is advice only.
    batch_mb, batch_rows
        A csv or an unpacked parquet over this many MB is judged partition by partition, in partitions of this many rows.
    """

    database_url: str = field(default="sqlite:///ekin.db", repr=False)  # it may hold a password
    work_week: int = 5
    time_zone: str = "WIB"
    weekly_minutes: int = 2250
    ramadan_weekly_minutes: int = 1950
    monthly_minutes: int = 0
    ramadan: tuple[date, date] | None = None
    extra_holidays: tuple[date, ...] = field(default_factory=tuple)
    same_day_grace_days: int = 0
    sitting_gap_minutes: int = 30
    sitting_days: int = 3
    max_overnight_hours: int = 12
    min_group: int = 5
    min_n: int = 5
    help_fill: float = 0.8
    help_specific: float = 0.5
    cost_false_flag: float = 1.5
    cost_missed: float = 1.0
    cost_unsure: float = 0.25
    n_boot: int = 400
    seed: int = 2026
    max_file_mb: int = 600
    max_columns: int = 300
    max_failures: int = 5
    lock_minutes: int = 15
    min_password: int = 8
    session_minutes: int = 600
    hub_users: Mapping[str, str] = field(default_factory=dict)
    signal_thresholds: Mapping[str, float] = field(default_factory=dict)
    send_block_generic: bool = False
    batch_mb: int = 200
    batch_rows: int = 100_000

    def __post_init__(self) -> None:
        """Refuse values that no part of ekin can work with."""
        _require(self.work_week in (5, 6), "work_week", self.work_week, "5 atau 6")
        _require(self.time_zone in TIME_ZONES, "time_zone", self.time_zone, ", ".join(TIME_ZONES))
        positive = ("weekly_minutes", "ramadan_weekly_minutes", "min_group", "min_n", "n_boot", "sitting_days")
        costs = ("cost_false_flag", "cost_missed", "cost_unsure")
        logins = ("max_failures", "lock_minutes", "min_password", "session_minutes")
        for name in (*positive, "batch_mb", "batch_rows", *logins, *costs):
            _require(getattr(self, name) > 0, name, getattr(self, name), "bilangan lebih dari nol")
        for name in ("monthly_minutes", "same_day_grace_days", "max_overnight_hours"):
            _require(getattr(self, name) >= 0, name, getattr(self, name), "bilangan nol atau lebih")
        for name in ("help_fill", "help_specific"):
            _require(0 <= getattr(self, name) <= 1, name, getattr(self, name), "bilangan 0 sampai 1")

    def with_(self, **changes: object) -> Settings:
        """Return a copy with some values changed.

        Raises
        ------
        SettingError
            If a changed value cannot be used.
        """
        return replace(self, **changes)


def home(folder: str | Path = ".") -> Path:
    """Find the home folder: the nearest one upwards with ekin.toml, ekin.db or notebooks/, else the folder itself.

    So a notebook and the command line meet in one store.
    """
    start = Path(folder).resolve()
    marks = (FILE_NAME, DATABASE_NAME, "notebooks")
    return next((place for place in (start, *start.parents) if any((place / mark).exists() for mark in marks)), start)


def output_folder(settings: Settings) -> Path:
    """Find the folder for files that people ask for: beside the database file, else the home folder."""
    url = settings.database_url
    return Path(url.removeprefix("sqlite:///")).resolve().parent if url.startswith("sqlite:///") else home()


def shipped(what: str) -> Path:
    """Find the folder "notebooks" or "samples" that comes with ekin: in the repository, else inside the package."""
    package = Path(__file__).parent
    in_repository = package.parent / {"notebooks": "notebooks", "samples": "data/samples"}[what]
    return in_repository if (package.parent / "pyproject.toml").is_file() else package / "_share" / what


def log_unexpected() -> Path:
    """Write the exception at hand into the log of the home folder, or let it be when that cannot be written."""
    path = home() / LOG_NAME
    logger, handler = logging.getLogger("ekin.unexpected"), logging.FileHandler(path, encoding="utf-8", delay=True)
    logger.addHandler(handler)
    try:
        logger.exception("unexpected")
    finally:
        logger.removeHandler(handler)
        handler.close()
    return path


def load_settings(folder: str | Path = ".") -> Settings:
    """Read the settings that hold in a folder.

    Raises
    ------
    SettingError
        If a name is not a setting, a value has the wrong type or range, or the file holds the password of a database.
    """
    place = home(folder)
    path = place / FILE_NAME
    given: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    known = {item.name: item for item in fields(Settings)}
    for name in given:
        _require(name in known, name, given[name], ", ".join(known))
    written = str(given.get("database_url", ""))
    _require(not urlsplit(written).password, "database_url", f"{written.partition(':')[0]}://…", NO_PASSWORD)
    for name in known:
        if name != "database_url" and (text := os.environ.get(f"EKIN_{name.upper()}")) is not None:
            given[name] = text
    if secret := find_secret("EKIN_DATABASE_URL")[0]:
        given["database_url"] = secret.get_secret_value()
    given.setdefault("database_url", f"sqlite:///{(place / DATABASE_NAME).as_posix()}")
    return Settings(**{name: _convert(name, value) for name, value in given.items()})


def _convert(name: str, value: object) -> object:
    default = getattr(Settings(), name)
    try:
        if name in ("ramadan", "extra_holidays"):
            parts = value.split(",") if isinstance(value, str) else value
            days = tuple(part if isinstance(part, date) else date.fromisoformat(part.strip()) for part in parts if part)
            return (days or None) if name == "ramadan" else days
        if name in ("hub_users", "signal_thresholds") and isinstance(value, str):
            value = dict(pair.split("=") for pair in value.replace(" ", "").split(",") if pair)
        if name == "signal_thresholds":
            return {str(Signal(key)): float(least) for key, least in dict(value).items()}
        if isinstance(default, bool):
            return {"true": True, "1": True, "false": False, "0": False}[str(value).lower()]
        return type(default)(value)
    except (TypeError, ValueError, KeyError) as error:
        raise SettingError(name, value, type(default).__name__) from error


def _require(ok: bool, name: str, value: object, expected: str) -> None:
    if not ok:
        raise SettingError(name, value, expected)
