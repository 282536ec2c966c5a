"""meetings: came late, moved, proposals, what a question is for, versions of minutes"""

import sqlalchemy as sa
from alembic import op

from mmo.fencing import fence

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('agenda_proposal',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('grounds', sa.String(), nullable=True),
    sa.Column('status', sa.Enum('proposed', 'taken', 'declined', name='proposalstatus', native_enum=False, length=40), nullable=False),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['association_id', 'meeting_id'], ['meeting.association_id', 'meeting.id'], name=op.f('fk_agenda_proposal_association_id_meeting_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_agenda_proposal_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'id', name=op.f('pk_agenda_proposal'))
    )
    with op.batch_alter_table('agenda_proposal', schema=None) as batch_op:
        batch_op.create_index('ix_agenda_proposal_year_id', ['association_id', 'year_id'], unique=False)

    op.create_table('protocol_version',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['association_id', 'meeting_id'], ['meeting.association_id', 'meeting.id'], name=op.f('fk_protocol_version_association_id_meeting_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_protocol_version_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'id', name=op.f('pk_protocol_version')),
    sa.UniqueConstraint('association_id', 'meeting_id', 'number', name=op.f('uq_protocol_version_association_id_meeting_id_number'))
    )
    op.create_table('agenda_origin',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('minutes_of_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['association_id', 'agenda_item_id'], ['agenda_item.association_id', 'agenda_item.id'], name=op.f('fk_agenda_origin_association_id_agenda_item_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'decision_id'], ['decision.association_id', 'decision.id'], name=op.f('fk_agenda_origin_association_id_decision_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'minutes_of_id'], ['meeting.association_id', 'meeting.id'], name=op.f('fk_agenda_origin_association_id_minutes_of_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_agenda_origin_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'agenda_item_id', name=op.f('pk_agenda_origin'))
    )
    with op.batch_alter_table('agenda_origin', schema=None) as batch_op:
        batch_op.create_index('ix_agenda_origin_decision_id', ['association_id', 'decision_id'], unique=False)
        batch_op.create_index('ix_agenda_origin_minutes_of_id', ['association_id', 'minutes_of_id'], unique=False)

    # plain ALTER TABLE: a table made anew would take the rows that lean on it along
    op.add_column('attendance', sa.Column('late', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('meeting', sa.Column('change_reason', sa.String(), nullable=True))
    op.add_column('meeting', sa.Column('moved_from', sa.Date(), nullable=True))
    for table in ('agenda_proposal', 'protocol_version', 'agenda_origin'):
        fence(table)


def downgrade() -> None:
    op.drop_column('meeting', 'moved_from')
    op.drop_column('meeting', 'change_reason')
    op.drop_column('attendance', 'late')
    with op.batch_alter_table('agenda_origin', schema=None) as batch_op:
        batch_op.drop_index('ix_agenda_origin_minutes_of_id')
        batch_op.drop_index('ix_agenda_origin_decision_id')

    op.drop_table('agenda_origin')
    op.drop_table('protocol_version')
    with op.batch_alter_table('agenda_proposal', schema=None) as batch_op:
        batch_op.drop_index('ix_agenda_proposal_year_id')

    op.drop_table('agenda_proposal')
