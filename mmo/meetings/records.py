"""Meetings and decisions as kinds of records: their lists, forms and closings."""

from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from sqlalchemy import String, and_, func, select, type_coerce

from mmo.accounts.permissions import Can
from mmo.compliance.explaining import Action
from mmo.database import AnySelect
from mmo.extensions import db
from mmo.labels import MEETING_STATUS
from mmo.meetings.forms import DecisionForm, MeetingForm, decision_is_signed, meeting_of
from mmo.meetings.models import AgendaItem, Decision, Meeting, MeetingStatus, Protocol
from mmo.meetings.preparing import prepared
from mmo.meetings.reading import signed_on, title
from mmo.meetings.signing import SIGNED, hold
from mmo.members.models import Member
from mmo.records.closing import closes, dated, new, once_past, open_record
from mmo.records.forms import of_year
from mmo.records.kinds import Bulk, Column, Filter, Kind, Words
from mmo.records.routes import mount
from mmo.web import day, today

MINUTES = {
    "signed": _l("signed"),
    "drafted": _l("drafted, not signed"),
    "none": _l("held, no minutes"),
}
_OWN_PROTOCOL = and_(
    Protocol.association_id == Meeting.association_id, Protocol.meeting_id == Meeting.id
)


def _meetings() -> AnySelect:
    return select(
        Meeting.id,
        Meeting.theme,
        Meeting.number,
        Meeting.date,
        Meeting.form,
        type_coerce(Meeting.status, String).label("status"),
        Protocol.drafted_on,
        Protocol.signed_on,
    ).outerjoin(Protocol, _OWN_PROTOCOL)


def minutes_state(row: Any) -> str | None:
    """What there is of a meeting's minutes, in words; None where there need be nothing yet."""
    if row.signed_on:
        return _("signed %(day)s", day=day(row.signed_on))
    if row.drafted_on:
        return str(MINUTES["drafted"])
    return str(_("no minutes")) if row.status == MeetingStatus.HELD else None


def _with_minutes(value: str) -> Any:
    if value == "none":
        return and_(Meeting.status == MeetingStatus.HELD, Protocol.drafted_on.is_(None))
    drafted = Protocol.drafted_on.is_not(None)
    return Protocol.signed_on.is_not(None) if value == "signed" else and_(
        drafted, Protocol.signed_on.is_(None)
    )  # fmt: skip


def _forms() -> list[tuple[str, str]]:
    chosen = select(Meeting.form).where(of_year(Meeting), Meeting.form.is_not(None)).distinct()
    return [(form, form) for form in sorted(form for form in db.session.scalars(chosen) if form)]


MEETING = mount(
    Kind(
        name="meeting",
        plural="meetings",
        model=Meeting,
        words=Words(
            _l("meeting"), _l("Meetings"), _l("New meeting"),
            _l("No meetings yet. Enter the first one: a prepared one brings its questions along."),
        ),
        form=MeetingForm,
        listing=_meetings,
        columns=(
            Column("theme", _l("Theme"), lambda row: row.theme, (func.text_key(Meeting.theme),)),
            Column("number", _l("No."), lambda row: row.number, (Meeting.number,)),
            Column("date", _l("Date"), lambda row: row.date, (Meeting.date,)),
            Column("form", _l("Form"), lambda row: row.form, (Meeting.form,)),
            Column("status", _l("Status"), lambda row: str(MEETING_STATUS[row.status]),
                   (Meeting.status,)),
            Column("minutes", _l("Minutes"), minutes_state, (Protocol.signed_on,)),
        ),
        title=title,
        search=(Meeting.theme, Meeting.form, Meeting.place),
        filters=(
            Filter("status", _l("Status"), lambda: list(MEETING_STATUS.items()),
                   lambda value: Meeting.status == value),
            Filter("minutes", _l("Minutes"), lambda: list(MINUTES.items()), _with_minutes),
            Filter("form", _l("Form"), _forms, lambda value: Meeting.form == value),
        ),
        order=(Meeting.date,),
        facts=prepared,
        fixed=lambda record: signed_on(record.id) is not None,
        holds=lambda record: hold(record.id),
        fixed_words=_l("The minutes are signed, so the meeting is not changed. A correction begins "
                       "a new version of the minutes, on their page."),
        list_page="meetings/list.html",
        page="meetings/meeting.html",
        back_to_list=False,
    )
)  # fmt: skip

