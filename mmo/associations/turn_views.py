"""The turn of the year: one page closes a year and opens the next; a closed one is reopened."""

from typing import Any
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from mmo import journal
from mmo.accounts.guard import in_year
from mmo.accounts.models import Role
from mmo.accounts.permissions import Can, abilities
from mmo.associations import about, turning
from mmo.associations.forms import ReopenForm
from mmo.associations.models import AssociationYear
from mmo.associations.offering import LeftOpen, Offer, left_open, offer_of
from mmo.associations.views import YEAR, bp
from mmo.extensions import db
from mmo.schoolyear import record_window
from mmo.web import parse_day


@bp.route(f"{YEAR}/turn", methods=["GET", "POST"])
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def turn() -> ResponseReturnValue:
    """Close this year, open the next, or both."""
    offer, errors = offer_of(g.year), []
    if request.method == "POST":
        do = request.form.get("do", "")
        if do not in ("close", "open", "both"):
            abort(400)
        if do != "open" and not request.form.get("sure"):
            errors.append(_("Tick that the year becomes read-only: it is not closed by mistake."))
        else:
            return _turn(do, offer)
    return _page(offer, errors)


def _page(offer: Offer, errors: list[str]) -> ResponseReturnValue:
    open_ones: LeftOpen | None = None if g.year.closed_at else left_open(g.year)
    return render_template(
        "associations/turn.html",
        offer=offer,
        errors=errors,
        left=open_ones,
        following=_following(),
        names=Can.READ_RECORDS in g.can,
        meeting_day=turning.default_meeting(g.year.year + 1),
        window=record_window(g.year.year + 1),
        may_reopen=_may_reopen(),
        form=ReopenForm(),
        typed=request.form if request.method == "POST" else None,
    ), 422 if errors else 200


def _turn(do: str, offer: Offer) -> ResponseReturnValue:
    year, opens = about.year_of(g.year), do != "close" and _following() is None
    closes = do != "open" and year.closed_at is None
    with journal.change("turn_year" if opens else "close_year"):
        new = turning.open_next(g.year, offer, _taken(offer)) if opens else None
        if closes:
            turning.close(year)
    if closes:
        flash(_("The year is closed: everything in it may be read, nothing changed."))
    if new is None:
        return redirect(url_for("associations.about"), 303)
    flash(_("The new year is open. Look through its dates, then enter its theme and goal."))
    return redirect(url_for("associations.about", year=new.year, association=g.year.code), 303)


def _taken(offer: Offer) -> turning.Taken:
    whole = set(request.form.getlist("all"))
    chosen = {
        part: offer.ids(part) if part in whole else set(request.form.getlist(part, type=UUID))
        for part in turning.PARTS
    }
    window = record_window(g.year.year + 1)
    day = parse_day(request.form.get("meeting"), turning.default_meeting(g.year.year + 1))
    return turning.Taken(
        chosen,
        topics=bool(request.form.get("topics")),
        plan=bool(request.form.get("plan")),
        first_meeting=day if day in window else None,
    )


@bp.post(f"{YEAR}/reopen")
@in_year(Can.SET_UP, reads=Can.SEE_STATE)
def reopen() -> ResponseReturnValue:
    """Open a closed year again; the reason is kept in the audit log."""
    if not _may_reopen():
        abort(403)
    form = ReopenForm()
    if not form.validate_on_submit():
        flash(_("The year stays closed: enter the reason."), "error")
    elif g.year.closed_at is not None:
        turning.reopen(about.year_of(g.year), str(form.reason.data))
        flash(_("The year is open again; the reason is kept in the audit log."))
    return redirect(url_for("associations.turn"), 303)


def _may_reopen() -> bool:
    """Whether the person is above the head: a deputy director, the office, an administrator."""
    above = [grant for grant in current_user.grants if grant.role is not Role.HEAD]
    return Can.SET_UP in abilities(above, g.year)


def _following() -> Any:
    """The year after this one, where it is there already."""
    return db.session.scalar(
        select(AssociationYear.year).where(
            AssociationYear.association_id == g.year.association_id,
            AssociationYear.year == g.year.year + 1,
        )
    )
