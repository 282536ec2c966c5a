"""Organisations, their associations, and an association's academic years."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mmo.database import Base, InYear, Stamped, choice, uuid7
from mmo.schoolyear import AcademicYear, Window


class OrganisationKind(StrEnum):
    GENERAL = "general"
    ADDITIONAL = "additional"
    PRESCHOOL = "preschool"
    VOCATIONAL = "vocational"
    DEPARTMENT = "department"
    OTHER = "other"


class Level(StrEnum):
    """An association's level; it decides the regulation unless another is assigned."""

    SCHOOL = "school"
    MUNICIPAL = "municipal"


class Organisation(Stamped, Base):
    """A school, a methodical office or another employer. Codes are global to an installation."""

    __tablename__ = "organisation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind))
    in_municipality: Mapped[bool]


class Association(Stamped, Base):
    """A methodical association of homeroom teachers: the tenant of everything below."""

    __tablename__ = "association"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    level: Mapped[Level] = mapped_column(choice(Level))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    assigned_regulation: Mapped[str | None] = mapped_column(String(64))
    """Name of a rule file, where an administrator chose another than the level's own."""

    organisation: Mapped[Organisation] = relationship(lazy="joined")


class AssociationYear(Stamped, Base):
    """One academic year of one association, with its own dates, theme, goal and regulation.

    ``revision`` grows with every change of anything in the year; what was judged of an older
    revision is stale.
    """

    __tablename__ = "association_year"
    __table_args__ = (UniqueConstraint("association_id", "year"),)

    association_id: Mapped[UUID] = mapped_column(ForeignKey("association.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    year: Mapped[int]
    start: Mapped[date]
    end: Mapped[date]
    trimester1_start: Mapped[date]
    trimester1_end: Mapped[date]
    trimester2_start: Mapped[date]
    trimester2_end: Mapped[date]
    trimester3_start: Mapped[date]
    trimester3_end: Mapped[date]
    theme: Mapped[str | None]
    theme_on: Mapped[date | None]
    goal: Mapped[str | None]
    goal_on: Mapped[date | None]
    regulation_title: Mapped[str | None]
    regulation_approved_on: Mapped[date | None]
    regulation_valid_from: Mapped[date | None]
    regulation_valid_to: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)

    association: Mapped[Association] = relationship(lazy="joined")

    @property
    def calendar(self) -> AcademicYear:
        """The year's dates as a value."""
        return AcademicYear(
            self.year,
            self.start,
            self.end,
            (
                Window(self.trimester1_start, self.trimester1_end),
                Window(self.trimester2_start, self.trimester2_end),
                Window(self.trimester3_start, self.trimester3_end),
            ),
        )


class Scheme(StrEnum):
    """Where the dates of a school calendar come from."""

    TRIMESTERS = "trimesters"
    QUARTERS = "quarters"
    OWN = "own"


class SchoolCalendar(Stamped, Base):
    """An academic year as an organisation divides it: its associations' years begin with it."""

    __tablename__ = "school_calendar"
    __table_args__ = (UniqueConstraint("organisation_id", "year"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    year: Mapped[int]
    scheme: Mapped[Scheme] = mapped_column(choice(Scheme))
    start: Mapped[date]
    end: Mapped[date]
    trimester1_start: Mapped[date]
    trimester1_end: Mapped[date]
    trimester2_start: Mapped[date]
    trimester2_end: Mapped[date]
    trimester3_start: Mapped[date]
    trimester3_end: Mapped[date]


class YearOrganisation(InYear, Base):
    """The organisations that a year's records speak of, in the order they came."""

    __tablename__ = "year_organisation"

    year_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-3)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    ordinal: Mapped[int]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (Index("ix_year_organisation_organisation_id", "organisation_id"),)


class ParameterOverride(Stamped, Base):
    """A default of a rule file that an organisation set for itself (evaluation.md, Defaults)."""

    __tablename__ = "parameter_override"
    __table_args__ = (UniqueConstraint("organisation_id", "regulation", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    regulation: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    value: Mapped[str] = mapped_column(String(64))
