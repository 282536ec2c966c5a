"""What comes in and goes out by files, behind PostgreSQL's fences."""

from collections.abc import Callable

from flask.testing import FlaskClient

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from tests.dates.conftest import CANARY, full_year
from tests.dates.test_feed import faults, make_address, uids
from tests.exchange.test_browser_import import confirm, send
from tests.exchange.whole_year import encode, exported, whole_year
from tests.sheets import tables

SignIn = Callable[[str], FlaskClient]
Bring = Callable[..., AssociationYear]


def test_the_feed_shows_the_own_school_only(
    bring: Bring, make_account: Callable[..., Account], sign_in: SignIn, client: FlaskClient
) -> None:
    own = bring(full_year("school-5", "Своё"))
    bring(full_year("school-7", CANARY))
    make_account("head", Role.HEAD, association=own.association_id)
    head = sign_in("head")
    assert "Своё тема" in head.get("/calendar?month=2026-03").text
    assert "Своё семинар" in head.get("/").text
    answer = client.get(make_address(head))
    assert faults(answer.data) == []
    assert any("Своё тема" in title for title in uids(answer.data).values())
    assert CANARY not in answer.text


def test_a_new_association_comes_in_through_the_browser_and_again(
    make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    make_account("office", Role.OFFICE)
    client = sign_in("office")
    assert confirm(client, send(client, encode(whole_year("school-9")))).status_code == 302
    changed = whole_year("school-9")
    changed["members"][0]["position"] = "завуч"
    assert confirm(client, send(client, encode(changed))).status_code == 302
    assert exported("school-9") == changed
    assert "год.json" in client.get("/bundles").text


def test_a_table_comes_in(
    bring: Bring, make_account: Callable[..., Account], sign_in: SignIn
) -> None:
    make_account("head", Role.HEAD, association=bring(whole_year()).association_id)
    client = sign_in("head")
    table = tables.xlsx(("Учитель", "Принят в МО"), ("Новая Вера Ильинична", "01.09.2021"))
    page = tables.send(client, "member", table)
    told = {"columns": "1", "column-0": "full_name", "column-1": "joined_on"}
    shown = client.post(page.request.path, data=told, follow_redirects=True)
    tables.keep(client, shown)
    assert [each["full_name"] for each in exported()["members"]][-1] == "Новая Вера Ильинична"
