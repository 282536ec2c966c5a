"""Meetings of an association: attendance, agenda, decisions, protocol.

Some columns are not in the exchange format (coming late, why a meeting was cancelled): they stay
on a record whose id remains when a year is brought in again.
"""

import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, InYear, OfYear, Stamped, choice, points_to, uuid7


class MeetingStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    """A member's attendance of a meeting."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Meeting(Stamped, OfYear, Base):
    """A meeting, from the plan to the signed minutes."""

    __tablename__ = "meeting"

    number: Mapped[int | None] = mapped_column(BigInteger)
    date: Mapped[datetime.date]
    status: Mapped[MeetingStatus] = mapped_column(choice(MeetingStatus))
    cancelled_on: Mapped[datetime.date | None]
    change_reason: Mapped[str | None]
    """Why it was cancelled or moved."""
    moved_from: Mapped[datetime.date | None]
    """The day for which it was first set, where it was moved."""
    form: Mapped[str | None]
    theme: Mapped[str]
    place: Mapped[str | None]
    invited: Mapped[list[str]] = mapped_column(JSON, default=list)


class Attendance(InYear, Base):
    """Whether one member was at one meeting."""

    __tablename__ = "attendance"
    part_of = "meeting_id"

    meeting_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[Presence] = mapped_column(choice(Presence))
    reason: Mapped[str | None]
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether somebody present came late."""
    ordinal: Mapped[int]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("meeting", "meeting_id", cascade=True), points_to("member", "member_id"))


class AgendaItem(Stamped, OfYear, Base):
    """A question of a meeting: heard, spoke, votes."""

    __tablename__ = "agenda_item"

    meeting_id: Mapped[UUID]
    question: Mapped[str]
    speaker_id: Mapped[UUID | None]
    heard: Mapped[str | None]
    spoke: Mapped[list[str]] = mapped_column(JSON, default=list)
    votes_for: Mapped[int | None] = mapped_column(BigInteger)
    votes_against: Mapped[int | None] = mapped_column(BigInteger)
    votes_abstained: Mapped[int | None] = mapped_column(BigInteger)
    clauses: Mapped[list[str]] = mapped_column(JSON, default=list)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("meeting", "meeting_id", cascade=True),
            points_to("member", "speaker_id"),
            Index("ix_agenda_item_meeting_id", "association_id", "meeting_id"),
        )


class Decision(Stamped, OfYear, Base):
    """What was decided on a question, who does it and by when."""

    __tablename__ = "decision"

    agenda_item_id: Mapped[UUID]
    text: Mapped[str]
    responsible_id: Mapped[UUID | None]
    due: Mapped[datetime.date | None]
    done_on: Mapped[datetime.date | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("agenda_item", "agenda_item_id", cascade=True),
            points_to("member", "responsible_id"),
            Index("ix_decision_agenda_item_id", "association_id", "agenda_item_id"),
        )


class Protocol(Stamped, InYear, Base):
    """The minutes (протокол) of a meeting; a meeting has one or none."""

    __tablename__ = "protocol"
    part_of = "meeting_id"

    meeting_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    drafted_on: Mapped[datetime.date]
    signed_on: Mapped[datetime.date | None]
    chair_id: Mapped[UUID]
    secretary_id: Mapped[UUID | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("meeting", "meeting_id", cascade=True),
            points_to("member", "chair_id"),
            points_to("member", "secretary_id"),
        )


class ProtocolVersion(InYear, Base):
    """Signed minutes as they were before a correction: whole, and never changed."""

    __tablename__ = "protocol_version"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    meeting_id: Mapped[UUID]
    number: Mapped[int]
    reason: Mapped[str]
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime.datetime] = mapped_column(default=now)
    by: Mapped[UUID | None]
    """The account that began the correction."""

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("meeting", "meeting_id", cascade=True),
            UniqueConstraint("association_id", "meeting_id", "number"),
        )


class ProposalStatus(StrEnum):
    """What became of a question that a member proposed."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    DECLINED = "declined"


class AgendaProposal(Stamped, InYear, Base):
    """A question that somebody proposed; without a meeting it is for any coming one."""

    __tablename__ = "agenda_proposal"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    meeting_id: Mapped[UUID | None]
    question: Mapped[str]
    grounds: Mapped[str | None]
    """Why it should be talked about."""
    status: Mapped[ProposalStatus] = mapped_column(
        choice(ProposalStatus), default=ProposalStatus.PROPOSED
    )
    answer: Mapped[str | None]
    """Why it was not taken."""

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("meeting", "meeting_id", cascade=True),
            Index("ix_agenda_proposal_year_id", "association_id", "year_id"),
        )


class AgendaOrigin(InYear, Base):
    """What a question was put on the agenda for: an unfinished decision, or earlier minutes."""

    __tablename__ = "agenda_origin"
    part_of = "agenda_item_id"

    agenda_item_id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID | None]
    minutes_of_id: Mapped[UUID | None]
    """The meeting whose minutes the question approves."""

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("agenda_item", "agenda_item_id", cascade=True),
            points_to("decision", "decision_id", cascade=True),
            points_to("meeting", "minutes_of_id", cascade=True),
            Index("ix_agenda_origin_decision_id", "association_id", "decision_id"),
            Index("ix_agenda_origin_minutes_of_id", "association_id", "minutes_of_id"),
        )
