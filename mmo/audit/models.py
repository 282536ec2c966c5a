"""The audit log: who changed, saw or took out what, and when."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, uuid7


class AuditLine(Base):
    """One line of the audit log. The database refuses to change or delete it."""

    __tablename__ = "audit_line"
    __table_args__ = (
        Index("ix_audit_line_record", "association_id", "record_kind", "record_id"),
        Index("ix_audit_line_at", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    at: Mapped[datetime] = mapped_column(default=now)
    account_id: Mapped[UUID | None]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(40))
    association_id: Mapped[UUID | None]
    year_id: Mapped[UUID | None]
    record_kind: Mapped[str | None] = mapped_column(String(40))
    record_id: Mapped[UUID | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
