"""The closed vocabulary of ekin: codes used in logic. What people read stands in `ekin.words`."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Final


class Status(StrEnum):
    """State of one daily entry (DESIGN, Data)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


SENT: Final = (Status.SUBMITTED, Status.APPROVED, Status.RETURNED)
"""Statuses of an entry that its writer has sent; drafts count in no measure."""


class Action(StrEnum):
    """What a person does to an entry."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"


class DayState(StrEnum):
    """What became of one day of one person."""

    FILLED = "filled"
    DRAFT = "draft"
    RETURNED = "returned"
    EMPTY = "empty"
    HOLIDAY = "holiday"
    LEAVE = "leave"
    OFF = "off"
    FUTURE = "future"


class Outcome(StrEnum):
    """State of an objection to a flag."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Break(StrEnum):
    """What is wrong with the event log or with an entry beside it."""

    EDITED = "edited"
    MISSING = "missing"
    ORDER = "order"
    TAIL = "tail"
    NO_EVENT = "no_event"
    STATUS = "status"
    CONTENT = "content"


class EmploymentKind(StrEnum):
    """Jenis pegawai as BKN's reports write it (DOMAIN 4.6)."""

    PNS = "PNS"
    PPPK = "PPPK"
    PPPK_PW = "PPPK_PW"


class LeaveKind(StrEnum):
    """The seven kinds of cuti (DOMAIN 5.4) and other days on which no entry is expected."""

    ANNUAL = "tahunan"
    LONG = "besar"
    SICK = "sakit"
    MATERNITY = "melahirkan"
    IMPORTANT = "alasan_penting"
    JOINT = "bersama"
    UNPAID = "cltn"
    OTHER = "lain"


class RhkKind(StrEnum):
    """Jenis RHK (DOMAIN 1.2)."""

    MAIN = "utama"
    ADDITIONAL = "tambahan"


class Aspect(StrEnum):
    """Aspek indikator kinerja (DOMAIN 1.2)."""

    QUANTITY = "kuantitas"
    QUALITY = "kualitas"
    TIME = "waktu"
    COST = "biaya"


class Expectation(IntEnum):
    """Rating of hasil or perilaku kerja, with SIASN's codes: low is good (DOMAIN 3.3)."""

    ABOVE = 1
    AS_EXPECTED = 2
    BELOW = 3


class Predikat(IntEnum):
    """Predikat kinerja, with SIASN's kuadran codes (DOMAIN 3.3)."""

    SANGAT_BAIK = 1
    BAIK = 2
    BUTUH_PERBAIKAN = 3
    KURANG = 4
    SANGAT_KURANG = 5


class Achievement(StrEnum):
    """Capaian organisasi, on which the distribution of predikat depends (SE MenPANRB 3/2023, DOMAIN 1.5)."""

    ISTIMEWA = "istimewa"
    BAIK = "baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"


class Facet(StrEnum):
    """The three facets of a specific description (CODEBOOK)."""

    ACTION = "action"
    OBJECT = "object"
    DETAIL = "detail"


class Round(IntEnum):
    """Which label of an item a row of `annotation` is."""

    FIRST = 1
    AGAIN = 2
    SETTLED = 3


class Batch(StrEnum):
    """How an item came into a task of annotation; only random ones stand for the pool they were drawn from."""

    GIVEN = "given"
    RANDOM = "random"
    ACTIVE = "active"


class Flag(StrEnum):
    """Verdict shown for one description; `unsure` goes to a person."""

    SPECIFIC = "specific"
    UNSURE = "unsure"
    GENERIC = "generic"


class Level(StrEnum):
    """Who a figure is about."""

    PERSON = "person"
    UNIT = "unit"
    PARENT_UNIT = "parent_unit"
    AGENCY = "agency"


class Change(StrEnum):
    """What the difference between two periods shows; up and down say nothing of good or bad."""

    UP = "up"
    DOWN = "down"
    UNCLEAR = "unclear"
    FEW = "few"


