"""search looks into analyses, reports, courses and stages: entries are to be made anew

The worker does it, an association at a time, from the records as the program knows them.
"""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None

JOBS = sa.table(
    'job',
    sa.column('association_id', sa.Uuid()),
    sa.column('id', sa.Uuid()),
    sa.column('kind', sa.String()),
    sa.column('arguments', sa.JSON()),
    sa.column('state', sa.String()),
    sa.column('done', sa.Integer()),
    sa.column('total', sa.Integer()),
    sa.column('attempts', sa.Integer()),
    sa.column('enqueued_at', sa.DateTime(timezone=True)),
    sa.column('enqueued_by', sa.String()),
    sa.column('result', sa.JSON()),
)


def upgrade() -> None:
    associations = op.get_bind().scalars(sa.select(sa.column('id', sa.Uuid())).select_from(sa.table('association')))
    common = {'kind': 'search', 'arguments': {}, 'state': 'waiting', 'done': 0, 'total': 0, 'attempts': 0,
              'enqueued_at': datetime.now(UTC), 'enqueued_by': '', 'result': {}}
    jobs = [{'association_id': each, 'id': uuid.uuid4(), **common} for each in associations]
    if jobs:
        op.bulk_insert(JOBS, jobs)


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind = 'search'")
