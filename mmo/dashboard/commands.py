"""`check` and `recheck`: the state of associations at a terminal."""

import json
import sys
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

import click
from flask import Flask, current_app
from flask_babel import gettext as _

from mmo.associations.models import Association, AssociationYear
from mmo.clock import today
from mmo.compliance.judging import as_json
from mmo.compliance.rulefile import Obligation, Status
from mmo.dashboard.rechecking import batches, judge_again
from mmo.dashboard.telling import tell
from mmo.extensions import db
from mmo.findings import JudgedYear
from mmo.process import settle
from mmo.schoolyear import written_day, year_of

EXIT_GAP = 3


def register(app: Flask) -> None:
    """Add the commands to ``flask --app app``."""
    app.cli.add_command(check)
    app.cli.add_command(recheck)


class Check(click.Command):
    """A command whose wrong options end with 1, as every error of `check` does."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the options."""
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as error:
            error.show()
            sys.exit(1)


class Day(click.ParamType):
    """A day written as 2026-02-20, and no other way."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """The day that is meant."""
        try:
            return written_day(str(value))
        except ValueError:
            wanted = _("%(found)s is not a date such as 2026-02-20", found=value)
            self.fail(wanted, param, ctx)


@click.command("check", cls=Check)
@click.argument("codes", nargs=-1)
@click.option(
    "--year",
    type=click.IntRange(MINYEAR, MAXYEAR),
    help="Academic year; without it the year that holds the day.",
)
@click.option("--as-of", type=Day(), help="Day asked; without it today.")
@click.option("--format", "shape", type=click.Choice(["json", "text"]), default="text")
def check(codes: tuple[str, ...], year: int | None, as_of: date | None, shape: str) -> None:
    """Judge associations CODES, or all. Exit status 3 where a `must` clause is a gap."""
    day = as_of or today(current_app.config["SETTINGS"].zone)
    which = AssociationYear.year == (year_of(day) if year is None else year)
    if codes:
        which &= Association.code.in_(codes)
    judged = current_app.extensions["judge"].judge(db.session(), which, day)
    judged.sort(key=lambda each: each.row.code)
    if missing := set(codes) - {each.row.code for each in judged}:
        names = ", ".join(sorted(missing))
        raise click.ClickException(_("no such association with this year: %(names)s", names=names))
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    if shape == "json":
        click.echo(json.dumps(list(map(_as_json, judged)), ensure_ascii=False, indent=1))
    else:
        for each in judged:
            click.echo("\n".join(tell(each)))
    sys.exit(EXIT_GAP if any(map(_has_gap, judged)) else 0)


def _as_json(each: JudgedYear) -> dict[str, object]:
    regulation = each.gauges.rules.regulation.id
    return as_json(each.findings, each.row.code, each.row.year, regulation)


def _has_gap(each: JudgedYear) -> bool:
    return any(
        clause.status is Status.GAP and clause.obligation is Obligation.MUST
        for clause in each.findings.clauses
    )


@click.command("recheck")
@click.option("--all", "everything", is_flag=True, help="Also what is not stale.")
def recheck(everything: bool) -> None:
    """Judge again every year whose stored state no longer holds. May be run at any time."""
    settle()
    day = today(current_app.config["SETTINGS"].zone)
    stale = batches(day, everything=everything)
    if not stale:
        click.echo(_("Everything is up to date."))
        return
    with click.progressbar(stale, label=_("Judging")) as portions:
        for years in portions:
            judge_again(years, day)
