"""`import-bundle` and `export-bundle`."""

import sys
from datetime import MAXYEAR, MINYEAR
from pathlib import Path

import click
from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy import select

from mmo.associations.models import Association, AssociationYear
from mmo.exchange.exporting import export_bundle, to_json
from mmo.exchange.importing import import_bundle
from mmo.exchange.parsing import MAX_BYTES
from mmo.exchange.validating import Refused, read_bundle
from mmo.extensions import db
from mmo.validation import one_line


def register(app: Flask) -> None:
    """Add the commands to ``flask --app app``."""
    for command in (import_command, export_command):
        app.cli.add_command(command)


@click.command("import-bundle")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_command(files: tuple[Path, ...]) -> None:
    """Bring years to what bundle FILES say. A bad file is refused whole, with every fault."""
    failed = False
    clauses = current_app.extensions["judge"].regulations.clause_ids()
    for file in files:
        try:
            with file.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
            import_bundle(read_bundle(data, clauses))
        except OSError:
            sentence = _("the file cannot be opened")
            click.echo(f"{file}: /: {sentence}", err=True)
            failed = True
        except Refused as refused:
            for fault in refused.faults:
                click.echo(f"{file}: {one_line(fault.pointer)}: {fault.sentence}", err=True)
            failed = True
    sys.exit(int(failed))


@click.command("export-bundle")
@click.argument("code")
@click.argument("year", type=int)
def export_command(code: str, year: int) -> None:
    """Write the bundle of association CODE's YEAR (2025 is 2025/26) to standard output."""
    chosen = select(AssociationYear).join(Association)
    chosen = chosen.where(Association.code == code, AssociationYear.year == year)
    found = db.session.scalar(chosen) if MINYEAR <= year <= MAXYEAR else None
    if found is None:
        raise click.ClickException(_("no association %(code)s with a year %(year)s",
                                     code=code, year=year))  # fmt: skip
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    click.echo(to_json(export_bundle(found)))
