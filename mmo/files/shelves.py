"""The files of one record, as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import abort, g
from sqlalchemy import select

from mmo.accounts.models import Account
from mmo.clock import now
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.files.models import FileVersion, StoredFile
from mmo.files.owners import Owner, find_owner

KEPT_DAYS = 30
"""So long a deleted file can be brought back."""


@dataclass(slots=True)
class ShownFile:
    """A file with its versions, the newest first."""

    id: UUID
    name: str
    versions: list[AnyRow] = field(default_factory=list)

    @property
    def latest(self) -> AnyRow:
        return self.versions[0]


@dataclass(slots=True)
class Shelf:
    """A record's files, the deleted ones that can come back, and what is to be said."""

    owner: Owner
    files: list[ShownFile]
    removed: list[ShownFile]
    said: Sequence[str] = ()
    refused: Sequence[str] = ()
    undo: UUID | None = None

    @property
    def anchor(self) -> str:
        return f"files-{self.owner.id}"


def shelf_of(kind: str, record_id: UUID, **said: Any) -> Shelf:
    """The files of a record of this year; two queries however many there are."""
    owner = find_owner(kind, record_id)
    files: dict[UUID, ShownFile] = {}
    removed: dict[UUID, ShownFile] = {}
    for row in db.session.execute(_versions(owner)):
        into = files if row.deleted_at is None else removed
        into.setdefault(row.id, ShownFile(row.id, row.title)).versions.append(row)
    return Shelf(owner, list(files.values()), list(removed.values()), **said)


def _versions(owner: Owner) -> Any:
    since = now() - timedelta(days=KEPT_DAYS)
    return (
        select(
            StoredFile.id,
            StoredFile.name.label("title"),
            StoredFile.deleted_at,
            FileVersion.number,
            FileVersion.name,
            FileVersion.size,
            FileVersion.uploaded_at,
            FileVersion.unread,
            Account.full_name.label("uploader"),
        )
        .join(FileVersion, _same_file())
        .outerjoin(Account, Account.id == FileVersion.uploaded_by)
        .where(
            StoredFile.association_id == g.year.association_id,
            StoredFile.year_id == g.year.id,
            StoredFile.record_kind == owner.kind,
            StoredFile.record_id == owner.id,
            StoredFile.deleted_at.is_(None) | (StoredFile.deleted_at > since),
        )
        .order_by(StoredFile.id, FileVersion.number.desc())
    )


def _same_file() -> Any:
    return (FileVersion.association_id == StoredFile.association_id) & (
        FileVersion.file_id == StoredFile.id
    )


def find_file(file_id: UUID) -> StoredFile:
    """A file of this year; any other does not exist (404)."""
    file = db.session.get(StoredFile, (g.year.association_id, file_id))
    if file is None or file.year_id != g.year.id:
        abort(404)
    return file


def find_version(file: StoredFile, number: int | None) -> FileVersion:
    """A version of a file, the newest by default; 404 where there is none."""
    key = (file.association_id, file.id, number or file.latest)
    version = db.session.get(FileVersion, key)
    if version is None:
        abort(404)
    return version
