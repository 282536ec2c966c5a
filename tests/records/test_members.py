"""What every kind of record does, tried on members: forms, lists, locking, undo, history."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.extensions import db
from mmo.members.models import Member, SelfEducation
from tests.factories import bundle, full_member, meeting, member, protocol

YEAR = "/associations/school-5/2025"
MEMBERS = f"{YEAR}/members"
SECOND = "Ёлкина О'Нил Ольга"


@pytest.fixture
def year(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    found = bring(
        bundle(
            members=[
                full_member("m1", full_name="Арбузова Анна Павловна"),
                member("m2", full_name=SECOND),
            ],
            meetings=[meeting("z1", attendance=[{"member": "m1", "state": "present"}],
                              protocol=protocol())],
        )
    )  # fmt: skip
    make_account("head", Role.HEAD, association=found.association_id)
    make_account("member", Role.MEMBER, association=found.association_id)
    return found


def typed(client: FlaskClient, address: str, **changed: Any) -> dict[str, Any]:
    """What the form at an address holds, with something changed."""
    page = unescape(client.get(address).get_data(as_text=True))
    form = re.search(r'<form method="post" action="[^"]*" novalidate.*?</form>', page, re.S)
    assert form, page[:2000]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and not (kind and kind[1] == "checkbox" and "checked" not in tag):
            found[name[1]] = value[1] if value else ""
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', form[0], re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', inside)
        found[name] = chosen[1] if chosen else ""
    for name, inside in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form[0], re.S
    ):
        found[name] = inside.strip()
    return found | changed


def one(full_name: str) -> Any:
    db.session.rollback()
    return db.session.scalar(select(Member).where(Member.full_name == full_name))


def test_a_member_is_entered_by_the_form(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    data = typed(client, f"{MEMBERS}/new", full_name="  Яковлев Пётр Ильич ", topic="Класс")
    assert client.post(f"{MEMBERS}/new", data=data).status_code == 303
    made = one("Яковлев Пётр Ильич")
    assert made.name_key == "яковлев петр ильич"
    assert made.pedagogical is True
    topic = db.session.get(SelfEducation, (made.association_id, made.id))
    assert topic is not None
    assert topic.topic == "Класс"
    lines = db.session.scalars(select(AuditLine).where(AuditLine.record_id == made.id)).all()
    assert {line.record_kind for line in lines} == {"member", "self_education"}


def test_a_form_that_is_sent_twice_makes_one_record(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    data = typed(client, f"{MEMBERS}/new", full_name="Двойная Дарья")
    for _ in range(2):
        assert client.post(f"{MEMBERS}/new", data=data).status_code == 303
    db.session.rollback()
    assert db.session.scalar(
        select(func.count()).select_from(Member).where(Member.full_name == "Двойная Дарья")
    ) == 1  # fmt: skip


def test_wrong_fields_are_told_and_nothing_is_kept(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    data = typed(client, f"{MEMBERS}/new", full_name=" ", joined_on="30.02.2026", left_on="x")
    answer = client.post(f"{MEMBERS}/new", data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Введите фамилию, имя и отчество." in page
    assert "30.02.2026» — не дата" in page
    assert "Ошибка:" in page


@pytest.mark.parametrize(
    ("name", "value"),
    [("experience_years", "-1"), ("experience_years", "12.0"), ("experience_years", "999"),
     ("organisation_id", "00000000-0000-0000-0000-000000000000"), ("organisation_id", "x"),
     ("full_name", "я" * 201), ("category_valid_until", "0000-01-01")],
)  # fmt: skip
def test_values_that_a_person_cannot_mean_are_refused(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient], name: str, value: str
) -> None:
    client = sign_in("head")
    data = typed(client, f"{MEMBERS}/new", full_name="Новый Человек") | {name: value}
    assert client.post(f"{MEMBERS}/new", data=data).status_code == 422
    assert one("Новый Человек") is None


def test_of_two_who_edit_one_record_the_second_sees_both_versions(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    address = f"{MEMBERS}/{one('Арбузова Анна Павловна').id}"
    first = typed(client, address, position="учитель химии")
    second = typed(client, address, position="учитель истории", education="среднее")
    assert client.post(address, data=first).status_code == 303
    answer = client.post(address, data=second)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "учитель химии" in page
    assert 'value="учитель истории"' in page
    assert one("Арбузова Анна Павловна").position == "учитель химии"
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version
    assert client.post(address, data=second | {"version": version[1]}).status_code == 303
    assert one("Арбузова Анна Павловна").position == "учитель истории"
    history = client.get(f"{address}/history").get_data(as_text=True)
    assert "учитель химии" in history
    assert "учитель физики" in history


def test_a_change_of_a_part_alone_is_a_change_of_the_record(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    address = f"{MEMBERS}/{one('Арбузова Анна Павловна').id}"
    first = typed(client, address, topic="Одна тема")
    second = typed(client, address, topic="Другая тема")
    assert client.post(address, data=first).status_code == 303
    assert client.post(address, data=second).status_code == 409


def test_a_member_that_others_name_is_not_deleted(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    key = one("Арбузова Анна Павловна").id
    answer = client.post(f"{MEMBERS}/{key}/delete", follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert "явка — 1" in page
    assert "протокол — 1" in page
    assert one("Арбузова Анна Павловна") is not None


def test_a_deletion_is_undone_whole(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    before = one(SECOND)
    address = f"{MEMBERS}/{before.id}"
    data = typed(client, address, topic="Тема", category="первая")
    client.post(address, data=data)
    page = client.post(f"{address}/delete", follow_redirects=True).get_data(as_text=True)
    assert one(SECOND) is None
    undo = re.search(r'action="([^"]*/removed/[^"]*)"', page)
    assert undo
    back = client.post(undo[1], follow_redirects=True).get_data(as_text=True)
    assert "Возвращено: Ёлкина" in back, back
    again = one(SECOND)
    assert (again.id, again.category, again.version) == (before.id, "первая", 3)
    assert db.session.get(SelfEducation, (again.association_id, again.id)).topic == "Тема"
    assert client.post(undo[1]).status_code == 302
    assert client.post(address, data=data).status_code == 409


def test_saving_says_what_it_closed_and_foresees_it(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    address = f"{MEMBERS}/{one(SECOND).id}"
    card = {"position": "учитель", "education": "высшее", "experience_years": "0",
            "category": "без категории", "topic": "Тема"}  # fmt: skip
    data = typed(client, address, **card)
    asked = client.post(address, data=data | {"_do": "effects"}, headers={"HX-Request": "true"})
    assert "6 абз. 8" in asked.get_data(as_text=True)
    assert one(SECOND).position is None
    told = client.post(address, data=data, headers={"HX-Request": "true"})
    assert told.get_data() == b""
    assert "findings-changed" in told.headers["HX-Trigger"]
    assert "6 \\u0430\\u0431\\u0437. 8" in told.headers["HX-Trigger"]


def test_a_field_is_checked_as_soon_as_it_is_left(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    data = {"_do": "check:joined_on", "joined_on": "31.02.2026", "full_name": ""}
    page = client.post(f"{MEMBERS}/new", data=data, headers={"HX-Request": "true"})
    text = page.get_data(as_text=True)
    assert "31.02.2026" in text
    assert "фамилию" not in text


def test_who_may_read_sees_a_card_without_a_form_and_changes_nothing(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("member")
    address = f"{MEMBERS}/{one('Арбузова Анна Павловна').id}"
    assert "data-guard" not in client.get(address).get_data(as_text=True)
    assert client.post(address, data={}).status_code == 403
    assert client.post(f"{address}/delete").status_code == 403


def test_a_closed_year_is_read_only(
    app: Flask, year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    from mmo import journal
    from mmo.clock import now

    found = db.session.get(AssociationYear, (year.association_id, year.id))
    assert found is not None
    found.closed_at = now()
    journal.save(found)
    client = sign_in("head")
    assert client.get(MEMBERS).status_code == 200
    assert client.get(f"{MEMBERS}/new").status_code == 403


def test_a_list_of_400_costs_as_many_queries_as_a_list_of_2(
    app: Flask, bring: Callable[..., AssociationYear], make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:  # fmt: skip
    many = [member(f"m{n}", "school-9-org", full_name=f"Петрова {n}") for n in range(400)]
    for code, members in (("school-9", many), ("school-8", many[:2])):
        made = [each | {"organisation": f"{code}-org"} for each in members]
        found = bring(bundle(code, members=made))
        make_account(f"head-{code}", Role.HEAD, association=found.association_id)
    counts = []
    for code in ("school-9", "school-8"):
        client = sign_in(f"head-{code}")
        asked: list[str] = []

        def note(_c: Any, _cur: Any, statement: str, *_more: Any, asked: list[str] = asked) -> None:
            asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        page = client.get(f"/associations/{code}/2025/members?q=петрова&now=active&sort=-name")
        event.remove(db.engine, "before_cursor_execute", note)
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_exactly_the_shown_selection_is_exported(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    answer = client.get(f"{MEMBERS}?q=елкина&export=csv")
    text = answer.get_data().decode("utf-8-sig")
    assert "Ёлкина" in text
    assert "Арбузова" not in text
    assert client.get(f"{MEMBERS}?export=xlsx").get_data()[:2] == b"PK"
    db.session.rollback()
    assert db.session.scalar(select(func.count()).where(AuditLine.action == "export")) == 2


def test_many_are_changed_at_once(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    keys = [one("Арбузова Анна Павловна").id, one(SECOND).id]
    data = {"act": "left", "day": "2026-02-01", "record": [str(key) for key in keys]}
    client.post(MEMBERS, data=data)
    assert one("Арбузова Анна Павловна").left_on.isoformat() == "2026-02-01"
    assert "Арбузова" in client.get(f"{MEMBERS}?now=left").get_data(as_text=True)
