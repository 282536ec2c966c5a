"""From an empty installation to a head who signs in, through the forms only."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from mmo.accounts.models import Account, Grant, Role
from mmo.administration import first_run
from mmo.administration.parameters import read, words
from mmo.associations.calendars import faults, proposed
from mmo.associations.codes import transliterated
from mmo.associations.models import (
    Association,
    AssociationYear,
    Organisation,
    ParameterOverride,
    Scheme,
    SchoolCalendar,
)
from mmo.compliance.models import YearState
from mmo.compliance.terms import parse_value
from mmo.extensions import db
from mmo.members.models import HeadAppointment, Member
from tests.factories import bundle, full_member, meeting

INPUT = re.compile(r'<(?:input|textarea|select)\b[^>]*\bname="([^"]+)"[^>]*>')
VALUE = re.compile(r'\bvalue="([^"]*)"')
FIRST = {
    "name": "Школа № 5", "full_name": "Петрова Ольга Ивановна", "login": "admin",
    "password": "длинный пароль", "again": "длинный пароль",
}  # fmt: skip


def filled(client: FlaskClient, address: str, **changed: str) -> dict[str, str]:
    """What a page's form would send, with some of it changed."""
    page = client.get(address).text
    page = page[page.index("<main") :]
    found: dict[str, str] = {}
    for tag in re.finditer(r"<input\b[^>]*>", page):
        name, value = INPUT.match(tag[0]), VALUE.search(tag[0])
        if name and ('type="checkbox"' not in tag[0] or "checked" in tag[0]):
            found[name[1]] = unescape(value[1]) if value else ""
    for select_ in re.finditer(r'<select[^>]*name="([^"]+)".*?</select>', page, re.S):
        chosen = re.search(r'<option[^>]*selected[^>]*value="([^"]*)"', select_[0])
        first = re.search(r'<option[^>]*value="([^"]*)"', select_[0])
        choice = chosen or first
        found[select_[1]] = choice[1] if choice else ""
    return found | changed


@pytest.fixture
def owner(client: FlaskClient) -> FlaskClient:
    """A browser in which the administrator has just been made."""
    client.post("/setup", data=FIRST | {"code": first_run.the_code()})
    return client


def test_the_guided_set_up_ends_with_a_head_who_signs_in(owner: FlaskClient, app: Flask) -> None:
    said = owner.get("/admin").text
    assert "Что осталось настроить" in said
    new = "/admin/organisations/new"
    calendar = owner.post(new, data=filled(owner, new, name="Заречная СОШ № 2", kind="general"))
    assert calendar.status_code == 303, calendar.text
    association = owner.post(calendar.location, data=filled(owner, calendar.location))
    assert association.location == "/admin/associations/new"
    data = filled(owner, association.location, name="МО классных руководителей", level="school")
    head = owner.post(association.location, data=data)
    assert head.status_code == 303, head.text
    data = filled(owner, head.location, full_name="Иванова Анна Петровна", order_number="12")
    link = owner.post(head.location, data=data)
    assert link.status_code == 200, link.text
    assert "Что осталось настроить" not in owner.get("/admin").text

    path = re.search(r"http://localhost(/password/[\w-]+)", link.text)
    assert path
    person = app.test_client()
    said = person.post(path[1], data={"password": "мой пароль", "again": "мой пароль"})
    assert said.location == "/"
    year = db.session.scalars(select(AssociationYear)).one()
    assert (year.year, year.start.month, year.association.organisation.code) == (
        2025, 9, "zarechnaya-sosh-2",
    )  # fmt: skip
    address = f"/associations/{year.association.code}/2025"
    assert person.get(f"{address}/").status_code == 200
    assert "Иванова Анна Петровна" in person.get(f"{address}/members").text
    member, appointment = (db.session.scalars(select(m)).one() for m in (Member, HeadAppointment))
    account = db.session.scalars(select(Account).where(Account.login == "ivanova-ap")).one()
    assert appointment.member_id == member.id
    assert account.person_id == member.person_id is not None
    assert app.test_client().get(path[1]).status_code == 404


