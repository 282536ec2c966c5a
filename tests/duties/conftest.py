"""A school in which something waits for everybody, and a foreign one that bears the canary."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.database import uuid7
from mmo.extensions import db
from mmo.members.models import Member, Person
from tests.factories import bundle, full_member, meeting, member, plan, plan_item, protocol

CANARY = "КАНАРЕЙКА"
Bring = Callable[..., AssociationYear]
MakeAccount = Callable[..., Account]


def busy_year(code: str, word: str, level: str = "school") -> dict[str, Any]:
    """A year as on 1 March 2026: late, near and far terms, minutes to write and to sign."""
    decisions = [
        {"id": "d1", "text": f"{word} поздно", "responsible": "m1", "due": "2026-02-10"},
        {"id": "d2", "text": f"{word} свое", "responsible": "m2", "due": "2026-05-20"},
        {"id": "d3", "text": f"{word} чужое", "responsible": "m1", "due": "2026-05-21"},
        {"id": "d4", "text": f"{word} сделано", "due": "2026-02-11", "done_on": "2026-02-11"},
    ]
    own = f"{code}-org"
    made = bundle(
        code,
        level,
        members=[
            full_member("m1", own, full_name=f"{word} Анна Павловна"),
            member("m2", own, full_name=f"{word} Вера Ильинична", position="учитель"),
        ],
        meetings=[
            meeting("z1", "2026-02-02", theme=f"{word} без протокола"),
            meeting("z2", "2026-02-09", theme=f"{word} без подписи",
                    protocol=protocol("2026-02-10"),
                    agenda=[{"id": "q1", "question": "Вопрос", "decisions": decisions}]),
            meeting("z3", "2026-03-12", status="planned", theme=f"{word} впереди"),
            meeting("z4", "2026-02-20", status="planned", theme=f"{word} не отмечено"),
        ],
        plan=plan(0, items=[
            plan_item("p1", title=f"{word} пункт", due="2026-03-04", responsible="m2"),
            plan_item("p2", title=f"{word} дальний", due="2026-05-30", responsible="m1"),
        ]),
    )  # fmt: skip
    made["association"]["name"] = f"{word} {code}"
    return made


@pytest.fixture
def school(bring: Bring, make_account: MakeAccount) -> AssociationYear:
    """The own school with an account in every role; the member is the second one's own."""
    own = bring(busy_year("school-5", "Своё"))
    bring(busy_year("school-7", CANARY))
    for role in (Role.HEAD, Role.SECRETARY, Role.MEMBER):
        make_account(role.value, role, association=own.association_id)
    for role in (Role.DEPUTY, Role.DIRECTOR):
        make_account(role.value, role, organisation=own.association.organisation_id)
    make_account("office", Role.OFFICE)
    make_account("admin", Role.ADMIN)
    make_account("nobody")
    link("member", own, "m2")
    return own


def link(login: str, year: AssociationYear, ref: str) -> None:
    """Say that an account is this member's."""
    with journal.change("link_person"):
        account = db.session.scalars(select(Account).where(Account.login == login)).one()
        chosen = select(Member).where(Member.year_id == year.id, Member.ref == ref)
        card = db.session.scalars(chosen).one()
        person = Person(id=uuid7(), full_name=card.full_name)
        db.session.add(person)
        db.session.flush()
        account.person_id = card.person_id = person.id
