"""Creative groups of the association's teachers."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, InYear, OfYear, Stamped, points_to


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


class GroupMember(InYear, Base):
    """A member of the association who works in a creative group."""

    __tablename__ = "creative_group_member"
    part_of = "creative_group_id"

    creative_group_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    ordinal: Mapped[int]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("creative_group", "creative_group_id", cascade=True),
            points_to("member", "member_id", cascade=True),
        )
