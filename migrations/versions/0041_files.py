"""files: a row for each file and each of its versions"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stored_file',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_kind', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('latest', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_stored_file_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'id', name=op.f('pk_stored_file'))
    )
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.create_index('ix_stored_file_record', ['association_id', 'record_kind', 'record_id'], unique=False)
        batch_op.create_index('ix_stored_file_year', ['association_id', 'year_id'], unique=False)

    op.create_table('file_version',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('content_type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('kept_as', sa.Uuid(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('uploaded_by', sa.Uuid(), nullable=True),
    sa.Column('unread', sa.String(length=40), nullable=True),
    sa.Column('extracted', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['association_id', 'file_id'], ['stored_file.association_id', 'stored_file.id'], name=op.f('fk_file_version_association_id_file_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_file_version_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'file_id', 'number', name=op.f('pk_file_version')),
    sa.UniqueConstraint('association_id', 'kept_as', name=op.f('uq_file_version_association_id_kept_as'))
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("stored_file", "file_version"):
            fence(table)


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
    op.drop_table('file_version')
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.drop_index('ix_stored_file_year')
        batch_op.drop_index('ix_stored_file_record')

    op.drop_table('stored_file')
