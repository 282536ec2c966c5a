"""`work`: does what is in the queue, where no server's own worker does it."""

import click
from flask import Flask, current_app

from mmo.jobs.queue import sweep
from mmo.jobs.worker import work


def register(app: Flask) -> None:
    """Add the command to ``flask --app app``."""
    app.cli.add_command(work_command)


@click.command("work")
def work_command() -> None:
    """Do what is in the queue, and forget old results."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    count = work(app, click.echo)
    sweep()
    click.echo(count)
