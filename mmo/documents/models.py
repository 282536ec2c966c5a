"""What is kept about papers: how an organisation wants them, its own templates, printed codes."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, InYear, Stamped, choice, uuid7


class Font(StrEnum):
    """A font of papers; its PDF twin has the same widths and is in the tree."""

    TIMES = "Times New Roman"
    ARIAL = "Arial"


class Standard(StrEnum):
    """What a PDF is made for."""

    ARCHIVE = "a-2b"
    ACCESSIBLE = "ua-1"
    BOTH = "a-2a+ua-1"


class PaperStyle(Stamped, Base):
    """How an organisation's papers look and who signs them; ГОСТ Р 7.0.97-2016 by default."""

    __tablename__ = "paper_style"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    font: Mapped[Font] = mapped_column(choice(Font), default=Font.TIMES)
    size: Mapped[int] = mapped_column(default=14)
    table_size: Mapped[int] = mapped_column(default=12)
    margin_left: Mapped[int] = mapped_column(default=20)
    margin_right: Mapped[int] = mapped_column(default=10)
    margin_top: Mapped[int] = mapped_column(default=20)
    margin_bottom: Mapped[int] = mapped_column(default=20)
    standard: Mapped[Standard] = mapped_column(choice(Standard), default=Standard.ARCHIVE)
    letterhead: Mapped[str] = mapped_column(default="")
    """Lines above a paper; empty means the organisation's and the association's names."""
    place: Mapped[str] = mapped_column(default="")
    signer_post: Mapped[str] = mapped_column(default="")
    signer_name: Mapped[str] = mapped_column(default="")
    approver_post: Mapped[str] = mapped_column(default="")
    approver_name: Mapped[str] = mapped_column(default="")


class OwnTemplate(Stamped, Base):
    """An organisation's own Word file of a paper."""

    __tablename__ = "own_template"
    __table_args__ = (UniqueConstraint("organisation_id", "paper"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    paper: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str]
    file_bytes: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class NameCases(Stamped, Base):
    """A name's cases as a person of the association typed them."""

    __tablename__ = "name_cases"

    association_id: Mapped[UUID] = mapped_column(ForeignKey("association.id"), primary_key=True)
    name_key: Mapped[str] = mapped_column(primary_key=True)
    genitive: Mapped[str] = mapped_column(default="")
    dative: Mapped[str] = mapped_column(default="")
    accusative: Mapped[str] = mapped_column(default="")


class PrintedPaper(InYear, Base):
    """A version of a paper that was printed; its code stands on every page."""

    __tablename__ = "printed_paper"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(String(8))
    paper: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID]
    digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str]
    printed_at: Mapped[datetime] = mapped_column(default=now)
    printed_by: Mapped[str]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("association_id", "code"),
            Index("ix_printed_paper_record", "association_id", "paper", "record_id"),
        )
