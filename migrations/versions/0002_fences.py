"""fences: the tenant's rows on PostgreSQL, an append-only audit log, Russian text"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TENANT_TABLES = (
    "activity",
    "agenda_item",
    "analysis",
    "attendance",
    "creative_group",
    "decision",
    "head_appointment",
    "material",
    "meeting",
    "member",
    "participation",
    "plan",
    "plan_item",
    "protocol",
    "self_education",
    "state_day",
    "submission",
)
# year_state and year_organisation hold numbers and organisations' codes, no names; the list of
# associations reads the first of many tenants at once.


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TENANT_TABLES:
            fence(table)
        op.execute(
            "CREATE FUNCTION text_key(value text) RETURNS text LANGUAGE sql IMMUTABLE AS "
            "$$ SELECT replace(lower(normalize(value, NFKC) COLLATE \"ru-x-icu\"), 'ё', 'е') $$"
        )
        op.execute("CREATE COLLATION IF NOT EXISTS ru FROM \"ru-x-icu\"")
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_line_is_append_only BEFORE UPDATE OR DELETE ON audit_line "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_line_no_{verb.lower()} BEFORE {verb} ON audit_line "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )


def fence(table: str) -> None:
    """Only rows of the associations that the transaction's scope names, or of all for '*'."""
    scope = "current_setting('mmo.scope', true)"
    inside = (
        f"{scope} = '*' OR association_id = ANY "
        f"(string_to_array(nullif({scope}, '*'), ',')::uuid[])"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {table} USING ({inside}) WITH CHECK ({inside})")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_line_is_append_only ON audit_line")
        op.execute("DROP FUNCTION refuse_change()")
        op.execute("DROP COLLATION IF EXISTS ru")
        op.execute("DROP FUNCTION text_key(text)")
        for table in TENANT_TABLES:
            op.execute(f"DROP POLICY tenant ON {table}")
            op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        return
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER audit_line_no_{verb}")
