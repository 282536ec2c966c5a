"""The calendar as a page: what stands in it, for whom, and how one goes on and back."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from mmo.associations.models import AssociationYear
from mmo.dates.month import build, parse_month
from mmo.dates.working import rest
from mmo.extensions import db
from tests.dates.conftest import CANARY, full_year

YEAR = "/associations/school-5/2025"
MARCH = f"{YEAR}/calendar?month=2026-03"
SignIn = Callable[[str], FlaskClient]


@pytest.mark.parametrize("address", [MARCH, "/calendar?month=2026-03"])
@pytest.mark.parametrize("view", ["month", "list"])
def test_everything_dated_stands_in_its_month(
    school: AssociationYear, sign_in: SignIn, address: str, view: str
) -> None:
    page = sign_in("head").get(f"{address}&view={view}").text
    for words in ("Заседание № 4: Своё тема", "Своё отмена", "Своё пункт", "Своё семинар",
                  "Своё отчёт", "Своё решение"):  # fmt: skip
        assert words in page
    assert "отменено" in page
    assert "Своё прошло" not in page, "February is another month"
    assert CANARY not in page
    assert "8 марта" in page or view == "list"
    assert "Международный женский день" in page or view == "list"


def test_a_deadline_of_a_clause_leads_to_the_regulation(
    school: AssociationYear, sign_in: SignIn
) -> None:
    client = sign_in("head")
    pages = [client.get(f"{YEAR}/calendar?month=2026-{month:02}").text for month in range(1, 8)]
    assert any("event-clause" in page and "/regulation#sch." in page for page in pages)


def test_who_sees_the_state_sees_deadlines_only(school: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("office")
    pages = [client.get(f"{YEAR}/calendar?month=2026-{month:02}").text for month in range(1, 8)]
    assert any("event-clause" in page for page in pages)
    assert all("event-meeting" not in page and "Своё тема" not in page for page in pages)
    assert "Своё тема" not in client.get("/calendar?month=2026-03").text


def test_one_without_a_role_has_an_empty_calendar(school: AssociationYear, sign_in: SignIn) -> None:
    page = sign_in("nobody").get("/calendar?month=2026-03")
    assert page.status_code == 200
    assert "В этом месяце ничего нет" in page.text


def test_months_are_linked_with_and_without_htmx(school: AssociationYear, sign_in: SignIn) -> None:
    client = sign_in("head")
    page = client.get(MARCH).text
    for month in ("2026-02", "2026-04"):
        address = f"{YEAR}/calendar?month={month}"
        assert f'href="{address}" hx-get="{address}"' in page
    part = client.get(MARCH, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<section id="calendar"')
    assert "<html" not in part


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-12", "0001-01", ""])
def test_a_month_that_is_none_shows_the_present_one(
    school: AssociationYear, sign_in: SignIn, month: str
) -> None:
    assert "март 2026" in sign_in("head").get(f"{YEAR}/calendar?month={month}").text


def test_the_number_of_queries_does_not_depend_on_the_number_of_associations(
    app: Flask,
    school: AssociationYear,
    bring: Callable[..., AssociationYear],
    sign_in: SignIn,
) -> None:
    client = sign_in("office")
    counted: list[int] = []
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute",
                 lambda _c, _u, statement, *_: statements.append(statement))  # fmt: skip
    for number in range(3):
        bring(full_year(f"district-{number}", "Округ", "municipal"))
        statements.clear()
        assert "Округ тема" in client.get("/calendar?month=2026-03").text
        counted.append(len(statements))
    assert counted[0] == counted[-1]
    assert counted[0] <= 16


def test_weekends_holidays_and_moved_days_are_known(app: Flask) -> None:
    assert rest(date(2026, 3, 2)).free is False
    assert rest(date(2026, 3, 8)).name == "Международный женский день"
    assert rest(date(2026, 1, 9)).free, "moved from 3 January"
    assert rest(date(2025, 11, 1)).moved, "a Saturday on which people work"
    assert not rest(date(2025, 11, 1)).free
    assert rest(date(2026, 11, 7)).free


def test_a_month_has_whole_weeks_from_monday(app: Flask) -> None:
    month = build(date(2026, 2, 1), [])
    assert [len(week) for week in month.weeks] == [7] * len(month.weeks)
    assert month.weeks[0][0].day == date(2026, 1, 26)
    assert (month.before, month.after) == (date(2026, 1, 1), date(2026, 3, 1))
    assert month.span == (date(2026, 2, 1), date(2026, 2, 28))
    assert parse_month("2026-02", date(2025, 1, 5)) == date(2026, 2, 1)
