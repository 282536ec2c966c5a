"""An organisation's own wording of a regulation, split into pieces."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.database import Base, Stamped, choice, uuid7


class PieceRole(StrEnum):
    """What a piece of the text is."""

    CLAUSE = "clause"
    """The wording of a clause, or a part of it."""
    HEADING = "heading"
    """A heading or an introductory line, shown where it stands."""
    ASIDE = "aside"
    """Kept, but not shown."""
    UNDECIDED = "undecided"
    """Nobody has said yet what it is."""


class Wording(Stamped, Base):
    """A text that an organisation loaded. The last accepted one is in use; others are kept."""

    __tablename__ = "wording"
    __table_args__ = (Index("ix_wording_of", "organisation_id", "regulation"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    regulation: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str]
    accepted_at: Mapped[datetime | None]


class WordingPiece(Stamped, Base):
    """A paragraph of the text, in its place."""

    __tablename__ = "wording_piece"
    __table_args__ = (Index("ix_wording_piece_of", "wording_id", "ordinal"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    wording_id: Mapped[UUID] = mapped_column(ForeignKey("wording.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    text: Mapped[str]
    role: Mapped[PieceRole] = mapped_column(choice(PieceRole))
    clause: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(String(40))
    """What the reader had to mend in this piece: a code of `splitting.NOTES`."""
