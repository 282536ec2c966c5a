"""What is said and decided: saved as it is typed, once, by two people, and exported."""

import json
import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mmo.associations.models import AssociationYear
from mmo.exchange.exporting import export_bundle, to_json
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.meetings.models import AgendaItem, Attendance, Decision, Meeting
from mmo.members.models import Member
from tests.factories import as_bundle
from tests.meetings.conftest import MEETINGS, YEAR, address_of, row_of
from tests.meetings.test_marks import sheet
from tests.meetings.test_signing import sign

HTMX = {"HX-Request": "true"}


def target(ref: str) -> str:
    return f"{MEETINGS}/questions/{row_of(AgendaItem, ref).id}"


def written(client: FlaskClient, ref: str, meeting_ref: str = "z1", **typed: str) -> dict[str, str]:
    """What the form of a question holds, with something typed into it."""
    page = unescape(client.get(address_of(meeting_ref, "/run")).text)
    form = re.search(rf'<form class="minutes-form" method="post" action="{target(ref)}".*?</form>',
                     page, re.S)  # fmt: skip
    assert form, page[:3000]
    found = fields_of(form[0])
    return found | typed


def fields_of(form: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = value[1] if value else ""
    for name, inside in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S
    ):
        found[name] = inside.strip()
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', inside)
        found[name] = chosen[1] if chosen else ""
    return found


def decisions_of(ref: str) -> list[str]:
    item = row_of(AgendaItem, ref)
    rows = db.session.query(Decision).filter_by(agenda_item_id=item.id)
    return [row.text for row in rows.order_by(Decision.ordinal)]


def test_everything_of_a_question_is_kept_by_its_form(secretary: FlaskClient) -> None:
    heard, spoke = "О'Нил: «дисциплина» <b>", "Иванов: да\n\nПетров: нет"
    data = written(secretary, "q2", heard=heard, spoke=spoke, votes_for="11")
    data |= {"decisions-0-text": "Провести собрание", "decisions-0-due": "2026-04-01",
             "decisions-0-responsible_id": str(row_of(Member, "m2").id)}  # fmt: skip
    for _twice in range(2):
        answer = secretary.post(target("q2"), data=data)
        assert answer.status_code == 303
        assert f"question={row_of(AgendaItem, 'q2').id}" in answer.location
    item = row_of(AgendaItem, "q2")
    assert item.heard == "О'Нил: «дисциплина» <b>"
    assert item.spoke == ["Иванов: да", "Петров: нет"]
    assert (item.votes_for, item.votes_against, item.votes_abstained) == (11, 0, 0)
    decision = db.session.query(Decision).filter_by(agenda_item_id=item.id).one()
    assert (decision.text, str(decision.due)) == ("Провести собрание", "2026-04-01")
    assert "Сохранено в" in secretary.get(address_of("z1", "/run")).text


def test_typing_is_saved_in_place_and_says_when(secretary: FlaskClient) -> None:
    data = written(secretary, "q2", heard="Начало")
    answer = secretary.post(target("q2"), data=data, headers=HTMX)
    assert answer.status_code == 200
    assert "сохранено в 15:00" in answer.text
    assert "<textarea" not in answer.text
    version = fields_of(answer.text)["version"]
    data |= {"heard": "Начало и конец", "version": version}
    answer = secretary.post(target("q2"), data=data, headers=HTMX)
    assert answer.status_code == 200
    assert row_of(AgendaItem, "q2").heard == "Начало и конец"


def test_a_text_whose_answer_was_lost_is_sent_again_and_is_nobody_elses(
    secretary: FlaskClient,
) -> None:
    data = written(secretary, "q2", heard="Начало")
    first = row_of(AgendaItem, "q2").version
    for _lost in range(3):
        assert secretary.post(target("q2"), data=data, headers=HTMX).status_code == 200
    assert row_of(AgendaItem, "q2").version == first + 1


