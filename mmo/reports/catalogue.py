"""Every figure of the year's papers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, case, func, or_

from mmo.activities.models import Activity, ActivityKind, ActivityStatus
from mmo.associations.models import AssociationYear
from mmo.database import AnySelect
from mmo.groups.models import CreativeGroup
from mmo.labels import KIND
from mmo.materials.models import Material
from mmo.meetings.models import AgendaItem, Decision, Meeting, MeetingStatus, Protocol
from mmo.members.models import Member, SelfEducation
from mmo.plans.models import PlanItem
from mmo.reports.figures import Day, Source, register
from mmo.submissions.models import Submission

OPEN_EVENTS = (
    ActivityKind.OPEN_EVENT,
    ActivityKind.EXTRACURRICULAR,
    ActivityKind.PREVENTION,
    ActivityKind.JOINT_EVENT,
    ActivityKind.PEER_VISIT,
    ActivityKind.EVENT_REVIEW,
)
EXPERIENCE = (
    ActivityKind.EXPERIENCE,
    ActivityKind.SEMINAR,
    ActivityKind.WORKSHOP,
    ActivityKind.CONFERENCE,
    ActivityKind.READING,
    ActivityKind.CREATIVE_REPORT,
    ActivityKind.EXHIBITION,
    ActivityKind.CONTEST,
    ActivityKind.RESEARCH,
)
TRAINING = (
    ActivityKind.TRAINING,
    ActivityKind.PSYCHOLOGY_TRAINING,
    ActivityKind.INTERNSHIP,
    ActivityKind.ATTESTATION,
    ActivityKind.ASSESSMENT,
)
WHITE_SPACE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
BANDS = {
    "0": _l("up to 3 years"),
    "3": _l("3 to 10 years"),
    "11": _l("11 to 20 years"),
    "21": _l("more than 20 years"),
}


def _with_topic(chosen: AnySelect) -> AnySelect:
    own = (SelfEducation.association_id == Member.association_id) & (
        SelfEducation.member_id == Member.id
    )
    return chosen.outerjoin(SelfEducation, own)


def _with_protocol(chosen: AnySelect) -> AnySelect:
    own = (Protocol.association_id == Meeting.association_id) & (Protocol.meeting_id == Meeting.id)
    return chosen.outerjoin(Protocol, own)


def _with_meeting(chosen: AnySelect) -> AnySelect:
    item = (AgendaItem.association_id == Decision.association_id) & (
        AgendaItem.id == Decision.agenda_item_id
    )
    meeting = (Meeting.association_id == AgendaItem.association_id) & (
        Meeting.id == AgendaItem.meeting_id
    )
    return chosen.join(AgendaItem, item).join(Meeting, meeting)


MEMBERS = Source("member", Member, _with_topic, people=True)
MEETINGS = Source("meeting", Meeting, _with_protocol)
DECISIONS = Source("decision", Decision, _with_meeting)
PLAN = Source("plan_item", PlanItem)
ACTIVITIES = Source("activity", Activity)
MATERIALS = Source("material", Material)
GROUPS = Source("creative_group", CreativeGroup)
PAPERS = Source("submission", Submission)


def _filled(column: Any) -> ColumnElement[bool]:
    """As `compliance.vocabulary.filled` says it: white space alone is nothing."""
    return func.length(func.trim(func.coalesce(column, ""), WHITE_SPACE)) > 0


def _here(day: Day) -> ColumnElement[bool]:
    return and_(Member.joined_on <= day, or_(Member.left_on.is_(None), Member.left_on > day))


def _held(_day: Day) -> ColumnElement[bool]:
    return Meeting.status == MeetingStatus.HELD


def _done(*kinds: ActivityKind) -> ColumnElement[bool]:
    done = Activity.status == ActivityStatus.DONE
    return done & Activity.kind.in_(kinds) if kinds else done


def _topic() -> ColumnElement[bool]:
    return _filled(SelfEducation.topic)


def _result() -> ColumnElement[bool]:
    return _filled(SelfEducation.output)


def _undone(day: Day) -> ColumnElement[bool]:
    reason = _filled(PlanItem.reason)
    late = func.coalesce(PlanItem.due, AssociationYear.end) < day
    return and_(PlanItem.done_on.is_(None), ~reason, late)


def _band() -> ColumnElement[str]:
    years = Member.experience_years
    return case(
        (years.is_(None), None), (years < 3, "0"), (years <= 10, "3"), (years <= 20, "11"),
        else_="21",
    )  # fmt: skip


def _kind(value: str) -> object:
    return KIND[value]


# fmt: off
register("members", _l("Members"), MEMBERS, _here)
register("members_joined", _l("Joined during the year"), MEMBERS,
         lambda day: and_(Member.joined_on > AssociationYear.start, Member.joined_on <= day))
register("members_left", _l("Left during the year"), MEMBERS,
         lambda day: and_(Member.left_on >= AssociationYear.start, Member.left_on <= day))
register("members_by_category", _l("Members by category"), MEMBERS, _here, Member.category)
register("members_by_education", _l("Members by education"), MEMBERS, _here, Member.education)
register("members_by_experience", _l("Members by experience"), MEMBERS, _here, _band(),
         lambda value: BANDS[value])
register("meetings", _l("Meetings planned"), MEETINGS,
         lambda _day: Meeting.status != MeetingStatus.CANCELLED)
register("meetings_held", _l("Meetings held"), MEETINGS, _held)
register("meetings_cancelled", _l("Meetings cancelled"), MEETINGS,
         lambda _day: Meeting.status == MeetingStatus.CANCELLED)
register("minutes_signed", _l("Minutes signed"), MEETINGS,
         lambda day: and_(_held(day), Protocol.signed_on.is_not(None)))
register("plan_items", _l("Items of the plan"), PLAN)
register("plan_done", _l("Plan items done"), PLAN, lambda _day: PlanItem.done_on.is_not(None))
register("plan_excused", _l("Not done, with a reason"), PLAN,
         lambda _day: PlanItem.done_on.is_(None) & _filled(PlanItem.reason))
register("plan_undone", _l("Overdue, without a reason"), PLAN, _undone)
register("plan_by_section", _l("Plan items by section"), PLAN, by=PlanItem.section)
register("plan_done_by_section", _l("Done by section"), PLAN,
         lambda _day: PlanItem.done_on.is_not(None), PlanItem.section, part_of="plan_by_section")
register("decisions", _l("Decisions taken"), DECISIONS,
         lambda _day: Meeting.status == MeetingStatus.HELD)
register("decisions_done", _l("Decisions carried out"), DECISIONS,
         lambda _day: (Meeting.status == MeetingStatus.HELD) & Decision.done_on.is_not(None))
register("decisions_overdue", _l("Decisions overdue"), DECISIONS,
         lambda day: and_(Meeting.status == MeetingStatus.HELD, Decision.done_on.is_(None),
                          Decision.due < day))
register("events", _l("Open events and visits"), ACTIVITIES, lambda _day: _done(*OPEN_EVENTS))
register("events_by_kind", _l("Open events and visits by kind"), ACTIVITIES,
         lambda _day: _done(*OPEN_EVENTS), Activity.kind, _kind)
register("experience", _l("Experience shown and generalised"), ACTIVITIES,
         lambda _day: _done(*EXPERIENCE))
register("experience_by_kind", _l("Experience by kind"), ACTIVITIES,
         lambda _day: _done(*EXPERIENCE), Activity.kind, _kind)
register("training", _l("Training and attestation"), ACTIVITIES, lambda _day: _done(*TRAINING))
register("training_by_kind", _l("Training and attestation by kind"), ACTIVITIES,
         lambda _day: _done(*TRAINING), Activity.kind, _kind)
register("categories_ending", _l("Categories that run out by the year's end"), MEMBERS,
         lambda day: _here(day) & Member.category_valid_until.between(AssociationYear.start,
                                                                      AssociationYear.end))
register("topics", _l("Members with a self-education topic"), MEMBERS,
         lambda day: _here(day) & _topic())
register("topics_missing", _l("Members without a topic"), MEMBERS,
         lambda day: _here(day) & ~_topic())
register("topic_results", _l("Topics with a stated result"), MEMBERS,
         lambda day: _here(day) & _topic() & _result())
register("activities", _l("Activities held"), ACTIVITIES, lambda _day: _done())
register("activities_by_kind", _l("Activities by kind"), ACTIVITIES, lambda _day: _done(),
         Activity.kind, _kind)
register("materials", _l("Materials"), MATERIALS)
register("materials_by_kind", _l("Materials by kind"), MATERIALS, by=Material.kind,
         label=lambda value: KIND[f"material.{value}"])
register("groups", _l("Creative groups"), GROUPS)
register("papers", _l("Papers asked for"), PAPERS)
register("papers_in_time", _l("Handed in on time"), PAPERS,
         lambda _day: Submission.submitted_on <= Submission.due)
register("papers_late", _l("Handed in late or not at all"), PAPERS,
         lambda day: or_(Submission.submitted_on > Submission.due,
                         and_(Submission.submitted_on.is_(None), Submission.due < day)))
# fmt: on

SCHOOL_TABLE = (
    "members",
    "meetings",
    "meetings_held",
    "minutes_signed",
    "plan_items",
    "plan_done",
    "plan_undone",
    "decisions",
    "decisions_done",
    "events",
    "experience",
    "training",
    "topics",
    "topic_results",
    "materials",
    "papers_late",
)
"""The figures that stand side by side in the report of a school."""
