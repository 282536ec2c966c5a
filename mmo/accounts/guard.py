"""The one guard of every route: who may call it.

A view says it with one decorator: `public`, `signed_in`, `administrator`, or `in_year` with the
ability it needs. A route without one is refused. What a person may not read is a 404 for them;
what they may read and not change is a 403; who is not signed in is sent to the sign-in page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from mmo import journal
from mmo.accounts import keeping
from mmo.accounts.models import Role
from mmo.accounts.permissions import WRITES, Can
from mmo.accounts.scope import find_year
from mmo.extensions import db
from mmo.tenancy import limit_to, open_to
from mmo.web import SAFE_METHODS, show_stale_form

View = TypeVar("View", bound=Callable[..., Any])
READING = (Can.SEE_STATE, Can.READ_RECORDS, Can.READ_CARDS, Can.READ_SHARED)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a route asks of the person who calls it.

    Without the ability `reads` the route does not exist for the person; without one of `needs`
    it is forbidden.
    """

    public: bool = False
    roles: frozenset[Role] = frozenset()
    needs: frozenset[Can] = frozenset()
    reads: Can | None = None


def _mark(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.guard = rule  # type: ignore[attr-defined]
        return view

    return mark


public = _mark(Rule(public=True))
"""Anybody may call this route."""

signed_in = _mark(Rule())
"""Anybody who has signed in may call this route; it shows what is theirs."""

administrator = _mark(Rule(roles=frozenset({Role.ADMIN})))
"""Only an administrator of the installation may call this route."""


def holder_of(*roles: Role) -> Callable[[View], View]:
    """Only who has one of these roles may call this route; it shows what the role reaches."""
    return _mark(Rule(roles=frozenset(roles)))


def in_year(*needs: Can, reads: Can | None = None) -> Callable[[View], View]:
    """The route is about one association's year, named in its address.

    The view finds the year in ``g.year`` and the person's abilities there in ``g.can``.

    Args:
        needs: one of these is enough.
        reads: by default the first of `needs` where that is a reading ability, else
            `READ_RECORDS`.
    """
    own = needs[0] if needs[0] in READING else Can.READ_RECORDS
    return _mark(Rule(needs=frozenset(needs), reads=reads or own))


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """What a route asks; None where nobody said."""
    rule: Rule | None = getattr(app.view_functions[endpoint], "guard", None)
    return rule


def init_app(app: Flask) -> None:
    """Ask the guard before every request."""
    public(app.view_functions["static"])
    app.url_value_preprocessor(_take_year)
    app.url_defaults(_give_year)
    app.before_request(ask)
    app.register_error_handler(CSRFError, without_token)
    app.teardown_request(lambda _error: journal.act_as())


def _take_year(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.asked = None
    if values and "association" in values and "year" in values:
        g.asked = values.pop("association"), values.pop("year")


def _give_year(endpoint: str, values: dict[str, Any]) -> None:
    if "year" in g and current_app.url_map.is_endpoint_expecting(endpoint, "association"):
        values.setdefault("association", g.year.code)
        values.setdefault("year", g.year.year)


def ask() -> ResponseReturnValue | None:
    """Let the request in, or answer it instead of the view."""
    limit_to("")
    if request.endpoint is None:
        return None
    rule = rule_of(current_app, request.endpoint)
    if rule is None:
        abort(500, f"the route {request.endpoint} has no guard")
    if rule.public:
        return None
    if not current_user.is_authenticated:
        return to_sign_in()
    journal.act_as(journal.Actor(current_user.account_id, current_user.login))
    if rule.roles and not rule.roles & current_user.roles:
        abort(404)
    if rule.needs:
        _enter(rule)
    return None


def to_sign_in() -> ResponseReturnValue:
    """The sign-in page; a form that was sent is carried there, and htmx's stays on its page."""
    sends = request.method not in SAFE_METHODS
    if request.headers.get("HX-Request"):
        if sends:  # what was typed stays on the page
            return render_template("errors/_signed_out.html"), 401
        here = request.headers.get("HX-Current-URL", "")
        root = request.host_url.rstrip("/")
        back = here.removeprefix(root) if here.startswith(f"{root}/") else "/"
        return "", 401, {"HX-Redirect": url_for("accounts.sign_in", next=back)}
    if sends and (kept := keeping.sealed()):
        from mmo.accounts.forms import SignInForm  # its forms lean on this guard

        form = SignInForm(formdata=None)
        return render_template("accounts/sign_in.html", form=form, kept=kept), 401
    back = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("accounts.sign_in", next=back))


def without_token(error: CSRFError) -> ResponseReturnValue:
    """A form whose token does not hold: too old, from elsewhere, or of a browser without cookie."""
    rule = rule_of(current_app, request.endpoint) if request.endpoint else None
    away = rule is not None and not rule.public and not current_user.is_authenticated
    if away and keeping.restored():
        return to_sign_in()
    if request.endpoint == "accounts.sign_in" and current_user.is_authenticated:
        return redirect(url_for("dashboard.home"))  # signed in meanwhile, in another tab
    return show_stale_form(error)


def _enter(rule: Rule) -> None:
    found = find_year(*g.asked)
    can = current_user.abilities(found) if found is not None else set()
    if found is not None and found.closed_at is not None:
        can -= WRITES
    if rule.reads not in can:
        abort(404)
    if found is None or not rule.needs & can:
        abort(403)
    g.year, g.can = found, can
    open_scope([found.association_id])


def open_scope(associations: Iterable[UUID]) -> None:
    """Let the database show the rows of these associations to the rest of this request."""
    open_to(db.session(), ",".join(map(str, associations)))