def test_a_form_that_is_sent_twice_makes_one_organisation(owner: FlaskClient) -> None:
    new = "/admin/organisations/new"
    data = filled(owner, new, name="Лесная СОШ", kind="general")
    assert {owner.post(new, data=data).status_code for _ in range(2)} == {303}
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_the_calendar_proposes_windows_for_quarters_as_a_reading(owner: FlaskClient) -> None:
    new = "/admin/organisations/new"
    calendar = owner.post(new, data=filled(owner, new, name="Лесная", kind="general")).location
    shown = owner.get(f"{calendar}?scheme=quarters").text
    assert "Принятое толкование" in shown
    assert 'value="2025-12-01"' in shown
    data = filled(owner, f"{calendar}?scheme=quarters", trimester2_start="2025-12-08")
    assert owner.post(calendar, data=data).status_code == 303
    kept = db.session.scalars(select(SchoolCalendar)).one()
    assert kept.scheme is Scheme.QUARTERS
    wrong = filled(owner, calendar, trimester2_start="2025-11-30", end="2025-08-31")
    answer = owner.post(calendar, data=wrong)
    assert answer.status_code == 422
    assert "после окончания предыдущего" in answer.text
    new = "/admin/associations/new"
    owner.post(new, data=filled(owner, new, name="МО", level="school", year="2026"))
    year = db.session.scalars(select(AssociationYear)).one()
    assert year.trimester2_start.isoformat() == "2026-12-08"


@pytest.mark.parametrize("scheme", [Scheme.TRIMESTERS, Scheme.QUARTERS])
@pytest.mark.parametrize("year", [2023, 2025, 2027])
def test_what_is_proposed_is_a_year(scheme: Scheme, year: int) -> None:
    assert not list(faults(year, dict(proposed(scheme, year))))


def test_a_code_is_made_of_the_name() -> None:
    assert transliterated("Заречная СОШ № 2") == "zarechnaya-sosh-2"
    assert transliterated("МБОУ «Щёлково-Ёлкинская школа»") == "mbou-shchelkovo-elkinskaya-shkola"
    assert transliterated("№") == "mo"


