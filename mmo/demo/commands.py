"""`demo`: builds the demonstration where there is none, and serves it."""

import click
from flask import Flask, current_app
from flask_babel import gettext as _
from flask_migrate import upgrade
from sqlalchemy import select

from mmo.accounts.models import Account
from mmo.administration.serving import serve
from mmo.clock import today
from mmo.demo.building import build
from mmo.extensions import db


def register(app: Flask) -> None:
    """Add the command to ``flask --app app``."""
    app.cli.add_command(demo)


@click.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--only-build", is_flag=True, help="Do not serve.")
def demo(host: str, port: int, only_build: bool) -> None:
    """Build the demonstration in an empty database, and serve it."""
    upgrade()
    if db.session.scalar(select(Account.id).limit(1)) is None:
        click.echo(_("Building the demonstration: a district and its schools, week by week …"))
        build(today(current_app.config["SETTINGS"].zone), lambda line: click.echo(f"  {line}"))
    if not only_build:
        serve(host, port)
