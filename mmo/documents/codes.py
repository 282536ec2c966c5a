"""The codes of printed papers: what was printed, when, by whom, and whether it still holds."""

from uuid import UUID

from flask import g
from flask_login import current_user
from sqlalchemy import Executable, select
from sqlalchemy.dialects import postgresql, sqlite

from mmo import journal
from mmo.clock import now
from mmo.database import AnyRow, uuid7
from mmo.documents.making import ALPHABET, Made, make
from mmo.documents.models import PrintedPaper
from mmo.documents.records import NoSuchRecord, YearRecords
from mmo.documents.registry import PAPERS, Format
from mmo.extensions import db

LOOK_ALIKE = str.maketrans("АВСЕНКМРТУХ", "ABCEHKMPTYX")
"""Cyrillic letters that look like those of a code."""


def remember(made: Made, form: Format) -> None:
    """Note that a paper was printed; the first time its code is kept too."""
    row, kept = made.records.row, keep(made, current_user.full_name)
    journal.note(
        "print",
        *kept,
        association_id=row.association_id,
        year_id=row.id,
        record_kind=f"paper.{made.paper.name}"[:40],
        record_id=made.record_id,
        changes={"code": [None, made.code], "format": [None, form.value]},
    )


def keep(made: Made, by: str) -> list[Executable]:
    """What keeps the code of a paper; nothing where it is kept already, or is at this moment."""
    row = made.records.row
    if find(row, made.code):
        return []
    values = {
        "association_id": row.association_id,
        "year_id": row.id,
        "id": uuid7(),
        "code": made.code,
        "paper": made.paper.name,
        "record_id": made.record_id,
        "digest": made.digest,
        "file_name": made.name,
        "printed_at": now(),
        "printed_by": by,
    }
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    return [dialect.insert(PrintedPaper).values(values).on_conflict_do_nothing()]


def find(year: AnyRow, code: str) -> AnyRow | None:
    """The printed version of this code among the year's."""
    return db.session.execute(
        select(*PrintedPaper.__table__.c).where(
            PrintedPaper.association_id == year.association_id,
            PrintedPaper.year_id == year.id,
            PrintedPaper.code == code,
        )
    ).first()


def printings(paper: str, record_id: UUID) -> list[AnyRow]:
    """The printed versions of one paper, the latest first."""
    return list(
        db.session.execute(
            select(*PrintedPaper.__table__.c)
            .where(
                PrintedPaper.association_id == g.year.association_id,
                PrintedPaper.paper == paper,
                PrintedPaper.record_id == record_id,
            )
            .order_by(PrintedPaper.printed_at.desc())
            .limit(10)
        )
    )


def still_holds(row: AnyRow, records: YearRecords) -> bool | None:
    """Whether the records say today what was printed; None where the record is gone."""
    if row.paper not in PAPERS:
        return None
    try:
        return make(PAPERS[row.paper], records, row.record_id).digest == row.digest
    except NoSuchRecord:
        return None


def typed(code: str) -> str:
    """A code as a person typed it from paper: with a hyphen, small, or in Cyrillic letters."""
    plain = code.upper().translate(LOOK_ALIKE)
    return "".join(sign for sign in plain if sign in ALPHABET)
