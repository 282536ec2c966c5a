"""Whose card it is: the member's own, and who may read it beside."""

from typing import Any
from uuid import UUID

from flask import g
from flask_login import current_user
from sqlalchemy import select

from mmo.accounts.permissions import Can
from mmo.extensions import db
from mmo.members.models import Member
from mmo.records.forms import of_year


def is_own(member: Any) -> bool:
    """Whether the person of this request stands behind this member."""
    return current_user.person_id is not None and member.person_id == current_user.person_id


def may_read(member: Any) -> bool:
    """Whether the person may read what of a card is personal."""
    return Can.READ_CARDS in g.can or is_own(member)


def own_keys() -> set[UUID]:
    """The ids of those members."""
    return {key for key, _name in own_members()}


def own_members() -> list[tuple[UUID, str]]:
    """The members of this year behind whom the person stands."""
    if current_user.person_id is None:
        return []
    rows = db.session.execute(
        select(Member.id, Member.full_name).where(
            of_year(Member), Member.person_id == current_user.person_id
        )
    )
    return [(row.id, row.full_name) for row in rows]
