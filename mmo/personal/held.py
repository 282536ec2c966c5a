"""Everything that is held about one person: their members of all years that the viewer may read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import or_, select, tuple_

from mmo.accounts.models import Account
from mmo.activities.models import Activity, Participation
from mmo.analyses.models import Analysis
from mmo.associations.models import Association, AssociationYear
from mmo.audit.models import AuditLine
from mmo.extensions import db
from mmo.files.models import StoredFile
from mmo.groups.models import CreativeGroup, GroupMember
from mmo.labels import CARD_FIELD, KIND, PRESENCE
from mmo.meetings.models import AgendaItem, Attendance, Decision, Meeting, Protocol
from mmo.members.models import (
    CardProposal,
    Course,
    HeadAppointment,
    Member,
    SelfEducation,
    SelfEducationStage,
)
from mmo.personal.models import PersonalBasis
from mmo.personal.words import BASIS
from mmo.plans.models import PlanItem
from mmo.records.history import ACTIONS
from mmo.schoolyear import year_name
from mmo.web import moment

MOST_LINES = 300


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one sort: lines of text, each with its place and day."""

    title: str
    lines: list[str]


def members_of(member: Member, associations: Sequence[Any]) -> list[Member]:
    """The members behind whom the same person stands, in these associations."""
    if member.person_id is None:
        return [member]
    found = select(Member).where(
        Member.person_id == member.person_id, Member.association_id.in_(associations)
    )
    others = [each for each in db.session.scalars(found) if each.id != member.id]
    return [member, *others]


def held(members: Sequence[Member]) -> list[Held]:
    """Everything that is held about these members; a fixed number of queries."""
    keys = [(each.association_id, each.id) for each in members]
    parts = [
        Held(_("Cards"), _cards(members)),
        Held(_("Basis"), _bases(keys)),
        Held(_("Self-education"), _self_education(keys)),
        Held(_("Courses and training"), _courses(keys)),
        Held(_("Appointments as head"), _appointments(keys)),
        Held(_("Corrections asked for"), _asked_for(keys)),
        Held(_("Attendance"), _attendance(keys)),
        Held(_("Questions and minutes"), _meetings(keys)),
        Held(_("Decisions to carry out"), _texts(Decision, Decision.text, keys)),
        Held(_("Responsible in the plan"), _texts(PlanItem, PlanItem.title, keys)),
        Held(_("Activities"), _activities(keys)),
        Held(_("Creative groups and analyses"), _groups(keys)),
        Held(_("Files"), _files(keys)),
        Held(_("Lines of the audit log"), _log(keys)),
    ]
    return [part for part in parts if part.lines]


def _is(model: Any, column: Any, keys: Iterable[Any]) -> Any:
    return tuple_(model.association_id, column).in_(list(keys))


def _day(day: Any) -> str:
    return str(format_date(day, "d MMMM y")) if day else "—"


def _line(*parts: Any) -> str:
    return "; ".join(str(part) for part in parts if part not in (None, ""))


def _cards(members: Sequence[Member]) -> list[str]:
    rows = db.session.execute(
        select(AssociationYear.id, AssociationYear.year, Association.name)
        .join(Association)
        .where(AssociationYear.id.in_([each.year_id for each in members]))
    )
    years = {row.id: f"{row.name}, {year_name(row.year)}" for row in rows}
    return [
        _line(
            years.get(each.year_id), each.full_name,
            *(f"{word}: {getattr(each, name)}" for name, word in CARD_FIELD.items()
              if getattr(each, name) is not None),
            _("category until %(day)s", day=_day(each.category_valid_until))
            if each.category_valid_until else None,
            _("member since %(day)s", day=_day(each.joined_on)),
            _("left on %(day)s", day=_day(each.left_on)) if each.left_on else None,
        )
        for each in members
    ]  # fmt: skip


def _bases(keys: Iterable[Any]) -> list[str]:
    rows = db.session.scalars(
        select(PersonalBasis).where(_is(PersonalBasis, PersonalBasis.member_id, keys))
    )
    return [
        _line(
            BASIS[row.basis], row.document,
            _("given on %(day)s", day=_day(row.given_on)) if row.given_on else None,
            _("withdrawn on %(day)s", day=_day(row.withdrawn_on)) if row.withdrawn_on else None,
        )
        for row in rows
    ]  # fmt: skip


