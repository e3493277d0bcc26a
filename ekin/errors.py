"""Errors of ekin. Each holds data and builds one Indonesian sentence: what happened, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ekin.vocabulary import TIME_ZONES, Action, Reason, Status
from ekin.words.errors import ERROR, REASON, STATUS
from ekin.words.privacy import KEY
from ekin.words.privacy import REFUSED as COPY_REFUSED
from ekin.words.secrets import REFUSED as SECRET_REFUSED
from ekin.words.workshop import REFUSED as ROOM_REFUSED


class EkinError(Exception):
    """Base of every error that ekin raises on purpose; `str(error)` may be shown to people."""

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with class, sentence and data, whatever the class takes to be built."""
        return Exception.__new__, (type(self), str(self)), self.__dict__


class CellError(EkinError):
    """One value cannot be used.

    Parameters
    ----------
    reason
        Code of the refusal; its words stand in `ekin.words.errors.REASON`.
    value
        What was found.
    """

    def __init__(self, reason: Reason, value: object = None) -> None:
        self.reason = reason
        self.value = value
        super().__init__(REASON[reason])


class FileRefusedError(EkinError):
    """A file cannot be read at all; nothing of it was taken."""

    def __init__(self, path: str | Path, why: str) -> None:
        self.path, self.why = Path(path), why
        super().__init__(ERROR["file_refused"].format(name=self.path.name, why=why))


class StrictImportError(FileRefusedError):
    """Rows were refused and the caller asked for all or nothing.

    Parameters
    ----------
    receipt
        The receipt, with every refusal.
    """

    def __init__(self, path: str | Path, receipt: object) -> None:
        self.receipt = receipt
        super().__init__(path, ERROR["strict"].format(refused=receipt.refused))


class ForeignOutputError(EkinError):
    """A folder for results holds something else, `what` in words; nothing in it was touched."""

    def __init__(self, path: str | Path, what: str) -> None:
        self.path, self.what = Path(path), what
        super().__init__(ERROR["foreign_output"].format(name=self.path.name, what=what))


class UnknownLayoutError(FileRefusedError):
    """No row of the file looks like the header of a known table.

    Parameters
    ----------
    found
        Names of the columns in the row that looks most like a header.
    hints
        Sentences on what is missing and which names come close.
    """

    def __init__(self, path: str | Path, found: Iterable[str], hints: str = "") -> None:
        self.found, self.hints = tuple(found), hints
        words = {"found": ", ".join(self.found[:12]) or "-", "hints": f" {hints}" if hints else ""}
        super().__init__(path, ERROR["unknown_layout"].format(**words))


class MappingError(EkinError):
    """A column mapping given by the user names a field or column that does not exist."""

    def __init__(self, given: str, allowed: Iterable[str]) -> None:
        self.given, self.allowed = given, tuple(allowed)
        super().__init__(ERROR["mapping"].format(given=given, allowed=", ".join(self.allowed)))


class PeriodError(EkinError):
    """A period cannot be understood."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(ERROR["period"].format(given=given))


class NoDataError(EkinError):
    """Nothing is stored for what was asked."""

    def __init__(self, what: str, have: Iterable[str] = ()) -> None:
        self.what, self.have = what, tuple(have)
        super().__init__(ERROR["no_data"].format(what=what, have=", ".join(self.have) or "-"))


class ComparisonError(EkinError):
    """Periods cannot be compared: fewer than two, overlapping, or not oldest first."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        super().__init__(ERROR["comparison"].format(keys=", ".join(self.keys) or "-"))


class NoCalendarError(EkinError):
    """The holiday list does not cover a year."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(ERROR["no_calendar"].format(year=year))


class TransitionError(EkinError):
    """An entry cannot make this move from its present status."""

    def __init__(self, action: Action, status: Status, allowed: Iterable[Action]) -> None:
        self.action, self.status, self.allowed = action, status, tuple(allowed)
        can = ", ".join(self.allowed) or "-"
        super().__init__(ERROR["transition"].format(action=action, status=STATUS[status], allowed=can))


class StaleEntryError(EkinError):
    """Someone else changed the entry since it was read."""

    def __init__(self, entry_id: str, seen: int) -> None:
        self.entry_id, self.seen = entry_id, seen
        super().__init__(ERROR["stale"].format(entry_id=entry_id))


class StoreTooNewError(EkinError):
    """The database was written by a newer ekin; it was not touched."""

    def __init__(self, found: str, known: str) -> None:
        self.found, self.known = found, known
        super().__init__(ERROR["store_too_new"].format(found=found, known=known))


class StoreTooOldError(EkinError):
    """The database is of an older version and this login may not bring it up to date."""

    def __init__(self, found: str, known: str) -> None:
        self.found, self.known = found, known
        super().__init__(ERROR["store_too_old"].format(found=found, known=known))


class LoginError(EkinError):
    """NIP and password do not belong together; it never says which of them was wrong."""

    def __init__(self) -> None:
        super().__init__(ERROR["login"])


class LockedError(EkinError):
    """Too many wrong passwords in a row; nobody logs in under this NIP before `until` (UTC)."""

    def __init__(self, until: datetime, zone: str) -> None:
        self.until = until
        clock = until.astimezone(ZoneInfo(TIME_ZONES[zone])).strftime("%H.%M")
        super().__init__(ERROR["locked"].format(until=clock, zone=zone))


class SessionEndedError(EkinError):
    """The login has run out; drafts are kept."""

    def __init__(self) -> None:
        super().__init__(ERROR["session_ended"])


class WeakPasswordError(EkinError):
    """A new password is too short."""

    def __init__(self, minimum: int) -> None:
        self.minimum = minimum
        super().__init__(ERROR["weak_password"].format(minimum=minimum))


class KeyringError(EkinError):
    """The operating system's keyring cannot be used: `why` is "package", "backend" or "refused"; it holds no secret."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(SECRET_REFUSED[why])


