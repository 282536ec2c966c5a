"""Attendance: by one form or as its rows change, by two people, taking nothing back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from mmo.accounts.models import Role
from mmo.associations.models import AssociationYear
from mmo.clock import standing_at
from mmo.extensions import db
from mmo.meetings.models import Attendance, Meeting, Presence
from mmo.members.models import Member
from tests.factories import bundle, full_member, meeting
from tests.meetings.conftest import address_of, row_of
from tests.meetings.test_signing import sign

HTMX = {"HX-Request": "true"}


def key(ref: str) -> str:
    return str(row_of(Member, ref).id)


def sheet(client: FlaskClient, ref: str = "z1", **marks: str) -> dict[str, str]:
    """What the form holds, some rows marked: `m1="excused больничный"`."""
    page = unescape(client.get(address_of(ref, "/attendance")).text)
    found = dict(re.findall(r'name="((?:was|reason)-[^"]+)" value="([^"]*)"', page))
    for tag in re.findall(r"<input[^>]*type=\"radio\"[^>]*>", page):
        if "checked" in tag:
            name, value = re.search(r'name="([^"]+)" value="([^"]*)"', tag).groups()  # type: ignore[union-attr]
            found[name] = value
    for ref_of, mark in marks.items():
        word, _space, reason = mark.partition(" ")
        found[f"mark-{key(ref_of)}"], found[f"reason-{key(ref_of)}"] = word, reason
    return found


def marked(ref: str, meeting_ref: str = "z1") -> tuple[str, bool, str | None] | None:
    found = row_of(Meeting, meeting_ref)
    row = db.session.get(Attendance, (found.association_id, found.id, row_of(Member, ref).id))
    return (row.state.value, row.late, row.reason) if row else None


def test_the_page_has_a_row_for_who_was_a_member_on_the_day(secretary: FlaskClient) -> None:
    assert "Яковлев" not in secretary.get(address_of("z1", "/attendance")).text
    assert "Яковлев" in secretary.get(address_of("z2", "/attendance")).text


THE_DAY = datetime(2026, 3, 20, 12, tzinfo=UTC)
"""The day of the meeting that the year has planned."""


@pytest.fixture
def on_the_day(app: Flask) -> Iterator[None]:
    with standing_at(THE_DAY):
        yield


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_nobody_is_marked_before_the_day_of_the_meeting_has_come(
    head: FlaskClient, headers: dict[str, str]
) -> None:
    address = address_of("z2", "/attendance")
    data = {f"mark-{key('m1')}": "present", "all": "present"}
    answer = head.post(address, data=data, headers=headers)
    assert answer.status_code == 403
    assert "День заседания ещё не наступил" in answer.text
    assert marked("m1", "z2") is None
    page = head.get(address).text
    assert "День заседания ещё не наступил" in page
    assert "Все присутствуют" not in page
    assert "Отметить явку" not in head.get(address_of("z2", "/run")).text


@pytest.mark.usefixtures("on_the_day")
def test_on_to_the_questions_keeps_what_is_marked(secretary: FlaskClient) -> None:
    data = sheet(secretary, "z2", m2="excused курсы") | {"onward": "yes"}
    answer = secretary.post(address_of("z2", "/attendance"), data=data)
    assert (answer.status_code, answer.location) == (303, address_of("z2", "/run"))
    assert marked("m2", "z2") == ("excused", False, "курсы")


@pytest.mark.usefixtures("on_the_day")
def test_four_marks_are_kept_by_one_form(secretary: FlaskClient) -> None:
    address = address_of("z2", "/attendance")
    data = sheet(secretary, "z2", m1="late", m2="excused курсы «О'Нил»", m3="absent")
    assert secretary.post(address, data=data).status_code == 303
    assert marked("m1", "z2") == ("present", True, None)
    assert marked("m2", "z2") == ("excused", False, "курсы «О'Нил»")
    assert marked("m3", "z2") == ("absent", False, None)
    page = secretary.get(address).text
    assert "Явка записана" in page
    assert "Присутствуют 1 из 3" in page
    assert "опоздали: 1" in page
    assert "кворум" not in page.lower()


def test_everybody_is_present_at_once_except_who_is_marked_otherwise(head: FlaskClient) -> None:
    address = address_of("z1", "/attendance")
    data = sheet(head, m2="absent") | {"all": "present"}
    for _twice in range(2):
        head.post(address, data=data)
    assert marked("m1") == ("present", False, None)
    assert marked("m2") == ("absent", False, None)
    assert db.session.query(Attendance).count() == 2


def test_a_row_that_changes_is_kept_at_once_and_the_figures_come_along(head: FlaskClient) -> None:
    one = key("m1")
    data = sheet(head, m1="excused болезнь")
    answer = head.post(address_of("z1", "/attendance"), data=data, headers=HTMX)
    assert answer.status_code == 200
    assert f'id="state-{one}"' in answer.text
    assert answer.text.count('hx-swap-oob="true"') == 1
    assert 'id="figures"' in answer.text
    assert 'value="excused|болезнь"' in answer.text
    assert marked("m1") == ("excused", False, "болезнь")
    assert marked("m2") is None


def test_a_mark_is_taken_back(head: FlaskClient) -> None:
    address = address_of("z1", "/attendance")
    head.post(address, data=sheet(head, m1="absent"))
    head.post(address, data=sheet(head, m1=""))
    assert marked("m1") is None


def test_a_page_that_was_open_long_takes_back_nobody_elses_marks(
    head: FlaskClient, secretary: FlaskClient
) -> None:
    address = address_of("z1", "/attendance")
    old = sheet(secretary, m2="present")
    head.post(address, data=sheet(head, m1="absent"))
    assert secretary.post(address, data=old).status_code == 303
    assert marked("m1") == ("absent", False, None)
    assert marked("m2") == ("present", False, None)


def test_two_people_who_mark_a_row_differently_are_both_told(
    head: FlaskClient, secretary: FlaskClient
) -> None:
    address = address_of("z1", "/attendance")
    hers = sheet(secretary, m1="present")
    head.post(address, data=sheet(head, m1="excused болезнь"))
    answer = secretary.post(address, data=hers)
    assert answer.status_code == 409
    assert "Другой человек уже отметил: уваж. причина" in answer.text
    assert re.search(rf'name="mark-{key("m1")}" value="present" checked', answer.text)
    assert marked("m1") == ("excused", False, "болезнь")
    again = dict(re.findall(r'name="(was-[^"]+)" value="([^"]*)"', unescape(answer.text)))
    secretary.post(address, data=hers | again)
    assert marked("m1") == ("present", False, None)


def test_a_reason_that_came_with_a_mark_stays_until_the_mark_changes(head: FlaskClient) -> None:
    address = address_of("z1", "/attendance")
    head.post(address, data=sheet(head, m1="absent забыла"))
    head.post(address, data=sheet(head, m2="present"))
    assert marked("m1") == ("absent", False, "забыла")
    head.post(address, data=sheet(head, m1="late забыла"))
    assert marked("m1") == ("present", True, None)


def test_signed_minutes_and_readers_mark_nothing(
    head: FlaskClient, sign_in: Any, year: AssociationYear
) -> None:
    data = sheet(head, m1="absent")
    member = sign_in("member")
    assert member.post(address_of("z1", "/attendance"), data=data).status_code == 403
    assert "Все присутствуют" not in member.get(address_of("z1", "/attendance")).text
    sign(head)
    for headers in ({}, HTMX):
        answer = head.post(address_of("z1", "/attendance"), data=data, headers=headers)
        assert answer.status_code == 403
        assert "Протокол подписан" in answer.text
    assert marked("m1") is None
    assert "Все присутствуют" not in head.get(address_of("z1", "/attendance")).text


@pytest.mark.parametrize("tail", ["/attendance", "/run"])
def test_a_large_meeting_is_shown_in_as_many_queries_as_a_small_one(
    bring: Any, make_account: Any, sign_in: Any, tail: str
) -> None:
    counts = []
    for code, number in (("school-9", 40), ("school-8", 2)):
        members = [full_member(f"m{n}", organisation=f"{code}-org") for n in range(number)]
        came = [{"member": f"m{n}", "state": Presence.PRESENT.value} for n in range(number)]
        asked = [
            {"id": f"q{n}", "question": f"Вопрос {n}", "speaker": "m1", "heard": "Доклад",
             "decisions": [{"id": f"d{n}", "text": "Решение", "responsible": "m1"}]}
            for n in range(number * 5 // 8)
        ]  # fmt: skip
        found: AssociationYear = bring(
            bundle(code, members=members, meetings=[meeting(attendance=came, agenda=asked)])
        )
        make_account(code, Role.HEAD, association=found.association_id)
        client, seen = sign_in(code), []
        own = db.session.query(Meeting).filter_by(association_id=found.association_id).one()
        address = f"/associations/{code}/2025/meetings/{own.id}{tail}"

        def note(_c: Any, _cur: Any, statement: str, *_more: Any, seen: Any = seen) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        page = client.get(address)
        event.remove(db.engine, "before_cursor_execute", note)
        assert page.status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 16
