"""One person behind the members of several years and associations.

An import does not decide that two members are one human being: it is proposed where the names
are equal, and a person confirms or denies it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from sqlalchemy import func, select

from mmo import journal
from mmo.accounts.models import Account
from mmo.accounts.permissions import Scoped
from mmo.accounts.scope import names_within_reach
from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.database import AnyRow, AnySelect, uuid7
from mmo.extensions import db
from mmo.members.models import DifferentPeople, Member, Person
from mmo.tenancy import unfenced

MOST = 50
"""Proposals on one page; deciding them brings up the next."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Members of one name that may be one person."""

    name_key: str
    members: tuple[AnyRow, ...]
    doubted: bool = False
    """Whether of two of them somebody has said already that they are different people."""

    @property
    def full_name(self) -> str:
        name: str = self.members[0].full_name
        return name

    @property
    def key(self) -> str:
        """What a page names it by: changed when one of its members is."""
        return " ".join(sorted(str(member.id) for member in self.members))

    @property
    def is_plain(self) -> bool:
        """Whether it is one name in one association, once in each of years that follow on."""
        years = sorted(member.year for member in self.members)
        one_place = len({member.association_id for member in self.members}) == 1
        return (
            not self.doubted and one_place and years == list(range(years[0], years[0] + len(years)))
        )


def proposals(grants: Sequence[Scoped]) -> list[Proposal]:
    """Equal names among the members that these grants reach, of whom nobody has decided yet."""
    seen = _members(grants).subquery()
    repeated = (
        select(seen.c.name_key)
        .group_by(seen.c.name_key)
        .having(
            (func.count() > 1)
            & (
                (func.count(seen.c.person_id) < func.count())
                | (func.count(seen.c.person_id.distinct()) > 1)
            )
        )
        .order_by(seen.c.name_key)
        .limit(MOST)
    )
    rows = db.session.execute(
        _members(grants)
        .where(Member.name_key.in_(repeated))
        .order_by(Member.name_key, AssociationYear.year, Association.name)
    ).all()
    by_name: dict[str, list[AnyRow]] = {}
    for row in rows:
        by_name.setdefault(row.name_key, []).append(row)
    denied = _denied(row.id for row in rows)
    return [
        Proposal(name, tuple(members), any(pair in denied for pair in _undecided(members)))
        for name, members in by_name.items()
        if any(pair not in denied for pair in _undecided(members))
    ]


def same_person(grants: Sequence[Scoped], chosen: Collection[UUID]) -> Person | None:
    """Say that these members are one person; None where fewer than two of one name are in reach."""
    members = _chosen(grants, chosen)
    if len(members) < 2 or len({member.name_key for member in members}) > 1:
        return None
    with journal.change("link_person"):
        return _link(members)


def confirm_plain(grants: Sequence[Scoped], shown: Collection[str]) -> int:
    """Say of every plain proposal that was shown that it is one person; returns how many.

    What changed since it was shown is no longer what was confirmed, and stays undecided.
    """
    confirmed = [each for each in proposals(grants) if each.is_plain and each.key in shown]
    members = _chosen(grants, [row.id for each in confirmed for row in each.members])
    if not members:
        return 0
    with journal.change("link_person"):
        for proposal in confirmed:
            own = {row.id for row in proposal.members}
            _link([member for member in members if member.id in own])
    return len(confirmed)


def _link(members: Sequence[Member]) -> Person:
    """Put one person behind these members: the one that is known, or a new one."""
    known = next((member.person_id for member in members if member.person_id), None)
    person = db.session.get(Person, known) if known else None
    if person is None:
        person = Person(id=uuid7(), full_name=members[-1].full_name)
        db.session.add(person)
        db.session.flush()
    others = {member.person_id for member in members if member.person_id} - {person.id}
    for member in members:
        member.person_id = person.id
    if others:
        _follow(others, person)
    return person


def _follow(others: set[UUID], person: Person) -> None:
    """Let the accounts follow their members; a person behind whom no member is left is none."""
    db.session.flush()
    behind = select(Member.person_id).where(Member.person_id.in_(others))
    with unfenced(db.session()):  # members beyond the reach keep their person, and the account
        gone = others - set(db.session.scalars(behind))
    for account in db.session.scalars(select(Account).where(Account.person_id.in_(gone))):
        account.person_id = person.id
    db.session.flush()
    for each in db.session.scalars(select(Person).where(Person.id.in_(gone))):
        db.session.delete(each)


def different_people(grants: Sequence[Scoped], chosen: Collection[UUID]) -> None:
    """Say that these members are different people; it is not proposed again."""
    members = _chosen(grants, chosen)
    denied = _denied(member.id for member in members)
    pairs = [pair for pair in _undecided(members) if pair not in denied]
    records = [DifferentPeople(member_id=one, other_member_id=other) for one, other in pairs]
    if records:
        journal.save(*records, action="different_people")


def _members(grants: Sequence[Scoped]) -> AnySelect:
    return (
        select(
            Member.id,
            Member.association_id,
            Member.person_id,
            Member.name_key,
            Member.full_name,
            Member.position,
            AssociationYear.year,
            Association.name.label("association"),
            Organisation.name.label("organisation"),
        )
        .join(
            AssociationYear,
            (AssociationYear.association_id == Member.association_id)
            & (AssociationYear.id == Member.year_id),
        )
        .join(Association, Association.id == Member.association_id)
        .join(Organisation, Organisation.id == Association.organisation_id)
        .where(names_within_reach(grants))
    )


def _chosen(grants: Sequence[Scoped], chosen: Collection[UUID]) -> list[Member]:
    ids = _members(grants).where(Member.id.in_(chosen)).with_only_columns(Member.id)
    return list(db.session.scalars(select(Member).where(Member.id.in_(ids)).order_by(Member.id)))


def _undecided(members: Iterable[AnyRow | Member]) -> list[tuple[UUID, UUID]]:
    return [
        (min(one.id, other.id), max(one.id, other.id))
        for one, other in combinations(members, 2)
        if one.person_id is None or one.person_id != other.person_id
    ]


def _denied(members: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    ids = list(members)
    found = db.session.execute(
        select(DifferentPeople.member_id, DifferentPeople.other_member_id).where(
            DifferentPeople.member_id.in_(ids)
        )
    )
    return {(row.member_id, row.other_member_id) for row in found}
