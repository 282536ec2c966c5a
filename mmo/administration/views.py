"""The first run."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from mmo.accounts import sessions
from mmo.accounts.guard import public
from mmo.administration import first_run
from mmo.administration.forms import FirstRunForm
from mmo.extensions import limiter

bp = Blueprint("administration", __name__)

OPEN_BEFORE = ("static", "administration.set_up", "accounts.set_language")


@bp.before_app_request
def go_to_first_run() -> ResponseReturnValue | None:
    """Until there is an administrator, every page is the first one."""
    if request.endpoint not in OPEN_BEFORE and first_run.is_needed():
        return redirect(url_for("administration.set_up"))
    return None


@bp.route("/setup", methods=["GET", "POST"])
@public
@limiter.limit("20/15 minutes", methods=["POST"])
def set_up() -> ResponseReturnValue:
    """Make the first administrator."""
    if not first_run.is_needed():
        return redirect(url_for("dashboard.home"))
    form = FirstRunForm()
    if form.validate_on_submit():
        account = first_run.finish(
            str(form.name.data),
            str(form.login.data),
            str(form.full_name.data),
            str(form.password.data),
        )
        login_user(sessions.begin(account, request))
        return redirect(url_for("administration.overview"))
    return render_template("administration/first_run.html", form=form), 422 if form.errors else 200
