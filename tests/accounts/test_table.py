"""Accounts from a spreadsheet: proposed logins, faults by cell, all or nothing, links once."""

import io
import re
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from mmo.accounts.models import Account, Grant, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.members.models import Member
from tests.conftest import PASSWORD
from tests.factories import bundle, full_member

SignIn = Callable[[str], FlaskClient]
HEAD = ("ФИО", "Логин", "Роль", "Объединение / организация")
ANNA = "Иванова Анна Петровна"


@pytest.fixture
def school(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    """A school with a member, a foreign one, an administrator and a deputy director."""
    own = bring(bundle("school-5", members=[full_member("m1", full_name=ANNA)]))
    bring(bundle("school-7"))
    make_account("admin", Role.ADMIN)
    make_account("deputy", Role.DEPUTY, organisation=own.association.organisation_id)
    return own


def brought(
    client: FlaskClient, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD
) -> TestResponse:
    """The preview of a table with these rows."""
    book, file = Workbook(), io.BytesIO()
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    book.save(file)
    file.seek(0)
    data = {"file": (file, "люди.xlsx")}
    return client.post("/accounts/table", data=data, follow_redirects=True)


def faults(page: TestResponse) -> dict[str, str]:
    """What is wrong, by cell."""
    found = re.findall(r"<li><strong>(\w+)</strong>: (.*?)</li>", page.text)
    return {place: unescape(sentence) for place, sentence in found}


def keep(client: FlaskClient, page: TestResponse, **data: str) -> TestResponse:
    """Confirm what a preview shows."""
    return client.post(page.request.path, data=data)


def accounts() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Account)) or 0


def test_a_table_makes_accounts_with_links_that_set_a_password(
    school: AssociationYear, sign_in: SignIn, client: FlaskClient
) -> None:
    admin = sign_in("admin")
    page = brought(admin, [
        (ANNA, None, "Член МО", "school-5"),
        ("Петров Пётр Ильич", "Petrov.P", "секретарь объединения", "Школа school-5"),
        ("Сидорова Вера Юрьевна", None, "зам. директора", "Школа school-7"),
        ("Лобанова Вероника", None, "заведующий методическим кабинетом", None),
    ])  # fmt: skip
    assert faults(page) == {}
    assert "Создать 4 учётные записи" in page.text
    assert accounts() == 2, "nothing is kept before it is confirmed"
    answer = keep(admin, page, cards="1")
    assert answer.status_code == 200
    assert accounts() == 6
    rows = db.session.execute(
        select(Account.login, Grant.role, Grant.association_id, Grant.organisation_id)
        .join(Grant, Grant.account_id == Account.id)
        .where(Account.login.not_in(("admin", "deputy")))
    )
    found = {row.login: row for row in rows}
    assert set(found) == {"ivanova-ap", "petrov.p", "sidorova-vyu", "lobanova-v"}
    assert found["ivanova-ap"].role is Role.MEMBER
    assert found["petrov.p"].association_id == school.association_id
    assert found["sidorova-vyu"].organisation_id is not None
    assert found["lobanova-v"].organisation_id is found["lobanova-v"].association_id is None
    address = re.findall(r'links-address">http://localhost(/password/[^<]+)<', answer.text)[0]
    data = {"password": PASSWORD, "again": PASSWORD}
    assert client.post(address, data=data).location == "/"
    assert keep(admin, page).status_code == 404, "the table is used up"


def test_cards_of_the_same_name_are_linked_where_that_is_confirmed(
    school: AssociationYear, sign_in: SignIn
) -> None:
    admin = sign_in("admin")
    page = brought(admin, [(ANNA, None, "член объединения", "school-5")])
    assert "карточка найдена" in page.text
    keep(admin, page)
    chosen = select(Account).where(Account.login == "ivanova-ap")
    assert db.session.scalars(chosen).one().person_id is None
    page = brought(admin, [(ANNA, "anna", "руководитель", "school-5")])
    keep(admin, page, cards="1")
    db.session.rollback()
    card = db.session.scalars(select(Member).where(Member.full_name == ANNA)).one()
    chosen = select(Account).where(Account.login == "anna")
    assert db.session.scalars(chosen).one().person_id == card.person_id is not None


