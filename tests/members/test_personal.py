"""Personal data: its basis, all that is held of a person, and forgetting who has left."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.database import uuid7
from mmo.documents.models import NameCases, PrintedPaper
from mmo.extensions import db
from mmo.files.models import StoredFile
from mmo.meetings.models import AgendaItem, Attendance, Meeting
from mmo.members.models import Course, Member, Person, SelfEducation
from mmo.personal.models import ForgettingAct, PersonalBasis
from mmo.records.models import RemovedRecord
from tests.members.conftest import ANNA, GONE, OLGA, YEAR, one, stand_behind, whole_year
from tests.records.test_members import typed

SignIn = Callable[[str], FlaskClient]


def test_the_basis_of_a_member_s_data_is_entered_and_shown(
    year: AssociationYear,
    sign_in: SignIn,
) -> None:
    head = sign_in("head")
    address = f"{YEAR}/members/{one(ANNA).id}/basis"
    data = typed(head, address, basis="consent", given_on="2025-09-01", document="папка 3")
    assert head.post(address, data=data).status_code == 303
    head.post(address, data=typed(head, address, withdrawn_on="2026-02-01"))
    page = head.get(f"{YEAR}/personal").text
    assert "согласие человека, 1 сентября 2025; отозвано 1 февраля 2026" in page
    assert db.session.scalars(select(PersonalBasis)).one().document == "папка 3"
    assert sign_in("member").get(f"{YEAR}/personal").status_code == 404


def test_two_who_enter_a_basis_at_once_are_both_told(
    year: AssociationYear, sign_in: SignIn
) -> None:
    head = sign_in("head")
    address = f"{YEAR}/members/{one(ANNA).id}/basis"
    first = typed(head, address, basis="law", document="приказ 1")
    assert head.post(address, data=first).status_code == 303
    late = head.post(address, data=first | {"document": "приказ 2"})
    assert late.status_code == 409
    assert "приказ 1" in late.text
    assert "приказ 2" in late.text
    db.session.rollback()
    assert db.session.scalars(select(PersonalBasis.document)).all() == ["приказ 1"]


def test_what_a_member_asked_to_correct_is_held_too(year: AssociationYear, sign_in: SignIn) -> None:
    member, own = sign_in("member"), f"{YEAR}/members/{one(OLGA).id}"
    member.post(f"{own}/own", data=typed(member, f"{own}/own", proposal="Стаж 23 года"))
    assert "Стаж 23 года" in member.get(f"{own}/held").text


def test_all_that_is_held_is_shown_to_the_person_and_to_who_answers_for_it(
    year: AssociationYear,
    sign_in: SignIn,
    make_account: Callable[..., Account],
) -> None:
    make_account("admin", Role.ADMIN)
    make_account("office", Role.OFFICE)
    gone = f"{YEAR}/members/{one(GONE).id}/held"
    page = sign_in("head").get(gone).text
    for words in ("болела", "Собрать темы", "Дело p1", "протокол № 1", "Класс как сообщество"):
        assert words in page
    assert sign_in("admin").get(gone).status_code == 200
    assert sign_in("member").get(gone).status_code == 403
    assert sign_in("office").get(gone).status_code == 404
    assert "Карточки" in sign_in("member").get(f"{YEAR}/members/{one(OLGA).id}/held").text
    seen = db.session.scalars(
        select(AuditLine.actor).where(AuditLine.action == "view_everything")
    ).all()
    assert sorted(seen) == ["admin", "head"]


def forget(client: FlaskClient, name: str) -> str:
    address = f"{YEAR}/members/{one(name).id}/forget"
    answer = client.post(address, data=typed(client, address, reason="выбыла"))
    return client.get(answer.location).get_data(as_text=True)


def test_who_is_a_member_still_is_not_forgotten(
    year: AssociationYear,
    sign_in: SignIn,
) -> None:
    head = sign_in("head")
    address = f"{YEAR}/members/{one(ANNA).id}/forget"
    assert "ещё состоит в МО" in head.get(address).text
    assert head.post(address, data={"reason": "так"}).status_code == 422
    assert one(ANNA) is not None
    assert sign_in("member").get(address).status_code == 403


def traces(*words: str) -> list[str]:
    """Audit lines and deleted records in which any of these words is left."""
    db.session.rollback()
    found = [str(line.changes) for line in db.session.scalars(select(AuditLine))]
    found += [str(each.rows) + each.title for each in db.session.scalars(select(RemovedRecord))]
    return [text for text in found if any(word in text for word in words)]


def test_forgetting_leaves_the_minutes_and_an_act_and_nothing_else(
    year: AssociationYear,
    sign_in: SignIn,
) -> None:
    head, key = sign_in("head"), one(GONE).id
    form = f"{YEAR}/courses/new"
    for title in ("Тайный курс", "Удалённый курс"):
        head.post(form, data=typed(head, form, title=title, member_id=str(key)))
    removed = db.session.scalars(select(Course.id).where(Course.title == "Удалённый курс")).one()
    head.post(f"{YEAR}/courses/{removed}/delete")
    assert traces("Тайный курс", "Удалённый курс", GONE)
    page = forget(head, GONE)
    assert "Акт № 1 от 1 марта 2026" in page
    assert "выбыла" in page
    left = one("Бывший член МО № 1")
    assert left.id == key
    assert {getattr(left, name) for name in ("position", "education", "experience_years",
            "category", "category_assigned_on", "homeroom_class")} == {None}  # fmt: skip
    topic = db.session.get(SelfEducation, (left.association_id, key))
    assert topic is None or topic.topic is None
    assert db.session.scalars(select(Course)).all() == []
    assert db.session.scalars(select(Attendance.reason)).all() == [None, None]
    assert db.session.scalars(select(AgendaItem.heard)).one() == f"Слушали: {GONE}"
    assert traces("Тайный курс", "Удалённый курс", "болела", "2024-04-01") == []
    told = [text for text in traces(GONE) if "Слушали" not in text]
    assert told == []
    lines = db.session.scalars(select(AuditLine).where(AuditLine.action == "forget")).all()
    assert {line.record_kind for line in lines} >= {"member", "course", "forgetting_act"}
    assert all(line.changes == {} for line in lines)
    act = db.session.scalars(select(ForgettingAct)).one()
    assert GONE not in str((act.reason, act.removed))
    assert "Это уже сделано" in head.get(f"{YEAR}/members/{key}/forget").text


def test_forgetting_reaches_printed_papers_typed_cases_and_the_person_behind(
    year: AssociationYear, sign_in: SignIn
) -> None:
    head, key = sign_in("head"), one(GONE).id
    person = Person(id=uuid7(), full_name=GONE)
    stand_behind(person, one(GONE))
    names = f"{YEAR}/papers/names/{key}"
    head.post(names, data={"genitive": "Ветровой Веры"})
    head.post(names, data={"genitive": "Ветровой Верочки"})
    assert head.get(f"{YEAR}/papers/petition/{key}/docx").status_code == 200
    printed = select(PrintedPaper.file_name)
    assert db.session.scalars(printed).all() == ["Ходатайство о поощрении, Ветрова В. И"]
    meeting = db.session.scalars(select(Meeting.id)).one()
    head.post(f"{YEAR}/meetings/{meeting}/delete")
    assert traces("болела", "Ветров")
    forget(head, GONE)
    db.session.rollback()
    assert db.session.scalars(printed).all() == ["Ходатайство о поощрении, Бывший член МО № 1"]
    assert db.session.scalars(select(NameCases)).all() == []
    assert traces("болела", "Ветровой") == []
    lines = db.session.scalars(select(AuditLine).where(AuditLine.record_kind == "person")).all()
    assert lines
    assert not [line for line in lines if GONE in str(line.changes)]


def test_the_files_of_who_is_forgotten_go_at_once_and_for_good(
    app: Flask, year: AssociationYear, sign_in: SignIn
) -> None:
    head = sign_in("head")
    key, shelf = one(GONE).id, f"{YEAR}/files/member/{one(GONE).id}"
    for name in ("диплом.txt", "справка.txt"):
        sent = {"file": (BytesIO(f"Тайна {name}".encode()), name)}
        assert head.post(shelf, data=sent).status_code in (200, 302, 303)
    db.session.rollback()
    files = list(db.session.scalars(select(StoredFile.id).where(StoredFile.record_id == key)))
    assert len(files) == 2
    head.post(f"{YEAR}/files/{files[0]}/delete")
    storage = app.extensions["storage"]
    assert len(list(storage.names())) == 2
    forget(head, GONE)
    db.session.rollback()
    assert db.session.scalars(select(StoredFile)).all() == []
    assert list(storage.names()) == []
    assert head.post(f"{YEAR}/files/{files[0]}/restore").status_code == 404
    lines = db.session.scalars(select(AuditLine.changes)).all()
    assert not any("диплом" in str(changes) for changes in lines)


def test_the_numbers_of_acts_go_on_and_the_log_stays_append_only(
    year: AssociationYear,
    sign_in: SignIn,
) -> None:
    head = sign_in("head")
    forget(head, GONE)
    address = f"{YEAR}/members/{one(OLGA).id}"
    head.post(address, data=typed(head, address, left_on="2026-02-01"))
    assert "Акт № 2" in forget(head, OLGA)
    key = db.session.scalars(select(AuditLine.id).limit(1)).one()
    for change in ({"actor": "nobody"}, {"changes": {"a": [1, 2]}}, {"changes": {}, "actor": "x"}):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(update(AuditLine).where(AuditLine.id == key).values(**change))
        db.session.rollback()


def test_a_past_year_stays_judged_as_it_was(
    bring: Callable[..., AssociationYear],
    year: AssociationYear,
    sign_in: SignIn,
) -> None:
    before: Any = whole_year()
    before["year"] = {
        "start": "2024-09-01", "end": "2025-05-31",
        "trimesters": [{"start": "2024-09-01", "end": "2024-11-15"},
                       {"start": "2024-11-25", "end": "2025-02-14"},
                       {"start": "2025-02-24", "end": "2025-05-31"}],
    }  # fmt: skip
    before.update(meetings=[], plan=None, activities=[], head_appointments=[])
    for each in before["members"]:
        each["left_on"] = None
    past = bring(before)
    rows = db.session.scalars(select(Member).where(Member.full_name == GONE)).all()
    person = Person(id=uuid7(), full_name=GONE)
    stand_behind(person, *rows)
    head = sign_in("head")
    state = "/associations/school-5/2024/compliance.json?as_of=2025-06-20"
    said = head.get(state).get_data(as_text=True)
    key = db.session.scalars(
        select(Member.id).where(Member.full_name == GONE, Member.year_id == year.id)
    ).one()
    address = f"{YEAR}/members/{key}/forget"
    head.post(address, data=typed(head, address, reason="выбыла"))
    assert _statuses(head.get(state).get_data(as_text=True)) == _statuses(said)
    db.session.rollback()
    kept = db.session.scalars(
        select(Member).where(Member.year_id == past.id, Member.name_key.startswith("бывший"))
    ).one()
    assert kept.education == "удалено по акту № 1"
    assert db.session.scalars(select(Person.full_name).where(Person.id == person.id)).one() == (
        "Бывший член МО № 1"
    )


def _statuses(text: str) -> list[str]:
    return re.findall(r'"status":\s*"(\w+)"', text)


def test_an_export_of_the_bank_is_noted_with_its_association(
    year: AssociationYear,
    sign_in: SignIn,
) -> None:
    sign_in("deputy").get(f"{YEAR}/members?export=xlsx")
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "export")).one()
    assert (line.association_id, line.record_kind) == (year.association_id, "member")
    assert line.at.date() == date(2026, 3, 1)
