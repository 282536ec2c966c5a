"""The associations of a school side by side."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from tests.district.looking import of_class, page, text, word
from tests.district.test_map import counted
from tests.factories import bundle, full_member

Bring = Callable[..., AssociationYear]
LAST = {
    "start": "2024-09-01",
    "end": "2025-05-31",
    "trimesters": [
        {"start": "2024-09-01", "end": "2024-11-16"},
        {"start": "2024-11-24", "end": "2025-02-15"},
        {"start": "2025-02-24", "end": "2025-05-31"},
    ],
}


def of_school(code: str, **parts: Any) -> dict[str, Any]:
    made = bundle(code, members=[full_member(organisation="s-org")], **parts)
    made["association"]["organisation"] = made["organisations"][0]["code"] = "s-org"
    return made


@pytest.fixture
def deputy(
    bring: Bring, make_account: Callable[..., Account], sign_in: Callable[[str], FlaskClient]
) -> FlaskClient:
    bring(of_school("junior", goal={"text": "Цель", "date": "2025-09-01"}))
    bring(of_school("senior", year=LAST))
    year = bring(of_school("senior"))
    bring(bundle("foreign"))
    make_account("deputy", Role.DEPUTY, organisation=year.association.organisation_id)
    return sign_in("deputy")


def rows(source: str) -> dict[str, list[str]]:
    (table,) = of_class(page(source), "map-table")
    found = table.xpath("./tbody/tr")
    return {text(row.xpath("./th")[0]): [word(each) for each in row.xpath("./td")] for row in found}


def cells(source: str, label: str) -> list[str]:
    (found,) = [row for name, row in rows(source).items() if name.startswith(label)]
    return found


def test_each_association_has_its_last_year_beside_this_one(deputy: FlaskClient) -> None:
    shown = deputy.get("/school").text
    assert cells(shown, "6 абз. 3") == ["этого года здесь нет", "в порядке", "пробел", "пробел"]


def test_counts_are_those_of_the_shown_clauses(deputy: FlaskClient) -> None:
    shown = deputy.get("/school").text
    gaps = [row[3] for row in rows(shown).values()].count("пробел")
    assert int(cells(shown, "Пробелы")[3]) == gaps > 0


def test_another_school_is_not_on_the_page(deputy: FlaskClient) -> None:
    assert "foreign" not in deputy.get("/school?obligation=all").text


def test_an_earlier_year_stands_beside_the_one_before_it(deputy: FlaskClient) -> None:
    shown = deputy.get("/school?year=2024").text
    assert "2023/24" in shown
    assert "junior" not in shown


def test_one_more_association_costs_no_query(deputy: FlaskClient, bring: Bring) -> None:
    deputy.get("/school")
    with counted() as before:
        deputy.get("/school")
    for number in range(5):
        bring(of_school(f"further-{number}"))
    deputy.get("/school")
    with counted() as after:
        deputy.get("/school")
    assert len(after) == len(before)
