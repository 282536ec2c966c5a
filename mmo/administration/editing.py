"""Keeping what an administrator types: once for a form sent twice."""

from typing import Any

from flask import abort
from flask_login import current_user

from mmo import journal
from mmo.accounts.guard import open_scope
from mmo.accounts.scope import reached, where
from mmo.database import Base
from mmo.extensions import db
from mmo.records.forms import RecordForm


def open_reach() -> None:
    """Let the database show what the person's roles reach: a change here judges years again."""
    open_scope(where(reached(current_user.grants)))


def found(model: type[Any], record_id: Any) -> Any:
    """A record by its id; what does not exist is a 404."""
    record = db.session.get(model, record_id)
    if record is None:
        abort(404)
    return record


def make(form: RecordForm, record: Any, *also: Base) -> Any:
    """Keep a new record of a valid form, with what is made beside it."""
    made = db.session.get(type(record), form.new_id)
    if made is not None:
        return made
    record.id = form.new_id
    with journal.change("change"):
        form.write(record)
        db.session.add_all([record, *also])
    return record
