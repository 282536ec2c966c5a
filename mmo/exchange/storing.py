"""Brings the rows of a year to what a bundle says: matched, set where they differ, deleted last."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from mmo.associations.models import AssociationYear
from mmo.database import uuid7
from mmo.exchange.mapping import Ids, Mapping
from mmo.extensions import db


class Storing:
    """The rows of one year, table by table.

    Attributes:
        ids: the keys of the records by their ids in the file.
        gone: the rows that the file no longer has.
    """

    year: AssociationYear

    def __init__(self) -> None:
        self.ids = Ids()
        self.gone: list[list[Any]] = []

    def many(self, kind: Mapping, entries: Iterable[Any], more: Any = lambda _entry: {}) -> None:
        """Bring the year's records of one type to these entries, matched by their id."""
        model = kind.model
        existing = {record.ref: record for record in self._of_year(model)}
        keys: dict[str, Any] = {}
        for ordinal, entry in enumerate(entries):
            record = existing.pop(entry.id, None) or self._new_in_year(model)
            values = kind.columns(entry, self.ids) | more(entry)
            set_values(record, values | {"ref": entry.id, "ordinal": ordinal})
            keys[entry.id] = record.id
        self.gone.append(list(existing.values()))
        self.ids[model] = keys

    def one(self, kind: Mapping, entry: Any) -> Any:
        """Bring the year's one record of a type to this entry, or to none."""
        existing = next(self._of_year(kind.model), None)
        if entry is None:
            self.gone.append([existing] if existing else [])
            return None
        record = existing or self._new_in_year(kind.model)
        return set_values(record, kind.columns(entry, self.ids))

    def children(self, model: Any, rows: list[dict[str, Any]]) -> None:
        """Bring the year's rows of a table without ids of its own to these."""
        keys = [column.key for column in model.__mapper__.primary_key]
        keys.remove("association_id")
        if "year_id" in keys:
            keys.remove("year_id")
        existing = {tuple(getattr(row, key) for key in keys): row for row in self._of_year(model)}
        for values in rows:
            row = existing.pop(tuple(values[key] for key in keys), None)
            set_values(row or self._new_in_year(model), values)
        self.gone.append(list(existing.values()))

    def delete_gone(self) -> None:
        """Delete what the file no longer has, the parts of a record before the record.

        It comes last: with a record the database deletes its parts, and by now those that the
        file has moved elsewhere are no longer among them.
        """
        for records in reversed(self.gone):
            for record in records:
                db.session.delete(record)
            db.session.flush()

    def _of_year(self, model: Any) -> Iterator[Any]:
        return iter(
            db.session.scalars(
                select(model).where(
                    model.association_id == self.year.association_id,
                    model.year_id == self.year.id,
                )
            ).all()
        )

    def _new_in_year(self, model: Any) -> Any:
        record = new_row(model)
        record.association_id, record.year_id = self.year.association_id, self.year.id
        return record


def new_row(model: Any) -> Any:
    """A new record that the session will store."""
    record = model()
    if "id" in model.__mapper__.columns:
        record.id = uuid7()
    db.session.add(record)
    return record


def set_values(record: Any, values: dict[str, Any]) -> Any:
    """Set what differs, so that an unchanged record stays unchanged."""
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
    return record
