"""A school's year with three members, two held meetings, and the people who keep it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.meetings.models import Meeting
from tests.factories import bundle, full_member, meeting, plan, plan_item

YEAR = "/associations/school-5/2025"
MEETINGS = f"{YEAR}/meetings"
HEAD, SECOND, THIRD = "Арбузова Анна Павловна", "Ёлкина О'Нил Ольга", "Яковлев Пётр Ильич"


def question(ref: str, **fields: Any) -> dict[str, Any]:
    """A question of an agenda."""
    return {"id": ref, "question": f"Вопрос {ref}"} | fields


def whole_bundle() -> dict[str, Any]:
    """The year's records."""
    return bundle(
        members=[
            full_member("m1", full_name=HEAD),
            full_member("m2", full_name=SECOND),
            full_member("m3", full_name=THIRD, joined_on="2025-12-01"),
        ],
        head_appointments=[
            {"id": "h1", "member": "m1", "post": "organizer", "issuer": "school",
             "order_number": "1", "order_date": "2025-09-01", "from": "2025-09-01"}
        ],
        plan=plan(0, items=[plan_item("p1", title="Семинар о семье", due="2026-04-10",
                                      responsible="m2", clauses=["sch.2.2.b1"])]),
        meetings=[
            meeting("z1", "2025-10-01", number=1, form="семинар", agenda=[
                question("q1", heard="План", decisions=[
                    {"id": "d1", "text": "Принять план", "responsible": "m2",
                     "due": "2025-11-01"}]),
                question("q2"),
            ]),
            meeting("z2", "2026-03-20", number=2, status="planned", agenda=[
                question("q3", clauses=["sch.2.2.b1"]), question("q4"), question("q5")]),
        ],
    )  # fmt: skip


@pytest.fixture
def year(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    found = bring(whole_bundle())
    for role in (Role.HEAD, Role.SECRETARY, Role.MEMBER):
        make_account(role.value, role, association=found.association_id)
    return found


@pytest.fixture
def head(year: AssociationYear, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """The head's browser."""
    return sign_in("head")


@pytest.fixture
def secretary(year: AssociationYear, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """The secretary's browser."""
    return sign_in("secretary")


def row_of(model: Any, ref: str) -> Any:
    """A record of the year by its id in the file."""
    db.session.rollback()
    return db.session.query(model).filter_by(ref=ref).one()


def address_of(ref: str, tail: str = "") -> str:
    """The address of a meeting's page."""
    return f"{MEETINGS}/{row_of(Meeting, ref).id}{tail}"
