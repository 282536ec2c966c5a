"""The year's papers that are drafted from records: their sections, remarks and submissions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, InYear, OnePerYear, Stamped, choice, uuid7


class Paper(StrEnum):
    ANALYSIS = "analysis"
    REPORT = "report"


class YearReport(Stamped, OnePerYear, Base):
    """The year-end report of an association; the dates of the analysis stand in `Analysis`."""

    __tablename__ = "year_report"

    completed_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    submitted_to: Mapped[str | None]
    accepted_on: Mapped[date | None]


class ReportSection(Stamped, InYear, Base):
    """A section of a paper: its text, the figures drafted from records, those typed by hand.

    A typed figure is shown in place of the drafted one and marked; both stay known.

    Attributes:
        drafted: the text that the program drafted last; while `text` is the same, nobody wrote.
        last: the year before as it was at the last drafting, by figure or by clause.
    """

    __tablename__ = "report_section"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    paper: Mapped[Paper] = mapped_column(choice(Paper))
    section: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    typed: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    drafted: Mapped[str | None]
    last: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("association_id", "year_id", "paper", "section"),)

    @property
    def is_untouched(self) -> bool:
        """Whether its text is the program's own, as it was drafted."""
        return self.drafted is not None and self.text == self.drafted


class ReportSubmission(Stamped, InYear, Base):
    """A handing in of a paper, with what it said then, and what became of it."""

    __tablename__ = "report_submission"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    paper: Mapped[Paper] = mapped_column(choice(Paper))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str]
    to: Mapped[str | None]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[str | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (Index("ix_report_submission_of", "association_id", "year_id", "paper"),)


class ReportRemark(Stamped, InYear, Base):
    """A reviewer's remark, pinned to a section or to a clause in it, and what was answered."""

    __tablename__ = "report_remark"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    paper: Mapped[Paper] = mapped_column(choice(Paper))
    section: Mapped[str] = mapped_column(String(40))
    clause: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (Index("ix_report_remark_of", "association_id", "year_id", "paper"),)


class Share(Stamped, InYear, Base):
    """What a school sent upward, word for word; nothing else of it is read there.

    What is withdrawn is emptied: only that it was sent, and when, is kept. The office returns it
    with remarks or accepts it; what is sent again is a share of its own.
    """

    __tablename__ = "share"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    sent_at: Mapped[datetime] = mapped_column(default=now)
    sent_by: Mapped[str]
    with_text: Mapped[bool]
    with_records: Mapped[bool]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[str | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (Index("ix_share_of", "association_id", "year_id"),)


class ShareRemark(Stamped, InYear, Base):
    """The office's remark on what a school shared, pinned to a clause or to all of it."""

    __tablename__ = "share_remark"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    clause: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (Index("ix_share_remark_of", "association_id", "year_id"),)