def test_several_decisions_are_added_and_one_is_deleted_and_put_back(
    secretary: FlaskClient,
) -> None:
    data = written(secretary, "q1")
    data |= {"decisions-1-text": "Второе", "decisions-7-key": str(uuid4()),
             "decisions-7-text": "Третье", "decisions-7-due": "", "do": "more"}  # fmt: skip
    page = secretary.post(target("q1"), data=data, follow_redirects=True).text
    assert decisions_of("q1") == ["Принять план", "Второе", "Третье"]
    assert 'name="decisions-3-text"' in page
    data = written(secretary, "q1", heard="Набрано перед удалением")
    data["do"] = f"delete:{data['decisions-1-key']}"
    page = secretary.post(target("q1"), data=data, follow_redirects=True).text
    assert decisions_of("q1") == ["Принять план", "Третье"]
    assert row_of(AgendaItem, "q1").heard == "Набрано перед удалением"
    undo = re.search(rf'action="({YEAR}/removed/[^"]+)"', page)
    assert undo
    secretary.post(undo[1])
    assert decisions_of("q1") == ["Принять план", "Второе", "Третье"]


def test_a_decision_whose_text_was_wiped_stays_and_this_is_told(secretary: FlaskClient) -> None:
    data = written(secretary, "q1", heard="Иначе") | {"decisions-0-text": " "}
    answer = secretary.post(target("q1"), data=data, headers=HTMX)
    assert "осталось прежним" in answer.text
    assert decisions_of("q1") == ["Принять план"]
    assert row_of(AgendaItem, "q1").heard == "Иначе"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_what_cannot_be_saved_is_told_and_stays_in_the_page(
    secretary: FlaskClient, headers: dict[str, str]
) -> None:
    data = written(secretary, "q2", heard="Текст", votes_for="много")
    data |= {"decisions-0-text": "Сделать", "decisions-0-due": "32.13.2026"}
    answer = secretary.post(target("q2"), data=data, headers=headers)
    assert answer.status_code == 422
    assert "За: «много»" in unescape(answer.text)
    assert "Решение 1: «32.13.2026»" in unescape(answer.text)
    if not headers:
        assert ">Текст</textarea>" in re.sub(r">\s+", ">", answer.text)
    assert row_of(AgendaItem, "q2").heard is None


def two_versions(head: FlaskClient, secretary: FlaskClient) -> dict[str, str]:
    """The secretary has the page open while the head saves; what she then sends."""
    hers = written(secretary, "q2", heard="Мой текст", spoke="Общая\nМоя")
    hers |= {"decisions-0-text": "Моё решение"}
    his = written(head, "q2", heard="Чужой текст", spoke="Общая\nЧужая")
    his |= {"decisions-0-text": "Чужое решение"}
    assert head.post(target("q2"), data=his).status_code == 303
    return hers


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_two_people_in_one_question_see_both_texts_and_lose_none(
    head: FlaskClient, secretary: FlaskClient, headers: dict[str, str]
) -> None:
    hers = two_versions(head, secretary)
    answer = secretary.post(target("q2"), data=hers, headers=headers)
    assert answer.status_code == 409
    for told in ("Чужой текст", "Чужая", "Чужое решение", "Head", "Оставить оба текста"):
        assert told in answer.text
    assert row_of(AgendaItem, "q2").heard == "Чужой текст"
    if not headers:
        assert "Мой текст" in answer.text
        assert "Моё решение" in answer.text
    both = hers | {"do": "merge"}
    assert secretary.post(target("q2"), data=both, headers=headers).status_code in (200, 303)
    item = row_of(AgendaItem, "q2")
    assert item.heard == "Чужой текст\nМой текст"
    assert item.spoke == ["Общая", "Чужая", "Моя"]
    assert decisions_of("q2") == ["Чужое решение", "Моё решение"]


def test_one_may_save_ones_own_text_or_take_the_saved_one(
    head: FlaskClient, secretary: FlaskClient
) -> None:
    hers = two_versions(head, secretary)
    answer = secretary.post(target("q2"), data=hers, headers=HTMX)
    seen = fields_of(answer.text)["seen"]
    taken = secretary.post(target("q2"), data=hers | {"do": "theirs"}, headers=HTMX)
    assert "Чужой текст" in taken.text
    assert taken.headers["HX-Retarget"].startswith("#question-")
    assert row_of(AgendaItem, "q2").heard == "Чужой текст"
    answer = secretary.post(target("q2"), data=hers | {"do": "mine", "seen": seen}, headers=HTMX)
    assert answer.status_code == 200
    assert row_of(AgendaItem, "q2").heard == "Мой текст"
    assert decisions_of("q2") == ["Чужое решение", "Моё решение"]


