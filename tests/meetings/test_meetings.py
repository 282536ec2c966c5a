"""Meetings as records: entered, numbered, begun from a plan item, held, moved, cancelled."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from mmo.accounts.models import Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.meetings.models import AgendaItem, Meeting, MeetingStatus
from mmo.plans.models import PlanItem
from tests.factories import bundle, full_member, meeting
from tests.meetings.conftest import MEETINGS, YEAR, address_of, row_of
from tests.records.test_members import typed

NEW = f"{MEETINGS}/new"


def made(theme: str) -> Any:
    db.session.rollback()
    return db.session.query(Meeting).filter_by(theme=theme).one_or_none()


def questions_of(found: Any) -> list[str]:
    rows = db.session.query(AgendaItem).filter_by(meeting_id=found.id)
    return [row.question for row in rows.order_by(AgendaItem.ordinal)]


def test_the_number_continues_within_the_year(head: FlaskClient) -> None:
    data = typed(head, NEW, theme="Тема О'Нил", date="2026-04-01")
    assert data["number"] == "3"
    assert head.post(NEW, data=data).status_code == 303
    assert head.post(NEW, data=data).status_code == 303
    assert made("Тема О'Нил").number == 3


def test_a_prepared_meeting_brings_its_questions(head: FlaskClient) -> None:
    data = typed(head, NEW, prepared="first", date="2026-04-01")
    assert head.post(NEW, data=data).status_code == 303
    found = made("Планирование работы методического объединения на учебный год")
    assert found.form == "организационное заседание"
    assert len(questions_of(found)) == 4


def test_a_meeting_begins_from_a_plan_item(head: FlaskClient) -> None:
    item = row_of(PlanItem, "p1")
    data = typed(head, f"{NEW}?plan_item_id={item.id}")
    assert (data["theme"], data["date"]) == ("Семинар о семье", "2026-04-10")
    assert head.post(NEW, data=data).status_code == 303
    row = db.session.query(AgendaItem).filter_by(question="Семинар о семье").one()
    assert row.clauses == ["sch.2.2.b1"]
    assert row.speaker_id == item.responsible_id


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"theme": ""}, "Введите тему"), ({"date": "2027-10-01"}, "другому учебному году"),
     ({"date": "2026-04-01", "status": "held"}, "ещё впереди"), ({"number": "1"}, "Номер 1 уже"),
     ({"date": ""}, "Укажите дату заседания")],
)  # fmt: skip
def test_what_a_meeting_cannot_be_is_told(
    head: FlaskClient, changed: dict[str, str], told: str
) -> None:
    data = typed(head, NEW, theme="Новая", date="2026-02-01") | changed
    answer = head.post(NEW, data=data)
    assert answer.status_code == 422
    assert told in answer.text
    assert made("Новая") is None


def test_a_cancelled_meeting_has_a_day_of_that_and_a_reason(head: FlaskClient) -> None:
    address = address_of("z2")
    data = typed(head, address, status="cancelled", change_reason="карантин")
    assert head.post(address, data=data).status_code == 303
    found = row_of(Meeting, "z2")
    assert (str(found.cancelled_on), found.change_reason) == ("2026-03-01", "карантин")
    assert "карантин" in head.get(address).text
    head.post(address, data=typed(head, address, status="planned"))
    assert row_of(Meeting, "z2").cancelled_on is None


def test_a_moved_meeting_says_from_which_day(head: FlaskClient) -> None:
    address = address_of("z2")
    head.post(address, data=typed(head, address, date="2026-03-27", change_reason="каникулы"))
    found = row_of(Meeting, "z2")
    assert (str(found.date), str(found.moved_from)) == ("2026-03-27", "2026-03-20")
    assert "Перенесено с" in head.get(address).text


def test_a_meeting_of_a_coming_day_is_not_marked_as_held(head: FlaskClient) -> None:
    head.post(address_of("z2", "/hold"))
    assert row_of(Meeting, "z2").status is MeetingStatus.PLANNED
    address = address_of("z2")
    head.post(address, data=typed(head, address, date="2026-02-27"))
    head.post(f"{address}/hold")
    assert row_of(Meeting, "z2").status is MeetingStatus.HELD


def test_the_gap_of_a_meeting_closes_in_the_drawer(head: FlaskClient) -> None:
    address = f"{NEW}?status=held&date=2026-02-26"
    data = typed(head, address, theme="Итоги")
    assert data["status"] == "held"
    answer = head.post(NEW, data=data, headers={"HX-Request": "true"})
    assert answer.get_data() == b""
    assert "findings-changed" in answer.headers["HX-Trigger"]
    assert made("Итоги").status is MeetingStatus.HELD


def test_every_closing_of_meetings_leads_to_a_filled_form(head: FlaskClient) -> None:
    page = head.get(f"{YEAR}/").text
    assert f"{MEETINGS}/new?status=held" in page or "status=held" in page
    assert "/protocol?do=sign" in page
    item = row_of(AgendaItem, "q3")
    drawer = head.get(f"{MEETINGS}/questions/{item.id}?status=held", follow_redirects=True,
                      headers={"HX-Request": "true"})  # fmt: skip
    assert 'value="held"' in drawer.text
    assert "<html" not in drawer.text


def test_60_meetings_are_listed_in_as_many_queries_as_two(
    bring: Any, make_account: Any, sign_in: Any
) -> None:
    counts = []
    for code, number in (("school-9", 60), ("school-8", 2)):
        members = [full_member(organisation=f"{code}-org")]
        meetings = [meeting(f"z{n}", number=n) for n in range(1, number + 1)]
        found: AssociationYear = bring(bundle(code, members=members, meetings=meetings))
        make_account(code, Role.HEAD, association=found.association_id)
        client, asked = sign_in(code), []

        def note(_c: Any, _cur: Any, statement: str, *_more: Any, asked: Any = asked) -> None:
            asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        page = client.get(f"/associations/{code}/2025/meetings?status=held&sort=-date&q=тема")
        event.remove(db.engine, "before_cursor_execute", note)
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 11
