"""Which entries answer a query, said to each database in its own way.

PostgreSQL uses no text index behind row-level security, because the operators of texts are not
leakproof. So there `search_words` is a table of first forms under the same fence, found by
equality; a phrase is looked for in the few entries that hold all of its words.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    String,
    Uuid,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    tuple_,
)

from mmo.database import AnySelect
from mmo.search.asking import Query
from mmo.search.models import SearchEntry as Entry
from mmo.search.words import lemmas

FTS5 = table("search_words", column("rowid"))
FORMS = table(
    "search_words",
    column("association_id", Uuid()),
    column("lemma", String()),
    column("record_kind", String()),
    column("record_id", Uuid()),
)
WORDS = (
    "to_tsvector('simple', regexp_replace(text_key("
    "replace(title || ' ' || body, '№', ' ')), '[^а-яa-z0-9]+', ' ', 'g'))"
)


UNINDEXED = literal_column("+search_entry.association_id", Uuid())
"""The tenant, said so that SQLite begins with the words and not with all of a tenant's entries."""


def on_sqlite(chosen: AnySelect, query: Query, associations: Collection[UUID]) -> AnySelect:
    """The entries that FTS5 finds."""
    match: BindParameter[str] = bindparam("match", fts5(query), unique=True)
    return chosen.select_from(FTS5.join(Entry, Entry.place == FTS5.c.rowid)).where(
        text("search_words MATCH :match").bindparams(match), UNINDEXED.in_(associations)
    )


def fts5(query: Query) -> str:
    """A query in the language of FTS5; its words hold nothing but letters and digits."""
    terms = (" OR ".join(f'"{lemma}"' for lemma in term) for term in query.terms)
    phrases = (" ".join(phrase) for phrase in query.phrases)
    parts = [
        *(f"({{lemmas}} : ({term}))" for term in terms),
        *(f'({{words}} : "{phrase}")' for phrase in phrases),
    ]
    return " AND ".join(parts)


def on_postgresql(chosen: AnySelect, query: Query, associations: Collection[UUID]) -> AnySelect:
    """The entries that hold a form of every word, and every phrase."""
    chosen = chosen.where(Entry.association_id.in_(associations))
    key = tuple_(Entry.association_id, Entry.record_kind, Entry.record_id)
    of_phrases = [found for phrase in query.phrases for word in phrase if (found := lemmas(word))]
    for term in dict.fromkeys([*query.terms, *of_phrases]):
        forms = select(FORMS.c.association_id, FORMS.c.record_kind, FORMS.c.record_id).where(
            FORMS.c.association_id.in_(associations), FORMS.c.lemma.in_(term)
        )
        chosen = chosen.where(key.in_(forms))
    for phrase in query.phrases:
        exact = func.phraseto_tsquery("simple", " ".join(phrase))
        chosen = chosen.where(literal_column(WORDS).op("@@")(exact))
    return chosen
