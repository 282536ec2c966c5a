"""Serves the program with waitress, a server in plain Python that also runs on Windows."""

import sys
from typing import Any

import click
import waitress
from flask import Flask, current_app
from flask_babel import gettext as _

from mmo.administration import first_run
from mmo.database import driver_version, wal_is_safe
from mmo.jobs import worker
from mmo.process import settle

BEYOND = 64 * 1024 * 1024
"""Bytes that are taken in beyond what the program takes, so that what is somewhat too large is
refused on a page of ours; what is larger yet never reaches the disk."""


def serve(host: str, port: int, threads: int = 8) -> None:
    """Serve until stopped; says the address, and the first page's code where there is one.

    Raises:
        click.ClickException: the port is not to be had.
    """
    sqlite = current_app.config["SETTINGS"].database.startswith("sqlite")
    if sqlite and not wal_is_safe(driver_version()):
        click.echo(_("This SQLite can damage a database in WAL mode; the slower journal is used."))
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        server = the_server(app, host=host, port=port, threads=threads)
    except OSError:
        wrong = _("Port %(port)s is taken or forbidden; name another by --port.", port=port)
        raise click.ClickException(wrong) from None
    click.echo(_("Open %(address)s in a browser.", address=f"http://{host}:{port}"))
    if first_run.is_needed():
        click.echo(_("The first page asks for this code: %(code)s", code=first_run.the_code()))
    sys.stdout.flush()
    settle()
    worker.start(app)
    server.run()


def the_server(app: Flask, **where: Any) -> Any:
    """A server that listens already, and takes in no body far larger than the program would."""
    most = app.config["MAX_CONTENT_LENGTH"] + BEYOND
    return waitress.create_server(app, max_request_body_size=most, **where)
