"""Wrong passwords are counted alike for a NIP that nobody has; counts so far are let go."""

import sqlalchemy as sa
from alembic import op

from ekin.storage.schema import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "login_attempt",
        sa.Column("nip", sa.String(18), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("nip", name=op.f("pk_login_attempt")),
    )
    op.create_index(op.f("ix_login_attempt_at"), "login_attempt", ["at"])
    with op.batch_alter_table("account") as batch:
        batch.drop_column("failures")
        batch.drop_column("locked_until")


def downgrade():
    raise NotImplementedError("ekin goes forward only; restore the copy made before the upgrade")
