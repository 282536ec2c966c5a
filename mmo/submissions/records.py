"""Papers to hand in as a kind of records."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mmo.database import AnySelect
from mmo.records.closing import closes, new, open_record
from mmo.records.kinds import Bulk, Column, Filter, Kind, Words
from mmo.records.routes import mount
from mmo.submissions.forms import SubmissionForm
from mmo.submissions.models import Submission
from mmo.web import today

STATE = (("open", _l("still to hand in")), ("late", _l("overdue")), ("done", _l("handed in")))


def _submissions() -> AnySelect:
    return select(
        Submission.id,
        Submission.what,
        Submission.to,
        Submission.opened_on,
        Submission.due,
        Submission.submitted_on,
    )


def _in_state(value: str) -> Any:
    if value == "done":
        return Submission.submitted_on.is_not(None)
    waiting = Submission.submitted_on.is_(None)
    return waiting & (Submission.due < today()) if value == "late" else waiting


def _hand_in(record: Any, day: date) -> None:
    record.submitted_on = record.submitted_on or day


SUBMISSION = mount(
    Kind(
        name="submission",
        plural="submissions",
        model=Submission,
        words=Words(
            _l("paper to hand in"), _l("Papers to hand in"), _l("New paper to hand in"),
            _l("Nothing was asked for yet. Enter what, to whom and by when."),
        ),
        form=SubmissionForm,
        listing=_submissions,
        columns=(
            Column("what", _l("What was asked for"), lambda row: row.what, (Submission.what,)),
            Column("to", _l("To whom"), lambda row: row.to, (Submission.to,)),
            Column("opened", _l("Asked on"), lambda row: row.opened_on, (Submission.opened_on,)),
            Column("due", _l("Due"), lambda row: row.due, (Submission.due,)),
            Column("submitted", _l("Handed in on"), lambda row: row.submitted_on,
                   (Submission.submitted_on,)),
        ),
        title=lambda record: record.what,
        search=(Submission.what, Submission.to),
        filters=(Filter("state", _l("State"), lambda: STATE, _in_state),),
        order=(Submission.due.desc(),),
        bulk=(Bulk("hand_in", _l("enter the day of handing in"), _hand_in, asks_day=_l("day")),),
    )
)  # fmt: skip

closes("add_submission")(new("records.submission_new"))
closes("hand_in")(open_record("records.submission_show", submitted_on=lambda _action: today()))
