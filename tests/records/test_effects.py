"""What a form tells before it is saved: what turns, what the record counts for, and where else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from mmo import journal
from mmo.accounts.models import Account, Grant, Role
from mmo.activities.models import Activity
from mmo.associations.models import AssociationYear
from mmo.audit.models import AuditLine
from mmo.extensions import db
from tests.factories import activity, bundle, full_member
from tests.records.test_members import typed

ACTIVITIES = "/associations/school-5/2025/activities"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def head(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> FlaskClient:
    year = bring(bundle(members=[full_member()], activities=[activity(kind="seminar")]))
    make_account("head", Role.HEAD, association=year.association_id)
    return sign_in("head")


def foreseen(client: FlaskClient, **typed_in: Any) -> str:
    data = typed(client, f"{ACTIVITIES}/new", title="Дело", **typed_in) | {"_do": "effects"}
    return client.post(f"{ACTIVITIES}/new", data=data, headers=HTMX).get_data(as_text=True)


def test_clauses_that_it_counts_for_are_told_though_no_status_turns(head: FlaskClient) -> None:
    text = foreseen(head, kind="seminar")
    assert "не изменит состояния" in text
    assert "2.2 абз. 7" in text
    assert "5.2 орг. 2" in text or "5.2" in text


def test_what_is_planned_counts_once_its_day_has_come(head: FlaskClient) -> None:
    text = foreseen(head, kind="exhibition", status="planned", date="2026-04-01")
    assert "3.4 абз. 3" in text
    assert "когда наступит её день" in text


def test_a_form_that_is_not_filled_in_tells_that_it_waits(head: FlaskClient) -> None:
    data = typed(head, f"{ACTIVITIES}/new", title="") | {"_do": "effects"}
    text = head.post(f"{ACTIVITIES}/new", data=data, headers=HTMX).get_data(as_text=True)
    assert "Когда форма заполнена" in text


def test_without_javascript_a_button_tells_the_same_and_keeps_what_was_typed(
    head: FlaskClient,
) -> None:
    data = typed(head, f"{ACTIVITIES}/new", title="Моё дело", kind="exhibition")
    page = head.post(f"{ACTIVITIES}/new", data=data | {"_do": "effects"}).get_data(as_text=True)
    assert 'value="Моё дело"' in page
    assert "3.4 абз. 3" in page


def test_looking_ahead_keeps_nothing(head: FlaskClient) -> None:
    db.session.rollback()
    lines = db.session.scalar(select(func.count()).select_from(AuditLine))
    foreseen(head, kind="exhibition")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Activity)) == 1
    assert db.session.scalar(select(func.count()).select_from(AuditLine)) == lines


def test_the_other_level_is_told_to_those_who_work_in_both(
    head: FlaskClient, bring: Callable[..., AssociationYear]
) -> None:
    assert "другого уровня" not in foreseen(head, kind="seminar")
    district = bring(bundle("mmo", "municipal", members=[full_member(organisation="mmo-org")]))
    account = db.session.scalar(select(Account).where(Account.login == "head"))
    assert account is not None
    grant = Grant(account_id=account.id, role=Role.MEMBER, association_id=district.association_id)
    journal.save(grant)
    text = foreseen(head, kind="seminar")
    assert "другого уровня" in text
    assert "2.2.1" in text


def test_effects_that_are_asked_for_while_the_form_is_being_saved_fail_nothing(
    head: FlaskClient,
) -> None:
    data = typed(head, f"{ACTIVITIES}/new", title="Дело", kind="exhibition")
    assert head.post(f"{ACTIVITIES}/new", data=data).status_code == 303
    asked = head.post(f"{ACTIVITIES}/new", data=data | {"_do": "effects"}, headers=HTMX)
    assert asked.status_code == 200
    assert head.post(f"{ACTIVITIES}/new", data=data).status_code == 303
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Activity)) == 2


def test_of_a_clause_with_several_rules_it_is_said_which_one_is_in_order(
    head: FlaskClient,
) -> None:
    data = typed(head, f"{ACTIVITIES}/new", title="Дело", kind="experience")
    page = head.post(f"{ACTIVITIES}/new", data=data, follow_redirects=True)
    assert "6 абз. 9 (обобщение опыта)" in page.get_data(as_text=True)
