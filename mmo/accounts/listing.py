"""The list of accounts: searched, filtered, paged, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, func, or_, select

from mmo.accounts.managing import grants_of, visible
from mmo.accounts.models import Account, Grant, Role, SignIn
from mmo.associations.models import Association, Organisation
from mmo.database import AnyRow, AnySelect, text_key
from mmo.extensions import db
from mmo.paging import Paged, cut
from mmo.web import parse_page

STATES = {
    "active": _l("may sign in"),
    "invited": _l("no password yet"),
    "disabled": _l("switched off"),
}


def state_of(row: Any) -> str:
    """Which of `STATES` an account is in."""
    if row.disabled_at is not None:
        return "disabled"
    return "active" if row.has_password else "invited"


@dataclass
class AccountList(Paged):
    """The page of accounts that an address asks for."""

    asked: Mapping[str, str]
    rows: Sequence[AnyRow] = ()
    total: int = 0
    grants: dict[UUID, list[AnyRow]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.search = self.asked.get("q", "").strip()[:100]
        self.role = self.asked.get("role", "")
        self.state = self.asked.get("state", "")
        chosen = self._chosen()
        self.total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
        seen = (
            select(func.max(SignIn.seen_at))
            .where(SignIn.account_id == Account.id)
            .correlate(Account)
            .scalar_subquery()
        )
        ordered = chosen.add_columns(
            Account.login, Account.full_name, Account.disabled_at, seen.label("seen_at"),
            Account.password_hash.is_not(None).label("has_password"),
        ).order_by(func.text_key(Account.full_name), Account.id)  # fmt: skip
        self.number = parse_page(self.asked.get("page"), self.pages)
        self.rows = db.session.execute(cut(ordered, self.number, self.on_a_page)).all()
        for grant in grants_of(row.id for row in self.rows):
            self.grants.setdefault(grant.account_id, []).append(grant)

    def _chosen(self) -> AnySelect:
        chosen: AnySelect = select(Account.id).where(visible())
        if self.role in set(Role):
            chosen = chosen.where(
                exists().where(Grant.account_id == Account.id, Grant.role == self.role)
            )
        if self.state == "disabled":
            chosen = chosen.where(Account.disabled_at.is_not(None))
        elif self.state in STATES:
            has = Account.password_hash.is_not(None)
            chosen = chosen.where(
                Account.disabled_at.is_(None), has if self.state == "active" else ~has
            )
        for word in (text_key(self.search) or "").split():
            chosen = chosen.where(_speaks_of(word))
        return chosen

    @property
    def filtered(self) -> bool:
        return bool(self.search or self.role or self.state)


def _speaks_of(word: str) -> Any:
    """An account whose name, login, association or organisation has a word."""
    place = exists().where(
        Grant.account_id == Account.id,
        or_(
            Grant.association_id.in_(select(Association.id).where(_has(Association.name, word))),
            Grant.organisation_id.in_(select(Organisation.id).where(_has(Organisation.name, word))),
        ),
    )
    return or_(_has(Account.full_name, word), _has(Account.login, word), place)


def _has(column: Any, word: str) -> Any:
    return func.text_key(column).contains(word, autoescape=True)
