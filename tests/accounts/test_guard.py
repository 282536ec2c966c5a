"""Every route × every role × own and foreign association: the table, and that it holds.

A route is in `ROUTES` with what a request to it looks like; a route that is missing there, or a
view without a guard, fails. `python -m tests.accounts.access` prints the table.
"""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mmo.accounts.guard import rule_of
from mmo.accounts.models import Account
from tests.accounts.access import ROUTES, SCOPES, WHO, District, answer, expected


@pytest.fixture
def district(
    app: Flask, bring: Callable[..., object], make_account: Callable[..., Account]
) -> District:
    return District.found(bring, make_account)


def test_every_route_is_in_the_table_and_has_a_guard(app: Flask) -> None:
    routes = {(rule.endpoint, method) for rule in app.url_map.iter_rules()
              for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}  # fmt: skip
    assert routes == set(ROUTES), "declare new routes in tests/accounts/access.py"
    for endpoint, _method in routes:
        assert rule_of(app, endpoint) is not None, f"{endpoint} has no guard"


@pytest.mark.parametrize("who", WHO)
def test_every_cell_of_the_table(
    app: Flask, district: District, sign_in: Callable[[str], FlaskClient], who: str
) -> None:
    wrong = []
    client = sign_in(who) if who != "nobody" else app.test_client()
    for scope in SCOPES:
        for route in ROUTES:
            said, wanted = answer(app, client, district, route, scope), expected(route, who, scope)
            if said != wanted:
                wrong.append((route, scope, f"said {said}, wanted {wanted}"))
            if route[0] == "accounts.sign_out" and who != "nobody":
                client = sign_in(who)
    assert not wrong


def test_nothing_of_a_foreign_school_is_in_any_byte(
    app: Flask, district: District, sign_in: Callable[[str], FlaskClient]
) -> None:
    kept = {route: ask for route, ask in ROUTES.items() if route[0] != "accounts.sign_out"}
    for who in ("head", "secretary", "member", "deputy", "director"):
        client = sign_in(who)
        for route, request in kept.items():
            for scope in SCOPES:
                response = request(client, district, scope)
                text = response.get_data().decode("utf-8", "replace")
                assert district.canary not in text, f"{who} at {route}, {scope}"