def test_who_has_seen_an_older_text_does_not_overwrite_a_newer_one(
    head: FlaskClient, secretary: FlaskClient
) -> None:
    hers = two_versions(head, secretary)
    seen = fields_of(secretary.post(target("q2"), data=hers, headers=HTMX).text)["seen"]
    head.post(target("q2"), data=written(head, "q2", heard="Ещё новее"))
    answer = secretary.post(target("q2"), data=hers | {"do": "mine", "seen": seen}, headers=HTMX)
    assert answer.status_code == 409
    assert "Ещё новее" in answer.text


def test_moving_a_question_does_not_disturb_who_writes(
    head: FlaskClient, secretary: FlaskClient
) -> None:
    data = written(secretary, "q2", heard="Пишу")
    head.post(address_of("z1", "/agenda"), data={"up": str(row_of(AgendaItem, "q2").id)})
    assert secretary.post(target("q2"), data=data, headers=HTMX).status_code == 200


def test_signed_minutes_take_no_word_and_say_why(head: FlaskClient, secretary: FlaskClient) -> None:
    data = written(secretary, "q1", heard="После подписи")
    sign(head)
    for headers in ({}, HTMX):
        answer = secretary.post(target("q1"), data=data, headers=headers)
        assert answer.status_code == 403
        assert "Протокол подписан" in answer.text
    assert row_of(AgendaItem, "q1").heard == "План"
    assert "minutes-form" not in secretary.get(address_of("z1", "/run")).text


def test_a_decision_of_another_question_is_not_taken_over(secretary: FlaskClient) -> None:
    data = written(secretary, "q2")
    data |= {"decisions-0-key": str(row_of(Decision, "d1").id), "decisions-0-text": "Подмена"}
    secretary.post(target("q2"), data=data)
    assert decisions_of("q1") == ["Принять план"]
    assert decisions_of("q2") == ["Подмена"]


def test_who_has_been_signed_out_is_told_and_nothing_is_lost(
    app: Flask, secretary: FlaskClient
) -> None:
    data = written(secretary, "q2", heard="Долгий текст")
    secretary.post("/logout")
    answer = secretary.post(target("q2"), data=data, headers=HTMX)
    assert answer.status_code == 401
    assert "войдите в другой вкладке" in answer.text.lower()


def test_what_was_entered_comes_out_of_the_bundle_and_what_it_lacks_survives_its_return(
    app: Flask, year: AssociationYear, secretary: FlaskClient
) -> None:
    data = written(
        secretary, "q2", heard="Речь", spoke="Иванов: да", votes_for="2", votes_against="1"
    )
    data |= {"decisions-0-text": "Сделать", "decisions-0-due": "2026-04-01"}
    secretary.post(target("q2"), data=data)
    secretary.post(address_of("z1", "/attendance"),
                   data=sheet(secretary, m1="late", m2="excused курсы"))  # fmt: skip
    carried = {"decision": str(row_of(Decision, "d1").id)}
    secretary.post(address_of("z2", "/agenda/carry"), data=carried)
    out = exported(year)
    held = out["meetings"][0]
    assert held["attendance"] == [
        {"member": "m1", "state": "present", "reason": None},
        {"member": "m2", "state": "excused", "reason": "курсы"},
    ]
    told = held["agenda"][1]
    assert told["votes"] == {"for": 2, "against": 1, "abstained": 0}
    assert (told["heard"], told["spoke"]) == ("Речь", ["Иванов: да"])
    assert [(d["text"], d["due"]) for d in told["decisions"]] == [("Сделать", "2026-04-01")]
    before = secretary.get(f"{YEAR}/compliance.json").json
    import_bundle(as_bundle(app, out))
    assert exported(year) == out
    assert secretary.get(f"{YEAR}/compliance.json").json == before
    found = row_of(Meeting, "z1")
    late = db.session.query(Attendance).filter_by(meeting_id=found.id, late=True).one()
    assert late.member_id == row_of(Member, "m1").id
    assert "перенесён с прошлого заседания" in secretary.get(address_of("z2")).text


def exported(year: AssociationYear) -> Any:
    db.session.rollback()
    return json.loads(to_json(export_bundle(db.session.merge(year))))
