"""Sessions are rows: begun at sign-in, read at every request, ended at once."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import Request, current_app
from flask_login import UserMixin
from sqlalchemy import select, update

from mmo import journal
from mmo.accounts import keeping
from mmo.accounts.models import Account, Grant, Role, SignIn
from mmo.accounts.passwords import new_token, token_hash
from mmo.accounts.permissions import Can, Scoped, abilities
from mmo.clock import now
from mmo.extensions import db, login

SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last click is remembered; a write at every request would be dear."""


@dataclass
class SignedIn(UserMixin):
    """The person behind a request, with the roles that hold right now."""

    token: str
    session_id: UUID
    account_id: UUID
    login: str
    full_name: str
    language: str | None
    person_id: UUID | None
    grants: list[Scoped] = field(default_factory=list)

    def get_id(self) -> str:
        """What the cookie carries: the session's token, never the account."""
        return self.token

    def abilities(self, association: Any) -> set[Can]:
        """What this person may do with an association."""
        return abilities(self.grants, association)

    @cached_property
    def roles(self) -> set[Role]:
        return {grant.role for grant in self.grants}

    @property
    def links_people(self) -> bool:
        """Whether the person may say that members of equal names are one human being."""
        return bool(self.roles & {Role.HEAD, Role.DEPUTY, Role.OFFICE, Role.ADMIN})

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles


def begin(account: Account, request: Request) -> SignedIn:
    """Begin a session of an account that has proved who it is."""
    token = new_token()
    sign_in = SignIn(
        token_hash=token_hash(token),
        account_id=account.id,
        browser=request.user_agent.string[:200],
        address=request.remote_addr or "",
    )
    journal.act_as(journal.Actor(account.id, account.login))
    journal.save(sign_in, action="sign_in")
    keeping.belongs_to(account.id)
    signed_in = load(token)
    assert signed_in is not None
    return signed_in


def end(session_id: UUID) -> None:
    """End a session; the next request with its cookie meets the sign-in page."""
    sign_in = db.session.get(SignIn, session_id)
    if sign_in and sign_in.ended_at is None:
        sign_in.ended_at = now()
        journal.save(sign_in, action="sign_out")


@login.user_loader
def load(token: str) -> SignedIn | None:
    """The person whose session this is; None where it is over or the account is disabled."""
    row = db.session.execute(
        select(
            SignIn.id,
            SignIn.seen_at,
            Account.id.label("account_id"),
            Account.login,
            Account.full_name,
            Account.language,
            Account.person_id,
        )
        .join(Account, Account.id == SignIn.account_id)
        .where(
            SignIn.token_hash == token_hash(token),
            SignIn.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    idle = now() - row.seen_at
    if idle > timedelta(hours=current_app.config["SETTINGS"].session_hours):
        return None
    if idle > SEEN_EVERY:
        _remember(row.id)
    return SignedIn(
        token,
        row.id,
        row.account_id,
        row.login,
        row.full_name,
        row.language,
        row.person_id,
        grants_of(row.account_id),
    )


def grants_of(account_id: UUID) -> list[Scoped]:
    """The roles that an account has right now."""
    found = select(Grant.role, Grant.association_id, Grant.organisation_id)
    rows = db.session.execute(found.where(Grant.account_id == account_id))
    return [Scoped(*row) for row in rows]


def _remember(session_id: UUID) -> None:
    seen = update(SignIn).where(SignIn.id == session_id).values(seen_at=now())
    with journal.aside() as execute:
        execute(seen)
