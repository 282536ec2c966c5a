"""The bank of events: looked through across years and associations, and taken from."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.activities.models import Activity, ActivityDetail, ActivityKind, ActivityStatus
from mmo.associations.models import AssociationYear
from mmo.database import uuid7
from mmo.exchange.importing import import_bundle
from mmo.extensions import db
from tests.factories import activity, as_bundle, bundle, full_member
from tests.records.test_members import typed

YEAR = "/associations/school-5/2025"


def made(code: str, title: str, kind: str = "open_event") -> dict[str, Any]:
    return bundle(
        code,
        members=[full_member(organisation=f"{code}-org", full_name=f"Автор {code}")],
        activities=[activity(kind=kind, title=title, participants=["m1"]),
                    activity("a2", kind="consultation", title="Консультация")],
    )  # fmt: skip


@pytest.fixture
def year(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> AssociationYear:
    found = bring(made("school-5", "Музейный урок"))
    bring(made("school-7", "Тайна чужой школы"))
    make_account("head", Role.HEAD, association=found.association_id)
    return found


def fill(client: FlaskClient, **details: str) -> None:
    db.session.rollback()
    key = db.session.scalar(select(Activity.id).where(Activity.title == "Музейный урок"))
    address = f"{YEAR}/activities/{key}"
    assert client.post(address, data=typed(client, address, **details)).status_code == 303


def test_an_event_is_found_by_the_words_of_its_scenario_direction_class_and_author(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    fill(client, scenario="Сначала загадки", direction="семейное", homeroom_class="7А")
    for asked in ("q=загадки", "direction=семейное", "class=7А", "author=автор", "year=2025"):
        page = client.get(f"{YEAR}/bank?{asked}").get_data(as_text=True)
        assert "Музейный урок" in page, asked
    for asked in ("q=разгадки", "author=чужой", "kind=contest"):
        assert "Музейный урок" not in client.get(f"{YEAR}/bank?{asked}").get_data(as_text=True)


def test_only_events_stand_in_it_and_only_of_associations_that_one_may_read(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    page = sign_in("head").get(f"{YEAR}/bank").get_data(as_text=True)
    assert "Консультация" not in page
    assert "Тайна" not in page


def test_an_event_is_taken_as_a_model_once(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    fill(client, scenario="Сначала загадки", review="Удалось")
    model = db.session.scalar(select(Activity.id).where(Activity.title == "Музейный урок"))
    key = uuid7()
    for _ in range(2):
        answer = client.post(f"{YEAR}/bank/{model}", data={"key": str(key)})
        assert answer.location.endswith(f"/activities/{key}")
    db.session.rollback()
    copies = db.session.scalars(select(Activity).where(Activity.title == "Музейный урок")).all()
    assert [each.status for each in copies] == [ActivityStatus.DONE, ActivityStatus.PLANNED]
    detail = db.session.get(ActivityDetail, (year.association_id, key))
    assert detail is not None
    assert (detail.scenario, detail.review) == ("Сначала загадки", None)


def test_an_event_of_a_foreign_school_is_not_there_to_take(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    foreign = db.session.scalar(select(Activity.id).where(Activity.title == "Тайна чужой школы"))
    assert sign_in("head").post(f"{YEAR}/bank/{foreign}").status_code == 404


def test_what_the_format_does_not_hold_stays_when_the_year_is_brought_in_again(
    app: Any, year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    fill(sign_in("head"), scenario="Сначала загадки")
    db.session.rollback()
    import_bundle(as_bundle(app, made("school-5", "Музейный урок", "contest")))
    kept = db.session.scalars(select(ActivityDetail)).all()
    assert [each.scenario for each in kept] == ["Сначала загадки"]


def test_lists_of_3000_activities_cost_as_many_queries_as_of_2(
    year: AssociationYear, sign_in: Callable[[str], FlaskClient]
) -> None:
    client = sign_in("head")
    addresses = ("activities?q=у&sort=-date&page=3", "bank?q=у&page=3")
    few = [_queries(client, address) for address in addresses]
    base = {"association_id": year.association_id, "year_id": year.id, "clauses": []}
    rows = [
        base | {"id": uuid7(), "ref": f"b{n}", "ordinal": n, "kind": ActivityKind.OPEN_EVENT,
                "date": year.start, "status": ActivityStatus.DONE, "title": f"Урок {n}"}
        for n in range(3000)
    ]  # fmt: skip
    with journal.aside() as execute:
        execute(insert(Activity), rows)
    assert [_queries(client, address) for address in addresses] == few


def _queries(client: FlaskClient, address: str) -> int:
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    answer = client.get(f"{YEAR}/{address}")
    event.remove(db.engine, "before_cursor_execute", note)
    assert answer.status_code == 200
    return len(asked)
