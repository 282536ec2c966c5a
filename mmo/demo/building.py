"""Builds the demonstration: the district lives through its years week by week.

Each week the records known by then come in, as heads enter them, and are judged on that day. So
the demonstration has a true history: days of entry, an audit log, and what was shown when.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from mmo import journal
from mmo.accounts.models import Account, Grant, Role
from mmo.accounts.passwords import hash_password
from mmo.administration.models import Installation
from mmo.associations.models import Association, AssociationYear, Organisation
from mmo.clock import standing_at
from mmo.dashboard.rechecking import batches, judge_again
from mmo.database import uuid7
from mmo.demo.content import CLOSED, PRESENT, as_known_on, whole_year
from mmo.demo.files import attach_files
from mmo.demo.papers import write_papers
from mmo.exchange.importing import import_bundle
from mmo.exchange.validating import read_bundle
from mmo.extensions import db
from mmo.members.models import Member, Person
from mmo.schoolyear import record_window, year_of

PASSWORD = "demo"
SCHOOL, DISTRICT = "school-zarechnaya", "mmo-priozerny"
ACCOUNTS: tuple[tuple[str, str, Role, str | None], ...] = (
    ("admin", "Администратор Программы", Role.ADMIN, None),
    ("office", "Лобанова Вероника Степановна", Role.OFFICE, None),
    ("mmo-head", "Селиванова Марина Эдуардовна", Role.HEAD, DISTRICT),
    ("school-head", "Акимова Лариса Геннадьевна", Role.HEAD, SCHOOL),
    ("secretary", "Дорошина Виктория Михайловна", Role.SECRETARY, SCHOOL),
    ("member", "Сазонова Юлия Рустамовна", Role.MEMBER, SCHOOL),
    ("deputy", "Тетерина Ольга Вячеславовна", Role.DEPUTY, SCHOOL),
    ("director", "Мещеряков Андрей Николаевич", Role.DIRECTOR, SCHOOL),
)
"""Login, name, role, and the association that the role is about."""


def build(today: date, tell: Callable[[str], None] = lambda _line: None) -> None:
    """Fill an empty database with the demonstration as it is on `today`."""
    year = year_of(today)
    for name in CLOSED:
        tell(f"{name}, {year - 1}")
        _live(whole_year(name, year - 1), _days(year - 1, today, step=28))
    for name in PRESENT:
        tell(f"{name}, {year}")
        _live(whole_year(name, year), _days(year, today, step=7))
    write_papers(SCHOOL, DISTRICT, year)
    _close(year - 1, record_window(year - 1).last)
    _make_accounts()
    _link_people()
    attach_files(year, today)
    for years in batches(today, everything=True):  # the files came in on days gone by
        judge_again(years, today)
    db.session.remove()


def _days(year: int, today: date, step: int) -> Iterator[date]:
    """Mondays from the last days of August on, and the last day of all."""
    last = min(today, record_window(year).last)
    day = date(year, 8, 24)
    day -= timedelta(days=day.weekday())
    while day < last:
        yield day
        day += timedelta(days=step)
    yield last


def _live(whole: dict[str, Any], days: Iterator[date]) -> None:
    clauses = current_app.extensions["judge"].regulations.clause_ids()
    for day in days:
        known = as_known_on(whole, day)
        with standing_at(datetime(day.year, day.month, day.day, 11, tzinfo=UTC)):
            bundle = read_bundle(json.dumps(known).encode(), clauses)
            import_bundle(bundle)
        db.session.expunge_all()


def _close(year: int, day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    with journal.change("close_year"):
        db.session.execute(
            update(AssociationYear).where(AssociationYear.year == year).values(closed_at=moment)
        )


def _make_accounts() -> None:
    found = db.session.execute(select(Association.code, Association.id))
    associations = {row.code: row.id for row in found}
    organisation = db.session.scalar(
        select(Organisation.id).join(Association).where(Association.code == SCHOOL)
    )
    stored = hash_password(PASSWORD)
    records: list[Any] = [Installation(id=1, name="Приозёрный муниципальный округ", demo=True)]
    for login, full_name, role, where in ACCOUNTS:
        account = Account(id=uuid7(), login=login, full_name=full_name, password_hash=stored)
        in_organisation = role in (Role.DEPUTY, Role.DIRECTOR)
        grant = Grant(
            account_id=account.id,
            role=role,
            association_id=None if in_organisation or not where else associations[where],
            organisation_id=organisation if in_organisation else None,
        )
        records += [account, grant]
    journal.save(*records, action="first_run")


def _link_people() -> None:
    """Who has an account stands behind their own cards of all years."""
    with journal.change("link_person"):
        for account in db.session.scalars(select(Account)).all():
            cards = db.session.scalars(
                select(Member).where(Member.full_name == account.full_name)
            ).all()
            if cards:
                person = Person(id=uuid7(), full_name=account.full_name)
                db.session.add(person)
                db.session.flush()
                account.person_id = person.id
                for card in cards:
                    card.person_id = person.id
