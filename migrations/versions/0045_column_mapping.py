"""the headings of an association's own tables"""

import sqlalchemy as sa
from alembic import op

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
    if op.get_bind().dialect.name == "postgresql":
        scope = "current_setting('mmo.scope', true)"
        inside = (
            f"{scope} = '*' OR association_id = ANY "
            f"(string_to_array(nullif({scope}, '*'), ',')::uuid[])"
        )
        op.execute("ALTER TABLE column_mapping ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE column_mapping FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY tenant ON column_mapping USING ({inside}) WITH CHECK ({inside})"
        )


def downgrade() -> None:
    op.drop_table("column_mapping")
