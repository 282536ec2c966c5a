"""The handover to a new head: an inventory that both confirm."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.members.models import Handover
from tests.members.conftest import ANNA, OLGA, YEAR, one, whole_year
from tests.records.test_members import typed

SignIn = Callable[[str], FlaskClient]


def test_an_inventory_is_made_and_each_of_the_two_confirms_their_own_side(
    year: AssociationYear, sign_in: SignIn
) -> None:
    head, member = sign_in("head"), sign_in("member")
    address = f"{YEAR}/handovers"
    data = typed(head, address)
    assert data["from_member_id"] == str(one(ANNA).id)
    assert head.post(address, data=data).status_code == 422
    same = data | {"to_member_id": data["from_member_id"]}
    assert "Выберите двух разных людей" in head.post(address, data=same).text
    answer = head.post(address, data=data | {"to_member_id": str(one(OLGA).id)})
    page = head.get(answer.location).text
    for words in (ANNA, OLGA, "Собрать темы", "Заседания без подписанного протокола", "Тема z1"):
        assert words in page
    assert member.post(answer.location, data={"side": "from"}).status_code == 403
    assert member.post(answer.location, data={"side": "to"}).status_code == 303
    assert head.post(answer.location, data={"side": "from"}).status_code == 303
    assert sign_in("other").post(answer.location, data={"side": "from"}).status_code == 403
    assert head.get(answer.location).text.count("подтверждено 1 марта 2026") == 2
    made = db.session.scalars(select(Handover)).one()
    assert made.confirmed_from_by != made.confirmed_to_by


def test_one_person_confirms_one_side_only(year: AssociationYear, sign_in: SignIn) -> None:
    head, address = sign_in("head"), f"{YEAR}/handovers"
    made = head.post(address, data=typed(head, address, to_member_id=str(one(OLGA).id))).location
    assert head.post(made, data={"side": "from"}).status_code == 303
    assert head.post(made, data={"side": "to"}).status_code == 403


def test_a_side_with_an_account_of_its_own_is_confirmed_by_nobody_else(
    year: AssociationYear, sign_in: SignIn
) -> None:
    head, address = sign_in("head"), f"{YEAR}/handovers"
    made = head.post(address, data=typed(head, address, to_member_id=str(one(OLGA).id))).location
    assert head.post(made, data={"side": "to"}).status_code == 403
    assert sign_in("member").post(made, data={"side": "to"}).status_code == 303


def test_a_form_that_is_sent_twice_makes_one_handover(
    year: AssociationYear, sign_in: SignIn
) -> None:
    head, address = sign_in("head"), f"{YEAR}/handovers"
    data = typed(head, address, to_member_id=str(one(OLGA).id))
    assert head.post(address, data=data).location == head.post(address, data=data).location
    assert len(db.session.scalars(select(Handover)).all()) == 1


def test_a_handover_stays_as_it_was_whatever_a_file_brings_in(
    bring: Callable[..., AssociationYear], year: AssociationYear, sign_in: SignIn
) -> None:
    head, address = sign_in("head"), f"{YEAR}/handovers"
    made = head.post(address, data=typed(head, address, to_member_id=str(one(OLGA).id))).location
    whole = whole_year()
    whole["members"] = [each for each in whole["members"] if each["id"] != "m2"]
    bring(whole)
    assert OLGA in head.get(made).text
