"""How members are found: by name for all who read records, by their card with the cards."""

from flask_babel import lazy_gettext as _l

from mmo.accounts.permissions import Can
from mmo.labels import CARD_FIELD, ISSUER, POST, in_russian
from mmo.members.models import Course, HeadAppointment, Member, SelfEducation, SelfEducationStage
from mmo.search.registry import searchable

searchable(
    "member",
    Member,
    _l("Members"),
    title=lambda member: member.full_name,
)
searchable(
    "card",
    Member,
    _l("Cards of members"),
    title=lambda member: member.full_name,
    titled=False,
    body=lambda member: (
        member.position,
        member.homeroom_class
        and f"{in_russian(CARD_FIELD['homeroom_class'])} {member.homeroom_class}",
        member.education,
        member.category,
    ),
    opens=lambda member: ("member", member.id),
    needs=lambda _member: Can.READ_CARDS,
)
searchable(
    "self_education",
    SelfEducation,
    _l("Topics of self-education"),
    title=lambda topic: topic.topic,
    body=lambda topic: (topic.output, topic.outcome),
    opens=lambda topic: ("member", topic.member_id),
    needs=lambda _topic: Can.READ_CARDS,
    key=lambda topic: topic.member_id,
)
searchable(
    "self_education_stage",
    SelfEducationStage,
    _l("Stages of self-education"),
    title=lambda stage: stage.title,
    body=lambda _stage: (in_russian(_l("stage of self-education")),),
    day=lambda stage: stage.done_on or stage.due,
    needs=lambda _stage: Can.READ_CARDS,
)
searchable(
    "course",
    Course,
    _l("Courses and training"),
    title=lambda course: course.title,
    body=lambda course: (in_russian(_l("course")), course.document),
    day=lambda course: course.to_on or course.from_on,
    needs=lambda _course: Can.READ_CARDS,
)
searchable(
    "head_appointment",
    HeadAppointment,
    _l("Appointments of heads"),
    title=lambda appointment: f"№ {appointment.order_number}" if appointment.order_number else "",
    body=lambda appointment: (
        in_russian(_l("order that appoints the head")),
        in_russian(POST[appointment.post]),
        in_russian(ISSUER[appointment.issuer]),
    ),
    day=lambda appointment: appointment.from_on,
)
