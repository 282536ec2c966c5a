"""a plan's way to agreement: expected results, revisions, remarks"""

import sqlalchemy as sa
from alembic import op

from mmo.fencing import fence

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

STAGE = sa.Enum("submitted", "returned", name="stage", native_enum=False, length=40)
CAUSE = sa.Enum(
    "submitted", "returned", "agreed", "approved", "revised",
    name="cause", native_enum=False, length=40,
)  # fmt: skip


def stamps() -> list[sa.Column]:
    return [
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
    ]


def of_plan(table: str, *columns: sa.Column) -> None:
    """A table whose rows belong to a plan, seen only inside their tenant's scope."""
    op.create_table(
        table,
        sa.Column("association_id", sa.Uuid(), nullable=False),
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        *columns,
        *stamps(),
        sa.ForeignKeyConstraint(
            ["association_id", "plan_id"],
            ["plan.association_id", "plan.id"],
            name=op.f(f"fk_{table}_association_id_plan_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["association_id", "year_id"],
            ["association_year.association_id", "association_year.id"],
            name=op.f(f"fk_{table}_association_id_year_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("association_id", "id", name=op.f(f"pk_{table}")),
    )
    fence(table)


def upgrade() -> None:
    op.add_column("plan", sa.Column("stage", STAGE, nullable=True))
    op.add_column("plan", sa.Column("submitted_on", sa.Date(), nullable=True))
    op.add_column("plan", sa.Column("returned_on", sa.Date(), nullable=True))
    op.add_column("plan_item", sa.Column("expected", sa.String(), nullable=True))
    of_plan(
        "plan_revision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("cause", CAUSE, nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("items", sa.JSON(), nullable=False),
    )
    op.create_index(
        "ix_plan_revision_number", "plan_revision", ["association_id", "plan_id", "number"],
        unique=True,
    )  # fmt: skip
    of_plan(
        "plan_remark",
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("item_title", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("plan_remark")
    op.drop_index("ix_plan_revision_number", "plan_revision")
    op.drop_table("plan_revision")
    op.drop_column("plan_item", "expected")
    op.drop_column("plan", "returned_on")
    op.drop_column("plan", "submitted_on")
    op.drop_column("plan", "stage")
