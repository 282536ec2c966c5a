"""«Что скоро» and «Напомнить»: what is due, and a text for those who have no account."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.dates.reminding import LONGEST_LINK, Letter
from mmo.extensions import db
from mmo.meetings.models import Meeting
from tests.dates.conftest import CANARY

YEAR = "/associations/school-5/2025"
SignIn = Callable[[str], FlaskClient]


def text_of(page: str) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    assert found
    return unescape(found[1])


def test_the_first_page_says_to_who_looks_on_what_is_soon(
    school: AssociationYear, make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    make_account("deputy", Role.DEPUTY, organisation=school.association.organisation_id)
    page = sign_in("deputy").get("/").text
    soon = page[page.index("Что скоро") :]
    assert "Своё семинар" in soon, "on 5 March, in four days"
    assert "Своё тема" in soon, "on 12 March"
    assert "Своё пункт" not in soon, "on 20 March: later than two weeks"
    assert "Своё отмена" not in soon
    assert CANARY not in page
    assert "Что скоро" not in sign_in("head").get("/").text, "it stands among the duties"


def test_nobody_is_reminded_of_what_they_may_not_read(
    school: AssociationYear, sign_in: SignIn
) -> None:
    for who in ("office", "nobody"):
        assert "Своё семинар" not in sign_in(who).get("/").text


def test_a_clause_that_others_close_has_a_letter_in_russian(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    listed = client.get(f"{YEAR}/remind").text
    addresses = [unescape(a) for a in re.findall(r'href="([^"]+/remind/clause/[^"]+)"', listed)]
    assert addresses
    client.post("/language", data={"language": "en"})
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        text = text_of(page.text)
        assert "Здравствуйте!" in text
        assert "Своё school-5" in text
        assert "%(" not in text
        link = unescape(re.search(r'href="(mailto:[^"]+)"', page.text)[1])  # type: ignore[index]
        body = parse_qs(urlsplit(link).query)["body"][0]
        assert body.startswith("Здравствуйте!") or text.splitlines()[0] in body


def test_a_planned_meeting_has_an_invitation_with_its_agenda(
    school: AssociationYear, sign_in: SignIn
) -> None:
    ids = {row.ref: row.id for row in db.session.scalars(select(Meeting)) if
           row.association_id == school.association_id}  # fmt: skip
    client = sign_in("head")
    text = text_of(client.get(f"{YEAR}/remind/meeting/{ids['z2']}").text)
    assert "12 марта 2026" in text
    assert "1. Своё повестка" in text
    assert "Место: каб. 12." in text
    assert client.get(f"{YEAR}/remind/meeting/{ids['z3']}").status_code == 404, "cancelled"
    assert sign_in("office").get(f"{YEAR}/remind/meeting/{ids['z2']}").status_code == 404


def test_a_meeting_of_a_foreign_school_is_not_there(
    school: AssociationYear, sign_in: SignIn
) -> None:
    foreign = [row.id for row in db.session.scalars(select(Meeting)) if CANARY in row.theme]
    for meeting in foreign:
        answer = sign_in("head").get(f"{YEAR}/remind/meeting/{meeting}")
        assert answer.status_code == 404
        assert CANARY not in answer.text


def test_a_long_text_does_not_break_the_letter() -> None:
    letter = Letter("Тема & ещё", "слово " * 2000)
    assert len(letter.link) <= LONGEST_LINK
    assert letter.link.startswith("mailto:?subject=%D0%A2")
    parse_qs(urlsplit(letter.link).query, strict_parsing=True, errors="strict")
