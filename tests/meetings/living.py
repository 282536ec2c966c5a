"""A served installation whose association has 40 members, and the people who keep its minutes."""

from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from playwright.sync_api import Locator, Page
from sqlalchemy import select

from mmo import journal
from mmo.accounts import sessions
from mmo.accounts.models import Account, Grant, Role, SignIn
from mmo.accounts.passwords import hash_password
from mmo.administration.models import Installation
from mmo.clock import standing_at
from mmo.database import uuid7
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.meetings.models import AgendaItem, Attendance, Meeting
from tests.browser.driving import Visit
from tests.factories import as_bundle, bundle, full_member, meeting
from tests.meetings.conftest import MEETINGS, question
from tests.pages.installations import TODAY, open_at

MEMBERS = 40
PASSWORD = "demo"
PEOPLE = {"head": Role.HEAD, "secretary": Role.SECRETARY}
LONG = "Как мы говорим с детьми и родителями. " * 8


def installation(folder: Path, empty: Path, meetings: tuple[str, ...]) -> Flask:
    """Opens it with a meeting of each name, of three questions each."""
    app = open_at(folder, empty)
    made = bundle(
        members=[full_member(f"m{n:02d}", full_name=f"Член{n:02d} Анна Павловна")
                 for n in range(MEMBERS)],
        meetings=[
            meeting(name, f"2026-03-{day:02d}", number=day, agenda=[
                question(f"{name}-{place}", question=f"{place}. {LONG}") for place in (1, 2, 3)
            ]) for day, name in enumerate(meetings, start=10)
        ],
    )  # fmt: skip
    with app.app_context(), standing_at(TODAY):
        year = import_bundle(as_bundle(app, made))
        stored = hash_password(PASSWORD)
        records: list[Any] = [Installation(id=1, name="Школа")]
        for login, role in PEOPLE.items():
            key = uuid7()
            records += [
                Account(id=key, login=login, full_name=login.title(), password_hash=stored),
                Grant(account_id=key, role=role, association_id=year.association_id),
            ]
        journal.save(*records)
        db.session.remove()
    return app


def sign_in(visit: Visit, who: str) -> None:
    """Sign in by the visible form."""
    visit.page.get_by_label("Логин").fill(who)
    visit.page.get_by_label("Пароль").fill(PASSWORD)
    visit.page.click("main .btn-primary")
    visit.page.get_by_role("button", name="Выйти").wait_for()


def end_sessions(app: Flask) -> None:
    """End every session, as an administrator would."""
    with app.app_context(), standing_at(TODAY):
        for begun in db.session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all():
            sessions.end(begun.id)
        db.session.remove()


def address(app: Flask, name: str, tail: str = "") -> str:
    """The address of a page of a meeting."""
    with app.app_context():
        key = db.session.scalars(select(Meeting.id).where(Meeting.ref == name)).one()
        db.session.remove()
    return f"{MEETINGS}/{key}{tail}"


def heard(app: Flask, ref: str) -> str | None:
    """What is stored as heard on a question."""
    with app.app_context():
        found = db.session.scalars(select(AgendaItem).where(AgendaItem.ref == ref)).one().heard
        db.session.remove()
    return found


def marks(app: Flask, name: str) -> dict[tuple[str, bool, str | None], int]:
    """How many members are marked how at a meeting."""
    counted: dict[tuple[str, bool, str | None], int] = {}
    with app.app_context():
        own: UUID = db.session.scalars(select(Meeting.id).where(Meeting.ref == name)).one()
        for row in db.session.scalars(select(Attendance).where(Attendance.meeting_id == own)):
            how = (row.state.value, row.late, row.reason)
            counted[how] = counted.get(how, 0) + 1
        db.session.remove()
    return counted


def opened_question(page: Page, place: int = 0) -> Locator:
    """A question of the page of a running meeting, unfolded."""
    found = page.locator("details.minutes-of").nth(place)
    if found.get_attribute("open") is None:
        found.locator("summary").first.click()
    return found
