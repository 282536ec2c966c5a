"""Who usually chairs a meeting and writes its minutes: proposed until somebody is chosen."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from mmo.accounts.models import Account, Grant, Role


def chair(appointments: Iterable[Any], day: date, here: Container[UUID]) -> UUID | None:
    """The head of the association on a day.

    Args:
        here: the members who had not left before it.
    """
    begun = [row for row in appointments if row.from_on <= day]
    begun.sort(key=lambda row: row.from_on, reverse=True)
    holds = (row.member_id for row in begun if row.to_on is None or row.to_on >= day)
    found = next(holds, None)
    return found if found in here else None


def secretary(
    members: Iterable[Any], accounts: Iterable[Any], protocols: Iterable[Any], here: Container[UUID]
) -> UUID | None:
    """The member whose account is the secretary's, else who signed the last minutes."""
    for member in members:
        for account in accounts:
            same = account.person_id is not None and account.person_id == member.person_id
            if same or account.full_name == member.full_name:
                return UUID(str(member.id))
    drafted = [row for row in protocols if row.secretary_id is not None]
    last = max(drafted, key=lambda row: row.drafted_on or date.min, default=None)
    return last.secretary_id if last is not None and last.secretary_id in here else None


def secretaries(session: Session, association_id: UUID) -> list[Any]:
    """The accounts of an association's secretaries: the name and the person of each."""
    chosen = (
        select(Account.full_name, Account.person_id)
        .join(Grant, Grant.account_id == Account.id)
        .where(Grant.role == Role.SECRETARY, Grant.association_id == association_id)
    )
    return list(session.execute(chosen))
