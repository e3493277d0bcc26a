"""A working day: accounts, drafts, looks of superiors, coaching, and one chain over all events."""

import sqlalchemy as sa
from alembic import op

from ekin.storage.events import chain
from ekin.storage.schema import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_EVENT = sa.table(
    "entry_event",
    *(sa.column(name) for name in ("entry_id", "version", "actor", "from_status", "to_status", "note", "content")),
    *(sa.column(name) for name in ("seq", "previous", "digest")),
    sa.column("at", UtcDateTime()),
)
_BATCH = 1000


def upgrade():
    _new_tables()
    with op.batch_alter_table("review") as batch:
        batch.add_column(sa.Column("entry_version", sa.Integer()))
    with op.batch_alter_table("objection") as batch:
        batch.add_column(sa.Column("nip", sa.String(18)))
        batch.add_column(sa.Column("answer", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("decided_by", sa.String(18)))
    op.execute("UPDATE objection SET nip = (SELECT nip FROM entry WHERE entry.id = objection.entry_id)")
    with op.batch_alter_table("objection") as batch:
        batch.alter_column("nip", existing_type=sa.String(18), nullable=False)
    with op.batch_alter_table("entry_event") as batch:
        batch.add_column(sa.Column("seq", sa.BigInteger()))
        batch.add_column(sa.Column("content", sa.String(64), server_default="", nullable=False))
    _chain_anew()
    with op.batch_alter_table("entry_event") as batch:
        batch.alter_column("seq", existing_type=sa.BigInteger(), nullable=False)
        batch.create_unique_constraint(batch.f("uq_entry_event_seq"), ["seq"])


def _chain_anew():
    """Link all events in the order in which they happened; what they say stays as it is."""
    connection, head = op.get_bind(), {"seq": 0, "digest": ""}
    keys = connection.execute(sa.select(_EVENT.c.entry_id, _EVENT.c.version).order_by(_EVENT.c.at, *_EVENT.c[:2])).all()
    change = sa.update(_EVENT).where(_EVENT.c.entry_id == sa.bindparam("e"), _EVENT.c.version == sa.bindparam("v"))
    change = change.values({name: sa.bindparam(f"new_{name}") for name in ("seq", "previous", "digest")})
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        query = sa.select(_EVENT).where(_EVENT.c.entry_id.in_({key[0] for key in part}))
        rows = {(row["entry_id"], row["version"]): row for row in connection.execute(query).mappings()}
        linked = list(chain((rows[tuple(key)] for key in part), head["seq"], head["digest"]))
        values = [
            {"e": row["entry_id"], "v": row["version"]} | {f"new_{name}": row[name] for name in ("seq", "previous", "digest")}
            for row in linked
        ]
        connection.execute(change, values)
        head = linked[-1]
    op.bulk_insert(
        sa.table("chain_head", sa.column("id"), sa.column("seq"), sa.column("digest")),
        [{"id": 1, "seq": head["seq"], "digest": head["digest"]}],
    )


def _new_tables():
    op.create_table(
        "account",
        sa.Column("nip", sa.String(18), nullable=False),
        sa.Column("password_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", UtcDateTime()),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_account_nip_employee")),
        sa.PrimaryKeyConstraint("nip", name=op.f("pk_account")),
    )
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_head")),
    )
    op.create_table(
        "coaching",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("nip", sa.String(18), nullable=False),
        sa.Column("superior_nip", sa.String(18), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.Date()),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_coaching_nip_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching")),
    )
    op.create_index(op.f("ix_coaching_nip"), "coaching", ["nip"])
    op.create_table(
        "draft",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("nip", sa.String(18), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_draft_nip_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_nip"), "draft", ["nip", "day"])
    op.create_table(
        "opened",
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("entry_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nip", sa.String(18), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("seconds", sa.Float()),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_opened_entry_id_entry")),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_opened_nip_employee")),
        sa.PrimaryKeyConstraint("entry_id", "entry_version", "nip", name=op.f("pk_opened")),
    )
    op.create_table(
        "profile_check",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("nip", sa.String(18), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["nip"], ["employee.nip"], name=op.f("fk_profile_check_nip_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_check")),
    )
    op.create_index(op.f("ix_profile_check_nip"), "profile_check", ["nip"])


def downgrade():
    raise NotImplementedError("ekin goes forward only; restore the copy made before the upgrade")
