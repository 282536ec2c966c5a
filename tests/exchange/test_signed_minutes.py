"""A file that changes signed minutes: what was signed is kept whole, and it is said beforehand."""

from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mmo.accounts.models import Account, Role
from mmo.associations.models import AssociationYear
from mmo.extensions import db
from mmo.meetings.models import ProtocolVersion
from tests.exchange.test_browser_import import confirm, send
from tests.exchange.whole_year import encode, exported, whole_year

Change = Callable[[dict[str, Any]], object]
CHANGES: dict[str, Change] = {
    "what was heard": lambda meeting: meeting["agenda"][0].update(heard="другой доклад"),
    "a decision": lambda meeting: meeting["agenda"][0]["decisions"][0].update(text="Отменить"),
    "who was there": lambda meeting: meeting["attendance"].clear(),
    "who signed": lambda meeting: meeting["protocol"].update(chair="m2"),
    "the signature": lambda meeting: meeting["protocol"].update(signed_on=None),
    "no minutes": lambda meeting: meeting.update(protocol=None),
}


@pytest.fixture
def head(
    bring: Callable[..., AssociationYear],
    make_account: Callable[..., Account],
    sign_in: Callable[[str], FlaskClient],
) -> FlaskClient:
    year = bring(whole_year())
    make_account("head", Role.HEAD, association=year.association_id)
    return sign_in("head")


def versions() -> list[ProtocolVersion]:
    db.session.rollback()
    return list(db.session.scalars(select(ProtocolVersion).order_by(ProtocolVersion.number)))


@pytest.mark.parametrize("what", CHANGES)
def test_signed_minutes_are_kept_whole_before_a_file_changes_them(
    head: FlaskClient, what: str
) -> None:
    changed = whole_year()
    CHANGES[what](changed["meetings"][0])
    page = send(head, encode(changed))
    assert "меняет подписанный протокол" in unescape(page.text)
    assert versions() == []
    confirm(head, page)
    assert exported() == changed
    (kept,) = versions()
    assert kept.reason == "загружено из файла"
    assert kept.by is not None
    assert kept.snapshot["agenda"][0]["heard"] == "доклад"
    assert kept.snapshot["agenda"][0]["decisions"][0]["text"] == "Провести"
    assert kept.snapshot["protocol"]["signed_on"] == "2025-09-03"
    minutes = f"/associations/school-5/2025/meetings/{kept.meeting_id}/protocol"
    assert "загружено из файла" in head.get(minutes).text


def test_what_minutes_do_not_say_makes_no_version(head: FlaskClient) -> None:
    changed = whole_year()
    changed["meetings"][0]["agenda"][0]["decisions"][0]["done_on"] = "2025-10-18"
    changed["meetings"][0]["materials"] = []
    changed["activities"][0]["title"] = "Другое"
    page = send(head, encode(changed))
    assert "подписанн" not in page.text
    confirm(head, page)
    assert exported() == changed
    assert versions() == []


def test_the_command_keeps_them_too_and_a_file_that_comes_again_keeps_nothing(
    app: Flask, bring: Callable[..., AssociationYear], tmp_path: Path
) -> None:
    bring(whole_year())
    changed = whole_year()
    CHANGES["what was heard"](changed["meetings"][0])
    file = tmp_path / "year.json"
    file.write_bytes(encode(changed))
    for _time in range(2):
        done = app.test_cli_runner().invoke(args=["import-bundle", str(file)])
        assert done.exit_code == 0, done.output
        assert [kept.snapshot["agenda"][0]["heard"] for kept in versions()] == ["доклад"]
    file.write_bytes(encode(whole_year()))
    app.test_cli_runner().invoke(args=["import-bundle", str(file)])
    assert [(kept.number, kept.by) for kept in versions()] == [(1, None), (2, None)]


def test_a_meeting_that_the_file_has_no_longer_is_told(head: FlaskClient) -> None:
    changed = whole_year()
    changed["meetings"].pop(0)
    for each in (changed["plan"], *changed["creative_groups"]):
        each["approved_at_meeting"] = None
    page = send(head, encode(changed))
    assert page.status_code == 200
    assert "будет удалено вместе с протоколом" in unescape(page.text)
