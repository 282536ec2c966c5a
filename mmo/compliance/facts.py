"""Collects the records of many association-years at once, in a fixed number of queries.

Each feature registers the query of its own records as a named *source*; the loader narrows it
to the years asked for, so the number of queries does not depend on how many there are.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import tuple_
from sqlalchemy.orm import Session

from mmo.compliance.vocabulary import Countable, Item, words
from mmo.database import AnyRow, AnySelect
from mmo.schoolyear import AcademicYear

Query = Callable[[], AnySelect]
_sources: dict[str, tuple[Query, Any, Any]] = {}
"""By name: the query, and the columns of the association and the year that a row belongs to."""


def source(name: str, model: Any) -> Callable[[Query], Query]:
    """Register a query of columns of `model` and of what it is joined to.

    Its rows come in the order of their list. The loader adds the year that each belongs to.
    """

    def register(query: Query) -> Query:
        year_id = getattr(model, "year_id", None) or model.id

        @functools.cache
        def with_year() -> AnySelect:
            return query().add_columns(year_id.label("year_id"))

        _sources[name] = with_year, model.association_id, year_id
        return query

    return register


@dataclass(slots=True)
class YearRecords:
    """The records of one association's year, and what rules commonly ask of them.

    Collections and groups are made once and shared by all rules of the year.
    """

    calendar: AcademicYear
    rows: dict[str, list[AnyRow]]
    _counted: dict[str, list[Countable]] = field(default_factory=dict)
    _items: dict[str, list[Item]] = field(default_factory=dict)
    _by_kind: dict[str, list[Countable]] | None = None
    _by_clause: dict[str, list[Countable]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Sequence[AnyRow]:
        return self.rows.get(name, ())

    def collection(self, name: str) -> list[Countable]:
        """The countable records of a collection."""
        if name not in self._counted:
            self._counted[name] = list(words.collections[name].records(self))
        return self._counted[name]

    def group(self, name: str) -> list[Item]:
        """The items of a group, whatever the day."""
        if name not in self._items:
            self._items[name] = list(words.groups[name].items(self))
        return self._items[name]

    def proving(self, kinds: Iterable[str], clause: str) -> list[Countable]:
        """Everything that can prove `clause`: records of these kinds and records tagged with it."""
        if self._by_kind is None:
            self._index_evidence()
        assert self._by_kind is not None
        found = {record.ref: record for record in self._by_clause.get(clause, ())}
        for kind in kinds:
            for record in self._by_kind.get(kind, ()):
                found[record.ref] = record
        return list(found.values())

    def _index_evidence(self) -> None:
        by_kind: dict[str, list[Countable]] = defaultdict(list)
        by_clause: dict[str, list[Countable]] = defaultdict(list)
        for name, collection in words.collections.items():
            if not collection.evidence:
                continue
            for record in self.collection(name):
                by_kind[record.kind].append(record)
                for clause in record.clauses:
                    by_clause[clause].append(record)
        self._by_kind, self._by_clause = by_kind, by_clause


def collect(
    session: Session, calendars: dict[UUID, AcademicYear], years: AnySelect
) -> Iterator[tuple[UUID, YearRecords]]:
    """The records of the years that `years` selects by id, one query a source.

    Args:
        calendars: the dates of each of these years, by its id.
        years: a select of the association and the id of exactly these years.
    """
    rows: dict[UUID, dict[str, list[AnyRow]]] = {year: defaultdict(list) for year in calendars}
    connection = session.connection()  # plain rows: no object is made of any of them
    for name, (query, association_id, year_id) in _sources.items():
        belongs = tuple_(association_id, year_id).in_(years)
        for row in connection.execute(query().where(belongs)):
            rows[row.year_id][name].append(row)
    for year, calendar in calendars.items():
        yield year, YearRecords(calendar, rows[year])