class Grain(StrEnum):
    """Length of the periods a figure is given for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Reason(StrEnum):
    """Why a value or a row was refused, on every path (form, import, edit, API, batch)."""

    MISSING = "missing"
    NIP_LENGTH = "nip_length"
    NIP_FLOAT = "nip_float"
    NIP_DATE = "nip_date"
    NIP_SEX = "nip_sex"
    NIP_APPOINTMENT = "nip_appointment"
    NIP_UNKNOWN = "nip_unknown"
    NOT_A_DATE = "not_a_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    DATE_ORDER = "date_order"
    FUTURE_DATE = "future_date"
    NOT_A_TIME = "not_a_time"
    NO_DURATION = "no_duration"
    TOO_LONG_SPAN = "too_long_span"
    NOT_AN_INTEGER = "not_an_integer"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    NOT_AN_OPTION = "not_an_option"
    FORMULA = "formula"
    EXCEL_ERROR = "excel_error"
    MERGED_CELL = "merged_cell"
    DUPLICATE_ROW = "duplicate_row"
    CONFLICTING_ROW = "conflicting_row"
    PLT_ROW = "plt_row"
    OLDER_PERIOD = "older_period"
    TOTAL_ROW = "total_row"
    BROKEN_ROW = "broken_row"
    REVERSED_DATES = "reversed_dates"
    UNKNOWN_REFERENCE = "unknown_reference"
    ALREADY_SENT = "already_sent"


class Repair(StrEnum):
    """What was mended on the way in; every repair is counted in the receipt."""

    NIP_CLEANED = "nip_cleaned"
    SPACES_FOLDED = "spaces_folded"
    DATE_FROM_SERIAL = "date_from_serial"
    DATE_FROM_TEXT = "date_from_text"
    TIME_FROM_FRACTION = "time_from_fraction"
    TIME_FROM_TEXT = "time_from_text"
    NUMBER_FROM_TEXT = "number_from_text"
    TEXT_FROM_NUMBER = "text_from_number"
    TIMESTAMP_WITHOUT_TIME = "timestamp_without_time"


class Layout(StrEnum):
    """Tables ekin recognises in a file by its header."""

    PROGRESS = "progress"
    SKP_REPORT = "skp_report"
    RATING_REPORT = "rating_report"
    EMPLOYEES = "employees"
    PLANS = "plans"
    LEAVE = "leave"
    REVIEWS = "reviews"


REPORT_FORMATS: Final = ("html", "pdf", "xlsx")
"""Files a report can be written as."""
PAGE_FORMATS: Final = ("html", "pdf")
"""Files a card of reasons and a comparison can be written as."""

TIME_ZONES: Final = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""Local time of an ASN by the short name people use."""


class Identifier(StrEnum):
    """What tells who somebody is, wherever it stands."""

    PERSON = "person"
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    LINK = "link"
    ID = "id"


class Stage(StrEnum):
    """Where a workshop is, in the order of its 90 minutes."""

    WAIT = "wait"
    PRE = "pre"
    LESSON = "lesson"
    EMPTY = "empty"
    REPAIR = "repair"
    TIE = "tie"
    WRITE = "write"
    POST = "post"
    CALIBRATE = "calibrate"
    DONE = "done"


class Signal(StrEnum):
    """Something in the entries of a writer, or in the decisions and ratings of a superior, that is worth a look (DOMAIN 7.3)."""

    COPY_OWN = "copy_own"
    TEMPLATE = "template"
    COPY_COLLEAGUE = "copy_colleague"
    PARAPHRASE = "paraphrase"
    POLISH = "polish"
    BATCH = "batch"
    CONSTANT_TIMES = "constant_times"
    ONE_LINK = "one_link"
    HOLIDAY = "holiday"
    SPEED = "speed"
    BURST = "burst"
    UNOPENED = "unopened"
    SAME_NOTE = "same_note"
    STUCK_RATINGS = "stuck_ratings"
    COPIED_RATINGS = "copied_ratings"


class SecretSource(StrEnum):
    """Where a secret comes from."""

    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    NONE = "none"
