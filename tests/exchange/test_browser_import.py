"""A year that comes in through the browser: shown first, confirmed, and only then stored."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear, Organisation
from mmo.audit.models import AuditLine
from mmo.clock import now, standing_at
from mmo.database import Base
from mmo.exchange.models import WAITING, BundleImport, Upload
from mmo.extensions import db
from tests.exchange.whole_year import encode, exported, whole_year

SignIn = Callable[[str], FlaskClient]
Bring = Callable[..., AssociationYear]
KEPT = {"upload", "bundle_import", "audit_line", "sign_in", "attempt"}


@pytest.fixture
def school(bring: Bring, make_account: Callable[..., Account]) -> AssociationYear:
    """The year that is here, and the people who may or may not bring another in."""
    year = bring(whole_year())
    foreign = whole_year("school-7")
    foreign["association"]["organisation"] = foreign["organisations"][0]["code"] = "s7"
    foreign["organisations"][0].update(name="КАНАРЕЙКА школа", in_municipality=False)
    for member in foreign["members"]:
        member.update(organisation="s7", full_name="КАНАРЕЙКА Нина Павловна")
    bring(foreign)
    for role in (Role.HEAD, Role.SECRETARY):
        make_account(role.value, role, association=year.association_id)
    for role in (Role.DEPUTY, Role.DIRECTOR):
        make_account(role.value, role, organisation=year.association.organisation_id)
    make_account("office", Role.OFFICE)
    make_account("admin", Role.ADMIN)
    return year


def send(client: FlaskClient, data: bytes, name: str = "год.json") -> TestResponse:
    """Upload a file as a person does."""
    return client.post("/bundles", data={"file": (io.BytesIO(data), name)}, follow_redirects=True)


def confirm(client: FlaskClient, page: TestResponse, **more: Any) -> TestResponse:
    """Confirm what a page shows."""
    base = re.search(r'name="base" value="(\w*)"', page.text)
    action = re.search(r'action="(/bundles/[^"]+)"', page.text)
    assert base, page.text
    assert action
    return client.post(action[1], data={"base": base[1]} | more)


def changed_year() -> dict[str, Any]:
    """The year with one member changed, one gone, one activity new."""
    made = whole_year()
    made["members"][0]["position"] = "учитель-логопед"
    made["activities"].append(
        {**made["activities"][0], "id": "a2", "title": "Новое дело", "participants": ["m1"]}
    )
    made["materials"] = []
    return made


def years() -> dict[str, list[str]]:
    """Every row of every table but those that tell what people did."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in KEPT
        }


@pytest.mark.parametrize("who", ["head", "deputy"])
def test_differences_are_shown_and_nothing_is_stored_before_they_are_confirmed(
    school: AssociationYear, sign_in: SignIn, who: str
) -> None:
    before = years()
    client = sign_in(who)
    page = send(client, encode(changed_year()))
    assert page.status_code == 200
    text = unescape(page.text)
    assert re.search(r"должность:</span> <del>учитель</del> → <ins>учитель-логопед</ins>", text)
    assert "Новое дело" in text
    assert "Памятка" in text, "the material that is gone"
    assert "Доклад" not in text, "what stays is not told"
    assert years() == before
    assert confirm(client, page).status_code == 302
    assert exported() == changed_year()


def test_confirming_does_what_import_bundle_does(
    school: AssociationYear, sign_in: SignIn, bring: Bring
) -> None:
    client = sign_in("head")
    confirm(client, send(client, encode(changed_year())))
    by_hand = exported()
    bring(whole_year())
    bring(changed_year())
    assert exported() == by_hand