@pytest.fixture
def school(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    year = bring(bundle(members=[full_member()], meetings=[meeting()]))
    make_account("admin", Role.ADMIN)
    make_account("deputy", Role.DEPUTY, organisation=year.association.organisation_id)
    return year


def test_an_own_term_judges_the_years_again(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    def digest() -> Any:
        db.session.rollback()
        return db.session.scalars(select(YearState.rules_digest)).one()

    client, before = sign_in("deputy"), digest()
    organisation = school.association.organisation_id
    address = f"/admin/organisations/{organisation}/parameters"
    shown = client.get(address).text
    assert "По умолчанию: 7 дней" in shown
    assert "По умолчанию: конец года + 15 дней" in shown
    data = filled(client, address, **{"sch.protocol_days": "10 дней",
                                      "sch.annual_analysis": "конец года + 20 дней"})  # fmt: skip
    assert client.post(address, data=data).status_code == 303
    rows = db.session.execute(select(ParameterOverride.name, ParameterOverride.value))
    assert {row.name: row.value for row in rows} == {
        "protocol_days": "10 days", "annual_analysis": "year.end + 20 days",
    }  # fmt: skip
    assert digest() != before
    data = filled(client, address)
    for typed, said in {
        "конец года": "нужно число дней от 0 до 366",
        "367 дней": "нужно число дней от 0 до 366",
        "9" * 60: "нужно число дней от 0 до 366",
    }.items():
        wrong = client.post(address, data=data | {"sch.protocol_days": typed})
        assert wrong.status_code == 422
        assert said in wrong.text
    client.post(address, data=data | {"sch.protocol_days": "", "sch.annual_analysis": ""})
    assert digest() == before


def test_terms_that_two_people_set_at_once_are_shown_to_the_second_side_by_side(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    admin, deputy = sign_in("admin"), sign_in("deputy")
    address = f"/admin/organisations/{school.association.organisation_id}/parameters"
    first, second = filled(admin, address), filled(deputy, address)
    name = "sch.protocol_days"
    assert admin.post(address, data=first | {name: "10 дней"}).status_code == 303
    told = deputy.post(address, data=second | {name: "12 дней"})
    assert told.status_code == 409
    assert "<strong>10 дней</strong>" in told.text
    assert 'value="12 дней"' in told.text
    kept = select(ParameterOverride.value)
    db.session.rollback()
    assert list(db.session.scalars(kept)) == ["10 days"]
    version = re.search(r'name="version" value="(\w+)"', told.text)
    assert version
    again = second | {name: "12 дней", "version": version[1]}
    assert deputy.post(address, data=again).status_code == 303
    db.session.rollback()
    assert list(db.session.scalars(kept)) == ["12 days"]


def test_terms_are_read_as_they_are_written(app: Flask) -> None:
    with app.test_request_context():
        for text in (
            "30 September",
            "year.end + 15 days",
            "trimester 1 end",
            "year.start - 3 days",
        ):
            value = parse_value(text)
            assert read(words(value), value) == text
        for typed, said in {
            "когда-нибудь": "не такой день",
            "конец года + 367 дней": "не больше 366 дней",
            "31 ноября": "такого дня нет",
            "29 февраля": "есть не в каждом году",
        }.items():
            with pytest.raises(ValueError, match=said):
                read(typed, parse_value("year.end"))


def test_the_calendar_says_which_years_it_does_not_touch_and_leads_to_their_dates(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client, organisation = sign_in("admin"), school.association.organisation_id
    page = client.get(f"/admin/organisations/{organisation}/calendar?year=2025").text
    assert "1 объединение уже начало этот год" in page
    (dates,) = re.findall(r'href="(/associations/[^"]+/dates)"', page)
    assert client.get(dates).status_code == 200
    later = client.get(f"/admin/organisations/{organisation}/calendar?year=2026").text
    assert "уже начал" not in later


def test_an_administrator_finds_how_papers_look(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    places = (f"organisations/{school.association.organisation_id}",
              f"associations/{school.association_id}")  # fmt: skip
    for place in places:
        page = client.get(f"/admin/{place}").text
        found = re.findall(r'href="(/associations/[^"]+/papers/[^"]+)"', page)
        assert len(found) == 2
        assert {client.get(address).status_code for address in found} == {200}


def test_an_association_gets_another_regulation_and_is_judged_by_it(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    address = f"/admin/associations/{school.association_id}"
    data = filled(client, address, assigned_regulation="mun")
    assert client.post(address, data=data).status_code == 303
    db.session.rollback()
    assert "mun." in next(iter(db.session.scalars(select(YearState.rules)).one()))


def test_of_two_who_change_an_organisation_the_second_sees_both(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    address = f"/admin/organisations/{school.association.organisation_id}"
    first = filled(client, address, name="Первое название")
    second = filled(client, address, name="Второе название")
    assert client.post(address, data=first).status_code == 303
    answer = client.post(address, data=second)
    assert answer.status_code == 409
    assert "Первое название" in answer.text
    assert 'value="Второе название"' in answer.text


def test_an_empty_year_is_opened_once(
    school: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("admin")
    address = f"/admin/associations/{school.association_id}/years"
    for _ in range(2):
        assert client.post(address, data={"year": "2026"}).status_code == 303
    assert client.post(address, data={"year": "1990"}).status_code == 400
    assert db.session.scalars(select(AssociationYear.year)).all() == [2025, 2026]
    assert db.session.scalar(select(func.count()).select_from(Association)) == 1


def test_the_installation_gets_another_name(owner: FlaskClient) -> None:
    address = "/admin/installation"
    data = filled(owner, address, name="Округ")
    assert owner.post(address, data=data).status_code == 303
    assert first_run.installation() == ("Округ", False)
    assert db.session.scalar(select(func.count()).select_from(Grant)) == 1
