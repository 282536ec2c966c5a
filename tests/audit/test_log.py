"""The audit log: who did what, for those who may know it, filtered, as a file, never changed."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.extensions import db
from mmo.members.models import Member
from tests.factories import bundle, full_member

YEAR = "/associations/school-5/2025"


@pytest.fixture
def school(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    year = bring(bundle(members=[full_member(full_name="Белова Вера Ильинична")]))
    bring(bundle("school-7", members=[full_member(organisation="school-7-org",
                                                  full_name="КАНАРЕЙКА Анна")]))  # fmt: skip
    make_account("admin", Role.ADMIN)
    make_account("head", Role.HEAD, association=year.association_id)
    make_account("member", Role.MEMBER, association=year.association_id)
    return year


def card() -> str:
    chosen = select(Member.id).where(Member.full_name == "Белова Вера Ильинична")
    return f"{YEAR}/members/{db.session.scalars(chosen).one()}"


def test_looking_at_somebodys_card_is_told_and_at_the_own_one_is_not(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    admin, member, head = sign_in("admin"), sign_in("member"), sign_in("head")
    head.get(card())
    chosen = select(Account.id).where(Account.login == "member")
    account = db.session.scalars(chosen).one()
    key = card().rpartition("/")[2]
    admin.post(f"/accounts/{account}/member", data={"member": key})
    member.get(card())
    db.session.rollback()
    seen = select(AuditLine.actor).where(AuditLine.action == "view_card")
    assert db.session.scalars(seen).all() == ["head"]
    page = head.get(f"{YEAR}/log?action=view_card").text
    assert "просмотрена карточка члена МО" in page


def test_an_association_sees_its_own_lines_with_values(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    page = sign_in("head").get(f"{YEAR}/log?kind=member").text
    assert "Белова Вера Ильинична" in page
    assert "КАНАРЕЙКА" not in page
    assert sign_in("member").get(f"{YEAR}/log").status_code == 403
    assert sign_in("head").get("/associations/school-7/2025/log").status_code == 404


def test_an_administrator_sees_that_and_not_what(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    page = client.get("/log?kind=member").text
    assert "здесь не показано" in page
    for name in ("Белова", "КАНАРЕЙКА"):
        assert name not in page
        assert name not in client.get("/log?export=csv").get_data(as_text=True)
        assert name not in client.get(f"{YEAR}/log").text
    assert "head" in client.get("/log?kind=account").text


def test_lines_are_found_by_person_day_and_record(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    key = card().rpartition("/")[2]
    client.get(card())
    assert "1–1 из 1" in client.get(f"{YEAR}/log?q=HEAD&action=view_card").text
    assert "Ничего не подошло" in client.get(f"{YEAR}/log?q=никто").text
    assert "1–2 из 2" in client.get(f"{YEAR}/log?record={key}&kind=member").text
    assert "1–2 из 2" in client.get(f"{YEAR}/log?record={key}&from=2026-03-01&kind=member").text
    assert "Ничего не подошло" in client.get(f"{YEAR}/log?to=2026-02-28").text
    assert (
        client.get(f"{YEAR}/log?from=0001-01-01&to=9999-12-31&page=x&record=x").status_code == 200
    )


def test_a_selection_leaves_as_a_file_and_that_is_told(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    file = client.get(f"{YEAR}/log?kind=member&export=csv")
    assert file.mimetype == "text/csv"
    assert "Белова Вера Ильинична" in file.get_data(as_text=True)
    assert "список выгружен" in client.get(f"{YEAR}/log?action=export").text


def test_nobody_changes_a_line(school: AssociationYear) -> None:
    for statement in (update(AuditLine).values(actor="никто"), delete(AuditLine)):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(statement)
        db.session.rollback()
