"""An administrator's duties: what is left to set up, accounts, upkeep. No personal data."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from mmo.accounts.models import Account, Role
from mmo.accounts.permissions import Scoped
from mmo.accounts.scope import years_within_reach
from mmo.administration.remaining import steps
from mmo.audit.models import AuditLine
from mmo.clock import now
from mmo.duties.duty import Duty
from mmo.extensions import db
from mmo.findings import Judge
from mmo.schoolyear import year_of
from mmo.web import moment

BACKUP_EVERY = timedelta(days=7)
"""After so many days without a backup the administrator is reminded."""


def upkeep(day: date) -> Iterator[Duty]:
    """Everything that an administrator looks after, in a fixed number of queries."""
    whose = _("administrator")
    for step in steps():
        if not step.done and step.ready:
            what = f"{step.title} — {step.where}" if step.where else step.title
            yield Duty(_("Set up: %(step)s", step=what), whose, step.address,
                       note=str(step.about))  # fmt: skip
    yield from _accounts(whose)
    yield from _stale(whose, day)
    yield from _backup(whose)


def _accounts(whose: str) -> Iterator[Duty]:
    lacking = select(func.count()).where(
        Account.password_hash.is_(None), Account.disabled_at.is_(None)
    )
    if number := db.session.scalar(lacking):
        yield Duty(
            ngettext("%(num)d account has no password yet: hand out a link",
                     "%(num)d accounts have no password yet: hand out links", number),
            whose, url_for("accounts.listing", state="invited"),
        )  # fmt: skip


def _stale(whose: str, day: date) -> Iterator[Duty]:
    """Open years of which what is stored holds no longer."""
    judge: Judge = current_app.extensions["judge"]
    rows = years_within_reach([Scoped(Role.ADMIN)], (year_of(day),))
    still_open = [row for row in rows if row.closed_at is None]
    if stale := len(judge.stale(db.session(), still_open, day)):
        yield Duty(
            ngettext("%(num)d year is to be judged again",
                     "%(num)d years are to be judged again", stale),
            whose, url_for("dashboard.home", _anchor="associations"),
            note=_("open it, or run: flask --app app recheck"),
        )  # fmt: skip


def _backup(whose: str) -> Iterator[Duty]:
    last = db.session.scalar(select(func.max(AuditLine.at)).where(AuditLine.action == "backup"))
    if last is not None and now() - last < BACKUP_EVERY:
        return
    words = (
        _("No backup has been made yet")
        if last is None
        else _("The last backup was made on %(moment)s", moment=moment(last))
    )
    yield Duty(
        words, whose, url_for("audit.installation", action="backup"),
        note=_("run: flask --app app backup FILE"),
    )  # fmt: skip
