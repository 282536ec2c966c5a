"""What the audit log tells of a record that is about to be written."""

from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import inspect

from mmo.associations.models import AssociationYear
from mmo.database import Base

UNTOLD = {
    "version",
    "created_at",
    "created_by",
    "changed_at",
    "changed_by",
    "password_hash",
    "token_hash",
    "extracted",
    "file_bytes",
    "rows",
}
"""Columns that the audit log leaves out: bookkeeping, secrets, whole files and their texts, and
the rows of a deleted record, which have lines of their own."""


def changes_of(record: Base, *, is_deleted: bool) -> dict[str, list[Any]]:
    """Old and new value of every column that changed; all of them where the record is new."""
    state = inspect(record)
    found: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in UNTOLD:
            continue
        value = getattr(record, name)
        if is_deleted:
            found[name] = [plain(value), None]
        elif state.pending:
            if value is not None:
                found[name] = [None, plain(value)]
        elif (history := state.attrs[name].history).has_changes():
            before = history.deleted[0] if history.deleted else None
            if before != value:
                found[name] = [plain(before), plain(value)]
    return found


def plain(value: Any) -> Any:
    """A column's value as it stands in JSON."""
    match value:
        case Enum():
            return value.value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
    return value


def about(record: Any) -> dict[str, Any]:
    """Which record it is, and which year it belongs to; a part belongs to its record."""
    own = getattr(record, getattr(record, "part_of", "id"), None)
    return {
        "association_id": getattr(record, "association_id", None),
        "year_id": year_of(record),
        "record_kind": record.__tablename__,
        "record_id": own if isinstance(own, UUID) else None,
    }


def year_of(record: Any) -> UUID | None:
    """The year that a record belongs to; None where it belongs to none."""
    year: UUID | None = (
        record.id if isinstance(record, AssociationYear) else getattr(record, "year_id", None)
    )
    return year
