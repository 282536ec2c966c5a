"""The bank of events, and taking one of them as a model."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mmo.accounts.guard import in_year, open_scope
from mmo.accounts.permissions import Can
from mmo.accounts.scope import records_within_reach, where
from mmo.activities.bank import EVENTS, Bank, is_own, model_of
from mmo.activities.forms import DETAILS, write_detail
from mmo.activities.models import Activity, ActivityKind, ActivityStatus
from mmo.database import uuid7
from mmo.extensions import db
from mmo.labels import KIND
from mmo.records.writing import new_in_year, once
from mmo.web import page, today

bp = Blueprint("activities", __name__)
YEAR = "/associations/<association>/<int:year>/bank"


def _within() -> list[UUID]:
    """The associations whose records the person may read, opened to this request."""
    found = where(records_within_reach(current_user.grants))
    open_scope(found)
    return found


@bp.get(YEAR)
@in_year(Can.READ_RECORDS)
def bank() -> ResponseReturnValue:
    """Events of all years and associations that the person may read."""
    return page(
        "activities/bank.html",
        "activities/_bank.html",
        bank=Bank(_within(), request.args),
        event_kinds=[(kind.value, KIND[kind.value]) for kind in EVENTS],
        kind_word=KIND,
        is_own=is_own,
        new_key=uuid7,
    )


@bp.post(f"{YEAR}/<uuid:activity_id>")
@in_year(Can.PROPOSE)
def take(activity_id: UUID) -> ResponseReturnValue:
    """Make a planned activity of this year after an event of the bank; twice is once."""
    model = model_of(_within(), activity_id)
    if model is None:
        abort(404)
    key = request.form.get("key", type=UUID) or uuid7()
    made = db.session.get(Activity, (g.year.association_id, key))
    if made is None:
        with once(Activity, key):
            made = new_in_year(
                Activity, key, kind=ActivityKind(model.kind), title=model.title, date=today(),
                status=ActivityStatus.PLANNED, clauses=[],
            )  # fmt: skip
            db.session.add(made)
            write_detail(made, {name: getattr(model, name) for name in DETAILS} | {"review": None})
        flash(_("Taken into this year as planned. Set the day and who takes part."))
    return redirect(url_for("records.activity_show", record_id=key), 303)
