"""The year-end reports of a school and of a municipality."""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mmo.accounts.guard import holder_of, open_scope
from mmo.accounts.models import Role
from mmo.accounts.scope import reached
from mmo.associations.models import Level
from mmo.district.asked import Asked
from mmo.district.heatmap import HeatMap
from mmo.findings import Judge
from mmo.reports.catalogue import SCHOOL_TABLE
from mmo.reports.summaries import Summary
from mmo.reports.words import PAPER
from mmo.web import today

bp = Blueprint("summaries", __name__)


def _summary(*roles: Role) -> Summary:
    judge: Judge = current_app.extensions["judge"]
    reaches = reached([grant for grant in current_user.grants if grant.role in roles])
    return Summary(judge, reaches, Asked.of(request.args).year, today())


@bp.get("/school/report")
@holder_of(Role.DEPUTY, Role.DIRECTOR)
def school() -> ResponseReturnValue:
    """All associations of a school side by side, with last year and their papers."""
    summary = _summary(Role.DEPUTY, Role.DIRECTOR)
    open_scope({row.association_id for row in summary.rows})
    lines = summary.read(summary.rows, [])
    return render_template(
        "reports/school.html", summary=summary, lines=lines, table=SCHOOL_TABLE, paper=PAPER
    )


@bp.get("/district/report")
@holder_of(Role.OFFICE)
def municipality() -> ResponseReturnValue:
    """All associations of the municipality: statuses, and of schools what they shared."""
    summary = _summary(Role.OFFICE)
    own = [row for row in summary.rows if row.level == Level.MUNICIPAL]
    schools = [row for row in summary.rows if row.level != Level.MUNICIPAL]
    open_scope({row.association_id for row in summary.rows})
    lines = summary.read(own, schools)
    present = _map(summary.year)
    used = present.regulation.id if present.regulation else ""
    return render_template(
        "reports/municipality.html",
        summary=summary,
        lines=lines,
        missed=[present, _map(summary.year - 1, used)],
        paper=PAPER,
    )


def _map(year: int, regulation: str = "") -> HeatMap:
    judge: Judge = current_app.extensions["judge"]
    reaches = reached([grant for grant in current_user.grants if grant.role is Role.OFFICE])
    return HeatMap(judge, reaches, Asked(regulation=regulation, year=year), today())
