"""school calendars, links that set passwords, and accounts that heads ask for"""

import sqlalchemy as sa
from alembic import op

from mmo.fencing import fence

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

STAMPS = (
    ('version', sa.Integer(), False),
    ('created_at', sa.DateTime(timezone=True), False),
    ('created_by', sa.Uuid(), True),
    ('changed_at', sa.DateTime(timezone=True), False),
    ('changed_by', sa.Uuid(), True),
)
DATES = ('start', 'end', *(f'trimester{n}_{e}' for n in (1, 2, 3) for e in ('start', 'end')))


def stamps() -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name, kind, nullable in STAMPS]


def upgrade() -> None:
    op.create_table(
        'school_calendar',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('organisation_id', sa.Uuid(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('scheme', sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in DATES),
        *stamps(),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_school_calendar_organisation_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_school_calendar')),
        sa.UniqueConstraint('organisation_id', 'year', name=op.f('uq_school_calendar_organisation_id_year')),
    )
    op.create_table(
        'password_link',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('account_id', sa.Uuid(), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        *stamps(),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_password_link_account_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_password_link')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_password_link_token_hash')),
    )
    with op.batch_alter_table('password_link', schema=None) as batch_op:
        batch_op.create_index('ix_password_link_account_id', ['account_id'], unique=False)
    op.create_table(
        'account_request',
        sa.Column('association_id', sa.Uuid(), nullable=False),
        sa.Column('year_id', sa.Uuid(), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('member_id', sa.Uuid(), nullable=False),
        sa.Column('role', sa.String(length=40), nullable=False),
        sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
        *stamps(),
        sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_account_request_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
        sa.ForeignKeyConstraint(['association_id', 'member_id'], ['member.association_id', 'member.id'], name=op.f('fk_account_request_association_id_member_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
        sa.PrimaryKeyConstraint('association_id', 'id', name=op.f('pk_account_request')),
    )
    with op.batch_alter_table('account_request', schema=None) as batch_op:
        batch_op.create_index('ix_account_request_settled_at', ['association_id', 'settled_at'], unique=False)
    fence('account_request')


def downgrade() -> None:
    op.drop_table('account_request')
    op.drop_table('password_link')
    op.drop_table('school_calendar')
