"""The plan as a whole: made, handed in, returned, agreed, approved, revised and compared."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.plans.models import Plan, PlanItem, PlanRemark, PlanRevision, Stage
from mmo.plans.ready_made import a_year_later, day_in, ready_plans
from mmo.plans.revisions import compare
from tests.factories import bundle, full_member
from tests.plans.conftest import DISTRICT, SCHOOL, with_plan
from tests.records.test_members import typed

SignIn = Callable[[str], FlaskClient]


def step(client: FlaskClient, address: str, **changed: Any) -> str:
    """Open a step's form, send it, and read the page after."""
    answer = client.post(address, data=typed(client, address, **changed), follow_redirects=True)
    return answer.get_data(as_text=True)


def the_plan() -> Any:
    db.session.rollback()
    return db.session.scalar(select(Plan))


def revisions() -> list[tuple[int, str]]:
    db.session.rollback()
    rows = db.session.execute(
        select(PlanRevision.number, PlanRevision.cause).order_by(PlanRevision.number)
    )
    return [(row.number, str(row.cause)) for row in rows]


def test_a_plan_is_handed_in_returned_mended_and_agreed(
    district: AssociationYear, sign_in: SignIn
) -> None:
    head, office = sign_in("mmo-head"), sign_in("office")
    assert "План отправлен на согласование" in step(head, f"{DISTRICT}/plan/submit")
    assert the_plan().stage is Stage.SUBMITTED
    first = db.session.scalars(select(PlanItem.id).order_by(PlanItem.ordinal)).first()
    empty = office.post(f"{DISTRICT}/plan/return", data=typed(office, f"{DISTRICT}/plan/return"))
    assert empty.status_code == 422
    told = step(office, f"{DISTRICT}/plan/return", whole="Мало сроков",
                **{f"item-{first}": "Кто ведёт?"})  # fmt: skip
    assert "Мало сроков" in told
    assert the_plan().stage is Stage.RETURNED
    remarks = db.session.scalars(select(PlanRemark).order_by(PlanRemark.id)).all()
    assert [(each.item_title, each.text) for each in remarks] == [
        (None, "Мало сроков"), ("Семинар", "Кто ведёт?")
    ]  # fmt: skip
    assert "Кто ведёт?" in head.get(f"{DISTRICT}/plan/{first}").text
    for _twice in range(2):
        head.post(f"{DISTRICT}/plan/remarks/{remarks[0].id}", data={"settled": "yes"})
    assert "исправлено 1 марта 2026" in head.get(f"{DISTRICT}/plan").text
    head.post(f"{DISTRICT}/plan/remarks/{remarks[0].id}", data={"settled": "no"})
    assert "исправлено 1 марта 2026" not in head.get(f"{DISTRICT}/plan").text
    step(head, f"{DISTRICT}/plan/submit")
    assert "Теперь в порядке: п. 3.2" in step(office, f"{DISTRICT}/plan/agree")
    assert the_plan().agreed_on == date(2026, 3, 1)
    assert [cause for _n, cause in revisions()] == ["submitted", "returned", "submitted", "agreed"]


def test_the_dashboard_leads_the_head_to_hand_in_and_the_office_to_agree(
    district: AssociationYear, sign_in: SignIn
) -> None:
    assert f'href="{DISTRICT}/plan/submit?' in sign_in("mmo-head").get(f"{DISTRICT}/").text
    page = sign_in("office").get(f"{DISTRICT}/").text
    assert f'href="{DISTRICT}/plan/agree?' in page
    client = sign_in("office")
    drawer = client.get(f"{DISTRICT}/plan/agree", headers={"HX-Request": "true"}).text
    assert drawer.lstrip().startswith('<div class="record-form"')
    data = typed(client, f"{DISTRICT}/plan/agree")
    saved = client.post(f"{DISTRICT}/plan/agree", data=data, headers={"HX-Request": "true"})
    assert saved.text == ""
    assert "findings-changed" in saved.headers["HX-Trigger"]
    assert "plan/agree" not in client.get(f"{DISTRICT}/").text


