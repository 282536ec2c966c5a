"""The form of a question of an agenda."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, select
from wtforms.validators import ValidationError

from mmo.extensions import db
from mmo.meetings.models import Meeting, MeetingStatus, Protocol
from mmo.meetings.signing import open_meeting
from mmo.naming import meeting_name
from mmo.records import choices
from mmo.records.fields import Clauses, LongText, Reference
from mmo.records.forms import RecordForm, of_year
from mmo.web import parse_day, today


class QuestionForm(RecordForm):
    main = ("question", "speaker_id", "meeting_id")
    more = ((_l("Clauses that it proves"), ("clauses",)),)

    question = LongText(_l("Question"), _l("Write the question."), 1000, render_kw={"rows": 2})
    speaker_id = Reference(_l("Speaker"))
    meeting_id = Reference(_l("Meeting"), _l("Choose the meeting."))
    clauses = Clauses()

    def prepare(self) -> None:
        """Offer the meetings whose minutes are open; a new question is for the next of them."""
        super().prepare()
        rows = _meetings()
        self.signed = {row.id for row in rows if row.signed_on}
        own = self.record.meeting_id if self.record is not None else None
        open_ones = [row for row in rows if row.id == own or row.id not in self.signed]
        shown = rows if self.is_submitted() else open_ones
        self.meeting_id.offer((row.id, meeting_name(row)) for row in shown)
        if self.record is None and not self.is_submitted() and not self.meeting_id.data:
            self.meeting_id.data = _coming(shown)
        day = next((row.date for row in rows if row.id == self.meeting_id.data), today())
        self.speaker_id.offer(choices.members(day, getattr(self.record, "speaker_id", None)))
        if not shown:
            self.meeting_id.description = _("There is no meeting yet whose minutes are open: plan "
                                            "one first, on the page “Meetings”.")  # fmt: skip

    def validate_meeting_id(self, field: Any) -> None:
        """Signed minutes take no question any more."""
        if field.data in self.signed:
            raise ValidationError(
                _("The minutes of this meeting are signed: nothing is added to its agenda. Choose "
                  "another meeting, or begin a correction of the minutes.")
            )  # fmt: skip

    def write(self, record: Any) -> None:
        """The question, unless the minutes were signed at this moment."""
        open_meeting(self.meeting_id.data)
        super().write(record)


def _coming(rows: list[Any]) -> Any:
    """The next meeting; the next in the span of days that the address asks for, if there is one."""
    first = max(today(), parse_day(request.args.get("since"), date.min))
    last = parse_day(request.args.get("until"), date.max)
    coming = [row for row in reversed(rows) if row.date >= today()]
    inside = [row for row in coming if first <= row.date <= last]
    return next((row.id for row in (*inside, *coming)), None)


def _meetings() -> list[Any]:
    """The year's meetings that were not cancelled, the latest first."""
    own = and_(Protocol.association_id == Meeting.association_id, Protocol.meeting_id == Meeting.id)
    chosen = (
        select(Meeting.id, Meeting.number, Meeting.date, Protocol.signed_on)
        .outerjoin(Protocol, own)
        .where(of_year(Meeting), Meeting.status != MeetingStatus.CANCELLED)
    )
    return list(db.session.execute(chosen.order_by(Meeting.date.desc(), Meeting.id)))
