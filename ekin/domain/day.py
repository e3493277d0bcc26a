"""What became of one day of one person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from ekin.domain.workdays import holidays_of
from ekin.vocabulary import DayState


def free_day(
    day: date, work_week: int, *, leave: Mapping[date, str], extra: Collection[date] = ()
) -> tuple[DayState, str] | None:
    """Tell why no entry is expected on a day, with the name of the holiday or leave; None on a working day.

    A holiday in the weekend is a holiday; leave on a holiday or in the weekend is not leave.

    Parameters
    ----------
    leave
        The person's days of leave, with the name of each.
    extra
        Local days off.

    Raises
    ------
    NoCalendarError
        If the national list does not cover the year.
    """
    if day in (holidays := holidays_of(day.year)) or day in extra:
        return DayState.HOLIDAY, holidays.get(day, "")
    if day.weekday() >= work_week:
        return DayState.OFF, ""
    return (DayState.LEAVE, leave[day]) if day in leave else None


def day_state(free: DayState | None, *, sent: int, returned: int, drafts: int, future: bool) -> DayState:
    """Name the state of a day: what waits for its writer comes first, then what was sent, then the calendar.

    Parameters
    ----------
    free
        Why no entry is expected; None on a working day.
    sent, returned, drafts
        Entries that were sent, those of them that are returned, and drafts.
    """
    if returned:
        return DayState.RETURNED
    if drafts:
        return DayState.DRAFT
    if sent:
        return DayState.FILLED
    return free or (DayState.FUTURE if future else DayState.EMPTY)
