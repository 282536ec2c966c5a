"""One page of what was found: grouped by kind, newest first, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import case, func, select

from mmo.accounts.permissions import Can
from mmo.database import AnyRow, AnySelect
from mmo.extensions import db
from mmo.search.asking import LONGEST, Query
from mmo.search.matching import UNINDEXED, on_postgresql, on_sqlite
from mmo.search.models import SearchEntry as Entry
from mmo.search.reach import Reach
from mmo.search.registry import SEARCHABLE
from mmo.search.snippets import Marker
from mmo.web import parse_number, parse_page

PAGE = 25


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results, and what was asked for."""

    asked: str
    query: Query | None
    reach: Reach
    kind: str
    association: str
    year: int | None
    counts: Mapping[str, int]
    rows: Sequence[AnyRow]
    number: int
    marker: Marker | None

    @classmethod
    def of(cls, reach: Reach, asked: Mapping[str, str]) -> "Found":
        """The page that an address asks for."""
        typed = " ".join(asked.get("q", "").split())[:LONGEST]
        query = Query.of(typed)
        kind = asked.get("kind", "") if asked.get("kind") in SEARCHABLE else ""
        association = asked.get("association", "")[:64]
        year = parse_number(asked.get("year"))
        years = [
            row.year_id
            for row in reach.years.values()
            if year in (None, row.year) and association in ("", row.code)
        ]
        counts: dict[str, int] = {}
        rows: Sequence[AnyRow] = []
        number = 1
        if query and years:
            which = _matching(query, reach, years)
            counts = _counts(which)
            total = counts.get(kind, 0) if kind else sum(counts.values())
            number = parse_page(asked.get("page"), -(-total // PAGE))
            rows = _page(which, kind, number) if total else []
        marker = Marker(query) if query and rows else None
        return cls(typed, query, reach, kind, association, year, counts, rows, number, marker)

    @property
    def total(self) -> int:
        return self.counts.get(self.kind, 0) if self.kind else sum(self.counts.values())

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def groups(self) -> list[tuple[str, list[AnyRow]]]:
        """The page's results by kind."""
        by_kind = groupby(self.rows, key=lambda row: row.record_kind)
        return [(kind, list(rows)) for kind, rows in by_kind]

    @property
    def kinds(self) -> list[str]:
        """The kinds of which something was found, in their order."""
        return [kind for kind in SEARCHABLE if self.counts.get(kind)]


def _matching(query: Query, reach: Reach, years: list[Any]) -> AnySelect:
    """Keys of the entries that answer the query, among those that may be read."""
    columns = (Entry.association_id, Entry.year_id, Entry.record_kind, Entry.record_id, Entry.day)
    chosen: AnySelect = select(*columns)
    is_sqlite = db.engine.dialect.name == "sqlite"
    match = on_sqlite if is_sqlite else on_postgresql
    chosen = match(chosen, query, list(reach.associations))
    may = Entry.needs == Can.READ_RECORDS
    if reach.cards:
        may = may | (UNINDEXED if is_sqlite else Entry.association_id).in_(reach.cards)
    return chosen.where(Entry.year_id.in_(years), may)


def _counts(which: AnySelect) -> dict[str, int]:
    found = which.subquery()
    counted = select(found.c.record_kind, func.count()).group_by(found.c.record_kind)
    return {kind: number for kind, number in db.session.execute(counted) if kind in SEARCHABLE}


def _page(which: AnySelect, kind: str, number: int) -> Sequence[AnyRow]:
    """Texts are read of the entries of this page only."""
    kinds = [kind] if kind else list(SEARCHABLE)
    found = which.where(Entry.record_kind.in_(kinds)).subquery()
    places = {name: place for place, name in enumerate(kinds)}
    rank = case(places, value=found.c.record_kind)
    order = (rank, found.c.day.desc().nulls_last(), found.c.record_id.desc())
    keys = select(found).order_by(*order).limit(PAGE).offset((number - 1) * PAGE).subquery()
    rank = case(places, value=keys.c.record_kind)
    rows = (
        select(
            Entry.year_id,
            Entry.record_kind,
            Entry.record_id,
            Entry.opens_kind,
            Entry.opens_id,
            Entry.day,
            Entry.title,
            Entry.body,
        )
        .join(
            keys,
            (Entry.association_id == keys.c.association_id)
            & (Entry.record_kind == keys.c.record_kind)
            & (Entry.record_id == keys.c.record_id),
        )
        .order_by(rank, keys.c.day.desc().nulls_last(), keys.c.record_id.desc())
    )
    return db.session.execute(rows).all()
