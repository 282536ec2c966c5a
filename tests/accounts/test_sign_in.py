"""Signing in and out: sessions that end at once, limits, and no way to elsewhere."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo import journal
from mmo.accounts.models import Account, Role, SignIn
from mmo.audit.models import AuditLine
from mmo.clock import now, standing_at
from mmo.extensions import db
from mmo.web import inside
from tests.conftest import PASSWORD, TODAY


@pytest.fixture
def admin(make_account: Callable[..., Account]) -> Account:
    return make_account("admin", Role.ADMIN)


def test_who_has_not_signed_in_is_sent_to_the_sign_in_page_and_back(
    admin: Account, client: FlaskClient
) -> None:
    sent = client.get("/?q=школа")
    assert sent.location.startswith("/login?next=/?q%3D")
    data = {"login": " Admin ", "password": PASSWORD}
    back = client.post(sent.location, data=data)
    assert back.location == "/?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0"


def test_a_wrong_password_and_an_unknown_login_are_told_in_the_same_words(
    admin: Account, client: FlaskClient
) -> None:
    wrong = client.post("/login", data={"login": "admin", "password": "nonsense"})
    unknown = client.post("/login", data={"login": "nobody", "password": "nonsense"})
    assert wrong.status_code == unknown.status_code == 422
    assert "Логин и пароль не подходят" in wrong.text
    assert "Логин и пароль не подходят" in unknown.text
    refused = select(AuditLine).where(AuditLine.action == "sign_in_refused")
    noted = [line.changes for line in db.session.scalars(refused.order_by(AuditLine.at))]
    assert noted == [{"login": [None, "admin"]}, {}], "a password typed as a login is not kept"


def test_after_ten_attempts_a_login_has_to_wait(admin: Account, client: FlaskClient) -> None:
    for _ in range(10):
        client.post("/login", data={"login": "admin", "password": "nonsense"})
    said = client.post("/login", data={"login": "admin", "password": PASSWORD})
    assert said.status_code == 429
    assert "Слишком много попыток" in said.text


def test_a_cookie_is_worth_nothing_after_signing_out(
    admin: Account, sign_in: Callable[[str], FlaskClient], app: Flask
) -> None:
    client = sign_in("admin")
    cookie = client.get_cookie("mmo")
    assert cookie is not None
    client.post("/logout")
    thief = app.test_client()
    thief.set_cookie("mmo", cookie.value)
    assert thief.get("/").status_code == 302


def test_a_disabled_account_is_out_at_once(
    admin: Account, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    assert client.get("/").status_code == 200
    admin.disabled_at = now()
    journal.save(admin)
    assert client.get("/").status_code == 302


def test_a_session_ends_after_hours_without_a_click(
    admin: Account, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    with standing_at(TODAY + timedelta(hours=11)):
        assert client.get("/").status_code == 200
    with standing_at(TODAY + timedelta(hours=22)):
        assert client.get("/").status_code == 200
    with standing_at(TODAY + timedelta(hours=35)):
        assert client.get("/").status_code == 302


def test_the_token_itself_is_not_in_the_database(
    admin: Account, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    with client.session_transaction() as session:
        token = session["_user_id"]
    assert db.session.scalar(select(SignIn).where(SignIn.token_hash == token)) is None


def test_htmx_is_sent_to_the_sign_in_page_instead_of_getting_it(
    client: FlaskClient, admin: Account
) -> None:
    said = client.get(
        "/", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/?q=1"}
    )
    assert said.status_code == 401
    assert said.headers["HX-Redirect"] == "/login?next=/?q%3D1".replace("/?q%3D1", "/?q%3D1")
    assert said.text == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "/\t/evil.example",
        "//[",
        None,
    ],
)
def test_no_address_leads_out_of_the_application(address: str | None) -> None:
    assert inside(address, "/") == "/"
    assert inside("/people?q=1", "/") == "/people?q=1"


def test_a_write_without_a_token_is_refused(
    admin: Account, sign_in: Callable[[str], FlaskClient], app: Flask
) -> None:
    client = sign_in("admin")
    app.config["WTF_CSRF_ENABLED"] = True
    said = client.post("/logout")
    assert said.status_code == 400
    assert "Форма устарела" in said.text
    assert client.get("/").status_code == 200
