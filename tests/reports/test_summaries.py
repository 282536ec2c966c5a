"""The reports of a school and of a municipality: right numbers, no foreign byte, few queries."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from mmo.accounts.models import Account, Role
from mmo.associations.models import Association, AssociationYear
from mmo.clock import now
from mmo.database import uuid7, writing
from mmo.extensions import db
from mmo.reports.models import Share
from tests.district.districts import many
from tests.district.looking import of_class, page, text
from tests.district.test_map import counted
from tests.district.test_school import LAST
from tests.factories import bundle, full_member, meeting, plan

Bring = Callable[..., AssociationYear]
CANARY = "Канарейкина"


def of_school(code: str, school: str = "s-org", **parts: Any) -> dict[str, Any]:
    people = [full_member(organisation=school, full_name=f"{CANARY} Анна {code}")]
    made = bundle(code, members=people, **parts)
    made["association"]["organisation"] = made["organisations"][0]["code"] = school
    return made


@pytest.fixture
def deputy(
    bring: Bring, make_account: Callable[..., Account], sign_in: Callable[[str], FlaskClient]
) -> FlaskClient:
    bring(of_school("junior", meetings=[meeting(), meeting("z2", "2025-12-01")]))
    bring(of_school("senior", year=LAST, plan=plan(4, created_on="2024-09-10")))
    year = bring(of_school("senior", plan=plan(3)))
    bring(of_school("foreign", "foreign-org", meetings=[meeting()]))
    make_account("deputy", Role.DEPUTY, organisation=year.association.organisation_id)
    make_account("office", Role.OFFICE)
    return sign_in("deputy")


def row(source: str, title: str) -> list[str]:
    (table,) = of_class(page(source), "side-table")
    (found,) = [each for each in table.xpath(".//tbody/tr") if text(each[0]) == title]
    return [text(cell) for cell in found.xpath("./td")]


def test_a_school_sees_its_associations_beside_each_other_and_last_year(
    deputy: FlaskClient,
) -> None:
    shown = deputy.get("/school/report").text
    assert row(shown, "Заседаний проведено") == ["—", "2", "0", "0"]
    assert row(shown, "Пунктов плана") == ["—", "0", "4", "3"]
    assert row(shown, "Анализ за год") == ["—", "черновик", "черновик", "черновик"]
    assert "foreign" not in shown


def test_what_changed_and_open_remarks_stand_beside_the_paper(
    deputy: FlaskClient, make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:  # fmt: skip
    senior = select(Association.id).where(Association.code == "senior")
    make_account("head", Role.HEAD, association=db.session.scalars(senior).one())
    path = "/associations/senior/2025/analysis"
    head = sign_in("head")
    given = {"submitted_to": "Завучу", "submitted_on": "2026-03-01"}
    head.post(f"{path}/hand-in/submit", data=given)
    deputy.post(f"{path}/sections/plan/remarks", data={"text": "Допишите"})
    deputy.post(f"{path}/judge/return")
    head.post(f"{path}/sections/plan", data={"text": "Дописано", "version": "0"})
    head.post(f"{path}/hand-in/submit", data=given)
    said = row(deputy.get("/school/report").text, "Анализ за год")[3]
    assert said.startswith("сдан")
    assert "1 замечание ждёт ответа" in said
    assert "1 раздел изменён с прошлой сдачи" in said


def test_one_more_association_costs_a_school_no_query(deputy: FlaskClient, bring: Bring) -> None:
    deputy.get("/school/report")
    with counted() as before:
        deputy.get("/school/report")
    for number in range(4):
        bring(of_school(f"further-{number}", meetings=[meeting()], plan=plan(2)))
    deputy.get("/school/report")
    with counted() as after:
        deputy.get("/school/report")
    assert len(after) == len(before)


def test_the_municipality_tells_of_schools_only_what_they_shared(
    deputy: FlaskClient, bring: Bring, sign_in: Callable[[str], FlaskClient]
) -> None:
    bring(bundle("mmo", "municipal", meetings=[meeting()]))
    office = sign_in("office")
    share(bring(of_school("junior", meetings=[meeting(), meeting("z2", "2025-12-01")])))
    shown = office.get("/district/report").text
    (table,) = of_class(page(shown), "side-table")
    cells = {
        text(each.xpath("./th/a")[0]).split()[-1]: [text(cell) for cell in each.xpath("./td")]
        for each in table.xpath("./tbody/tr")
    }
    assert cells["mmo"][5] == "1"
    assert cells["junior"][5] == "7", "what was shared, not what the records say"
    assert cells["senior"][3:5] == ["не передан", "—"]
    assert CANARY not in shown


def share(year: AssociationYear) -> None:
    """A school's share of invented numbers."""
    figures = {"members": 1, "meetings_held": 7, "plan_items": 0, "plan_done": 0, "events": 0,
               "experience": 0}  # fmt: skip
    papers = {"analysis": {"state": "accepted"}, "report": {"state": "draft"}}
    own = {"association_id": year.association_id, "year_id": year.id, "id": uuid7()}
    content = {"figures": figures, "papers": papers, "clauses": [], "texts": {}, "records": {}}
    db.session.rollback()
    with writing(), db.engine.begin() as connection:
        connection.execute(insert(Share).values(
            **own, sent_at=now(), sent_by="x", with_text=False, with_records=False,
            content=content, version=1, created_at=now(), changed_at=now(),
        ))  # fmt: skip


def test_seven_hundred_schools_cost_the_municipality_no_query(
    deputy: FlaskClient, bring: Bring, sign_in: Callable[[str], FlaskClient]
) -> None:
    office = sign_in("office")
    office.get("/district/report")
    with counted() as few:
        office.get("/district/report")
    many(bring(of_school("one-more", "more-org")), 700)
    with counted() as first:
        shown = office.get("/district/report")
    with counted() as again:
        office.get("/district/report")
    assert "704 объединени" in shown.text
    assert len(again) == len(few)
    assert len(first) <= len(few) + 3
