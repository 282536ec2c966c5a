"""The analysis of an association's year."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from mmo.database import Base, OnePerYear, Stamped, points_to


class Analysis(Stamped, OnePerYear, Base):
    """The year's analysis: completed, submitted, accepted, reviewed; a year has one or none."""

    __tablename__ = "analysis"
    author_id: Mapped[UUID | None]
    completed_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    submitted_to: Mapped[str | None]
    accepted_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("member", "author_id"),)
