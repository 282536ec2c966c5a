"""The map of a district: what it counts, whom it shows, and how little it reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.compliance.models import YearState
from mmo.database import writing
from mmo.extensions import db
from tests.district.districts import make_stale, many
from tests.district.looking import of_class, page, rows_of, text
from tests.factories import bundle, full_member, meeting

Bring = Callable[..., AssociationYear]
MakeAccount = Callable[..., Account]
SignIn = Callable[[str], FlaskClient]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent inside."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def school(code: str, **parts: Any) -> dict[str, Any]:
    people = [full_member(organisation=f"{code}-org", full_name=f"Канарейка Анна {code}")]
    return bundle(code, members=people, **parts)


@pytest.fixture
def office(bring: Bring, make_account: MakeAccount, sign_in: SignIn) -> FlaskClient:
    """The head of the methodical office of a district of two schools."""
    bring(school("school-5"))
    bring(school("school-7", goal={"text": "Цель", "date": "2025-09-01"}, meetings=[meeting()]))
    bring(bundle("mmo", "municipal"))
    make_account("office", Role.OFFICE)
    return sign_in("office")


def test_a_cell_says_what_the_page_of_the_association_says(office: FlaskClient) -> None:
    rows = rows_of(office.get("/district?obligation=all").text)
    assert set(rows) == {"МО классных руководителей school-5", "МО классных руководителей school-7"}
    words = {"gap": "пробел", "unconfirmed": "не подтверждено", "met": "в порядке",
             "pending": "впереди", "due_soon": "скоро срок", "at_risk": "под угрозой",
             "not_applicable": "не применяется"}  # fmt: skip
    for code in ("school-5", "school-7"):
        state = office.get(f"/associations/{code}/2025/compliance.json").get_json()
        said = {
            clause["id"]: words[clause["status"]]
            for clause in state["clauses"]
            if clause["obligation"] in ("must", "should") and not clause["derived"]
        }
        row = rows[f"МО классных руководителей {code}"]
        assert list(row.values()) == list(said.values())


def test_clauses_that_most_miss_stand_first_with_their_counts(office: FlaskClient) -> None:
    root = page(office.get("/district").text)
    counts = [text(each) for each in of_class(root, "missed-count")]
    assert counts == sorted(counts, reverse=True)
    assert "2 из 2" in counts
    (goal,) = [row for row in of_class(root, "missed-row") if "Цель МО" in text(row)]
    assert "1 из 2" in text(goal)


def test_a_clause_and_a_status_leave_only_the_associations_that_have_it(
    office: FlaskClient,
) -> None:
    rows = rows_of(office.get("/district?clause=sch.6.b3&status=gap").text)
    assert set(rows) == {"МО классных руководителей school-5"}
    assert "ничего не подошло" in office.get("/district?q=нетакой").text
    assert set(rows_of(office.get("/district?q=school-7").text)) == {
        "МО классных руководителей school-7"
    }


def test_a_status_alone_leaves_only_the_clauses_that_have_it(office: FlaskClient) -> None:
    rows = rows_of(office.get("/district?status=gap").text)
    for clause in next(iter(rows.values())):
        assert "пробел" in {row[clause] for row in rows.values()}


def test_municipal_associations_have_a_map_of_their_own_clauses(office: FlaskClient) -> None:
    rows = rows_of(office.get("/district?regulation=mun").text)
    assert set(rows) == {"МО классных руководителей mmo"}


@pytest.mark.parametrize(
    "asked", ["page=99", "year=1", "year=999999999999", "obligation=x&status=x&clause=x&order=x"]
)
def test_an_address_typed_by_hand_breaks_nothing(office: FlaskClient, asked: str) -> None:
    assert office.get(f"/district?{asked}").status_code == 200


def test_what_is_stale_is_marked_and_judged_again_by_one_press(
    office: FlaskClient, bring: Bring
) -> None:
    assert "не пересчитано" not in office.get("/district").text
    make_stale(bring(school("school-9")))
    assert office.get("/district").text.count("stale-mark") == 1
    answer = office.post("/district/recheck", follow_redirects=True)
    assert "карта показывает нынешнее состояние" in answer.text
    assert "stale-mark" not in office.get("/district").text


def test_a_year_that_was_never_judged_is_shown_as_such(office: FlaskClient, bring: Bring) -> None:
    year = bring(school("school-9"))
    with writing(), db.engine.begin() as connection:
        connection.execute(YearState.__table__.delete().where(YearState.year_id == year.id))
    rows = rows_of(office.get("/district").text)
    assert set(rows["МО классных руководителей school-9"].values()) == {"ещё не рассчитано"}


def test_a_state_judged_again_is_not_shown_from_memory(office: FlaskClient, bring: Bring) -> None:
    office.get("/district")
    bring(school("school-5", goal={"text": "Цель", "date": "2025-09-01"}))
    rows = rows_of(office.get("/district").text)
    assert rows["МО классных руководителей school-5"]["6 абз. 3"] == "в порядке"


def test_no_name_of_a_person_is_in_any_byte(office: FlaskClient) -> None:
    assert "Канарейка" not in office.get("/district?obligation=all").text


def test_seven_hundred_schools_are_read_in_a_fixed_number_of_queries(
    office: FlaskClient, bring: Bring
) -> None:
    office.get("/district")
    with counted() as few:
        office.get("/district")
    many(bring(school("school-9")), 700)
    with counted() as first:
        shown = office.get("/district")
    with counted() as again:
        assert office.get("/district?page=2").status_code == 200
    assert "из 703" in shown.text
    assert len(again) == len(few) <= 12
    assert len(first) <= 12


def test_only_the_office_has_a_map(
    app: Flask, office: FlaskClient, bring: Bring, make_account: MakeAccount, sign_in: SignIn
) -> None:
    year = bring(school("school-5"))
    make_account("head", Role.HEAD, association=year.association_id)
    assert sign_in("head").get("/district").status_code == 404
    assert "/district" not in sign_in("head").get("/").text


def test_associations_outside_the_municipality_are_not_on_it(
    office: FlaskClient, bring: Bring
) -> None:
    away = school("elsewhere")
    away["organisations"][0]["in_municipality"] = False
    bring(away)
    assert "elsewhere" not in office.get("/district").text
