"""`files check` and `files sweep`: every row its file, every file its row."""

import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import click
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from mmo import journal
from mmo.clock import now
from mmo.extensions import db
from mmo.files.models import FileVersion, StoredFile
from mmo.files.operations import the_storage
from mmo.files.shelves import KEPT_DAYS
from mmo.files.storing import INCOMING, Storage, digest_of, is_young
from mmo.records.models import RemovedRecord


def register(app: Flask) -> None:
    """Add the commands to ``flask --app app``."""
    app.cli.add_command(files)


@click.group("files")
def files() -> None:
    """Help for the uploaded files."""


@files.command("check")
def check() -> None:
    """Say every row without its file and every file without its row. Exit status 1 where any."""
    storage = the_storage()
    faults = [*_rows_without_bytes(storage), *_bytes_without_rows(storage)]
    for fault in faults:
        click.echo(fault, err=True)
    number = len(db.session.execute(select(FileVersion.kept_as)).all())
    click.echo(ngettext("%(num)d file looked at", "%(num)d files looked at", number))
    sys.exit(1 if faults else 0)


@files.command("sweep")
def sweep() -> None:
    """Take away what no row speaks of, and files and records deleted long ago. May run any time.

    A deleted record is kept whole, with its files, so that it can be put back: not for ever.
    """
    storage = the_storage()
    number = _forget_deleted(storage)
    known = _known()
    for path in storage.names():
        if path not in known and not is_young(path):
            path.unlink(missing_ok=True)
            number += 1
    click.echo(ngettext("%(num)d file taken away", "%(num)d files taken away", number))


def _rows_without_bytes(storage: Storage) -> Iterator[str]:
    rows = db.session.execute(
        select(
            FileVersion.association_id,
            FileVersion.kept_as,
            FileVersion.name,
            FileVersion.size,
            FileVersion.sha256,
        ).order_by(FileVersion.kept_as)
    ).all()
    for row in rows:
        path = storage.path(row.association_id, row.kept_as)
        place = f"{row.association_id}/{row.kept_as} ({row.name})"
        if not path.is_file():
            yield _("%(place)s: the file is missing", place=place)
        elif path.stat().st_size != row.size or digest_of(path) != row.sha256:
            yield _("%(place)s: the content is not what was uploaded", place=place)


def _bytes_without_rows(storage: Storage) -> Iterator[str]:
    known = _known()
    for path in storage.names():
        is_running = path.name.startswith(INCOMING) and is_young(path)
        if path not in known and not is_running:
            place = path.relative_to(storage.root)
            yield _("%(place)s: no row speaks of this file", place=place)


def _known() -> set[Path]:
    storage = the_storage()
    rows = db.session.execute(select(FileVersion.association_id, FileVersion.kept_as))
    return {storage.path(row.association_id, row.kept_as) for row in rows}


def _forget_deleted(storage: Storage) -> int:
    """Rows first, bytes after: what stops in between is an orphan for the next sweep."""
    before = now() - timedelta(days=KEPT_DAYS)
    with journal.change("sweep"):
        removed = db.session.scalars(
            select(RemovedRecord).where(RemovedRecord.created_at < before)
        ).all()
        theirs = StoredFile.record_id.in_(_ids_in(removed))
        chosen = select(StoredFile).where((StoredFile.deleted_at < before) | theirs)
        old = db.session.scalars(chosen).all()
        versions = [version for file in old for version in _versions(file)]
        for record in (*versions, *old, *removed):
            db.session.delete(record)
    for version in versions:
        storage.drop(version.association_id, version.kept_as)
    return len(versions)


def _ids_in(removed: Iterable[RemovedRecord]) -> list[UUID]:
    """The keys of deleted records and their parts that nobody has put back."""
    return [
        UUID(row["id"])
        for record in removed
        if record.restored_at is None
        for rows in record.rows.values()
        for row in rows
        if "id" in row
    ]


def _versions(file: StoredFile) -> list[FileVersion]:
    which = (FileVersion.association_id == file.association_id) & (FileVersion.file_id == file.id)
    return list(db.session.scalars(select(FileVersion).where(which)))
