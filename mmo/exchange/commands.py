"""`import-bundle`, `export-bundle` and `check`."""

import json
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy import select

from mmo.associations.models import Association, AssociationYear
from mmo.clock import today
from mmo.compliance.judging import as_json
from mmo.compliance.rulefile import Obligation, Status
from mmo.exchange.exporting import export_bundle, to_json
from mmo.exchange.importing import import_bundle
from mmo.exchange.parsing import MAX_BYTES
from mmo.exchange.validating import Refused, read_bundle
from mmo.extensions import db
from mmo.schoolyear import year_of

EXIT_GAP = 3


def register(app: Flask) -> None:
    """Add the commands to ``flask --app app``."""
    for command in (import_command, export_command, check_command):
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
        except OSError as error:
            click.echo(f"{file}: /: {error.strerror}", err=True)
            failed = True
        except Refused as refused:
            for fault in refused.faults:
                click.echo(f"{file}: {fault.pointer}: {fault.sentence}", err=True)
            failed = True
    sys.exit(int(failed))


@click.command("export-bundle")
@click.argument("code")
@click.argument("year", type=int)
def export_command(code: str, year: int) -> None:
    """Write the bundle of association CODE's YEAR (2025 is 2025/26) to standard output."""
    found = db.session.scalar(
        select(AssociationYear)
        .join(Association)
        .where(Association.code == code, AssociationYear.year == year)
    )
    if found is None:
        raise click.ClickException(_("no association %(code)s with a year %(year)s",
                                     code=code, year=year))  # fmt: skip
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    click.echo(to_json(export_bundle(found)))


@click.command("check")
@click.argument("codes", nargs=-1)
@click.option("--year", type=int, help="Academic year; without it the year that holds the day.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day asked; without it today.")
@click.option("--format", "shape", type=click.Choice(["json", "text"]), default="text")
def check_command(codes: tuple[str, ...], year: int | None, as_of: object, shape: str) -> None:
    """Judge associations CODES, or all. Exit status 3 where a `must` clause is a gap."""
    day = as_of.date() if as_of else today(current_app.config["SETTINGS"].zone)  # type: ignore
    year = year_of(day) if year is None else year
    which = AssociationYear.year == year
    if codes:
        which &= Association.code.in_(codes)
    judged = current_app.extensions["judge"].judge(db.session(), which, day)
    missing = set(codes) - {each.row.code for each in judged}
    if missing:
        raise click.ClickException(", ".join(sorted(missing)))
    judged.sort(key=lambda each: each.row.code)
    found = [
        as_json(each.findings, each.row.code, each.row.year, each.gauges.rules.regulation.id)
        for each in judged
    ]
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    gap = any(
        clause.status is Status.GAP and clause.obligation is Obligation.MUST
        for each in judged
        for clause in each.findings.clauses
    )
    sys.exit(EXIT_GAP if gap else 0)
