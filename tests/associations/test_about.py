"""«Сведения о годе»: theme, goal and regulation close their gaps, in the drawer too."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from tests.factories import bundle, full_member

YEAR = "/associations/school-5/2025"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def head(
    bring: Callable[..., AssociationYear], make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> FlaskClient:  # fmt: skip
    made = bring(bundle(members=[full_member()]))
    make_account("head", Role.HEAD, association=made.association_id)
    make_account("director", Role.DIRECTOR, organisation=made.association.organisation_id)
    return sign_in("head")


def version() -> str:
    db.session.rollback()
    return str(db.session.scalars(select(AssociationYear.version)).one())


def year() -> Any:
    db.session.rollback()
    return db.session.scalars(select(AssociationYear)).one()


def test_the_button_of_a_gap_opens_the_form_filled_in(head: FlaskClient) -> None:
    page = head.get(f"{YEAR}/").text
    links = {unescape(found) for found in re.findall(r'hx-get="([^"]*about/[^"]*)"', page)}
    assert {link.partition("?")[0].rpartition("/")[2] for link in links} == {
        "theme", "goal", "regulation",
    }  # fmt: skip
    theme = next(link for link in links if "/theme" in link)
    form = head.get(theme, headers=HTMX).text
    assert "<html" not in form
    assert 'value="2026-03-01"' in form


def test_in_the_drawer_it_is_saved_and_the_dashboard_is_told(head: FlaskClient) -> None:
    data = {"version": version(), "theme": "Класс как команда", "theme_on": "2025-08-28"}
    answer = head.post(f"{YEAR}/about/theme", data=data, headers=HTMX)
    assert answer.status_code == 200
    assert answer.text == ""
    assert "findings-changed" in answer.headers["HX-Trigger"]
    assert (year().theme, str(year().theme_on)) == ("Класс как команда", "2025-08-28")


def test_on_its_page_it_says_what_it_closed(head: FlaskClient) -> None:
    data = {"version": version(), "goal": "Вместе", "goal_on": "2025-08-28"}
    answer = head.post(f"{YEAR}/about/goal", data=data, follow_redirects=True)
    assert "Цель года сохранена. Теперь в порядке" in answer.text


def test_of_two_who_edit_the_year_the_second_sees_both_versions(head: FlaskClient) -> None:
    old = version()
    first = {"version": old, "theme": "Первая тема", "theme_on": "2025-08-28"}
    assert head.post(f"{YEAR}/about/theme", data=first).status_code == 303
    answer = head.post(f"{YEAR}/about/theme", data=first | {"theme": "Вторая тема"})
    assert answer.status_code == 409
    assert "Первая тема" in answer.text
    assert "Вторая тема" in answer.text
    assert year().theme == "Первая тема"


def test_dates_are_checked_and_judged_again(head: FlaskClient) -> None:
    page = head.get(f"{YEAR}/dates").text
    data = dict(
        re.findall(r'name="((?:start|end|trimester\w+|version))"[^>]*value="([^"]*)"', page)
    )
    wrong = head.post(f"{YEAR}/dates", data=data | {"trimester1_end": "2026-01-01"})
    assert wrong.status_code == 422
    revision = year().revision
    assert head.post(f"{YEAR}/dates", data=data | {"end": "2026-05-25"}).status_code == 303
    assert str(year().end) == "2026-05-25"
    assert year().revision > revision


def test_who_only_reads_sees_and_does_not_change(
    head: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    director = sign_in("director")
    assert "Тема года" in director.get(f"{YEAR}/about").text
    assert "Ввести тему" not in director.get(f"{YEAR}/about").text
    assert director.get(f"{YEAR}/about/theme").status_code == 403