def test_where_it_came_from_is_kept_and_shown(school: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("head")
    confirm(client, send(client, encode(changed_year()), "школа 5.json"))
    (kept,) = db.session.scalars(select(BundleImport))
    assert (kept.file_name, kept.actor, len(kept.sha256)) == ("школа 5.json", "head", 64)
    assert kept.counts["member"] == {"added": 0, "changed": 1, "gone": 0}
    assert kept.counts["activity"]["added"] == 1
    assert kept.counts["material"]["gone"] == 1
    for address in ("/bundles", "/associations/school-5/2025/exchange"):
        assert "школа 5.json" in client.get(address).text
    assert list(db.session.scalars(select(Upload))) == []


def test_the_same_file_changes_nothing(school: AssociationYear, sign_in: SignIn) -> None:
    page = send(sign_in("head"), encode(exported()))
    assert "Ничего не изменится" in page.text


def test_every_fault_is_told_with_its_path(school: AssociationYear, sign_in: SignIn) -> None:
    before = years()
    wrong = changed_year()
    wrong["members"][0]["joined_on"] = "2026-02-30"
    wrong["meetings"][0]["date"] = 5
    page = send(sign_in("head"), encode(wrong))
    assert page.status_code == 422
    for pointer in ("/members/0/joined_on", "/meetings/0/date"):
        assert f"<code>{pointer}</code>" in page.text
    assert years() == before
    assert list(db.session.scalars(select(Upload))) == []


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[1", b"{}", b"[" * 100_000])
def test_a_file_that_is_none_is_a_sentence(
    school: AssociationYear, sign_in: SignIn, data: bytes
) -> None:
    assert send(sign_in("office"), data).status_code == 422


@pytest.mark.parametrize("who", ["secretary", "director"])
def test_who_may_not_bring_in_has_no_such_page(
    school: AssociationYear, sign_in: SignIn, who: str
) -> None:
    assert sign_in(who).get("/bundles").status_code == 404
    assert send(sign_in(who), encode(changed_year())).status_code == 404


@pytest.mark.parametrize(
    ("who", "code"),
    [("head", "school-7"), ("deputy", "school-7"), ("office", "school-7"), ("head", "brand-new")],
)
def test_a_foreign_association_is_refused_in_the_same_words_as_one_that_is_not_here(
    school: AssociationYear, sign_in: SignIn, who: str, code: str
) -> None:
    before = years()
    client = sign_in(who)
    made = whole_year(code)
    if code == "school-7":
        made["association"]["organisation"] = made["organisations"][0]["code"] = "s7"
        for member in made["members"]:
            member["organisation"] = "s7"
    page = send(client, encode(made))
    assert page.status_code == 422
    assert f"Файл относится к объединению {code}" in page.text
    assert "КАНАРЕЙКА" not in page.text
    assert confirm(client, page).status_code == 422
    assert years() == before


def test_above_the_school_records_are_counted_and_not_named(
    school: AssociationYear, sign_in: SignIn
) -> None:
    for who in ("office", "admin"):
        page = send(sign_in(who), encode(changed_year()))
        assert page.status_code == 200
        for words in ("логопед", "Новое дело", "Орлова", "Памятка"):
            assert words not in page.text
        assert "посчитаны, но не названы" in page.text
    client = sign_in("office")
    assert confirm(client, send(client, encode(changed_year()))).status_code == 302
    assert exported() == changed_year()


@pytest.mark.parametrize("who", ["office", "admin"])
def test_a_new_association_comes_in_from_above(
    school: AssociationYear, sign_in: SignIn, who: str
) -> None:
    client = sign_in(who)
    page = send(client, encode(whole_year("school-9")))
    assert "Этого года здесь ещё нет" in page.text
    confirm(client, page)
    assert exported("school-9") == whole_year("school-9")


def with_foreign_organisation(bring: Bring) -> dict[str, Any]:
    """A file that calls another school otherwise, after that school is known."""
    known = whole_year("school-8")
    known["association"]["organisation"] = "s8"
    known["organisations"].append(
        {"code": "s8", "name": "Школа № 8", "kind": "general", "in_municipality": True}
    )
    bring(known)
    made = changed_year()
    made["organisations"].append(
        {"code": "s8", "name": "Захвачено", "kind": "other", "in_municipality": False}
    )
    made["organisations"][0].update(name="Школа № 5 имени Пушкина", in_municipality=False)
    return made


def organisation(code: str) -> tuple[str, str, bool]:
    db.session.expire_all()
    found = db.session.scalars(select(Organisation).where(Organisation.code == code)).one()
    return found.name, found.kind.value, found.in_municipality


def test_a_school_changes_its_own_name_and_no_other_organisation(
    school: AssociationYear, sign_in: SignIn, bring: Bring
) -> None:
    client = sign_in("head")
    page = send(client, encode(with_foreign_organisation(bring)))
    assert "Захвачено" in page.text, "it is shown"
    assert 'name="tick"' not in page.text, "and cannot be ticked"
    assert confirm(client, page, tick=["s8", "s5"]).status_code == 302
    assert organisation("s8") == ("Школа № 8", "general", True)
    assert organisation("s5") == ("Школа № 5 имени Пушкина", "general", True)


@pytest.mark.parametrize(("tick", "name"), [([], "Школа № 8"), (["s8"], "Захвачено")])
def test_the_office_ticks_the_organisations_that_change(
    school: AssociationYear, sign_in: SignIn, bring: Bring, tick: list[str], name: str
) -> None:
    client = sign_in("office")
    confirm(client, send(client, encode(with_foreign_organisation(bring))), tick=tick)
    assert organisation("s8")[0] == name


def test_another_level_or_founder_is_for_the_administrator_and_ticked(
    school: AssociationYear, sign_in: SignIn
) -> None:
    made = whole_year()
    made["association"]["level"] = "municipal"
    for who in ("head", "office"):
        page = send(sign_in(who), encode(made))
        assert "Изменить это может только администратор" in page.text
    client = sign_in("admin")
    page = send(client, encode(made))
    assert confirm(client, page).status_code == 422
    assert exported()["association"]["level"] == "school"
    assert confirm(client, page, tick="association").status_code == 302
    assert exported()["association"]["level"] == "municipal"


def test_a_year_that_changed_since_is_shown_again(
    school: AssociationYear, sign_in: SignIn, bring: Bring
) -> None:
    client = sign_in("head")
    page = send(client, encode(changed_year()))
    other = whole_year()
    other["members"][1]["position"] = "воспитатель"
    bring(other)
    again = confirm(client, page)
    assert again.status_code == 422
    assert "воспитатель" in again.text
    assert exported() == other
    assert confirm(client, again).status_code == 302
    assert exported() == changed_year()


def test_a_closed_year_is_refused_with_what_to_do(school: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("head")
    page = send(client, encode(changed_year()))
    year = db.session.get_one(AssociationYear, (school.association_id, school.id))
    year.closed_at = now()
    journal.save(year)
    before = exported()
    assert "Сначала откройте его снова" in confirm(client, page).text
    assert exported() == before


def test_a_file_waits_for_its_owner_only_and_not_for_ever(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    page = send(client, encode(changed_year()))
    address = page.request.path
    for who in ("deputy", "office", "admin"):
        assert sign_in(who).get(address).status_code == 404
        assert sign_in(who).post(address).status_code == 404
    with standing_at(now() + WAITING * 1.1):
        assert client.get(address).status_code == 404
    assert client.get(address).status_code == 200
    assert client.post(address, data={"discard": "1"}).status_code == 302
    assert client.get(address).status_code == 404
    assert exported() == whole_year()


def test_no_more_than_five_files_wait_for_a_person(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    for _ in range(7):
        send(client, encode(changed_year()))
    assert len(list(db.session.scalars(select(Upload.id)))) == 5


def test_a_year_goes_out_as_a_file_with_a_russian_name_and_is_noted(
    school: AssociationYear, sign_in: SignIn
) -> None:
    answer = sign_in("deputy").get("/associations/school-5/2025/exchange/bundle.json")
    assert answer.json == exported()
    assert "МО № 5 2025-26.json" in unquote(answer.headers["Content-Disposition"])
    (line,) = db.session.scalars(select(AuditLine).where(AuditLine.action == "export_bundle"))
    assert (line.actor, line.year_id) == ("deputy", school.id)


@pytest.mark.parametrize(
    ("who", "status"), [("head", 200), ("secretary", 403), ("director", 403), ("office", 404),
                        ("admin", 404)]
)  # fmt: skip
def test_who_takes_a_year_out(
    school: AssociationYear, sign_in: SignIn, who: str, status: int
) -> None:
    address = "/associations/school-5/2025/exchange/bundle.json"
    assert sign_in(who).get(address).status_code == status
