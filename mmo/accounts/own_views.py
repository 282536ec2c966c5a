"""The own account: password, sessions, card; and the link by which a password is set."""

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_user
from sqlalchemy import select

from mmo import journal
from mmo.accounts import links, managing, passwords, people, requests, sessions
from mmo.accounts.forms import ChangePasswordForm, NewPasswordForm
from mmo.accounts.guard import in_year, public, signed_in
from mmo.accounts.models import Account, Role, SignIn
from mmo.accounts.permissions import Can
from mmo.accounts.views import bp, refused
from mmo.clock import now
from mmo.extensions import db, limiter

YEAR = "/associations/<association>/<int:year>"
ASKED_ROLES = (Role.MEMBER, Role.SECRETARY)


@bp.route("/password/<token>", methods=["GET", "POST"])
@public
@limiter.limit("60/15 minutes")
def set_password(token: str) -> ResponseReturnValue:
    """Set a password by the link that an administrator handed over."""
    found = links.by_token(token)
    if found is None:
        return render_template("accounts/link_is_over.html"), 404
    form = NewPasswordForm()
    if form.validate_on_submit():
        link, account = found
        links.use(link, account, str(form.password.data))
        login_user(sessions.begin(account, request))
        flash(_("The password is set, and you are signed in."))
        return redirect(url_for("dashboard.home"), 303)
    status = 422 if form.errors else 200
    return render_template("accounts/set_password.html", form=form, account=found[1]), status


@bp.get("/account")
@signed_in
def own() -> ResponseReturnValue:
    """The own account."""
    return _page(ChangePasswordForm())


def _page(form: ChangePasswordForm) -> ResponseReturnValue:
    open_ones = db.session.execute(
        select(SignIn.id, SignIn.begun_at, SignIn.seen_at, SignIn.browser, SignIn.address)
        .where(SignIn.account_id == current_user.account_id, SignIn.ended_at.is_(None))
        .order_by(SignIn.seen_at.desc())
    ).all()
    reach = {grant.association_id for grant in current_user.grants if grant.association_id}
    return render_template(
        "accounts/own.html",
        form=form,
        sessions=open_ones,
        grants=managing.grants_of([current_user.account_id]),
        card=people.card_of(current_user.person_id, reach),
    ), 422 if form.errors else 200


@bp.post("/account/password")
@signed_in
@limiter.limit(
    "10/15 minutes",
    key_func=lambda: f"password:{current_user.get_id()}",
    deduct_when=refused,
)
def change_password() -> ResponseReturnValue:
    """Choose another password; the sessions elsewhere end."""
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return _page(form)
    account = db.session.get_one(Account, current_user.account_id)
    if not passwords.is_password(account.password_hash, str(form.current.data)):
        form.current.errors = [_("This is not your present password.")]
        return _page(form)
    with journal.change("set_password") as running:
        account.password_hash = passwords.hash_password(str(form.password.data))
        running.tell(account)
        links.end_sessions(account.id, but=current_user.session_id)
    flash(_("The password is changed; you are signed out everywhere else."))
    return redirect(url_for("accounts.own"), 303)


@bp.post("/account/sessions/<uuid:session_id>/end")
@signed_in
def end_own(session_id: UUID) -> ResponseReturnValue:
    """End one of the own sessions."""
    sign_in = db.session.get(SignIn, session_id)
    if sign_in is None or sign_in.account_id != current_user.account_id:
        abort(404)
    if sign_in.ended_at is None:
        sign_in.ended_at = now()
        journal.save(sign_in, action="end_session")
    flash(_("The session is ended."))
    return redirect(url_for("accounts.own"), 303)


@bp.route(f"{YEAR}/access", methods=["GET", "POST"])
@in_year(Can.EDIT)
def access() -> ResponseReturnValue:
    """Which members may sign in; the head asks for accounts of the others."""
    if request.method == "POST":
        asked = request.form.get("role", "")
        role = next((each for each in ASKED_ROLES if each.value == asked), Role.MEMBER)
        number = requests.ask(g.year, set(request.form.getlist("member", type=UUID)), role)
        if number:
            flash(ngettext("%(num)d account is asked for; the administrator or the deputy "
                           "director makes it.",
                           "%(num)d accounts are asked for; the administrator or the deputy "
                           "director makes them.", number))  # fmt: skip
        else:
            flash(_("Tick the members first; nothing was changed."), "error")
        return redirect(url_for("accounts.access"), 303)
    return render_template(
        "accounts/access.html", rows=requests.members_of_year(g.year), roles=ASKED_ROLES
    )
