"""Accounts: made and handed over by a link, looked after by who may, ended at once."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from mmo import journal
from mmo.accounts import making
from mmo.accounts.models import Account, AccountRequest, Grant, PasswordLink, Role, SignIn
from mmo.accounts.passwords import token_hash
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.clock import now, standing_at
from mmo.database import uuid7
from mmo.extensions import db
from mmo.members.models import Member
from tests.conftest import PASSWORD, TODAY
from tests.factories import bundle, full_member

LINK = re.compile(r"http://localhost(/password/([\w-]+))")


@pytest.fixture
def school(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    """A school with a head and a deputy, and an administrator above."""
    year = bring(bundle(members=[full_member(full_name="Белова Вера Ильинична")]))
    make_account("admin", Role.ADMIN)
    make_account("head", Role.HEAD, association=year.association_id)
    make_account("deputy", Role.DEPUTY, organisation=year.association.organisation_id)
    make_account("director", Role.DIRECTOR, organisation=year.association.organisation_id)
    return year


def account(login: str) -> Any:
    db.session.rollback()
    return db.session.scalar(select(Account).where(Account.login == login))


def made(client: FlaskClient, school: AssociationYear, role: str = "member", **more: str) -> Any:
    """The answer to the form of a new account in the school's association."""
    data = {"full_name": "Новикова Нина Игоревна", "role": role,
            "where": f"association:{school.association_id}"}  # fmt: skip
    return client.post("/accounts/new", data=data | more)


