"""Stored files: a file belongs to any record of a year and has one version or more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, InYear, Stamped, points_to, uuid7


class StoredFile(Stamped, InYear, Base):
    """A file of a record. A deleted one stays for a while, so that the deletion can be undone.

    `record_kind` is the table of its record; the record may be deleted and come back, so no
    foreign key binds them. `latest` is the number of its newest version, `name` that one's name.
    """

    __tablename__ = "stored_file"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(255))
    latest: Mapped[int] = mapped_column(default=1)
    deleted_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            Index("ix_stored_file_record", "association_id", "record_kind", "record_id"),
            Index("ix_stored_file_year", "association_id", "year_id"),
        )


class FileVersion(InYear, Base):
    """One version of a file: never changed, always downloadable.

    `kept_as` is the name under which the bytes lie in the storage; `extracted` is the text that
    was read out of them for the search, and `unread` says why there is none.
    """

    __tablename__ = "file_version"
    part_of = "file_id"

    file_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-2)
    number: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    name: Mapped[str] = mapped_column(String(255))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    kept_as: Mapped[UUID]
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    uploaded_by: Mapped[UUID | None]
    unread: Mapped[str | None] = mapped_column(String(40))
    extracted: Mapped[str] = mapped_column(Text, default="", deferred=True)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("stored_file", "file_id", cascade=True),
            UniqueConstraint("association_id", "kept_as"),
        )


def files_of(kind: str, model: Any) -> Any:
    """How many files the record of a row has, as a column of a list of its kind."""
    return (
        select(func.count())
        .where(
            StoredFile.association_id == model.association_id,
            StoredFile.record_kind == kind,
            StoredFile.record_id == model.id,
            StoredFile.deleted_at.is_(None),
        )
        .correlate(model)
        .scalar_subquery()
    )
