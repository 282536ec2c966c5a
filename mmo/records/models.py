"""Deleted records, kept whole so that a deletion can be undone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, InYear, Stamped, uuid7


class RemovedRecord(Stamped, InYear, Base):
    """A record that was deleted, with all rows that went with it.

    `rows` holds, by table, the rows as plain values; they are put back as they were.
    """

    __tablename__ = "removed_record"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID]
    title: Mapped[str]
    rows: Mapped[dict[str, list[dict[str, Any]]]] = mapped_column(JSON)
    restored_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (Index("ix_removed_record_record", "association_id", "record_kind", "record_id"),)
