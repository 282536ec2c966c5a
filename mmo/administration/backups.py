"""A backup of the whole installation, and its restoration: one command each.

A backup holds what was acknowledged before it began. The database is copied first: what its rows
speak of was on the disk before them, so the files copied after it are enough.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_babel import gettext as _
from flask_migrate import upgrade
from sqlalchemy import delete, func, inspect, select

from mmo import journal
from mmo.accounts.models import Account, SignIn
from mmo.administration import dumps
from mmo.administration.archive import BadBackup, Reader, Writer, write
from mmo.associations.models import Organisation
from mmo.clock import now
from mmo.config import Settings
from mmo.extensions import db
from mmo.files.storing import sync_folder

ASIDE = "before-restore-"
KEY, FILES, STAGE = "secret-key", "files", ".restoring"


def settings() -> Settings:
    """The settings of this installation."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def back_up(target: Path) -> int:
    """Write a backup; returns how many uploaded files it holds.

    Raises:
        click.ClickException: it cannot be made; a backup that stood there before still does.
    """
    url, folder = settings().database, settings().data_dir
    about = {"made_at": now().isoformat(), "revision": _revision()}
    number = 0

    def fill(archive: Writer) -> None:
        nonlocal number
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as aside:
            copy = Path(aside) / dumps.part_name(url)
            dumps.dump(url, copy)
            archive.add(copy.name, copy, packed=True)
        if (folder / KEY).is_file():
            archive.add(KEY, folder / KEY, packed=False)
        for path in _uploaded(folder):
            with contextlib.suppress(FileNotFoundError):  # swept away just now
                archive.add(path.relative_to(folder).as_posix(), path, packed=False)
                number += 1
        archive.finish(**about)

    try:
        write(target, fill)
    except OSError as error:
        told = _("%(file)s cannot be written: %(why)s", file=target, why=error.strerror)
        raise click.ClickException(told) from None
    return number


def _uploaded(folder: Path) -> Iterator[Path]:
    """The uploaded files that are whole."""
    for path in sorted((folder / FILES).rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path


def _revision() -> str:
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        raise click.ClickException(_("there is no installation here: nothing to keep"))
    return found


def is_empty() -> bool:
    """Whether nothing would be lost here by a restoration."""
    url, folder = settings().database, settings().data_dir
    if any(_uploaded(folder)):
        return False
    if dumps.is_sqlite(url) and not dumps.sqlite_file(url).exists():
        return True
    there = inspect(db.engine).get_table_names()
    held = [model for model in (Account, Organisation) if model.__tablename__ in there]
    return not any(db.session.scalar(select(func.count()).select_from(model)) for model in held)


def restore(source: Path) -> tuple[datetime, Path | None]:
    """Bring the installation to what a backup holds; returns when that was made and where
    the old one was put.

    Everything is unpacked and compared with its checksums before anything here is touched.

    Raises:
        click.ClickException: it cannot be done; the installation is as it was.
    """
    folder, url = settings().data_dir, settings().database
    try:
        archive = Reader(source)
        if dumps.part_name(url) not in archive.manifest["parts"]:
            raise BadBackup(_("it holds the database of another kind than MMO_DATABASE_URL names"))
        _know(archive.manifest["revision"])
        with tempfile.TemporaryDirectory(prefix=STAGE, dir=folder) as stage:
            for _part in archive.parts(Path(stage)):
                pass
            old = _put_in_place(Path(stage), folder, url)
    except BadBackup as error:
        raise click.ClickException(f"{source}: {error}") from None
    upgrade()
    _sign_everybody_out()
    return archive.made_at, old


def _know(revision: str) -> None:
    """Refuse the database of a program that is newer than this one."""
    config = current_app.extensions["migrate"].migrate.get_config()
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    if revision not in {script.revision for script in scripts}:
        raise BadBackup(_("it was made by a newer version of this program"))


def _put_in_place(stage: Path, folder: Path, url: str) -> Path | None:
    empty, old = is_empty(), folder / f"{ASIDE}{now():%Y-%m-%d-%H%M%S}"
    db.session.remove()
    db.engine.dispose()
    moves = {stage / name: folder / name for name in (KEY, FILES)}
    if dumps.is_sqlite(url):
        file = dumps.sqlite_file(url)
        if dumps.in_use(file):
            raise click.ClickException(_("the program is running: stop it, then restore"))
        moves[stage / dumps.part_name(url)] = file
    else:
        if not empty:
            old.mkdir(mode=0o700)
            dumps.dump(url, old / dumps.part_name(url))
        dumps.restore_postgresql(url, stage / dumps.part_name(url))
    try:
        _move(moves, None if empty else old)
    except OSError as error:
        told = _("the disk refused: %(why)s; what was here before is in %(folder)s",
                 why=error.strerror, folder=old if old.exists() else folder)  # fmt: skip
        raise click.ClickException(told) from None
    sync_folder(folder)
    return None if empty else old


def _move(moves: dict[Path, Path], old: Path | None) -> None:
    """Put what is here into the folder `old`, and the new where it stood."""
    if old:
        old.mkdir(mode=0o700, exist_ok=True)
    for target in moves.values():
        if target.exists():
            shutil.move(target, old / target.name) if old else _forget(target)
    for new, target in moves.items():
        if new.exists():
            shutil.move(new, target)


def _forget(target: Path) -> None:
    shutil.rmtree(target) if target.is_dir() else target.unlink()


def _sign_everybody_out() -> None:
    """Sessions that ended after the backup was made must not come back with it."""
    journal.note("restore_backup", delete(SignIn))
