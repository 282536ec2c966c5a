"""`search rebuild`: makes the search's entries anew."""

import click
from flask import Flask
from flask_babel import ngettext

from mmo import journal
from mmo.extensions import db
from mmo.search.indexing import rebuild


def register(app: Flask) -> None:
    """Add the command to ``flask --app app``."""
    app.cli.add_command(search)


@click.group("search")
def search() -> None:
    """Help for the search."""


@search.command("rebuild")
def rebuild_all() -> None:
    """Make every entry of the search anew from the records and files. May run any time."""
    with journal.change("search_rebuild"):
        number = rebuild(db.session())
    click.echo(ngettext("%(num)d entry", "%(num)d entries", number))
