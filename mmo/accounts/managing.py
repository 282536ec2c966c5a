"""Which accounts a person looks after, and which roles they may give.

An administrator looks after all. A deputy director looks after the heads, secretaries and
members of the own school's associations, and of nobody who has a role beyond them: whoever may
make a link to a password could otherwise become that person.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_login import current_user
from sqlalchemy import ColumnElement, exists, func, or_, select, true

from mmo.accounts.making import EVERYWHERE, IN_ASSOCIATION, IN_ORGANISATION
from mmo.accounts.models import Account, Grant, Role
from mmo.associations.models import Association, Organisation
from mmo.database import AnyRow
from mmo.extensions import db

Scope = tuple[str, Sequence[tuple[str, str]]]


def own_organisations() -> set[UUID]:
    """The organisations in which the person is a deputy director."""
    return {
        grant.organisation_id
        for grant in current_user.grants
        if grant.role is Role.DEPUTY and grant.organisation_id
    }


def _own_associations() -> Any:
    return select(Association.id).where(Association.organisation_id.in_(own_organisations()))


def visible() -> ColumnElement[bool]:
    """The accounts that a person's list shows."""
    if current_user.is_admin:
        return true()
    inside = exists().where(
        Grant.account_id == Account.id,
        or_(Grant.association_id.in_(_own_associations()),
            Grant.organisation_id.in_(own_organisations())),
    )  # fmt: skip
    any_role = exists().where(Grant.account_id == Account.id)
    return or_(inside, ~any_role & (Account.created_by == current_user.account_id))


def find(account_id: UUID) -> Account | None:
    """An account that the person may see."""
    return db.session.scalar(select(Account).where(Account.id == account_id, visible()))


def grants_of(accounts: Iterable[UUID]) -> Sequence[AnyRow]:
    """The roles of these accounts with the names of their scopes, in one query."""
    chosen = (
        select(Grant.id, Grant.account_id, Grant.role, Grant.association_id,
               Grant.organisation_id, Association.name.label("association"),
               Organisation.name.label("organisation"),
               Association.organisation_id.label("founder_id"))
        .outerjoin(Association, Association.id == Grant.association_id)
        .outerjoin(Organisation, Organisation.id == Grant.organisation_id)
        .where(Grant.account_id.in_(list(accounts)))
        .order_by(Grant.id)
    )  # fmt: skip
    return db.session.execute(chosen).all()


def looks_after(account: Account, grants: Iterable[AnyRow]) -> bool:
    """Whether the person may change this account, which has these roles."""
    if current_user.is_admin:
        return True
    own = own_organisations()
    return account.id != current_user.account_id and all(
        grant.role in IN_ASSOCIATION and grant.founder_id in own for grant in grants
    )


def made_before(key: UUID) -> Account | None:
    """The account that the same form made when it was sent before: a double click makes one.

    It is one of the person's own making that they still look after, and that nobody uses yet.
    """
    found = db.session.get(Account, key)
    if found is None or found.created_by != current_user.account_id:
        return None
    is_used = found.password_hash is not None or found.disabled_at is not None
    return found if not is_used and looks_after(found, grants_of([found.id])) else None


def given_roles() -> tuple[Role, ...]:
    """The roles that the person may give."""
    return tuple(Role) if current_user.is_admin else IN_ASSOCIATION


def scopes() -> list[Scope]:
    """Where the person may give roles: groups of values and names for a choice."""
    associations = select(Association.id, Association.name).order_by(Association.name)
    if not current_user.is_admin:
        associations = associations.where(Association.organisation_id.in_(own_organisations()))
    rows = db.session.execute(associations)
    found: list[Scope] = [("associations", [(f"association:{r.id}", r.name) for r in rows])]
    if current_user.is_admin:
        schools = select(Organisation.id, Organisation.name).order_by(Organisation.name)
        rows = db.session.execute(schools)
        found.append(("organisations", [(f"organisation:{r.id}", r.name) for r in rows]))
    return found


def scope_of(role: Role, where: str) -> dict[str, UUID | None] | None:
    """The columns of a grant of this role there; None where it is no role in such a place."""
    kind, _colon, key = where.partition(":")
    if role in EVERYWHERE:
        return {"association_id": None, "organisation_id": None} if not where else None
    wanted = "association" if role in IN_ASSOCIATION else "organisation"
    assert role in (*IN_ASSOCIATION, *IN_ORGANISATION)
    return {f"{wanted}_id": UUID(key)} if kind == wanted else None


def is_last_administrator(account: Account) -> bool:
    """Whether nobody else could administer the installation without this account."""
    others = (
        select(func.count())
        .select_from(Grant)
        .join(Account, Account.id == Grant.account_id)
        .where(
            Grant.role == Role.ADMIN,
            Account.id != account.id,
            Account.disabled_at.is_(None),
            Account.password_hash.is_not(None),
        )
    )
    own = select(Grant.id).where(Grant.account_id == account.id, Grant.role == Role.ADMIN)
    return db.session.scalar(own) is not None and not db.session.scalar(others)
