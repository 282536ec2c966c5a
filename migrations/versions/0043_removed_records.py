"""removed records"""

import sqlalchemy as sa
from alembic import op

from mmo.fencing import fence

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('removed_record',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_kind', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('restored_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_removed_record_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'id', name=op.f('pk_removed_record'))
    )
    with op.batch_alter_table('removed_record', schema=None) as batch_op:
        batch_op.create_index('ix_removed_record_record', ['association_id', 'record_kind', 'record_id'], unique=False)
    fence('removed_record')


def downgrade() -> None:
    with op.batch_alter_table('removed_record', schema=None) as batch_op:
        batch_op.drop_index('ix_removed_record_record')

    op.drop_table('removed_record')
