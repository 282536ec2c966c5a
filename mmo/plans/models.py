"""The plan of an association's year and its items."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, OfYear, OnePerYear, Stamped, points_to


class Plan(Stamped, OnePerYear, Base):
    """The plan of a year; a year has one or none."""

    __tablename__ = "plan"
    created_on: Mapped[date]
    agreed_on: Mapped[date | None]
    agreed_by: Mapped[str | None]
    approved_at_meeting_id: Mapped[UUID | None]
    in_school_plan_on: Mapped[date | None]
    revised_on: Mapped[date | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("meeting", "approved_at_meeting_id"),)


class PlanItem(Stamped, OfYear, Base):
    """One thing that the plan says will be done."""

    __tablename__ = "plan_item"

    plan_id: Mapped[UUID]
    section: Mapped[str]
    title: Mapped[str]
    due: Mapped[date | None]
    responsible_id: Mapped[UUID | None]
    priority: Mapped[bool]
    done_on: Mapped[date | None]
    result: Mapped[str | None]
    reason: Mapped[str | None]
    clauses: Mapped[list[str]] = mapped_column(JSON, default=list)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("plan", "plan_id", cascade=True), points_to("member", "responsible_id"))
