"""What an ending year leaves behind: what is still open, and what the next one may take over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, or_, select

from mmo.analyses.models import Analysis
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.groups.models import CreativeGroup
from mmo.meetings.models import AgendaItem, Decision, Meeting, MeetingStatus, Protocol
from mmo.members.models import HeadAppointment, Member, SelfEducation
from mmo.plans.models import PlanItem
from mmo.schoolyear import record_window


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """How much of a year nobody has finished."""

    gaps: int
    decisions: int
    without_minutes: int
    unsigned: int
    plan_items: int
    analysis: bool
    """Whether the analysis is not handed in yet."""

    def __bool__(self) -> bool:
        return any((self.gaps, self.decisions, self.without_minutes, self.unsigned,
                    self.plan_items, self.analysis))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """The records that the next year may take over; `topics` and `plan_items` are counted."""

    members: Sequence[AnyRow]
    heads: Sequence[AnyRow]
    groups: Sequence[AnyRow]
    decisions: Sequence[AnyRow]
    topics: int
    plan_items: int

    def ids(self, part: str) -> set[UUID]:
        """The keys of everything that a part offers."""
        return {row.id for row in getattr(self, part)}


def _of(model: Any, year: AnyRow) -> Any:
    return (model.association_id == year.association_id) & (model.year_id == year.id)


def _joined(model: Any, column: Any) -> Any:
    return (model.association_id == column.class_.association_id) & (model.id == column)


def left_open(year: AnyRow) -> LeftOpen:
    """What of this year is not finished, in one query and the stored state."""
    undone = _count(Decision, year, Decision.done_on.is_(None))
    bare = (
        select(func.count())
        .select_from(Meeting)
        .outerjoin(
            Protocol,
            (Protocol.association_id == Meeting.association_id)
            & (Protocol.meeting_id == Meeting.id),
        )
        .where(_of(Meeting, year), Meeting.status == MeetingStatus.HELD,
               Protocol.meeting_id.is_(None))
        .scalar_subquery()
    )  # fmt: skip
    unsigned = _count(Protocol, year, Protocol.signed_on.is_(None))
    items = _count(PlanItem, year, PlanItem.done_on.is_(None) & PlanItem.reason.is_(None))
    handed_in = _count(Analysis, year, Analysis.submitted_on.is_not(None))
    row = db.session.execute(select(undone, bare, unsigned, items, handed_in)).one()
    gaps = (year.summary or {}).get("must", {}).get("gap", 0)
    return LeftOpen(gaps, row[0], row[1], row[2], row[3], not row[4])


def _count(model: Any, year: AnyRow, condition: Any) -> ScalarSelect[Any]:
    chosen = select(func.count()).select_from(model).where(_of(model, year), condition)
    return chosen.scalar_subquery()


def offer_of(year: AnyRow) -> Offer:
    """What the next year may take over, in a fixed number of queries."""
    last = record_window(year.year).last
    stays = or_(Member.left_on.is_(None), Member.left_on > last)
    members = select(Member.id, Member.full_name, Member.position, Member.homeroom_class).where(
        _of(Member, year), stays
    )
    heads = (
        select(HeadAppointment.id, HeadAppointment.member_id, HeadAppointment.from_on,
               HeadAppointment.to_on, HeadAppointment.order_number, Member.full_name)
        .join(Member, _joined(Member, HeadAppointment.member_id))
        .where(_of(HeadAppointment, year), stays,
               or_(HeadAppointment.to_on.is_(None), HeadAppointment.to_on > last))
    )  # fmt: skip
    groups = (
        select(CreativeGroup.id, CreativeGroup.curator_id, CreativeGroup.topic, Member.full_name)
        .join(Member, _joined(Member, CreativeGroup.curator_id))
        .where(_of(CreativeGroup, year), stays, CreativeGroup.closed_on.is_(None))
    )
    topics = (
        select(func.count())
        .select_from(SelfEducation)
        .where(_of(SelfEducation, year), SelfEducation.topic.is_not(None))
    )
    items = select(func.count()).select_from(PlanItem).where(_of(PlanItem, year))
    run = db.session.execute
    return Offer(
        run(members.order_by(Member.name_key)).all(),
        run(heads.order_by(HeadAppointment.from_on)).all(),
        run(groups.order_by(CreativeGroup.ordinal)).all(),
        run(_decisions(year)).all(),
        db.session.scalar(topics) or 0,
        db.session.scalar(items) or 0,
    )


def _decisions(year: AnyRow) -> Any:
    return (
        select(Decision.id, Decision.text, Decision.due, Meeting.date, Meeting.number,
               Member.full_name)
        .join(AgendaItem, _joined(AgendaItem, Decision.agenda_item_id))
        .join(Meeting, _joined(Meeting, AgendaItem.meeting_id))
        .outerjoin(Member, _joined(Member, Decision.responsible_id))
        .where(_of(Decision, year), Decision.done_on.is_(None))
        .order_by(Meeting.date, AgendaItem.ordinal, Decision.ordinal)
    )  # fmt: skip
