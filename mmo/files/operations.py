"""Taking a file in, giving it a new version, deleting it and bringing it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple
from uuid import UUID

from flask import abort, current_app, g
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from mmo import journal
from mmo.associations.models import AssociationYear
from mmo.clock import now
from mmo.database import uuid7
from mmo.extensions import db
from mmo.files.checking import Sound, examine
from mmo.files.faults import BadFile
from mmo.files.models import FileVersion, StoredFile
from mmo.files.owners import Owner
from mmo.files.reading import Text, read
from mmo.files.shelves import find_version
from mmo.files.storing import Kept, Storage


class AlreadyKept(Exception):
    """The same bytes lie there under the same name: a double click, or the file sent twice."""


class Fresh(NamedTuple):
    """A file whose bytes are kept, and whose row is still to be written."""

    sound: Sound
    kept: Kept
    text: Text


class Taken(NamedTuple):
    """What is said after an upload: of the files that were taken, and of those that were not."""

    said: list[str]
    refused: list[str]


def the_storage() -> Storage:
    """The files of this installation."""
    storage: Storage = current_app.extensions["storage"]
    return storage


def take(owner: Owner, sent: list[FileStorage], file: StoredFile | None = None) -> Taken:
    """Take every file that is good; a bad one leaves nothing behind but its sentence.

    Args:
        file: given where what is sent is a new version of it.
    """
    db.session.rollback()  # checking and reading take their time; nobody waits for it
    taken = Taken([], [])
    for each in sent:
        shown = (each.filename or "").replace("\\", "/").rpartition("/")[2][:80]
        try:
            name = _take_one(owner, each, file.id if file else None)
            taken.said.append(_("“%(name)s” is kept.", name=name))
        except BadFile as fault:
            taken.refused.append(_("“%(name)s”: %(fault)s.", name=shown, fault=fault))
        except AlreadyKept:
            taken.said.append(_("“%(name)s” was there already; nothing changed.", name=shown))
    if not sent:
        taken.refused.append(_("Choose a file."))
    return taken


def _take_one(owner: Owner, sent: FileStorage, file_id: UUID | None) -> str:
    most = current_app.config["SETTINGS"].file_mb
    sound = examine(sent.stream, sent.filename or "", most)  # type: ignore[arg-type]
    with kept_file(sent.stream, sound, g.year.association_id) as fresh, journal.change("upload"):  # type: ignore[arg-type]
        if file_id is None:
            add(owner, fresh)
        else:
            _hold_year()
            _add_version(file_id, fresh)
    return fresh.sound.name


@contextmanager
def kept_file(stream: BinaryIO, sound: Sound, association: UUID) -> Iterator[Fresh]:
    """The bytes of a good file, kept; they go again if the row is not written."""
    storage = the_storage()
    kept = storage.keep(stream, association)
    try:
        text = read(storage.path(association, kept.kept_as), sound.format)
        yield Fresh(sound, kept, text)
    except BaseException:
        storage.drop(association, kept.kept_as)
        raise


def _hold_year() -> None:
    """Two uploads into a year go one after the other; a year closed meanwhile takes none."""
    year = AssociationYear
    which = (year.association_id == g.year.association_id) & (year.id == g.year.id)
    held = db.session.execute(select(year.closed_at).where(which).with_for_update()).one()
    if held.closed_at is not None:
        abort(403)


def add(owner: Owner, fresh: Fresh) -> None:
    """Write the row of a new file of a record, inside a change.

    Raises:
        AlreadyKept: the record has it.
    """
    _hold_year()
    same = (
        select(StoredFile.id)
        .join(
            FileVersion,
            (FileVersion.association_id == StoredFile.association_id)
            & (FileVersion.file_id == StoredFile.id)
            & (FileVersion.number == StoredFile.latest),
        )
        .where(
            StoredFile.association_id == g.year.association_id,
            StoredFile.record_kind == owner.kind,
            StoredFile.record_id == owner.id,
            StoredFile.deleted_at.is_(None),
            StoredFile.name == fresh.sound.name,
            FileVersion.sha256 == fresh.kept.sha256,
        )
    )
    if db.session.scalar(same.limit(1)) is not None:
        raise AlreadyKept
    file = StoredFile(
        association_id=g.year.association_id,
        year_id=g.year.id,
        id=uuid7(),
        record_kind=owner.kind,
        record_id=owner.id,
        name=fresh.sound.name,
        latest=1,
    )
    db.session.add_all([file, version_of(file, fresh, current_user.account_id)])


def is_kept(fresh: Fresh) -> bool:
    """Whether the row of a file was written."""
    chosen = select(FileVersion.file_id).where(
        FileVersion.association_id == g.year.association_id,
        FileVersion.kept_as == fresh.kept.kept_as,
    )
    return db.session.scalar(chosen.limit(1)) is not None


def _add_version(file_id: UUID, fresh: Fresh) -> None:
    file = db.session.get(
        StoredFile, (g.year.association_id, file_id), populate_existing=True, with_for_update=True
    )
    if file is None or file.deleted_at is not None:
        abort(404)
    if find_version(file, None).sha256 == fresh.kept.sha256:
        raise AlreadyKept
    file.latest += 1
    file.name = fresh.sound.name
    db.session.add(version_of(file, fresh, current_user.account_id))


def version_of(file: StoredFile, fresh: Fresh, by: UUID) -> FileVersion:
    """The latest version of a file, to be saved with it."""
    return FileVersion(
        association_id=file.association_id,
        year_id=file.year_id,
        file_id=file.id,
        number=file.latest,
        name=fresh.sound.name,
        content_type=fresh.sound.format.content_type,
        size=fresh.kept.size,
        sha256=fresh.kept.sha256,
        kept_as=fresh.kept.kept_as,
        uploaded_at=now(),
        uploaded_by=by,
        extracted=fresh.text.text,
        unread=fresh.text.unread,
    )


def delete(file: StoredFile) -> None:
    """Put a file away; `restore` brings it back as long as the sweeper lets it be."""
    if file.deleted_at is None:
        file.deleted_at = now()
        journal.save(file, action="delete")


def restore(file: StoredFile) -> None:
    """Bring a deleted file back."""
    if file.deleted_at is not None:
        file.deleted_at = None
        journal.save(file, action="restore")
