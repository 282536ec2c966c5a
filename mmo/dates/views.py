"""The calendar of a year and of a person, its feed, and reminders to send."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, g, render_template, request, url_for
from flask import redirect as go_to
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from mmo.accounts.guard import in_year, public, signed_in
from mmo.accounts.permissions import Can
from mmo.accounts.sessions import grants_of
from mmo.dates import feeds, reminding
from mmo.dates.events import Readable
from mmo.dates.feed import as_icalendar
from mmo.dates.month import build, parse_month, span_of
from mmo.dates.reading import own_events, read
from mmo.extensions import limiter
from mmo.records.answering import way_back
from mmo.web import page, today

bp = Blueprint("dates", __name__)
YEAR = "/associations/<association>/<int:year>"
BEFORE, AFTER = timedelta(days=120), timedelta(days=400)
"""How far back and ahead a feed reaches."""


@bp.get(f"{YEAR}/calendar")
@in_year(Can.SEE_STATE)
def of_year() -> ResponseReturnValue:
    """The calendar of an association's year; without records, the deadlines of its clauses."""
    window = g.year.start, g.year.end
    shown = min(max(today(), window[0]), window[1])
    first = parse_month(request.args.get("month"), shown)
    found = read([Readable(g.year, g.can)], span_of(first))
    return page(
        "dates/of_year.html",
        "dates/_calendar.html",
        month=build(first, found),
        view=_view(),
        several=False,
    )


@bp.get("/calendar")
@signed_in
def own() -> ResponseReturnValue:
    """The calendar of everything whose records the person may read."""
    first = parse_month(request.args.get("month"), today())
    span = span_of(first)
    found = own_events(current_user.grants, span.first, span.last)
    several = len({event.row.association_id for event in found}) > 1
    month = build(first, found)
    return page(
        "dates/own.html", "dates/_calendar.html", month=month, view=_view(), several=several
    )


def _view() -> str:
    return "list" if request.args.get("view") == "list" else "month"


@bp.get("/calendar/feed")
@signed_in
def feed_settings() -> ResponseReturnValue:
    """The private address of the person's feed: whether there is one, and since when."""
    return render_template("dates/feed.html", since=feeds.made_at(current_user.account_id))


@bp.post("/calendar/feed")
@signed_in
def change_feed() -> ResponseReturnValue:
    """Make a new address, which is shown this once, or take it back."""
    if request.form.get("do") == "revoke":
        feeds.revoke(current_user.account_id)
        return go_to(url_for("dates.feed_settings"))
    token = feeds.renew(current_user.account_id)
    address = url_for("dates.feed", token=token, _external=True)
    since = feeds.made_at(current_user.account_id)
    return render_template("dates/feed.html", since=since, address=address)


@bp.get("/calendar/<token>.ics")
@public
@limiter.limit("1200/hour")
def feed(token: str) -> ResponseReturnValue:
    """The feed behind a private address: what its owner may read at this moment."""
    account = feeds.account_of(token)
    if account is None:
        abort(404)
    settings = current_app.config["SETTINGS"]
    with force_locale(account.language or settings.language):
        day = today()
        found = own_events(grants_of(account.id), day - BEFORE, day + AFTER)
        text = as_icalendar(found, _("MMO: calendar"), settings.time_zone)
    headers = {"Content-Disposition": 'inline; filename="mmo.ics"'}
    return Response(text, content_type="text/calendar; charset=utf-8", headers=headers)


@bp.get(f"{YEAR}/remind")
@in_year(Can.SEE_STATE)
def remind() -> ResponseReturnValue:
    """Whom there is to remind of what."""
    rules, waiting = reminding.waiting(g.year)
    named = Can.READ_RECORDS in g.can
    meetings = reminding.planned_meetings(g.year, today()) if named else []
    return render_template(
        "dates/remind.html",
        edition=rules.edition,
        waiting=waiting,
        meetings=meetings,
        whom=reminding.whom,
    )


@bp.get(f"{YEAR}/remind/clause/<rule>")
@in_year(Can.SEE_STATE)
def remind_of_clause(rule: str) -> ResponseReturnValue:
    """A text that reminds of what a clause asks for."""
    rules, waiting = reminding.waiting(g.year)
    each = next((each for each in waiting if each.rule.id == rule), None)
    if each is None:
        abort(404)
    letter = reminding.about_clause(g.year, rules, each, current_user.full_name)
    return _letter(letter, reminding.whom(each))


@bp.get(f"{YEAR}/remind/meeting/<uuid:meeting_id>")
@in_year(Can.READ_RECORDS)
def remind_of_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """A text that invites to a planned meeting."""
    letter = reminding.about_meeting(g.year, meeting_id, current_user.full_name)
    if letter is None:
        abort(404)
    return _letter(letter, _("members and guests"))


def _letter(letter: reminding.Letter, whom: str) -> str:
    back = way_back(url_for("dates.remind"))
    return render_template("dates/letter.html", letter=letter, whom=whom, back=back)
