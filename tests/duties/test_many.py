"""Duties of hundreds of associations are read in as many queries as those of one."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select

from mmo.accounts.models import Account, Grant, Role
from mmo.associations.models import Association, AssociationYear
from mmo.database import uuid7, writing
from mmo.extensions import db
from tests.district.districts import many

SignIn = Callable[[str], FlaskClient]


def give(login: str, role: Role) -> None:
    """Give a role in every association that there is, or in every school."""
    account = db.session.scalars(select(Account.id).where(Account.login == login)).one()
    rows = db.session.execute(select(Association.id, Association.organisation_id)).all()
    inside = role in (Role.HEAD, Role.MEMBER)
    db.session.rollback()
    with writing(), db.engine.begin() as connection:
        connection.execute(
            insert(Grant),
            [
                {"id": uuid7(), "account_id": account, "role": role,
                 "association_id": row.id if inside else None,
                 "organisation_id": None if inside else row.organisation_id}
                for row in rows
            ],
        )  # fmt: skip


def queries(client: FlaskClient) -> int:
    """How many queries the first page takes."""
    asked: list[str] = []

    def note(*args: Any) -> None:
        asked.append(args[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get("/").status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


@pytest.mark.parametrize(
    ("who", "role"),
    [("head", Role.HEAD), ("member", Role.MEMBER), ("deputy", Role.DEPUTY), ("office", None),
     ("admin", None)],
)  # fmt: skip
def test_seven_hundred_associations_take_as_many_queries_as_few(
    app: Flask, school: AssociationYear, sign_in: SignIn, who: str, role: Role | None
) -> None:
    client = sign_in(who)
    few = queries(client)
    many(school, 700)
    if role:
        give(who, role)
    assert queries(client) == few
