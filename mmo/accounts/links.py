"""Links by which a person sets a password: an administrator hands them over, no mail is needed.

The link is shown once; the database keeps its hash only.
"""

from datetime import timedelta
from uuid import UUID

from flask import url_for
from sqlalchemy import select, update

from mmo import journal
from mmo.accounts.models import Account, PasswordLink, SignIn
from mmo.accounts.passwords import hash_password, new_token, token_hash
from mmo.clock import now
from mmo.database import uuid7
from mmo.extensions import db

LASTS = timedelta(days=7)


def new_link(account_id: UUID) -> tuple[PasswordLink, str]:
    """A link for an account, to be saved, and its address; earlier ones are worth nothing then."""
    token = new_token()
    earlier = select(PasswordLink).where(
        PasswordLink.account_id == account_id, PasswordLink.used_at.is_(None)
    )
    for link in db.session.scalars(earlier):
        link.used_at = now()
    made = PasswordLink(
        id=uuid7(), token_hash=token_hash(token), account_id=account_id, expires_at=now() + LASTS
    )
    return made, url_for("accounts.set_password", token=token, _external=True)


def hand_out(account: Account) -> str:
    """Make a link for an account and keep it; returns its address."""
    with journal.change("make_link"):
        link, address = new_link(account.id)
        db.session.add(link)
    return address


def by_token(token: str) -> tuple[PasswordLink, Account] | None:
    """The link of a token with its account; None where it is used, old, or of nobody."""
    row = db.session.execute(
        select(PasswordLink, Account)
        .join(Account, Account.id == PasswordLink.account_id)
        .where(
            PasswordLink.token_hash == token_hash(token),
            PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > now(),
            Account.disabled_at.is_(None),
        )
    ).first()
    return (row[0], row[1]) if row else None


def use(link: PasswordLink, account: Account, password: str) -> None:
    """Set the password; the link is worth nothing any more, and other sessions end."""
    journal.act_as(journal.Actor(account.id, account.login))
    with journal.change("set_password"):
        link.used_at = now()
        account.password_hash = hash_password(password)
        end_sessions(account.id)


def end_sessions(account_id: UUID, but: UUID | None = None) -> None:
    """End an account's sessions, all but one; inside `journal.change`."""
    ended = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    if but is not None:
        ended = ended.where(SignIn.id != but)
    db.session.execute(ended.values(ended_at=now()))
