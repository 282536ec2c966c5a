"""stages of self-education are found by those who read cards, as they are read"""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None

ENTRIES = sa.table(
    'search_entry',
    sa.column('record_kind', sa.String()),
    sa.column('needs', sa.String()),
)


def upgrade() -> None:
    _need('read_cards')


def downgrade() -> None:
    _need('read_records')


def _need(ability: str) -> None:
    stages = ENTRIES.c.record_kind == 'self_education_stage'
    op.execute(sa.update(ENTRIES).where(stages).values(needs=ability))
