"""Private addresses of calendar feeds: made, renewed, taken back, and who stands behind one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from mmo import journal
from mmo.accounts.models import Account
from mmo.accounts.passwords import new_token, token_hash
from mmo.clock import now
from mmo.dates.models import CalendarFeed
from mmo.extensions import db


def made_at(account_id: UUID) -> datetime | None:
    """Since when an account has an address; None where it has none."""
    feed = _of(account_id)
    return feed.made_at if feed else None


def renew(account_id: UUID) -> str:
    """A new secret for an account's feed; the one before is worth nothing from now on."""
    token = new_token()
    feed = _of(account_id) or CalendarFeed(account_id=account_id)
    feed.token_hash, feed.made_at = token_hash(token), now()
    journal.save(feed, action="calendar_feed")
    return token


def revoke(account_id: UUID) -> None:
    """Take an account's address back."""
    if feed := _of(account_id):
        journal.remove(feed)


def account_of(token: str) -> Account | None:
    """The account behind an address; None where it was taken back or the account is closed."""
    return db.session.scalar(
        select(Account)
        .join(CalendarFeed, CalendarFeed.account_id == Account.id)
        .where(CalendarFeed.token_hash == token_hash(token), Account.disabled_at.is_(None))
    )


def _of(account_id: UUID) -> CalendarFeed | None:
    return db.session.scalar(select(CalendarFeed).where(CalendarFeed.account_id == account_id))
