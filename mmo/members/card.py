"""What a member's card tells beside its fields: other years, growth, work, attendance."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_login import current_user
from sqlalchemy import func, select

from mmo import journal
from mmo.accounts.guard import open_scope
from mmo.accounts.permissions import Can, abilities
from mmo.accounts.scope import reached, where
from mmo.activities.models import Activity, ActivityKind, ActivityStatus, Participation
from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.meetings.models import Attendance, Meeting, MeetingStatus, Presence
from mmo.members.models import CardProposal, Course, Member, SelfEducation, SelfEducationStage
from mmo.members.own import is_own, may_read
from mmo.records.forms import of_year


def facts(member: Member) -> dict[str, Any]:
    """Everything that the page of a member shows beside the card; a view of it is noted."""
    readable = may_read(member)
    if readable and request.method == "GET" and not is_own(member):
        journal.note(
            "view_card", association_id=member.association_id, year_id=member.year_id,
            record_kind="member", record_id=member.id,
        )  # fmt: skip
    took_part = activities(member)
    return {
        "own": is_own(member),
        "readable": readable,
        "elsewhere": other_years(member),
        "activities": took_part,
        "experience": [row for row in took_part if row.kind == ActivityKind.EXPERIENCE],
        "presence": presence(member) if readable else None,
        "stages": _of_member(SelfEducationStage, member, SelfEducationStage.due)
        if readable
        else [],
        "courses": _of_member(Course, member, Course.to_on) if readable else [],
        "education": db.session.get(SelfEducation, (member.association_id, member.id)),
        "proposals": _proposals(member) if readable else [],
    }


def other_years(member: Member) -> Sequence[AnyRow]:
    """The same person's memberships elsewhere, as far as the viewer may read there."""
    if member.person_id is None:
        return []
    open_scope([member.association_id, *where(reached(current_user.grants))])
    rows = db.session.execute(
        select(
            Member.id, AssociationYear.year, Association.code, Association.name,
            Association.level, Association.organisation_id, Organisation.in_municipality,
            Member.association_id, Member.person_id, Member.position,
        )
        .join(
            AssociationYear,
            (AssociationYear.association_id == Member.association_id)
            & (AssociationYear.id == Member.year_id),
        )
        .join(Association, Association.id == Member.association_id)
        .join(Organisation, Organisation.id == Association.organisation_id)
        .where(Member.person_id == member.person_id, Member.id != member.id)
        .order_by(AssociationYear.year.desc(), Association.name)
    ).all()  # fmt: skip
    open_scope([member.association_id])
    return [row for row in rows if Can.READ_RECORDS in abilities(current_user.grants, row)]


def activities(member: Member) -> Sequence[AnyRow]:
    """What the member took part in, the last first."""
    return db.session.execute(
        select(Activity.id, Activity.kind, Activity.title, Activity.date, Activity.status)
        .join(
            Participation,
            (Participation.association_id == Activity.association_id)
            & (Participation.activity_id == Activity.id),
        )
        .where(
            of_year(Activity),
            Participation.member_id == member.id,
            Activity.status != ActivityStatus.CANCELLED,
        )
        .order_by(Activity.date.desc())
    ).all()


def presence(member: Member) -> dict[str, int]:
    """At how many held meetings the member was, was excused, and was not."""
    rows = db.session.execute(
        select(Attendance.state, func.count().label("number"))
        .join(
            Meeting,
            (Meeting.association_id == Attendance.association_id)
            & (Meeting.id == Attendance.meeting_id),
        )
        .where(
            of_year(Attendance),
            Attendance.member_id == member.id,
            Meeting.status == MeetingStatus.HELD,
        )
        .group_by(Attendance.state)
    )
    counts = {Presence(row.state).value: row.number for row in rows}
    return counts | {"all": sum(counts.values())}


def _of_member(model: Any, member: Member, order: Any) -> Sequence[Any]:
    chosen = select(model).where(of_year(model), model.member_id == member.id)
    return db.session.scalars(chosen.order_by(order.is_(None), order, model.ordinal)).all()


def _proposals(member: Member) -> Sequence[CardProposal]:
    chosen = select(CardProposal).where(
        of_year(CardProposal),
        CardProposal.member_id == member.id,
        CardProposal.settled_on.is_(None),
    )
    return db.session.scalars(chosen.order_by(CardProposal.id)).all()
