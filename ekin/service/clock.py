"""The clock that services use, and the local day it gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ekin.settings import Settings
from ekin.vocabulary import TIME_ZONES

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Present moment in UTC; the clock that is used where none is given."""
    return datetime.now(UTC)


def local_today(settings: Settings, clock: Clock = utc_now) -> date:
    """Today in the time zone of the settings."""
    return clock().astimezone(ZoneInfo(TIME_ZONES[settings.time_zone])).date()
