"""Activities of an association: everything that the regulations name beside meetings."""

import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, InYear, OfYear, Stamped, choice, points_to


class ActivityKind(StrEnum):
    CONSULTATION = "consultation"
    MENTORING = "mentoring"
    INTERNSHIP = "internship"
    NOTICE_LEGAL = "notice_legal"
    NOTICE_METHODICAL = "notice_methodical"
    NOTICE_EXPERIENCE = "notice_experience"
    NOTICE_EVENT = "notice_event"
    PROPOSAL = "proposal"
    PETITION = "petition"
    EXPERIENCE = "experience"
    TRAINING = "training"
    PSYCHOLOGY_TRAINING = "psychology_training"
    SEMINAR = "seminar"
    WORKSHOP = "workshop"
    CONFERENCE = "conference"
    READING = "reading"
    CREATIVE_REPORT = "creative_report"
    EXHIBITION = "exhibition"
    CONTEST = "contest"
    OPEN_EVENT = "open_event"
    EXTRACURRICULAR = "extracurricular"
    PREVENTION = "prevention"
    JOINT_EVENT = "joint_event"
    PEER_VISIT = "peer_visit"
    EVENT_REVIEW = "event_review"
    MONITORING = "monitoring"
    ASSESSMENT = "assessment"
    ATTESTATION = "attestation"
    RESEARCH = "research"
    COUNCIL_REPORT = "council_report"
    UPWARD_COORDINATION = "upward_coordination"


class ActivityStatus(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Activity(Stamped, OfYear, Base):
    """One activity: a consultation, a seminar, an open event, a petition …"""

    __tablename__ = "activity"

    kind: Mapped[ActivityKind] = mapped_column(choice(ActivityKind))
    date: Mapped[datetime.date]
    status: Mapped[ActivityStatus] = mapped_column(choice(ActivityStatus))
    cancelled_on: Mapped[datetime.date | None]
    title: Mapped[str]
    clauses: Mapped[list[str]] = mapped_column(JSON, default=list)


class Participation(InYear, Base):
    """A member who took part in an activity."""

    __tablename__ = "participation"
    part_of = "activity_id"

    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    ordinal: Mapped[int]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("activity", "activity_id", cascade=True),
            points_to("member", "member_id"),
        )


class ActivityDetail(Stamped, InYear, Base):
    """What the bank of events keeps of an activity beyond the exchange format."""

    __tablename__ = "activity_detail"
    part_of = "activity_id"

    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    direction: Mapped[str | None]
    homeroom_class: Mapped[str | None]
    description: Mapped[str | None]
    scenario: Mapped[str | None]
    review: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("activity", "activity_id", cascade=True),)
