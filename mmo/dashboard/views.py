"""The first page, the dashboard of a year, why a rule has its status, and the same as JSON."""

from typing import Any

from flask import Blueprint, abort, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from mmo.accounts.guard import in_year, signed_in
from mmo.accounts.permissions import Can
from mmo.accounts.scope import find_year
from mmo.associations.models import AssociationYear
from mmo.compliance.explaining import explain
from mmo.compliance.judging import as_json
from mmo.compliance.models import StateDay
from mmo.dashboard.listing import Listing
from mmo.dashboard.panels import Names, panels
from mmo.duties.reading import duties_of
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from mmo.schoolyear import written_day
from mmo.validation import shorten
from mmo.web import is_htmx, page, parse_day, today

bp = Blueprint("dashboard", __name__)
YEAR = "/associations/<association>/<int:year>"


def the_judge() -> Judge:
    """The judge of this installation."""
    judge: Judge = current_app.extensions["judge"]
    return judge


@bp.get("/")
@signed_in
def home() -> ResponseReturnValue:
    """What waits for the person, and below the associations that they may see."""
    listing = Listing.of(current_user.grants, request.args)
    if is_htmx():
        return render_template("dashboard/_associations.html", listing=listing)
    duties = None if listing.asked_for else duties_of(current_user, today())
    return render_template("dashboard/home.html", listing=listing, duties=duties)


@bp.get(f"{YEAR}/")
@in_year(Can.SEE_STATE)
def overview() -> ResponseReturnValue:
    """What is in order, what is missing, why, by when, and what closes it, on any day."""
    now = today()
    day = parse_day(request.args.get("as_of"), now)
    if the_judge().ensure_fresh(g.year, now):
        db.session.rollback()  # what was read before the judging is of the past
        g.year = find_year(g.year.code, g.year.year)
    return page(
        "dashboard/overview.html",
        "dashboard/_overview.html",
        day=day,
        panels=panels(g.year, day, now, g.can),
        shown_then=_shown_then(day) if day < now else None,
    )


@bp.get(f"{YEAR}/why/<rule>")
@in_year(Can.SEE_STATE)
def why(rule: str) -> ResponseReturnValue:
    """Why a rule has its status on a day: what was counted, and what was not."""
    day = parse_day(request.args.get("as_of"), today())
    (judged,) = the_judge().judge(db.session(), AssociationYear.id == g.year.id, day)
    found = explain(the_engine(), judged.gauges, judged.findings, [rule])
    if rule not in found:
        abort(404)
    template = "dashboard/_why.html" if is_htmx() else "dashboard/why.html"
    return render_template(
        template,
        part=found[rule],
        rules=judged.gauges.rules,
        edition=judged.gauges.rules.edition,
        names=Names(g.year, found.values(), Can.READ_RECORDS in g.can),
        day=day,
    )


@bp.get(f"{YEAR}/compliance.json")
@in_year(Can.SEE_STATE)
def compliance() -> ResponseReturnValue:
    """One element of what `check --format json` prints; for another program, so never a guess."""
    asked = request.args.get("as_of")
    try:
        day = written_day(asked) if asked else today()
    except ValueError:
        wanted = _("%(found)s is not a date such as 2026-02-20", found=shorten(asked))
        return jsonify(error=wanted), 400
    (judged,) = the_judge().judge(db.session(), AssociationYear.id == g.year.id, day)
    regulation = judged.gauges.rules.regulation.id
    return jsonify(as_json(judged.findings, g.year.code, g.year.year, regulation))


def _shown_then(day: Any) -> Any:
    """What was shown on a past day; None where the program did not look after the year yet."""
    return db.session.execute(
        select(StateDay.day, StateDay.summary)
        .where(
            StateDay.association_id == g.year.association_id,
            StateDay.year_id == g.year.id,
            StateDay.day <= day,
            StateDay.rebuilt.is_(False),
        )
        .order_by(StateDay.day.desc())
        .limit(1)
    ).first()
