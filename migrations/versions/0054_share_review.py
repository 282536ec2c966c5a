"""reports: the office returns or accepts what a school shared, with remarks pinned to clauses"""

import sqlalchemy as sa
from alembic import op

from mmo.database import Moment
from mmo.fencing import fence

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

JUDGED = (
    ("returned_at", Moment()),
    ("returned_by", sa.String()),
    ("accepted_at", Moment()),
    ("accepted_by", sa.String()),
)


def upgrade() -> None:
    with op.batch_alter_table("share") as table:
        for name, kind in JUDGED:
            table.add_column(sa.Column(name, kind))
    op.create_table(
        "share_remark",
        sa.Column("association_id", sa.Uuid(), nullable=False),
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clause", sa.String(64)),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("answer", sa.String()),
        sa.Column("answered_at", Moment()),
        sa.Column("answered_by", sa.String()),
        sa.Column("resolved_at", Moment()),
        sa.Column("resolved_by", sa.String()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.Uuid()),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by", sa.Uuid()),
        sa.PrimaryKeyConstraint("association_id", "id"),
        sa.ForeignKeyConstraint(
            ["association_id", "year_id"],
            ["association_year.association_id", "association_year.id"],
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_share_remark_of", "share_remark", ["association_id", "year_id"])
    fence("share_remark")


def downgrade() -> None:
    op.drop_table("share_remark")
    with op.batch_alter_table("share") as table:
        for name, _kind in reversed(JUDGED):
            table.drop_column(name)
