"""The demonstration's files: texts written in Word, and our own papers, signed and uploaded."""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from docx import Document
from flask import current_app
from sqlalchemy import select

from mmo import journal
from mmo.accounts.models import Grant, Role
from mmo.accounts.scope import find_year
from mmo.clock import standing_at
from mmo.database import AnyRow, uuid7
from mmo.demo.content import whole_year
from mmo.documents.codes import keep
from mmo.documents.making import make
from mmo.documents.records import YearRecords
from mmo.documents.registry import PAPERS, Format, Of
from mmo.documents.writing import write
from mmo.extensions import db
from mmo.files.checking import examine
from mmo.files.models import StoredFile
from mmo.files.operations import kept_file, version_of
from mmo.files.owners import OWNERS


class _Place(NamedTuple):
    """A record of a year, and who uploads files to it."""

    row: AnyRow
    kind: str
    record_id: UUID
    by: UUID


def attach_files(year: int, today: date) -> None:
    """Upload every file that is there by today, on its day, by the head of its association."""
    content = whole_year("files", year)
    for told in content["written"]:
        there = [each for each in told["versions"] if _day(each) <= today]
        if there and (place := _place(told)):
            _upload(place, told["name"], ((_day(each), _word(each)) for each in there))
    for told in content["printed"]:
        if _day(told) <= today and (place := _place(told)):
            with _at(_day(told)):
                _upload(place, told["name"], [(_day(told), _paper(place, told["paper"]))])


def _place(told: dict[str, Any]) -> _Place | None:
    """Where a file belongs; None where its record is not there yet."""
    row = find_year(told["in"], told["year"])
    assert row is not None
    kind, ref = told["of"]["kind"], told["of"].get("ref")
    model: Any = OWNERS[kind]
    chosen = select(model.id).where(
        model.association_id == row.association_id, model.year_id == row.id
    )
    record_id = db.session.scalar(chosen.where(model.ref == ref) if ref else chosen)
    head = db.session.scalar(
        select(Grant.account_id).where(
            Grant.association_id == row.association_id, Grant.role == Role.HEAD
        )
    )
    return _Place(row, kind, record_id, head) if record_id and head else None


def _upload(place: _Place, name: str, versions: Iterable[tuple[date, bytes]]) -> None:
    """Keep a file as a person uploads it: checked, read for the search, one version a day."""
    file = StoredFile(
        association_id=place.row.association_id, year_id=place.row.id, id=uuid7(),
        record_kind=place.kind, record_id=place.record_id, name=name, latest=0,
    )  # fmt: skip
    for day, data in versions:
        stream = io.BytesIO(data)
        sound = examine(stream, name, current_app.config["SETTINGS"].file_mb)
        with (
            _at(day),
            kept_file(stream, sound, file.association_id) as fresh,
            journal.change("upload"),
        ):
            file.latest += 1
            db.session.add_all([file, version_of(file, fresh, place.by)])


def _word(told: dict[str, Any]) -> bytes:
    """A text as people write it in Word."""
    document, made = Document(), io.BytesIO()
    document.add_heading(told["title"], 1)
    for each in told["text"]:
        document.add_paragraph(each)
    document.save(made)
    return made.getvalue()


def _paper(place: _Place, name: str) -> bytes:
    """Our own paper as it is printed, with its code kept: this copy comes back signed."""
    records = YearRecords(db.session(), place.row)
    paper = PAPERS[name]
    made = make(paper, records, place.row.id if paper.of is Of.YEAR else place.record_id)
    with journal.change("print"):
        for statement in keep(made, ""):
            db.session.execute(statement)
    return write(made, Format.PDF).data


def _day(told: dict[str, Any]) -> date:
    return date.fromisoformat(told["on"])


def _at(day: date) -> Any:
    return standing_at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
