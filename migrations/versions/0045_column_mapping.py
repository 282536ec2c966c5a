"""the headings of an association's own tables"""

import sqlalchemy as sa
from alembic import op

from mmo.fencing import fence

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "column_mapping",
        sa.Column("association_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"],
            ["association.id"],
            name=op.f("fk_column_mapping_association_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("association_id", "kind", name=op.f("pk_column_mapping")),
    )
    fence("column_mapping")


def downgrade() -> None:
    op.drop_table("column_mapping")
