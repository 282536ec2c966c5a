"""How an association's own tables are called: their headings and our columns."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base


class ColumnMapping(Base):
    """The headings of an association's table of one kind, remembered from the last time."""

    __tablename__ = "column_mapping"

    association_id: Mapped[UUID] = mapped_column(
        ForeignKey("association.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    headings: Mapped[dict[str, str]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(default=now)
