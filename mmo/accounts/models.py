"""Accounts, what they may do and where, and their sessions."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mmo.clock import now
from mmo.database import Base, InYear, Stamped, choice, points_to, uuid7


class Role(StrEnum):
    """Who a person is to an association, an organisation or the installation."""

    HEAD = "head"
    SECRETARY = "secretary"
    MEMBER = "member"
    DEPUTY = "deputy"
    DIRECTOR = "director"
    OFFICE = "office"
    ADMIN = "admin"


class Account(Stamped, Base):
    """A person's way in."""

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    """Kept in lower case: people type it as they like."""
    password_hash: Mapped[str | None]
    full_name: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    language: Mapped[str | None] = mapped_column(String(8))
    disabled_at: Mapped[datetime | None]


class Grant(Stamped, Base):
    """A role of an account, and the association or organisation it is a role in.

    A head, secretary or member has an association; a deputy director or director an
    organisation; the head of the methodical office and the administrator the installation.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("association_id IS NULL OR organisation_id IS NULL", name="one_scope"),
        Index("ix_role_grant_account_id", "account_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(choice(Role))
    association_id: Mapped[UUID | None] = mapped_column(ForeignKey("association.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))


class Attempt(Base):
    """How often something limited was tried; shared by all processes."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime]


class SignIn(Base):
    """A session: a row, so that it can be listed and ended at once."""

    __tablename__ = "sign_in"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    begun_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(String(64), default="")


class PasswordLink(Stamped, Base):
    """A link by which a person sets a password: an invitation, or a lost password made anew.

    Only the hash of its token is kept; it works once, and until `expires_at`.
    """

    __tablename__ = "password_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AccountRequest(Stamped, InYear, Base):
    """A head asks that a member of the association gets an account."""

    __tablename__ = "account_request"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    member_id: Mapped[UUID]
    role: Mapped[Role] = mapped_column(choice(Role))
    settled_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            points_to("member", "member_id", cascade=True),
            Index("ix_account_request_settled_at", "association_id", "settled_at"),
        )