DECISION_STATES = {
    "open": _l("not carried out"),
    "overdue": lazy_pgettext("of a decision", "overdue"),
    "done": lazy_pgettext("of a decision", "carried out"),
}


def _decisions() -> AnySelect:
    return (
        select(
            Decision.id,
            Decision.text,
            Decision.due,
            Decision.done_on,
            Member.full_name,
            Meeting.date,
            Meeting.number,
        )
        .join(AgendaItem, and_(AgendaItem.association_id == Decision.association_id,
                               AgendaItem.id == Decision.agenda_item_id))
        .join(Meeting, and_(Meeting.association_id == AgendaItem.association_id,
                            Meeting.id == AgendaItem.meeting_id))
        .outerjoin(Member, and_(Member.association_id == Decision.association_id,
                                Member.id == Decision.responsible_id))
    )  # fmt: skip


def _in_state(value: str) -> Any:
    undone = Decision.done_on.is_(None)
    match value:
        case "done":
            return ~undone
        case "overdue":
            return and_(undone, Decision.due < today())
    return undone


def _state_of(row: Any) -> str:
    if row.done_on:
        return _("carried out %(day)s", day=day(row.done_on))
    overdue = row.due is not None and row.due < today()
    return _("its term has passed") if overdue else str(DECISION_STATES["open"])


def _carried_out(record: Any, day: Any) -> None:
    record.done_on = record.done_on or day


DECISION = mount(
    Kind(
        name="decision",
        plural="decisions",
        model=Decision,
        words=Words(
            _l("decision"), _l("Decisions"), _l("New decision"),
            _l("No decisions yet. They are written in the minutes, under the question that they "
               "were made on."),
        ),
        form=DecisionForm,
        listing=_decisions,
        columns=(
            Column("text", _l("Decision"), lambda row: row.text),
            Column("who", _l("Responsible"), lambda row: row.full_name, (Member.name_key,)),
            Column("due", _l("Term"), lambda row: row.due, (Decision.due,)),
            Column("state", _l("State"), _state_of, (Decision.done_on,)),
            Column("date", _l("Meeting"), lambda row: row.date, (Meeting.date,)),
        ),
        title=lambda record: record.text if len(record.text) < 90 else f"{record.text[:89]}…",
        search=(Decision.text, Member.name_key),
        filters=(
            Filter("state", _l("State"), lambda: list(DECISION_STATES.items()), _in_state),
        ),
        order=(Meeting.date.desc(),),
        bulk=(Bulk("done", _l("mark as carried out"), _carried_out, asks_day=_l("day")),),
        creates=Can.KEEP_MINUTES,
        changes=Can.KEEP_MINUTES,
        kept=decision_is_signed,
        holds=lambda record: hold(meeting_of(record.agenda_item_id)),
        fixed_words=SIGNED,
    )
)  # fmt: skip


def _sign(_action: Action, meeting: UUID | None) -> str | None:
    return url_for("meetings.protocol", meeting_id=meeting, do="sign") if meeting else None


def _mark_held(action: Action, record: UUID | None) -> str | None:
    """The form of the meeting; of a question, that of its meeting."""
    if record is None:
        return None
    if (action.ref or "").startswith("agenda_item:"):
        return url_for("meetings.meeting_of", question_id=record, status="held")
    return url_for("records.meeting_show", record_id=record, status="held")


closes("hold_meeting")(new("records.meeting_new", status=once_past("held"), date=dated))
closes("mark_meeting_held")(_mark_held)
closes("fill_meeting_form")(open_record("records.meeting_show", ask="form"))
closes("sign_protocol", needs=Can.KEEP_MINUTES)(_sign)
