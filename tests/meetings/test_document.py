"""The minutes as a document to be read, on the screen and on paper, and the way there."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from mmo.accounts.models import Role
from mmo.associations.models import AssociationYear
from mmo.compliance.sentences import ACTIONS
from mmo.documents.papers.minutes import minutes
from mmo.documents.records import YearRecords
from mmo.extensions import db
from mmo.meetings.models import AgendaItem, Meeting
from mmo.records.closing import closed_codes
from tests.meetings.conftest import HEAD, YEAR, address_of, row_of
from tests.meetings.test_marks import sheet
from tests.meetings.test_minutes import HTMX, target, written
from tests.meetings.test_signing import sign
from tests.records.test_members import typed


@pytest.fixture
def member(year: AssociationYear, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return sign_in(Role.MEMBER.value)


@pytest.fixture
def marked(secretary: FlaskClient) -> FlaskClient:
    """The secretary, after the first meeting: one came late, one was ill; question 2 is written."""
    where = address_of("z1", "/attendance")
    data = sheet(secretary, "z1", m1="late", m2="excused больничный")
    assert secretary.post(where, data=data).status_code == 303
    said = written(secretary, "q2", heard="Доклад о классах", spoke="Ёлкина О. О.: поддерживаю")
    said["decisions-0-text"], said["decisions-0-due"] = "Провести классные часы", "2026-04-01"
    assert secretary.post(target("q2"), data=said).status_code == 303
    return secretary


def plain(page: str) -> str:
    """The text of a page's document."""
    found = re.search(r'<article class="document".*?</article>', page, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_the_minutes_read_as_a_document_for_who_may_read_them(
    marked: FlaskClient, member: FlaskClient
) -> None:
    sign(marked)
    text = plain(member.get(address_of("z1", "/protocol")).text)
    for part in (
        "Протокол № 1", "заседания от 1 октября 2025", "Присутствовали 1 человек", "опоздал",
        "по уважительной причине", "(больничный)", "Повестка дня", "Слушали: Доклад о классах",
        "Выступили: Ёлкина О. О.: поддерживаю", "1.1. Принять план", "2.1. Провести классные часы",
        "Срок: 1 апреля 2026", "А. П. Арбузова", "Подписан: 1 марта 2026",
    ):  # fmt: skip
        assert part in text
    assert "проект" not in text


def test_an_unsigned_document_says_that_it_is_a_draft(marked: FlaskClient) -> None:
    page = marked.get(address_of("z1", "/protocol")).text
    assert "проект: протокол не подписан" in plain(page)
    assert "<article" not in marked.get(address_of("z2", "/protocol")).text


def test_the_paper_says_who_came_late_who_was_ill_and_how_they_voted(
    marked: FlaskClient, year: AssociationYear
) -> None:
    marked.post(target("q2"), data=written(marked, "q2", do="unanimous"))
    db.session.rollback()
    row = db.session.merge(year)
    made = minutes(YearRecords(db.session(), row), row_of(Meeting, "z1").id)
    assert made["late"].replace("\u00a0", " ") == "Арбузова А. П."
    assert [each["reason"] for each in made["absent"]] == ["больничный"]
    second = made["questions"][1]
    assert second["votes"] == {"in_favour": "1", "against": "0", "abstained": "0"}
    assert second["spoke"] == ["Ёлкина О. О.: поддерживаю"]
    assert second["decisions"][0]["text"] == "Провести классные часы"


def test_a_unanimous_vote_is_one_button_that_counts_who_is_present(marked: FlaskClient) -> None:
    data = written(marked, "q2", do="unanimous", heard="Доклад, дополненный")
    answer = marked.post(target("q2"), data=data, headers=HTMX)
    assert answer.headers["HX-Retarget"].startswith("#question-")
    item = row_of(AgendaItem, "q2")
    assert (item.votes_for, item.votes_against, item.votes_abstained) == (1, 0, 0)
    assert item.heard == "Доклад, дополненный"


def test_a_unanimous_vote_is_offered_only_where_somebody_is_present(head: FlaskClient) -> None:
    assert "Единогласно" not in head.get(address_of("z1", "/run")).text
    head.post(target("q2"), data=written(head, "q2", do="unanimous"))
    assert row_of(AgendaItem, "q2").votes_for is None


def test_more_votes_than_people_are_told_and_kept(marked: FlaskClient) -> None:
    data = written(marked, "q2", votes_for="12", votes_against="1")
    answer = marked.post(target("q2"), data=data, headers=HTMX)
    assert answer.status_code == 200
    assert "Голосов больше (13), чем отмечено присутствующих (1)" in answer.text
    assert row_of(AgendaItem, "q2").votes_for == 12


def test_the_preparation_leads_to_the_invitation_and_the_reminder(
    head: FlaskClient, member: FlaskClient
) -> None:
    page = head.get(address_of("z2")).text
    assert "Приглашение" in page
    reminder = re.search(r'href="([^"]+/remind/meeting/[^"]+)"', page)
    assert reminder
    letter = head.get(reminder[1].replace("&amp;", "&")).text
    assert "Вопрос q3" in letter
    assert f'href="{address_of("z2")}"' in letter
    assert "/remind/meeting/" not in member.get(address_of("z2")).text


def test_a_meeting_is_marked_as_held_where_the_minutes_wait_for_it(head: FlaskClient) -> None:
    head.post(address_of("z2"), data=typed(head, address_of("z2"), date="2026-02-25"))
    where = address_of("z2", "/protocol")
    assert "Заседание состоялось" in head.get(where).text
    answer = head.post(address_of("z2", "/hold"), data={"next": where})
    assert answer.location == where
    page = head.get(where).text
    assert "проект: протокол не подписан" in page
    assert "вопросы 1–3: нет решения" in page


def test_every_action_of_the_dashboard_leads_somewhere(year: AssociationYear) -> None:
    assert closed_codes() == set(ACTIONS)


def test_the_menu_says_in_which_of_its_parts_a_page_is(head: FlaskClient) -> None:
    line = f'<a href="{YEAR}/meetings" aria-current="{{}}">'
    assert line.format("page") in head.get(f"{YEAR}/meetings").text
    for page in (address_of("z1"), address_of("z1", "/protocol"), f"{YEAR}/decisions"):
        assert line.format("true") in head.get(page).text
    assert HEAD in head.get(f"{YEAR}/members").text
