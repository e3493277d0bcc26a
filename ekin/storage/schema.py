"""Tables of ekin (DESIGN, Data). Times are UTC; a day is the person's local day; a NIP is text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    false,
)

from ekin.vocabulary import EmploymentKind, LeaveKind, RhkKind, Status

NIP_LENGTH, ID_LENGTH, DIGEST_LENGTH = 18, 36, 64

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator):
    """A moment in UTC: takes aware datetimes only, gives aware ones back on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Turn an aware moment into UTC; a naive one is a programming error."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: ekin stores moments in UTC with their time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Give UTC back where the database forgets the zone (SQLite)."""
        del dialect
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def _nip(name: str = "nip", **options: object) -> Column:
    return Column(name, String(NIP_LENGTH), **options)


def _owner(*, primary_key: bool = False) -> Column:
    return Column("nip", ForeignKey("employee.nip"), nullable=False, primary_key=primary_key)


employee = Table(
    "employee",
    metadata,
    _nip(primary_key=True),
    Column("name", Text, nullable=False),
    Column("position", Text, nullable=False, server_default=""),
    Column("position_kind", Text, nullable=False, server_default=""),
    Column("rank", Text, nullable=False, server_default=""),
    Column("unit", Text, nullable=False, server_default=""),
    Column("parent_unit", Text, nullable=False, server_default=""),
    Column("agency", Text, nullable=False, server_default=""),
    _nip("superior_nip", nullable=True),  # no foreign key: superiors outside the export are known by NIP only
    Column("work_week", Integer),
    Column("time_zone", String(4)),
    Column("kind", String(8), nullable=False),
    CheckConstraint("work_week IN (5, 6)", name="work_week_known"),
    _one_of("kind", EmploymentKind),
    Index(None, "superior_nip"),
    Index(None, "unit"),
)

skp = Table(
    "skp",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    _owner(),
    Column("year", Integer, nullable=False),
    Column("approach", Text, nullable=False, server_default=""),
    Column("status", Text, nullable=False, server_default=""),
    Column("period_start", Date),
    Column("period_end", Date),
    UniqueConstraint("nip", "year"),
)

