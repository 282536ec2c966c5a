"""A year of three members; one of them has an account that stands behind their card."""

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
from tests.factories import activity, bundle, full_member, meeting, plan, plan_item, protocol

YEAR = "/associations/school-5/2025"
ANNA, OLGA, GONE = "Арбузова Анна Павловна", "Белкина Ольга Юрьевна", "Ветрова Вера Ивановна"


def whole_year(**parts: Any) -> dict[str, Any]:
    """Three members, one of whom has left, with meetings, a plan and activities of theirs."""
    return bundle(
        members=[
            full_member("m1", full_name=ANNA, homeroom_class="7А", experience_years=4,
                        category="Первая", category_valid_until="2026-10-01"),
            full_member("m2", full_name=OLGA, homeroom_class="5Б", experience_years=22,
                        category="первая"),
            full_member("m3", full_name=GONE, left_on="2026-01-15",
                        category_assigned_on="2024-04-01"),
        ],
        head_appointments=[{"id": "h1", "member": "m1", "post": "organizer", "issuer": "school",
                            "from": "2025-09-01"}],
        meetings=[
            meeting("z1", attendance=[{"member": "m1", "state": "present"},
                                      {"member": "m3", "state": "excused", "reason": "болела"}],
                    protocol=protocol(secretary="m3"),
                    agenda=[{"id": "g1", "question": "План", "heard": f"Слушали: {GONE}",
                             "decisions": [{"id": "d1", "text": "Собрать темы",
                                            "responsible": "m3"}]}]),
        ],
        plan=plan(0, items=[plan_item("p1", responsible="m3")]),
        activities=[activity("a1", kind="experience", title="Опыт Анны", participants=["m1"])],
    ) | parts  # fmt: skip


def one(full_name: str) -> Any:
    db.session.rollback()
    return db.session.scalar(select(Member).where(Member.full_name == full_name))


@pytest.fixture
def year(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    """``head``, ``member`` (who is Olga), ``other`` (a member who is nobody), ``deputy``."""
    found = bring(whole_year())
    make_account("head", Role.HEAD, association=found.association_id)
    make_account("other", Role.MEMBER, association=found.association_id)
    make_account("deputy", Role.DEPUTY, organisation=found.association.organisation_id)
    account = make_account("member", Role.MEMBER, association=found.association_id)
    person = Person(id=uuid7(), full_name=OLGA)
    stand_behind(person, one(OLGA), db.session.get(Account, account.id))
    return found


def stand_behind(person: Person, *records: Any) -> None:
    """Say who stands behind members and accounts."""
    with journal.change("link_person"):
        db.session.add(person)
        db.session.flush()
        for each in records:
            each.person_id = person.id
