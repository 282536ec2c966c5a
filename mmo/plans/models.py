"""The plan of an association's year, its items, its revisions, and what the office remarked."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, InYear, OfYear, OnePerYear, Stamped, choice, points_to, uuid7


class Stage(StrEnum):
    """Where a plan is on its way to agreement."""

    SUBMITTED = "submitted"
    RETURNED = "returned"


class Cause(StrEnum):
    """Why the items of a plan were kept as a revision."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    AGREED = "agreed"
    APPROVED = "approved"
    REVISED = "revised"


class Plan(Stamped, OnePerYear, Base):
    """The plan of a year; a year has one or none.

    Whether it is agreed is decided by its dates alone; `stage` says who has it meanwhile, and is
    no part of the exchange format.
    """

    __tablename__ = "plan"
    created_on: Mapped[date]
    agreed_on: Mapped[date | None]
    agreed_by: Mapped[str | None]
    approved_at_meeting_id: Mapped[UUID | None]
    in_school_plan_on: Mapped[date | None]
    revised_on: Mapped[date | None]
    stage: Mapped[Stage | None] = mapped_column(choice(Stage))
    submitted_on: Mapped[date | None]
    returned_on: Mapped[date | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("meeting", "approved_at_meeting_id"),)


class PlanItem(Stamped, OfYear, Base):
    """One thing that the plan says will be done.

    `expected` is the result that is hoped for; it is no part of the exchange format.
    """

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
    expected: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("plan", "plan_id", cascade=True), points_to("member", "responsible_id"))


class PlanRevision(Stamped, InYear, Base):
    """The items of a plan as they stood on a day that mattered."""

    __tablename__ = "plan_revision"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    plan_id: Mapped[UUID]
    number: Mapped[int]
    made_on: Mapped[date]
    cause: Mapped[Cause] = mapped_column(choice(Cause))
    note: Mapped[str | None]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("plan", "plan_id", cascade=True),
            Index("ix_plan_revision_number", "association_id", "plan_id", "number", unique=True),
        )


class PlanRemark(Stamped, InYear, Base):
    """What was remarked when a plan was returned: of one item, or of the whole.

    It names its item by the title too, so that it is understood when the item is gone.
    """

    __tablename__ = "plan_remark"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    plan_id: Mapped[UUID]
    item_id: Mapped[UUID | None]
    item_title: Mapped[str | None]
    text: Mapped[str]
    made_on: Mapped[date]
    made_by: Mapped[str]
    settled_on: Mapped[date | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("plan", "plan_id", cascade=True),)