rhk = Table(
    "rhk",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("skp_id", ForeignKey("skp.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("superior_rhk", Text, nullable=False, server_default=""),
    _one_of("kind", RhkKind),
)

indicator = Table(
    "indicator",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("rhk_id", ForeignKey("rhk.id"), nullable=False, index=True),
    Column("aspect", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False),
    Column("target", Text, nullable=False, server_default=""),
)

action_plan = Table(
    "action_plan",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("rhk_id", ForeignKey("rhk.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("period", Text, nullable=False, server_default=""),
    Column("target", Text, nullable=False, server_default=""),
)

entry = Table(
    "entry",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    _owner(),
    Column("day", Date, nullable=False),
    Column("start", Time, nullable=False),
    Column("end", Time, nullable=False),
    Column("description", Text, nullable=False),
    Column("plan", Text, nullable=False, server_default=""),  # as written; kept even when it matches no plan
    Column("plan_id", ForeignKey("action_plan.id")),
    Column("quantity", Integer),
    Column("quantity_unit", Text, nullable=False, server_default=""),
    Column("evidence_url", Text, nullable=False, server_default=""),
    Column("status", String(10), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("submitted_at", UtcDateTime),  # None: the file did not say; lag is then not computed
    CheckConstraint("quantity >= 0", name="quantity_not_negative"),
    _one_of("status", Status),
    Index(None, "nip", "day"),
    Index(None, "day"),
)

entry_event = Table(
    "entry_event",
    metadata,
    Column("entry_id", ForeignKey("entry.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("from_status", String(10)),
    Column("to_status", String(10), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("previous", String(DIGEST_LENGTH), nullable=False, server_default=""),
    Column("digest", String(DIGEST_LENGTH), nullable=False),
    Column("seq", BigInteger, nullable=False),  # 1, 2, 3, ... over the whole store
    Column("content", String(DIGEST_LENGTH), nullable=False, server_default=""),  # of the entry's fields; "" before 0002
    UniqueConstraint("seq"),
)

chain_head = Table(  # one row: the newest event, so that a cut tail is found
    "chain_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", String(DIGEST_LENGTH), nullable=False),
)

draft = Table(  # the working copy of an entry, under the id that the entry has or will have
    "draft",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    _owner(),
    Column("day", Date, nullable=False),
    Column("fields", JSON, nullable=False),  # texts as typed
    Column("version", Integer, nullable=False, server_default="1"),
    Column("saved_at", UtcDateTime, nullable=False),
    Index(None, "nip", "day"),
)

assessment = Table(
    "assessment",
    metadata,
    Column("entry_id", ForeignKey("entry.id"), primary_key=True),
    Column("entry_version", Integer, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("threshold", Float, nullable=False),
    Column("p_generic", Float, nullable=False),
    Column("label", Integer, nullable=False),
    Column("flag", String(10), nullable=False),
    Column("missing", JSON, nullable=False),
    Column("question", Text, nullable=False, server_default=""),
    Column("aligned", Float),  # probability that the entry belongs to the plan it names; None without plans
)

review = Table(
    "review",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("entry_id", ForeignKey("entry.id"), nullable=False, index=True),
    _nip("superior_nip", nullable=False),
    Column("decision", String(10), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("seconds_open", Float),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("entry_version", Integer),  # the version decided on; None in an import
    _one_of("decision", (Status.APPROVED, Status.RETURNED)),
)

objection = Table(
    "objection",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("entry_id", ForeignKey("entry.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("outcome", String(10), nullable=False, server_default="open"),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    _nip("nip", nullable=False),
    Column("answer", Text, nullable=False, server_default=""),
    _nip("decided_by"),
)

opened = Table(  # a superior looked at this version
    "opened",
    metadata,
    Column("entry_id", ForeignKey("entry.id"), primary_key=True),
    Column("entry_version", Integer, primary_key=True, autoincrement=False),
    _owner(primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("seconds", Float),
)

coaching = Table(
    "coaching",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("nip", ForeignKey("employee.nip"), nullable=False, index=True),
    _nip("superior_nip", nullable=False),
    Column("note", Text, nullable=False),
    Column("follow_up", Date),
    Column("at", UtcDateTime, nullable=False),
)

account = Table(  # passwords (argon2id) where the database has no logins of its own
    "account",
    metadata,
    _owner(primary_key=True),
    Column("password_hash", Text, nullable=False, server_default=""),
)

login_attempt = Table(  # no foreign key: a NIP that nobody has is counted too, else a lock would tell who is here
    "login_attempt",
    metadata,
    _nip(primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)

profile_check = Table(  # what a person said of their own card
    "profile_check",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("nip", ForeignKey("employee.nip"), nullable=False, index=True),
    Column("ok", Boolean, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
)

leave = Table(
    "leave",
    metadata,
    _owner(primary_key=True),
    Column("start", Date, primary_key=True),
    Column("end", Date, nullable=False),
    Column("kind", String(20), nullable=False),
    CheckConstraint('"end" >= start', name="ends_after_start"),
    _one_of("kind", LeaveKind),
)

rating = Table(
    "rating",
    metadata,
    _owner(primary_key=True),
    Column("period_start", Date, primary_key=True),
    Column("period_end", Date, primary_key=True),
    Column("hasil", Integer),
    Column("perilaku", Integer),
    Column("predikat", Integer),
    _nip("assessor_nip"),
    Column("rated_at", UtcDateTime),
)

annotation = Table(  # of the researcher's bench (service.annotation)
    "annotation",
    metadata,
    Column("task", Text, primary_key=True, server_default=""),
    Column("annotator", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False, server_default="1"),
    Column("label", Integer, nullable=False),
    Column("facets", JSON, nullable=False),  # 1 where the facet is there
    Column("borderline", Boolean, nullable=False, server_default=false()),
    Column("note", Text, nullable=False, server_default=""),
    Column("seconds", Float),  # from shown to stored
    Column("at", UtcDateTime),  # None before version 0003
)

vignette_mark = Table(  # the same vignettes marked by many superiors, which links them
    "vignette_mark",
    metadata,
    Column("workshop", Text, primary_key=True),
    Column("rater", Text, primary_key=True),
    Column("vignette", Text, primary_key=True),
    Column("mark", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

import_log = Table(
    "import_log",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("digest", String(DIGEST_LENGTH), nullable=False),
    Column("layout", Text, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_taken", Integer, nullable=False),
    Column("rows_refused", Integer, nullable=False),
)
