"""reports: what was drafted for a section stays known, and last year's column as it was then"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_section") as table:
        table.add_column(sa.Column("drafted", sa.String()))
        table.add_column(sa.Column("last", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    with op.batch_alter_table("report_section") as table:
        table.drop_column("last")
        table.drop_column("drafted")
