"""Loading, deciding and finding an organisation's own wording."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mmo import journal
from mmo.clock import now
from mmo.compliance.regulations import Edition
from mmo.database import uuid7
from mmo.extensions import db
from mmo.regulation.models import PieceRole, Wording, WordingPiece
from mmo.regulation.reading import read
from mmo.regulation.splitting import split


@dataclass(frozen=True, slots=True)
class Text:
    """The wording in use: the text of each clause, and the headings that stand before it."""

    wording: Wording
    clauses: Mapping[str, str]
    headings: Mapping[str, list[str]]


def load(data: bytes, file_name: str, edition: Edition, organisation: UUID) -> Wording:
    """Read a file and keep it, split by clauses, for a person's decision.

    Raises:
        UnreadableFile: it is not a text that can be read; nothing is kept.
    """
    wording = Wording(
        id=uuid7(),
        organisation_id=organisation,
        regulation=edition.regulation,
        file_name=file_name[:200],
    )
    pieces = [
        WordingPiece(
            wording_id=wording.id,
            ordinal=ordinal,
            text=piece.text,
            role=piece.role,
            clause=piece.clause or piece.suggested,
            note=piece.note,
        )
        for ordinal, piece in enumerate(split(read(data), edition))
    ]
    journal.save(wording, *pieces, action="load_wording")
    return wording


def decide(wording: Wording, choices: Mapping[UUID, str]) -> None:
    """Accept a wording with a person's choices: a clause's id, ``heading`` or ``aside``."""
    for piece in pieces_of(wording):
        choice = choices.get(piece.id)
        if choice in (PieceRole.HEADING, PieceRole.ASIDE):
            piece.role, piece.clause = PieceRole(choice), None
        elif choice:
            piece.role, piece.clause = PieceRole.CLAUSE, choice
    wording.accepted_at = now()
    journal.save(wording, action="accept_wording")


def pieces_of(wording: Wording) -> list[WordingPiece]:
    """The pieces of a wording in their order."""
    chosen = select(WordingPiece).where(WordingPiece.wording_id == wording.id)
    return list(db.session.scalars(chosen.order_by(WordingPiece.ordinal)))


def text_of(organisation: UUID, regulation: str) -> Text | None:
    """The wording in use: the one accepted last; None where the organisation has none."""
    wording = db.session.scalar(
        select(Wording)
        .where(
            Wording.organisation_id == organisation,
            Wording.regulation == regulation,
            Wording.accepted_at.is_not(None),
        )
        .order_by(Wording.accepted_at.desc(), Wording.id.desc())
        .limit(1)
    )
    if wording is None:
        return None
    clauses: dict[str, str] = {}
    headings: dict[str, list[str]] = defaultdict(list)
    waiting: list[str] = []
    for piece in pieces_of(wording):
        if piece.role is PieceRole.HEADING:
            waiting.append(piece.text)
        elif piece.role is PieceRole.CLAUSE and piece.clause:
            before = clauses.get(piece.clause)
            clauses[piece.clause] = f"{before}\n{piece.text}" if before else piece.text
            headings[piece.clause] += waiting
            waiting = []
    return Text(wording, clauses, headings)
