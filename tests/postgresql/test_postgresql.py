"""What must hold on PostgreSQL as it does on SQLite, and what only PostgreSQL can promise."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.associations.models import Association, AssociationYear
from mmo.audit.models import AuditLine
from mmo.clock import now, standing_at
from mmo.compliance.judging import as_json, judge
from mmo.database import uuid7
from mmo.exchange.exporting import export_bundle, to_json
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from mmo.findings import Judge, the_engine
from mmo.meetings.models import Meeting
from mmo.members.models import Member
from mmo.tenancy import EVERYTHING, limit_to
from tests.factories import activity, as_bundle, bundle, full_member, meeting
from tests.reference.plain_evaluator import evaluate
from tests.reference.random_years import interesting_days, random_year


@pytest.fixture
def two_schools(bring: Callable[..., AssociationYear]) -> tuple[AssociationYear, AssociationYear]:
    first = bring(bundle("school-5", members=[full_member()], meetings=[meeting()]))
    second = bring(
        bundle("school-7", members=[full_member(organisation="school-7-org")], meetings=[meeting()])
    )
    return first, second


def test_random_years_are_judged_as_the_plain_evaluator_judges_them(app: Flask) -> None:
    rng = random.Random(15)
    the_judge: Judge = app.extensions["judge"]
    for _ in range(60):
        data = random_year(rng, rng.choice(["municipal", "school"]))
        year = import_bundle(as_bundle(app, data))
        ((row, gauges),) = the_judge.gauge(db.session(), AssociationYear.id == year.id)
        for day in interesting_days(data, rng, 3):
            (findings,) = judge(the_engine(), [gauges], day)
            said = as_json(findings, row.code, row.year, gauges.rules.regulation.id)
            assert said == evaluate(data, day)


def test_a_bundle_comes_out_as_it_came_in(app: Flask) -> None:
    data = random_year(random.Random(3), "school")
    year = import_bundle(as_bundle(app, data))
    first = to_json(export_bundle(year))
    import_bundle(as_bundle(app, json.loads(first)))
    assert to_json(export_bundle(year)) == first


def test_the_database_shows_only_the_associations_of_the_scope(
    two_schools: tuple[AssociationYear, AssociationYear],
) -> None:
    first, second = two_schools
    db.session.remove()
    for scope, seen in (
        ("", set()),
        (str(first.association_id), {first.association_id}),
        (f"{first.association_id},{second.association_id}",
         {first.association_id, second.association_id}),
        (EVERYTHING, {first.association_id, second.association_id}),
    ):  # fmt: skip
        limit_to(scope)
        try:
            for model in (Member, Meeting):
                assert set(db.session.scalars(select(model.association_id))) == seen
        finally:
            limit_to(EVERYTHING)
            db.session.remove()


def test_the_database_refuses_a_row_of_an_association_outside_the_scope(
    two_schools: tuple[AssociationYear, AssociationYear],
) -> None:
    first, second = two_schools
    row = {"association_id": second.association_id, "year_id": second.id, "id": uuid7(),
           "ref": "x", "ordinal": 1, "what": "w", "to": "t", "opened_on": second.start,
           "due": second.end, "version": 1, "created_at": now(), "changed_at": now()}  # fmt: skip
    table = Meeting.metadata.tables["submission"]
    db.session.remove()
    limit_to(str(first.association_id))
    try:
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.execute(insert(table).values(row))
    finally:
        limit_to(EVERYTHING)
        db.session.remove()


def test_the_audit_log_is_append_only(two_schools: object) -> None:
    for statement in ("UPDATE audit_line SET actor = 'nobody'", "DELETE FROM audit_line"):
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(statement))
        db.session.rollback()
    assert db.session.scalar(select(AuditLine.id).limit(1)) is not None


def test_the_pages_work_for_a_head_and_show_nothing_foreign(
    two_schools: tuple[AssociationYear, AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:
    first, _second = two_schools
    make_account("head", Role.HEAD, association=first.association_id)
    client = sign_in("head")
    home = client.get("/?q=ШКОЛА+school-5")
    assert "school-5" in home.text
    assert "school-7" not in home.text
    assert client.get("/associations/school-5/2025/").status_code == 200
    assert client.get("/associations/school-5/2025/regulation").status_code == 200
    assert client.get("/associations/school-7/2025/").status_code == 404
    assert client.get("/people").status_code == 200


def test_two_people_who_edit_one_record_do_not_overwrite_each_other(
    two_schools: tuple[AssociationYear, AssociationYear],
) -> None:
    from sqlalchemy.orm import Session
    from sqlalchemy.orm.exc import StaleDataError

    mine = db.session.scalars(select(Association).order_by(Association.code)).first()
    assert mine is not None
    with Session(db.engine) as other:
        theirs = other.get(Association, mine.id)
        assert theirs is not None
        theirs.name = "Чужое имя"
        other.commit()
    mine.name = "Моё имя"
    with pytest.raises(StaleDataError):
        journal.save(mine)


def test_the_day_of_an_entry_is_that_of_the_time_zone(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> None:  # fmt: skip
    with standing_at(datetime(2026, 2, 28, 22, tzinfo=UTC)):  # 1 March in Moscow
        year = bring(
            bundle(activities=[activity("a1", "2026-02-14"), activity("a2", "2026-02-15")])
        )
    make_account("head", Role.HEAD, association=year.association_id)
    page = sign_in("head").get("/associations/school-5/2025/activities").text
    assert "из них внесено позже: 1" in page
