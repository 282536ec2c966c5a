"""What the search looks into: an entry for each record, and the index of its words.

The index is `search_words`, kept by triggers: on SQLite an FTS5 table without content of its own,
on PostgreSQL a table that the migration makes. `lemmas` are the first forms of an entry's words;
exact phrases are looked for in its title and body.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, BigInteger, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from mmo.accounts.permissions import Can
from mmo.database import Base, InYear, choice


class SearchEntry(InYear, Base):
    """A record as the search sees it.

    `place` is the entry's number in SQLite's index; PostgreSQL has no use for it.
    """

    __tablename__ = "search_entry"

    record_kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(BigInteger)
    opens_kind: Mapped[str] = mapped_column(String(40))
    opens_id: Mapped[UUID]
    needs: Mapped[Can] = mapped_column(choice(Can))
    day: Mapped[date | None]
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    lemmas: Mapped[str] = mapped_column(Text)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        narrowing = ("place", "association_id", "year_id", "needs", "record_kind", "day")
        return (
            Index("ix_search_entry_place", *narrowing, "record_id"),
            Index("ix_search_entry_opens", "association_id", "opens_id"),
        )


_VALUES = "{0}.place, {0}.lemmas, text_key(replace({0}.title || ' ' || {0}.body, '№', ' '))"
_PUT = f"INSERT INTO search_words (rowid, lemmas, words) VALUES ({_VALUES.format('new')});"
_TAKE = (
    "INSERT INTO search_words (search_words, rowid, lemmas, words) "
    f"VALUES ('delete', {_VALUES.format('old')});"
)
SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE search_words USING fts5"
    "(lemmas, words, content='', tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER search_entry_put AFTER INSERT ON search_entry BEGIN {_PUT} END",
    f"CREATE TRIGGER search_entry_take AFTER DELETE ON search_entry BEGIN {_TAKE} END",
    f"CREATE TRIGGER search_entry_change AFTER UPDATE ON search_entry BEGIN {_TAKE} {_PUT} END",
)
"""The migration says the same; this is for databases that are made without migrations."""

for _statement in SQLITE_INDEX:
    event.listen(
        SearchEntry.__table__,
        "after_create",
        DDL(_statement.replace("%", "%%")).execute_if(dialect="sqlite"),
    )
