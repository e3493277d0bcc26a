"""The researcher's bench: labels with task, round, note, time; marks of vignettes, which link superiors."""

import sqlalchemy as sa
from alembic import op

from ekin.storage.schema import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("annotation") as batch:
        batch.add_column(sa.Column("task", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("round", sa.Integer(), server_default="1", nullable=False))
        batch.add_column(sa.Column("borderline", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("note", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("seconds", sa.Float()))
        batch.add_column(sa.Column("at", UtcDateTime()))
        batch.drop_constraint(batch.f("pk_annotation"), type_="primary")
        batch.create_primary_key(batch.f("pk_annotation"), ["task", "annotator", "item", "round"])
    op.create_table(
        "vignette_mark",
        sa.Column("workshop", sa.Text(), nullable=False),
        sa.Column("rater", sa.Text(), nullable=False),
        sa.Column("vignette", sa.Text(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workshop", "rater", "vignette", name=op.f("pk_vignette_mark")),
    )


def downgrade():
    raise NotImplementedError("ekin goes forward only; restore the copy made before the upgrade")
