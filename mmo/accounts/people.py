"""The person behind an account: a member of an association, chosen by who looks after it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from mmo.accounts.guard import open_scope
from mmo.accounts.models import Account
from mmo.associations.models import Association, AssociationYear
from mmo.database import AnyRow, uuid7
from mmo.extensions import db
from mmo.members.models import Member, Person


def members_of(associations: set[UUID]) -> Sequence[AnyRow]:
    """The members of these associations' latest years, by name."""
    if not associations:
        return []
    open_scope(associations)
    later = AssociationYear.__table__.alias()
    rows = db.session.execute(
        select(Member.id, Member.association_id, Member.person_id, Member.full_name,
               Association.name.label("association"))
        .join(AssociationYear, (AssociationYear.association_id == Member.association_id)
              & (AssociationYear.id == Member.year_id))
        .join(Association, Association.id == Member.association_id)
        .outerjoin(later, (later.c.association_id == AssociationYear.association_id)
                   & (later.c.year > AssociationYear.year))
        .where(Member.association_id.in_(associations), later.c.id.is_(None))
        .order_by(Member.name_key)
    )  # fmt: skip
    return rows.all()


def link(account: Account, association_id: UUID, member_id: UUID) -> None:
    """Say that an account is this member's; inside `journal.change`."""
    member = db.session.get_one(Member, (association_id, member_id))
    if member.person_id is None:
        person = Person(id=uuid7(), full_name=member.full_name)
        db.session.add(person)
        db.session.flush()
        member.person_id = person.id
    account.person_id = member.person_id


def card_of(person_id: UUID | None, associations: set[UUID]) -> AnyRow | None:
    """The latest card of a person in one of these associations: its year, code and id."""
    if person_id is None or not associations:
        return None
    open_scope(associations)
    return db.session.execute(
        select(Member.id, AssociationYear.year, Association.code)
        .join(AssociationYear, (AssociationYear.association_id == Member.association_id)
              & (AssociationYear.id == Member.year_id))
        .join(Association, Association.id == Member.association_id)
        .where(Member.person_id == person_id, Member.association_id.in_(associations))
        .order_by(AssociationYear.year.desc())
        .limit(1)
    ).first()  # fmt: skip
