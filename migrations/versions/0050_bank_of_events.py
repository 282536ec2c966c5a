"""bank of events"""

import sqlalchemy as sa
from alembic import op

from mmo.fencing import fence

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('activity_detail',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('activity_id', sa.Uuid(), nullable=False),
    sa.Column('direction', sa.String(), nullable=True),
    sa.Column('homeroom_class', sa.String(), nullable=True),
    sa.Column('description', sa.String(), nullable=True),
    sa.Column('scenario', sa.String(), nullable=True),
    sa.Column('review', sa.String(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['association_id', 'activity_id'], ['activity.association_id', 'activity.id'], name=op.f('fk_activity_detail_association_id_activity_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_activity_detail_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'activity_id', name=op.f('pk_activity_detail'))
    )
    op.create_table('creative_group_member',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('creative_group_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['association_id', 'creative_group_id'], ['creative_group.association_id', 'creative_group.id'], name=op.f('fk_creative_group_member_association_id_creative_group_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'member_id'], ['member.association_id', 'member.id'], name=op.f('fk_creative_group_member_association_id_member_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_creative_group_member_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'creative_group_id', 'member_id', name=op.f('pk_creative_group_member'))
    )
    fence('activity_detail')
    fence('creative_group_member')


def downgrade() -> None:
    op.drop_table('creative_group_member')
    op.drop_table('activity_detail')
