"""The turn of the year: one is closed, the next is opened with what it takes over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import inspect, select

from mmo import journal
from mmo.associations import calendars
from mmo.associations.models import AssociationYear, YearOrganisation
from mmo.associations.offering import Offer
from mmo.clock import now
from mmo.database import AnyRow, Base, uuid7
from mmo.extensions import db
from mmo.groups.models import CreativeGroup
from mmo.meetings.models import AgendaItem, Meeting, MeetingStatus
from mmo.members.models import HeadAppointment, Member, Person, SelfEducation
from mmo.plans.models import Plan, PlanItem
from mmo.schoolyear import record_window
from mmo.web import today

PARTS = ("members", "heads", "groups", "decisions")
FRESH = {"id", "version", "created_at", "created_by", "changed_at", "changed_by"}
"""Columns that a copy does not take from its original."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the next year takes over: ids by part, and whether topics and the plan come along."""

    chosen: Mapping[str, Collection[UUID]]
    topics: bool
    plan: bool
    first_meeting: date | None


def close(year: AssociationYear) -> None:
    """Make a year read-only."""
    year.closed_at = now()


def reopen(year: AssociationYear, reason: str) -> None:
    """Let a closed year be changed again; why is kept in the audit log."""
    with journal.change("reopen_year") as running:
        year.closed_at = None
        running.tell(year, reason=reason)


def open_next(row: AnyRow, offer: Offer, taken: Taken) -> AssociationYear:
    """Make the year that follows, with what it takes over; inside `journal.change`."""
    old = db.session.get_one(AssociationYear, (row.association_id, row.id))
    new = _new_year(old, row.organisation_id)
    carry = _Carry(old, new, offer, taken)
    carry.organisations()
    carry.members()
    carry.heads()
    carry.groups()
    carry.decisions()
    if taken.plan:
        carry.plan()
    return new


def _new_year(old: AssociationYear, organisation_id: UUID) -> AssociationYear:
    _scheme, dates = calendars.remembered(organisation_id, old.year + 1)
    new = AssociationYear(association_id=old.association_id, id=uuid7(), year=old.year + 1, **dates)
    ends = old.regulation_valid_to
    if ends is None or ends >= new.start:  # the regulation stays in force
        for name in ("title", "approved_on", "valid_from", "valid_to"):
            setattr(new, f"regulation_{name}", getattr(old, f"regulation_{name}"))
    db.session.add(new)
    return new


def copied(record: Base, **changed: Any) -> Any:
    """A new record with the columns of another, some of them changed."""
    columns = {
        each.key: getattr(record, each.key)
        for each in inspect(type(record)).column_attrs
        if each.key not in FRESH
    }
    own = {"id": uuid7()} if hasattr(type(record), "id") else {}
    return type(record)(**columns | own | changed)


class _Carry:
    def __init__(
        self, old: AssociationYear, new: AssociationYear, offer: Offer, taken: Taken
    ) -> None:
        self.old, self.new, self.offer, self.taken = old, new, offer, taken
        self.now_is: dict[UUID, UUID] = {}
        """By a member of the old year, the same person's in the new one."""

    def chosen(self, part: str) -> set[UUID]:
        return set(self.taken.chosen.get(part, ())) & self.offer.ids(part)

    def rows(self, model: Any, *conditions: Any) -> Any:
        of_year = (model.association_id == self.old.association_id) & (model.year_id == self.old.id)
        return db.session.scalars(select(model).where(of_year, *conditions)).all()

    def organisations(self) -> None:
        for each in self.rows(YearOrganisation):
            db.session.add(copied(each, year_id=self.new.id))

    def members(self) -> None:
        """The members that are chosen, and those whom a chosen record names."""
        wanted = self.chosen("members")
        wanted |= {row.member_id for row in self.offer.heads if row.id in self.chosen("heads")}
        wanted |= {row.curator_id for row in self.offer.groups if row.id in self.chosen("groups")}
        for member in self.rows(Member, Member.id.in_(wanted)):
            if member.person_id is None:
                person = Person(id=uuid7(), full_name=member.full_name)
                db.session.add(person)
                db.session.flush()
                member.person_id = person.id
            same = copied(member, year_id=self.new.id)
            self.now_is[member.id] = same.id
            db.session.add(same)
        if self.taken.topics:
            self._topics()

    def _topics(self) -> None:
        for topic in self.rows(SelfEducation, SelfEducation.topic.is_not(None)):
            if topic.member_id in self.now_is:
                member = self.now_is[topic.member_id]
                same = copied(topic, year_id=self.new.id, member_id=member, output=None)
                db.session.add(same)

    def heads(self) -> None:
        for each in self.rows(HeadAppointment, HeadAppointment.id.in_(self.chosen("heads"))):
            member = self.now_is[each.member_id]
            db.session.add(copied(each, year_id=self.new.id, member_id=member))

    def groups(self) -> None:
        """Open groups; the meeting that approved the topic stays in its own year."""
        for each in self.rows(CreativeGroup, CreativeGroup.id.in_(self.chosen("groups"))):
            db.session.add(
                copied(each, year_id=self.new.id, curator_id=self.now_is[each.curator_id],
                       approved_at_meeting_id=None)
            )  # fmt: skip

    def decisions(self) -> None:
        """Unfinished decisions become questions of the first meeting's agenda."""
        chosen = self.chosen("decisions")
        rows = [row for row in self.offer.decisions if row.id in chosen]
        if not rows:
            return
        meeting = Meeting(
            **self._place(),
            date=self.taken.first_meeting or default_meeting(self.new.year),
            status=MeetingStatus.PLANNED,
            theme=_("The new year's work, and what last year's decisions came to"),
            invited=[],
        )
        db.session.add(meeting)
        for number, row in enumerate(rows):
            place = self._place() | {"ordinal": number}
            question = _question(row)
            db.session.add(
                AgendaItem(**place, meeting_id=meeting.id, question=question, spoke=[], clauses=[])
            )

    def plan(self) -> None:
        """The plan's items without their days and results: a beginning for the new one."""
        items = self.rows(PlanItem)
        if not items:
            return
        plan = Plan(**self._place(of_list=False), created_on=max(
            self.new.calendar.window.first, today()))  # fmt: skip
        db.session.add(plan)
        for item in items:
            responsible = self.now_is.get(item.responsible_id)
            db.session.add(
                copied(item, year_id=self.new.id, plan_id=plan.id, responsible_id=responsible,
                       due=None, done_on=None, result=None, reason=None)
            )  # fmt: skip

    def _place(self, *, of_list: bool = True) -> dict[str, Any]:
        key = uuid7()
        place = {"association_id": self.new.association_id, "year_id": self.new.id, "id": key}
        return place | ({"ref": str(key), "ordinal": 0} if of_list else {})


def default_meeting(year: int) -> date:
    """The day that is proposed for a year's first meeting."""
    return max(record_window(year).first, date(year, 8, 28))


def _question(row: AnyRow) -> str:
    parts = [_("On the decision “%(text)s”", text=row.text)]
    parts.append(_("meeting of %(day)s", day=format_date(row.date, "d MMMM y")))
    if row.full_name:
        parts.append(_("responsible: %(name)s", name=row.full_name))
    return "; ".join(parts)
