"""The installations that the checks of pages look at, at a standing clock.

The demonstration is built once in a process; whoever asks gets a copy of its own.
"""

import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

from mmo import create_app, journal
from mmo.accounts.models import Account, Grant, Role
from mmo.accounts.passwords import hash_password
from mmo.administration import first_run
from mmo.clock import standing_at
from mmo.config import Settings
from mmo.database import uuid7
from mmo.demo.building import PASSWORD, build
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from tests.factories import as_bundle, bundle

TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""The day on which the pages are looked at."""
YEAR = 2026
SMALL_SCHOOLS = 26
"""So many more associations, outside the municipality, give the administrator's list pages."""
OWNER = "owner"
OWNER_PASSWORD = "three words long"


class Standing:
    """A WSGI application for which it is always `TODAY`."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with standing_at(TODAY):
            return self._application(environ, start)


def open_at(folder: Path, database: Path, **settings: Any) -> Flask:
    """An application over a copy of a database and its files, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(database, folder / "mmo.db")
    if (files := database.with_name("files")).is_dir():
        shutil.copytree(files, folder / "files", dirs_exist_ok=True)
    app = create_app(Settings(data_dir=folder, secret_key="pages", **{"htmx": "local"} | settings))
    app.wsgi_app = Standing(app.wsgi_app)  # type: ignore[assignment, method-assign]
    return app


@cache
def demonstration(folder: Path, empty: Path) -> Path:
    """The database of the demonstration on `TODAY`, with a person without a role, a long list, and
    the head of an association that has entered nothing yet.

    Args:
        folder: where it is built.
        empty: a database that went through every migration.
    """
    app = open_at(folder, empty)
    with app.app_context(), standing_at(TODAY):
        build(TODAY.date())
        years = [import_bundle(as_bundle(app, _small_school(n))) for n in range(SMALL_SCHOOLS)]
        stored = hash_password(PASSWORD)
        head = uuid7()
        journal.save(
            Account(id=uuid7(), login="newcomer", full_name="Новикова Нина", password_hash=stored),
            Account(id=head, login="small-head", full_name="Малова Нина", password_hash=stored),
            Grant(account_id=head, role=Role.HEAD, association_id=years[0].association_id),
        )
        db.session.remove()
        db.engine.dispose()
    return folder / "mmo.db"


@cache
def fresh(folder: Path, empty: Path) -> Path:
    """The database of an installation that has had its first run, and nothing else yet."""
    app = open_at(folder, empty)
    with app.app_context(), standing_at(TODAY):
        first_run.finish("Школа", OWNER, "Хозяйкина Вера Ильинична", OWNER_PASSWORD)
        db.session.remove()
        db.engine.dispose()
    return folder / "mmo.db"


def _small_school(number: int) -> dict[str, Any]:
    made = bundle(f"small-{number:02d}")
    made["organisations"][0]["in_municipality"] = False
    return made
