"""Members and appointments of the head as kinds of records: their lists, forms and closings."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import String, and_, or_, select, type_coerce

from mmo.accounts.permissions import Can
from mmo.associations.models import Organisation
from mmo.database import AnySelect
from mmo.extensions import db
from mmo.labels import ISSUER, POST
from mmo.members import card, growth
from mmo.members.forms import HeadAppointmentForm, MemberForm
from mmo.members.models import HeadAppointment, Member, SelfEducation
from mmo.records.closing import closes, new, open_record
from mmo.records.kinds import Bulk, Column, Filter, Kind, Words
from mmo.records.routes import mount
from mmo.web import day, today


def _members() -> AnySelect:
    return (
        select(
            Member.id,
            Member.full_name,
            Member.position,
            Member.homeroom_class,
            Member.category,
            Member.category_valid_until,
            Member.education,
            Member.experience_years,
            Member.joined_on,
            Member.left_on,
            Organisation.name.label("organisation"),
            SelfEducation.topic,
        )
        .join(Organisation, Organisation.id == Member.organisation_id)
        .outerjoin(
            SelfEducation,
            (SelfEducation.association_id == Member.association_id)
            & (SelfEducation.member_id == Member.id),
        )
    )


PRESENCE = (("active", _l("members now")), ("left", _l("have left")))
COMPLETE = (("no", _l("something is empty")), ("yes", _l("complete")))
EMPTY_CARD = or_(
    Member.position.is_(None),
    Member.education.is_(None),
    Member.experience_years.is_(None),
    Member.category.is_(None),
)


def _present(value: str) -> Any:
    day = today()
    gone = and_(Member.left_on.is_not(None), Member.left_on <= day)
    return gone if value == "left" else and_(Member.joined_on <= day, ~gone)


def _leave(record: Any, day: Any) -> None:
    record.left_on = max(day, record.joined_on)


MEMBER = mount(
    Kind(
        name="member",
        plural="members",
        model=Member,
        words=Words(
            _l("member"), _l("Members"), _l("New member"),
            _l("No members yet. Enter them one by one, or bring in a list from Excel."),
        ),
        form=MemberForm,
        listing=_members,
        columns=(
            Column("name", _l("Full name"), lambda row: row.full_name, (Member.name_key,)),
            Column("position", _l("Position"), lambda row: row.position, (Member.position,)),
            Column("class", _l("Class"), lambda row: row.homeroom_class, (Member.homeroom_class,)),
            Column("organisation", _l("Organisation"), lambda row: row.organisation,
                   (Organisation.name,), level="municipal"),
            Column("category", _l("Category"), lambda row: row.category, (Member.category,),
                   needs=Can.READ_CARDS),
            Column("until", _l("Category until"), lambda row: row.category_valid_until,
                   (Member.category_valid_until,), needs=Can.READ_CARDS),
            Column("topic", _l("Self-education topic"), lambda row: row.topic,
                   needs=Can.READ_CARDS),
        ),
        title=lambda record: record.full_name,
        search=(Member.name_key, Member.position, Member.homeroom_class),
        inner_search=(SelfEducation.topic,),
        filters=(
            Filter("now", _l("Membership"), lambda: PRESENCE, _present),
            Filter("card", _l("Card"), lambda: COMPLETE,
                   lambda value: EMPTY_CARD if value == "no" else ~EMPTY_CARD,
                   needs=Can.READ_CARDS),
        ),
        order=(Member.name_key,),
        bulk=(Bulk("left", _l("enter the day of leaving"), _leave, asks_day=_l("day")),),
        changes=Can.EDIT,
        tells=Can.READ_CARDS,
        facts=card.facts,
        list_page="members/list.html",
        page="members/member.html",
    )
)  # fmt: skip


def _appointments() -> AnySelect:
    return select(
        HeadAppointment.id,
        Member.full_name,
        type_coerce(HeadAppointment.post, String).label("post"),
        type_coerce(HeadAppointment.issuer, String).label("issuer"),
        HeadAppointment.order_number,
        HeadAppointment.order_date,
        HeadAppointment.from_on,
        HeadAppointment.to_on,
    ).join(
        Member,
        (Member.association_id == HeadAppointment.association_id)
        & (Member.id == HeadAppointment.member_id),
    )


def _appointment(record: HeadAppointment) -> str:
    """Whose appointment it is, and from when."""
    member = db.session.get(Member, (record.association_id, record.member_id))
    name = member.full_name if member else str(POST[record.post.value])
    return _("%(name)s, from %(day)s", name=name, day=day(record.from_on))


HEAD_APPOINTMENT = mount(
    Kind(
        name="head_appointment",
        plural="heads",
        model=HeadAppointment,
        words=Words(
            _l("appointment of the head"), _l("Heads of the association"), _l("New appointment"),
            _l("No head is entered. Enter the order by which the head was appointed."),
        ),
        form=HeadAppointmentForm,
        listing=_appointments,
        columns=(
            Column("head", _l("Head"), lambda row: row.full_name, (Member.name_key,)),
            Column("post", _l("Post"), lambda row: str(POST[row.post])),
            Column("issuer", _l("Whose order"), lambda row: str(ISSUER[row.issuer])),
            Column("number", _l("Number of the order"), lambda row: row.order_number),
            Column("date", _l("Date of the order"), lambda row: row.order_date,
                   (HeadAppointment.order_date,)),
            Column("from", _l("From"), lambda row: row.from_on, (HeadAppointment.from_on,)),
            Column("to", _l("Until"), lambda row: row.to_on, (HeadAppointment.to_on,)),
        ),
        title=_appointment,
        order=(HeadAppointment.from_on.desc(),),
        list_page="members/heads.html",
    )
)  # fmt: skip

closes("add_member")(new("records.member_new"))
closes("complete_card", "correct_membership")(open_record("records.member_show"))
closes("choose_topic")(open_record("records.member_show", ask="topic"))
closes("appoint_head")(new("records.head_appointment_new"))
assert growth  # its kinds stand beside these
