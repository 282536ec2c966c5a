"""growth of members, handover of heads, personal data: bases, acts, a log that can forget"""

import sqlalchemy as sa
from alembic import op

from mmo.fencing import fence

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

BASIS = sa.Enum(
    "employment", "consent", "law", name="basis", native_enum=False, length=40
)  # fmt: skip
KEPT = ("id", "at", "account_id", "actor", "action", "association_id", "year_id", "record_kind",
        "record_id")  # fmt: skip


def of_year(table: str, *columns: object, of_member: bool = True, own_id: bool = True) -> None:
    """A table of a year's rows, seen only inside their tenant's scope."""
    key = "id" if own_id else "member_id"
    names = ["id"] if own_id else []
    names += ["member_id"] if of_member else []
    parts: list[object] = [
        sa.Column("association_id", sa.Uuid(), nullable=False),
        sa.Column("year_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in names),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("association_id", key, name=op.f(f"pk_{table}")),
        points_to(table, "year_id", "association_year"),
    ]
    if of_member:
        parts.append(points_to(table, "member_id", "member"))
    op.create_table(table, *parts)
    fence(table)


def points_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["association_id", column],
        [f"{other}.association_id", f"{other}.id"],
        name=op.f(f"fk_{table}_association_id_{column}"),
        ondelete="CASCADE",
        initially="DEFERRED",
        deferrable=True,
    )


def listed(table: str, *columns: sa.Column) -> None:
    unique = sa.UniqueConstraint(
        "association_id", "year_id", "ref", name=op.f(f"uq_{table}_association_id_year_id_ref")
    )
    of_year(
        table,
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        *columns,
        unique,
    )


def upgrade() -> None:
    op.add_column("self_education", sa.Column("outcome", sa.String(), nullable=True))
    listed(
        "self_education_stage",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
    )
    listed(
        "course",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
    )
    of_year(
        "card_proposal",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
    )
    of_year(
        "handover",
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("from_member_id", sa.Uuid(), nullable=False),
        sa.Column("to_member_id", sa.Uuid(), nullable=False),
        sa.Column("from_name", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("inventory", sa.JSON(), nullable=False),
        sa.Column("confirmed_from_on", sa.Date(), nullable=True),
        sa.Column("confirmed_from_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_to_on", sa.Date(), nullable=True),
        sa.Column("confirmed_to_by", sa.Uuid(), nullable=True),
        of_member=False,
    )
    of_year(
        "personal_basis",
        sa.Column("basis", BASIS, nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        own_id=False,
    )
    of_year(
        "forgetting_act",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.UniqueConstraint(
            "association_id", "number", name=op.f("uq_forgetting_act_association_id_number")
        ),
        of_member=False,
    )
    let_the_log_forget()


def let_the_log_forget() -> None:
    """The audit log stays append-only; only the values of a line may be emptied, for good."""
    if op.get_bind().dialect.name == "postgresql":
        same = " AND ".join(f"new.{name} IS NOT DISTINCT FROM old.{name}" for name in KEPT)
        op.execute(
            "CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' AND new.changes::text = '{{}}' AND {same} THEN RETURN new; "
            "END IF; RAISE EXCEPTION 'the audit log is append-only'; END $$"
        )
        op.execute("DROP TRIGGER audit_line_is_append_only ON audit_line")
        op.execute(
            "CREATE TRIGGER audit_line_is_append_only BEFORE UPDATE OR DELETE ON audit_line "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log()"
        )
        return
    same = " AND ".join(f"new.{name} IS old.{name}" for name in KEPT)
    op.execute("DROP TRIGGER audit_line_no_update")
    op.execute(
        "CREATE TRIGGER audit_line_no_update BEFORE UPDATE ON audit_line "
        f"WHEN NOT (new.changes = '{{}}' AND {same}) "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_line_is_append_only ON audit_line")
        op.execute("DROP FUNCTION refuse_change_of_log()")
        op.execute(
            "CREATE TRIGGER audit_line_is_append_only BEFORE UPDATE OR DELETE ON audit_line "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    else:
        op.execute("DROP TRIGGER audit_line_no_update")
        op.execute(
            "CREATE TRIGGER audit_line_no_update BEFORE UPDATE ON audit_line "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )
    for table in ("forgetting_act", "personal_basis", "handover", "card_proposal", "course",
                  "self_education_stage"):  # fmt: skip
        op.drop_table(table)
    op.drop_column("self_education", "outcome")
