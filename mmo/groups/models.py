"""Creative groups of the association's teachers."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from mmo.database import Base, OfYear, Stamped, points_to


class CreativeGroup(Stamped, OfYear, Base):
    """A creative group (творческая группа): its topic, curator and approval."""

    __tablename__ = "creative_group"

    topic: Mapped[str]
    curator_id: Mapped[UUID]
    formed_on: Mapped[date]
    closed_on: Mapped[date | None]
    approved_at_meeting_id: Mapped[UUID | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (points_to("member", "curator_id"), points_to("meeting", "approved_at_meeting_id"))
