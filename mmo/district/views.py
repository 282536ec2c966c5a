"""The map of a district, and the associations of a school beside each other."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import ColumnElement

from mmo import journal
from mmo.accounts.guard import holder_of, open_scope
from mmo.accounts.models import Role
from mmo.accounts.scope import reached, where
from mmo.district.asked import Asked
from mmo.district.beside import Beside
from mmo.district.cells import LETTER, drill, signs
from mmo.district.heatmap import HeatMap
from mmo.extensions import db
from mmo.findings import Judge
from mmo.web import asked, page, today

bp = Blueprint("district", __name__)
AT_ONCE = 100
"""Years judged again at one press: a few seconds of work."""


def _judge() -> Judge:
    judge: Judge = current_app.extensions["judge"]
    return judge


def _reached(*roles: Role) -> ColumnElement[bool]:
    return reached([grant for grant in current_user.grants if grant.role in roles])


def _map() -> HeatMap:
    return HeatMap(_judge(), _reached(Role.OFFICE), Asked.of(request.values), today())


@bp.get("/district")
@holder_of(Role.OFFICE)
def district() -> ResponseReturnValue:
    """Schools by clauses, and the clauses that most of them miss."""
    return page(
        "district/map.html",
        "district/_map.html",
        heat=_map(),
        signs=signs(),
        letter=LETTER,
        drill=drill,
    )


@bp.post("/district/recheck")
@holder_of(Role.OFFICE)
def recheck() -> ResponseReturnValue:
    """Judge again what is stale on the map, a hundred years at a time."""
    heat = _map()
    stale = heat.stale
    open_scope(where(_reached(Role.OFFICE)))
    with journal.change("recheck"):
        _judge().refresh(db.session(), stale[:AT_ONCE], today())
    left = len(stale) - AT_ONCE
    flash(
        ngettext("%(num)d is still to be judged: press again.",
                 "%(num)d are still to be judged: press again.", left)
        if left > 0
        else _("Judged again: the map shows the present state.")
    )  # fmt: skip
    return redirect(url_for("district.district", **asked()))


@bp.get("/school")
@holder_of(Role.DEPUTY, Role.DIRECTOR)
def school() -> ResponseReturnValue:
    """All associations of a school side by side, last year beside this one."""
    beside = Beside(_judge(), _reached(Role.DEPUTY, Role.DIRECTOR), Asked.of(request.args), today())
    return page(
        "district/school.html",
        "district/_school.html",
        beside=beside,
        signs=signs(),
        letter=LETTER,
        drill=drill,
    )
