"""A record that stands outside of years, changed by a form: never over somebody else's change."""

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from mmo import journal
from mmo.extensions import db
from mmo.records import answering
from mmo.records.forms import RecordForm
from mmo.records.writing import Conflict


def change(form: RecordForm, record: Any) -> None:
    """Keep a valid form's changes; the record may be one that is not stored yet.

    Raises:
        Conflict: the record is another than the form was made of.
    """
    first = record.version is None
    if str(record.version or "") != (form.version.data or ""):
        raise Conflict
    try:
        with journal.change("change"):
            form.write(record)
            db.session.add(record)
    except StaleDataError as error:
        raise Conflict from error
    except IntegrityError as error:
        if not first:
            raise
        raise Conflict from error  # somebody else was the first


def both(form: RecordForm, record_id: Any, model: type[Any]) -> Any:
    """Put what somebody else saved meanwhile beside what was typed."""
    db.session.expire_all()
    record = db.get_or_404(model, record_id)
    answering.show_both(form, type(form), record)
    return record
