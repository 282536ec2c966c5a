"""Work in the background: a row for each piece, so that it survives a restart."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, choice, uuid7


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """A piece of work that takes longer than a page may.

    `for_year` is the year that it is about. A running job whose `leased_until` has passed was
    left by a process that died: any worker takes it up again.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_state", "state", "leased_until"),
        Index("ix_job_of_year", "association_id", "for_year", "kind"),
    )

    association_id: Mapped[UUID] = mapped_column(ForeignKey("association.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    for_year: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[JobState] = mapped_column(choice(JobState), default=JobState.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    enqueued_at: Mapped[datetime] = mapped_column(default=now)
    enqueued_by: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What came of it; a file as its ``path`` in the data folder and its ``name``."""
