"""Keeps the entries true: in the transaction that writes a record, or all of them anew."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, func, insert, select
from sqlalchemy.orm import Session

from mmo.associations.models import AssociationYear
from mmo.journal import Change
from mmo.search.models import SearchEntry
from mmo.search.registry import BELONGING, SEARCHABLE, Searchable, of_model
from mmo.search.words import lemma_text

LONGEST = 150_000
ENTRIES = cast(Table, SearchEntry.__table__)
MANY = 500
"""Rows in one statement."""


def follow(session: Session, change: Change) -> None:
    """Bring the entries of what a transaction wrote up to date, before it ends."""
    gone = [record for record in change.gone if of_model(type(record))]
    kept = [record for record in change.kept if of_model(type(record))]
    if change.action == "restore":
        kept += [each for belonging in BELONGING for each in belonging(session, list(change.new))]
    if gone:
        _forget(session, gone)
    if stale := [record for record in kept if record not in change.new]:
        _forget(session, stale, whole=False)
    store(session, (entry for record in kept for entry in entries_of(record)))


def rebuild(session: Session, association: UUID | None = None) -> int:
    """Make all entries anew, or those of an association, from the records; returns how many."""
    old = delete(SearchEntry)
    if association is not None:
        old = old.where(SearchEntry.association_id == association)
    session.execute(old.execution_options(synchronize_session=False))
    count = 0
    for model in {each.model: None for each in SEARCHABLE.values()}:
        chosen = select(model)
        if association is not None:
            chosen = chosen.where(model.association_id == association)
        records = session.scalars(chosen.execution_options(yield_per=MANY))
        for some in records.partitions():
            count += store(session, (entry for record in some for entry in entries_of(record)))
            for record in some:
                session.expunge(record)
    return count


def entries_of(record: Any) -> Iterator[dict[str, Any]]:
    """The entries that a record makes: none where it is hidden or has no word."""
    for kind in of_model(type(record)):
        if kind.hidden(record):
            continue
        title = kind.title(record) or ""
        body = " · ".join(part for part in kind.body(record) if part)[:LONGEST]
        found = lemma_text(title if kind.titled else None, body)
        if found:
            yield _entry(kind, record, title[:500], body, found)


def _entry(kind: Searchable, record: Any, title: str, body: str, found: str) -> dict[str, Any]:
    opens_kind, opens_id = kind.opens(record)
    is_year = isinstance(record, AssociationYear)
    return {
        "association_id": record.association_id,
        "year_id": record.id if is_year else record.year_id,
        "record_kind": kind.kind,
        "record_id": kind.key(record),
        "opens_kind": opens_kind,
        "opens_id": opens_id,
        "needs": kind.needs(record),
        "day": kind.day(record),
        "title": title,
        "body": body,
        "lemmas": found,
    }


def store(session: Session, entries: Iterable[dict[str, Any]]) -> int:
    """Write entries, numbered after the last one; returns how many."""
    made = list(entries)
    if made:
        last = session.scalar(select(func.max(SearchEntry.place))) or 0
        for number, entry in enumerate(made, start=last + 1):
            entry["place"] = number
        for start in range(0, len(made), MANY):
            session.execute(insert(ENTRIES), made[start : start + MANY])
    return len(made)


def _forget(session: Session, records: Sequence[Any], whole: bool = True) -> None:
    """Take away the entries of records; with `whole`, also of what stands on their pages."""
    by_association = sorted(records, key=lambda record: str(record.association_id))
    for association, some in groupby(by_association, key=lambda record: record.association_id):
        keys = list({kind.key(each) for each in some for kind in of_model(type(each))})
        for start in range(0, len(keys), MANY):
            _forget_keys(session, association, keys[start : start + MANY], whole)


def _forget_keys(session: Session, association: UUID, keys: list[UUID], whole: bool) -> None:
    which: ColumnElement[bool] = SearchEntry.record_id.in_(keys)
    if whole:
        which = which | SearchEntry.opens_id.in_(keys)
    session.execute(
        delete(SearchEntry)
        .where(SearchEntry.association_id == association, which)
        .execution_options(synchronize_session=False)
    )
