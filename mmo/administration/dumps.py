"""A database as one file, and back: SQLite's own backup, PostgreSQL's own tools.

A copy of an SQLite file taken by other means loses what still stands in its journal.
"""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import click
from flask_babel import gettext as _
from sqlalchemy import URL, make_url

from mmo.database import sqlite_driver

EVERY_TENANT = "-c mmo.scope=*"
"""The tenants' fences bind the owner too; in this scope he sees every row."""


def is_sqlite(url: str) -> bool:
    """Whether the database is a file."""
    return make_url(url).get_backend_name() == "sqlite"


def sqlite_file(url: str) -> Path:
    """The file of an SQLite database."""
    return Path(make_url(url).database or "")


def part_name(url: str) -> str:
    """What the database is called inside a backup."""
    return "database.sqlite" if is_sqlite(url) else "database.pgdump"


def dump(url: str, target: Path) -> None:
    """Write the database as it is now, with everything acknowledged so far; others go on writing.

    Raises:
        click.ClickException: it cannot be written; it says what to do.
    """
    if not is_sqlite(url):
        options = ["--format=custom", "--no-owner", "--no-privileges", "--enable-row-security"]
        _run("pg_dump", [*options, f"--file={target}"], make_url(url))
        return
    source, copy = (sqlite_driver.connect(path) for path in (sqlite_file(url), target))
    try:
        source.execute("PRAGMA busy_timeout = 60000")
        source.backup(copy)  # all at once: one snapshot, whatever is written meanwhile
        copy.execute("PRAGMA journal_mode = DELETE")
        (said,) = copy.execute("PRAGMA quick_check").fetchone()
    finally:
        source.close()
        copy.close()
    if said != "ok":
        raise click.ClickException(_("the database is damaged: %(what)s", what=said))


def restore_postgresql(url: str, source: Path) -> None:
    """Replace everything in a PostgreSQL database by a dump, in one transaction."""
    options = ["--no-owner", "--no-privileges", "--enable-row-security"]
    replace = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error"]
    address = make_url(url)
    _run("pg_restore", [*options, *replace, f"--dbname={address.database}", str(source)], address)


def in_use(file: Path) -> bool:
    """Whether another process has this SQLite file open; its journal is emptied where none has."""
    if not file.exists():
        return False
    connection = sqlite_driver.connect(file)
    try:
        connection.execute("PRAGMA busy_timeout = 2000")
        connection.execute("PRAGMA journal_mode = DELETE")  # leaving WAL needs it for itself
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except (sqlite_driver.OperationalError, sqlite3.OperationalError):
        return True
    finally:
        connection.close()
    return False


def _run(program: str, options: list[str], url: URL) -> None:
    if shutil.which(program) is None:
        raise click.ClickException(
            _("%(program)s is needed for PostgreSQL (Debian: apt install postgresql-client)",
              program=program)
        )  # fmt: skip
    named = {
        "PGHOST": url.query.get("host", url.host),
        "PGPORT": url.port and str(url.port),
        "PGUSER": url.username,
        "PGPASSWORD": url.password and str(url.password),
        "PGDATABASE": url.database,
        "PGOPTIONS": EVERY_TENANT,
    }
    environment = os.environ | {name: str(value) for name, value in named.items() if value}
    done = subprocess.run([program, *options], env=environment, capture_output=True, text=True)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [""]
        said = _("%(program)s failed: %(why)s", program=program, why=last[0])
        raise click.ClickException(said)