def _self_education(keys: Iterable[Any]) -> list[str]:
    topics = db.session.scalars(
        select(SelfEducation).where(_is(SelfEducation, SelfEducation.member_id, keys))
    )
    stages = db.session.scalars(
        select(SelfEducationStage)
        .where(_is(SelfEducationStage, SelfEducationStage.member_id, keys))
        .order_by(SelfEducationStage.due)
    )
    return [
        *(_line(row.topic, row.output, row.outcome) for row in topics),
        *(_line(row.title, _day(row.due)) for row in stages),
    ]


def _courses(keys: Iterable[Any]) -> list[str]:
    rows = db.session.scalars(select(Course).where(_is(Course, Course.member_id, keys)))
    return [_line(row.title, row.hours, row.document, _day(row.to_on)) for row in rows]


def _asked_for(keys: Iterable[Any]) -> list[str]:
    rows = db.session.scalars(
        select(CardProposal).where(_is(CardProposal, CardProposal.member_id, keys))
    )
    return [_line(row.text, _day(row.made_on)) for row in rows]


def _appointments(keys: Iterable[Any]) -> list[str]:
    rows = db.session.scalars(
        select(HeadAppointment).where(_is(HeadAppointment, HeadAppointment.member_id, keys))
    )
    return [_line(f"№ {row.order_number or '—'}", _day(row.from_on)) for row in rows]


def _attendance(keys: Iterable[Any]) -> list[str]:
    rows = db.session.execute(
        select(Attendance.state, Attendance.reason, Meeting.date, Meeting.theme)
        .join(
            Meeting,
            (Meeting.association_id == Attendance.association_id)
            & (Meeting.id == Attendance.meeting_id),
        )
        .where(_is(Attendance, Attendance.member_id, keys))
        .order_by(Meeting.date)
    )
    return [_line(_day(row.date), row.theme, PRESENCE[row.state], row.reason) for row in rows]


def _meetings(keys: Iterable[Any]) -> list[str]:
    spoke = _texts(AgendaItem, AgendaItem.question, keys, AgendaItem.speaker_id)
    rows = db.session.scalars(
        select(Protocol).where(
            or_(_is(Protocol, Protocol.chair_id, keys), _is(Protocol, Protocol.secretary_id, keys))
        )
    )
    minutes = [_("minutes no. %(number)s of %(day)s", number=row.number, day=_day(row.drafted_on))
               for row in rows]  # fmt: skip
    return [*spoke, *minutes]


def _texts(model: Any, text: Any, keys: Iterable[Any], column: Any = None) -> list[str]:
    which = _is(model, model.responsible_id if column is None else column, keys)
    return list(db.session.scalars(select(text).where(which)))


def _activities(keys: Iterable[Any]) -> list[str]:
    rows = db.session.execute(
        select(Activity.kind, Activity.title, Activity.date)
        .join(
            Participation,
            (Participation.association_id == Activity.association_id)
            & (Participation.activity_id == Activity.id),
        )
        .where(_is(Participation, Participation.member_id, keys))
        .order_by(Activity.date)
    )
    return [_line(_day(row.date), KIND[row.kind], row.title) for row in rows]


def _groups(keys: Iterable[Any]) -> list[str]:
    curated = _texts(CreativeGroup, CreativeGroup.topic, keys, CreativeGroup.curator_id)
    written = db.session.scalars(select(Analysis).where(_is(Analysis, Analysis.author_id, keys)))
    works_in = db.session.scalars(
        select(CreativeGroup.topic)
        .join(
            GroupMember,
            (GroupMember.association_id == CreativeGroup.association_id)
            & (GroupMember.creative_group_id == CreativeGroup.id),
        )
        .where(_is(GroupMember, GroupMember.member_id, keys))
    )
    return [*curated, *works_in, *(_("analysis of the year") for _row in written)]


def _files(keys: Iterable[Any]) -> list[str]:
    which = _is(StoredFile, StoredFile.record_id, keys) & (StoredFile.record_kind == "member")
    return list(db.session.scalars(select(StoredFile.name).where(which)))


def _log(keys: Iterable[Any]) -> list[str]:
    rows = db.session.execute(
        select(AuditLine.at, AuditLine.action, AuditLine.actor, Account.full_name)
        .outerjoin(Account, Account.id == AuditLine.account_id)
        .where(_is(AuditLine, AuditLine.record_id, keys))
        .order_by(AuditLine.id.desc())
        .limit(MOST_LINES)
    )
    return [
        _line(
            moment(row.at),
            ACTIONS.get(row.action, row.action),
            row.full_name or (_("the program") if row.actor == "program" else row.actor),
        )
        for row in rows
    ]
