"""Who is who: members of several years and associations that may be one person."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mmo.accounts.guard import open_scope, signed_in
from mmo.accounts.scope import names_within_reach, where
from mmo.members.people import confirm_plain, different_people, proposals, same_person

bp = Blueprint("members", __name__)


@bp.get("/people")
@signed_in
def who_is_who() -> ResponseReturnValue:
    """Members of equal names, of whom nobody has said yet whether they are one person."""
    open_scope(where(names_within_reach(current_user.grants)))
    found = proposals(current_user.grants)
    plain = [proposal for proposal in found if proposal.is_plain]
    return render_template("members/who_is_who.html", proposals=found, plain=plain)


@bp.post("/people")
@signed_in
def decide() -> ResponseReturnValue:
    """The chosen members are one person, or different people."""
    open_scope(where(names_within_reach(current_user.grants)))
    chosen = request.form.getlist("member", type=UUID)
    if request.form.get("decision") == "same" and same_person(current_user.grants, chosen):
        flash(_("Linked: their years stand side by side from now on."))
    elif request.form.get("decision") == "different":
        different_people(current_user.grants, chosen)
        flash(_("Kept apart; it will not be proposed again."))
    elif request.form.get("decision") == "all":
        number = confirm_plain(current_user.grants, request.form.getlist("proposal"))
        flash(ngettext("%(num)d person is linked.", "%(num)d people are linked.", number))
    return redirect(url_for("members.who_is_who"))
