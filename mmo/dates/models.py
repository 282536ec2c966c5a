"""The private address of a person's calendar feed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, uuid7


class CalendarFeed(Base):
    """One address of an account's feed; of its secret only the hash is kept."""

    __tablename__ = "calendar_feed"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), unique=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
