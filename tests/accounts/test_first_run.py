"""The first run: only who reads the terminal becomes the administrator."""

import stat

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Grant, Role
from mmo.administration import first_run
from mmo.extensions import db

FORM = {
    "name": "Школа № 5",
    "full_name": "Петрова Ольга Ивановна",
    "login": "Admin",
    "password": "длинный пароль",
    "again": "длинный пароль",
}


def test_every_page_leads_to_the_first_one(client: FlaskClient) -> None:
    assert client.get("/").location == "/setup"
    assert client.get("/login").location == "/setup"
    assert client.get("/static/css/app.css").status_code == 200


def test_without_the_code_nothing_is_made(client: FlaskClient) -> None:
    first_run.the_code()
    said = client.post("/setup", data=FORM | {"code": "0000-0000-0001"})
    assert said.status_code == 422
    assert "не тот код" in said.text
    assert db.session.scalar(select(Account.id)) is None


def test_with_the_code_the_administrator_is_made_and_signed_in(
    client: FlaskClient, app: Flask
) -> None:
    code = first_run.the_code().replace("-", " ")
    said = client.post("/setup", data=FORM | {"code": code})
    assert said.location == "/admin"
    assert client.get("/").status_code == 200
    account = db.session.scalars(select(Account)).one()
    assert account.login == "admin"
    assert account.password_hash is not None
    assert "длинный" not in account.password_hash
    assert db.session.scalars(select(Grant.role)).one() is Role.ADMIN
    assert app.test_client().get("/setup").location == "/"


def test_the_code_is_for_its_owner_only_and_works_once(client: FlaskClient, app: Flask) -> None:
    code = first_run.the_code()
    path = app.config["SETTINGS"].data_dir / "setup-code"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    client.post("/setup", data=FORM | {"code": code})
    assert not path.exists()
    assert not first_run.is_the_code(code)


def test_what_is_wrong_in_the_form_is_said_beside_each_field(client: FlaskClient) -> None:
    said = client.post("/setup", data={"code": first_run.the_code(), "password": "1", "again": "2"})
    assert said.status_code == 422
    for words in ("Введите название", "Введите логин", "не меньше 8 знаков", "не совпадают"):
        assert words in said.text
