"""search: an entry for each record, and the index of its words"""

import sqlalchemy as sa
from alembic import op

from mmo.fencing import fence

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

VALUES = "{0}.place, {0}.lemmas, text_key(replace({0}.title || ' ' || {0}.body, '№', ' '))"
PUT = f"INSERT INTO search_words (rowid, lemmas, words) VALUES ({VALUES.format('new')});"
TAKE = (
    "INSERT INTO search_words (search_words, rowid, lemmas, words) "
    f"VALUES ('delete', {VALUES.format('old')});"
)


def upgrade() -> None:
    op.create_table('search_entry',
    sa.Column('association_id', sa.Uuid(), nullable=False),
    sa.Column('year_id', sa.Uuid(), nullable=False),
    sa.Column('record_kind', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.BigInteger(), nullable=False),
    sa.Column('opens_kind', sa.String(length=40), nullable=False),
    sa.Column('opens_id', sa.Uuid(), nullable=False),
    sa.Column('needs', sa.Enum('see_state', 'read_records', 'read_cards', 'propose', 'keep_minutes', 'edit', 'agree_plan', 'review', 'set_up', name='can', native_enum=False, length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('lemmas', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['association_id', 'year_id'], ['association_year.association_id', 'association_year.id'], name=op.f('fk_search_entry_association_id_year_id'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('association_id', 'record_kind', 'record_id', name=op.f('pk_search_entry'))
    )
    op.create_index('ix_search_entry_place', 'search_entry', ['place', 'association_id', 'year_id', 'needs', 'record_kind', 'day', 'record_id'])
    op.create_index('ix_search_entry_opens', 'search_entry', ['association_id', 'opens_id'])
    if op.get_bind().dialect.name == "postgresql":
        fence("search_entry")
        make_forms()
        return
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5"
        "(lemmas, words, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute(f"CREATE TRIGGER search_entry_put AFTER INSERT ON search_entry BEGIN {PUT} END")
    op.execute(f"CREATE TRIGGER search_entry_take AFTER DELETE ON search_entry BEGIN {TAKE} END")
    op.execute(f"CREATE TRIGGER search_entry_change AFTER UPDATE ON search_entry BEGIN {TAKE} {PUT} END")


def make_forms() -> None:
    """The first forms of every entry, found by equality: an index of texts is not used behind
    row-level security."""
    op.execute(
        "CREATE TABLE search_words (association_id uuid, lemma text, record_kind varchar(40), "
        "record_id uuid, PRIMARY KEY (association_id, lemma, record_kind, record_id))"
    )
    fence("search_words")
    op.execute(
        "CREATE FUNCTION keep_search_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP <> 'INSERT' THEN DELETE FROM search_words w "
        "USING unnest(string_to_array(OLD.lemmas, ' ')) AS form WHERE "
        "w.association_id = OLD.association_id AND w.lemma = form "
        "AND w.record_kind = OLD.record_kind AND w.record_id = OLD.record_id; END IF; "
        "IF TG_OP <> 'DELETE' THEN INSERT INTO search_words "
        "SELECT NEW.association_id, form, NEW.record_kind, NEW.record_id "
        "FROM unnest(string_to_array(NEW.lemmas, ' ')) AS form ON CONFLICT DO NOTHING; END IF; "
        "RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER search_entry_words AFTER INSERT OR UPDATE OR DELETE ON search_entry "
        "FOR EACH ROW EXECUTE FUNCTION keep_search_words()"
    )


def downgrade() -> None:
    op.drop_table('search_entry')
    op.execute("DROP TABLE search_words")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_search_words()")
