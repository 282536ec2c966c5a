"""The form of a meeting and of a decision."""

from typing import Any
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from sqlalchemy import and_, select
from wtforms.validators import ValidationError

from mmo.database import uuid7
from mmo.extensions import db
from mmo.labels import MEETING_STATUS
from mmo.meetings.models import AgendaItem, Meeting, MeetingStatus, Protocol
from mmo.meetings.prepared import FORMS, PREPARED
from mmo.meetings.reading import next_number, signed_on
from mmo.meetings.signing import open_meeting
from mmo.plans.models import PlanItem
from mmo.records import choices
from mmo.records.fields import Choice, Day, Lines, LongText, Number, Reference, Text
from mmo.records.forms import RecordForm, of_year, offer
from mmo.records.writing import new_in_year
from mmo.schoolyear import record_window
from mmo.web import capitalised, day, today

BEGINNING = ("prepared", "plan_item_id")
"""Fields of a new meeting alone: what it begins with."""


class MeetingForm(RecordForm):
    main = ("date", "status", "theme", "form", "place", "number", "prepared", "plan_item_id")
    more = (
        (_l("Invited"), ("invited",)),
        (_l("Cancelled or moved"), ("cancelled_on", "change_reason")),
    )
    apart = frozenset(BEGINNING)

    prepared = Choice(
        _l("Begin with"), {name: each.title for name, each in PREPARED.items()},
        empty=_l("an empty meeting"),
        description=_l("Gives questions to the agenda, and theme and form where they are empty."),
    )  # fmt: skip
    plan_item_id = Reference(_l("Plan item"))
    date = Day(_l("Date"), _l("Enter the day of the meeting."))
    status = Choice(_l("Status"), MEETING_STATUS)
    theme = Text(_l("Theme"))
    form = Text(
        _l("Form"), longest=200,
        description=_l("Seminar, round table, master class or any other."),
    )  # fmt: skip
    place = Text(lazy_pgettext("of a meeting", "Place"), longest=200)
    number = Number(_l("Number"), most=9999, description=_l("Continues within the year."))
    invited = Lines(_l("Invited"), description=_l("Who is not a member: one on a line."))
    cancelled_on = Day(_l("Cancelled on"))
    change_reason = Text(_l("Reason"))

    def prepare(self) -> None:
        """Propose the number; offer what a meeting may begin with."""
        super().prepare()
        self.form.suggestions = [str(form) for form in FORMS]
        if self.record is not None:
            for name in BEGINNING:
                del self[name]
            return
        offer(self.plan_item_id, PlanItem, PlanItem.title, PlanItem.due, PlanItem.ordinal)
        if not self.is_submitted():
            self.status.data = self.status.data or MeetingStatus.PLANNED
            if item := self._plan_item():
                self.theme.data = self.theme.data or item.title
                self.date.data = self.date.data or item.due
            self.number.data = self.number.data or next_number(self.date.data)

    def validate_date(self, field: Any) -> None:
        """A new day is one of the year, and what was held is past."""
        if self.record is None or field.data != self.record.date:
            window = record_window(g.year.year)
            if field.data not in window:
                raise ValidationError(
                    _("This day is of another academic year: %(first)s to %(last)s is possible.",
                      first=day(window.first), last=day(window.last))
                )  # fmt: skip
        if self.status.data == MeetingStatus.HELD and field.data > today():
            raise ValidationError(
                _("A meeting of a coming day cannot have been held yet: leave it planned, or "
                  "correct the day.")
            )  # fmt: skip

    def validate(self, extra_validators: Any = None) -> bool:
        """A theme is typed, or comes from what the meeting begins with."""
        right = super().validate(extra_validators)
        begins = self.record is None and (self.prepared.data or self.plan_item_id.data)
        if not self.theme.data and not begins and not self.theme.errors:
            self.theme.errors = [_("Enter the theme of the meeting.")]
            return False
        return right

    def validate_number(self, field: Any) -> None:
        """Two meetings of a year do not share a number."""
        if field.data is None or (self.record is not None and field.data == self.record.number):
            return
        taken = db.session.scalar(
            select(Meeting.date)
            .where(of_year(Meeting), Meeting.number == field.data, Meeting.id != self.new_id)
            .limit(1)
        )
        if taken:
            raise ValidationError(
                _("Number %(number)d is that of the meeting of %(day)s.",
                  number=field.data, day=day(taken))
            )  # fmt: skip

    def write(self, record: Any) -> None:
        """The meeting; a cancelled one has a day of that, any other has none."""
        was_planned = record.date is not None and record.status is MeetingStatus.PLANNED
        if was_planned and self.date.data != record.date and self.change_reason.data:
            record.moved_from = record.moved_from or record.date
        cancelled = self.status.data == MeetingStatus.CANCELLED
        self.cancelled_on.data = (self.cancelled_on.data or today()) if cancelled else None
        if self.record is None:
            self._begin()
        super().write(record)

    def _begin(self) -> None:
        begins = PREPARED.get(self.prepared.data or "")
        item = self._plan_item()
        if begins is not None:
            self.theme.data = self.theme.data or str(begins.theme)
            self.form.data = self.form.data or str(begins.form)
        if item is not None:
            self.theme.data = self.theme.data or item.title

    def write_parts(self, record: Any) -> None:
        """The first questions of a new meeting."""
        if self.record is not None:
            return
        begins, item = PREPARED.get(self.prepared.data or ""), self._plan_item()
        questions: list[dict[str, Any]] = [
            {"question": str(each)} for each in (begins.questions if begins else ())
        ]
        if item is not None:
            questions.append({"question": capitalised(item.title), "clauses": list(item.clauses),
                              "speaker_id": item.responsible_id})  # fmt: skip
        for values in questions:
            db.session.add(new_in_year(AgendaItem, uuid7(), meeting_id=record.id, **values))

    def _plan_item(self) -> PlanItem | None:
        key = self.plan_item_id.data
        found = db.session.get(PlanItem, (g.year.association_id, key)) if key else None
        return found if found is not None and found.year_id == g.year.id else None


