"""On what basis a member's data is kept, and the acts by which it was forgotten."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, InYear, Stamped, choice, points_to, uuid7


class Basis(StrEnum):
    """Why a member's data may be kept."""

    EMPLOYMENT = "employment"
    CONSENT = "consent"
    LAW = "law"


class PersonalBasis(Stamped, InYear, Base):
    """On what basis a member's data is kept; a consent may be withdrawn."""

    __tablename__ = "personal_basis"
    part_of = "member_id"

    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    basis: Mapped[Basis] = mapped_column(choice(Basis))
    given_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    document: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("member", "member_id", cascade=True),)


class ForgettingAct(Stamped, InYear, Base):
    """An act: a former member's data was deleted; it holds no value of what was deleted.

    `number` counts within the association and is what the former member is called by.
    """

    __tablename__ = "forgetting_act"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    number: Mapped[int]
    made_on: Mapped[date]
    reason: Mapped[str]
    made_by: Mapped[str]
    member_id: Mapped[UUID]
    removed: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("association_id", "number"),)
