"""${message}."""

import sqlalchemy as sa
from alembic import op
from ekin.storage.schema import UtcDateTime

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    raise NotImplementedError("ekin goes forward only; restore the copy made before the upgrade")
