"""First version: employees, SKP, entries, verdicts, reviews, leave, ratings."""

import sqlalchemy as sa
from alembic import op

from ekin.storage.schema import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    # ekin.storage.schema as of this version
    op.create_table(
        "annotation",
        sa.Column("annotator", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("facets", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("annotator", "item", name=op.f("pk_annotation")),
    )
    op.create_table(
        "employee",
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), server_default="", nullable=False),
        sa.Column("position_kind", sa.Text(), server_default="", nullable=False),
        sa.Column("rank", sa.Text(), server_default="", nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("parent_unit", sa.Text(), server_default="", nullable=False),
        sa.Column("agency", sa.Text(), server_default="", nullable=False),
        sa.Column("superior_nip", sa.String(length=18), nullable=True),
        sa.Column("work_week", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(length=4), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.CheckConstraint("kind IN ('PNS', 'PPPK', 'PPPK_PW')", name=op.f("ck_employee_kind_known")),
        sa.CheckConstraint("work_week IN (5, 6)", name=op.f("ck_employee_work_week_known")),
        sa.PrimaryKeyConstraint("nip", name=op.f("pk_employee")),
    )
    with op.batch_alter_table("employee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employee_superior_nip"), ["superior_nip"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_unit"), ["unit"], unique=False)

    op.create_table(
        "import_log",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_taken", sa.Integer(), nullable=False),
        sa.Column("rows_refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_log")),
    )
    op.create_table(
        "leave",
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "kind IN ('tahunan', 'besar', 'sakit', 'melahirkan', 'alasan_penting', 'bersama', 'cltn', 'lain')",
            name=op.f("ck_leave_kind_known"),
        ),
        sa.CheckConstraint('"end" >= start', name=op.f("ck_leave_ends_after_start")),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_leave_nip_employee")),
        sa.PrimaryKeyConstraint("nip", "start", name=op.f("pk_leave")),
    )
    op.create_table(
        "rating",
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("hasil", sa.Integer(), nullable=True),
        sa.Column("perilaku", sa.Integer(), nullable=True),
        sa.Column("predikat", sa.Integer(), nullable=True),
        sa.Column("assessor_nip", sa.String(length=18), nullable=True),
        sa.Column("rated_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_rating_nip_employee")),
        sa.PrimaryKeyConstraint("nip", "period_start", "period_end", name=op.f("pk_rating")),
    )
    op.create_table(
        "skp",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("approach", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_skp_nip_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skp")),
        sa.UniqueConstraint("nip", "year", name=op.f("uq_skp_nip_year")),
    )
    op.create_table(
        "rhk",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("skp_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("superior_rhk", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('utama', 'tambahan')", name=op.f("ck_rhk_kind_known")),
        sa.ForeignKeyConstraint(["skp_id"], ["skp.id"], name=op.f("fk_rhk_skp_id_skp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rhk")),
    )
    with op.batch_alter_table("rhk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rhk_skp_id"), ["skp_id"], unique=False)

    op.create_table(
        "action_plan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("rhk_id", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), server_default="", nullable=False),
        sa.Column("target", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["rhk_id"], ["rhk.id"], name=op.f("fk_action_plan_rhk_id_rhk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
    )
    with op.batch_alter_table("action_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_plan_rhk_id"), ["rhk_id"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("rhk_id", sa.String(length=36), nullable=False),
        sa.Column("aspect", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["rhk_id"], ["rhk.id"], name=op.f("fk_indicator_rhk_id_rhk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_rhk_id"), ["rhk_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), server_default="", nullable=False),
        sa.Column("plan_id", sa.String(length=36), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("quantity_unit", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence_url", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('draft', 'submitted', 'approved', 'returned')", name=op.f("ck_entry_status_known")),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_entry_quantity_not_negative")),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_entry_nip_employee")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_entry_plan_id_action_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_nip"), ["nip", "day"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("entry_version", sa.Integer(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("p_generic", sa.Float(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("flag", sa.String(length=10), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("question", sa.Text(), server_default="", nullable=False),
        sa.Column("aligned", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_assessment_entry_id_entry")),
        sa.PrimaryKeyConstraint("entry_id", "entry_version", "model", name=op.f("pk_assessment")),
    )
    op.create_table(
        "entry_event",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("from_status", sa.String(length=10), nullable=True),
        sa.Column("to_status", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("previous", sa.String(length=64), server_default="", nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_event_entry_id_entry")),
        sa.PrimaryKeyConstraint("entry_id", "version", name=op.f("pk_entry_event")),
    )
    op.create_table(
        "objection",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=10), server_default="open", nullable=False),
        sa.Column("raised_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_objection_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("superior_nip", sa.String(length=18), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("seconds_open", sa.Float(), nullable=True),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("decision IN ('approved', 'returned')", name=op.f("ck_review_decision_known")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_review_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_entry_id"), ["entry_id"], unique=False)


def downgrade():
    raise NotImplementedError("ekin goes forward only; restore the copy made before the upgrade")
