"""A new form that was filled twice with the same: back after saving, and saved once more.

The browser asks for the page anew, so the form has another key; but it puts back what was typed.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mmo.clock import now
from mmo.extensions import db
from mmo.records.forms import OWN, RecordForm, of_year

AGAIN_WITHIN = timedelta(minutes=15)
"""How long after a record was made the very same form is taken for the same record."""
MOST = 10
"""Of so many records that the person made last one is looked for."""


def twin(
    model: Any, make: Callable[..., RecordForm], form: RecordForm, account_id: UUID | None
) -> Any:
    """The record that this account has just made of exactly what this form holds, if any."""
    if account_id is None or not hasattr(model, "created_by"):
        return None
    made = (
        select(model)
        .where(of_year(model), model.created_by == account_id,
               model.created_at >= now() - AGAIN_WITHIN)
        .order_by(model.created_at.desc())
        .limit(MOST)
    )  # fmt: skip
    typed = _values(form)
    alike = (row for row in db.session.scalars(made) if _values(make(row, formdata=None)) == typed)
    return next(alike, None)


def _values(form: RecordForm) -> dict[str, Any]:
    """What is filled in; a field that only a new record's form has, a file's, is left empty."""
    values = {name: _plain(field.data) for name, field in form._fields.items() if name not in OWN}
    return {name: value for name, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    """A value as it compares: nothing is nothing, and the order of ticks says nothing."""
    if value in (None, "", []):
        return None
    return sorted(map(str, value)) if isinstance(value, list | tuple | set) else str(value)