def test_an_account_that_two_people_change_is_shown_to_the_second_side_by_side(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    address = f"/accounts/{account('head').id}"
    admin, deputy = sign_in("admin"), sign_in("deputy")
    version = str(account("head").version)
    data = {"full_name": "Белова Вера Ильинична", "login": "belova", "version": version}
    assert admin.post(address, data=data).status_code == 303
    told = deputy.post(address, data=data | {"login": "belova-vi"})
    assert told.status_code == 409
    assert 'value="belova-vi"' in told.text
    assert "<strong>belova</strong>" in told.text
    assert account("belova") is not None
    version = str(account("belova").version)
    again = deputy.post(address, data=data | {"login": "", "version": version})
    assert again.status_code == 303
    assert account("belova").full_name == "Белова Вера Ильинична"


def test_a_form_that_is_sent_twice_makes_one_account(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    admin, key = sign_in("admin"), str(uuid7())
    first, second = (LINK.search(made(admin, school, key=key).text) for _ in range(2))
    assert first
    assert second
    own = select(Account.login).where(Account.login.startswith("nov"))
    assert db.session.scalars(own).all() == ["novikova-ni"]
    assert admin.get(first[1]).status_code == 404, "the link that is shown last holds"
    assert admin.get(second[1]).status_code == 200


def test_a_key_opens_nobody_else_s_account(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    deputy, key = sign_in("deputy"), str(uuid7())
    made(deputy, school, key=key)
    journal.save(Grant(account_id=UUID(key), role=Role.ADMIN))
    answer = made(deputy, school, key=key, login="novikova-ni")
    assert answer.status_code == 422, "whoever looks after it no longer gets no link either"


def test_an_account_is_made_and_its_owner_sets_the_password(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient], app: Flask
) -> None:
    page = made(sign_in("admin"), school).text
    path, token = LINK.search(page).groups()  # type: ignore[union-attr]
    assert account("novikova-ni").password_hash is None
    stored = db.session.scalars(select(PasswordLink)).one()
    assert stored.token_hash == token_hash(token) != token
    assert token not in str([line.changes for line in db.session.scalars(select(AuditLine))])
    person = app.test_client()
    assert "novikova-ni" in person.get(path).text
    short = person.post(path, data={"password": "1", "again": "1"})
    assert short.status_code == 422
    assert person.post(path, data={"password": PASSWORD, "again": PASSWORD}).location == "/"
    assert person.get("/account").status_code == 200
    assert person.post(path, data={"password": PASSWORD, "again": PASSWORD}).status_code == 404


def test_a_link_lasts_seven_days_and_a_newer_one_ends_it(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient], app: Flask
) -> None:
    client = sign_in("admin")
    first = LINK.search(made(client, school).text)[1]  # type: ignore[index]
    address = f"/accounts/{account('novikova-ni').id}/link"
    second = LINK.search(client.post(address).text)[1]  # type: ignore[index]
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    with standing_at(TODAY + timedelta(days=7, minutes=1)):
        assert app.test_client().get(second).status_code == 404


def test_a_new_password_ends_the_sessions_everywhere_else(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    here, there = sign_in("head"), sign_in("head")
    data = {"current": PASSWORD, "password": "совсем другой", "again": "совсем другой"}
    wrong = here.post("/account/password", data=data | {"current": "не тот"})
    assert wrong.status_code == 422
    assert "не ваш нынешний пароль" in wrong.text
    assert here.post("/account/password", data=data).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    lines = db.session.scalars(select(AuditLine.action)).all()
    assert "set_password" in lines


def test_sessions_are_listed_and_ended_by_their_owner_and_by_an_administrator(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    here, there, admin = sign_in("head"), sign_in("head"), sign_in("admin")
    own = account("head").id
    keys = db.session.scalars(select(SignIn.id).where(SignIn.account_id == own)).all()
    assert here.get("/account").text.count("Завершить сеанс от") == 1
    assert here.post(f"/account/sessions/{keys[1]}/end").status_code == 303
    assert there.get("/account").status_code == 302
    assert admin.post(f"/account/sessions/{keys[0]}/end").status_code == 404
    assert admin.post(f"/accounts/{own}/sessions/{keys[0]}/end").status_code == 303
    assert here.get("/account").status_code == 302


def test_a_disabled_account_is_out_and_comes_back(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    head, admin = sign_in("head"), sign_in("admin")
    address = f"/accounts/{account('head').id}/state"
    admin.post(address, data={"to": "off"})
    assert head.get("/").status_code == 302
    assert "отключена" in admin.get("/accounts?state=disabled").text
    admin.post(address, data={"to": "on"})
    assert sign_in("head").get("/").status_code == 200


def test_the_last_administrator_stays(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient],
    make_account: Callable[..., Account],
) -> None:  # fmt: skip
    client = sign_in("admin")
    own = account("admin").id
    grant = db.session.scalars(select(Grant).where(Grant.account_id == own)).one()
    take = f"/accounts/{own}/roles/{grant.id}/delete"
    client.post(take)
    client.post(f"/accounts/{own}/state", data={"to": "off"})
    assert account("admin").disabled_at is None
    assert client.get("/admin").status_code == 200
    make_account("second", Role.ADMIN)
    client.post(take)
    assert client.get("/admin").status_code == 404
    assert sign_in("second").get("/admin").status_code == 200


def test_a_role_is_given_only_in_a_place_where_it_is_one(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    organisation = f"organisation:{school.association.organisation_id}"
    association = f"association:{school.association_id}"
    for role, where in (("head", organisation), ("director", association), ("admin", association),
                        ("member", ""), ("king", ""), ("head", "association:x")):  # fmt: skip
        assert made(client, school, role, where=where).status_code == 422, (role, where)
    assert account("novikova-ni") is None
    assert made(client, school, "office", where="").status_code == 200


def test_a_deputy_makes_accounts_of_the_own_school_only(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient],
    bring: Callable[..., AssociationYear],
) -> None:  # fmt: skip
    other = bring(bundle("school-7"))
    client = sign_in("deputy")
    assert made(client, school).status_code == 200
    assert made(client, other, full_name="Чужая Анна").status_code == 422
    assert made(client, school, "admin", where="", full_name="Хитрая Анна").status_code == 422
    director, admin = account("director").id, account("admin").id
    assert client.get(f"/accounts/{director}").status_code == 200
    for action in ("link", "state", "roles", "member"):
        assert client.post(f"/accounts/{director}/{action}").status_code == 403, action
        assert client.post(f"/accounts/{admin}/{action}").status_code == 404, action
    own = account("deputy").id
    assert client.post(f"/accounts/{own}/link").status_code == 403
    page = client.get("/accounts").text
    assert "Admin" not in page
    assert "Director" in page


def test_a_head_asks_and_the_account_is_the_members(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    head, deputy = sign_in("head"), sign_in("deputy")
    member = db.session.scalars(select(Member)).one()
    address = "/associations/school-5/2025/access"
    for _ in range(2):
        head.post(address, data={"member": str(member.id), "role": "secretary"})
    asked = db.session.scalars(select(AccountRequest)).one()
    assert "Белова Вера Ильинична" in deputy.get("/accounts").text
    new = f"/accounts/new?request={asked.id}"
    assert 'value="Белова Вера Ильинична"' in deputy.get(new).text
    said = made(deputy, school, "secretary", full_name=member.full_name, request=str(asked.id))
    assert said.status_code == 200
    db.session.rollback()
    assert db.session.scalars(select(AccountRequest.settled_at)).one() is not None
    assert account("belova-vi").person_id == db.session.scalars(select(Member.person_id)).one()
    assert "есть учётная запись" in head.get(address).text


def test_an_account_is_linked_to_a_member_and_finds_the_own_card(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    admin, head = sign_in("admin"), sign_in("head")
    assert "Моя карточка" not in head.get("/account").text
    member = db.session.scalars(select(Member)).one()
    admin.post(f"/accounts/{account('head').id}/member", data={"member": str(member.id)})
    assert "Моя карточка" in head.get("/account").text


def test_a_login_is_made_of_the_name(app: Flask, make_account: Callable[..., Account]) -> None:
    make_account("ivanova-ap")
    assert making.proposed_login("Иванова Анна Петровна") == "ivanova-ap2"
    assert making.proposed_login("Щукина Яна") == "shchukina-ya"
    assert making.login_from("Иванова Анна", {"ivanova-a", "ivanova-a2"}) == "ivanova-a3"


def test_the_list_takes_a_fixed_number_of_queries(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient],
    make_account: Callable[..., Account],
) -> None:  # fmt: skip
    client = sign_in("admin")

    def queries() -> int:
        seen: list[str] = []

        def note(*arguments: Any) -> None:
            seen.append(arguments[2])

        event.listen(db.engine, "before_cursor_execute", note)
        assert client.get("/accounts?q=a").status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    few = queries()
    for number in range(20):
        make_account(f"a-{number}", Role.MEMBER, association=school.association_id)
    assert queries() == few
    assert now() == TODAY