def test_a_plan_is_approved_at_a_meeting_and_included_by_the_deputy(
    school: AssociationYear, sign_in: SignIn
) -> None:
    head, deputy = sign_in("head"), sign_in("deputy")
    told = step(head, f"{SCHOOL}/plan/approve")
    assert "20 сентября 2025" in told
    assert the_plan().approved_at_meeting_id is not None
    assert "п. 5.3" in step(deputy, f"{SCHOOL}/plan/include")
    assert the_plan().in_school_plan_on == date(2026, 3, 1)
    assert deputy.get(f"{SCHOOL}/plan/approve").status_code == 403
    assert head.get(f"{SCHOOL}/plan/agree").status_code == 403


def test_a_change_after_the_agreement_is_offered_and_asks_for_it_again(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    year = bring(with_plan("mmo", "municipal"))
    make_account("mmo-head", Role.HEAD, association=year.association_id)
    make_account("office", Role.OFFICE)
    head, office = sign_in("mmo-head"), sign_in("office")
    step(office, f"{DISTRICT}/plan/agree", agreed_on="2026-02-01")
    db.session.rollback()
    items = {i.title: i.id for i in db.session.scalars(select(PlanItem))}
    head.post(f"{DISTRICT}/plan/{items['Выставка']}/delete")
    step(head, f"{DISTRICT}/plan/{items['Семинар']}", due="2026-03-20")
    page = head.get(f"{DISTRICT}/plan").text
    assert "изменены 2 пункта" in page
    step(head, f"{DISTRICT}/plan/revise", note="Перенос")
    assert the_plan().revised_on == date(2026, 3, 1)
    compared = head.get(f"{DISTRICT}/plan/revisions?before=1&after=2").text
    assert "Выставка" in compared
    assert "2025-11-20" in compared
    assert "2026-03-20" in compared
    assert "Перенос" in compared
    assert f"{DISTRICT}/plan/submit" in head.get(f"{DISTRICT}/").text


def test_of_two_who_change_the_plan_the_second_is_told(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    old = typed(client, f"{SCHOOL}/plan/include", in_school_plan_on="2025-09-01")
    step(client, f"{SCHOOL}/plan/include", in_school_plan_on="2025-10-01")
    page = client.post(f"{SCHOOL}/plan/include", data=old, follow_redirects=True).text
    assert "Пока вы работали, план изменили" in page
    assert the_plan().in_school_plan_on == date(2025, 10, 1)


def test_nobody_agrees_what_they_have_not_seen(district: AssociationYear, sign_in: SignIn) -> None:
    head, office = sign_in("mmo-head"), sign_in("office")
    address = f"{DISTRICT}/plan/agree"
    read = typed(office, address)
    items = {i.title: i.id for i in db.session.scalars(select(PlanItem))}
    head.post(f"{DISTRICT}/plan/{items['Выставка']}/delete")
    step(head, f"{DISTRICT}/plan/{items['Семинар']}", due="2026-03-20")
    step(head, f"{DISTRICT}/plan/new", section="Работа с классами", title="Слёт")
    refused = office.post(address, data=read)
    assert refused.status_code == 409
    assert "добавлено: «Слёт»; изменено: «Семинар»; удалено: «Выставка»" in refused.text
    assert the_plan().agreed_on is None
    assert revisions() == []
    again = read | {"seen": re.findall(r'name="seen"[^>]*value="([^"]*)"', refused.text)[0]}
    assert "План согласован" in office.post(address, data=again, follow_redirects=True).text
    assert the_plan().agreed_on == date(2026, 3, 1)


def test_a_done_item_is_no_change_of_the_plan_that_is_agreed(
    district: AssociationYear, sign_in: SignIn
) -> None:
    head, office = sign_in("mmo-head"), sign_in("office")
    read = typed(office, f"{DISTRICT}/plan/agree")
    key = db.session.scalar(select(PlanItem.id).where(PlanItem.title == "Семинар"))
    head.post(f"{DISTRICT}/plan/{key}/quick", data={"do": "done"})
    assert office.post(f"{DISTRICT}/plan/agree", data=read).status_code == 303


@pytest.mark.parametrize("name", ["approve", "return"])
def test_a_meeting_approves_and_the_office_returns_the_plan_that_was_read(
    school: AssociationYear, district: AssociationYear, sign_in: SignIn, name: str
) -> None:
    place, reader, head = {
        "approve": (SCHOOL, "head", "head"), "return": (DISTRICT, "office", "mmo-head"),
    }[name]  # fmt: skip
    client = sign_in(reader)
    read = typed(client, f"{place}/plan/{name}", **({"whole": "Мало"} if name == "return" else {}))
    step(sign_in(head), f"{place}/plan/new", section="Работа с классами", title="Слёт")
    refused = client.post(f"{place}/plan/{name}", data=read)
    assert refused.status_code == 409
    assert "Слёт" in refused.text
    assert revisions() == []


def test_a_plan_is_made_of_a_ready_one_without_doubling(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    year = bring(bundle())
    make_account("head", Role.HEAD, association=year.association_id)
    client = sign_in("head")
    assert "Составить план" in client.get(f"{SCHOOL}/plan").text
    ready = ready_plans()["school"]
    data = {"source": "school", "section": ready.sections[:2]}
    said = client.post(f"{SCHOOL}/plan/make", data=data, follow_redirects=True).text
    number = sum(item.section in ready.sections[:2] for item in ready.items)
    assert f"добавлено {number} " in said
    client.post(f"{SCHOOL}/plan/make", data=data)
    db.session.rollback()
    items = db.session.scalars(select(PlanItem).order_by(PlanItem.ordinal)).all()
    assert len(items) == number
    assert items[0].due == date(2025, 9, 10)
    assert items[0].expected


def test_a_plan_is_copied_from_last_year_with_terms_and_people_moved_on(
    bring: Callable[..., AssociationYear], school: AssociationYear, sign_in: SignIn
) -> None:
    following = bundle(members=[full_member("x9", full_name="Арбузова Анна Павловна")])
    following["year"] = {
        "start": "2026-09-01", "end": "2027-05-31",
        "trimesters": [{"start": "2026-09-01", "end": "2026-11-15"},
                       {"start": "2026-11-23", "end": "2027-02-14"},
                       {"start": "2027-02-22", "end": "2027-05-31"}],
    }  # fmt: skip
    bring(following)
    client = sign_in("head")
    address = "/associations/school-5/2026/plan/make"
    assert "2025/26" in client.get(address).text
    client.post(address, data={"source": "last", "section": "Методическая работа"})
    db.session.rollback()
    items = db.session.scalars(
        select(PlanItem).where(PlanItem.due > date(2026, 9, 1)).order_by(PlanItem.ordinal)
    ).all()
    assert [(item.title, item.due) for item in items] == [
        ("Семинар", date(2026, 11, 20)), ("Выставка", date(2027, 4, 10)),
    ]  # fmt: skip
    assert items[0].responsible_id is not None
    assert items[0].done_on is None


@pytest.mark.parametrize("name", ["school", "municipal"])
def test_every_clause_of_a_ready_plan_is_one_that_an_item_can_prove(app: Flask, name: str) -> None:
    from mmo.compliance.rulefile import EvidenceRule

    regulations = app.extensions["judge"].regulations
    edition = regulations.for_level(ready_plans()[name].level).editions[-1]
    provable = {
        clause.id
        for clause in edition.clauses
        if any(isinstance(rule, EvidenceRule) for rule in clause.rules)
    }
    named = {clause for item in ready_plans()[name].items for clause in item.clauses}
    assert named == provable
    assert all(day_in(2025, item.due) for item in ready_plans()[name].items)


def test_the_last_of_february_moves_to_a_day_that_there_is() -> None:
    assert a_year_later(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert a_year_later(None, 1) is None


def test_two_states_of_a_plan_are_compared_item_by_item() -> None:
    kept = {"id": "1", "section": "А", "title": "Дело", "due": "2025-10-01", "clauses": []}
    found = compare([kept, kept | {"id": "2"}], [kept | {"due": None}, kept | {"id": "3"}])
    assert [each.title for each in found.added + found.removed] == ["Дело", "Дело"]
    (changed,) = found.changed
    assert [(before, after) for _word, before, after in changed.changes] == [("2025-10-01", None)]
    assert not compare([kept], [dict(kept)])
