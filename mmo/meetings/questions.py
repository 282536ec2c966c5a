"""Questions of agendas as a kind of record, and the gap that one of them closes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, select

from mmo.accounts.permissions import Can
from mmo.database import AnySelect
from mmo.extensions import db
from mmo.meetings.models import AgendaItem, Meeting
from mmo.meetings.question_form import QuestionForm
from mmo.meetings.reading import Whole, clause_numbers, signed_on
from mmo.meetings.signing import SIGNED, hold
from mmo.members.models import Member
from mmo.records.closing import closes, new
from mmo.records.kinds import Column, Kind, Words
from mmo.records.routes import mount


def _questions() -> AnySelect:
    return (
        select(AgendaItem.id, AgendaItem.question, AgendaItem.clauses, Meeting.date,
               Meeting.number, Member.full_name)
        .join(Meeting, and_(Meeting.association_id == AgendaItem.association_id,
                            Meeting.id == AgendaItem.meeting_id))
        .outerjoin(Member, and_(Member.association_id == AgendaItem.association_id,
                                Member.id == AgendaItem.speaker_id))
    )  # fmt: skip


def _title(record: Any) -> str:
    line = " ".join(record.question.split())
    return line if len(line) < 90 else f"{line[:89]}…"


AGENDA_ITEM = mount(
    Kind(
        name="agenda_item",
        plural="questions",
        model=AgendaItem,
        words=Words(
            _l("question of the agenda"), _l("Questions of agendas"), _l("New question"),
            _l("No questions yet. They are put on the agenda on the page of a meeting."),
        ),
        form=QuestionForm,
        listing=_questions,
        columns=(
            Column("question", _l("Question"), lambda row: row.question),
            Column("date", _l("Meeting"), lambda row: row.date, (Meeting.date,)),
            Column("speaker", _l("Speaker"), lambda row: row.full_name, (Member.name_key,)),
            Column("clauses", _l("Clauses"), lambda row: clause_numbers(row.clauses) or None),
        ),
        title=_title,
        search=(AgendaItem.question, Member.name_key),
        order=(Meeting.date.desc(), AgendaItem.ordinal),
        creates=Can.KEEP_MINUTES,
        changes=Can.KEEP_MINUTES,
        fixed=lambda record: signed_on(record.meeting_id) is not None,
        holds=lambda record: hold(record.meeting_id),
        fixed_words=SIGNED,
        facts=lambda record: {"whole": Whole(db.session.get_one(
            Meeting, (record.association_id, record.meeting_id)))},
        page="meetings/question.html",
        back_to_list=False,
    )
)  # fmt: skip


closes("add_agenda_item", needs=Can.KEEP_MINUTES)(
    new("records.agenda_item_new", clauses=lambda action: action.clause,
        since=lambda action: action.dated and action.dated.first,
        until=lambda action: action.dated and action.dated.last)
)  # fmt: skip
