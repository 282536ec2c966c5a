"""How files are found: by their names and by the text in them."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from mmo.files.models import FileVersion, StoredFile
from mmo.files.owners import reads
from mmo.search.registry import BELONGING, searchable
from mmo.web import day_of


def _text(file: StoredFile) -> str | None:
    session = object_session(file)
    assert session is not None
    return session.scalar(
        select(FileVersion.extracted).where(
            FileVersion.association_id == file.association_id,
            FileVersion.file_id == file.id,
            FileVersion.number == file.latest,
        )
    )


def _files_of(session: Session, records: list[Any]) -> Iterable[StoredFile]:
    """The files of records that came back."""
    ids = [record.id for record in records if hasattr(record, "id")]
    chosen = select(StoredFile).where(StoredFile.record_id.in_(ids))
    return session.scalars(chosen).all()


BELONGING.append(_files_of)
searchable(
    "file",
    StoredFile,
    _l("Files"),
    title=lambda file: file.name,
    body=lambda file: (_text(file),),
    day=lambda file: day_of(file.changed_at),
    opens=lambda file: (file.record_kind, file.record_id),
    needs=lambda file: reads(file.record_kind),
    hidden=lambda file: file.deleted_at is not None,
)
