"""`serve`, `backup`, `restore`, `rules check` and `rules facts`."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from mmo import journal
from mmo.administration.backups import back_up, is_empty, restore
from mmo.administration.serving import serve
from mmo.compliance.loading import BadRuleFile, load_file
from mmo.compliance.regulations import Regulation
from mmo.compliance.vocabulary import words
from mmo.config import Settings
from mmo.database import Base
from mmo.exchange.examples import Failure, run
from mmo.extensions import db
from mmo.web import moment


def register(app: Flask) -> None:
    """Add the commands to ``flask --app app``."""
    for command in (serve_command, backup_command, restore_command):
        app.cli.add_command(command)
    app.cli.add_command(rules)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--threads", default=8, show_default=True)
def serve_command(host: str, port: int, threads: int) -> None:
    """Bring the database up to date and serve the program."""
    upgrade()
    serve(host, port, threads)


FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("backup")
@click.argument("file", type=FILE)
def backup_command(file: Path) -> None:
    """Write the database, the uploaded files and the secret key into FILE; work may go on."""
    number = back_up(file.absolute())
    _remember_backup()
    held = ngettext("%(num)d uploaded file", "%(num)d uploaded files", number)
    click.echo(_("Kept in %(file)s: the database, %(held)s.", file=file, held=held))
    click.echo(_("Keep it as carefully as the data: it holds everything, the secret key too."))


def _remember_backup() -> None:
    """Leave a line in the audit log; where others write all the time the backup counts more."""
    try:
        journal.note("backup")
    except OperationalError:
        click.echo(_("It is not noted in the audit log: the database is busy."), err=True)


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Put what is here aside and replace it.")
def restore_command(file: Path, yes: bool) -> None:
    """Bring the installation to what the backup FILE holds. Stop the program first."""
    if not yes and not is_empty():
        raise click.ClickException(
            _("there is an installation here; --yes puts it aside and restores the backup")
        )
    made_at, old = restore(file.absolute())
    click.echo(_("Restored as it was on %(moment)s.", moment=moment(made_at)))
    if old:
        click.echo(_("What was here before is in %(folder)s.", folder=old))
    click.echo(_("Everybody signs in again."))


@click.group("rules")
def rules() -> None:
    """Help for authors of rule files."""


@rules.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check_rules(file: Path) -> None:
    """Say everything that is wrong in rule FILE, and run its examples."""
    try:
        regulation = load_file(file)
    except BadRuleFile as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        sys.exit(1)
    failures = list(_run_examples(regulation))
    for failure in failures:
        place = _("example %(number)d", number=failure.number)
        click.echo(f"{file.name}: {failure.rule}: {place}: {failure.sentence}", err=True)
    if failures:
        sys.exit(1)
    clauses = len(regulation.editions[-1].clauses)
    click.echo(_("%(file)s: %(clauses)d clauses, nothing wrong", file=file.name, clauses=clauses))


def _run_examples(regulation: Regulation) -> list[Failure]:
    """The examples are judged in a database of their own, in memory."""
    from mmo import create_app

    settings: Settings = current_app.config["SETTINGS"]
    clauses = current_app.extensions["judge"].regulations.clause_ids()
    aside = create_app(settings.model_copy(update={"database_url": "sqlite://"}))
    with aside.app_context():
        Base.metadata.create_all(db.engine)
        return list(run(regulation, clauses))


@rules.command("facts")
def list_facts() -> None:
    """List the words that a rule file may use."""
    for title, known in (
        (_("count — collections"), words.collections),
        (_("each — groups"), words.groups),
        (_("state — states"), words.states),
        (_("applies_when — conditions"), words.conditions),
    ):
        click.echo(title)
        for name, word in known.items():
            click.echo(f"  {name}")
            for inner in getattr(word, "kinds", ()) or getattr(word, "properties", ()):
                click.echo(f"    {inner}")
