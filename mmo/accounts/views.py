"""Signing in and out, and the language of the screens."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from sqlalchemy import select

from mmo import journal
from mmo.accounts import keeping, passwords, sessions
from mmo.accounts.forms import SignInForm
from mmo.accounts.guard import public, signed_in
from mmo.accounts.models import Account
from mmo.extensions import db, limiter
from mmo.web import LANGUAGES, inside

bp = Blueprint("accounts", __name__)

YEAR_SECONDS = 365 * 24 * 3600


def _typed_login() -> str:
    return request.form.get("login", "").strip().casefold()[:64]


def refused(response: Response) -> bool:
    """Only attempts that failed are counted against a login and an address."""
    return response.status_code == 422


@bp.route("/login", methods=["GET", "POST"])
@public
@limiter.limit("60/15 minutes", methods=["POST"], deduct_when=refused)
@limiter.limit(
    "10/15 minutes",
    methods=["POST"],
    key_func=lambda: f"login:{_typed_login()}",
    deduct_when=refused,
)
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    form = SignInForm(login=request.args.get("login", "")[:64])
    if form.validate_on_submit():
        account = db.session.scalar(select(Account).where(Account.login == _typed_login()))
        stored = account.password_hash if account and not account.disabled_at else None
        if account and passwords.is_password(stored, form.password.data or ""):
            if passwords.needs_rehash(stored or ""):
                account.password_hash = passwords.hash_password(form.password.data or "")
            login_user(sessions.begin(account, request))
            if kept := keeping.opened(request.form.get("kept")):
                return render_template("accounts/kept.html", kept=kept)
            return redirect(inside(request.values.get("next"), url_for("dashboard.home")))
        if not account:
            passwords.is_password(None, form.password.data or "")
        _note_refusal(account)
        form.password.errors = [_("The login and the password do not match.")]
    status = 422 if form.errors else 200
    carried = request.form.get("kept")
    return render_template("accounts/sign_in.html", form=form, kept=carried), status


def _note_refusal(account: Account | None) -> None:
    """Only a login that there is stays in the log: people type their password there by mistake."""
    known = {"login": [None, account.login]} if account else {}
    journal.note("sign_in_refused", changes=known)


@bp.post("/logout")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this session; its cookie is worth nothing from now on."""
    sessions.end(current_user.session_id)
    logout_user()
    return redirect(url_for("accounts.sign_in"))


@bp.post("/language")
@public
def set_language() -> ResponseReturnValue:
    """Choose the language of the screens: for the account, or for this browser."""
    chosen = request.form.get("language")
    response = redirect(inside(request.form.get("next"), url_for("dashboard.home")))
    if chosen in LANGUAGES:
        if current_user.is_authenticated:
            account = db.session.get(Account, current_user.account_id)
            if account and account.language != chosen:
                account.language = chosen
                journal.save(account)
        response.set_cookie("language", chosen, max_age=YEAR_SECONDS, samesite="Lax", httponly=True)
    return response
