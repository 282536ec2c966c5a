"""Accounts as an administrator or a deputy director looks after them."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from mmo import journal
from mmo.accounts import links, making, managing, people, requests
from mmo.accounts.forms import AccountForm, GrantForm, NewAccountForm
from mmo.accounts.guard import holder_of
from mmo.accounts.listing import STATES, AccountList, state_of
from mmo.accounts.models import Account, Grant, Role, SignIn
from mmo.accounts.views import bp
from mmo.clock import now
from mmo.extensions import db
from mmo.labels import ROLE
from mmo.records import versions
from mmo.records.writing import Conflict
from mmo.web import page

keeper = holder_of(Role.ADMIN, Role.DEPUTY)


@bp.get("/accounts")
@keeper
def listing() -> ResponseReturnValue:
    """The accounts that the person looks after, and those that heads ask for."""
    return page(
        "accounts/list.html", "accounts/_list.html", listing=AccountList(request.args),
        states=STATES, state_of=state_of, asked_for=requests.open_ones(),
        roles=managing.given_roles(),
    )  # fmt: skip


def _found(account_id: UUID, *, to_change: bool = True) -> tuple[Account, Any, bool]:
    """An account with its roles, and whether the person may change it."""
    account = managing.find(account_id)
    if account is None:
        abort(404)
    grants = managing.grants_of([account_id])
    may = managing.looks_after(account, grants)
    if to_change and not may:
        abort(403)
    return account, grants, may


def offered(form: Any) -> Any:
    """Offer in a form the roles and places that the person may give."""
    titles = {"associations": _("Associations"), "organisations": _("Organisations")}
    roles = {role.value: str(ROLE[role]) for role in managing.given_roles()}
    form.offer(roles, [(titles[kind], list(rows)) for kind, rows in managing.scopes()])
    return form


@bp.route("/accounts/new", methods=["GET", "POST"])
@keeper
def new() -> ResponseReturnValue:
    """Make an account with its first role; a link to set the password is shown once."""
    form = offered(NewAccountForm())
    asked = requests.find(request.values.get("request", type=UUID))
    if asked is not None and not form.is_submitted():
        form.full_name.data = asked.full_name
        form.role.data = asked.role.value
        form.where.data = f"association:{asked.association_id}"
    if form.is_submitted() and (made := managing.made_before(form.new_id)):
        return _handed_over(made, links.hand_out(made))
    if form.validate_on_submit():
        full_name = str(form.full_name.data)
        login = form.login.data or making.proposed_login(full_name)
        account = making.new_account(full_name, login, form.new_id)
        with journal.change("change"):
            db.session.add(account)
            db.session.flush()
            link, address = links.new_link(account.id)
            grant = Grant(account_id=account.id, role=Role(form.role.data), **form.scope() or {})
            db.session.add_all([link, grant])
            if asked is not None:
                requests.settle(asked, account)
        return _handed_over(account, address)
    status = 422 if form.errors else 200
    return render_template("accounts/new.html", form=form, asked=asked), status


def _handed_over(account: Account, address: str) -> ResponseReturnValue:
    """The link that is shown this once, and the way to the account."""
    onward = url_for("accounts.account", account_id=account.id)
    return render_template("accounts/link.html", account=account, address=address, onward=onward)


@bp.route("/accounts/<uuid:account_id>", methods=["GET", "POST"])
@keeper
def account(account_id: UUID) -> ResponseReturnValue:
    """One account: name, login, roles, the member behind it, sessions."""
    found, grants, may = _found(account_id, to_change=request.method == "POST")
    form = AccountForm(found)
    if form.validate_on_submit():
        try:
            versions.change(form, found)
            flash(_("Saved."))
            return redirect(url_for("accounts.account", account_id=account_id), 303)
        except Conflict:
            found = versions.both(form, account_id, Account)
    return _page(found, grants, may, form, offered(GrantForm(prefix="new")))


def _page(
    found: Account, grants: Any, may: bool, form: AccountForm, grant_form: GrantForm
) -> ResponseReturnValue:
    sessions = db.session.execute(
        select(SignIn.id, SignIn.begun_at, SignIn.seen_at, SignIn.browser, SignIn.address)
        .where(SignIn.account_id == found.id, SignIn.ended_at.is_(None))
        .order_by(SignIn.seen_at.desc())
    ).all()
    places = {grant.association_id for grant in grants if grant.association_id}
    return render_template(
        "accounts/account.html",
        account=found,
        grants=grants,
        may=may,
        form=form,
        grant_form=grant_form,
        sessions=sessions,
        members=people.members_of(places),
        state=STATES["disabled" if found.disabled_at else
                     "active" if found.password_hash else "invited"],
        last_administrator=managing.is_last_administrator(found),
    ), 422 if grant_form.errors else form.status  # fmt: skip


@bp.post("/accounts/<uuid:account_id>/roles")
@keeper
def give(account_id: UUID) -> ResponseReturnValue:
    """Give a role."""
    found, grants, may = _found(account_id)
    form = offered(GrantForm(prefix="new"))
    if not form.validate_on_submit():
        return _page(found, grants, may, AccountForm(found, formdata=None), form)
    role, scope = Role(form.role.data), form.scope() or {}
    there = [
        each for each in grants
        if each.role is role and all(getattr(each, name) == key for name, key in scope.items())
    ]  # fmt: skip
    if not there:
        journal.save(Grant(account_id=account_id, role=role, **scope))
    flash(_("The role is given."))
    return redirect(url_for("accounts.account", account_id=account_id), 303)


@bp.post("/accounts/<uuid:account_id>/roles/<uuid:grant_id>/delete")
@keeper
def take(account_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    """Take a role away; the last administrator stays one."""
    found, _grants, _may = _found(account_id)
    grant = db.session.get(Grant, grant_id)
    if grant is None or grant.account_id != account_id:
        abort(404)
    if grant.role is Role.ADMIN and managing.is_last_administrator(found):
        flash(_("This is the last administrator; give the role to somebody else first."), "error")
    else:
        journal.remove(grant)
        flash(_("The role is taken away; it holds no longer from this moment."))
    return redirect(url_for("accounts.account", account_id=account_id), 303)


@bp.post("/accounts/<uuid:account_id>/link")
@keeper
def make_link(account_id: UUID) -> ResponseReturnValue:
    """Make a link to set the password; it is shown once."""
    found, _grants, _may = _found(account_id)
    if found.disabled_at is not None:
        flash(_("The account is switched off; switch it on first."), "error")
        return redirect(url_for("accounts.account", account_id=account_id), 303)
    return _handed_over(found, links.hand_out(found))


@bp.post("/accounts/<uuid:account_id>/state")
@keeper
def switch(account_id: UUID) -> ResponseReturnValue:
    """Switch an account off, or on again; off, its sessions end at once."""
    found, _grants, _may = _found(account_id)
    off = request.form.get("to") == "off"
    if off and (managing.is_last_administrator(found) or account_id == current_user.account_id):
        flash(_("You cannot switch off yourself or the last administrator."), "error")
        return redirect(url_for("accounts.account", account_id=account_id), 303)
    with journal.change("change"):
        found.disabled_at = now() if off else None
        if off:
            links.end_sessions(account_id)
    flash(_("Switched off; nobody is signed in with it.") if off else _("Switched on."))
    return redirect(url_for("accounts.account", account_id=account_id), 303)


@bp.post("/accounts/<uuid:account_id>/member")
@keeper
def link_member(account_id: UUID) -> ResponseReturnValue:
    """Say which member the account is of, so that the own card is found."""
    found, grants, _may = _found(account_id)
    offered_members = people.members_of({g.association_id for g in grants if g.association_id})
    chosen = request.form.get("member", type=UUID)
    member = next((each for each in offered_members if each.id == chosen), None)
    with journal.change("link_person"):
        if member is None:
            found.person_id = None
        else:
            people.link(found, member.association_id, member.id)
    flash(_("Saved."))
    return redirect(url_for("accounts.account", account_id=account_id), 303)


@bp.post("/accounts/<uuid:account_id>/sessions/<uuid:session_id>/end")
@keeper
def end_session(account_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """End a session of somebody."""
    _found(account_id)
    sign_in = db.session.get(SignIn, session_id)
    if sign_in is None or sign_in.account_id != account_id:
        abort(404)
    if sign_in.ended_at is None:
        sign_in.ended_at = now()
        journal.save(sign_in, action="end_session")
    flash(_("The session is ended."))
    return redirect(url_for("accounts.account", account_id=account_id), 303)
