"""The parameters of the rules that an organisation sets for itself."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mmo import journal
from mmo.accounts.guard import holder_of
from mmo.accounts.models import Role
from mmo.administration import editing
from mmo.administration.parameters import overrides, parameters_of, read, seal, words
from mmo.administration.views import bp
from mmo.associations.models import Organisation
from mmo.extensions import db


@bp.route("/admin/organisations/<uuid:organisation_id>/parameters", methods=["GET", "POST"])
@holder_of(Role.ADMIN, Role.DEPUTY)
def parameters(organisation_id: UUID) -> ResponseReturnValue:
    """Terms that the texts do not give: defaults, and what the organisation set instead."""
    owner = editing.found(Organisation, organisation_id)
    if not _may_set(organisation_id):
        abort(404)
    if request.method == "POST":  # whoever comes second waits here, and is told
        db.session.refresh(owner, with_for_update=True)
    offered = parameters_of(organisation_id, current_app.extensions["judge"].regulations)
    typed = {each.key: each.set_to for each in offered}
    errors, theirs = dict[str, str](), dict[str, str]()
    if request.method == "POST":
        typed = {each.key: request.form.get(each.key, "").strip()[:64] for each in offered}
        written: dict[str, str] = {}
        for each in offered:
            try:
                if typed[each.key]:
                    written[each.key] = read(typed[each.key], each.default)
            except ValueError as error:
                errors[each.key] = str(error)
        if request.form.get("version") != seal(offered):
            theirs = {each.key: each.set_to or "—" for each in offered
                      if each.set_to != typed[each.key]}  # fmt: skip
        if not errors and not theirs:
            return _keep(organisation_id, offered, written)
    return render_template(
        "administration/parameters.html", owner=owner, offered=offered, typed=typed,
        errors=errors, words=words, theirs=theirs, version=seal(offered),
    ), 409 if theirs else 422 if errors else 200  # fmt: skip


def _keep(organisation_id: UUID, offered: list, written: dict[str, str]) -> ResponseReturnValue:
    editing.open_reach()
    with journal.change("change"):
        kept, gone = overrides(organisation_id, offered, written)
        db.session.add_all(kept)
        for each in gone:
            db.session.delete(each)
    if kept or gone:
        flash(_("Saved. The years of this organisation have been judged again."))
    else:
        flash(_("Nothing was different; nothing was changed."))
    return redirect(url_for("administration.parameters", organisation_id=organisation_id), 303)


def _may_set(organisation_id: UUID) -> bool:
    return current_user.is_admin or any(
        grant.role is Role.DEPUTY and grant.organisation_id == organisation_id
        for grant in current_user.grants
    )