class DecisionForm(RecordForm):
    main = ("agenda_item_id", "text", "responsible_id", "due", "done_on")

    agenda_item_id = Reference(_l("Question"), _l("Choose on which question it was decided."))
    text = LongText(_l("Decision"), _l("Write what was decided."))
    responsible_id = Reference(_l("Responsible"))
    due = Day(_l("Term"))
    done_on = Day(_l("Done on"), description=_l("Empty while it is not carried out."))

    def prepare(self) -> None:
        """Offer questions whose minutes are open; of signed minutes only the end is entered."""
        super().prepare()
        if self.record is not None and decision_is_signed(self.record):
            for name in ("agenda_item_id", "text", "responsible_id", "due"):
                del self[name]
            return
        rows = open_questions()
        on = next((row.date for row in rows if row.id == self.agenda_item_id.data), today())
        chosen = self.record.responsible_id if self.record is not None else None
        self.responsible_id.offer(choices.members(on, chosen))
        self.agenda_item_id.offer((row.id, f"{day(row.date)}: {row.question}") for row in rows)

    def write(self, record: Any) -> None:
        """The decision, unless the minutes were signed at this moment; its end all the same."""
        if "text" in self:
            for question in dict.fromkeys((record.agenda_item_id, self.agenda_item_id.data)):
                if meeting := meeting_of(question):
                    open_meeting(meeting)
        super().write(record)


def meeting_of(question_id: UUID | None) -> UUID | None:
    """The meeting on whose agenda a question stands."""
    chosen = select(AgendaItem.meeting_id).where(of_year(AgendaItem), AgendaItem.id == question_id)
    return db.session.scalar(chosen)


def decision_is_signed(decision: Any) -> bool:
    """Whether a decision stands in signed minutes."""
    meeting = meeting_of(decision.agenda_item_id)
    return meeting is not None and signed_on(meeting) is not None


def open_questions() -> list[Any]:
    """The questions of the year's meetings whose minutes are not signed, the latest first."""
    chosen = (
        select(AgendaItem.id, AgendaItem.question, Meeting.date)
        .join(Meeting, and_(Meeting.association_id == AgendaItem.association_id,
                            Meeting.id == AgendaItem.meeting_id))
        .outerjoin(Protocol, and_(Protocol.association_id == Meeting.association_id,
                                  Protocol.meeting_id == Meeting.id))
        .where(of_year(AgendaItem), Protocol.signed_on.is_(None))
    )  # fmt: skip
    return list(db.session.execute(chosen.order_by(Meeting.date.desc(), AgendaItem.ordinal)))
