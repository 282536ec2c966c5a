"""reports: sections, remarks and submissions of the year's papers; what is shared upward"""

import sqlalchemy as sa
from alembic import op

from mmo.database import Moment
from mmo.fencing import fence

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

TABLES = ("year_report", "report_section", "report_submission", "report_remark", "share")


def upgrade() -> None:
    make_table(
        "year_report",
        sa.Column("completed_on", sa.Date()),
        sa.Column("submitted_on", sa.Date()),
        sa.Column("submitted_to", sa.String()),
        sa.Column("accepted_on", sa.Date()),
        sa.UniqueConstraint("association_id", "year_id"),
    )
    make_table(
        "report_section",
        sa.Column("paper", sa.String(40), nullable=False),
        sa.Column("section", sa.String(40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.UniqueConstraint("association_id", "year_id", "paper", "section"),
    )
    make_table(
        "report_submission",
        sa.Column("paper", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("to", sa.String()),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("returned_at", Moment()),
        sa.Column("returned_by", sa.String()),
        sa.Column("accepted_at", Moment()),
        sa.Column("accepted_by", sa.String()),
    )
    make_table(
        "report_remark",
        sa.Column("paper", sa.String(40), nullable=False),
        sa.Column("section", sa.String(40), nullable=False),
        sa.Column("clause", sa.String(64)),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("answer", sa.String()),
        sa.Column("answered_at", Moment()),
        sa.Column("answered_by", sa.String()),
        sa.Column("resolved_at", Moment()),
        sa.Column("resolved_by", sa.String()),
    )
    make_table(
        "share",
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("with_text", sa.Boolean(), nullable=False),
        sa.Column("with_records", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("withdrawn_at", Moment()),
        sa.Column("withdrawn_by", sa.String()),
    )
    own = ["association_id", "year_id"]
    op.create_index("ix_report_submission_of", "report_submission", [*own, "paper"])
    op.create_index("ix_report_remark_of", "report_remark", [*own, "paper"])
    op.create_index("ix_share_of", "share", own)
    for table in TABLES:
        fence(table)


def make_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of an association's year, stamped."""
    op.create_table(
        name,
        sa.Column("association_id", sa.Uuid(), nullable=False),
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *columns,
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


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
