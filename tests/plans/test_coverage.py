"""What the plan serves, what nothing serves, and the items proposed for it."""

import re
from collections.abc import Callable
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.plans.models import PlanItem
from tests.factories import activity, bundle
from tests.plans.conftest import DISTRICT, SCHOOL
from tests.records.test_members import typed

SignIn = Callable[[str], FlaskClient]
COVERAGE = f"{SCHOOL}/plan/coverage"


def unserved(page: str) -> list[str]:
    return re.findall(r'name="clause" value="([^"]+)"', page)


def test_what_an_item_names_or_a_record_proves_is_served(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account],
    school: AssociationYear, sign_in: SignIn,
) -> None:  # fmt: skip
    found = unserved(sign_in("head").get(COVERAGE).text)
    assert "sch.2.2.b1" not in found
    assert "sch.3.4.b3" in found
    year = bring(bundle("school-6", activities=[activity(kind="exhibition")]))
    make_account("other", Role.HEAD, association=year.association_id)
    page = sign_in("other").get("/associations/school-6/2025/plan/coverage").text
    assert "sch.3.4.b3" not in unserved(page)


def test_the_proposed_item_opens_filled_in_and_serves_its_clause_once_saved(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    page = unescape(client.get(COVERAGE).text)
    address = re.search(r'href="([^"]*clauses=sch\.3\.4\.b3[^"]*)"', page)
    assert address
    data = typed(client, address[1])
    assert data["title"] == "Методическая выставка разработок классных руководителей"
    assert data["due"] == "2026-04-10"
    data["clauses"] = "sch.3.4.b3"
    assert client.post(f"{SCHOOL}/plan/new", data=data).location == COVERAGE
    assert "sch.3.4.b3" not in unserved(client.get(COVERAGE).text)


def test_ticked_clauses_get_their_items_and_one_item_may_serve_several(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    chosen = ["sch.2.2.b4", "sch.3.3.b1", "sch.3.4.b3"]
    said = client.post(COVERAGE, data={"clause": chosen}, follow_redirects=True).text
    assert "Добавлено 2 пункта" in said
    assert not set(chosen) & set(unserved(said))
    db.session.rollback()
    made = db.session.scalar(select(PlanItem).where(PlanItem.title.startswith("Обзор норм")))
    assert made is not None
    assert made.clauses == ["sch.2.2.b4", "sch.3.3.b1"]


def test_all_that_is_proposed_serves_all_that_an_item_can_prove(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    every = unserved(client.get(COVERAGE).text)
    assert len(every) > 20
    assert unserved(client.post(COVERAGE, data={"clause": every}, follow_redirects=True).text) == []


def test_the_other_levels_clauses_stand_there_for_who_works_in_both(
    school: AssociationYear, district: AssociationYear, make_account: Callable[..., Account],
    sign_in: SignIn,
) -> None:  # fmt: skip
    from mmo import journal
    from mmo.accounts.models import Grant

    assert "mun.2.2.1" not in sign_in("head").get(COVERAGE).text
    both = make_account("both", Role.HEAD, association=school.association_id)
    journal.save(
        Grant(account_id=both.id, role=Role.MEMBER, association_id=district.association_id)
    )
    client = sign_in("both")
    assert "mun.2.2.1" in unserved(client.get(COVERAGE).text)
    address = f"{SCHOOL}/plan/new"
    data = typed(client, f"{address}?clauses=mun.2.2.1", section="Общее", title="Общий семинар")
    assert client.post(address, data=data | {"clauses": "mun.2.2.1"}).status_code == 303
    assert "Общий семинар" in client.get(COVERAGE).text
    assert client.get(f"{DISTRICT}/plan/coverage").status_code == 200
