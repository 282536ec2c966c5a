"""Files that came in: one that waits for its confirmation, and where a year came from."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, InYear, uuid7

WAITING = timedelta(hours=2)
"""How long an uploaded file waits for its confirmation."""


class Upload(Base):
    """A file that somebody has uploaded and not confirmed yet; nobody else may touch it.

    `content` is compressed. `about` says what the file is brought into, for what it is meant.
    """

    __tablename__ = "upload"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(String(20))
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=now)


class BundleImport(InYear, Base):
    """Where a year came from, when, who brought it in, and how many records it changed."""

    __tablename__ = "bundle_import"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=now)
    account_id: Mapped[UUID | None]
    actor: Mapped[str]
    counts: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
