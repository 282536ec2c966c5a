"""Sections of the year's papers, courses, stages and what a plan expects are found."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import delete, select, text

from mmo import create_app, journal
from mmo.analyses.models import Analysis
from mmo.associations.models import AssociationYear
from mmo.config import Settings
from mmo.database import uuid7
from mmo.extensions import db
from mmo.jobs.models import Job
from mmo.jobs.queue import enqueue
from mmo.jobs.worker import work
from mmo.members.models import Course, Member, SelfEducationStage
from mmo.plans.models import PlanItem
from mmo.reports.models import Paper, ReportSection, YearReport
from mmo.search.models import SearchEntry
from mmo.search.working import KIND
from tests.search.conftest import CANARY, YEAR, Schools
from tests.search.test_search import titles

SCHOOL = (
    "INSERT INTO organisation (id, code, name, kind, in_municipality, version, created_at, "
    "changed_at) VALUES (:id, :code, 'Школа', 'school', 1, 1, :day, :day)"
)
ASSOCIATION = (
    "INSERT INTO association (id, code, name, level, organisation_id, version, created_at, "
    "changed_at) VALUES (:id, :code, 'МО', 'school', :id, 1, :day, :day)"
)
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def written(schools: Schools) -> Schools:
    """The papers of the year and what stands in cards, in both schools."""
    with journal.change("test"):
        for year, mark in zip(schools, ("", CANARY), strict=True):
            _write(year, mark)
    return schools


def _write(year: AssociationYear, mark: str) -> None:
    place = {"association_id": year.association_id, "year_id": year.id}
    key = {**place, "ref": "x", "ordinal": 0}
    member = db.session.scalars(select(Member).where(Member.year_id == year.id)).one()
    item = db.session.scalars(select(PlanItem).where(PlanItem.year_id == year.id)).one()
    item.expected = f"Сборник сценариев {mark}"
    words = {
        (Paper.ANALYSIS, "conclusion"): f"Наставники помогли новичкам {mark}",
        (Paper.REPORT, "needs"): f"Нужен психолог {mark}",
        (Paper.REPORT, "tasks"): "  ",
    }
    db.session.add_all(
        [
            *(ReportSection(**place, paper=paper, section=section, text=said)
              for (paper, section), said in words.items()),
            Analysis(**place, submitted_to=f"Завучева {mark}"),
            YearReport(**place, submitted_to=f"Директорова {mark}"),
            Course(**key, id=uuid7(), member_id=member.id, title=f"Медиация {mark}",
                   document=f"удостоверение 1234 {mark}", to_on=date(2025, 11, 1)),
            SelfEducationStage(**key, id=uuid7(), member_id=member.id,
                               title=f"Прочесть Сухомлинского {mark}"),
        ]
    )  # fmt: skip


def address(client: FlaskClient, asked: str) -> str:
    """Where the first thing that is found opens."""
    page = client.get("/search", query_string={"q": asked}).text
    found = re.search(r'<p class="found-title">.*?<a href="([^"]*)">', page)
    assert found, asked
    return found[1]


@pytest.mark.parametrize(
    ("asked", "title", "opens"),
    [
        ("наставник", "Анализ за год: Вывод", f"{YEAR}/analysis#conclusion"),
        ("психологи", "Годовой отчёт: Потребности", f"{YEAR}/report#needs"),
        ("Завучева", "Анализы за год", f"{YEAR}/analysis"),
        ("Директорова", "Годовые отчёты", f"{YEAR}/report"),
        ("медиации", "Медиация", f"{YEAR}/courses/"),
        ("сухомлинский", "Прочесть Сухомлинского", f"{YEAR}/self-education/"),
        ("сборники сценариев", "Дело p1", f"{YEAR}/plan"),
        ("сообщества", "Класс как сообщество", f"{YEAR}/about"),
    ],
)
def test_it_is_found_and_opens_where_it_stands(
    written: Schools, sign_in: SignIn, asked: str, title: str, opens: str
) -> None:
    head = sign_in("head")
    assert set(titles(head, asked)) == {title}
    found = address(head, asked)
    assert found.startswith(opens)
    page = head.get(found.partition("#")[0])
    assert page.status_code == 200
    if "#" in found:
        assert f'id="{found.partition("#")[2]}"' in page.text


def test_an_empty_section_is_not_found(written: Schools, sign_in: SignIn) -> None:
    assert titles(sign_in("head"), "задачи на следующий год") == []


def test_courses_are_found_with_the_cards_and_nothing_of_a_foreign_school(
    written: Schools, sign_in: SignIn
) -> None:
    member = sign_in("member")
    assert titles(member, "медиации") == []
    assert titles(member, "наставник") == ["Анализ за год: Вывод"]
    assert titles(sign_in("head"), CANARY) == []


def test_a_job_makes_the_entries_of_one_association_anew(written: Schools, app: Flask) -> None:
    own, foreign = written
    entry = select(SearchEntry.record_kind).order_by(SearchEntry.record_kind)
    before = db.session.scalars(entry.where(SearchEntry.year_id == own.id)).all()
    with journal.change("test"):
        db.session.execute(delete(SearchEntry))
        enqueue(KIND, own.association_id, None, "", {})
    assert work(app) == 1
    db.session.rollback()
    assert db.session.scalars(entry.where(SearchEntry.year_id == own.id)).all() == before
    assert not db.session.scalars(entry.where(SearchEntry.year_id == foreign.id)).all()


def test_the_upgrade_asks_for_it_in_every_association(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path))
    with app.app_context():
        upgrade(revision="0052")
        with db.engine.begin() as connection:
            for number in (1, 2):
                values = {
                    "id": uuid.uuid4().hex,
                    "code": f"s{number}",
                    "day": "2026-01-01 00:00:00",
                }
                connection.execute(text(SCHOOL), values)
                connection.execute(text(ASSOCIATION), values)
        upgrade()
        assert db.session.scalars(select(Job.kind)).all() == [KIND, KIND]
        db.session.remove()
        assert work(app) == 2
        states = db.session.scalars(select(Job.state)).all()
        db.session.remove()
        db.engine.dispose()
    assert states == ["done", "done"]
