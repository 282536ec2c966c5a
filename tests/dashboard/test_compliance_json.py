"""`compliance.json`: one element of what `check` prints, for another program."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from tests.factories import bundle

ADDRESS = "/associations/school-5/2025/compliance.json"


@pytest.fixture
def head(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> FlaskClient:
    year = bring(bundle())
    make_account("head", Role.HEAD, association=year.association_id)
    return sign_in("head")


@pytest.mark.parametrize("day", ["2025-08-01", "2026-02-20", "2026-07-31", "9999-12-31"])
def test_it_is_the_element_that_check_prints(app: Flask, head: FlaskClient, day: str) -> None:
    asked = ["check", "school-5", "--year", "2025", "--as-of", day, "--format", "json"]
    printed: list[Any] = json.loads(app.test_cli_runner().invoke(args=asked).stdout)
    answer = head.get(ADDRESS, query_string={"as_of": day})
    assert answer.mimetype == "application/json"
    assert [answer.json] == printed


@pytest.mark.parametrize("day", ["2026-02-30", "20260220", "2026-W08-5", "today", "2026-02-20 "])
def test_a_day_that_is_none_is_refused_and_not_guessed(head: FlaskClient, day: str) -> None:
    answer = head.get(ADDRESS, query_string={"as_of": day})
    assert (answer.status_code, answer.mimetype) == (400, "application/json")
    assert answer.json is not None
    assert day in answer.json["error"]


def test_without_a_day_it_is_today(head: FlaskClient) -> None:
    days = [head.get(ADDRESS + more).json["as_of"] for more in ("", "?as_of=")]  # type: ignore[index]
    assert days[0] == days[1]


@pytest.mark.parametrize("year", ["2024", "0", "99999", "99999999999999999999999"])
def test_a_year_that_is_not_there_is_not_found(head: FlaskClient, year: str) -> None:
    assert head.get(ADDRESS.replace("2025", year)).status_code == 404
