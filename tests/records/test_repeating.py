"""Back after saving, and saved once more: one record, and the person is told."""

from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from mmo import journal
from mmo.accounts.models import Account, Role
from mmo.activities.models import Activity
from mmo.associations.models import AssociationYear
from mmo.clock import now
from mmo.extensions import db
from mmo.records.repeating import AGAIN_WITHIN
from tests.factories import bundle, full_member
from tests.records.test_members import typed

NEW = "/associations/school-5/2025/activities/new"
HELD = {"kind": "seminar", "title": "Тот же самый", "date": "2025-10-01"}


@pytest.fixture
def client(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> FlaskClient:
    """A head, who has just saved an activity."""
    year = bring(bundle(members=[full_member()]))
    make_account("head", Role.HEAD, association=year.association_id)
    make_account("secretary", Role.SECRETARY, association=year.association_id)
    client = sign_in("head")
    assert client.post(NEW, data=typed(client, NEW, **HELD)).status_code == 303
    return client


def number() -> int:
    db.session.rollback()
    found = select(func.count()).select_from(Activity).where(Activity.title == HELD["title"])
    return db.session.scalar(found) or 0


def test_the_same_form_filled_again_shows_the_record_that_there_is(client: FlaskClient) -> None:
    answer = client.post(NEW, data=typed(client, NEW, **HELD), follow_redirects=True)
    said = unescape(answer.text)
    assert "Уже сохранено" in said
    made = db.session.scalars(select(Activity.id)).one()
    assert answer.request.path.endswith(f"/activities/{made}")


def test_one_field_that_differs_makes_another_record(client: FlaskClient) -> None:
    client.post(NEW, data=typed(client, NEW, **HELD, description="Иное"))
    client.post(NEW, data=typed(client, NEW, **HELD | {"date": "2025-10-02"}))
    assert number() == 3


def test_the_same_of_another_person_or_of_long_ago_is_another_record(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    secretary = sign_in("secretary")
    secretary.post(NEW, data=typed(secretary, NEW, **HELD))
    assert number() == 2
    with journal.aside() as execute:
        execute(update(Activity).values(created_at=now() - AGAIN_WITHIN * 2))
    client.post(NEW, data=typed(client, NEW, **HELD))
    assert number() == 3


def test_a_drawer_says_it_too(client: FlaskClient) -> None:
    data = typed(client, NEW, **HELD)
    answer = client.post(NEW, data=data, headers={"HX-Request": "true"})
    assert "already" not in answer.headers["HX-Trigger"]
    assert "\\u0423\\u0436\\u0435" in answer.headers["HX-Trigger"]
    assert number() == 1
