"""Items of the plan: the page, the form, quick marks, and the gaps that they close."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.plans.models import Plan, PlanItem, PlanRevision
from tests.factories import bundle, plan, plan_item
from tests.plans.conftest import SCHOOL, with_plan
from tests.records.test_members import typed

PLAN = f"{SCHOOL}/plan"
SignIn = Callable[[str], FlaskClient]


def item(title: str) -> Any:
    db.session.rollback()
    return db.session.scalar(select(PlanItem).where(PlanItem.title == title))


def test_items_stand_under_their_sections_in_the_order_of_the_plan(
    school: AssociationYear, sign_in: SignIn
) -> None:
    page = sign_in("head").get(PLAN).get_data(as_text=True)
    places = [page.index(word, page.index("<tbody>")) for word in
              ("Методическая работа", "Семинар", "Выставка", "Работа с классами")]  # fmt: skip
    assert places == sorted(places)
    assert "1 из 3" in page
    assert "2.2 абз. 1" in page
    assert 'class="group-row"' not in sign_in("head").get(f"{PLAN}?sort=due").text


def test_an_item_is_entered_in_the_plan_and_shows_what_it_serves(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    address = f"{PLAN}/new"
    data = typed(client, f"{address}?clauses=sch.3.4.b3&section=Новый+раздел", title="Круглый стол",
                 due="2026-05-10", expected="Протокол")  # fmt: skip
    data["clauses"] = "sch.3.4.b3"
    assert data["section"] == "Новый раздел"
    assert client.post(address, data=data).status_code == 303
    made = item("Круглый стол")
    assert (made.expected, made.clauses, made.section) == (
        "Протокол",
        ["sch.3.4.b3"],
        "Новый раздел",
    )


def test_the_first_item_begins_the_plan_and_closes_its_absence(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    year = bring(bundle())
    make_account("head", Role.HEAD, association=year.association_id)
    client = sign_in("head")
    data = typed(client, f"{PLAN}/new", section="Работа", title="Дело")
    said = client.post(f"{PLAN}/new", data=data, follow_redirects=True).get_data(as_text=True)
    assert "Теперь в порядке" in said
    assert "6 абз. 5" in said
    assert db.session.scalar(select(Plan.created_on)) == date(2026, 3, 1)


def test_one_press_marks_an_item_done_and_another_writes_its_result(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    key = item("Семинар").id
    assert "Сделано сегодня" in client.get(PLAN).text
    answer = client.post(f"{PLAN}/{key}/quick", data={"do": "done"}, follow_redirects=True)
    assert "сделано 1 марта 2026" in answer.text
    assert item("Семинар").done_on == date(2026, 3, 1)
    fragment = client.post(
        f"{PLAN}/{key}/quick", data={f"result-{key}": " Справка "}, follow_redirects=True,
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert fragment.text.lstrip().startswith('<div id="records"')
    assert item("Семинар").result == "Справка"
    told = client.post(
        f"{PLAN}/{key}/quick", data={f"result-{key}": "Приказ"}, follow_redirects=True
    ).text
    assert "Результат уже записан: «Справка». Ваш, «Приказ», не сохранён" in told
    assert item("Семинар").result == "Справка"


def test_who_may_only_read_has_no_marks(school: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("member")
    assert "Сделано сегодня" not in client.get(PLAN).text
    assert client.post(f"{PLAN}/{item('Семинар').id}/quick", data={"do": "done"}).status_code == 403


def test_the_dashboards_button_opens_the_item_filled_in_and_its_row_is_gone_after(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    key = item("Семинар").id
    address = f"{PLAN}/{key}?done_on=2026-03-01"
    assert address.replace("&", "&amp;") in client.get(f"{SCHOOL}/").text
    data = typed(client, address, result="Справка")
    assert data["done_on"] == "2026-03-01"
    client.post(f"{PLAN}/{key}", data=data)
    assert address not in client.get(f"{SCHOOL}/").text


def test_many_are_given_to_one_and_a_stranger_is_refused(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    who = item("Семинар").responsible_id
    records = [str(item(title).id) for title in ("Выставка", "Неделя профилактики")]
    data = {"act": "responsible", "choice": str(who), "record": records}
    assert client.post(PLAN, data=data).status_code == 302
    assert item("Выставка").responsible_id == who
    strange = data | {"choice": "00000000-0000-0000-0000-000000000000"}
    assert client.post(PLAN, data=strange).status_code == 400


def test_filters_tell_the_overdue_from_the_done(school: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("head")
    overdue = client.get(f"{PLAN}?done=overdue").text
    assert "Семинар" in overdue
    assert "Выставка" not in overdue
    assert "Неделя профилактики" in client.get(f"{PLAN}?done=done").text
    assert "Выставка" in client.get(f"{PLAN}?responsible=none").text
    assert "1–1 из 1" in client.get(f"{PLAN}?section=Работа с классами").text


def test_a_change_of_an_approved_plan_is_kept_as_a_revision_where_the_person_says_so(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    year = bring(with_plan("school-5", "school", approved_at_meeting="z1"))
    make_account("head", Role.HEAD, association=year.association_id)
    client = sign_in("head")
    address = f"{PLAN}/{item('Выставка').id}"
    assert "Внести как изменение плана" in client.get(address).text
    client.post(address, data=typed(client, address, title="Большая выставка"))
    assert db.session.scalar(select(Plan.revised_on)) is None
    data = typed(client, address, title="Малая выставка", as_revision="y")
    client.post(address, data=data)
    db.session.rollback()
    assert db.session.scalar(select(Plan.revised_on)) == date(2026, 3, 1)
    kept = db.session.scalars(select(PlanRevision)).one()
    assert [each["title"] for each in kept.items] == ["Семинар", "Малая выставка",
                                                      "Неделя профилактики"]  # fmt: skip


def test_what_the_format_does_not_hold_survives_the_same_file_brought_in_again(
    bring: Callable[..., AssociationYear], school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    address = f"{PLAN}/{item('Выставка').id}"
    client.post(address, data=typed(client, address, expected="Каталог"))
    client.post(f"{PLAN}/approve", data=typed(client, f"{PLAN}/approve"))
    assert db.session.scalar(select(PlanRevision.number)) == 1
    bring(with_plan("school-5", "school"))
    assert item("Выставка").expected == "Каталог"
    assert db.session.scalar(select(PlanRevision.number)) == 1


def test_a_plan_of_90_items_costs_as_many_queries_as_one_of_3(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    counts = []
    for code, number in (("school-8", 90), ("school-9", 3)):
        items = [plan_item(f"p{n}", section=f"Раздел {n % 5}") for n in range(number)]
        year = bring(bundle(code, plan=plan(0, items=items)))
        make_account(f"head-{code}", Role.HEAD, association=year.association_id)
        client = sign_in(f"head-{code}")
        asked: list[str] = []

        def note(_c: Any, _cur: Any, statement: str, *_more: Any, asked: list[str] = asked) -> None:
            asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        page = client.get(f"/associations/{code}/2025/plan")
        event.remove(db.engine, "before_cursor_execute", note)
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16
