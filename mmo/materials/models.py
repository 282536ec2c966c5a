"""Materials: papers of the association and of its meetings."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, OfYear, Stamped, choice, points_to


class MaterialKind(StrEnum):
    METHODICAL = "methodical"
    GUIDELINE = "guideline"
    PROGRAMME = "programme"
    CLASS_PLAN = "class_plan"
    ANALYSIS = "analysis"
    OTHER = "other"


class Material(Stamped, OfYear, Base):
    """A material of the association, or of one meeting where `meeting_id` says so."""

    __tablename__ = "material"

    meeting_id: Mapped[UUID | None]
    title: Mapped[str]
    kind: Mapped[MaterialKind] = mapped_column(choice(MaterialKind))
    added_on: Mapped[date]
    clauses: Mapped[list[str]] = mapped_column(JSON, default=list)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("meeting", "meeting_id", cascade=True),
            Index("ix_material_meeting_id", "association_id", "meeting_id"),
        )
