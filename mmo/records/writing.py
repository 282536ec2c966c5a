"""Making and changing one record: once for a form sent twice, never over somebody else's change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, g
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from mmo import journal
from mmo.extensions import db
from mmo.records.forms import RecordForm, of_year
from mmo.records.kinds import Kind
from mmo.records.repeating import twin


class Conflict(Exception):
    """Somebody changed or deleted the record since the form was made; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A record that was kept, and the rules whose status it turned.

    `already`: the person had made it a moment ago of the very same form; nothing was written.
    """

    record: Any
    turned: dict[str, tuple[str, str]]
    already: bool = False


def find(model: Any, record_id: UUID) -> Any:
    """A record of the year of the request; any other does not exist (404)."""
    record = db.session.get(model, (g.year.association_id, record_id))
    if record is None or record.year_id != g.year.id:
        abort(404)
    return record


def create(kind: Kind, form: RecordForm) -> Saved:
    """Make the record of a valid form; the same form sent again finds the record it made."""
    key = (g.year.association_id, form.new_id)
    made = db.session.get(kind.model, key)
    if made is not None:
        form.sent_again(made)
        return Saved(made, {})
    again = twin(kind.model, kind.form, form, current_user.account_id)
    if again is not None:
        return Saved(again, {}, already=True)
    record = new_in_year(kind.model, form.new_id)
    with form.held(), once(kind.model, form.new_id) as change:
        form.write(record)
        kind.hold(record)
        db.session.add(record)
        form.write_parts(record)
        form.write_beside(record)
    return Saved(db.session.get_one(kind.model, key), change.turned.get(g.year.id, {}))


@contextmanager
def once(model: Any, record_id: UUID) -> Iterator[journal.Change]:
    """A change that makes a record, unless the same form, sent twice, made it at this moment."""
    try:
        with journal.change("change") as running:
            yield running
    except IntegrityError:
        if db.session.get(model, (g.year.association_id, record_id)) is None:
            raise


def change(form: RecordForm, record: Any, kind: Kind | None = None) -> Saved:
    """Keep a valid form's changes.

    Raises:
        Conflict: the record is another than the form was made of.
        Refused: it may no longer be changed.
    """
    if str(record.version) != (form.version.data or ""):
        raise Conflict
    try:
        with journal.change("change") as running:
            if kind is not None:
                kind.hold(record)
            flag_modified(record, "changed_at")  # a change of its parts alone is one too
            form.write(record)
            form.write_parts(record)
    except StaleDataError as error:
        raise Conflict from error
    return Saved(record, running.turned.get(g.year.id, {}))


def new_in_year(model: Any, record_id: UUID, **values: Any) -> Any:
    """A new record of the year of the request, after the others of its list."""
    if "ordinal" not in values:
        values["ordinal"] = next_ordinal(model)
    return model(
        association_id=g.year.association_id,
        year_id=g.year.id,
        id=record_id,
        ref=str(record_id),
        **values,
    )


def next_ordinal(model: Any) -> int:
    """The place after the last record of a list of this year."""
    last = db.session.scalar(select(func.max(model.ordinal)).where(of_year(model)))
    return 0 if last is None else last + 1


def set_parts(
    model: Any, column: str, record_id: UUID, wanted: list[dict[str, Any]], key: str
) -> None:
    """Bring the parts of a record to these rows, matched by `key`.

    Args:
        column: the parts' column that names the record.
    """
    rows = db.session.scalars(
        select(model).where(of_year(model), getattr(model, column) == record_id)
    )
    existing = {getattr(row, key): row for row in rows}
    for values in wanted:
        row = existing.pop(values[key], None)
        if row is None:
            row = model(association_id=g.year.association_id, year_id=g.year.id)
            setattr(row, column, record_id)
            db.session.add(row)
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    for row in existing.values():
        db.session.delete(row)
