"""Row-level security on PostgreSQL: a tenant's rows are seen only inside its scope.

Used by migrations for every table that holds rows of an association's year.
"""

from alembic import op


def fence(table: str) -> None:
    """Only rows of the associations that the transaction's scope names, or of all for '*'."""
    if op.get_bind().dialect.name != "postgresql":
        return
    scope = "current_setting('mmo.scope', true)"
    inside = (
        f"{scope} = '*' OR association_id = ANY "
        f"(string_to_array(nullif({scope}, '*'), ',')::uuid[])"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {table} USING ({inside}) WITH CHECK ({inside})")
