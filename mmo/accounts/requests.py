"""Accounts that heads ask for: for members of the own association, made by who looks after them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask_login import current_user
from sqlalchemy import exists, select

from mmo import journal
from mmo.accounts import people
from mmo.accounts.guard import open_scope
from mmo.accounts.managing import own_organisations
from mmo.accounts.models import Account, AccountRequest, Grant, Role
from mmo.associations.models import Association
from mmo.clock import now
from mmo.database import AnyRow
from mmo.extensions import db
from mmo.members.models import Member


def _reach() -> list[UUID]:
    """The associations whose requests the person settles."""
    chosen = select(Association.id)
    if not current_user.is_admin:
        chosen = chosen.where(Association.organisation_id.in_(own_organisations()))
    return list(db.session.scalars(chosen))


def _open() -> Any:
    return (
        select(AccountRequest.id, AccountRequest.association_id, AccountRequest.member_id,
               AccountRequest.role, Member.full_name, Association.name.label("association"))
        .join(Member, (Member.association_id == AccountRequest.association_id)
              & (Member.id == AccountRequest.member_id))
        .join(Association, Association.id == AccountRequest.association_id)
        .where(AccountRequest.settled_at.is_(None))
        .order_by(AccountRequest.id)
    )  # fmt: skip


def open_ones() -> Sequence[AnyRow]:
    """What heads ask for and nobody has settled yet."""
    reach = _reach()
    open_scope(reach)
    return db.session.execute(_open().where(AccountRequest.association_id.in_(reach))).all()


def find(request_id: UUID | None) -> AnyRow | None:
    """An open request that the person may settle."""
    if request_id is None:
        return None
    return next((row for row in open_ones() if row.id == request_id), None)


def settle(asked: AnyRow, account: Account) -> None:
    """The account is made, and it is the member's; inside `journal.change`."""
    people.link(account, asked.association_id, asked.member_id)
    record = db.session.get_one(AccountRequest, (asked.association_id, asked.id))
    record.settled_at = now()


def members_of_year(year: Any) -> Sequence[AnyRow]:
    """The members of a year: whether each has an account here, and whether one is asked for."""
    has = exists().where(
        Account.person_id == Member.person_id,
        Grant.account_id == Account.id,
        Grant.association_id == Member.association_id,
    )
    asked = exists().where(
        AccountRequest.association_id == Member.association_id,
        AccountRequest.member_id == Member.id,
        AccountRequest.settled_at.is_(None),
    )
    return db.session.execute(
        select(Member.id, Member.full_name, Member.homeroom_class,
               has.label("has_account"), asked.label("asked"))
        .where(Member.association_id == year.association_id, Member.year_id == year.id,
               Member.left_on.is_(None))
        .order_by(Member.name_key)
    ).all()  # fmt: skip


def ask(year: Any, members: Collection[UUID], role: Role) -> int:
    """Ask for accounts of these members; says for how many it was asked anew."""
    wanted = [
        row for row in members_of_year(year)
        if row.id in members and not row.has_account and not row.asked
    ]  # fmt: skip
    records = [
        AccountRequest(association_id=year.association_id, year_id=year.id, member_id=row.id,
                       role=role)
        for row in wanted
    ]  # fmt: skip
    if records:
        journal.save(*records)
    return len(records)
