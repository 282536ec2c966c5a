"""Members of an association in a year, the person behind them, and its heads."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mmo.associations.models import Organisation
from mmo.database import Base, InYear, OfYear, Stamped, choice, points_to, uuid7


class Post(StrEnum):
    """The post of a head of an association."""

    DEPUTY_UPBRINGING = "deputy_upbringing"
    ADVISER = "adviser"
    ORGANIZER = "organizer"
    HOMEROOM_TEACHER = "homeroom_teacher"
    METHODIST = "methodist"
    OTHER = "other"


class Issuer(StrEnum):
    """Who issued the order that appoints a head."""

    EDUCATION_DEPARTMENT = "education_department"
    SCHOOL = "school"
    OTHER = "other"


class Person(Stamped, Base):
    """One human being behind the members of several years and associations."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    full_name: Mapped[str]


class Member(Stamped, OfYear, Base):
    """A member of the association in one year."""

    __tablename__ = "member"

    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    full_name: Mapped[str]
    name_key: Mapped[str]
    """`full_name` as it is looked for and ordered: without case and ё."""
    pedagogical: Mapped[bool]
    position: Mapped[str | None]
    homeroom_class: Mapped[str | None]
    education: Mapped[str | None]
    experience_years: Mapped[int | None] = mapped_column(BigInteger)
    category: Mapped[str | None]
    category_assigned_on: Mapped[date | None]
    category_valid_until: Mapped[date | None]
    joined_on: Mapped[date]
    left_on: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (Index("ix_member_name_key", "association_id", "year_id", "name_key"),)


class SelfEducation(Stamped, InYear, Base):
    """A member's self-education topic of the year.

    `outcome` says what came of it; it is no part of the exchange format.
    """

    __tablename__ = "self_education"
    part_of = "member_id"

    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    topic: Mapped[str | None]
    since: Mapped[int | None] = mapped_column(BigInteger)
    output: Mapped[str | None]
    outcome: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("member", "member_id", cascade=True),)


class SelfEducationStage(Stamped, OfYear, Base):
    """A step of a member's self-education."""

    __tablename__ = "self_education_stage"

    member_id: Mapped[UUID]
    title: Mapped[str]
    due: Mapped[date | None]
    done_on: Mapped[date | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("member", "member_id", cascade=True),)


class Course(Stamped, OfYear, Base):
    """Training that a member went through."""

    __tablename__ = "course"

    member_id: Mapped[UUID]
    title: Mapped[str]
    hours: Mapped[int | None]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    document: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("member", "member_id", cascade=True),)


class CardProposal(Stamped, InYear, Base):
    """What a member asks to be put right in their own card."""

    __tablename__ = "card_proposal"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    member_id: Mapped[UUID]
    text: Mapped[str]
    made_on: Mapped[date]
    settled_on: Mapped[date | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("member", "member_id", cascade=True),)


class HeadAppointment(Stamped, OfYear, Base):
    """An appointment of a member as head of the association."""

    __tablename__ = "head_appointment"

    member_id: Mapped[UUID]
    post: Mapped[Post] = mapped_column(choice(Post))
    issuer: Mapped[Issuer] = mapped_column(choice(Issuer))
    order_number: Mapped[str | None]
    order_date: Mapped[date | None]
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("member", "member_id"),)


class Handover(Stamped, InYear, Base):
    """What one head hands over to the next, as it stood on that day, and who confirmed it.

    Members are named without a reference: the paper stays when a card is gone.
    """

    __tablename__ = "handover"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    made_on: Mapped[date]
    from_member_id: Mapped[UUID]
    to_member_id: Mapped[UUID]
    from_name: Mapped[str]
    to_name: Mapped[str]
    inventory: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    confirmed_from_on: Mapped[date | None]
    confirmed_from_by: Mapped[UUID | None]
    confirmed_to_on: Mapped[date | None]
    confirmed_to_by: Mapped[UUID | None]


class DifferentPeople(Base):
    """Two members of the same name whom somebody said to be two people."""

    __tablename__ = "different_people"
    __table_args__ = (UniqueConstraint("member_id", "other_member_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    member_id: Mapped[UUID]
    other_member_id: Mapped[UUID]
