"""A form that is sent after the session has ended does not lose its text, and opens no door."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from mmo import journal
from mmo.accounts.keeping import MOST
from mmo.accounts.models import Account, Role, SignIn
from mmo.associations.models import AssociationYear
from mmo.clock import now
from mmo.extensions import db
from tests.conftest import PASSWORD
from tests.factories import bundle, full_member
from tests.pages.reading import token

THEME = "/associations/school-5/2025/about/theme"
KEPT = re.compile(r'name="kept" value="([^"]+)"')
TEXT = "Класс & «команда» <b>"


@pytest.fixture
def client(
    app: Flask, bring: Callable[..., AssociationYear], make_account: Callable[..., Account]
) -> FlaskClient:
    """A browser with tokens against forgery, in which a head had signed in once."""
    year = bring(bundle(members=[full_member()]))
    make_account("head", Role.HEAD, association=year.association_id)
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    signs_in(client)
    return client


def signs_in(client: FlaskClient, **more: str) -> str:
    data = {"login": "head", "password": PASSWORD, "csrf_token": token(client), **more}
    return client.post("/login", data=data).text


def session_ends() -> None:
    with journal.aside() as execute:
        execute(update(SignIn).values(ended_at=now()))


def typed(client: FlaskClient) -> dict[str, str]:
    """The form of the theme, filled in."""
    page = client.get(THEME).text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version
    return {"csrf_token": token(client, THEME), "version": version[1], "theme": TEXT,
            "theme_on": "2025-08-28"}  # fmt: skip


def theme() -> str | None:
    db.session.rollback()
    return db.session.scalars(select(AssociationYear.theme)).one()


def test_what_was_typed_is_offered_again_and_saved(client: FlaskClient) -> None:
    data = typed(client)
    session_ends()
    refused = client.post(THEME, data=data)
    assert refused.status_code == 401
    assert theme() is None
    kept = KEPT.search(refused.text)
    assert kept
    wrong = client.post(
        "/login", data={"login": "head", "password": "x", "csrf_token": token(client),
                        "kept": unescape(kept[1])},
    )  # fmt: skip
    assert KEPT.search(wrong.text), "a wrong password does not lose the text either"
    offered = signs_in(client, kept=unescape(kept[1]))
    assert "Вы отправляли форму" in offered
    form = offered[offered.index("<main") :]
    again = {
        name: unescape(value)
        for name, value in re.findall(r'<textarea name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.S)
    }
    assert again == {name: value for name, value in data.items() if name != "csrf_token"}
    assert f'action="{THEME}"' in form
    fresh = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert fresh
    assert client.post(THEME, data=again | {"csrf_token": fresh[1]}).status_code == 303
    assert theme() == TEXT


def test_a_form_without_a_valid_token_is_not_carried(client: FlaskClient) -> None:
    data = typed(client)
    session_ends()
    assert client.post(THEME, data=data | {"csrf_token": "forged"}).status_code == 400
    assert client.post(THEME, data={"theme": TEXT}).status_code == 400


def test_a_sealed_form_of_another_browser_is_worth_nothing(client: FlaskClient, app: Flask) -> None:
    data = typed(client)
    session_ends()
    kept = KEPT.search(client.post(THEME, data=data).text)
    assert kept
    victim = app.test_client()
    said = signs_in(victim, kept=unescape(kept[1]))
    assert TEXT not in unescape(said)
    assert "Вы отправляли форму" not in said
    assert "Вы отправляли форму" not in signs_in(client, kept="nonsense")


@pytest.mark.parametrize("signs_out", [False, True], ids=["the session ended", "signed out"])
def test_who_signs_in_next_in_that_browser_does_not_see_what_another_typed(
    client: FlaskClient, make_account: Callable[..., Account], signs_out: bool
) -> None:
    make_account("deputy", Role.ADMIN)
    data = typed(client)
    if signs_out:
        client.post("/logout", data={"csrf_token": data["csrf_token"]})
    else:
        session_ends()
    kept = KEPT.search(client.post(THEME, data=data).text)
    assert kept
    said = signs_in(client, login="deputy", kept=unescape(kept[1]))
    assert "Вы отправляли форму" not in said
    assert TEXT not in unescape(said)


def test_what_is_offered_again_leads_only_inside(client: FlaskClient) -> None:
    data = typed(client)
    session_ends()
    refused = client.post(f"{THEME}?next=https://evil.example/", data=data)
    kept = KEPT.search(refused.text)
    assert kept
    offered = signs_in(client, kept=unescape(kept[1]))
    action = re.search(rf'action="({THEME}[^"]*)"', offered)
    assert action
    fresh = token_in(offered)
    saved = client.post(unescape(action[1]), data=data | {"csrf_token": fresh})
    assert saved.location == "/associations/school-5/2025/about"


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page[page.index("<main") :])
    assert found
    return found[1]


def test_a_password_and_a_huge_form_are_not_carried(client: FlaskClient) -> None:
    data = typed(client)
    session_ends()
    huge = client.post(THEME, data=data | {"theme": "я" * (MOST + 1)})
    assert huge.location == "/login?next=/"
    secret = {"csrf_token": data["csrf_token"], "current": PASSWORD, "password": "x", "again": "x"}
    assert client.post("/account/password", data=secret).location == "/login?next=/"


def test_htmx_keeps_the_page_and_says_what_to_do(client: FlaskClient) -> None:
    data = typed(client)
    session_ends()
    said = client.post(THEME, data=data, headers={"HX-Request": "true"})
    assert said.status_code == 401
    assert "HX-Redirect" not in said.headers
    assert 'role="alert"' in said.text
    assert "войдите в другой вкладке" in said.text
    signs_in(client)  # in the other tab; the page's own token still holds
    assert client.post(THEME, data=data, headers={"HX-Request": "true"}).status_code == 200
    assert theme() == TEXT


HERE = {"Origin": "http://localhost"}


def loses_the_cookie(client: FlaskClient) -> None:
    client.delete_cookie("mmo")


def test_a_form_of_a_browser_that_lost_its_cookie_is_kept_and_saved(client: FlaskClient) -> None:
    data = typed(client)
    loses_the_cookie(client)
    refused = client.post(THEME, data=data, headers=HERE)
    assert refused.status_code == 401
    assert theme() is None
    kept = KEPT.search(refused.text)
    assert kept
    offered = signs_in(client, kept=unescape(kept[1]))
    assert "Вы отправляли форму" in offered
    assert theme() is None, "it is saved when the person confirms it, not before"
    again = data | {"csrf_token": token_in(offered)}
    assert client.post(THEME, data=again).status_code == 303
    assert theme() == TEXT


def test_another_account_does_not_see_what_was_typed_before_the_cookie_was_lost(
    client: FlaskClient, make_account: Callable[..., Account]
) -> None:
    make_account("deputy", Role.ADMIN)
    data = typed(client)
    loses_the_cookie(client)
    kept = KEPT.search(client.post(THEME, data=data, headers=HERE).text)
    assert kept
    said = signs_in(client, login="deputy", kept=unescape(kept[1]))
    assert "Вы отправляли форму" not in said
    assert TEXT not in unescape(said)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_sent_from_elsewhere_without_a_cookie_is_not_kept(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    data = typed(client)
    loses_the_cookie(client)
    assert client.post(THEME, data=data, headers=headers).status_code == 400


def test_a_token_of_nobody_or_of_no_make_of_ours_brings_nothing_back(client: FlaskClient) -> None:
    data = typed(client)
    loses_the_cookie(client)
    nobodys = token(client)
    loses_the_cookie(client)
    for wrong in ("forged", nobodys, ""):
        answer = client.post(THEME, data=data | {"csrf_token": wrong}, headers=HERE)
        assert answer.status_code == 400


def test_htmx_without_a_cookie_keeps_the_page_good_for_its_own_account(
    client: FlaskClient,
) -> None:
    data = typed(client)
    loses_the_cookie(client)
    htmx = {"HX-Request": "true"}
    assert client.post(THEME, data=data, headers=htmx | HERE).status_code == 401
    signs_in(client)  # in the other tab
    assert client.post(THEME, data=data, headers=htmx).status_code == 200
    assert theme() == TEXT


def test_pages_of_another_account_are_good_for_nothing_after_signing_in(
    client: FlaskClient, make_account: Callable[..., Account]
) -> None:
    make_account("other", Role.ADMIN)
    data = typed(client)
    session_ends()
    signs_in(client, login="other")
    assert client.post(THEME, data=data).status_code == 400


def test_a_second_tab_with_the_sign_in_page_leads_on(client: FlaskClient, app: Flask) -> None:
    other = app.test_client()
    stale = token(other)
    signs_in(other)
    again = {"login": "head", "password": PASSWORD, "csrf_token": stale}
    assert other.post("/login", data=again).location == "/"