class UnknownPersonError(EkinError):
    """No employee has this NIP."""

    def __init__(self, nip: str) -> None:
        self.nip = nip
        super().__init__(ERROR["unknown_person"].format(nip=nip))


class NotYoursError(EkinError):
    """An entry, draft or person is outside what this login may touch, or is not there at all."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(ERROR["not_yours"])


class NoteMissingError(EkinError):
    """A returned entry must carry a note."""

    def __init__(self) -> None:
        super().__init__(ERROR["note_missing"])


class NotOpenedError(EkinError):
    """Entries were to be approved together that their superior never opened; none was approved."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(ERROR["not_opened"].format(count=len(self.ids)))


class NotReadyError(EkinError):
    """Drafts cannot be sent as they are; nothing was sent.

    Parameters
    ----------
    checks
        The `Check` of each such draft.
    """

    def __init__(self, checks: Iterable[object]) -> None:
        self.checks = tuple(checks)
        super().__init__(ERROR["not_ready"].format(count=len(self.checks)))


class AlreadyLabelledError(EkinError):
    """An annotator labelled this item before; a label is taken back only within `storage.annotations.UNDO`."""

    def __init__(self, item: str) -> None:
        self.item = item
        super().__init__(ERROR["already_labelled"].format(item=item))


class BlindError(EkinError):
    """A colleague's label was asked for before one's own is stored, and settled for two minutes."""

    def __init__(self, item: str) -> None:
        self.item = item
        super().__init__(ERROR["blind"].format(item=item))


class NotInTaskError(EkinError):
    """Someone is not an annotator of a task, or not its lead, or an item is not theirs."""

    def __init__(self, who: str, task: str) -> None:
        self.who, self.task = who, task
        super().__init__(ERROR["not_in_task"].format(who=who, task=task))


class StoreError(EkinError):
    """The database cannot be opened or used."""

    def __init__(self, url: str, why: str) -> None:
        self.url, self.why = url, why
        super().__init__(ERROR["store"].format(url=url, why=why))


class ModelMismatchError(EkinError):
    """A model file does not fit its card or this installation."""

    def __init__(self, what: str, found: str, expected: str) -> None:
        self.what, self.found, self.expected = what, found, expected
        super().__init__(ERROR["model"].format(what=what, found=found, expected=expected))


class SettingError(EkinError):
    """A setting has a value that cannot be used."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        self.name, self.value, self.expected = name, value, expected
        super().__init__(ERROR["setting"].format(name=name, value=value, expected=expected))


class OptionError(EkinError):
    """Options of a command cannot be used, or not together."""

    def __init__(self, options: str, expected: str) -> None:
        self.options, self.expected = options, expected
        super().__init__(ERROR["option"].format(options=options, expected=expected))


class DateSpanError(EkinError):
    """A span of dates ends before it begins."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.end = start, end
        super().__init__(ERROR["date_span"].format(start=start.isoformat(), end=end.isoformat()))


class SharedReportError(EkinError):
    """A report made to be shared opens neither entries nor the days of a person."""

    def __init__(self) -> None:
        super().__init__(ERROR["shared_report"])


class NotLinkedError(EkinError):
    """Reviewers cannot be compared, because no people rated by several of them join them all.

    Parameters
    ----------
    groups
        Reviewers who are joined among themselves, largest group first.
    """

    def __init__(self, groups: list[list[str]]) -> None:
        self.groups = groups
        super().__init__(ERROR["not_linked"].format(groups=len(groups), reviewers=sum(map(len, groups))))


class NotEnoughError(EkinError):
    """There is not enough data to say anything; `what` is missing, in words."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(ERROR["not_enough"].format(what=what))


class KeyFileError(EkinError):
    """The key of pseudonyms cannot be used; `why` is a code of `ekin.words.privacy.KEY`. The key itself is never shown."""

    def __init__(self, path: str | Path, why: str, **words: object) -> None:
        self.path, self.why = Path(path), why
        super().__init__(COPY_REFUSED["key"].format(name=self.path.name, why=KEY[why].format(**words)))


class SmallGroupError(EkinError):
    """A copy would single people out; `why` is a code of `ekin.words.privacy.REFUSED`."""

    def __init__(self, why: str, **words: object) -> None:
        self.why, self.words = why, words
        super().__init__(COPY_REFUSED[why].format(**words))


class WorkshopError(EkinError):
    """Something in a workshop cannot be done; `reason` is a key of `ekin.words.workshop.REFUSED`."""

    def __init__(self, reason: str, **data: object) -> None:
        self.reason, self.data = reason, data
        super().__init__(ROOM_REFUSED[reason].format(**data))