def test_whatever_is_wrong_is_told_by_its_cell_and_nothing_is_made(
    school: AssociationYear, sign_in: SignIn
) -> None:
    admin = sign_in("admin")
    page = brought(admin, [
        ("Верная Анна Львовна", None, "член объединения", "school-5"),
        (None, None, "член объединения", "school-5"),
        ("Логинова Анна", "!", "член объединения", "school-5"),
        ("Админова Анна", "ADMIN", "член объединения", "school-5"),
        ("Ролева Анна", None, "завхоз", "school-5"),
        ("Местова Анна", None, "член объединения", "school-9"),
        ("Пустова Анна", None, "директор", None),
        ("Везде Анна", None, "администратор", "school-5"),
        ("Верная Анна Львовна", None, "руководитель", "school-5"),
        ("Другая Анна", "vernaya-al", "член объединения", "school-5"),
    ])  # fmt: skip
    found = faults(page)
    assert set(found) == {"A3", "B4", "B5", "C6", "D7", "D8", "D9", "B10", "B11"}
    for place, words in {
        "A3": "«ФИО»: столбец должен быть заполнен",
        "B5": "уже", "C6": "секретарь объединения", "D7": "school-9",
        "B10": "в строке 2", "B11": "в строке 2",
    }.items():  # fmt: skip
        assert words in found[place], found[place]
    assert "Создать" not in page.text
    assert "Загрузить исправленный файл" in page.text
    assert "учётных записей: <strong>5</strong>" in page.text, "rows without a login are none"
    answer = keep(admin, page)
    assert answer.status_code == 422
    assert accounts() == 2, "not even the row that was right"


def test_a_person_of_two_roles_is_one_account(school: AssociationYear, sign_in: SignIn) -> None:
    admin = sign_in("admin")
    rows = [(ANNA, "anna", "руководитель", "school-5"), (ANNA, "anna", "член МО", "school-7")]
    page = brought(admin, rows)
    assert "Создать 1 учётную запись" in page.text
    keep(admin, page)
    assert accounts() == 3
    again = brought(admin, [(ANNA, None, "руководитель", "school-5")])
    assert "уже есть" in faults(again)["2"], "the same table twice makes nobody twice"


def test_a_deputy_gives_the_own_schools_roles_only(
    school: AssociationYear, sign_in: SignIn
) -> None:
    deputy = sign_in("deputy")
    page = brought(deputy, [
        ("Своя Анна", None, "член объединения", "school-5"),
        ("Чужая Анна", None, "член объединения", "school-7"),
        ("Высокая Анна", None, "администратор", None),
        ("Равная Анна", None, "директор", "Школа school-5"),
    ])  # fmt: skip
    found = faults(page)
    assert set(found) == {"D3", "C4", "C5"}
    assert "school-7" not in found["D3"].partition(";")[2], "no foreign name is offered"
    own = brought(deputy, [("Своя Анна", None, "член объединения", "school-5")])
    assert keep(deputy, own).status_code == 200
    admin = sign_in("admin")
    assert admin.get(own.request.path).status_code == 404, "another person's file is not there"


def test_what_is_no_table_and_a_table_without_our_columns_are_told(
    school: AssociationYear, sign_in: SignIn
) -> None:
    admin = sign_in("admin")
    data = {"file": (io.BytesIO(b"no table"), "x.xlsx")}
    assert "Это не таблица" in admin.post("/accounts/table", data=data).text
    page = brought(admin, [("Иванова", "x")], ("ФИО", "Телефон"))
    assert "нет столбца «Роль»" in page.text
    assert keep(admin, page).status_code == 422
    assert keep(admin, page, discard="1").location == "/accounts/table"
    assert admin.get(page.request.path).status_code == 404


def test_our_own_table_offers_roles_and_places_and_is_read_back(
    school: AssociationYear, sign_in: SignIn
) -> None:
    deputy = sign_in("deputy")
    data = deputy.get("/accounts/table/template.xlsx").data
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    head = [cell.value.rstrip(" *") for cell in sheet[1]]
    assert head == ["ФИО", "Логин", "Роль", "Объединение или организация"]
    offered = [[cell.value for cell in column] for column in book["Списки"].columns]
    lists = {words[0]: [each for each in words[1:] if each] for words in offered if words[0]}
    assert list(lists) == head[2:]
    assert "директор" not in lists["Роль"]
    assert lists["Объединение или организация"] == ["МО классных руководителей school-5"]
    page = brought(deputy, [("Своя Анна", None, lists["Роль"][2], *lists[head[3]])], head)
    assert "Создать 1 учётную запись" in page.text


def test_a_preview_takes_as_many_queries_for_many_rows_as_for_one(
    school: AssociationYear, sign_in: SignIn
) -> None:
    admin = sign_in("admin")
    asked: list[str] = []

    def note(*args: Any) -> None:
        asked.append(args[2])

    counts = []
    for number in (1, 300):
        rows = [(f"Имя{each} Анна", None, "член МО", "school-5") for each in range(number)]
        path = brought(admin, rows).request.path
        asked.clear()
        event.listen(db.engine, "before_cursor_execute", note)
        assert admin.get(path).status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(asked))
    assert counts[0] == counts[1]
