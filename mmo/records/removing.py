"""Deleting a record with what belongs to it, and putting it back.

What belongs to a record is what the database would delete with it; what only names it stops the
deletion, and is told.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import Table, and_, func, select, update

from mmo import journal
from mmo.audit.noting import plain
from mmo.clock import now
from mmo.database import Base, Moment, uuid7
from mmo.extensions import db
from mmo.records.kinds import KINDS, Kind
from mmo.records.models import RemovedRecord

Rows = dict[str, list[dict[str, Any]]]


class StillNamed(Exception):
    """Other records name this one; `counts` says how many of which table."""

    def __init__(self, counts: dict[str, int]) -> None:
        super().__init__(counts)
        self.counts = counts


def remove(kind: Kind, record: Any) -> RemovedRecord:
    """Delete a record and its parts, keeping them whole for `restore`.

    Raises:
        StillNamed: other records name it; nothing is deleted.
        Refused: it may no longer be deleted.
    """
    table = kind.model.__table__
    rows: Rows = {}
    _gather(table, [record.id], rows)
    if counts := _named_by(rows):
        raise StillNamed(counts)
    removed = RemovedRecord(
        id=uuid7(),
        association_id=g.year.association_id,
        year_id=g.year.id,
        record_kind=kind.name,
        record_id=record.id,
        title=kind.title(record)[:300],
        rows=rows,
    )
    with journal.change("delete"):
        kind.hold(record, whole=True)
        db.session.add(removed)
        for part in reversed(_objects(rows)):
            db.session.delete(part)
            db.session.flush()
    return removed


def restore(removed: RemovedRecord) -> RemovedRecord:
    """Put a deleted record back as it was; twice is once.

    Raises:
        IntegrityError: what it named is gone meanwhile; nothing is put back.
        Refused: what it belongs to is no longer changed.
    """
    if removed.restored_at is not None:
        return removed
    with journal.change("restore"):
        KINDS[removed.record_kind].hold(record_of(removed), whole=True)
        removed.restored_at = now()
        for name, rows in removed.rows.items():
            model = _model_of(Base.metadata.tables[name])
            for row in rows:
                db.session.add(model(**_typed(model, row)))
            db.session.flush()
            _count_on(model, rows)
    return removed


def record_of(removed: RemovedRecord) -> Any:
    """The deleted record as it was, outside of the session."""
    model = KINDS[removed.record_kind].model
    (row,) = removed.rows[model.__tablename__][:1]
    return model(**_typed(model, row))


def _count_on(model: Any, rows: list[dict[str, Any]]) -> None:
    """Give what was put back a version that no form from before can have."""
    table = model.__table__
    for row in rows:
        if "version" in row and "id" in row:
            which = (table.c.association_id == g.year.association_id) & (
                table.c.id == UUID(row["id"])
            )
            db.session.execute(update(table).where(which).values(version=row["version"] + 1))


def _gather(table: Table, ids: list[UUID], rows: Rows) -> None:
    """The rows of a table, then those of its parts, however deep."""
    if table.name not in rows:
        _keep(table, table.c["id"].in_(ids), rows)
    for part, column in parts_of(table):
        found = _keep(part, part.c[column].in_(ids), rows)
        if found and "id" in part.c:
            _gather(part, [row["id"] for row in found], rows)


def _keep(table: Table, which: Any, rows: Rows) -> list[Any]:
    found = db.session.execute(
        select(table).where(and_(table.c.association_id == g.year.association_id, which))
    )
    kept = [dict(row) for row in found.mappings()]
    if kept:
        rows.setdefault(table.name, []).extend(
            {name: plain(value) for name, value in row.items()} for row in kept
        )
    return kept


def parts_of(table: Table) -> Iterator[tuple[Table, str]]:
    """Tables whose rows are deleted with a row of this one, and the column that names it."""
    for other, column, cascades in _references(table):
        if cascades:
            yield other, column


def _references(table: Table) -> Iterator[tuple[Table, str, bool]]:
    for other in Base.metadata.sorted_tables:
        for constraint in other.foreign_key_constraints:
            columns = constraint.column_keys
            if constraint.referred_table is table and len(columns) == 2:
                yield other, columns[1], constraint.ondelete == "CASCADE"


def _named_by(rows: Rows) -> dict[str, int]:
    """How many rows outside of what would be deleted name any of it."""
    counts: dict[str, int] = {}
    for name, gone in rows.items():
        if "id" not in gone[0]:
            continue
        ids = [UUID(row["id"]) for row in gone]
        for other, column, cascades in _references(Base.metadata.tables[name]):
            if cascades:
                continue
            which = (other.c.association_id == g.year.association_id) & other.c[column].in_(ids)
            if "id" in other.c and other.name in rows:
                which &= other.c.id.not_in([UUID(row["id"]) for row in rows[other.name]])
            number = db.session.scalar(select(func.count()).select_from(other).where(which))
            if number:
                counts[other.name] = counts.get(other.name, 0) + number
    return counts


def _objects(rows: Rows) -> list[Any]:
    """The kept rows as objects of the session, the record before its parts."""
    found = []
    for name, kept in rows.items():
        model = _model_of(Base.metadata.tables[name])
        keys = [column.key for column in model.__mapper__.primary_key]
        for row in kept:
            typed = _typed(model, row)
            found.append(db.session.get(model, tuple(typed[key] for key in keys)))
    return [each for each in found if each is not None]


def _model_of(table: Table) -> Any:
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)


def _typed(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Plain values as the columns' own types; a column that is gone meanwhile is left out."""
    columns = model.__table__.c
    return {name: _value(columns[name].type, value)
            for name, value in row.items() if name in columns}  # fmt: skip


def _value(column: Any, value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    kind = datetime if isinstance(column, Moment) else column.python_type
    if kind is UUID:
        return UUID(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, str) else value
